/* What clients can end with together: a bound's regrets add up over clients, so most combinations cannot be.
 *
 * An amount is what a client is given in the tier in hand: planned units, or points of planned visits for presence.
 * With the prices of a bound every amount of a client has a regret, and a plan's value is at least the bound plus the
 * regrets of all its amounts. Combinations whose regrets are too high, whose values of this tier are not within the
 * limits asked for, or whose values of earlier tiers are too high, are no plans. */
#ifndef PLANNER_EXACT_COMBINATIONS_H
#define PLANNER_EXACT_COMBINATIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/bound/limits.h"
#include "planner/bound/relaxation.h"

struct combined_amount {
	int32_t least, most; /* units or points that come to the same terms */
	int64_t regret;
	int64_t terms[TIER_COUNT]; /* of the tiers that the amount decides, 0 in the others; in prices' units */
	bool possible;             /* is part of a combination */
};

struct combinations {
	const struct problem *problem;
	enum tier tier;
	struct combined_amount *list;
	int32_t *first, *count; /* [client]: slices of list, by rising regret */
	int32_t list_count, list_capacity;
	int64_t combinations; /* how many there are, as far as looked at */
	int64_t steps;        /* partial combinations that were looked at: the work of it */
};

/* What is asked of a plan: values scaled as in values.h. */
struct combinations_wanted {
	const struct values *reached; /* of the earlier tiers */
	int64_t least, most;          /* of the tier in hand */
};

enum combinations_answer {
	COMBINATIONS_NONE, /* no combination: no such plan */
	COMBINATIONS_SOME,
	COMBINATIONS_MANY /* not all combinations were looked at */
};

/* Lists the amounts within the limits and marks the possible ones. The caller frees. relaxation must be limited by the
 * limits. */
enum combinations_answer combinations_find(struct combinations *combinations, struct relaxation *relaxation,
					   const struct limits *limits, const struct prices *prices, enum tier tier,
					   struct combinations_wanted wanted);

/* Takes from the limits what no combination has. Only after SOME. True if something was taken. */
bool combinations_tighten(const struct combinations *combinations, struct limits *limits);

void combinations_free(struct combinations *combinations);

#endif
