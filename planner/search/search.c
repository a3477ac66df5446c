#include "planner/search/search.h"

#include <assert.h>

#include "planner/base/memory.h"
#include "planner/search/terms.h"

static double energy_now(const struct search *s)
{
	const struct search_weights *weights = &s->weights;
	double energy =
		weights->mediated * (double)s->mediated_units + weights->caregiver * (double)s->excess_caregivers;

	for (int32_t i = 0; i < s->slot_count; i++)
		energy += weights->dropped * search_lost_part(&s->slots[i], s->slots[i].caregiver, s->slots[i].units);
	for (int32_t i = 0; i < s->problem->client_count; i++) {
		const struct search_client *c = &s->clients[i];
		energy += s->hour_energy[c->table + c->planned] + s->point_energy[s->point_table[i] + c->visits] +
			  weights->team * c->team;
	}
	return energy;
}

/* Energy tables of one client: the exact terms, weighed. */
static void weigh_client(struct search *s, int32_t index)
{
	const struct problem_client *client = &s->problem->clients[index];
	const struct search_weights *weights = &s->weights;
	const double *tier = weights->tier;
	int64_t table = s->clients[index].table;
	bool always = search_digital_always(s->problem);

	for (int32_t p = 0; p <= client->left_units; p++) {
		const int64_t *terms = s->hour_terms + (table + p) * HOUR_TERMS;
		double energy = tier[TIER_MINIMUM] * (double)terms[HOUR_MINIMUM] +
				tier[client->medical_tier] * (double)terms[HOUR_MEDICAL] +
				tier[client->rest_tier] * (double)terms[HOUR_REST];
		int32_t digital = search_digital_needed(client, p, always);
		s->hour_energy[table + p] = energy / (double)VALUES_SCALE + weights->unit * p +
					    weights->digital * (always ? client->digital_room - digital : digital);
	}
	table = s->point_table[index];
	for (int32_t n = 0; n <= client->points_wanted; n++)
		s->point_energy[table + n] =
			tier[client->presence_tier] * (double)s->point_terms[table + n] / (double)VALUES_SCALE;
}

void search_weigh(struct search *s, const struct search_weights *weights)
{
	s->weights = *weights;
	for (int32_t i = 0; i < s->problem->client_count; i++)
		weigh_client(s, i);
	search_refresh(s);
}

void search_refresh(struct search *s)
{
	s->energy = energy_now(s);
}

void search_wall_here(struct search *s)
{
	s->wall = s->value;
	s->mediated_wall = s->mediated_units;
}

void search_wall_none(struct search *s)
{
	for (int t = 0; t < TIER_COUNT; t++)
		s->wall.scaled[t] = INT64_MAX;
	s->mediated_wall = INT64_MAX;
}

void search_load(struct search *s, const struct plan *plan)
{
	/* A must stays, but at its shortest: as long as it was it might keep another visit of the plan out. */
	for (int32_t i = 0; i < s->slot_count; i++) {
		const struct search_slot *slot = &s->slots[i];
		if (slot->caregiver == SEARCH_FREE)
			continue;
		search_set(s, i, slot->pinned, slot->pinned == SEARCH_FREE ? 0 : slot->shortest);
		search_keep(s);
	}
	for (size_t i = 0; i < plan->visit_count; i++) {
		const struct visit *visit = &plan->visits[i];
		int32_t index = search_slot_on_day(s, visit->client, visit->day);
		if (index == SEARCH_FREE)
			continue;
		const struct search_slot *slot = &s->slots[index];
		bool may = visit->units >= slot->shortest && visit->units <= slot->longest &&
			   (slot->caregiver == SEARCH_FREE || slot->caregiver == visit->caregiver);
		bool candidate = false;
		for (int32_t j = 0; j < slot->candidate_count; j++)
			candidate |= s->candidates[slot->candidate_first + j] == visit->caregiver;
		if (!may || !candidate)
			continue;
		search_set(s, index, visit->caregiver, visit->units);
		if (search_is_feasible(s))
			search_keep(s);
		else
			search_undo(s);
	}
}

void search_store(const struct search *s, struct plan *plan)
{
	plan_reset(plan, s->problem);
	for (int32_t i = 0; i < s->slot_count; i++)
		if (s->slots[i].caregiver != SEARCH_FREE)
			plan_add_visit(plan, (struct visit){s->slots[i].client, s->slots[i].caregiver, s->slots[i].day,
							    s->slots[i].units});
	for (int32_t i = 0; i < s->problem->client_count; i++)
		plan->digital_units[i] = search_digital_needed(&s->problem->clients[i], s->clients[i].planned,
							       search_digital_always(s->problem));
	plan_sort(plan);
}

int64_t search_digital_regret(const struct search *s)
{
	bool always = search_digital_always(s->problem);
	int64_t total = 0;

	for (int32_t i = 0; i < s->problem->client_count; i++) {
		const struct problem_client *client = &s->problem->clients[i];
		int32_t digital = search_digital_needed(client, s->clients[i].planned, always);
		total += always ? client->digital_room - digital : digital;
	}
	return total;
}

struct values search_hour_change(const struct search *s, int32_t index, int32_t units)
{
	const struct search_client *c = &s->clients[index];
	const struct problem_client *client = &s->problem->clients[index];
	const int64_t *old = s->hour_terms + (c->table + c->planned) * HOUR_TERMS, *new = old + units *HOUR_TERMS;
	struct values change = {{0}};

	assert(c->planned <= c->left && c->planned + units >= 0 && c->planned + units <= c->left);
	change.scaled[TIER_MINIMUM] = new[HOUR_MINIMUM] - old[HOUR_MINIMUM];
	change.scaled[client->medical_tier] = new[HOUR_MEDICAL] - old[HOUR_MEDICAL];
	change.scaled[client->rest_tier] = new[HOUR_REST] - old[HOUR_REST];
	return change;
}

/* Changes a client's planned units and visits (of so many points), with all that hangs on them. */
static void change_client(struct search *s, int32_t index, int32_t units, int32_t visits, int32_t points)
{
	struct search_client *c = &s->clients[index];
	const struct problem_client *client = &s->problem->clients[index];
	int32_t before = c->planned, after = before + units, left = c->left;

	c->planned = after;
	if (units != 0) {
		/* In the middle of a move a client may hold more than is left; it counts as all that is left. */
		int64_t from = c->table + (before < left ? before : left),
			to = c->table + (after < left ? after : left);
		const int64_t *old = s->hour_terms + from * HOUR_TERMS, *new = s->hour_terms + to *HOUR_TERMS;
		s->value.scaled[TIER_MINIMUM] += new[HOUR_MINIMUM] - old[HOUR_MINIMUM];
		s->value.scaled[client->medical_tier] += new[HOUR_MEDICAL] - old[HOUR_MEDICAL];
		s->value.scaled[client->rest_tier] += new[HOUR_REST] - old[HOUR_REST];
		s->energy += s->hour_energy[to] - s->hour_energy[from];
	}
	if (visits != 0) {
		int32_t most = client->points_wanted, now = c->points + points;
		int64_t from = s->point_table[index] + (c->points < most ? c->points : most);
		int64_t to = s->point_table[index] + (now < most ? now : most);
		s->value.scaled[client->presence_tier] += s->point_terms[to] - s->point_terms[from];
		s->energy += s->point_energy[to] - s->point_energy[from];
		c->points = now;
		c->visits += visits;
	}
}

/* Counts a visit of a caregiver in (1) or out (-1) of the client's team. */
static void change_member(struct search *s, int32_t client, int32_t caregiver, int32_t step)
{
	struct search_client *c = &s->clients[client];
	struct search_member *list = s->members + c->member_first;
	int32_t j = 0, limit = s->problem->policy->max_caregivers;

	while (j < c->member_count && list[j].caregiver != caregiver)
		j++;
	if (j == c->member_count)
		list[c->member_count++] = (struct search_member){caregiver, 0, false};
	bool before = list[j].known || list[j].visits > 0;
	list[j].visits += step;
	bool after = list[j].known || list[j].visits > 0;
	if (before == after)
		return;
	int32_t old_excess = c->team > limit ? c->team - limit : 0;
	c->team += after ? 1 : -1;
	int32_t excess = c->team > limit ? c->team - limit : 0;
	s->excess_caregivers += excess - old_excess;
	s->energy += s->weights.caregiver * (excess - old_excess) + s->weights.team * (after ? 1 : -1);
	if (!after)
		list[j] = list[--c->member_count];
}

static void leave_cell(struct search *s, struct search_slot *slot)
{
	struct search_cell *cell = search_cell_of(s, slot->caregiver, slot->day);
	int32_t freed = slot->units + (cell->count > 1 ? s->problem->policy->travel_units : 0);

	cell->load -= freed;
	s->week_load[cell->week] -= freed;
	int32_t last = search_visit_of(s, cell, --cell->count);
	*search_place_of(s, cell, slot->position) = last;
	s->slots[last].position = slot->position;
}

/* Lists the slot among the free ones, or takes it off that list. */
static void list_free(struct search *s, int32_t index)
{
	s->slots[index].position = s->free_count;
	s->free_slots[s->free_count++] = index;
}

static void unlist_free(struct search *s, const struct search_slot *slot)
{
	int32_t last = s->free_slots[--s->free_count];

	s->free_slots[slot->position] = last;
	s->slots[last].position = slot->position;
}

static void enter_cell(struct search *s, int32_t index, int32_t caregiver, int32_t units)
{
	struct search_slot *slot = &s->slots[index];
	struct search_cell *cell = search_cell_of(s, caregiver, slot->day);
	int32_t taken = units + (cell->count > 0 ? s->problem->policy->travel_units : 0);

	cell->load += taken;
	s->week_load[cell->week] += taken;
	assert(cell->count < cell->most);
	slot->position = cell->count;
	*search_place_of(s, cell, cell->count++) = index;
}

/* Counts a visit in (1) or out (-1) of mediation. */
static void change_mediated(struct search *s, const struct search_slot *slot, int sign)
{
	if (slot->caregiver == SEARCH_FREE || !slot->mediated)
		return;
	s->mediated_units += sign * slot->units;
	s->energy += s->weights.mediated * (sign * slot->units);
}

/* Counts what is lost of the previous plan in this slot in (1) or out (-1). */
static void change_lost(struct search *s, const struct search_slot *slot, int sign)
{
	if (slot->previous == SEARCH_FREE)
		return;
	double part = search_lost_part(slot, slot->caregiver, slot->units);
	s->dropped_visits += part > 0 ? sign : 0;
	s->energy += s->weights.dropped * (sign * part);
}

static void apply(struct search *s, int32_t index, int32_t caregiver, int32_t units)
{
	struct search_slot *slot = &s->slots[index];
	int32_t old = slot->caregiver;

	change_mediated(s, slot, -1);
	change_lost(s, slot, -1);
	if (old == caregiver && old != SEARCH_FREE) {
		struct search_cell *cell = search_cell_of(s, old, slot->day);
		cell->load += units - slot->units;
		s->week_load[cell->week] += units - slot->units;
	} else {
		if (old != SEARCH_FREE) {
			leave_cell(s, slot);
			change_member(s, slot->client, old, -1);
		} else {
			unlist_free(s, slot);
		}
		if (caregiver != SEARCH_FREE) {
			enter_cell(s, index, caregiver, units);
			change_member(s, slot->client, caregiver, 1);
			slot->mediated = s->problem->caregivers[caregiver].provider !=
					 s->problem->clients[slot->client].provider;
		} else {
			list_free(s, index);
		}
	}
	int32_t visits = (caregiver != SEARCH_FREE) - (old != SEARCH_FREE);
	change_client(s, slot->client, units - slot->units, visits, visits * slot->points);
	slot->caregiver = caregiver;
	slot->units = units;
	change_mediated(s, slot, 1);
	change_lost(s, slot, 1);
}

void search_set(struct search *s, int32_t index, int32_t caregiver, int32_t units)
{
	const struct search_slot *slot = &s->slots[index];

	if (s->overflow)
		return;
	if (s->log_count == SEARCH_LOG) {
		s->overflow = true;
		return;
	}
	int32_t j = 0;
	while (j < s->log_count && s->log[j].slot != index)
		j++;
	if (j == s->log_count) /* undoing its first change is enough */
		s->log[s->log_count++] = (struct search_change){index, slot->caregiver, slot->units};
	apply(s, index, caregiver, units);
}

/* Days in a row (C9): the row through this day, the past before day 0 counted. */
static bool row_holds(const struct search *s, int32_t caregiver, int32_t day)
{
	const struct problem_caregiver *k = &s->problem->caregivers[caregiver];
	int32_t from = day, to = day;

	if (k->row_limit == 0)
		return true;
	while (from > 0 && search_cell_of(s, caregiver, from - 1)->count > 0)
		from--;
	while (to + 1 < s->problem->day_count && search_cell_of(s, caregiver, to + 1)->count > 0)
		to++;
	return to - from + 1 + (from == 0 ? k->past_run : 0) <= k->row_limit;
}

/* Could the cell have been empty before the move? Only then can a row of days have grown, and then all visits that it
 * holds have come by the move. Most moves bring one or two, which are not counted: to look at the row costs less. */
static bool may_have_been_empty(const struct search *s, const struct search_cell *cell)
{
	int32_t come = 0;

	if (cell->count <= 2)
		return true;
	if (cell->count > s->log_count)
		return false;
	for (int32_t i = 0; i < s->log_count; i++) {
		const struct search_slot *slot = &s->slots[s->log[i].slot];
		come += slot->caregiver != SEARCH_FREE && slot->caregiver != s->log[i].caregiver &&
			search_cell_of(s, slot->caregiver, slot->day) == cell;
	}
	return come == cell->count;
}

bool search_is_feasible(const struct search *s)
{
	if (s->overflow)
		return false;
	for (int32_t i = 0; i < s->log_count; i++) {
		const struct search_slot *slot = &s->slots[s->log[i].slot];
		const struct search_client *client = &s->clients[slot->client];
		if (client->planned > client->left)
			return false;
		if (slot->caregiver == SEARCH_FREE)
			continue;
		const struct search_cell *cell = search_cell_of(s, slot->caregiver, slot->day);
		if (cell->load > cell->capacity || s->week_load[cell->week] > s->week_capacity[cell->week])
			return false;
		if (may_have_been_empty(s, cell) && !row_holds(s, slot->caregiver, slot->day))
			return false;
	}
	return true;
}

bool search_is_within_walls(const struct search *s)
{
	for (int t = 0; t < TIER_COUNT; t++)
		if (s->value.scaled[t] > s->wall.scaled[t])
			return false;
	return s->mediated_units <= s->mediated_wall;
}

void search_keep(struct search *s)
{
	s->log_count = 0;
	s->overflow = false;
}

void search_undo(struct search *s)
{
	while (s->log_count > 0) {
		const struct search_change *change = &s->log[--s->log_count];
		apply(s, change->slot, change->caregiver, change->units);
	}
	s->overflow = false;
}
