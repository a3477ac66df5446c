/* Prices: what a visit of each length costs, per class of caregivers and day. They are the certificate of a bound.
 *
 * A class holds the caregivers whom exactly the same clients may have, pins included. With prices the night's problem
 * falls apart: a client picks the visits that cost her tier and her purse least, a caregiver fills her days with what
 * pays most. For ANY prices >= 0
 *
 *     sum over clients of min (terms of the tier + kept weights + prices paid)
 *   - sum over caregivers of max (prices earned) - sum over kept tiers of weight * value reached
 *
 * is at most the tier's value in any plan that keeps the earlier tiers: Lagrangian relaxation of the link between them
 * (A. M. Geoffrion, 1974, Lagrangean relaxation for integer programming). Both halves are solved exactly as integer
 * problems, by dynamic programs, so the bound is stronger than that of the linear program.
 */
#ifndef PLANNER_PLAN_PRICES_H
#define PLANNER_PLAN_PRICES_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/problem/classes.h"
#include "planner/problem/problem.h"
#include "planner/plan/values.h"

/* Prices are whole numbers of 1 / PRICES_SCALE planning units (visits for presence), weights of 1 /
 * PRICES_KEPT_SCALE. */
#define PRICES_SCALE (INT64_C(1) << 28)
#define PRICES_KEPT_SCALE (INT64_C(1) << 20)

struct prices {
	int32_t class_count, day_count, length_count; /* lengths 0 .. max_visit_units */
	int64_t *visit;                               /* [classes_place * length_count + units] */
	int64_t kept[TIER_COUNT]; /* weight of each earlier tier; one of value 0 is kept as a rule instead */
};

/* All zero: a valid certificate of a weak bound. */
void prices_reset(struct prices *prices, const struct classes *classes, const struct problem *problem);
void prices_free(struct prices *prices);

static inline int64_t *prices_of(const struct prices *prices, int32_t class_index, int32_t day)
{
	return prices->visit + classes_place(prices->class_count, class_index, day) * prices->length_count;
}

#endif
