#include "planner/plan/values.h"

#include <assert.h>
#include <stdlib.h>

#include "planner/base/memory.h"
#include "planner/base/smaller.h"

#define MEETING_PARTS 1000000 /* of an hour, or a visit: value and bound are no more apart than this counts as equal */
#define BOUND_PARTS 100000    /* likewise: what a bound is rounded down to */

__extension__ typedef __int128 wide; /* products of values and parts */

/* Demands are units of hours, or visits, of which there is one a care day. */
#define DEMAND_MAX POLICY_CLIENT_UNITS_MOST
_Static_assert(POLICY_CARE_DAYS_MOST <= DEMAND_MAX, "visits are fewer than units");
_Static_assert(DEMAND_MAX <= INT64_MAX / VALUES_SCALE / 1000000, "a million clients' shortages can be added up");

struct shortages values_client(const struct problem_client *client, int32_t planned_units, int32_t points,
			       int32_t digital_units)
{
	struct shortages s = {0};
	int32_t physical = client->physical_received + planned_units,
		digital = client->digital_received + digital_units;
	int32_t basis = client->minimum_units + client->medical_units;

	s.demand_units[TIER_MINIMUM] = client->minimum_units;
	s.demand_units[client->presence_tier] = client->points_wanted;
	s.demand_units[client->medical_tier] = client->medical_units;
	s.demand_units[client->rest_tier] = client->rest_units;
	s.short_units[TIER_MINIMUM] = base_larger(0, client->minimum_units - physical);
	s.short_units[client->presence_tier] = base_larger(0, client->points_wanted - points);
	s.short_units[client->medical_tier] = base_smaller(client->medical_units, base_larger(0, basis - physical));
	s.short_units[client->rest_tier] =
		base_larger(0, client->rest_units - base_larger(0, physical - basis) - digital);
	return s;
}

int64_t values_term(int32_t short_units, int32_t demand_units)
{
	assert(short_units >= 0 && demand_units >= 0 && demand_units <= DEMAND_MAX);
	if (demand_units == 0)
		return 0;
	return (int64_t)short_units * short_units * VALUES_SCALE / demand_units;
}

struct values values_change(const struct shortages *before, const struct shortages *after)
{
	struct values change;

	for (int t = 0; t < TIER_COUNT; t++)
		change.scaled[t] = values_term(after->short_units[t], after->demand_units[t]) -
				   values_term(before->short_units[t], before->demand_units[t]);
	return change;
}

struct values values_pair_change(const struct shortages before[2], const struct shortages after[2])
{
	struct values change = values_change(&before[0], &after[0]), other = values_change(&before[1], &after[1]);

	for (int t = 0; t < TIER_COUNT; t++)
		change.scaled[t] += other.scaled[t];
	return change;
}

bool values_pair_gain(const struct shortages before[2], const struct shortages after[2])
{
	struct values change = values_pair_change(before, after), nothing = {{0}};

	return values_compare(&change, &nothing) < 0;
}

enum tier values_first_short(const struct shortages *shortages)
{
	int tier = 0;

	while (tier < TIER_COUNT - 1 && shortages->short_units[tier] == 0)
		tier++;
	return (enum tier)tier;
}

struct shortages *values_clients(const struct problem *problem, const struct plan *plan)
{
	struct shortages *shortages = memory_allocate((size_t)problem->client_count, sizeof *shortages);
	int32_t *units = memory_allocate((size_t)problem->client_count, sizeof *units);
	int32_t *points = memory_allocate((size_t)problem->client_count, sizeof *points);

	for (size_t i = 0; i < plan->visit_count; i++) {
		const struct visit *v = &plan->visits[i];
		if (v->client < 0 || v->client >= problem->client_count)
			continue; /* rule C1 tells of it */
		units[v->client] += v->units;
		points[v->client] += problem_points(&problem->clients[v->client], v->day);
	}
	for (int32_t c = 0; c < problem->client_count; c++)
		shortages[c] = values_client(&problem->clients[c], units[c], points[c], plan->digital_units[c]);
	free(units);
	free(points);
	return shortages;
}

struct values values_plan(const struct problem *problem, const struct plan *plan)
{
	struct values values = {{0}};
	struct shortages *shortages = values_clients(problem, plan);

	for (int32_t c = 0; c < problem->client_count; c++)
		for (int t = 0; t < TIER_COUNT; t++)
			values.scaled[t] += values_term(shortages[c].short_units[t], shortages[c].demand_units[t]);
	free(shortages);
	return values;
}

/* Values are in planning units; 60 of these are so many hours. */
static int64_t sixty_in_hours(const struct problem *problem, enum tier tier)
{
	return problem_kind(problem, tier) == KIND_PRESENCE ? 60 : problem->policy->unit_minutes;
}

static double unit_hours(const struct problem *problem, enum tier tier)
{
	return (double)sixty_in_hours(problem, tier) / 60;
}

double values_in_hours(const struct problem *problem, enum tier tier, int64_t scaled)
{
	return (double)scaled / (double)VALUES_SCALE * unit_hours(problem, tier);
}

bool values_meet(const struct problem *problem, enum tier tier, int64_t scaled_value, int64_t scaled_bound)
{
	wide apart = (wide)(scaled_value - scaled_bound) * sixty_in_hours(problem, tier);

	return apart * MEETING_PARTS <= (wide)VALUES_SCALE * 60;
}

int64_t values_round_bound(const struct problem *problem, enum tier tier, int64_t scaled_bound, int64_t scaled_value)
{
	wide hour = (wide)VALUES_SCALE * 60, parts = (wide)sixty_in_hours(problem, tier) * BOUND_PARTS;

	if (scaled_bound >= scaled_value)
		return scaled_value;
	if (values_meet(problem, tier, scaled_value, scaled_bound))
		return scaled_bound;
	return (int64_t)((scaled_bound * parts / hour * hour + parts - 1) / parts);
}

double values_plan_in_hours(const struct problem *problem, const struct plan *plan, enum tier tier)
{
	int64_t squares[DEMAND_MAX + 1] = {0};
	struct shortages *shortages = values_clients(problem, plan);
	double value = 0;

	for (int32_t c = 0; c < problem->client_count; c++) {
		int32_t demand = shortages[c].demand_units[tier], lack = shortages[c].short_units[tier];
		assert(demand <= DEMAND_MAX);
		squares[demand] += (int64_t)lack * lack;
	}
	free(shortages);
	for (int demand = 1; demand <= DEMAND_MAX; demand++)
		value += (double)squares[demand] / demand;
	return value * unit_hours(problem, tier);
}

int64_t values_steps(const struct problem *problem, enum tier tier)
{
	int64_t steps = 1;

	for (int32_t c = 0; c < problem->client_count; c++) {
		int64_t demand = values_client(&problem->clients[c], 0, 0, 0).demand_units[tier], a = steps, b = demand;
		while (b != 0) {
			int64_t rest = a % b;
			a = b;
			b = rest;
		}
		if (demand != 0)
			steps = steps / a * demand;
		if (steps > VALUES_STEPS_MAX)
			return 0;
	}
	return steps;
}

int64_t values_lift_bound(const struct problem *problem, enum tier tier, int64_t bound, int64_t value)
{
	int64_t steps = values_steps(problem, tier);

	if (steps != 0 && bound > 0) {
		wide least = ((wide)bound * steps + VALUES_SCALE - 1) / VALUES_SCALE;
		int64_t lifted = (int64_t)(least * VALUES_SCALE / steps);
		bound = lifted > bound ? lifted : bound;
	}
	return bound < value ? bound : value;
}

int64_t values_tell_bound(const struct problem *problem, enum tier tier, int64_t scaled_bound, int64_t scaled_value)
{
	int64_t lifted = values_lift_bound(problem, tier, scaled_bound, scaled_value);

	return values_round_bound(problem, tier, lifted, scaled_value);
}

int values_compare(const struct values *a, const struct values *b)
{
	for (int t = 0; t < TIER_COUNT; t++)
		if (a->scaled[t] != b->scaled[t])
			return a->scaled[t] < b->scaled[t] ? -1 : 1;
	return 0;
}

/* One caregiver of a client's team; past and planned visits give the same pair many times. */
struct team_member {
	int32_t client, caregiver;
};

static int compare_members(const void *left, const void *right)
{
	const struct team_member *a = left, *b = right;

	if (a->client != b->client)
		return a->client < b->client ? -1 : 1;
	return (a->caregiver > b->caregiver) - (a->caregiver < b->caregiver);
}

static struct team_member *list_members(size_t *count, const struct problem *problem, const struct plan *plan)
{
	struct team_member *members = NULL;
	size_t capacity = 0;

	*count = 0;
	for (int32_t c = 0; c < problem->client_count; c++) {
		const struct problem_client *client = &problem->clients[c];
		for (int32_t i = 0; i < client->known_count; i++) {
			memory_grow(members, *count, capacity);
			members[(*count)++] = (struct team_member){c, problem->known[client->known_first + i]};
		}
	}
	for (size_t i = 0; i < plan->visit_count; i++) {
		memory_grow(members, *count, capacity);
		members[(*count)++] = (struct team_member){plan->visits[i].client, plan->visits[i].caregiver};
	}
	if (*count > 1)
		qsort(members, *count, sizeof *members, compare_members);
	return members;
}

static void count_teams(struct softs *softs, const struct problem *problem, const struct plan *plan)
{
	size_t count;
	struct team_member *members = list_members(&count, problem, plan);
	int team = 0;

	for (size_t i = 0; i < count; i++) {
		if (i == 0 || members[i].client != members[i - 1].client)
			team = 0;
		else if (members[i].caregiver == members[i - 1].caregiver)
			continue;
		team++;
		softs->caregiver_count++;
		softs->excess_caregivers += team > problem->policy->max_caregivers;
	}
	free(members);
}

static int64_t count_dropped(const struct problem *problem, const struct plan *plan, const struct plan *previous)
{
	struct plan now = {0}, before = {0};
	int64_t dropped = 0;
	size_t i = 0;

	plan_copy(&now, plan, problem);
	plan_copy(&before, previous, problem);
	plan_sort(&now);
	plan_sort(&before);
	for (size_t j = 0; j < before.visit_count; j++) {
		const struct visit *b = &before.visits[j];
		while (i < now.visit_count && plan_compare_visits(&now.visits[i], b) < 0)
			i++;
		dropped += i == now.visit_count || plan_compare_visits(&now.visits[i], b) != 0 ||
			   now.visits[i].units != b->units;
	}
	plan_free(&now);
	plan_free(&before);
	return dropped;
}

struct softs values_softs(const struct problem *problem, const struct plan *plan, const struct plan *previous)
{
	struct softs softs = {0};

	for (size_t i = 0; i < plan->visit_count; i++) {
		const struct visit *v = &plan->visits[i];
		softs.physical_units += v->units;
		if (problem->clients[v->client].provider != problem->caregivers[v->caregiver].provider)
			softs.mediated_units += v->units;
	}
	for (int32_t c = 0; c < problem->client_count; c++)
		softs.digital_units += plan->digital_units[c];
	count_teams(&softs, problem, plan);
	if (previous != NULL)
		softs.dropped_visits = count_dropped(problem, plan, previous);
	return softs;
}
