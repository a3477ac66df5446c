/* The settling of hours against one without bounds: breadth first from every client, every path tried. Both must move
 * the same units in the same order, so their plans are equal visit by visit; and in the end no path is left. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "planner/base/day.h"
#include "planner/search/search.h"
#include "planner/search/settle.h"
#include "tests/support/tiny.h"

#define TINY_REGIONS 600
#define CROWDED_REGIONS 1000
#define CLIENTS_MOST 40
#define PATH_MOST (SEARCH_LOG / 2 - 1)

struct step {
	int32_t taker, giver, before, length;
};

struct reference {
	struct search *search;
	struct step steps[CLIENTS_MOST];
	bool is_reached[CLIENTS_MOST];
	int32_t reached[CLIENTS_MOST], reached_count;
};

static void add_unit(struct search *s, int32_t slot, int32_t units)
{
	search_set(s, slot, s->slots[slot].caregiver, s->slots[slot].units + units);
}

static bool try_path(struct reference *r, int32_t client, int32_t taker)
{
	struct search *s = r->search;
	struct values before = s->value;

	if (taker != SEARCH_FREE)
		add_unit(s, taker, 1);
	for (const struct step *step = &r->steps[client]; step->before != SEARCH_FREE; step = &r->steps[step->before]) {
		add_unit(s, step->giver, -1);
		add_unit(s, step->taker, 1);
	}
	bool better = search_is_feasible(s) && values_compare(&s->value, &before) < 0;
	if (better)
		search_keep(s);
	else
		search_undo(s);
	return better;
}

/* All visits of the caregiver's week are looked at: those of other days count where the day itself has time. */
static void reach_from(struct reference *r, int32_t client, int32_t taker)
{
	const struct search *s = r->search;
	const struct search_slot *slot = &s->slots[taker];
	const struct search_cell *cell = search_cell_of(s, slot->caregiver, slot->day);

	for (int32_t day = 0; day < s->problem->day_count; day++) {
		const struct search_cell *other = search_cell_of(s, slot->caregiver, day);
		if (other->week != cell->week || (cell->load >= cell->capacity && other != cell))
			continue;
		for (int32_t i = 0; i < other->count; i++) {
			int32_t giver = search_visit_of(s, other, i), next = s->slots[giver].client;
			if (r->is_reached[next] || s->slots[giver].units <= s->slots[giver].shortest ||
			    r->steps[client].length == PATH_MOST)
				continue;
			r->is_reached[next] = true;
			r->steps[next] = (struct step){taker, giver, client, r->steps[client].length + 1};
			r->reached[r->reached_count++] = next;
		}
	}
}

static bool settle_client(struct reference *r, int32_t first)
{
	struct search *s = r->search;

	memset(r->is_reached, 0, sizeof r->is_reached);
	r->steps[first] = (struct step){SEARCH_FREE, SEARCH_FREE, SEARCH_FREE, 0};
	r->is_reached[first] = true;
	r->reached[0] = first;
	r->reached_count = 1;
	for (int32_t at = 0; at < r->reached_count; at++) {
		int32_t client = r->reached[at];
		const struct search_client *c = &s->clients[client];
		if (at > 0 && try_path(r, client, SEARCH_FREE))
			return true;
		for (int32_t slot = c->slot_first; slot < c->slot_first + c->slot_count; slot++) {
			if (s->slots[slot].caregiver == SEARCH_FREE || s->slots[slot].units >= s->slots[slot].longest)
				continue;
			if (search_room(s, search_cell_of(s, s->slots[slot].caregiver, s->slots[slot].day)) <= 0)
				reach_from(r, client, slot);
			else if (try_path(r, client, slot))
				return true;
		}
	}
	return false;
}

/* How many units it moved. */
static int settle_slowly(struct search *search)
{
	struct reference reference = {.search = search};
	int moved = 0;
	bool better = true;

	while (better) {
		better = false;
		for (int32_t client = 0; client < search->problem->client_count; client++)
			while (settle_client(&reference, client)) {
				moved++;
				better = true;
			}
	}
	return moved;
}

/* Visits at random, as long as the rules hold. */
static void fill(struct search *s, uint64_t seed)
{
	for (int32_t i = 0; i < 20 * s->slot_count; i++) {
		int32_t index = (int32_t)support_random(&seed, (uint32_t)s->slot_count);
		const struct search_slot *slot = &s->slots[index];
		int32_t span = slot->longest - slot->shortest + 1;
		if (slot->candidate_count == 0 || span < 1)
			continue;
		int32_t at = (int32_t)support_random(&seed, (uint32_t)slot->candidate_count);
		int32_t units = slot->shortest + (int32_t)support_random(&seed, (uint32_t)span);
		search_set(s, index, s->candidates[slot->candidate_first + at], units);
		if (search_is_feasible(s))
			search_keep(s);
		else
			search_undo(s);
	}
}

/* Units that were moved. */
static int expect_same(const struct problem *problem, uint64_t seed)
{
	struct search fast, slow;
	struct plan settled = {0}, wanted = {0};

	cr_assert_leq(problem->client_count, CLIENTS_MOST);
	search_build(&fast, problem, NULL);
	search_build(&slow, problem, NULL);
	fill(&fast, seed);
	fill(&slow, seed);
	settle_hours(&fast);
	int moved = settle_slowly(&slow);
	search_store(&fast, &settled);
	search_store(&slow, &wanted);
	cr_assert_eq(values_compare(&fast.value, &slow.value), 0, "region %d: other values", (int)seed);
	cr_assert_eq(settled.visit_count, wanted.visit_count);
	cr_expect(wanted.visit_count == 0 ||
			  memcmp(settled.visits, wanted.visits, wanted.visit_count * sizeof *wanted.visits) == 0,
		  "region %d: other visits", (int)seed);
	cr_expect_eq(settle_slowly(&fast), 0, "region %d: a path is left", (int)seed);
	plan_free(&settled);
	plan_free(&wanted);
	search_free(&fast);
	search_free(&slow);
	return moved;
}

Test(settle, moves_the_units_that_an_unbounded_search_moves)
{
	int moved = 0;

	for (uint64_t seed = 1; seed <= TINY_REGIONS; seed++) {
		struct support s;
		tiny_make(&s, seed);
		moved += expect_same(&s.problem, seed);
		support_free(&s);
	}
	cr_assert_gt(moved, 100);
}

/* Many clients who share few caregivers, some of them bound by their weeks: paths are long, and ends far. */
static void make_crowded(struct support *s, uint64_t seed)
{
	static const char *const caregivers[] = {"k1", "k2", "k3", "k4", "k5", "k6", "k7", "k8"};
	uint64_t state = seed;
	char key[16];

	support_begin(s);
	s->policy.travel_units = (int32_t)support_random(&state, 2);
	for (int32_t i = 0; i < CLIENTS_MOST; i++) {
		snprintf(key, sizeof key, "c%02d", (int)i);
		struct region_client *client = support_add_client(s, key, "p1");
		client->due_day += (int32_t)support_random(&state, 8);
		client->birth_day = DAY_NONE;
		client->indicated_ticks = HOURS(24 + (int32_t)support_random(&state, 26));
		client->postcode = 1000 + (int32_t)support_random(&state, 8);
	}
	support_add_area(s, "p1", NULL, 1000, 1008);
	for (int32_t k = 0; k < 8; k++) {
		struct region_caregiver *caregiver = support_add_caregiver(s, caregivers[k], "p1");
		if (support_random(&state, 2) == 0)
			caregiver->max_week_ticks = HOURS(16 + (int32_t)support_random(&state, 16));
		support_add_availability(s, caregivers[k], 0, 16, HOURS(5 + (int32_t)support_random(&state, 4)));
		support_add_area(s, "p1", caregivers[k], 1000 + k, 1001 + k);
	}
	support_derive(s);
}

Test(settle, moves_the_same_units_along_long_paths)
{
	int moved = 0;

	for (uint64_t seed = 1; seed <= CROWDED_REGIONS; seed++) {
		struct support s;
		make_crowded(&s, seed);
		moved += expect_same(&s.problem, seed);
		support_free(&s);
	}
	cr_assert_gt(moved, 10 * CROWDED_REGIONS);
}
