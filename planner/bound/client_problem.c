/* One client under prices. With u_d the units of her visit on day d (0: none), q points of presence, p units:
 *
 *     min  cost(q, p) + sum over d of price_d(u_d)      price_d(u): the cheapest class that may serve her that day
 *
 * by a dynamic program over her care days with states (q, p): exact, since cost depends on q and p alone. */
#include "planner/bound/client_problem.h"

#include <assert.h>
#include <stdlib.h>

#include "planner/base/memory.h"
#include "planner/base/smaller.h"
#include "planner/base/work.h"
#include "planner/bound/wide_private.h"

/* A term of values.h in prices' units, rounded down, so that the bound stays one. */
static int64_t scale_term(int64_t scaled_term)
{
	return (int64_t)((int128)scaled_term * PRICES_SCALE / VALUES_SCALE);
}

/* Terms of the hour tiers at p planned units, with as much digital instruction as helps. */
static void fill_hour_terms(const struct problem_client *client, int64_t *terms)
{
	for (int32_t p = 0; p <= client->left_units; p++) {
		int32_t room = client->left_units - p;
		struct shortages all =
			values_client(client, p, 0, client->digital_room < room ? client->digital_room : room);
		for (int t = 0; t < TIER_COUNT; t++)
			terms[p * TIER_COUNT + t] =
				t == (int)client->presence_tier
					? 0
					: scale_term(values_term(all.short_units[t], all.demand_units[t]));
	}
}

static void fill_tables(struct client_problem *c)
{
	int64_t hours = 0, points = 0;

	c->hour_table = memory_allocate((size_t)c->problem->client_count, sizeof *c->hour_table);
	c->point_table = memory_allocate((size_t)c->problem->client_count, sizeof *c->point_table);
	for (int32_t i = 0; i < c->problem->client_count; i++) {
		c->hour_table[i] = hours;
		c->point_table[i] = points;
		hours += (int64_t)(c->problem->clients[i].left_units + 1) * TIER_COUNT;
		points += c->problem->clients[i].points_wanted + 1;
	}
	c->hour_terms = memory_allocate((size_t)hours, sizeof *c->hour_terms);
	c->point_terms = memory_allocate((size_t)points, sizeof *c->point_terms);
	for (int32_t i = 0; i < c->problem->client_count; i++) {
		int32_t wanted = c->problem->clients[i].points_wanted;
		fill_hour_terms(&c->problem->clients[i], c->hour_terms + c->hour_table[i]);
		for (int32_t n = 0; n <= wanted; n++)
			c->point_terms[c->point_table[i] + n] = scale_term(values_term(wanted - n, wanted));
	}
}

void client_problem_build(struct client_problem *c, const struct problem *problem, const struct classes *classes)
{
	size_t layers = 1, days = 1, longest_left = 0, lengths = (size_t)problem->policy->max_visit_units + 1;

	*c = (struct client_problem){.problem = problem, .classes = classes};
	for (int32_t i = 0; i < problem->client_count; i++) {
		const struct problem_client *client = &problem->clients[i];
		size_t size = (size_t)(client->day_count + 1) * (size_t)(client->points_wanted + 1) *
			      (size_t)(client->left_units + 1);
		if (size > layers)
			layers = size;
		if ((size_t)client->left_units > longest_left)
			longest_left = (size_t)client->left_units;
		if ((size_t)client->day_count > days)
			days = (size_t)client->day_count;
	}
	c->layers = memory_allocate(layers, sizeof *c->layers);
	c->open_units = memory_allocate((size_t)classes->count * (size_t)problem->day_count, sizeof *c->open_units);
	c->hour_costs = memory_allocate(longest_left + 1, sizeof *c->hour_costs);
	c->day_prices = memory_allocate(days * lengths, sizeof *c->day_prices);
	c->forced = memory_allocate(days, sizeof *c->forced);
	fill_tables(c);
}

/* The longest visit that anybody could make to a client on a day, 0 if none is allowed. */
static int32_t longest_visit(const struct client_problem *c, const int32_t *class_available, int32_t client,
			     int32_t day)
{
	int32_t shortest = c->problem->clients[client].shortest_units, longest = 0;

	for (int32_t j = c->classes->client_first[client]; j < c->classes->client_first[client + 1]; j++) {
		int32_t class = c->classes->of_client[j],
			most = class_available[classes_place(c->classes->count, class, day)];
		if (most > longest && !problem_is_never(c->problem, client, c->classes->first_caregiver[class], day))
			longest = most;
	}
	if (longest > c->problem->policy->max_visit_units)
		longest = c->problem->policy->max_visit_units;
	return shortest > 0 && longest >= shortest ? longest : 0;
}

void client_problem_find_wanted(struct client_problem *c)
{
	int32_t most = c->problem->policy->max_visit_units;
	size_t places = (size_t)c->classes->count * (size_t)c->problem->day_count;

	c->wanted = memory_allocate(places * (size_t)(most + 1), sizeof *c->wanted);
	for (int32_t i = 0; i < c->problem->client_count; i++) {
		const struct problem_client *client = &c->problem->clients[i];
		int32_t longest = client->left_units < most ? client->left_units : most;
		for (int32_t day = client->first_day; day < client->first_day + client->day_count; day++)
			for (int32_t j = c->classes->client_first[i]; j < c->classes->client_first[i + 1]; j++) {
				int64_t place = classes_place(c->classes->count, c->classes->of_client[j], day);
				for (int32_t units = client->shortest_units; units <= longest; units++)
					c->wanted[place * (most + 1) + units] = true;
			}
	}
}

void client_problem_find_floors(struct client_problem *c, const int32_t *class_available)
{
	c->floors = memory_allocate((size_t)c->problem->client_count * TIER_COUNT, sizeof *c->floors);
	for (int32_t i = 0; i < c->problem->client_count; i++) {
		const struct problem_client *client = &c->problem->clients[i];
		int32_t visits = 0, units = 0, extra = 0; /* points of the first day beyond one */
		for (int32_t day = client->first_day; day < client->first_day + client->day_count; day++) {
			int32_t longest = longest_visit(c, class_available, i, day);
			visits += longest > 0 && visits < client->visits_wanted;
			extra += longest > 0 ? problem_points(client, day) - 1 : 0;
			units += longest;
		}
		units = units < client->left_units ? units : client->left_units;
		int32_t room = client->left_units - units;
		struct shortages least = values_client(client, units, visits + extra,
						       client->digital_room < room ? client->digital_room : room);
		for (int t = 0; t < TIER_COUNT; t++) {
			int64_t term = values_term(least.short_units[t], least.demand_units[t]);
			c->floors[i * TIER_COUNT + t] = term;
			c->floor_sums[t] += term;
		}
	}
}

void client_problem_free(struct client_problem *c)
{
	free(c->layers);
	free(c->open_units);
	free(c->hour_costs);
	free(c->day_prices);
	free(c->forced);
	free(c->hour_table);
	free(c->point_table);
	free(c->floors);
	free(c->wanted);
	free(c->hour_terms);
	free(c->point_terms);
	*c = (struct client_problem){0};
}

struct lengths {
	int32_t shortest, longest;
};

/* best[i] = min(best[i], price[i]) */
WIDE_REGISTERS static void take_cheaper(int64_t *restrict best, const int64_t *restrict price, int32_t count)
{
	for (int32_t i = 0; i < count; i++)
		best[i] = price[i] < best[i] ? price[i] : best[i];
}

/* The lengths that visits of this class may have on this day; none if shortest > longest. */
static struct lengths class_lengths(const struct client_problem *c, int32_t client, int32_t class, int32_t day,
				    struct lengths lengths)
{
	if (c->limits != NULL) {
		int32_t slot = c->limits->clients[client].slot_first + day - c->problem->clients[client].first_day;
		struct limits_range range = limits_class_visit(c->limits, slot, class);
		return (struct lengths){range.shortest, range.longest};
	}
	/* Nevers make classes of their own, so one caregiver speaks for all. */
	if (c->problem->never_count > 0 &&
	    problem_is_never(c->problem, client, c->classes->first_caregiver[class], day))
		return (struct lengths){1, 0};
	return lengths;
}

static void price_day(struct client_problem *c, const struct prices *prices, int32_t client, int32_t offset,
		      struct lengths lengths)
{
	int32_t day = c->problem->clients[client].first_day + offset;
	int64_t *best = c->day_prices + offset * prices->length_count;

	for (int32_t units = lengths.shortest; units <= lengths.longest; units++)
		best[units] = COSTS_NEVER;
	for (int32_t j = c->classes->client_first[client]; j < c->classes->client_first[client + 1]; j++) {
		int32_t class = c->classes->of_client[j];
		struct lengths may = class_lengths(c, client, class, day, lengths);
		const int64_t *price = prices_of(prices, class, day);
		if (may.shortest <= may.longest && price[may.shortest] < COSTS_NOBODY)
			take_cheaper(best + may.shortest, price + may.shortest, may.longest - may.shortest + 1);
	}
}

/* Must somebody come? A must: only this class, only its length; limits have that in their lengths. */
static bool apply_must(struct client_problem *c, const struct prices *prices, int32_t client, int32_t offset,
		       struct lengths lengths)
{
	int32_t day = c->problem->clients[client].first_day + offset;
	const struct problem_must *must;
	int64_t *best = c->day_prices + offset * prices->length_count;

	if (c->limits != NULL)
		return c->limits->forced[c->limits->clients[client].slot_first + offset];
	must = problem_must_on(c->problem, client, day);
	if (must == NULL)
		return false;
	const int64_t *price = prices_of(prices, c->classes->of_caregiver[must->caregiver], day);
	for (int32_t units = lengths.shortest; units <= lengths.longest; units++)
		best[units] = must->units == 0 || must->units == units ? price[units] : COSTS_NEVER;
	return true;
}

/* The class that comes: of those as cheap as the best, up to the tolerance, the one with most time left. Always taking
 * the first of equals would overload it and leave the others idle, and prices would swing. */
static int32_t class_taken(const struct client_problem *c, const struct prices *prices, int32_t client, int32_t offset,
			   int32_t units)
{
	int32_t day = c->problem->clients[client].first_day + offset, best = REGION_NONE;
	int32_t *open_units = c->open_units + classes_place(c->classes->count, 0, day);
	int64_t dearest = c->day_prices[offset * prices->length_count + units] + c->tolerance;
	const struct problem_must *must = problem_must_on(c->problem, client, day);

	if (must != NULL)
		return c->classes->of_caregiver[must->caregiver];
	for (int32_t j = c->classes->client_first[client]; j < c->classes->client_first[client + 1]; j++) {
		int32_t class = c->classes->of_client[j];
		if ((best != REGION_NONE && open_units[class] <= open_units[best]) ||
		    prices_of(prices, class, day)[units] > dearest)
			continue;
		struct lengths may = class_lengths(c, client, class, day, (struct lengths){units, units});
		if (units >= may.shortest && units <= may.longest)
			best = class;
	}
	assert(best != REGION_NONE); /* the price of the day is that of a class, and length_taken found it affordable */
	open_units[best] -= units + c->problem->policy->travel_units;
	return best;
}

/* A client's term can be above her floor by what the tier's value is above the sum of floors, and no more. */
static int64_t keep_cost(const struct client_problem *c, const struct prices *prices, int32_t client, int tier,
			 int64_t term)
{
	if (term > scale_term(c->floors[client * TIER_COUNT + tier] + c->spare[tier]))
		return COSTS_NEVER;
	if (c->kept_as_rule[tier])
		return 0;
	return (int64_t)((int128)term * prices->kept[tier] / PRICES_KEPT_SCALE);
}

/* Cost of p planned units: the tier's term, and what the earlier tiers' terms weigh. Of points likewise. */
static int64_t hour_cost(const struct client_problem *c, const struct prices *prices, int32_t client, int32_t units)
{
	const int64_t *terms = c->hour_terms + c->hour_table[client] + units * TIER_COUNT;
	int64_t cost = terms[c->tier];

	for (int t = 0; t < (int)c->tier && cost < COSTS_NEVER; t++)
		cost += terms[t] != 0 ? keep_cost(c, prices, client, t, terms[t]) : 0;
	return cost;
}

static int64_t point_cost(const struct client_problem *c, const struct prices *prices, int32_t client, int32_t points)
{
	int64_t term = c->point_terms[c->point_table[client] + points];
	enum tier presence = problem_tier(c->problem, KIND_PRESENCE);

	if (c->tier < presence)
		return 0;
	return c->tier == presence ? term : keep_cost(c, prices, client, (int)presence, term);
}

int64_t client_problem_end_cost(const struct client_problem *c, const struct prices *prices, int32_t client,
				int32_t points, int32_t units)
{
	int64_t cost = hour_cost(c, prices, client, units) + point_cost(c, prices, client, points);

	return cost < COSTS_NEVER ? cost : COSTS_NEVER;
}

static int64_t *layer_of(const struct client_problem *c, struct client_grid grid, int32_t offset, int32_t points)
{
	return c->layers + client_problem_state(grid, offset, points, 0);
}

/* to[i] = min(to[i], from[i] + price): the innermost loop of all bounds, so compiled for wide registers too. */
WIDE_REGISTERS static void relax_row(int64_t *restrict to, const int64_t *restrict from, int64_t price, int32_t count)
{
	for (int32_t i = 0; i < count; i++)
		to[i] = from[i] + price < to[i] ? from[i] + price : to[i];
}

/* Can anybody come on a day, with a visit of any length? */
static bool is_served(const struct client_problem *c, const struct prices *prices, int32_t offset,
		      struct client_grid grid)
{
	const int64_t *price = c->day_prices + offset * prices->length_count;

	for (int32_t units = grid.shortest; units <= grid.longest; units++)
		if (price[units] < COSTS_NEVER)
			return true;
	return false;
}

/* From the layer before a day to the one after it. Of q points only the units that their visits can have are looked at.
 * served: how many of the days before can have a visit; more visits than that cost COSTS_NEVER before the day, and so
 * does a length that nobody offers: neither can make anything cheaper. */
static void extend_layer(const struct client_problem *c, const struct prices *prices, struct client_grid grid,
			 int32_t offset, int32_t served)
{
	bool forced = c->forced[offset];
	const int64_t *price = c->day_prices + offset * prices->length_count;
	int32_t reach = client_problem_reach(grid, offset), step = client_problem_points_on(grid, offset);
	int64_t cells = 0;

	for (int32_t q = 0; q <= client_problem_reach(grid, offset + 1); q++) {
		int64_t *to = layer_of(c, grid, offset + 1, q);
		const int64_t *stay = layer_of(c, grid, offset, q);
		int32_t before = q - step;
		for (int32_t p = client_problem_units_from(grid, q); p <= client_problem_units_to(grid, q); p++)
			to[p] = forced || q > reach ? COSTS_NEVER : stay[p];
		if (before < 0 || before > reach || client_problem_units_from(grid, before) > served * grid.shortest)
			continue;
		const int64_t *from = layer_of(c, grid, offset, before);
		int32_t low = client_problem_units_from(grid, before), high = client_problem_units_to(grid, before);
		for (int32_t units = grid.shortest; units <= grid.longest; units++)
			if (price[units] < COSTS_NEVER) {
				int32_t count = base_smaller(high, grid.units - units) - low + 1;
				relax_row(to + low + units, from + low, price[units], count);
				cells += count > 0 ? count : 0;
			}
	}
	work_add(WORK_CLIENT_CELLS, cells);
}

/* The length of the visit on a day that leads to this place of the layer after it; 0 for no visit. */
static int32_t length_taken(const struct client_problem *c, const struct prices *prices, struct client_grid grid,
			    int32_t offset, int32_t points, int32_t units)
{
	int64_t here = layer_of(c, grid, offset + 1, points)[units];
	int32_t reach = client_problem_reach(grid, offset), before = points - client_problem_points_on(grid, offset);
	const int64_t *price = c->day_prices + offset * prices->length_count;

	if (!c->forced[offset] && points <= reach && layer_of(c, grid, offset, points)[units] == here)
		return 0;
	if (before < 0 || before > reach)
		return 0;
	const int64_t *from = layer_of(c, grid, offset, before);
	for (int32_t length = grid.shortest; length <= grid.longest; length++) {
		int32_t rest = units - length;
		if (rest >= client_problem_units_from(grid, before) && rest <= client_problem_units_to(grid, before) &&
		    from[rest] + price[length] == here)
			return length;
	}
	return 0;
}

static void trace_back(struct client_problem *c, const struct prices *prices, int32_t index, struct client_grid grid,
		       int32_t points, int32_t units, excess_demand *use)
{
	const struct problem_client *client = &c->problem->clients[index];

	for (int32_t offset = client->day_count - 1; offset >= 0 && points > 0; offset--) {
		int32_t length = length_taken(c, prices, grid, offset, points, units);
		int32_t day = client->first_day + offset;
		if (length == 0)
			continue;
		int32_t class = class_taken(c, prices, index, offset, length);
		use[classes_place(prices->class_count, class, day) * prices->length_count + length]++;
		points -= client_problem_points_on(grid, offset);
		units -= length;
	}
}

/* Units that she must have beyond what she received so that the hour tiers up to the one in hand cost nothing;
 * INT32_MAX where that cannot be told so simply. */
static int32_t units_for_nothing(const struct client_problem *c, const struct problem_client *client)
{
	int32_t needed = client->minimum_units;

	if (client->rest_units > 0 && c->tier >= client->rest_tier)
		return INT32_MAX;
	if (c->tier >= client->medical_tier)
		needed += client->medical_units;
	return base_larger(0, needed - client->physical_received);
}

/* Tiers that only ask for visits and few hours often cost a client nothing: enough days on which enough time is free.
 * Then the visits of such a schedule are counted and the dynamic program is spared. */
static bool solve_for_nothing(struct client_problem *c, const struct prices *prices, int32_t index,
			      struct client_grid lengths, excess_demand *use)
{
	const struct problem_client *client = &c->problem->clients[index];
	int32_t needed = units_for_nothing(c, client), days = 0, reach = 0;
	int32_t planned = client->visits_wanted * lengths.shortest;

	if (c->limits != NULL || c->problem->must_count > 0 || needed > client->left_units)
		return false;
	for (int32_t offset = 0; offset < client->day_count && days < client->visits_wanted; offset++) {
		const int64_t *price = c->day_prices + offset * prices->length_count;
		int32_t units = lengths.shortest;
		while (units <= lengths.longest && price[units] == 0)
			units++;
		c->forced[offset] = units > lengths.shortest;
		days += c->forced[offset];
		reach += c->forced[offset] ? units - 1 : 0;
	}
	if (days < client->visits_wanted || reach < needed || (client->first_points > 1 && !c->forced[0]))
		return false;
	for (int32_t offset = 0; offset < client->day_count && days > 0; offset++) {
		const int64_t *price = c->day_prices + offset * prices->length_count;
		int32_t units = lengths.shortest;
		if (!c->forced[offset])
			continue;
		for (; planned < needed && units < lengths.longest && price[units + 1] == 0; planned++)
			units++;
		days--;
		if (use == NULL)
			continue;
		int32_t class = class_taken(c, prices, index, offset, units), day = client->first_day + offset;
		use[classes_place(prices->class_count, class, day) * prices->length_count + units]++;
	}
	for (int t = 0; t < TIER_COUNT; t++)
		c->terms[t] = 0;
	return true;
}

struct client_grid client_problem_grid(const struct problem *problem, int32_t client)
{
	const struct problem_client *c = &problem->clients[client];

	return (struct client_grid){
		.points = c->points_wanted,
		.units = c->left_units,
		.first_points = c->first_points,
		.shortest = c->shortest_units,
		.longest = base_smaller(problem->policy->max_visit_units, c->left_units),
	};
}

int64_t client_problem_solve(struct client_problem *c, const struct prices *prices, int32_t index, excess_demand *use)
{
	const struct problem_client *client = &c->problem->clients[index];
	struct client_grid grid = client_problem_grid(c->problem, index);
	struct lengths lengths = {grid.shortest, grid.longest};
	struct limits_client allowed = {0, 0, grid.units, 0, grid.points};
	int32_t days = grid.points > 0 ? client->day_count : 0, best_points = 0, best_units = 0, served = 0;
	int64_t best = COSTS_NEVER;

	if (c->limits != NULL)
		allowed = c->limits->clients[index];
	layer_of(c, grid, 0, 0)[0] = 0;
	for (int32_t offset = 0; offset < days; offset++)
		price_day(c, prices, index, offset, lengths);
	if (days > 0 && solve_for_nothing(c, prices, index, grid, use))
		return 0;
	for (int32_t offset = 0; offset < days; offset++) {
		c->forced[offset] = apply_must(c, prices, index, offset, lengths);
		extend_layer(c, prices, grid, offset, served);
		served += is_served(c, prices, offset, grid);
	}
	for (int32_t p = 0; p <= grid.units; p++)
		c->hour_costs[p] = hour_cost(c, prices, index, p);
	for (int32_t q = allowed.points_least; q <= allowed.points_most; q++) {
		const int64_t *paid = layer_of(c, grid, days, q);
		int64_t fixed = point_cost(c, prices, index, q);
		int32_t low = base_larger(client_problem_units_from(grid, q), allowed.units_least);
		for (int32_t p = low; p <= base_smaller(client_problem_units_to(grid, q), allowed.units_most); p++)
			if (paid[p] + c->hour_costs[p] + fixed < best) {
				best = paid[p] + c->hour_costs[p] + fixed;
				best_points = q;
				best_units = p;
			}
	}
	for (int t = 0; t < TIER_COUNT; t++)
		c->terms[t] = c->hour_terms[c->hour_table[index] + best_units * TIER_COUNT + t];
	c->terms[client->presence_tier] = c->point_terms[c->point_table[index] + best_points];
	if (use != NULL && best < COSTS_NEVER)
		trace_back(c, prices, index, grid, best_points, best_units, use);
	return best;
}
