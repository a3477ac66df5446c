/* Regrets: how much a bound rises if one visit is insisted on. With the prices of a bound, the cheapest schedule of a
 * client with that visit and the dearest week of a caregiver with it can be worse than their best ones by more than the
 * bound leaves; then no plan within the limit has that visit (reduced cost fixing, as in S. Martello and P. Toth, 1990,
 * Knapsack Problems). All in whole numbers. */
#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"
#include "planner/base/smaller.h"
#include "planner/bound/relaxation_private.h"

/* Regrets of one client and of all caregivers. */
struct regrets {
	struct relaxation *r;
	const struct prices *prices;
	struct limits *limits;
	int64_t left;                          /* what the bound leaves to rise */
	int64_t *caregiver;                    /* [(caregiver * day_count + day) * length_count + units] */
	int64_t *backward;                     /* cost of the days to come, in the shape of the client's layers */
	int64_t *earned_before, *earned_after; /* [day][row][load] of a caregiver */
};

/* Layer `offset` of the costs to come is made from the one after it. */
static void step_backward(struct regrets *g, struct client_grid grid, int32_t offset)
{
	const struct client_problem *c = &g->r->clients;
	const int64_t *price = c->day_prices + offset * g->prices->length_count;
	int32_t step = client_problem_points_on(grid, offset);

	for (int32_t q = 0; q <= client_problem_reach(grid, offset); q++)
		for (int32_t p = client_problem_units_from(grid, q); p <= client_problem_units_to(grid, q); p++) {
			int64_t least = c->forced[offset] ? COSTS_NEVER
							  : g->backward[client_problem_state(grid, offset + 1, q, p)];
			int32_t longest = q + step <= grid.points ? base_smaller(grid.longest, grid.units - p) : 0;
			for (int32_t x = grid.shortest; x <= longest; x++) {
				int64_t cost =
					price[x] + g->backward[client_problem_state(grid, offset + 1, q + step, p + x)];
				least = cost < least ? cost : least;
			}
			g->backward[client_problem_state(grid, offset, q, p)] = least;
		}
}

/* Costs at the end of the schedule, and with them the limits of her units and points. */
static void end_backward(struct regrets *g, struct client_grid grid, int32_t days, int32_t client, int64_t best)
{
	const struct client_problem *c = &g->r->clients;
	struct limits_client allowed = g->limits->clients[client], *now = &g->limits->clients[client];

	now->units_least = now->points_least = INT32_MAX;
	now->units_most = now->points_most = 0;
	for (int32_t q = 0; q <= grid.points; q++)
		for (int32_t p = client_problem_units_from(grid, q); p <= client_problem_units_to(grid, q); p++) {
			int64_t *cost = &g->backward[client_problem_state(grid, days, q, p)];
			bool may = q >= allowed.points_least && q <= allowed.points_most && p >= allowed.units_least &&
				   p <= allowed.units_most;
			*cost = may ? client_problem_end_cost(c, g->prices, client, q, p) : COSTS_NEVER;
			if (q > client_problem_reach(grid, days) ||
			    c->layers[client_problem_state(grid, days, q, p)] + *cost - best > g->left)
				continue;
			now->units_least = base_smaller(now->units_least, p);
			now->units_most = base_larger(now->units_most, p);
			now->points_least = base_smaller(now->points_least, q);
			now->points_most = base_larger(now->points_most, q);
		}
}

/* The least cost of a schedule with a visit of x units on this day, the visit itself not paid; x = 0: without one. */
static int64_t cost_with(const struct regrets *g, struct client_grid grid, int32_t offset, int32_t x)
{
	const int64_t *forward = g->r->clients.layers;
	int32_t step = x > 0 ? client_problem_points_on(grid, offset) : 0;
	int64_t least = COSTS_NEVER;

	for (int32_t q = 0; q <= base_smaller(client_problem_reach(grid, offset), grid.points - step); q++)
		for (int32_t p = client_problem_units_from(grid, q);
		     p <= base_smaller(client_problem_units_to(grid, q), grid.units - x); p++) {
			int64_t cost = forward[client_problem_state(grid, offset, q, p)] +
				       g->backward[client_problem_state(grid, offset + 1, q + step, p + x)];
			least = cost < least ? cost : least;
		}
	return least;
}

/* Cuts lengths off the ranges of the caregivers of a slot. */
static void tighten_slot(struct regrets *g, struct client_grid grid, int32_t client, int32_t offset, int64_t best)
{
	const struct problem *problem = g->r->problem;
	int32_t slot = g->limits->clients[client].slot_first + offset,
		day = problem->clients[client].first_day + offset;
	int32_t lengths = g->prices->length_count;
	int64_t *cost = memory_allocate((size_t)lengths, sizeof *cost);

	for (int32_t x = grid.shortest; x <= grid.longest; x++)
		cost[x] = cost_with(g, grid, offset, x);
	if (cost_with(g, grid, offset, 0) - best > g->left)
		g->limits->forced[slot] = true;
	for (int32_t k = 0; k < problem->caregiver_count; k++) {
		struct limits_range *range = limits_visit(g->limits, slot, k), old = *range;
		const int64_t *price = prices_of(g->prices, g->r->classes->of_caregiver[k], day);
		const int64_t *regret = g->caregiver + ((int64_t)k * problem->day_count + day) * lengths;
		*range = (struct limits_range){1, 0};
		for (int32_t x = old.shortest; x <= old.longest; x++) {
			if (cost[x] - best + price[x] + regret[x] > g->left)
				continue;
			if (range->longest == 0)
				range->shortest = x;
			range->longest = x;
		}
	}
	free(cost);
}

/* Care days that a visit is wanted on. */
static int32_t count_days(const struct problem *problem, int32_t client)
{
	return problem->clients[client].visits_wanted > 0 ? problem->clients[client].day_count : 0;
}

static void tighten_client(struct regrets *g, int32_t client)
{
	struct client_grid grid = client_problem_grid(g->r->problem, client);
	int32_t days = count_days(g->r->problem, client);
	int64_t best = client_problem_solve(&g->r->clients, g->prices, client, NULL);

	end_backward(g, grid, days, client, best);
	for (int32_t offset = days - 1; offset >= 0; offset--)
		step_backward(g, grid, offset);
	for (int32_t offset = 0; offset < days; offset++)
		tighten_slot(g, grid, client, offset, best);
}

/* States of a caregiver before a day: days in a row, units used in the week. */
struct states {
	int32_t rows, loads;
};

static struct states size_states(const struct problem *problem, int32_t caregiver)
{
	struct states states = {problem->caregivers[caregiver].row_limit + 1, 1};
	int32_t offered = 0;

	for (int32_t day = 0; day < problem->day_count; day++) {
		if (day > 0 && problem->week_of_day[day] != problem->week_of_day[day - 1])
			offered = 0;
		offered += problem_available_units(problem, caregiver, day);
		states.loads = base_larger(states.loads, offered + 1);
	}
	return states;
}

static int32_t week_limit(const struct problem *problem, struct states states, int32_t caregiver, int32_t day)
{
	return base_smaller(states.loads - 1,
			    problem->week_free_units[caregiver * problem->week_count + problem->week_of_day[day]]);
}

static const int64_t *earnings_of(const struct regrets *g, int32_t caregiver, int32_t day)
{
	int32_t class = g->r->classes->of_caregiver[caregiver];

	return g->r->caregivers.days[classes_place(g->r->classes->count, class, day)].most;
}

/* Row that follows a day of work; none beyond the limit. Without a limit there is one row only. */
static int32_t next_row(struct states states, int32_t row)
{
	return states.rows == 1 ? 0 : row + 1;
}

static bool ends_week(const struct problem *problem, int32_t day)
{
	return day + 1 < problem->day_count && problem->week_of_day[day + 1] != problem->week_of_day[day];
}

static void raise(int64_t *most, int64_t value)
{
	*most = value > *most ? value : *most;
}

/* The states before each day, from the first day on. */
static void earn_before(struct regrets *g, struct states states, int32_t caregiver)
{
	const struct problem *problem = g->r->problem;
	int32_t travel = problem->policy->travel_units, size = states.rows * states.loads;
	int64_t *before = g->earned_before;

	for (int32_t i = 0; i < (problem->day_count + 1) * size; i++)
		before[i] = -COSTS_NEVER;
	before[states.loads * base_smaller(states.rows - 1, problem->caregivers[caregiver].past_run)] = 0;
	for (int32_t day = 0; day < problem->day_count; day++, before += size) {
		const int64_t *most = earnings_of(g, caregiver, day);
		int32_t offered = problem_available_units(problem, caregiver, day);
		int32_t limit = week_limit(problem, states, caregiver, day);
		int64_t *after = before + size;
		bool last = ends_week(problem, day);
		for (int32_t row = 0; row < states.rows; row++)
			for (int32_t load = 0; load < states.loads; load++) {
				int64_t here = before[row * states.loads + load];
				if (here < 0)
					continue;
				raise(&after[last ? 0 : load], here);
				int32_t next = next_row(states, row);
				for (int32_t w = 1; next < states.rows && w <= base_smaller(offered, limit - load); w++)
					raise(&after[next * states.loads + (last ? 0 : load + w)],
					      here + most[w + travel]);
			}
	}
}

/* What the days from each one on can still bring. */
static void earn_after(struct regrets *g, struct states states, int32_t caregiver)
{
	const struct problem *problem = g->r->problem;
	int32_t travel = problem->policy->travel_units, size = states.rows * states.loads;

	memset(g->earned_after + (int64_t)problem->day_count * size, 0, (size_t)size * sizeof *g->earned_after);
	for (int32_t day = problem->day_count - 1; day >= 0; day--) {
		const int64_t *most = earnings_of(g, caregiver, day);
		int64_t *before = g->earned_after + (int64_t)day * size;
		const int64_t *after = before + size;
		int32_t offered = problem_available_units(problem, caregiver, day);
		int32_t limit = week_limit(problem, states, caregiver, day);
		bool last = ends_week(problem, day);
		for (int32_t row = 0; row < states.rows; row++)
			for (int32_t load = 0; load < states.loads; load++) {
				int64_t *here = &before[row * states.loads + load];
				int32_t next = next_row(states, row);
				*here = after[last ? 0 : load];
				for (int32_t w = 1; next < states.rows && w <= base_smaller(offered, limit - load); w++)
					raise(here,
					      most[w + travel] + after[next * states.loads + (last ? 0 : load + w)]);
			}
	}
}

/* The most she can earn if the day takes w units: all but the day itself. */
static int64_t earn_beside(const struct regrets *g, struct states states, int32_t caregiver, int32_t day, int32_t w)
{
	const struct problem *problem = g->r->problem;
	int32_t size = states.rows * states.loads, limit = week_limit(problem, states, caregiver, day);
	const int64_t *before = g->earned_before + (int64_t)day * size,
		      *after = g->earned_after + (int64_t)(day + 1) * size;
	bool last = ends_week(problem, day);
	int64_t most = -COSTS_NEVER;

	for (int32_t row = 0; row < states.rows && next_row(states, row) < states.rows; row++)
		for (int32_t load = 0; load + w <= limit; load++)
			raise(&most, before[row * states.loads + load] +
					     after[next_row(states, row) * states.loads + (last ? 0 : load + w)]);
	return most;
}

/* Of w units with a visit of x, w - x are left for journeys and other visits; see fill_day, relaxation_caregiver.c. */
static void regret_day(struct regrets *g, struct states states, int32_t caregiver, int32_t day, int64_t best)
{
	const int64_t *price = prices_of(g->prices, g->r->classes->of_caregiver[caregiver], day);
	const int64_t *most = earnings_of(g, caregiver, day);
	int32_t lengths = g->prices->length_count, offered = problem_available_units(g->r->problem, caregiver, day);
	int64_t *regret = g->caregiver + ((int64_t)caregiver * g->r->problem->day_count + day) * lengths;

	for (int32_t x = 0; x < lengths; x++)
		regret[x] = COSTS_NEVER;
	for (int32_t w = 1; w <= offered; w++) {
		int64_t beside = earn_beside(g, states, caregiver, day, w);
		for (int32_t x = 1; x < lengths && x <= w && beside >= 0; x++) {
			int64_t loss = best - beside - price[x] - most[w - x];
			regret[x] = loss < regret[x] ? loss : regret[x];
		}
	}
}

static void regret_caregivers(struct regrets *g)
{
	const struct problem *problem = g->r->problem;

	for (int32_t k = 0; k < problem->caregiver_count; k++) {
		struct states states = size_states(problem, k);
		size_t size = (size_t)(problem->day_count + 1) * (size_t)states.rows * (size_t)states.loads;
		g->earned_before = memory_allocate(size, sizeof *g->earned_before);
		g->earned_after = memory_allocate(size, sizeof *g->earned_after);
		earn_before(g, states, k);
		earn_after(g, states, k);
		int32_t row = base_smaller(states.rows - 1, problem->caregivers[k].past_run);
		int64_t best = g->earned_after[row * states.loads];
		for (int32_t day = 0; day < problem->day_count; day++)
			regret_day(g, states, k, day, best);
		free(g->earned_before);
		free(g->earned_after);
	}
}

bool relaxation_tighten(struct relaxation *r, struct limits *limits, const struct prices *prices, enum tier tier,
			const struct values *reached, int64_t most)
{
	const struct problem *problem = r->problem;
	struct regrets g = {.r = r, .prices = prices, .limits = limits};
	int64_t largest = 1;

	g.left = (int64_t)((int128)most * PRICES_SCALE / VALUES_SCALE) + 1 -
		 relaxation_evaluate(r, prices, tier, reached, NULL);
	if (g.left < 0)
		return false;
	for (int32_t i = 0; i < problem->client_count; i++) {
		int64_t size = client_problem_state(client_problem_grid(problem, i), count_days(problem, i) + 1, 0, 0);
		largest = size > largest ? size : largest;
	}
	g.backward = memory_allocate((size_t)largest, sizeof *g.backward);
	g.caregiver = memory_allocate((size_t)problem->caregiver_count * (size_t)problem->day_count *
					      (size_t)prices->length_count,
				      sizeof *g.caregiver);
	regret_caregivers(&g);
	for (int32_t i = 0; i < problem->client_count; i++)
		tighten_client(&g, i);
	limits_join_classes(limits);
	free(g.backward);
	free(g.caregiver);
	return true;
}

int32_t relaxation_regret_outcomes(struct relaxation *r, const struct limits *limits, const struct prices *prices,
				   int32_t client, int64_t **regrets)
{
	struct client_grid grid = client_problem_grid(r->problem, client);
	int32_t days = count_days(r->problem, client);
	struct limits_client allowed = limits->clients[client];
	int64_t best = client_problem_solve(&r->clients, prices, client, NULL);
	bool presence = problem_kind(r->problem, r->clients.tier) == KIND_PRESENCE;
	int32_t count = (presence ? grid.points : grid.units) + 1;

	*regrets = memory_allocate((size_t)count, sizeof **regrets);
	for (int32_t i = 0; i < count; i++)
		(*regrets)[i] = COSTS_NEVER;
	for (int32_t q = allowed.points_least; q <= base_smaller(allowed.points_most, client_problem_reach(grid, days));
	     q++)
		for (int32_t p = base_larger(client_problem_units_from(grid, q), allowed.units_least);
		     p <= base_smaller(client_problem_units_to(grid, q), allowed.units_most); p++) {
			int64_t cost = r->clients.layers[client_problem_state(grid, days, q, p)] +
				       client_problem_end_cost(&r->clients, prices, client, q, p);
			int64_t *regret = &(*regrets)[presence ? q : p];
			*regret = cost - best < *regret ? cost - best : *regret;
		}
	return count;
}
