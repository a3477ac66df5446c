#include "planner/search/moves.h"

#include "planner/search/moves_hours.h"

static int32_t random_slot(struct search *s)
{
	return (int32_t)search_random(s, (uint32_t)s->slot_count);
}

/* A care day without a visit; or SEARCH_FREE. */
static int32_t random_free_slot(struct search *s)
{
	return s->free_count > 0 ? s->free_slots[search_random(s, (uint32_t)s->free_count)] : SEARCH_FREE;
}

static bool is_movable(const struct search_slot *slot)
{
	return slot->pinned == SEARCH_FREE && slot->caregiver != SEARCH_FREE;
}

/* A visit gives up units, and whoever has the largest claim to them takes them. */
static bool shorten(struct search *s, int32_t index)
{
	struct search_slot *slot = &s->slots[index];
	int32_t most = slot->units - slot->shortest, units = 1 + (int32_t)search_random(s, 3);

	if (most == 0)
		return false;
	moves_lengthen(s, index, -(units < most ? units : most));
	moves_settle(s, moves_cell_of_slot(s, slot));
	moves_settle_client(s, slot->client, index);
	return true;
}

static bool move_units(struct search *s)
{
	int32_t index = random_slot(s);
	struct search_slot *slot = &s->slots[index];

	if (slot->caregiver == SEARCH_FREE)
		return false;
	if (search_random(s, 4) == 0)
		return shorten(s, index);
	if (slot->units >= slot->longest)
		return false;
	int32_t most = slot->longest - slot->units, units = 1 + (int32_t)search_random(s, 3);
	struct search_cell *cell = moves_cell_of_slot(s, slot);
	search_set(s, index, slot->caregiver, slot->units + (units < most ? units : most));
	if (!moves_shed_own(s, slot->client, index) || !moves_make_room(s, cell, index))
		return false;
	/* Who had to give may regrow elsewhere. */
	int32_t changed = s->log_count;
	for (int32_t i = 0; i < changed && !s->overflow; i++)
		if (s->log[i].slot != index)
			moves_settle_client(s, s->slots[s->log[i].slot].client, s->log[i].slot);
	return true;
}

static bool move_insert(struct search *s)
{
	int32_t index = random_free_slot(s);

	if (index == SEARCH_FREE)
		return false;
	const struct search_slot *slot = &s->slots[index];
	if (s->clients[slot->client].visits >= s->problem->clients[slot->client].visits_wanted)
		return false;
	int32_t caregiver =
		search_random(s, 2) ? moves_roomy_candidate(s, slot, SEARCH_FREE) : moves_random_candidate(s, slot);
	if (caregiver == SEARCH_FREE || !moves_place(s, index, caregiver))
		return false;
	moves_settle_client(s, slot->client, index);
	return true;
}

static bool move_remove(struct search *s)
{
	int32_t index = random_slot(s);
	struct search_slot *slot = &s->slots[index];

	if (!is_movable(slot))
		return false;
	struct search_cell *cell = moves_cell_of_slot(s, slot);
	search_set(s, index, SEARCH_FREE, 0);
	moves_settle(s, cell);
	moves_settle_client(s, slot->client, index);
	return true;
}

static bool move_shift(struct search *s)
{
	int32_t index = random_slot(s);
	struct search_slot *slot = &s->slots[index];

	if (!is_movable(slot))
		return false;
	int32_t to = moves_free_slot_of(s, slot->client);
	if (to == SEARCH_FREE)
		return false;
	struct search_cell *cell = moves_cell_of_slot(s, slot);
	int32_t caregiver = search_random(s, 2) ? moves_roomy_candidate(s, &s->slots[to], SEARCH_FREE)
						: moves_random_candidate(s, &s->slots[to]);
	if (caregiver == SEARCH_FREE)
		return false;
	search_set(s, index, SEARCH_FREE, 0);
	if (!moves_place(s, to, caregiver))
		return false;
	moves_settle(s, cell);
	moves_settle_client(s, slot->client, to);
	return true;
}

static bool move_eject(struct search *s)
{
	int32_t index = random_free_slot(s), given_up = SEARCH_FREE;

	if (index == SEARCH_FREE)
		return false;
	const struct search_slot *slot = &s->slots[index];
	const struct search_client *c = &s->clients[slot->client];
	if (c->visits >= s->problem->clients[slot->client].visits_wanted || search_random(s, 4) == 0) {
		given_up = c->slot_first + (int32_t)search_random(s, (uint32_t)c->slot_count);
		if (!is_movable(&s->slots[given_up]))
			return false;
	}
	int32_t caregiver = moves_random_candidate(s, slot);
	if (caregiver == SEARCH_FREE)
		return false;
	struct search_cell *cell = search_cell_of(s, caregiver, slot->day);
	if (cell->count == 0)
		return false;
	int32_t out = search_visit_of(s, cell, (int32_t)search_random(s, (uint32_t)cell->count));
	if (!is_movable(&s->slots[out]))
		return false;
	struct search_cell *left = NULL;
	if (given_up != SEARCH_FREE) {
		left = moves_cell_of_slot(s, &s->slots[given_up]);
		search_set(s, given_up, SEARCH_FREE, 0);
	}
	search_set(s, out, SEARCH_FREE, 0);
	if (!moves_place(s, index, caregiver) || !moves_rehouse(s, out, caregiver))
		return false;
	if (left != NULL)
		moves_settle(s, left);
	moves_settle_client(s, slot->client, index);
	return true;
}

/* Gives a visit to another caregiver, as long as it was if that fits, at least at its shortest. */
static bool hand_over(struct search *s, int32_t index, int32_t caregiver)
{
	struct search_slot *slot = &s->slots[index];
	struct search_cell *old = moves_cell_of_slot(s, slot), *new = search_cell_of(s, caregiver, slot->day);

	search_set(s, index, caregiver, slot->units);
	if (s->overflow)
		return false;
	while (search_room(s, new) < 0 && slot->units > slot->shortest)
		moves_lengthen(s, index, -1);
	if (!moves_make_room(s, new, index))
		return false;
	moves_settle(s, new);
	moves_settle(s, old);
	return true;
}

static bool move_reassign(struct search *s)
{
	int32_t index = random_slot(s);
	const struct search_slot *slot = &s->slots[index];

	if (!is_movable(slot))
		return false;
	int32_t caregiver =
		search_random(s, 2) ? moves_roomy_candidate(s, slot, slot->caregiver) : moves_random_candidate(s, slot);
	if (caregiver == SEARCH_FREE || caregiver == slot->caregiver || !hand_over(s, index, caregiver))
		return false;
	moves_settle_client(s, slot->client, index);
	return true;
}

/* Two visits of one day swap caregivers: each takes the other's length, or both keep their own. */
static bool swap(struct search *s, int32_t first, int32_t second)
{
	struct search_slot *a = &s->slots[first], *b = &s->slots[second];
	int32_t with_a = a->caregiver, with_b = b->caregiver, units_a = a->units, units_b = b->units;
	bool keep = search_random(s, 2) == 0;

	search_set(s, first, SEARCH_FREE, 0);
	search_set(s, second, with_a, moves_clamp_units(b, keep ? units_b : units_a));
	search_set(s, first, with_b, moves_clamp_units(a, keep ? units_a : units_b));
	if (s->overflow || !moves_shed_own(s, a->client, first) || !moves_shed_own(s, b->client, second))
		return false;
	struct search_cell *cell_a = moves_cell_of_slot(s, a), *cell_b = moves_cell_of_slot(s, b);
	while (search_room(s, cell_a) < 0 && a->units > a->shortest)
		moves_lengthen(s, first, -1);
	while (search_room(s, cell_b) < 0 && b->units > b->shortest)
		moves_lengthen(s, second, -1);
	if (!moves_make_room(s, cell_a, first) || !moves_make_room(s, cell_b, second))
		return false;
	moves_settle(s, cell_a);
	moves_settle(s, cell_b);
	moves_settle_client(s, a->client, first);
	moves_settle_client(s, b->client, second);
	return true;
}

/* A visit of the caregiver's day that could go to whom we want to free her from; or SEARCH_FREE. */
static int32_t partner_in(struct search *s, const struct search_cell *cell, int32_t other_caregiver)
{
	if (cell->count == 0)
		return SEARCH_FREE;
	int32_t at = (int32_t)search_random(s, (uint32_t)cell->count);
	for (int32_t i = 0; i < cell->count; i++) {
		int32_t index = search_visit_of(s, cell, at);
		if (is_movable(&s->slots[index]) && moves_is_candidate(s, &s->slots[index], other_caregiver))
			return index;
		at = at + 1 == cell->count ? 0 : at + 1;
	}
	return SEARCH_FREE;
}

static bool trade_with(struct search *s, int32_t index, int32_t caregiver)
{
	const struct search_slot *slot = &s->slots[index];

	if (caregiver == SEARCH_FREE || caregiver == slot->caregiver)
		return false;
	int32_t partner = partner_in(s, search_cell_of(s, caregiver, slot->day), slot->caregiver);
	return partner != SEARCH_FREE && swap(s, index, partner);
}

static bool move_swap(struct search *s)
{
	int32_t index = random_slot(s);

	return is_movable(&s->slots[index]) && trade_with(s, index, moves_random_candidate(s, &s->slots[index]));
}

static bool move_team(struct search *s)
{
	int32_t index = random_slot(s);
	const struct search_slot *slot = &s->slots[index];
	const struct search_client *c = &s->clients[slot->client];

	if (!is_movable(slot) || c->member_count < 2)
		return false;
	int32_t caregiver =
		s->members[c->member_first + (int32_t)search_random(s, (uint32_t)c->member_count)].caregiver;
	if (caregiver == slot->caregiver || !moves_is_candidate(s, slot, caregiver))
		return false;
	const struct search_cell *cell = search_cell_of(s, caregiver, slot->day);
	if (search_room(s, cell) >= moves_needed_units(s, slot, cell) || search_random(s, 4) == 0)
		return hand_over(s, index, caregiver);
	return trade_with(s, index, caregiver);
}

static bool move_back(struct search *s)
{
	return moves_put_back(s, random_slot(s));
}

bool moves_propose(struct search *s, enum move move)
{
	static bool (*const moves[MOVE_COUNT])(struct search *) = {
		[MOVE_UNITS] = move_units, [MOVE_INSERT] = move_insert, [MOVE_REMOVE] = move_remove,
		[MOVE_SHIFT] = move_shift, [MOVE_EJECT] = move_eject,   [MOVE_REASSIGN] = move_reassign,
		[MOVE_SWAP] = move_swap,   [MOVE_TEAM] = move_team,     [MOVE_BACK] = move_back,
	};

	if (moves[move](s) && search_is_feasible(s))
		return true;
	search_undo(s);
	return false;
}
