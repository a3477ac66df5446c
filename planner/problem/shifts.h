/* Shifts: what caregivers offer from the plan date on, the rows of a day added up and absences taken away. */
#ifndef PLANNER_PROBLEM_SHIFTS_H
#define PLANNER_PROBLEM_SHIFTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "planner/region/policy.h"
#include "planner/region/region.h"

struct shift {
	int32_t caregiver; /* of the region */
	int32_t date;
	int64_t work_ticks, standby_ticks; /* standby is kept for births, and no time for visits */
};

struct shifts {
	struct shift *list; /* by caregiver, then date; each pair once */
	size_t count;
};

/* The caller frees. */
void shifts_derive(struct shifts *shifts, const struct region *region, int32_t plan_date);

void shifts_free(struct shifts *shifts);

/* The last date on which anybody has a whole unit of work, beyond which nothing is known yet; DAY_NONE if there is
 * none. */
int32_t shifts_find_end(const struct shifts *shifts, const struct policy *policy);

/* Is the caregiver of the region absent on this date? For single questions. */
bool shifts_is_absent(const struct region *region, int32_t caregiver, int32_t date);

#endif
