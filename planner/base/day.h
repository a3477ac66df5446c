/* Calendar days as numbers: days since 1970-01-01 in the Gregorian calendar. No time zones, no clock. */
#ifndef PLANNER_BASE_DAY_H
#define PLANNER_BASE_DAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DAY_NONE INT32_MIN /* no date given */
#define DAY_TEXT_SIZE 11   /* "2026-07-13" or "13-07-2026" and the final zero */

/* True, and *day set, if the date exists; years 1900 to 2199. */
bool day_from_civil(int32_t *day, int year, int month, int day_of_month);

void day_to_civil(int32_t day, int *year, int *month, int *day_of_month);

/* Writes 2026-07-13, or 13-07-2026 if dutch. */
void day_format(char text[DAY_TEXT_SIZE], int32_t day, bool dutch);

/* Number of the ISO week, Monday first, counted without gaps across years. */
int32_t day_week(int32_t day);

/* The Monday of the week that the day lies in. */
int32_t day_of_week_start(int32_t day);

/* The ISO year and week of a day, for people: 2026 and 29. */
void day_to_iso_week(int32_t day, int *year, int *week);

#endif
