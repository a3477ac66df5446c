#include "planner/search/settle.h"

#include <stdlib.h>

#include "planner/base/memory.h"
#include "planner/base/progress.h"

#define PATH_MOST (SEARCH_LOG / 2 - 1)

/* How a client was reached: her visit gives a unit, and the visit of the client before her takes it. */
struct step {
	int32_t taker, giver; /* slots */
	int32_t before;       /* client, SEARCH_FREE: she is the first */
	int32_t length;
	bool is_reached;
};

struct settling {
	struct search *search;
	struct step *steps; /* [client] */
	int32_t *reached;   /* clients, in the order in which they were */
	int32_t reached_count;
};

/* Moves a unit along the path to this client, whose giver is the last to give; taker (or SEARCH_FREE) takes one
 * besides. Kept if the values get better. */
static bool try_path(struct settling *settling, int32_t client, int32_t taker)
{
	struct search *s = settling->search;
	struct values before = s->value;

	if (taker != SEARCH_FREE)
		search_set(s, taker, s->slots[taker].caregiver, s->slots[taker].units + 1);
	for (const struct step *step = &settling->steps[client]; step->before != SEARCH_FREE;
	     step = &settling->steps[step->before]) {
		search_set(s, step->giver, s->slots[step->giver].caregiver, s->slots[step->giver].units - 1);
		search_set(s, step->taker, s->slots[step->taker].caregiver, s->slots[step->taker].units + 1);
	}
	if (search_is_feasible(s) && values_compare(&s->value, &before) < 0) {
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

	if (step->is_reached || s->slots[giver].units <= s->slots[giver].shortest ||
	    settling->steps[client].length == PATH_MOST)
		return;
	*step = (struct step){taker, giver, client, settling->steps[client].length + 1, true};
	settling->reached[settling->reached_count++] = next;
}

/* Whose visits could give a unit to this one: of the same day, or of the same week where that is what is full. */
static void reach_from(struct settling *settling, int32_t client, int32_t taker)
{
	const struct search *s = settling->search;
	const struct search_slot *slot = &s->slots[taker];
	const struct search_cell *cell = search_cell_of(s, slot->caregiver, slot->day);
	bool by_week = cell->load < cell->capacity;

	for (int32_t day = by_week ? 0 : slot->day; day < (by_week ? s->problem->day_count : slot->day + 1); day++) {
		const struct search_cell *other = search_cell_of(s, slot->caregiver, day);
		for (int32_t i = 0; other->week == cell->week && i < other->count; i++)
			reach(settling, client, taker, search_visit_of(s, other, i));
	}
}

/* One unit more for this client, from whomever it is due. */
static bool settle_client(struct settling *settling, int32_t first)
{
	struct search *s = settling->search;

	for (int32_t i = 0; i < s->problem->client_count; i++)
		settling->steps[i].is_reached = false;
	settling->steps[first] = (struct step){SEARCH_FREE, SEARCH_FREE, SEARCH_FREE, 0, true};
	settling->reached[0] = first;
	settling->reached_count = 1;
	for (int32_t at = 0; at < settling->reached_count; at++) {
		int32_t client = settling->reached[at];
		if (at > 0 && try_path(settling, client, SEARCH_FREE))
			return true;
		const struct search_client *c = &s->clients[client];
		for (int32_t slot = c->slot_first; slot < c->slot_first + c->slot_count; slot++) {
			if (s->slots[slot].caregiver == SEARCH_FREE || s->slots[slot].units >= s->slots[slot].longest)
				continue;
			if (search_room(s, search_cell_of(s, s->slots[slot].caregiver, s->slots[slot].day)) > 0) {
				if (try_path(settling, client, slot))
					return true;
			} else
				reach_from(settling, client, slot);
		}
	}
	return false;
}

void settle_hours(struct search *search)
{
	size_t clients = (size_t)search->problem->client_count;
	struct settling settling = {.search = search,
				    .steps = memory_allocate(clients, sizeof *settling.steps),
				    .reached = memory_allocate(clients, sizeof *settling.reached)};
	bool better = true;

	while (better) {
		better = false;
		for (int32_t client = 0; client < search->problem->client_count; client++) {
			progress_show("settling hours", (double)client / (double)clients);
			while (settle_client(&settling, client))
				better = true;
		}
	}
	free(settling.steps);
	free(settling.reached);
}
