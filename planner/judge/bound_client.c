/* One client's small problem: which visits on which days cost her least, at the prices of a certificate. */
#include <stdlib.h>

#include "planner/judge/market.h"
#include "planner/base/memory.h"

/* Costs of having had so many visits and units so far: [visits][units]. */
struct ledger {
	int32_t point_most, unit_most;
	int64_t *cost;
};

static int64_t *at(const struct ledger *ledger, int32_t points, int32_t units)
{
	return ledger->cost + (int64_t)points * (ledger->unit_most + 1) + units;
}

/* A term of a value in prices, rounded down. */
static int64_t price_of_term(int64_t term)
{
	return (int64_t)((judge_wide)term * JUDGE_PRICE_ONE / VALUES_SCALE);
}

/* Her terms with so many points and units, and all digital hours that go beside them; scaled as in values.h. */
static void find_terms(const struct problem_client *client, int32_t points, int32_t units, int64_t terms[TIER_COUNT])
{
	int32_t left = client->left_units - units;
	int32_t digital = client->digital_room < left ? client->digital_room : left;
	struct shortages lacks = values_client(client, units, points, digital);

	for (int t = 0; t < TIER_COUNT; t++)
		terms[t] = values_term(lacks.short_units[t], lacks.demand_units[t]);
}

void judge_bound_find_floors(const struct judge_market *market, int32_t index, int64_t floors[TIER_COUNT])
{
	const struct problem *problem = market->problem;
	const struct problem_client *client = &problem->clients[index];
	int32_t visits = 0, units = 0, extra = 0; /* points of the first day beyond one */

	for (int32_t day = client->first_day; day < client->first_day + client->day_count; day++) {
		int32_t longest = 0;
		for (int32_t i = 0; i < client->eligible_count; i++) {
			int32_t caregiver = problem->eligible[client->eligible_first + i];
			int32_t class = market->certificate->class_of[caregiver];
			int32_t most = market->longest[class * problem->day_count + day];
			if (most > longest && !problem_is_never(problem, index, caregiver, day))
				longest = most;
		}
		if (longest > problem->policy->max_visit_units)
			longest = problem->policy->max_visit_units;
		if (client->shortest_units == 0 || longest < client->shortest_units)
			continue;
		visits++;
		extra += problem_points(client, day) - 1;
		units += longest;
	}
	find_terms(client, (visits < client->visits_wanted ? visits : client->visits_wanted) + extra,
		   units < client->left_units ? units : client->left_units, floors);
}

/* What she pays at the end: her term of the tier, and earlier terms by their weights. An earlier term may be above her
 * floor only by what the tier has to spare, since nobody else can be below hers. */
static int64_t pay_terms(const struct judge_market *market, int32_t index, int32_t points, int32_t units)
{
	const int64_t *floors = &market->floors[(int64_t)index * TIER_COUNT];
	int64_t terms[TIER_COUNT], cost = 0;

	find_terms(&market->problem->clients[index], points, units, terms);
	for (int t = 0; t <= (int)market->tier; t++) {
		int64_t term = price_of_term(terms[t]);
		if (t == (int)market->tier)
			cost += term;
		else if (term > price_of_term(floors[t] + market->spare[t]))
			return JUDGE_FORBIDDEN;
		else if (!market->rule[t])
			cost += (int64_t)((judge_wide)term * market->certificate->weights[market->tier][t] /
					  JUDGE_WEIGHT_ONE);
	}
	return cost;
}

/* Lowers the prices of a day to those of this caregiver's class. */
static void take_lowest(const struct judge_market *market, int64_t *lowest, int32_t caregiver, int32_t day,
			int32_t shortest, int32_t longest)
{
	int32_t class = market->certificate->class_of[caregiver];
	int32_t most = market->longest[class * market->problem->day_count + day];
	const int64_t *prices = judge_market_prices(market, class, day);

	for (int32_t units = shortest; units <= longest && units <= most; units++)
		if (prices[units] < lowest[units])
			lowest[units] = prices[units];
}

/* The prices of her visits on a day; true if a pin has somebody come. */
static bool find_prices(const struct judge_market *market, int64_t *lowest, int32_t index, int32_t day,
			int32_t shortest, int32_t longest, int32_t *seen)
{
	const struct problem *problem = market->problem;
	const struct problem_client *client = &problem->clients[index];
	const struct problem_must *must = problem_must_on(problem, index, day);

	for (int32_t units = shortest; units <= longest; units++)
		lowest[units] = JUDGE_FORBIDDEN;
	if (must != NULL) {
		if (must->units == 0)
			take_lowest(market, lowest, must->caregiver, day, shortest, longest);
		else if (must->units >= shortest && must->units <= longest)
			take_lowest(market, lowest, must->caregiver, day, must->units, must->units);
		return true;
	}
	for (int32_t i = 0; i < client->eligible_count; i++) {
		int32_t caregiver = problem->eligible[client->eligible_first + i];
		int32_t class = market->certificate->class_of[caregiver];
		int32_t stamp = day + 1; /* each class once a day */
		if (seen[class] == stamp || problem_is_never(problem, index, caregiver, day))
			continue;
		seen[class] = stamp;
		take_lowest(market, lowest, caregiver, day, shortest, longest);
	}
	return false;
}

/* One more day, on which a visit is worth so many points: from the points and units before it to those after it, from
 * the highest down. */
static void add_day(const struct ledger *ledger, const int64_t *lowest, int32_t worth, int32_t shortest,
		    int32_t longest, bool forced)
{
	for (int32_t points = ledger->point_most; points >= 0; points--)
		for (int32_t units = ledger->unit_most; units >= 0; units--) {
			int64_t best = forced ? JUDGE_FORBIDDEN : *at(ledger, points, units);
			int32_t most = units < longest ? units : longest;
			for (int32_t length = shortest; points >= worth && length <= most; length++) {
				int64_t with = *at(ledger, points - worth, units - length) + lowest[length];
				best = with < best ? with : best;
			}
			*at(ledger, points, units) = best < JUDGE_FORBIDDEN ? best : JUDGE_FORBIDDEN;
		}
}

static int64_t least_cost(const struct judge_market *market, int32_t index, const struct ledger *ledger)
{
	int64_t least = JUDGE_FORBIDDEN;

	for (int32_t points = 0; points <= ledger->point_most; points++)
		for (int32_t units = 0; units <= ledger->unit_most; units++) {
			int64_t paid = *at(ledger, points, units);
			if (paid >= least)
				continue;
			int64_t all = paid + pay_terms(market, index, points, units);
			least = all < least ? all : least;
		}
	return least;
}

int64_t judge_bound_client_cost(const struct judge_market *market, int32_t index)
{
	const struct problem *problem = market->problem;
	const struct problem_client *client = &problem->clients[index];
	struct ledger ledger = {client->points_wanted, client->left_units, NULL};
	int32_t shortest = client->shortest_units, longest = problem->policy->max_visit_units;
	size_t count = (size_t)(ledger.point_most + 1) * (size_t)(ledger.unit_most + 1);
	int64_t *lowest = memory_allocate((size_t)longest + 1, sizeof *lowest);
	int32_t *seen = memory_allocate((size_t)market->certificate->class_count, sizeof *seen);

	ledger.cost = memory_allocate(count, sizeof *ledger.cost);
	for (size_t i = 1; i < count; i++)
		ledger.cost[i] = JUDGE_FORBIDDEN;
	longest = longest < client->left_units ? longest : client->left_units;
	for (int32_t offset = 0; ledger.point_most > 0 && offset < client->day_count; offset++) {
		bool forced = find_prices(market, lowest, index, client->first_day + offset, shortest, longest, seen);
		add_day(&ledger, lowest, problem_points(client, client->first_day + offset), shortest, longest, forced);
	}
	int64_t cost = least_cost(market, index, &ledger);

	free(ledger.cost);
	free(lowest);
	free(seen);
	return cost;
}
