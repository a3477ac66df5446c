/* What each registration gets out of a plan: one row per client of the region, in the order of its table. */
#ifndef PLANNER_PLAN_ALLOCATION_H
#define PLANNER_PLAN_ALLOCATION_H

#include <stddef.h>
#include <stdint.h>

#include "planner/plan/plan.h"
#include "planner/problem/problem.h"
#include "planner/plan/values.h"

struct allocation {
	enum client_status status;
	int32_t client; /* of the problem; REGION_NONE if not to plan: then received_units is the last that is set */
	int32_t wanted_units, received_units;
	int32_t planned_units, digital_units;
	int32_t visit_count;
	int32_t points;                       /* of the visits, for presence */
	int32_t rest_units, rest_short_units; /* guaranteed or remaining, whichever she has */
	int32_t caregiver_count;              /* past ones counted */
	int32_t mediated_units;               /* by other providers than hers */
	struct shortages shortages;
};

/* One row per client of the region; the caller frees them with free(). */
struct allocation *allocation_derive(const struct problem *problem, const struct plan *plan);

#endif
