/* Shared by judge_bound*.c only: the two kinds of small problems. */
#ifndef PLANNER_JUDGE_MARKET_H
#define PLANNER_JUDGE_MARKET_H

#include "planner/judge/bound.h"

__extension__ typedef __int128 judge_wide;

#define JUDGE_FORBIDDEN (INT64_C(1) << 60) /* a cost that nobody pays */

/* A tier of a certificate, as the small problems ask for it. */
struct judge_market {
	const struct problem *problem;
	const struct judge_certificate *certificate;
	enum tier tier;
	int64_t *floors;               /* [client * TIER_COUNT + tier]: her least term, scaled as in values.h */
	int64_t spare[TIER_COUNT];     /* of earlier tiers: value reached less the sum of all floors */
	bool rule[TIER_COUNT];         /* earlier tiers with nothing to spare: they need no weight */
	const int32_t *longest;        /* [class * day_count + day]: availability of who of the class has most */
	const int64_t *free_of_charge; /* [length_count] zeros: prices of a tier that has none */
};

static inline const int64_t *judge_market_prices(const struct judge_market *market, int32_t class, int32_t day)
{
	const struct judge_certificate *c = market->certificate;

	if (class == 0 || c->prices[market->tier] == NULL)
		return market->free_of_charge;
	return c->prices[market->tier] + ((int64_t) class * c->day_count + day) * c->length_count;
}

/* Terms that a client has at least in each tier, had she the longest visit allowed on every care day. */
void judge_bound_find_floors(const struct judge_market *market, int32_t client, int64_t floors[TIER_COUNT]);

/* The least that a client can pay; JUDGE_FORBIDDEN if the rules leave her nothing. */
int64_t judge_bound_client_cost(const struct judge_market *market, int32_t client);

/* The most that all caregivers can earn. */
judge_wide judge_bound_earnings(const struct judge_market *market);

#endif
