/* What a planner asks in the morning, besides the tiers: who is overdue, who has nobody when she comes home, whose care
 * ended short, what is kept on standby, and how far the rosters reach. */
#ifndef PLANNER_FIGURES_MORNING_H
#define PLANNER_FIGURES_MORNING_H

#include <stdint.h>

#include "planner/plan/plan.h"
#include "planner/problem/problem.h"

/* A client whose care is over and who had less than her legal minimum. */
struct morning_short {
	int32_t region_index;
	int32_t had_units, minimum_units; /* physical: visits and days in hospital or birth centre that count */
};

struct morning {
	int32_t overdue_count; /* clients who are expected, and whose due date is past */
	/* Families to plan whose first day at home is not past, and those of them whom nobody visits on it; the same of
	 * the first two days, where both are care days. Held for the unborn counts as well. */
	int32_t first_count, nobody_first, first_two_count, nobody_first_two;
	struct morning_short *short_list; /* who lacks most first, then by key; owned */
	int32_t short_count;
	int64_t standby_units;      /* from the plan date on, without absences */
	int32_t later_roster_count; /* clients who start beyond the last day of any roster */
};

/* The caller frees. */
void morning_derive(struct morning *morning, const struct problem *problem, const struct plan *plan);

void morning_free(struct morning *morning);

#endif
