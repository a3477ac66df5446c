/* The relaxation behind the bounds: what prices prove, and the search for good prices. Whole numbers prove; floats only
 * steer the search. */
#ifndef PLANNER_RELAXATION_H
#define PLANNER_RELAXATION_H

#include "planner/prices.h"

struct relaxation; /* the small problems of one night, built once */

/* The caller frees. problem and classes are borrowed and must outlive it. */
struct relaxation *relaxation_build(const struct problem *problem, const struct classes *classes);
void relaxation_free(struct relaxation *relaxation);

/* The bound of a tier that these prices prove, given the exact values reached in the tiers before it: scaled as in
 * values.h, rounded down, never below 0. */
int64_t relaxation_bound(struct relaxation *relaxation, const struct prices *prices, enum tier tier,
			 const struct values *reached);

/* Looks for prices that prove a high bound, by a subgradient method with momentum (after D. P. Kingma and J. Ba, 2014,
 * Adam), in so many steps; stops early when the bound meets the value reached in the tier itself. prices: where the search
 * starts, and the best found. Returns its bound. */
int64_t relaxation_find_prices(struct relaxation *relaxation, struct prices *prices, enum tier tier,
			       const struct values *reached, int steps);

#endif
