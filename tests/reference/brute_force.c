#include "tests/reference/brute_force.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"

#define CLIENTS 4
#define CAREGIVERS 3

/* Where one can be at the end of a day. Packed in bytes, all used: compared and hashed as 16 of them. */
struct state {
	uint8_t planned[CLIENTS], points[CLIENTS];
	uint8_t week_used[CAREGIVERS]; /* 0 for who has no weekly limit */
	uint8_t run[CAREGIVERS];       /* days in a row up to today; 0 for who has no limit */
	uint8_t spare[2];
};

/* What one day can bring: how long each client's visit is, 0 for none, and the load of each caregiver. */
struct day_choice {
	uint8_t units[CLIENTS], load[CAREGIVERS], works[CAREGIVERS], spare[6];
};

_Static_assert(sizeof(struct state) == 16 && sizeof(struct day_choice) == 16, "hashed as 16 bytes");

/* A set of different 16-byte records in the order in which they came. */
struct record_set {
	unsigned char (*records)[16];
	size_t count, capacity, slot_count;
	size_t *slots; /* index + 1 into records, 0 is empty */
};

static uint64_t hash(const unsigned char record[16])
{
	uint64_t a, b;

	memcpy(&a, record, 8);
	memcpy(&b, record + 8, 8);
	a = (a ^ b >> 31) * UINT64_C(0x9e3779b97f4a7c15) ^ b * UINT64_C(0xc2b2ae3d27d4eb4f);
	return a ^ a >> 29;
}

static size_t find_slot(const struct record_set *set, const unsigned char record[16])
{
	size_t at = (size_t)hash(record) & (set->slot_count - 1);

	while (set->slots[at] != 0 && memcmp(set->records[set->slots[at] - 1], record, 16) != 0)
		at = (at + 1) & (set->slot_count - 1);
	return at;
}

static void set_add(struct record_set *set, const void *record)
{
	if (2 * (set->count + 1) > set->slot_count) {
		free(set->slots);
		set->slot_count = set->slot_count == 0 ? 64 : 2 * set->slot_count;
		set->slots = memory_allocate(set->slot_count, sizeof *set->slots);
		for (size_t i = 0; i < set->count; i++)
			set->slots[find_slot(set, set->records[i])] = i + 1;
	}
	size_t at = find_slot(set, record);
	if (set->slots[at] != 0)
		return;
	memory_grow(set->records, set->count, set->capacity);
	memcpy(set->records[set->count++], record, 16);
	set->slots[at] = set->count;
}

static void set_free(struct record_set *set)
{
	free(set->records);
	free(set->slots);
	*set = (struct record_set){0};
}

static bool is_never(const struct problem *problem, int32_t client, int32_t caregiver, int32_t day)
{
	for (int32_t i = 0; i < problem->never_count; i++) {
		const struct problem_never *never = &problem->nevers[i];
		if (never->client == client && never->caregiver == caregiver &&
		    (never->day == REGION_NONE || never->day == day))
			return true;
	}
	return false;
}

static bool is_eligible(const struct problem *problem, int32_t client, int32_t caregiver)
{
	const struct problem_client *c = &problem->clients[client];

	for (int32_t i = 0; i < c->eligible_count; i++)
		if (problem->eligible[c->eligible_first + i] == caregiver)
			return true;
	return false;
}

/* Does a visit of these units, or none (caregiver REGION_NONE), keep what is pinned for this client and day? */
static bool keeps_musts(const struct problem *problem, int32_t client, int32_t caregiver, int32_t day, int32_t units)
{
	for (int32_t i = 0; i < problem->must_count; i++) {
		const struct problem_must *must = &problem->musts[i];
		if (must->client == client && must->day == day &&
		    (must->caregiver != caregiver || (must->units != 0 && must->units != units)))
			return false;
	}
	return true;
}

/* The day that is being enumerated. */
struct day_search {
	const struct problem *problem;
	int32_t day;
	struct day_choice choice; /* load without travel before the first visit */
	int visits[CAREGIVERS];
	struct record_set *found;
};

static bool has_week_limit(const struct problem *problem, int32_t caregiver)
{
	for (int32_t week = 0; week < problem->week_count; week++)
		if (problem->week_free_units[caregiver * problem->week_count + week] != INT32_MAX)
			return true;
	return false;
}

/* Keeps of a day what later days can notice. */
static void keep_choice(const struct day_search *search)
{
	struct day_choice kept = search->choice;

	for (int32_t k = 0; k < search->problem->caregiver_count; k++) {
		kept.works[k] = search->visits[k] > 0 && search->problem->caregivers[k].row_limit > 0;
		if (!has_week_limit(search->problem, k))
			kept.load[k] = 0;
	}
	set_add(search->found, &kept);
}

static void try_client(struct day_search *search, int32_t client);

static void try_visit(struct day_search *search, int32_t client, int32_t caregiver, int32_t units)
{
	const struct problem *problem = search->problem;
	int32_t travel = search->visits[caregiver] > 0 ? problem->policy->travel_units : 0;
	int32_t load = search->choice.load[caregiver] + travel + units;

	if (load > problem->available_units[caregiver * problem->day_count + search->day])
		return;
	uint8_t before = search->choice.load[caregiver];
	search->choice.load[caregiver] = (uint8_t)load;
	search->choice.units[client] = (uint8_t)units;
	search->visits[caregiver]++;
	try_client(search, client + 1);
	search->visits[caregiver]--;
	search->choice.units[client] = 0;
	search->choice.load[caregiver] = before;
}

static void try_client(struct day_search *search, int32_t client)
{
	const struct problem *problem = search->problem;

	if (client == problem->client_count) {
		keep_choice(search);
		return;
	}
	const struct problem_client *c = &problem->clients[client];
	if (keeps_musts(problem, client, REGION_NONE, search->day, 0))
		try_client(search, client + 1);
	if (search->day < c->first_day || search->day >= c->first_day + c->day_count || c->left_units == 0)
		return;
	for (int32_t k = 0; k < problem->caregiver_count; k++) {
		if (!is_eligible(problem, client, k) || is_never(problem, client, k, search->day))
			continue;
		for (int32_t units = c->shortest_units; units <= problem->policy->max_visit_units; units++)
			if (keeps_musts(problem, client, k, search->day, units))
				try_visit(search, client, k, units);
	}
}

/* The state after this day's choice, false if a limit that spans days forbids it. */
static bool step(struct state *state, const struct problem *problem, const struct day_choice *choice, int32_t day)
{
	bool monday = day > 0 && problem->week_of_day[day] != problem->week_of_day[day - 1];

	for (int32_t c = 0; c < problem->client_count; c++) {
		if (choice->units[c] == 0)
			continue;
		state->points[c] = (uint8_t)(state->points[c] + problem_points(&problem->clients[c], day));
		state->planned[c] = (uint8_t)(state->planned[c] + choice->units[c]);
		if (state->planned[c] > problem->clients[c].left_units)
			return false;
	}
	for (int32_t k = 0; k < problem->caregiver_count; k++) {
		int32_t limit = problem->week_free_units[k * problem->week_count + problem->week_of_day[day]];
		if (monday)
			state->week_used[k] = 0;
		state->week_used[k] = (uint8_t)(state->week_used[k] + choice->load[k]);
		if (limit != INT32_MAX && state->week_used[k] > limit)
			return false;
		state->run[k] = choice->works[k] ? (uint8_t)(state->run[k] + 1) : 0;
		if (choice->works[k] && state->run[k] > problem->caregivers[k].row_limit)
			return false;
	}
	return true;
}

static int64_t term(int32_t lack, int32_t demand)
{
	assert(demand <= 24); /* so that the scale divides by it, and nothing is rounded */
	return lack <= 0 || demand == 0 ? 0 : (int64_t)lack * lack * (VALUES_SCALE / demand);
}

/* One client's terms, from the words of the contract. */
static void add_client(struct values *values, const struct problem_client *c, int32_t planned, int32_t points)
{
	int32_t digital = c->left_units - planned < c->digital_room ? c->left_units - planned : c->digital_room;
	int32_t physical = c->physical_received + planned, n1 = c->minimum_units, n2 = c->medical_units;
	int32_t medical = n1 + n2 - physical, above = physical - n1 - n2;

	values->scaled[TIER_MINIMUM] += term(n1 - physical, n1);
	values->scaled[c->presence_tier] += term(c->points_wanted - points, c->points_wanted);
	values->scaled[c->medical_tier] += term(medical < n2 ? medical : n2, n2);
	values->scaled[c->rest_tier] +=
		term(c->rest_units - (above > 0 ? above : 0) - c->digital_received - digital, c->rest_units);
}

static void value_states(struct brute_force *all, const struct problem *problem, const struct record_set *states)
{
	all->count = states->count;
	all->reached = memory_allocate(states->count, sizeof *all->reached);
	for (size_t i = 0; i < states->count; i++) {
		struct state state;
		memcpy(&state, states->records[i], sizeof state);
		for (int32_t c = 0; c < problem->client_count; c++)
			add_client(&all->reached[i], &problem->clients[c], state.planned[c], state.points[c]);
	}
}

/* The states after one more day. False if that is too much work. */
static bool live_day(struct record_set *states, const struct problem *problem, int32_t day, size_t *work_left)
{
	struct record_set choices = {0}, next = {0};
	struct day_search search = {.problem = problem, .day = day, .found = &choices};
	bool bearable;

	try_client(&search, 0);
	bearable = states->count * choices.count <= *work_left;
	for (size_t i = 0; bearable && i < states->count; i++)
		for (size_t j = 0; j < choices.count; j++) {
			struct day_choice choice;
			struct state state;
			memcpy(&state, states->records[i], sizeof state);
			memcpy(&choice, choices.records[j], sizeof choice);
			if (step(&state, problem, &choice, day))
				set_add(&next, &state);
		}
	*work_left -= bearable ? states->count * choices.count : 0;
	set_free(&choices);
	set_free(states);
	*states = next;
	return bearable;
}

bool brute_force_run(struct brute_force *all, const struct problem *problem, size_t work_limit)
{
	struct record_set states = {0};
	struct state start = {0};
	bool bearable = true;

	assert(problem->client_count <= CLIENTS && problem->caregiver_count <= CAREGIVERS);
	*all = (struct brute_force){0};
	for (int32_t k = 0; k < problem->caregiver_count; k++)
		if (problem->caregivers[k].row_limit > 0)
			start.run[k] = (uint8_t)problem->caregivers[k].past_run;
	set_add(&states, &start);
	for (int32_t day = 0; bearable && day < problem->day_count; day++)
		bearable = live_day(&states, problem, day, &work_limit);
	if (bearable)
		value_states(all, problem, &states);
	set_free(&states);
	return bearable;
}

struct values brute_force_best(const struct brute_force *all)
{
	struct values best = all->reached[0];

	for (size_t i = 1; i < all->count; i++)
		for (int tier = 0; tier < TIER_COUNT; tier++) {
			if (all->reached[i].scaled[tier] == best.scaled[tier])
				continue;
			if (all->reached[i].scaled[tier] < best.scaled[tier])
				best = all->reached[i];
			break;
		}
	return best;
}

int64_t brute_force_least(const struct brute_force *all, const struct values *above, enum tier tier)
{
	int64_t least = INT64_MAX;

	for (size_t i = 0; i < all->count; i++) {
		bool kept = true;
		for (int earlier = 0; earlier < (int)tier; earlier++)
			kept = kept && all->reached[i].scaled[earlier] <= above->scaled[earlier];
		if (kept && all->reached[i].scaled[tier] < least)
			least = all->reached[i].scaled[tier];
	}
	return least;
}

void brute_force_free(struct brute_force *all)
{
	free(all->reached);
	*all = (struct brute_force){0};
}
