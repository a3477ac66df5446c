/* The summary that a planner reads: what was planned, who is short and why, and what to look at next. */
#ifndef OUTPUT_PLAN_TERMINAL_H
#define OUTPUT_PLAN_TERMINAL_H

#include <stdbool.h>

#include "output/writer/text.h"
#include "planner/base/error.h"
#include "planner/figures/outcome.h"

/* Adds the summary to text, in lines of at most 80 columns as long as keys are short. Everybody who is below the legal
 * minimum and every bottleneck are named if verbose, else the first of them. */
void terminal_write(struct text *text, const struct outcome *outcome, bool verbose);

/* Prints the text on standard output, to its end. A reader who has gone away is no failure; a full disk is. */
bool terminal_print(const struct text *text, struct error_log *log);

#endif
