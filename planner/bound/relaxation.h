/* The relaxation behind the bounds: what prices prove, and the search for good prices. Whole numbers prove; floats only
 * steer the search. */
#ifndef PLANNER_BOUND_RELAXATION_H
#define PLANNER_BOUND_RELAXATION_H

#include "planner/bound/limits.h"
#include "planner/plan/prices.h"

struct relaxation; /* the small problems of one night, built once */

/* The caller frees. problem and classes are borrowed and must outlive it. */
struct relaxation *relaxation_build(const struct problem *problem, const struct classes *classes);
void relaxation_free(struct relaxation *relaxation);

/* The bound of a tier that these prices prove, given the exact values reached in the tiers before it: scaled as in
 * values.h, rounded down, never below 0. */
int64_t relaxation_bound(struct relaxation *relaxation, const struct prices *prices, enum tier tier,
			 const struct values *reached);

/* Looks for prices that prove a high bound, by a subgradient method with momentum (after D. P. Kingma and J. Ba, 2015,
 * Adam), in so many steps; stops early when the bound meets the value reached in the tier itself. prices: where the
 * search starts, and the best found. Returns its bound. */
int64_t relaxation_find_prices(struct relaxation *relaxation, struct prices *prices, enum tier tier,
			       const struct values *reached, int steps);

/* How to look for prices. */
struct relaxation_climb {
	int steps;
	float pace;   /* of the first steps: 1 from scratch, less from prices that are good already */
	int64_t goal; /* a bound of this height (as in values.h) is enough */
	bool sharing; /* classes that are nearly as cheap share the clients: faster with many caregivers, but lower at
			 the end */
	bool pooled;  /* one price a day for all classes; from prices of 0 */
};

/* The same as relaxation_find_prices, with more to say. Below 0: no step was made; INT64_MAX: the limits leave
 * no plan. */
int64_t relaxation_climb(struct relaxation *relaxation, struct prices *prices, enum tier tier,
			 const struct values *reached, struct relaxation_climb climb);

/* Bounds from here on are of plans within these limits only; NULL: of all plans. limits are borrowed. */
void relaxation_limit(struct relaxation *relaxation, const struct limits *limits);

/* Cuts off whatever no plan within the limits has whose value of the tier is at most `most`, the tiers before it being
 * as reached. False if there is no such plan at all. The relaxation must be limited by the same limits or by none. */
bool relaxation_tighten(struct relaxation *relaxation, struct limits *limits, const struct prices *prices,
			enum tier tier, const struct values *reached, int64_t most);

#endif
