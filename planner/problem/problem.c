#include "planner/problem/problem.h"

#include <stdlib.h>
#include <string.h>

#include "planner/problem/calendar.h"
#include "planner/base/day.h"
#include "planner/problem/births.h"
#include "planner/problem/eligibility.h"
#include "planner/problem/musts.h"
#include "planner/problem/shifts.h"
#include "planner/base/memory.h"
#include "planner/base/smaller.h"

#define TERM_WEEKS 40 /* a pregnancy at its due date */

/* What the derivation needs only while it runs. */
struct derivation {
	struct problem *problem;
	const struct region *region;
	const struct policy *policy;
	int64_t *physical_ticks, *digital_ticks; /* received, [client of the region] */
	struct region_contract *guarantees;      /* contracts with a guarantee, sorted by provider, insurer */
	size_t guarantee_count;
};

/* The keys that a sort compares; qsort has no room for a context. */
struct keyed {
	const char *key;
	int32_t index;
};

static int compare_keyed(const void *left, const void *right)
{
	const struct keyed *a = left, *b = right;
	int order = strcmp(a->key, b->key);

	return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

int32_t problem_home_date(const struct problem *problem, int32_t region_index)
{
	int32_t birth = problem->birth_dates[region_index];
	int32_t home_from = problem->region->clients[region_index].home_from_day;

	return home_from != DAY_NONE ? base_larger(birth, home_from) : birth;
}

bool problem_is_beyond_rosters(const struct problem *problem, int32_t region_index)
{
	return problem->status[region_index] == CLIENT_LATER && problem->roster_end != DAY_NONE &&
	       problem_home_date(problem, region_index) > problem->roster_end;
}

int32_t problem_minimum_units(const struct policy *policy, const struct region_client *row)
{
	int32_t minimum = row->minimum_ticks == REGION_NONE ? policy->legal_minimum_units
							    : problem_units_of_ticks(policy, row->minimum_ticks);

	return base_smaller(minimum, problem_wanted_units(policy, row));
}

void problem_sum_received(int64_t **physical_ticks, int64_t **digital_ticks, const struct region *region)
{
	*physical_ticks = memory_allocate(region->client_count, sizeof **physical_ticks);
	*digital_ticks = memory_allocate(region->client_count, sizeof **digital_ticks);
	for (size_t i = 0; i < region->delivery_count; i++) {
		const struct region_delivery *row = &region->deliveries[i];
		if (row->client == REGION_NONE)
			continue;
		if (row->kind == REGION_DIGITAL)
			(*digital_ticks)[row->client] += row->ticks;
		else if (row->kind != REGION_PARTUS)
			(*physical_ticks)[row->client] += row->ticks;
	}
}

static void derive_caregivers(struct derivation *d)
{
	struct problem *problem = d->problem;
	const struct region *region = d->region;
	struct keyed *order = memory_allocate(region->caregiver_count, sizeof *order);

	problem->caregiver_count = (int32_t)region->caregiver_count;
	problem->caregivers = memory_allocate(region->caregiver_count, sizeof *problem->caregivers);
	problem->caregiver_of_region = memory_allocate(region->caregiver_count, sizeof(int32_t));
	for (size_t i = 0; i < region->caregiver_count; i++)
		order[i] = (struct keyed){region->caregivers[i].key, (int32_t)i};
	qsort(order, region->caregiver_count, sizeof *order, compare_keyed);
	for (int32_t i = 0; i < problem->caregiver_count; i++) {
		const struct region_caregiver *row = &region->caregivers[order[i].index];
		problem->caregiver_of_region[order[i].index] = i;
		problem->caregivers[i] = (struct problem_caregiver){
			.region_index = order[i].index,
			.provider = row->provider,
			.row_limit = row->employee ? d->policy->max_days_in_a_row : 0,
		};
	}
	free(order);
}

/* Is it under one of the contracts under which the insurer guarantees hours? Without contracts.csv all are. */
static bool has_guaranteeing_contract(const struct derivation *d, const struct region_client *row)
{
	struct region_contract contract = {.provider = row->provider, .insurer = row->insurer};

	return !d->region->has_contracts ||
	       (d->guarantee_count > 0 && bsearch(&contract, d->guarantees, d->guarantee_count, sizeof contract,
						  eligibility_compare_contracts) != NULL);
}

/* Does the insurer guarantee the indicated hours of this registration?
 * Week of pregnancy = 40 - (due - registered) / 7, compared in hundredths without a division. */
static bool is_guaranteed(const struct derivation *d, const struct region_client *row)
{
	if (row->registered_day == DAY_NONE)
		return false;
	for (size_t i = 0; i < d->policy->guarantee_count; i++) {
		const struct policy_guarantee *guarantee = &d->policy->guarantees[i];
		if (strcmp(guarantee->insurer, d->region->insurers.names[row->insurer]) == 0)
			return 100 * (7 * TERM_WEEKS - (row->due_day - row->registered_day)) <
				       7 * guarantee->before_week_hundredths &&
			       has_guaranteeing_contract(d, row);
	}
	return false;
}

static void derive_demands(const struct derivation *d, struct problem_client *client, const struct region_client *row)
{
	const struct policy *policy = d->policy;
	int32_t room = row->digital_consent ? base_smaller(policy->digital_cap_units,
							   problem_units_of_ticks(policy, row->digital_ticks))
					    : 0;
	int32_t received;

	client->wanted_units = problem_wanted_units(policy, row);
	client->minimum_units = problem_minimum_units(policy, row);
	client->medical_units = base_smaller(problem_units_of_ticks(policy, row->medical_ticks),
					     client->wanted_units - client->minimum_units);
	client->rest_units = client->wanted_units - client->minimum_units - client->medical_units;
	client->medical_tier = policy_find_tier(policy, KIND_MEDICAL);
	client->presence_tier = policy_find_tier(policy, KIND_PRESENCE);
	client->rest_tier = is_guaranteed(d, row) ? policy_find_tier(policy, KIND_GUARANTEED) : TIER_REMAINING;
	client->physical_received = problem_units_of_ticks(policy, d->physical_ticks[client->region_index]);
	client->digital_received = problem_units_of_ticks(policy, d->digital_ticks[client->region_index]);
	received = client->physical_received + client->digital_received;
	client->left_units = base_larger(0, client->wanted_units - received);
	client->shortest_units = base_smaller(policy->min_visit_units, client->left_units);
	client->visits_wanted = client->left_units > 0
				      ? base_smaller(client->day_count, client->left_units / client->shortest_units)
				      : 0;
	client->points_wanted = client->visits_wanted > 0 ? client->visits_wanted - 1 + client->first_points : 0;
	room = base_smaller(room - client->digital_received, client->rest_units - client->digital_received);
	client->digital_room = base_larger(0, base_smaller(room, client->left_units));
}

static void sort_guarantees(struct derivation *d)
{
	const struct region *region = d->region;

	d->guarantees = memory_allocate(region->contract_count, sizeof *d->guarantees);
	for (size_t i = 0; i < region->contract_count; i++)
		if (region->contracts[i].guarantee)
			d->guarantees[d->guarantee_count++] = region->contracts[i];
	if (d->guarantee_count > 1)
		qsort(d->guarantees, d->guarantee_count, sizeof *d->guarantees, eligibility_compare_contracts);
}

/* Care days count from the birth; those before home_from and before the plan date drop out. first_day becomes days from
 * the plan date. */
static enum client_status derive_window(const struct derivation *d, struct problem_client *client,
					const struct region_client *row)
{
	const struct policy *policy = d->policy;
	int32_t birth = d->problem->birth_dates[client->region_index], roster_end = d->problem->roster_end;
	int32_t start = problem_home_date(d->problem, client->region_index);
	int32_t care_days = row->care_days == REGION_NONE ? policy->care_days : row->care_days;
	int32_t first = base_larger(start, policy->plan_date), end = birth + care_days;

	client->first_day = first - policy->plan_date;
	client->day_count = base_larger(0, end - first);
	client->first_points = first == start ? policy->first_day_weight : 1; /* unless it has gone by */
	if (client->day_count == 0) /* nobody has finished before her child is born */
		return row->birth_day != DAY_NONE ? CLIENT_FINISHED : CLIENT_LATER;
	if (policy->horizon_days > 0 && start >= policy->plan_date + policy->horizon_days)
		return CLIENT_LATER;
	return roster_end != DAY_NONE && start > roster_end ? CLIENT_LATER : CLIENT_PLANNED;
}

static void derive_clients(struct derivation *d)
{
	struct problem *problem = d->problem;
	const struct region *region = d->region;
	struct keyed *order = memory_allocate(region->client_count, sizeof *order);

	problem->clients = memory_allocate(region->client_count, sizeof *problem->clients);
	problem->status = memory_allocate(region->client_count, sizeof *problem->status);
	problem->client_of_region = memory_allocate(region->client_count, sizeof(int32_t));
	for (size_t i = 0; i < region->client_count; i++)
		order[i] = (struct keyed){region->clients[i].key, (int32_t)i};
	qsort(order, region->client_count, sizeof *order, compare_keyed);
	for (size_t i = 0; i < region->client_count; i++) {
		const struct region_client *row = &region->clients[order[i].index];
		struct problem_client client = {
			.region_index = order[i].index, .provider = row->provider, .insurer = row->insurer};
		enum client_status status = derive_window(d, &client, row);
		problem->status[order[i].index] = status;
		problem->client_of_region[order[i].index] = REGION_NONE;
		if (status != CLIENT_PLANNED)
			continue;
		derive_demands(d, &client, row);
		problem->client_of_region[order[i].index] = problem->client_count;
		problem->clients[problem->client_count++] = client;
	}
	free(order);
}

static int32_t *fill_shifts(const struct problem *problem, const struct shifts *shifts)
{
	int32_t *units = memory_allocate((size_t)problem->caregiver_count * (size_t)problem->day_count, sizeof *units);

	for (size_t i = 0; i < shifts->count; i++) {
		const struct shift *shift = &shifts->list[i];
		int32_t day = problem_find_day(problem, shift->date);
		if (day != REGION_NONE && !calendar_is_gap(problem, day))
			units[problem_cell(problem, problem->caregiver_of_region[shift->caregiver], day)] =
				problem_units_of_ticks(problem->policy, shift->work_ticks);
	}
	return units;
}

int32_t *problem_sum_shifts(const struct problem *problem, const struct region *region)
{
	struct shifts shifts;

	shifts_derive(&shifts, region, problem->policy->plan_date);
	int32_t *units = fill_shifts(problem, &shifts);
	shifts_free(&shifts);
	return units;
}

/* The week of a date that need not be in the calendar itself, REGION_NONE if none of its days is. */
static int32_t find_week(const struct problem *problem, int32_t date)
{
	int32_t low = 0, high = problem->day_count; /* the first day whose week is not before */

	while (low < high) {
		int32_t middle = low + (high - low) / 2;
		if (day_week(problem->dates[middle]) < day_week(date))
			low = middle + 1;
		else
			high = middle;
	}
	return low < problem->day_count && day_week(problem->dates[low]) == day_week(date) ? problem->week_of_day[low]
											   : REGION_NONE;
}

/* Work of the past: hours of the weeks that are planned, and days in a row up to the plan date. */
static void derive_past_work(struct derivation *d)
{
	struct problem *problem = d->problem;
	const struct region *region = d->region;
	size_t weeks = (size_t)problem->week_count, cells = (size_t)problem->caregiver_count * weeks;
	int64_t *used_ticks = memory_allocate(cells, sizeof *used_ticks);
	enum { REMEMBERED = 64 }; /* days before the plan date; a longer row is over any limit */
	uint64_t *worked = memory_allocate((size_t)problem->caregiver_count, sizeof *worked);

	for (size_t i = 0; i < region->delivery_count; i++) {
		const struct region_delivery *row = &region->deliveries[i];
		if (row->caregiver == REGION_NONE || (row->kind != REGION_VISIT && row->kind != REGION_PARTUS))
			continue;
		int32_t caregiver = problem->caregiver_of_region[row->caregiver];
		int32_t week = find_week(problem, row->day), ago = d->policy->plan_date - 1 - row->day;
		if (week != REGION_NONE)
			used_ticks[(size_t)caregiver * weeks + (size_t)week] += row->ticks;
		if (ago >= 0 && ago < REMEMBERED)
			worked[caregiver] |= UINT64_C(1) << ago;
	}
	problem->week_free_units = memory_allocate(cells, sizeof(int32_t));
	for (int32_t k = 0; k < problem->caregiver_count; k++) {
		struct problem_caregiver *caregiver = &problem->caregivers[k];
		int32_t limit = region->caregivers[caregiver->region_index].max_week_ticks;
		while (caregiver->past_run < REMEMBERED && (worked[k] >> caregiver->past_run & 1) != 0)
			caregiver->past_run++;
		for (size_t week = 0; week < weeks; week++) {
			int64_t left = limit - used_ticks[(size_t)k * weeks + week];
			problem->week_free_units[(size_t)k * weeks + week] =
				limit == REGION_NONE ? INT32_MAX
				: left <= 0          ? 0
						     : problem_units_of_ticks(d->policy, left);
		}
	}
	free(worked);
	free(used_ticks);
}

struct known_pair {
	int32_t client, caregiver;
};

static int compare_known(const void *left, const void *right)
{
	const struct known_pair *a = left, *b = right;

	if (a->client != b->client)
		return a->client < b->client ? -1 : 1;
	return (a->caregiver > b->caregiver) - (a->caregiver < b->caregiver);
}

static void derive_known(struct derivation *d)
{
	struct problem *problem = d->problem;
	struct known_pair *pairs = memory_allocate(d->region->delivery_count, sizeof *pairs);
	size_t pair_count = 0;
	int32_t count = 0;

	for (size_t i = 0; i < d->region->delivery_count; i++) {
		const struct region_delivery *row = &d->region->deliveries[i];
		if (row->kind == REGION_VISIT && row->caregiver != REGION_NONE && row->client != REGION_NONE &&
		    problem->client_of_region[row->client] != REGION_NONE)
			pairs[pair_count++] = (struct known_pair){problem->client_of_region[row->client],
								  problem->caregiver_of_region[row->caregiver]};
	}
	qsort(pairs, pair_count, sizeof *pairs, compare_known);
	problem->known = memory_allocate(pair_count, sizeof(int32_t));
	for (size_t i = 0; i < pair_count; i++) {
		struct problem_client *client = &problem->clients[pairs[i].client];
		if (i > 0 && compare_known(&pairs[i - 1], &pairs[i]) == 0)
			continue;
		if (client->known_count++ == 0)
			client->known_first = count;
		problem->known[count++] = pairs[i].caregiver;
	}
	free(pairs);
}

void problem_derive(struct problem *problem, const struct region *region, const struct policy *policy)
{
	struct derivation d = {.problem = problem, .region = region, .policy = policy};
	struct shifts shifts;

	*problem = (struct problem){.region = region, .policy = policy};
	for (int kind = 0; kind < KIND_COUNT; kind++)
		problem->tier_of[kind] = policy_find_tier(policy, (enum tier_kind)kind);
	problem->birth_dates = births_derive(region, policy);
	shifts_derive(&shifts, region, policy->plan_date);
	problem->roster_end = shifts_find_end(&shifts, policy);
	problem_sum_received(&d.physical_ticks, &d.digital_ticks, region);
	sort_guarantees(&d);
	derive_caregivers(&d);
	derive_clients(&d);
	calendar_derive(problem);
	problem->available_units = fill_shifts(problem, &shifts);
	derive_past_work(&d);
	eligibility_derive(problem);
	derive_known(&d);
	musts_derive(problem);
	shifts_free(&shifts);
	free(d.guarantees);
	free(d.physical_ticks);
	free(d.digital_ticks);
}

void problem_free(struct problem *problem)
{
	free(problem->clients);
	free(problem->caregivers);
	free(problem->dates);
	free(problem->week_of_day);
	free(problem->available_units);
	free(problem->week_free_units);
	free(problem->eligible);
	free(problem->known);
	free(problem->musts);
	free(problem->nevers);
	free(problem->status);
	free(problem->birth_dates);
	free(problem->client_of_region);
	free(problem->caregiver_of_region);
	*problem = (struct problem){0};
}

int32_t problem_available_units(const struct problem *problem, int32_t caregiver, int32_t day)
{
	if (day < 0 || day >= problem->day_count)
		return 0;
	return problem->available_units[problem_cell(problem, caregiver, day)];
}
