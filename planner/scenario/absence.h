/* Shifts that drop out because their caregiver is ill: in spells of days that follow, not one by one.
 *
 * A spell may begin on any day of any caregiver; its length in calendar days is drawn from the absence of nursing
 * assistants in T. R. Kristensen, S. M. Jensen, S. Kreiner, S. Mikkelsen, Socioeconomic status and duration and pattern
 * of sickness absence, BMC Public Health 10:643 (2010), table 4: of 437 who were ill within a year, the longest spell
 * of 131 was 1 to 3 days, of 235 it was 4 to 14, of 71 more. Each class is spread evenly over its lengths, the last one
 * up to six weeks, which is more than a plan reaches. As the longest spell of a year is counted, short ones are rather
 * too few here, and absence comes in larger pieces than it would.
 *
 * How often spells begin follows from the share of shifts that is to drop out. Whether one begins is drawn for
 * caregiver and date alone: so under one seed the same shifts drop out whatever else is in the tables, and a greater
 * share drops all that a smaller one does, and more.
 */
#ifndef PLANNER_SCENARIO_ABSENCE_H
#define PLANNER_SCENARIO_ABSENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "planner/region/region.h"

#define ABSENCE_LONGEST 42 /* days */

enum absence_employment { ABSENCE_ALL, ABSENCE_EMPLOYEES, ABSENCE_FREELANCERS };

struct absence {
	uint64_t seed;
	int32_t permille;            /* of shifts, expected: 0 to 1000 */
	int32_t first_day, last_day; /* both in; days of planner/base/day.h */
	enum absence_employment employment;
	int32_t provider; /* of the region; REGION_NONE: of all */
};

/* Chance of a spell of so many days, relative to other lengths; 0 below 1 and above ABSENCE_LONGEST. */
uint32_t absence_weight(int32_t days);

/* For every row of availability that drops out: the day on which the spell began, spells that touch being one, and
 * first_day at the earliest; for the others DAY_NONE. since: [row of availability]. */
void absence_find_spells(int32_t *since, const struct region *region, const struct absence *absence);

/* Takes the rows of availability that drop out from the region, which must own them; the others keep their order.
 * Returns how many have gone. */
size_t absence_drop(struct region *region, const struct absence *absence);

#endif
