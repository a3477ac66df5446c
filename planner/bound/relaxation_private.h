/* The small problems of one night together; for this room alone. */
#ifndef PLANNER_BOUND_RELAXATION_PRIVATE_H
#define PLANNER_BOUND_RELAXATION_PRIVATE_H

#include "planner/bound/caregiver_problem.h"
#include "planner/bound/client_problem.h"
#include "planner/bound/relaxation.h"

struct relaxation {
	const struct problem *problem;
	const struct classes *classes;
	struct client_problem clients;
	struct caregiver_problem caregivers;
	double term_sums[TIER_COUNT]; /* of the last solution, in planning units */
};

/* A bound in prices' units as one of values.h, rounded down; INT64_MAX where limits leave no plan. */
int64_t relaxation_scale_bound(int64_t bound);

#endif
