#include "planner/reasons/cut_growth.h"

/* What two clients lack, before and after time goes from the one to the other. */
struct exchange {
	struct shortages before[2], after[2];
};

/* Is the pair better off in the order of the tiers, by the sum of their terms? */
static bool is_better(const struct exchange *exchange)
{
	for (int tier = 0; tier < TIER_COUNT; tier++) {
		int64_t change = 0;
		for (int i = 0; i < 2; i++)
			change += values_term(exchange->after[i].short_units[tier],
					      exchange->after[i].demand_units[tier]) -
				  values_term(exchange->before[i].short_units[tier],
					      exchange->before[i].demand_units[tier]);
		if (change != 0)
			return change < 0;
	}
	return false;
}

/* What a client would lack with so many units and visits more (or fewer), and as many digital hours as help then. */
static struct shortages with(const struct spare *spare, int32_t client, int32_t units, int32_t visits)
{
	const struct problem_client *c = &spare->problem->clients[client];
	int32_t planned = units, count = visits;

	for (int32_t i = spare->own_first[client]; i < spare->own_first[client + 1]; i++) {
		planned += spare->own[i].units;
		count++;
	}
	if (planned > c->left_units)
		planned = c->left_units;
	int32_t left = c->left_units - planned;
	return values_client(c, planned, count, c->digital_room < left ? c->digital_room : left);
}

/* Would the plan be better with this much of hers given to the short client? Whether she could be given it is not
 * asked: so no claim is called less than it is. */
static bool is_more_than_due(const struct spare *spare, int32_t short_client, int32_t other, int32_t units,
			     int32_t visits)
{
	struct exchange exchange = {
		.before = {spare_shortages(spare, short_client), spare_shortages(spare, other)},
		.after = {with(spare, short_client, units, visits), with(spare, other, -units, -visits)}};

	return is_better(&exchange);
}

/* In presence only visits are compared: hours follow from who is visited. */
static bool is_more_visited(const struct spare *spare, int32_t short_client, int32_t other)
{
	struct shortages hers = spare_shortages(spare, short_client), theirs = spare_shortages(spare, other);
	int32_t lack = hers.short_units[TIER_PRESENCE], demand = hers.demand_units[TIER_PRESENCE];
	int32_t other_lack = theirs.short_units[TIER_PRESENCE], other_demand = theirs.demand_units[TIER_PRESENCE];

	return values_term(lack - 1, demand) + values_term(other_lack + 1, other_demand) <
	       values_term(lack, demand) + values_term(other_lack, other_demand);
}

static bool visit_is_due(const struct cut_growth *growth, const struct visit *visit, int32_t client)
{
	const struct spare *spare = &growth->finder->spare;
	int32_t travel = spare->problem->policy->travel_units;

	if (growth->tier == TIER_PRESENCE)
		return cut_is_must(growth->finder, visit) || !is_more_visited(spare, client, visit->client);
	if (visit->units > cut_shortest(growth->finder, visit) && is_more_than_due(spare, client, visit->client, 1, 0))
		return false;
	if (growth->tier > TIER_PRESENCE || cut_is_must(growth->finder, visit))
		return true;
	/* The whole visit, and the travel that goes with it. */
	struct exchange whole = {.before = {spare_shortages(spare, client), spare_shortages(spare, visit->client)},
				 .after = {with(spare, client, visit->units + travel, 0),
					   with(spare, visit->client, -visit->units, -1)}};
	return !is_better(&whole);
}

bool cut_is_due(const struct cut_growth *growth, int32_t client)
{
	const struct problem *problem = growth->problem;

	for (int32_t k = 0; k < problem->caregiver_count; k++)
		for (int32_t day = 0; day < problem->day_count; day++) {
			int32_t count;
			if (!growth->is_day[problem_cell(problem, k, day)])
				continue;
			const struct visit *visits = cut_cell(growth->finder, k, day, &count);
			for (int32_t i = 0; i < count; i++)
				if (visits[i].client != client && !visit_is_due(growth, &visits[i], client))
					return false;
		}
	return true;
}
