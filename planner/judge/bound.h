/* Bounds derived anew from a certificate, as output/FORMAT.md says it, with code that the search does not share.
 *
 * Whatever the prices, weights and classes are, the bound holds: a forged certificate can only weaken it. Whole numbers
 * throughout, rounded so that the bound only gets lower.
 */
#ifndef PLANNER_JUDGE_BOUND_H
#define PLANNER_JUDGE_BOUND_H

#include <stdint.h>

#include "planner/problem/problem.h"
#include "planner/plan/values.h"

#define JUDGE_PRICE_ONE (INT64_C(1) << 28)  /* a planning unit (a visit, for presence) in prices */
#define JUDGE_WEIGHT_ONE (INT64_C(1) << 20) /* a weight of 1 */
#define JUDGE_PRICE_MOST (INT64_C(1) << 44) /* with these limits all sums stay within 64 bits */
#define JUDGE_WEIGHT_MOST (INT64_C(1) << 36)

/* What certificate.csv says. Class 0 is that of caregivers without one: all its prices are 0. */
struct judge_certificate {
	int32_t class_count; /* class 0 included */
	int32_t *class_of;   /* [caregiver of the problem] */
	int32_t day_count, length_count;
	int64_t *prices[TIER_COUNT];             /* [(class * day_count + day) * length_count + units], NULL: all 0 */
	int64_t weights[TIER_COUNT][TIER_COUNT]; /* [tier][earlier tier] */
};

/* An empty certificate for so many classes beside class 0; the caller frees. */
void judge_certificate_reset(struct judge_certificate *certificate, const struct problem *problem, int32_t class_count);

/* The price of a visit, to be read or set; makes the tier's prices if there are none yet. */
int64_t *judge_certificate_price(struct judge_certificate *certificate, enum tier tier, int32_t class, int32_t day,
				 int32_t units);

void judge_certificate_free(struct judge_certificate *certificate);

/* The bound of a tier, scaled as in values.h, given the exact values reached in all tiers: never above its own. */
int64_t judge_bound_derive(const struct problem *problem, const struct judge_certificate *certificate, enum tier tier,
			   const struct values *reached);

#endif
