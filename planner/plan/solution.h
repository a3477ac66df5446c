/* The night's plan with what is known about it: values, proven bounds, and the certificate behind them. Not how they
 * are found: that is planner/solve/solve.h. */
#ifndef PLANNER_PLAN_SOLUTION_H
#define PLANNER_PLAN_SOLUTION_H

#include <stdbool.h>

#include "planner/plan/plan.h"
#include "planner/plan/prices.h"
#include "planner/plan/values.h"

/* The prices behind the bounds: anyone can solve the small problems that they leave, and gets the bound
 * (output/FORMAT.md has the steps). */
struct certificate {
	struct classes classes;
	struct prices prices[TIER_COUNT]; /* visit is NULL for a tier whose bound rests on no prices, being 0 */
	struct values bounds;             /* what the prices prove, scaled and rounded down */
};

struct solution {
	struct plan plan; /* sorted; obeys C1 to C13 */
	struct values values;
	/* Per tier a lower limit of its value, given the values reached in the tiers above it; never above the value,
	 * and at least what the certificate proves. What lies beyond a search of all plans has found, which nobody can
	 * follow from the files of the plan. */
	struct values bounds;
	struct certificate certificate;
	bool proven[TIER_COUNT]; /* by either: value - bound <= 1e-6 hours (visits) */
};

void solution_free(struct solution *solution);

#endif
