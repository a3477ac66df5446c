#include "planner/bound/relaxation.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"
#include "planner/bound/relaxation_private.h"

struct relaxation *relaxation_build(const struct problem *problem, const struct classes *classes)
{
	struct relaxation *relaxation = memory_allocate(1, sizeof *relaxation);

	relaxation->problem = problem;
	relaxation->classes = classes;
	client_problem_build(&relaxation->clients, problem, classes);
	caregiver_problem_build(&relaxation->caregivers, problem, classes);
	client_problem_find_wanted(&relaxation->clients);
	client_problem_find_floors(&relaxation->clients, relaxation->caregivers.class_available);
	return relaxation;
}

void relaxation_free(struct relaxation *relaxation)
{
	if (relaxation == NULL)
		return;
	client_problem_free(&relaxation->clients);
	caregiver_problem_free(&relaxation->caregivers);
	free(relaxation);
}

void relaxation_limit(struct relaxation *relaxation, const struct limits *limits)
{
	relaxation->clients.limits = limits;
}

/* Rounded up: it is taken off the bound. */
static int64_t scale_reached(int64_t scaled_value)
{
	return (int64_t)(((int128)scaled_value * PRICES_SCALE + VALUES_SCALE - 1) / VALUES_SCALE);
}

int64_t relaxation_evaluate(struct relaxation *r, const struct prices *prices, enum tier tier,
			    const struct values *reached, excess_demand *use)
{
	int64_t total = 0;

	r->clients.tier = tier;
	for (int t = 0; t < TIER_COUNT; t++) {
		r->clients.spare[t] = reached->scaled[t] - r->clients.floor_sums[t];
		r->clients.kept_as_rule[t] = t < (int)tier && r->clients.spare[t] <= 0;
		r->term_sums[t] = 0;
	}
	if (use != NULL)
		memset(r->clients.open_units, 0,
		       (size_t)r->classes->count * (size_t)r->problem->day_count * sizeof *r->clients.open_units);
	total -= caregiver_problem_solve(&r->caregivers, prices, use, r->clients.open_units);
	for (int32_t i = 0; i < r->problem->client_count; i++) {
		int64_t cost = client_problem_solve(&r->clients, prices, i, use);
		if (cost >= COSTS_NEVER)
			return COSTS_NEVER; /* limits leave her nothing: there is no such plan */
		total += cost;
		for (int t = 0; t < TIER_COUNT; t++)
			r->term_sums[t] += (double)r->clients.terms[t] / (double)PRICES_SCALE;
	}
	for (int t = 0; t < (int)tier; t++)
		if (!r->clients.kept_as_rule[t])
			total -= (int64_t)(((int128)scale_reached(reached->scaled[t]) * prices->kept[t] +
					    PRICES_KEPT_SCALE - 1) /
					   PRICES_KEPT_SCALE);
	return total;
}

int64_t relaxation_scale_bound(int64_t bound)
{
	if (bound >= COSTS_NEVER)
		return INT64_MAX;
	return bound <= 0 ? 0 : (int64_t)((int128)bound * VALUES_SCALE / PRICES_SCALE);
}

int64_t relaxation_bound(struct relaxation *relaxation, const struct prices *prices, enum tier tier,
			 const struct values *reached)
{
	return relaxation_scale_bound(relaxation_evaluate(relaxation, prices, tier, reached, NULL));
}
