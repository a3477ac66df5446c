/* The state of the search before its first move: tables of exact terms, slots, cells, and who could come. */
#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"
#include "planner/search/terms.h"

/* What is changed at the last moment troubles families and caregivers most: visits of so many days weigh more. */
#define SOON_DAYS 7
#define SOON_WORTH 3

static void build_tables(struct search *s)
{
	const struct problem *problem = s->problem;
	int64_t hours = 0, points = 0;

	s->point_table = memory_allocate((size_t)problem->client_count, sizeof *s->point_table);
	for (int32_t i = 0; i < problem->client_count; i++) {
		s->clients[i].table = hours;
		s->clients[i].left = problem->clients[i].left_units;
		s->point_table[i] = points;
		hours += problem->clients[i].left_units + 1;
		points += problem->clients[i].points_wanted + 1;
	}
	s->hour_terms = memory_allocate((size_t)(hours * HOUR_TERMS), sizeof *s->hour_terms);
	s->hour_energy = memory_allocate((size_t)hours, sizeof *s->hour_energy);
	s->point_terms = memory_allocate((size_t)points, sizeof *s->point_terms);
	s->point_energy = memory_allocate((size_t)points, sizeof *s->point_energy);
	for (int32_t i = 0; i < problem->client_count; i++) {
		const struct problem_client *client = &problem->clients[i];
		for (int32_t p = 0; p <= client->left_units; p++) {
			int32_t digital = search_digital_needed(client, p, search_digital_always(problem));
			struct shortages all = values_client(client, p, 0, digital);
			int64_t *terms = s->hour_terms + (s->clients[i].table + p) * HOUR_TERMS;
			terms[HOUR_MINIMUM] =
				values_term(all.short_units[TIER_MINIMUM], all.demand_units[TIER_MINIMUM]);
			terms[HOUR_MEDICAL] = values_term(all.short_units[client->medical_tier],
							  all.demand_units[client->medical_tier]);
			terms[HOUR_REST] =
				values_term(all.short_units[client->rest_tier], all.demand_units[client->rest_tier]);
		}
		for (int32_t n = 0; n <= client->points_wanted; n++)
			s->point_terms[s->point_table[i] + n] =
				values_term(client->points_wanted - n, client->points_wanted);
	}
}

static void build_slots(struct search *s)
{
	const struct problem *problem = s->problem;
	int32_t count = 0;

	for (int32_t i = 0; i < problem->client_count; i++) {
		s->clients[i].slot_first = count;
		s->clients[i].slot_count = problem->clients[i].visits_wanted > 0 ? problem->clients[i].day_count : 0;
		count += s->clients[i].slot_count;
	}
	s->slot_count = count;
	s->slots = memory_allocate((size_t)count, sizeof *s->slots);
	s->free_slots = memory_allocate((size_t)count, sizeof *s->free_slots);
	for (int32_t i = 0; i < problem->client_count; i++) {
		const struct problem_client *client = &problem->clients[i];
		int32_t longest = problem->policy->max_visit_units;
		for (int32_t j = 0; j < s->clients[i].slot_count; j++)
			s->slots[s->clients[i].slot_first + j] = (struct search_slot){
				.client = i,
				.day = client->first_day + j,
				.caregiver = SEARCH_FREE,
				.shortest = client->shortest_units,
				.points = problem_points(client, client->first_day + j),
				.longest = longest < client->left_units ? longest : client->left_units,
				.pinned = SEARCH_FREE,
				.previous = SEARCH_FREE,
			};
	}
	for (int32_t i = 0; i < count; i++) {
		s->slots[i].position = i;
		s->free_slots[i] = i;
	}
	s->free_count = count;
}

static void build_cells(struct search *s)
{
	const struct problem *problem = s->problem;
	int32_t days = problem->day_count, weeks = problem->week_count;

	s->cell_count = problem->caregiver_count * days;
	s->cells = memory_allocate((size_t)s->cell_count, sizeof *s->cells);
	s->week_load = memory_allocate((size_t)problem->caregiver_count * (size_t)weeks, sizeof *s->week_load);
	s->week_capacity = memory_allocate((size_t)problem->caregiver_count * (size_t)weeks, sizeof *s->week_capacity);
	memcpy(s->week_capacity, problem->week_free_units,
	       (size_t)(problem->caregiver_count * weeks) * sizeof *s->week_capacity);
	for (int32_t k = 0; k < problem->caregiver_count; k++)
		for (int32_t day = 0; day < days; day++) {
			struct search_cell *cell = &s->cells[problem_cell(problem, k, day)];
			const struct problem_caregiver *caregiver = &problem->caregivers[k];
			bool blocked =
				day == 0 && caregiver->row_limit > 0 && caregiver->past_run >= caregiver->row_limit;
			cell->capacity = blocked ? 0 : problem_available_units(problem, k, day);
			cell->week = k * weeks + problem->week_of_day[day];
		}
}

/* Who could come on a care day: eligible, available for the shortest visit, not forbidden; the pinned one alone. */
static bool could_come(const struct search *s, const struct search_slot *slot, int32_t caregiver)
{
	const struct search_cell *cell = search_cell_of(s, caregiver, slot->day);

	if (slot->pinned != SEARCH_FREE)
		return caregiver == slot->pinned;
	return cell->capacity >= slot->shortest && s->week_capacity[cell->week] >= slot->shortest &&
	       !problem_is_never(s->problem, slot->client, caregiver, slot->day);
}

static void build_candidates(struct search *s)
{
	const struct problem *problem = s->problem;
	int32_t count = 0, capacity = 0;

	for (int32_t i = 0; i < s->slot_count; i++) {
		struct search_slot *slot = &s->slots[i];
		const struct problem_client *client = &problem->clients[slot->client];
		slot->candidate_first = count;
		for (int32_t j = 0; j < client->eligible_count; j++) {
			int32_t caregiver = problem->eligible[client->eligible_first + j];
			if (!could_come(s, slot, caregiver))
				continue;
			memory_grow(s->candidates, count, capacity);
			s->candidates[count++] = caregiver;
			search_cell_of(s, caregiver, slot->day)->most++;
		}
		slot->candidate_count = count - slot->candidate_first;
	}
}

/* The candidates have been counted: a cell never holds more visits than it has candidates, since a client has one slot
 * a day. Musts have room besides, whether or not their caregivers are candidates. */
static void build_more_slots(struct search *s)
{
	const struct problem *problem = s->problem;
	int32_t count = 0;

	for (int32_t i = 0; i < problem->must_count; i++) {
		const struct problem_must *must = &problem->musts[i];
		if (search_slot_on_day(s, must->client, must->day) != SEARCH_FREE)
			search_cell_of(s, must->caregiver, must->day)->most++;
	}
	for (int32_t i = 0; i < s->cell_count; i++) {
		s->cells[i].more_first = count;
		count += s->cells[i].most > SEARCH_CELL_FIRST ? s->cells[i].most - SEARCH_CELL_FIRST : 0;
	}
	s->more_slots = memory_allocate((size_t)count, sizeof *s->more_slots);
}

/* A client has room in her list for every caregiver she knows or could get: one a day at most, and those she knows. */
static void build_members(struct search *s)
{
	const struct problem *problem = s->problem;
	int32_t count = 0;

	for (int32_t i = 0; i < problem->client_count; i++) {
		s->clients[i].member_first = count;
		count += problem->clients[i].known_count + s->clients[i].slot_count + 1;
	}
	s->members = memory_allocate((size_t)count, sizeof *s->members);
	for (int32_t i = 0; i < problem->client_count; i++) {
		const struct problem_client *client = &problem->clients[i];
		s->clients[i].member_count = s->clients[i].team = client->known_count;
		for (int32_t j = 0; j < client->known_count; j++)
			s->members[s->clients[i].member_first + j] =
				(struct search_member){problem->known[client->known_first + j], 0, true};
	}
}

static void set_previous(struct search *s, const struct plan *previous)
{
	for (size_t i = 0; previous != NULL && i < previous->visit_count; i++) {
		const struct visit *visit = &previous->visits[i];
		int32_t slot = search_slot_on_day(s, visit->client, visit->day);
		s->dropped_visits++;
		if (slot == SEARCH_FREE)
			continue;
		s->slots[slot].previous = visit->caregiver;
		s->slots[slot].previous_units = visit->units;
		s->slots[slot].previous_worth = visit->day < SOON_DAYS ? SOON_WORTH : 1;
	}
}

int64_t search_floor(const struct search *s, enum tier tier)
{
	int64_t total = 0;

	for (int32_t i = 0; i < s->problem->client_count; i++) {
		const struct search_client *c = &s->clients[i];
		const struct problem_client *client = &s->problem->clients[i];
		int32_t days = 0, units = 0, points = 0;
		for (int32_t j = c->slot_first; j < c->slot_first + c->slot_count; j++) {
			days += s->slots[j].candidate_count > 0;
			points += s->slots[j].candidate_count > 0 ? s->slots[j].points : 0;
			units += s->slots[j].candidate_count > 0 ? s->slots[j].longest : 0;
		}
		/* Where there are more days than visits the best of them are taken: the first day and others. */
		points -= days > client->visits_wanted ? days - client->visits_wanted : 0;
		const int64_t *terms = s->hour_terms + (c->table + (units < c->left ? units : c->left)) * HOUR_TERMS;
		if (tier == client->presence_tier)
			total += s->point_terms[s->point_table[i] + points];
		else if (tier == TIER_MINIMUM || tier == client->medical_tier)
			total += terms[tier == TIER_MINIMUM ? HOUR_MINIMUM : HOUR_MEDICAL];
		else if (tier == client->rest_tier)
			total += terms[HOUR_REST];
	}
	return total;
}

static void total_values(struct search *s)
{
	s->value = (struct values){0};
	s->excess_caregivers = 0;
	for (int32_t i = 0; i < s->problem->client_count; i++) {
		const struct problem_client *client = &s->problem->clients[i];
		const int64_t *terms = s->hour_terms + (s->clients[i].table + s->clients[i].planned) * HOUR_TERMS;
		s->value.scaled[TIER_MINIMUM] += terms[HOUR_MINIMUM];
		s->value.scaled[client->medical_tier] += terms[HOUR_MEDICAL];
		s->value.scaled[client->rest_tier] += terms[HOUR_REST];
		s->value.scaled[client->presence_tier] +=
			s->point_terms[s->point_table[i] + (s->clients[i].points < client->points_wanted
								    ? s->clients[i].points
								    : client->points_wanted)];
		if (s->clients[i].team > s->problem->policy->max_caregivers)
			s->excess_caregivers += s->clients[i].team - s->problem->policy->max_caregivers;
	}
}

static void place_musts(struct search *s)
{
	const struct problem *problem = s->problem;

	for (int32_t i = 0; i < problem->must_count; i++) {
		const struct problem_must *must = &problem->musts[i];
		int32_t index = search_slot_on_day(s, must->client, must->day);
		if (index == SEARCH_FREE)
			continue; /* pins_check has found it */
		struct search_slot *slot = &s->slots[index];
		if (must->units > 0)
			slot->shortest = slot->longest = must->units;
		search_set(s, index, must->caregiver, slot->shortest);
		search_keep(s);
	}
}

void search_build(struct search *s, const struct problem *problem, const struct plan *previous)
{
	*s = (struct search){.problem = problem,
			     .random = {UINT64_C(0x9e3779b97f4a7c15), UINT64_C(0xd1b54a32d192ed03)}};
	s->clients = memory_allocate((size_t)problem->client_count, sizeof *s->clients);
	build_slots(s);
	for (int32_t i = 0; i < problem->must_count; i++) {
		int32_t slot = search_slot_on_day(s, problem->musts[i].client, problem->musts[i].day);
		if (slot != SEARCH_FREE)
			s->slots[slot].pinned = problem->musts[i].caregiver;
	}
	build_tables(s);
	build_cells(s);
	build_candidates(s);
	build_more_slots(s);
	build_members(s);
	set_previous(s, previous);
	search_wall_none(s);
	total_values(s);
	place_musts(s);
}

void search_free(struct search *s)
{
	free(s->slots);
	free(s->free_slots);
	free(s->cells);
	free(s->clients);
	free(s->candidates);
	free(s->more_slots);
	free(s->week_load);
	free(s->week_capacity);
	free(s->members);
	free(s->hour_terms);
	free(s->hour_energy);
	free(s->point_terms);
	free(s->point_energy);
	free(s->point_table);
	*s = (struct search){0};
}
