#include "planner/search/augment.h"

#include <stdlib.h>

#include "planner/base/memory.h"
#include "planner/search/moves_hours.h"
#include "planner/base/progress.h"
#include "planner/base/work.h"

#define CHAIN_MOST (SEARCH_LOG / 4) /* visits that one chain may change */
#define TRIES_MOST 400              /* chains of one client that are tried and do not hold */

/* One link of an augmenting path. `slot` is the care day to be covered at this link; to cover that of the link before,
 * `caregiver` was taken from the visit `displaced`. */
struct link {
	int32_t slot;      /* to be served */
	int32_t before;    /* link that it was displaced for; SEARCH_FREE: the first */
	int32_t caregiver; /* who comes to the slot of the link before, instead of to this client */
	int32_t displaced; /* her visit that is given up for it */
	int32_t length;
};

struct chains {
	struct search *search;
	struct link *links;
	int32_t link_count;
	uint32_t *reached;  /* [slot]: number of the search that reached it last */
	uint32_t number;    /* of this search: one for each visit that is looked for */
	int64_t work;       /* left */
	int32_t tries;      /* left */
	int64_t gain;       /* what the first client's visit is worth at most, scaled as in values.h */
	struct values best; /* before the chain */
};

/* What the visit of this slot changes in presence, if it comes (sign 1) or goes (-1). */
static int64_t visit_gain(const struct search *s, const struct search_slot *slot, int32_t sign)
{
	const int64_t *terms = s->point_terms + s->point_table[slot->client];
	int32_t most = s->problem->clients[slot->client].points_wanted;
	int32_t now = s->clients[slot->client].points, then = now + sign * slot->points;

	return terms[now < most ? now : most] - terms[then < most ? then : most];
}

/* The most that a visit more could bring to presence. */
static int64_t best_gain(const struct search *s, int32_t client)
{
	const struct search_client *c = &s->clients[client];
	int64_t best = 0;

	for (int32_t i = c->slot_first; i < c->slot_first + c->slot_count; i++) {
		int64_t gain = s->slots[i].caregiver == SEARCH_FREE ? visit_gain(s, &s->slots[i], 1) : 0;
		if (gain > best)
			best = gain;
	}
	return best;
}

/* Units that the other visits of a cell and its week could give. */
static int32_t shrinkable_on(const struct search *s, const struct search_cell *cell, int32_t except)
{
	int32_t units = 0;

	for (int32_t i = 0; i < cell->count; i++) {
		int32_t index = search_visit_of(s, cell, i);
		if (index != except)
			units += s->slots[index].units - s->slots[index].shortest;
	}
	return units;
}

static int32_t shrinkable_in_week(const struct search *s, const struct search_cell *cell, int32_t except)
{
	const struct search_cell *first = cell, *end = s->cells + s->cell_count;
	int32_t units = 0;

	while (first > s->cells && first[-1].week == cell->week)
		first--;
	for (; first < end && first->week == cell->week; first++)
		units += shrinkable_on(s, first, except);
	return units;
}

/* Could the cell take a visit so short once another (SEARCH_FREE: none) has gone, and all are as short as can be? */
static bool would_fit(const struct search *s, const struct search_cell *cell, int32_t units, int32_t gone)
{
	int32_t travel = s->problem->policy->travel_units, freed = 0, freed_here = 0;
	int32_t count = cell->count;

	if (gone != SEARCH_FREE) {
		const struct search_slot *slot = &s->slots[gone];
		const struct search_cell *from = moves_cell_of_slot(s, slot);
		freed = slot->units + (from->count > 1 ? travel : 0);
		freed_here = from == cell ? freed : 0;
		count -= from == cell;
	}
	int32_t needed = units + (count > 0 ? travel : 0);
	return cell->capacity - cell->load + freed_here + shrinkable_on(s, cell, gone) >= needed &&
	       s->week_capacity[cell->week] - s->week_load[cell->week] + freed + shrinkable_in_week(s, cell, gone) >=
		       needed;
}

/* Serves a link's slot, once what stood in the way has gone. */
static bool serve(struct search *s, int32_t index, int32_t caregiver)
{
	const struct search_slot *slot = &s->slots[index];
	struct search_cell *cell = search_cell_of(s, caregiver, slot->day);

	search_set(s, index, caregiver, slot->shortest);
	return !s->overflow && moves_shed_own(s, slot->client, index) && moves_make_room(s, cell, index);
}

/* The chain that ends in this link, whose slot this caregiver serves (SEARCH_FREE: nobody). */
static bool try_chain(struct chains *chains, int32_t at, int32_t caregiver)
{
	struct search *s = chains->search;
	bool holds = true;

	chains->tries--;
	for (int32_t i = at; chains->links[i].before != SEARCH_FREE; i = chains->links[i].before)
		search_set(s, chains->links[i].displaced, SEARCH_FREE, 0);
	for (int32_t i = at; i != SEARCH_FREE && holds; i = chains->links[i].before) {
		if (caregiver != SEARCH_FREE)
			holds = serve(s, chains->links[i].slot, caregiver);
		caregiver = chains->links[i].caregiver;
	}
	int32_t changed = s->log_count;
	for (int32_t i = 0; i < changed && holds; i++) {
		const struct search_slot *slot = &s->slots[s->log[i].slot];
		if (s->log[i].caregiver != SEARCH_FREE)
			moves_settle(s, search_cell_of(s, s->log[i].caregiver, slot->day));
		if (slot->caregiver != SEARCH_FREE)
			moves_settle(s, moves_cell_of_slot(s, slot));
		moves_settle_client(s, slot->client, SEARCH_FREE);
	}
	bool better = false, worse = false;
	if (holds && search_is_feasible(s) && search_is_within_walls(s)) {
		int last = (int)problem_tier(s->problem, KIND_PRESENCE);
		for (int t = 0; t <= last && !better && !worse; t++) {
			better = s->value.scaled[t] < chains->best.scaled[t];
			worse = s->value.scaled[t] > chains->best.scaled[t];
		}
	}
	if (better)
		search_keep(s);
	else
		search_undo(s);
	return better;
}

static void reach(struct chains *chains, int32_t slot, struct link link)
{
	const struct search *s = chains->search;

	if (chains->reached[slot] == chains->number || s->slots[slot].candidate_count == 0 ||
	    chains->link_count == s->slot_count)
		return;
	chains->reached[slot] = chains->number;
	link.slot = slot;
	chains->links[chains->link_count++] = link;
}

/* A visit of hers that makes way: somebody else comes on that day, or on another one on which nobody does yet. */
static void displace(struct chains *chains, int32_t at, int32_t caregiver, int32_t visit)
{
	const struct search *s = chains->search;
	const struct search_slot *slot = &s->slots[visit];
	const struct search_client *c = &s->clients[slot->client];
	struct link link = {SEARCH_FREE, at, caregiver, visit, chains->links[at].length + 1};

	if (slot->pinned != SEARCH_FREE)
		return;
	reach(chains, visit, link);
	for (int32_t j = c->slot_first; j < c->slot_first + c->slot_count; j++)
		if (s->slots[j].caregiver == SEARCH_FREE)
			reach(chains, j, link);
}

/* Visits of the caregiver that could make way for the slot: of the day, or of the week where that is what is full. */
static void displace_for(struct chains *chains, int32_t at, const struct search_cell *cell, int32_t caregiver)
{
	const struct search *s = chains->search;
	int32_t shortest = s->slots[chains->links[at].slot].shortest;
	const struct search_cell *first = cell, *end = cell + 1;

	if (cell->capacity >= shortest && would_fit(s, cell, shortest, SEARCH_FREE))
		return;
	while (first > s->cells && first[-1].week == cell->week)
		first--;
	while (end < s->cells + s->cell_count && end->week == cell->week)
		end++;
	for (; first < end; first++)
		for (int32_t i = 0; i < first->count; i++) {
			int32_t visit = search_visit_of(s, first, i);
			chains->work--;
			if (chains->reached[visit] != chains->number && would_fit(s, cell, shortest, visit))
				displace(chains, at, caregiver, visit);
		}
}

/* Who could serve the slot of this link? True if a chain that ends here was kept. */
static bool follow(struct chains *chains, int32_t at)
{
	struct search *s = chains->search;
	const struct link *link = &chains->links[at];
	const struct search_slot *slot = &s->slots[link->slot];

	/* What is lost is the visit that made way, which may have been on another day than this slot. */
	if (link->before != SEARCH_FREE && visit_gain(s, &s->slots[link->displaced], -1) + chains->gain > 0 &&
	    slot->client != s->slots[chains->links[0].slot].client && try_chain(chains, at, SEARCH_FREE))
		return true;
	for (int32_t j = 0; j < slot->candidate_count && chains->tries > 0; j++) {
		int32_t caregiver = s->candidates[slot->candidate_first + j];
		const struct search_cell *cell = search_cell_of(s, caregiver, slot->day);
		if (link->before != SEARCH_FREE && caregiver == s->slots[link->displaced].caregiver &&
		    s->slots[link->displaced].day == slot->day)
			continue;
		chains->work--;
		if (would_fit(s, cell, slot->shortest, SEARCH_FREE) && try_chain(chains, at, caregiver))
			return true;
		if (link->length < CHAIN_MOST)
			displace_for(chains, at, cell, caregiver);
	}
	return false;
}

static bool augment_client(struct chains *chains, int32_t client)
{
	const struct search *s = chains->search;
	const struct search_client *c = &s->clients[client];

	chains->number++;
	chains->link_count = 0;
	chains->tries = TRIES_MOST;
	chains->gain = best_gain(s, client);
	chains->best = s->value;
	for (int32_t j = c->slot_first; j < c->slot_first + c->slot_count; j++)
		if (s->slots[j].caregiver == SEARCH_FREE)
			reach(chains, j, (struct link){SEARCH_FREE, SEARCH_FREE, SEARCH_FREE, SEARCH_FREE, 0});
	for (int32_t at = 0; at < chains->link_count && chains->tries > 0 && chains->work > 0; at++)
		if (follow(chains, at))
			return true;
	return false;
}

void augment_visits(struct search *s, int64_t work)
{
	struct chains chains = {
		.search = s,
		.links = memory_allocate((size_t)s->slot_count, sizeof *chains.links),
		.reached = memory_allocate((size_t)s->slot_count, sizeof *chains.reached),
		.work = work,
	};
	bool better = true;

	while (better && chains.work > 0) {
		better = false;
		for (int32_t client = 0; client < s->problem->client_count; client++) {
			progress_show("chains of visits", 1 - (double)chains.work / (double)work);
			while (best_gain(s, client) > 0 && chains.work > 0 && augment_client(&chains, client))
				better = true;
		}
	}
	work_add(WORK_CHAINS, work - chains.work);
	free(chains.links);
	free(chains.reached);
}
