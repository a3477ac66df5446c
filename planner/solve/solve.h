/* The night's plan with what is known about it: values, proven bounds, and the certificate behind them. */
#ifndef PLANNER_SOLVE_SOLVE_H
#define PLANNER_SOLVE_SOLVE_H

#include <stdbool.h>

#include "planner/plan/plan.h"
#include "planner/plan/prices.h"
#include "planner/problem/problem.h"
#include "planner/plan/values.h"

/* The prices behind the bounds: anyone can solve the small problems that they leave, and gets the bound, see
 * relaxation.h. */
struct certificate {
	struct classes classes;
	struct prices prices[TIER_COUNT]; /* visit is NULL for a tier whose bound rests on no prices, being 0 */
	struct values bounds;             /* what the prices prove, scaled and rounded down */
};

struct solution {
	struct plan plan; /* sorted; obeys C1 to C12 */
	struct values values;
	/* Per tier a lower limit of its value, given the values reached in the tiers above it; proven, never above the
	 * value. */
	struct values bounds;
	struct certificate certificate;
	bool proven[TIER_COUNT]; /* value - bound <= 1e-6 hours (visits) */
};

/* Plans. previous (NULL: none) is where the search starts when it is as good as what it finds. Effort is a count of
 * work: 100 is normal. Deterministic: equal problem, previous and effort give the equal solution. The caller frees. */
void solution_find(struct solution *solution, const struct problem *problem, const struct plan *previous, int effort);

void solution_free(struct solution *solution);

#endif
