/* Which hours of each caregiver a plan uses, day by day, and which are left. */
#ifndef PLANNER_FIGURES_CAREGIVER_DAYS_H
#define PLANNER_FIGURES_CAREGIVER_DAYS_H

#include <stddef.h>
#include <stdint.h>

#include "planner/plan/plan.h"
#include "planner/problem/problem.h"

/* A day of a caregiver from the plan date on with hours in availability.csv, of either kind, on which she is not
 * absent. Amounts are units. */
struct caregiver_day {
	int32_t caregiver; /* of the problem */
	int32_t date;
	int32_t available_units, standby_units; /* work, and what is kept for births */
	int32_t visit_units, travel_units, visit_count;
	/* Of the available units, what visits and travel leave; and no more than her weekly limit leaves. Travel to one
	 * more visit would still go off it. */
	int32_t free_units;
};

struct caregiver_days {
	struct caregiver_day *list; /* by caregiver, then date */
	size_t count;
};

/* The caller frees. */
void caregiver_days_derive(struct caregiver_days *days, const struct problem *problem, const struct plan *plan);

void caregiver_days_free(struct caregiver_days *days);

#endif
