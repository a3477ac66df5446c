#include <stdlib.h>

#include "planner/base/memory.h"
#include "planner/search/settle_private.h"

/* Far beyond any cost, but a sum with it stays a number. */
static const struct values no_end = {{INT64_MAX / 2, INT64_MAX / 2, INT64_MAX / 2, INT64_MAX / 2, INT64_MAX / 2}};
static const struct values no_loss = {{0}};

/* A client and what a unit less costs her; or what an end of a path in a caregiver's time costs, which is nothing. */
struct settle_loss {
	struct values change;
	int32_t client;
	bool gives; /* false: one of her own visits may grow into its caregiver's time */
};

void settle_ends_build(struct settle_ends *ends, const struct search *search, const int32_t *week_first)
{
	size_t clients = (size_t)search->problem->client_count;

	*ends = (struct settle_ends){.search = search, .week_first = week_first};
	ends->least = memory_allocate(clients, sizeof *ends->least);
	ends->losses = memory_allocate(2 * clients, sizeof *ends->losses);
	ends->queue = memory_allocate(clients, sizeof *ends->queue);
	ends->is_queued = memory_allocate(clients, sizeof *ends->is_queued);
}

void settle_ends_free(struct settle_ends *ends)
{
	free(ends->least);
	free(ends->losses);
	free(ends->queue);
	free(ends->is_queued);
	*ends = (struct settle_ends){0};
}

static void lower(struct settle_ends *ends, int32_t client, const struct values *end)
{
	int32_t clients = ends->search->problem->client_count;

	if (values_compare(end, &ends->least[client]) >= 0)
		return;
	ends->least[client] = *end;
	if (ends->is_queued[client])
		return;
	ends->is_queued[client] = true;
	ends->queue[(ends->queue_first + ends->queue_count++) % clients] = client;
}

/* May this visit grow, but only by units of others? */
static bool takes(const struct search_slot *slot)
{
	return slot->caregiver != SEARCH_FREE && slot->units < slot->longest;
}

static bool gives(const struct search_slot *slot)
{
	return slot->caregiver != SEARCH_FREE && slot->units > slot->shortest;
}

/* Lowers all clients from whom an edge leads to this one. */
static void lower_before(struct settle_ends *ends, int32_t client, const struct values *end)
{
	const struct search *s = ends->search;
	const struct search_client *c = &s->clients[client];

	for (int32_t index = c->slot_first; index < c->slot_first + c->slot_count; index++) {
		const struct search_slot *slot = &s->slots[index];
		if (!gives(slot))
			continue;
		int32_t week = s->problem->week_of_day[slot->day];
		for (int32_t day = ends->week_first[week]; day < ends->week_first[week + 1]; day++) {
			const struct search_cell *cell = search_cell_of(s, slot->caregiver, day);
			if (search_room(s, cell) > 0 || (day != slot->day && cell->load >= cell->capacity))
				continue;
			ends->looks += cell->count;
			for (int32_t i = 0; i < cell->count; i++) {
				const struct search_slot *taker = &s->slots[search_visit_of(s, cell, i)];
				if (takes(taker))
					lower(ends, taker->client, end);
			}
		}
	}
}

/* Whose bound fell lowers those before her. */
static void lower_queued(struct settle_ends *ends)
{
	int32_t clients = ends->search->problem->client_count;

	while (ends->queue_count > 0) {
		int32_t client = ends->queue[ends->queue_first];
		struct values end = ends->least[client];
		ends->queue_first = (ends->queue_first + 1) % clients;
		ends->queue_count--;
		ends->is_queued[client] = false;
		lower_before(ends, client, &end);
	}
}

static int compare_losses(const void *left, const void *right)
{
	const struct settle_loss *a = left, *b = right;
	int order = values_compare(&a->change, &b->change);

	if (order != 0)
		return order;
	if (a->client != b->client)
		return a->client < b->client ? -1 : 1;
	return a->gives - b->gives;
}

static bool has_open_visit(const struct search *s, const struct search_client *c)
{
	for (int32_t i = c->slot_first; i < c->slot_first + c->slot_count; i++)
		if (takes(&s->slots[i]) &&
		    search_room(s, search_cell_of(s, s->slots[i].caregiver, s->slots[i].day)) > 0)
			return true;
	return false;
}

/* The cheapest ends first: so each client gets her bound once. */
void settle_ends_find(struct settle_ends *ends)
{
	const struct search *s = ends->search;
	size_t count = 0;

	for (int32_t i = 0; i < s->problem->client_count; i++) {
		ends->least[i] = no_end;
		ends->looks += s->clients[i].slot_count;
		if (has_open_visit(s, &s->clients[i]))
			ends->losses[count++] = (struct settle_loss){no_loss, i, false};
		if (s->clients[i].planned > 0)
			ends->losses[count++] = (struct settle_loss){search_hour_change(s, i, -1), i, true};
	}
	qsort(ends->losses, count, sizeof *ends->losses, compare_losses);
	for (size_t i = 0; i < count; i++) {
		const struct settle_loss *loss = &ends->losses[i];
		if (loss->gives)
			lower_before(ends, loss->client, &loss->change);
		else
			lower(ends, loss->client, &loss->change);
		lower_queued(ends);
	}
}

/* The ends that a visit opens to its client: its own growth, and what the clients who give to it have. */
static void lower_by_visit(struct settle_ends *ends, const struct search_slot *slot)
{
	const struct search *s = ends->search;
	const struct search_cell *cell = search_cell_of(s, slot->caregiver, slot->day);

	if (!takes(slot))
		return;
	if (search_room(s, cell) > 0) {
		lower(ends, slot->client, &no_loss);
		return;
	}
	struct settle_days days = settle_days_giving(s, ends->week_first, cell, slot->day);
	for (int32_t day = days.first; day < days.end; day++) {
		const struct search_cell *other = search_cell_of(s, slot->caregiver, day);
		ends->looks += other->count;
		for (int32_t i = 0; i < other->count; i++) {
			const struct search_slot *giver = &s->slots[search_visit_of(s, other, i)];
			if (giver->client == slot->client || !gives(giver))
				continue;
			struct values loss = search_hour_change(s, giver->client, -1);
			lower(ends, slot->client, &loss);
			lower(ends, slot->client, &ends->least[giver->client]);
		}
	}
}

void settle_ends_follow(struct settle_ends *ends, int32_t first, int32_t last)
{
	const struct search *s = ends->search;
	int32_t week_before = -1;

	/* Edges have come only among the visits of weeks in which one has changed. */
	for (int32_t i = 0; i < s->log_count; i++) {
		const struct search_slot *changed = &s->slots[s->log[i].slot];
		int32_t week = search_cell_of(s, changed->caregiver, changed->day)->week;
		int32_t of_problem = s->problem->week_of_day[changed->day];
		if (week == week_before)
			continue;
		week_before = week;
		for (int32_t day = ends->week_first[of_problem]; day < ends->week_first[of_problem + 1]; day++) {
			const struct search_cell *cell = search_cell_of(s, changed->caregiver, day);
			for (int32_t j = 0; j < cell->count; j++)
				lower_by_visit(ends, &s->slots[search_visit_of(s, cell, j)]);
		}
	}
	/* What a unit less costs has changed for these two alone. */
	struct values loss = search_hour_change(s, first, -1);
	lower_before(ends, first, &loss);
	if (last != first && s->clients[last].planned > 0) {
		loss = search_hour_change(s, last, -1);
		lower_before(ends, last, &loss);
	}
	lower_queued(ends);
}
