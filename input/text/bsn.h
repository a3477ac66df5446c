/* Citizen numbers (burgerservicenummers, BSN), which must not be in any table: found in whatever dress they come.
 *
 * A BSN is nine digits that pass the eleven-test. It counts as one where the nine stand alone, in a text of any kind
 * ("BSN 111222333", "'111222333", "111222333.0"), or parted by signs (111-222-333, 1112.22.333, 111 222 333). One of
 * eleven random numbers of nine digits passes, so what is known to be something else is left alone: dates, times of
 * day, numbers with decimals (52.3702160), telephone numbers that begin with + or 00, a year with a number of five
 * digits (2026-00123), and lists (parted by ";", "|" or a comma with a space). Numbers of eight or ten digits are none.
 */
#ifndef INPUT_TEXT_BSN_H
#define INPUT_TEXT_BSN_H

#include <stdbool.h>

#include "input/text/field.h"

#define BSN_REFUSAL "a citizen number (BSN): these must not be in the tables; neither it nor its line is shown"

/* Does a citizen number stand anywhere in this text? */
bool bsn_stands_in(struct field_text text);

#endif
