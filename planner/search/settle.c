#include "planner/search/settle.h"

#include <assert.h>
#include <stdlib.h>

#include "planner/base/memory.h"
#include "planner/base/progress.h"
#include "planner/base/work.h"
#include "planner/search/settle_private.h"

#define PATH_MOST (SEARCH_LOG / 2 - 1)

/* Edge of the tree of a breadth first search: a unit would move from visit `giver`, of the client whose step this is,
 * to visit `taker` of client `before`, by the same caregiver:
 *
 *     first <- taker, giver <- client <- taker, giver <- client ...
 */
struct step {
	int32_t taker, giver; /* slots */
	int32_t before;       /* client, SEARCH_FREE: she is the first */
	int32_t length;
	uint32_t search; /* number of the search that reached her last; older: she is not reached */
};

struct settling {
	struct search *search;
	struct step *steps; /* [client] */
	int32_t *reached;   /* clients, in the order in which they were */
	int32_t reached_count;
	uint32_t search_number;
	int32_t *week_first; /* [week + 1]: days */
	struct settle_ends ends;
	int64_t looks, looks_in_vain; /* at visits: all, and those of searches without a path since ends were found */
	int64_t find_looks;           /* what it costs to find all ends anew */
	const struct values *enough;  /* tiers that are no worse than this gain no more */
};

/* Moves a unit along the path to this client, whose giver is the last to give; taker (or SEARCH_FREE) takes one
 * besides. Kept if the rules hold: that the values get better the caller knows. */
static bool try_path(struct settling *settling, int32_t client, int32_t taker)
{
	struct search *s = settling->search;
	struct values before = s->value;
	int32_t first = settling->reached[0];

	if (taker != SEARCH_FREE)
		search_set(s, taker, s->slots[taker].caregiver, s->slots[taker].units + 1);
	for (const struct step *step = &settling->steps[client]; step->before != SEARCH_FREE;
	     step = &settling->steps[step->before]) {
		search_set(s, step->giver, s->slots[step->giver].caregiver, s->slots[step->giver].units - 1);
		search_set(s, step->taker, s->slots[step->taker].caregiver, s->slots[step->taker].units + 1);
	}
	if (search_is_feasible(s)) {
		assert(values_compare(&s->value, &before) < 0);
		settle_ends_follow(&settling->ends, first, taker == SEARCH_FREE ? client : first);
		search_keep(s);
		return true;
	}
	search_undo(s);
	return false;
}

static void reach(struct settling *settling, int32_t client, int32_t taker, int32_t giver)
{
	const struct search *s = settling->search;
	int32_t next = s->slots[giver].client;
	struct step *step = &settling->steps[next];

	if (step->search == settling->search_number || s->slots[giver].units <= s->slots[giver].shortest ||
	    settling->steps[client].length == PATH_MOST)
		return;
	*step = (struct step){taker, giver, client, settling->steps[client].length + 1, settling->search_number};
	settling->reached[settling->reached_count++] = next;
}

/* Whose visits could give a unit to this one: of the same day, or of the same week where that is what is full. */
static void reach_from(struct settling *settling, int32_t client, int32_t taker)
{
	const struct search *s = settling->search;
	const struct search_slot *slot = &s->slots[taker];
	const struct search_cell *cell = search_cell_of(s, slot->caregiver, slot->day);
	struct settle_days days = settle_days_giving(s, settling->week_first, cell, slot->day);

	for (int32_t day = days.first; day < days.end; day++) {
		const struct search_cell *other = search_cell_of(s, slot->caregiver, day);
		settling->looks += other->count;
		for (int32_t i = 0; i < other->count; i++)
			reach(settling, client, taker, search_visit_of(s, other, i));
	}
}

/* One unit more for this client, from whomever it is due. Along a path each client between takes and gives one, so the
 * values change by what its two ends gain and lose. */
static bool find_path(struct settling *settling, int32_t first, const struct values *gain)
{
	struct search *s = settling->search;
	const struct values nothing = {{0}};
	bool is_gain = settle_is_gain(gain, &nothing);

	settling->search_number++;
	settling->steps[first] = (struct step){SEARCH_FREE, SEARCH_FREE, SEARCH_FREE, 0, settling->search_number};
	settling->reached[0] = first;
	settling->reached_count = 1;
	for (int32_t at = 0; at < settling->reached_count; at++) {
		int32_t client = settling->reached[at];
		if (at > 0) {
			struct values loss = search_hour_change(s, client, -1);
			if (settle_is_gain(gain, &loss) && try_path(settling, client, SEARCH_FREE))
				return true;
		}
		if (!settle_is_gain(gain, &settling->ends.least[client]))
			continue; /* nor has anybody who would be reached from her */
		const struct search_client *c = &s->clients[client];
		settling->looks += c->slot_count;
		for (int32_t slot = c->slot_first; slot < c->slot_first + c->slot_count; slot++) {
			if (s->slots[slot].caregiver == SEARCH_FREE || s->slots[slot].units >= s->slots[slot].longest)
				continue;
			if (search_room(s, search_cell_of(s, s->slots[slot].caregiver, s->slots[slot].day)) > 0) {
				if (is_gain && try_path(settling, client, slot))
					return true;
			} else
				reach_from(settling, client, slot);
		}
	}
	return false;
}

static void find_ends(struct settling *settling)
{
	int64_t before = settling->ends.looks;

	settle_ends_find(&settling->ends);
	settling->find_looks = settling->ends.looks - before;
	settling->looks_in_vain = 0;
}

/* Is the tier that would gain good enough? */
static bool is_enough(const struct settling *settling, const struct values *gain)
{
	int t = 0;

	while (t < TIER_COUNT && gain->scaled[t] == 0)
		t++;
	return t < TIER_COUNT && settling->search->value.scaled[t] <= settling->enough->scaled[t];
}

static bool settle_client(struct settling *settling, int32_t client)
{
	const struct search_client *c = &settling->search->clients[client];
	int64_t before = settling->looks;

	if (c->planned >= c->left)
		return false;
	struct values gain = search_hour_change(settling->search, client, 1);
	if (is_enough(settling, &gain) || !settle_is_gain(&gain, &settling->ends.least[client]))
		return false;
	if (find_path(settling, client, &gain))
		return true;
	/* The bounds have grown stale by what has moved; once that has cost as much as they do, they are found anew. */
	settling->looks_in_vain += settling->looks - before;
	if (settling->looks_in_vain >= settling->find_looks)
		find_ends(settling);
	return false;
}

static void build(struct settling *settling, struct search *search)
{
	const struct problem *problem = search->problem;
	size_t clients = (size_t)problem->client_count;

	*settling = (struct settling){.search = search,
				      .steps = memory_allocate(clients, sizeof *settling->steps),
				      .reached = memory_allocate(clients, sizeof *settling->reached),
				      .week_first = memory_allocate((size_t)problem->week_count + 1, sizeof(int32_t))};
	for (int32_t day = 0; day < problem->day_count; day++)
		settling->week_first[problem->week_of_day[day] + 1] = day + 1;
	settle_ends_build(&settling->ends, search, settling->week_first);
}

void settle_hours(struct search *search)
{
	const struct values never = {{-1, -1, -1, -1, -1}};

	settle_hours_until(search, &never);
}

void settle_hours_until(struct search *search, const struct values *enough)
{
	int32_t clients = search->problem->client_count;
	struct settling settling;
	bool better = true;

	build(&settling, search);
	settling.enough = enough;
	find_ends(&settling);
	while (better) {
		better = false;
		for (int32_t client = 0; client < clients; client++) {
			progress_show("settling hours", (double)client / (double)clients);
			while (settle_client(&settling, client))
				better = true;
		}
	}
	work_add(WORK_SETTLING, settling.looks + settling.ends.looks);
	settle_ends_free(&settling.ends);
	free(settling.steps);
	free(settling.reached);
	free(settling.week_first);
}

struct values settle_foresee(struct search *search)
{
	struct plan plan = {0};

	search_store(search, &plan);
	settle_hours(search);
	struct values values = search->value;
	search_load(search, &plan);
	plan_free(&plan);
	return values;
}
