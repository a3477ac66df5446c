#include "planner/problem/equal.h"

#include <string.h>

/* Their indices follow the order of rows, which nothing depends on. */
static bool equal_names(const struct region_names *a, int32_t index_a, const struct region_names *b, int32_t index_b)
{
	return strcmp(a->names[index_a], b->names[index_b]) == 0;
}

static bool equal_clients(const struct problem *a, const struct problem *b)
{
	if (a->client_count != b->client_count)
		return false;
	for (int32_t i = 0; i < a->client_count; i++) {
		const struct problem_client *x = &a->clients[i], *y = &b->clients[i];
		const struct region_client *row_x = &a->region->clients[x->region_index];
		const struct region_client *row_y = &b->region->clients[y->region_index];
		if (x->region_index != y->region_index || strcmp(row_x->key, row_y->key) != 0 ||
		    row_x->postcode != row_y->postcode ||
		    !equal_names(&a->region->providers, x->provider, &b->region->providers, y->provider) ||
		    !equal_names(&a->region->insurers, x->insurer, &b->region->insurers, y->insurer) ||
		    x->first_day != y->first_day || x->day_count != y->day_count ||
		    x->minimum_units != y->minimum_units || x->medical_units != y->medical_units ||
		    x->rest_units != y->rest_units || x->wanted_units != y->wanted_units ||
		    x->rest_tier != y->rest_tier || x->points_wanted != y->points_wanted ||
		    x->physical_received != y->physical_received || x->digital_received != y->digital_received ||
		    x->left_units != y->left_units || x->shortest_units != y->shortest_units ||
		    x->visits_wanted != y->visits_wanted || x->digital_room != y->digital_room ||
		    x->eligible_first != y->eligible_first || x->eligible_count != y->eligible_count ||
		    x->known_first != y->known_first || x->known_count != y->known_count)
			return false;
	}
	return true;
}

static bool equal_caregivers(const struct problem *a, const struct problem *b)
{
	if (a->caregiver_count != b->caregiver_count)
		return false;
	for (int32_t k = 0; k < a->caregiver_count; k++) {
		const struct problem_caregiver *x = &a->caregivers[k], *y = &b->caregivers[k];
		if (x->region_index != y->region_index ||
		    !equal_names(&a->region->providers, x->provider, &b->region->providers, y->provider) ||
		    x->row_limit != y->row_limit || x->past_run != y->past_run ||
		    strcmp(a->region->caregivers[x->region_index].key, b->region->caregivers[y->region_index].key) != 0)
			return false;
	}
	return true;
}

static bool equal_bytes(const void *a, const void *b, size_t count, size_t size)
{
	return count == 0 || memcmp(a, b, count * size) == 0;
}

#define EQUAL_LISTS(a, b, member, count) equal_bytes((a)->member, (b)->member, (size_t)(count), sizeof *(a)->member)

static bool equal_calendars(const struct problem *a, const struct problem *b)
{
	return a->day_count == b->day_count && a->week_count == b->week_count &&
	       EQUAL_LISTS(a, b, dates, a->day_count) && EQUAL_LISTS(a, b, week_of_day, a->day_count);
}

/* The last client's slices end where the lists do. */
static int32_t count_eligible(const struct problem *problem)
{
	int32_t end = 0;

	for (int32_t i = 0; i < problem->client_count; i++)
		end += problem->clients[i].eligible_count;
	return end;
}

static int32_t count_known(const struct problem *problem)
{
	int32_t end = 0;

	for (int32_t i = 0; i < problem->client_count; i++)
		end += problem->clients[i].known_count;
	return end;
}

static bool equal_policies(const struct policy *a, const struct policy *b)
{
	if (a->guarantee_count != b->guarantee_count)
		return false;
	for (size_t i = 0; i < a->guarantee_count; i++)
		if (strcmp(a->guarantees[i].insurer, b->guarantees[i].insurer) != 0 ||
		    a->guarantees[i].before_week_hundredths != b->guarantees[i].before_week_hundredths)
			return false;
	return memcmp(a->order, b->order, sizeof a->order) == 0 && a->first_day_weight == b->first_day_weight &&
	       a->births == b->births && a->expected_from == b->expected_from && a->plan_date == b->plan_date &&
	       a->unit_minutes == b->unit_minutes && a->legal_minimum_units == b->legal_minimum_units &&
	       a->digital_cap_units == b->digital_cap_units && a->min_visit_units == b->min_visit_units &&
	       a->max_visit_units == b->max_visit_units && a->care_days == b->care_days &&
	       a->travel_units == b->travel_units && a->max_caregivers == b->max_caregivers &&
	       a->continuity_percent == b->continuity_percent && a->max_days_in_a_row == b->max_days_in_a_row &&
	       a->mediation == b->mediation && a->digital == b->digital && a->horizon_days == b->horizon_days &&
	       a->confirmed_days == b->confirmed_days;
}

const char *problem_equal_find_difference(const struct problem *a, const struct problem *b)
{
	size_t caregivers = (size_t)a->caregiver_count;

	if (!equal_policies(a->policy, b->policy))
		return "policy";
	if (a->region->client_count != b->region->client_count || !equal_clients(a, b) ||
	    !EQUAL_LISTS(a, b, status, a->region->client_count) ||
	    !EQUAL_LISTS(a, b, client_of_region, a->region->client_count))
		return "clients";
	if (!equal_caregivers(a, b) || !EQUAL_LISTS(a, b, caregiver_of_region, caregivers))
		return "caregivers";
	if (!equal_calendars(a, b))
		return "days";
	if (!EQUAL_LISTS(a, b, available_units, caregivers * (size_t)a->day_count) ||
	    !EQUAL_LISTS(a, b, week_free_units, caregivers * (size_t)a->week_count))
		return "hours";
	if (!EQUAL_LISTS(a, b, eligible, count_eligible(a)) || !EQUAL_LISTS(a, b, known, count_known(a)))
		return "who may serve whom";
	if (a->must_count != b->must_count || a->never_count != b->never_count ||
	    !EQUAL_LISTS(a, b, musts, a->must_count) || !EQUAL_LISTS(a, b, nevers, a->never_count))
		return "pins";
	return NULL;
}
