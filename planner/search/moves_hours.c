/* Hours around a move: what visits are worth longer or shorter, once somebody has come or gone. */
#include "planner/search/moves_hours.h"

#define SETTLE_STEPS 32 /* unit trades in one cell after a move; more change nothing worth it */
#define TOO_SMALL 1e-9  /* gains below this are rounding */

/* Change of energy when a visit gets units more (or fewer). */
static double unit_gain(const struct search *s, const struct search_slot *slot, int32_t units)
{
	double gain = search_hour_gain(s, slot->client, units) + (slot->mediated ? s->weights.mediated * units : 0);

	if (slot->previous == slot->caregiver)
		gain += s->weights.dropped * (search_lost_part(slot, slot->caregiver, slot->units + units) -
					      search_lost_part(slot, slot->caregiver, slot->units));
	return gain;
}

/* The visit of the cell whose energy falls most with a unit more, and the one that suffers least with one less. */
struct claims {
	int32_t taker, giver; /* slots, or SEARCH_FREE */
	double take, give;    /* changes of energy */
};

static struct claims weigh_claims(const struct search *s, const struct search_cell *cell)
{
	struct claims claims = {SEARCH_FREE, SEARCH_FREE, 1e30, 1e30};

	for (int32_t i = 0; i < cell->count; i++) {
		int32_t index = search_visit_of(s, cell, i);
		const struct search_slot *slot = &s->slots[index];
		if (slot->units < slot->longest) {
			double take = unit_gain(s, slot, 1);
			if (take < claims.take) {
				claims.take = take;
				claims.taker = index;
			}
		}
		if (slot->units > slot->shortest) {
			double give = unit_gain(s, slot, -1);
			if (give < claims.give) {
				claims.give = give;
				claims.giver = index;
			}
		}
	}
	return claims;
}

void moves_settle(struct search *s, struct search_cell *cell)
{
	for (int step = 0; step < SETTLE_STEPS && !s->overflow; step++) {
		struct claims claims = weigh_claims(s, cell);
		if (claims.take < -TOO_SMALL && search_room(s, cell) > 0) {
			moves_lengthen(s, claims.taker, 1);
		} else if (claims.give < -TOO_SMALL) {
			moves_lengthen(s, claims.giver, -1);
		} else if (claims.take + claims.give < -TOO_SMALL && claims.taker != claims.giver) {
			moves_lengthen(s, claims.giver, -1);
			moves_lengthen(s, claims.taker, 1);
		} else {
			break;
		}
	}
}

static void settle_slot(struct search *s, int32_t index)
{
	if (s->slots[index].caregiver != SEARCH_FREE)
		moves_settle(s, moves_cell_of_slot(s, &s->slots[index]));
}

/* Units that the move in hand has given a client more. */
static int32_t units_gained(const struct search *s, int32_t client)
{
	int32_t gained = 0;

	for (int32_t i = 0; i < s->log_count; i++) {
		const struct search_slot *slot = &s->slots[s->log[i].slot];
		gained += slot->client == client ? slot->units - s->log[i].units : 0;
	}
	return gained;
}

void moves_settle_client(struct search *s, int32_t client, int32_t except)
{
	const struct search_client *c = &s->clients[client];

	if (units_gained(s, client) == 0)
		return;
	for (int32_t j = c->slot_first; j < c->slot_first + c->slot_count; j++)
		if (j != except)
			settle_slot(s, j);
}

/* A unit less for somebody in the week of this cell; only the cell itself if its day is what binds. */
static bool shrink_one(struct search *s, const struct search_cell *cell, int32_t except)
{
	int32_t first = (int32_t)(cell - s->cells), last = first, best = SEARCH_FREE;
	double best_give = 1e30;

	if (cell->load <= cell->capacity) {
		while (first > 0 && s->cells[first - 1].week == cell->week)
			first--;
		while (last + 1 < s->cell_count && s->cells[last + 1].week == cell->week)
			last++;
	}
	for (int32_t at = first; at <= last; at++)
		for (int32_t i = 0; i < s->cells[at].count; i++) {
			int32_t index = search_visit_of(s, &s->cells[at], i);
			const struct search_slot *slot = &s->slots[index];
			if (index == except || slot->units <= slot->shortest)
				continue;
			double give = unit_gain(s, slot, -1);
			if (give < best_give) {
				best_give = give;
				best = index;
			}
		}
	if (best == SEARCH_FREE)
		return false;
	moves_lengthen(s, best, -1);
	return !s->overflow;
}

bool moves_make_room(struct search *s, const struct search_cell *cell, int32_t except)
{
	while (search_room(s, cell) < 0)
		if (!shrink_one(s, cell, except))
			return false;
	return true;
}

bool moves_shed_own(struct search *s, int32_t client, int32_t except)
{
	const struct search_client *c = &s->clients[client];

	while (c->planned > c->left) {
		int32_t longest = SEARCH_FREE;
		for (int32_t j = c->slot_first; j < c->slot_first + c->slot_count; j++)
			if (j != except && s->slots[j].units > s->slots[j].shortest &&
			    (longest == SEARCH_FREE || s->slots[j].units > s->slots[longest].units))
				longest = j;
		if (longest == SEARCH_FREE || s->overflow)
			return false;
		moves_lengthen(s, longest, -1);
	}
	return true;
}
