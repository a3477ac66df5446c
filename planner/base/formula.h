/* Cells that a spreadsheet would take for a formula.
 *
 * A key such as "=1+1" is text to us and a formula to a spreadsheet, which may run it. Such a cell is written with an
 * apostrophe before it, and read again without. So that reading undoes exactly what writing did, a cell that begins
 * with apostrophes and then one of the characters gets one more.
 */
#ifndef PLANNER_BASE_FORMULA_H
#define PLANNER_BASE_FORMULA_H

#include <stdbool.h>

#define FORMULA_GUARD '\''

/* Must the guard be written before this text? */
bool formula_needs_guard(const char *text);

/* The text without the guard that was written before it, if any: a place within text. */
const char *formula_skip_guard(const char *text);

#endif
