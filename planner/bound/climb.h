/* The search for prices that prove a high bound. Floats steer it; what its prices prove is reckoned in whole numbers
 * (relaxation.h). */
#ifndef PLANNER_BOUND_CLIMB_H
#define PLANNER_BOUND_CLIMB_H

#include <stdbool.h>

#include "planner/bound/relaxation.h"

/* Looks for prices that prove a high bound, by a subgradient method with momentum (after D. P. Kingma and J. Ba, 2015,
 * Adam), in so many steps; stops early when the bound meets the value reached in the tier itself. prices, built as
 * prices_reset does: the best found, whatever they were. Returns its bound. */
int64_t climb_find_prices(struct relaxation *relaxation, struct prices *prices, enum tier tier,
			  const struct values *reached, int steps);

/* How to look for prices. */
struct climb {
	int steps;
	float pace;   /* of the first steps: 1 from scratch, less from prices that are good already */
	int64_t goal; /* a bound of this height (as in values.h) is enough */
	bool sharing; /* classes that are nearly as cheap share the clients: faster with many caregivers, but lower at
			 the end */
	bool pooled;  /* one price a day for all classes; from prices of 0 */
};

/* One climb, from these prices on, which become the best that it finds. Returns its bound. Below 0: no step was made;
 * INT64_MAX: the limits leave no plan. */
int64_t climb_prices(struct relaxation *relaxation, struct prices *prices, enum tier tier, const struct values *reached,
		     struct climb climb);

#endif
