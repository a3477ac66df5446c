/* Where a visit could go, and putting it there. */
#include "planner/search/moves_hours.h"

#define ROOM_LOOKS 12 /* caregivers asked for room before the move is given up */

int32_t moves_random_candidate(struct search *s, const struct search_slot *slot)
{
	if (slot->candidate_count == 0)
		return SEARCH_FREE;
	return s->candidates[slot->candidate_first + (int32_t)search_random(s, (uint32_t)slot->candidate_count)];
}

int32_t moves_needed_units(const struct search *s, const struct search_slot *slot, const struct search_cell *cell)
{
	return slot->shortest + (cell->count > 0 ? s->problem->policy->travel_units : 0);
}

int32_t moves_roomy_candidate(struct search *s, const struct search_slot *slot, int32_t except)
{
	if (slot->candidate_count == 0)
		return SEARCH_FREE;
	int32_t at = (int32_t)search_random(s, (uint32_t)slot->candidate_count);
	for (int32_t j = 0; j < slot->candidate_count && j < ROOM_LOOKS; j++) {
		int32_t caregiver = s->candidates[slot->candidate_first + at];
		const struct search_cell *cell = search_cell_of(s, caregiver, slot->day);
		if (caregiver != except && search_room(s, cell) >= moves_needed_units(s, slot, cell))
			return caregiver;
		if (++at == slot->candidate_count)
			at = 0;
	}
	return SEARCH_FREE;
}

int32_t moves_free_slot_of(struct search *s, int32_t client)
{
	const struct search_client *c = &s->clients[client];
	int32_t at = c->slot_first + (int32_t)search_random(s, (uint32_t)c->slot_count);

	for (int32_t j = 0; j < c->slot_count; j++) {
		if (s->slots[at].caregiver == SEARCH_FREE && s->slots[at].candidate_count > 0)
			return at;
		if (++at == c->slot_first + c->slot_count)
			at = c->slot_first;
	}
	return SEARCH_FREE;
}

bool moves_place(struct search *s, int32_t index, int32_t caregiver)
{
	struct search_slot *slot = &s->slots[index];
	struct search_cell *cell = search_cell_of(s, caregiver, slot->day);

	search_set(s, index, caregiver, slot->shortest);
	if (s->overflow || !moves_shed_own(s, slot->client, index) || !moves_make_room(s, cell, index))
		return false;
	moves_settle(s, cell);
	return true;
}

bool moves_rehouse(struct search *s, int32_t index, int32_t not_with)
{
	const struct search_slot *slot = &s->slots[index];
	int32_t caregiver = moves_roomy_candidate(s, slot, not_with), to = index;

	if (caregiver == SEARCH_FREE || search_random(s, 4) == 0) {
		int32_t other = moves_free_slot_of(s, slot->client);
		int32_t elsewhere = other == SEARCH_FREE || other == index
					  ? SEARCH_FREE
					  : moves_roomy_candidate(s, &s->slots[other], SEARCH_FREE);
		if (elsewhere != SEARCH_FREE) {
			to = other;
			caregiver = elsewhere;
		}
	}
	if (caregiver == SEARCH_FREE) {
		moves_settle_client(s, slot->client, index);
		return true;
	}
	return moves_place(s, to, caregiver);
}

bool moves_is_candidate(const struct search *s, const struct search_slot *slot, int32_t caregiver)
{
	for (int32_t j = 0; j < slot->candidate_count; j++)
		if (s->candidates[slot->candidate_first + j] == caregiver)
			return true;
	return false;
}

int32_t moves_clamp_units(const struct search_slot *slot, int32_t units)
{
	return units < slot->shortest ? slot->shortest : units > slot->longest ? slot->longest : units;
}
