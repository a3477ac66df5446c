/* Back to the previous plan: a visit as it was, and what has come in its place elsewhere. */
#include "planner/search/moves_hours.h"

/* Is this visit here against the previous plan, so that it may be sent away again? */
static bool is_intruder(const struct search_slot *slot)
{
	return slot->pinned == SEARCH_FREE && slot->caregiver != slot->previous;
}

/* A visit of the cell that was not there before, looked for from a random place on; or SEARCH_FREE. */
static int32_t intruder_in(struct search *s, const struct search_cell *cell, int32_t except)
{
	if (cell->count == 0)
		return SEARCH_FREE;
	int32_t at = (int32_t)search_random(s, (uint32_t)cell->count);
	for (int32_t i = 0; i < cell->count; i++) {
		int32_t index = search_visit_of(s, cell, at);
		if (index != except && is_intruder(&s->slots[index]))
			return index;
		at = at + 1 == cell->count ? 0 : at + 1;
	}
	return SEARCH_FREE;
}

static bool has_room(const struct search *s, const struct search_slot *slot, int32_t caregiver)
{
	const struct search_cell *cell = search_cell_of(s, caregiver, slot->day);

	return search_room(s, cell) >= moves_needed_units(s, slot, cell);
}

/* Sends a visit away: to whom it was with before, to whom the visit that drives it out has left, or anywhere. */
static bool send_away(struct search *s, int32_t index, int32_t freed)
{
	const struct search_slot *slot = &s->slots[index];
	int32_t from = slot->caregiver, units = slot->units, to = SEARCH_FREE;

	search_set(s, index, SEARCH_FREE, 0);
	if (s->overflow)
		return false;
	if (slot->previous != SEARCH_FREE && slot->previous != from && moves_is_candidate(s, slot, slot->previous) &&
	    has_room(s, slot, slot->previous))
		to = slot->previous;
	else if (freed != SEARCH_FREE && freed != from && moves_is_candidate(s, slot, freed) &&
		 has_room(s, slot, freed))
		to = freed;
	if (to == SEARCH_FREE)
		return moves_rehouse(s, index, from);
	struct search_cell *cell = search_cell_of(s, to, slot->day);
	int32_t room = search_room(s, cell) - (cell->count > 0 ? s->problem->policy->travel_units : 0);
	search_set(s, index, to, moves_clamp_units(slot, units < room ? units : room));
	return !s->overflow && moves_shed_own(s, slot->client, index);
}

/* Her other visits give way: shorter first, then one that was not there before goes. */
static bool shed_client(struct search *s, int32_t index)
{
	const struct search_slot *slot = &s->slots[index];
	const struct search_client *c = &s->clients[slot->client];

	if (c->visits > s->problem->clients[slot->client].visits_wanted || search_random(s, 4) == 0) {
		int32_t at = c->slot_first + (int32_t)search_random(s, (uint32_t)c->slot_count);
		for (int32_t i = 0; i < c->slot_count; i++) {
			if (at != index && s->slots[at].caregiver != SEARCH_FREE && is_intruder(&s->slots[at])) {
				struct search_cell *cell = moves_cell_of_slot(s, &s->slots[at]);
				search_set(s, at, SEARCH_FREE, 0);
				moves_settle(s, cell);
				break;
			}
			at = at + 1 == c->slot_first + c->slot_count ? c->slot_first : at + 1;
		}
	}
	return moves_shed_own(s, slot->client, index);
}

/* Visits that were not there before leave the day, if need be the week, until the cell holds what it can. */
static bool clear_cell(struct search *s, struct search_cell *cell, int32_t index, int32_t freed)
{
	while (search_room(s, cell) < 0 && !s->overflow) {
		int32_t out = intruder_in(s, cell, index);
		struct search_cell *other = cell;
		for (int32_t step = 1; out == SEARCH_FREE && cell->load <= cell->capacity && step < 7; step++) {
			other = cell + (step % 2 ? -(step + 1) / 2 : step / 2);
			if (other >= s->cells && other < s->cells + s->cell_count && other->week == cell->week)
				out = intruder_in(s, other, index);
		}
		if (out == SEARCH_FREE || search_random(s, 4) == 0)
			return moves_make_room(s, cell, index);
		if (!send_away(s, out, freed))
			return false;
	}
	return !s->overflow;
}

bool moves_put_back(struct search *s, int32_t index)
{
	const struct search_slot *slot = &s->slots[index];
	int32_t old = slot->caregiver, previous = slot->previous;

	if (previous == SEARCH_FREE || !moves_is_candidate(s, slot, previous))
		return false;
	int32_t units = moves_clamp_units(slot, slot->previous_units);
	if (old == previous && slot->units == units)
		return false;
	struct search_cell *cell = search_cell_of(s, previous, slot->day);
	struct search_cell *left = old == SEARCH_FREE || old == previous ? NULL : search_cell_of(s, old, slot->day);
	search_set(s, index, previous, units);
	if (!shed_client(s, index) || !clear_cell(s, cell, index, old))
		return false;
	moves_settle(s, cell);
	if (left != NULL)
		moves_settle(s, left);
	int32_t changed = s->log_count;
	for (int32_t i = 0; i < changed && !s->overflow; i++)
		moves_settle_client(s, s->slots[s->log[i].slot].client, index);
	return !s->overflow;
}

bool moves_propose_back(struct search *s, int32_t index)
{
	if (moves_put_back(s, index) && search_is_feasible(s))
		return true;
	search_undo(s);
	return false;
}
