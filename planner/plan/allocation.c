#include "planner/plan/allocation.h"

#include <stdlib.h>

#include "planner/base/memory.h"

/* Hours received are rounded down to units once, physical and digital each on its own. */
static void add_received(struct allocation *rows, const struct problem *problem)
{
	size_t count = problem->region->client_count;
	int64_t *physical, *digital;

	problem_sum_received(&physical, &digital, problem->region);
	for (size_t i = 0; i < count; i++)
		rows[i].received_units = problem_units_of_ticks(problem->policy, physical[i]) +
					 problem_units_of_ticks(problem->policy, digital[i]);
	free(physical);
	free(digital);
}

/* Caregivers whom a client has had or will have: seen holds the last client that each was counted for. */
static void count_caregiver(struct allocation *row, int32_t *seen, int32_t caregiver)
{
	if (seen[caregiver] != row->client) {
		seen[caregiver] = row->client;
		row->caregiver_count++;
	}
}

static int compare_by_client(const void *left, const void *right)
{
	const struct visit *a = left, *b = right;

	return (a->client > b->client) - (a->client < b->client);
}

/* Goes through the visits client by client. */
static void add_visits(struct allocation *rows, const struct problem *problem, const struct plan *plan)
{
	struct plan by_client = {0};
	int32_t *seen = memory_allocate((size_t)problem->caregiver_count, sizeof *seen);
	size_t at = 0;

	plan_copy(&by_client, plan, problem);
	qsort(by_client.visits, by_client.visit_count, sizeof *by_client.visits, compare_by_client);
	for (int32_t k = 0; k < problem->caregiver_count; k++)
		seen[k] = REGION_NONE;
	for (int32_t c = 0; c < problem->client_count; c++) {
		const struct problem_client *client = &problem->clients[c];
		struct allocation *row = &rows[client->region_index];
		for (int32_t i = 0; i < client->known_count; i++)
			count_caregiver(row, seen, problem->known[client->known_first + i]);
		for (; at < by_client.visit_count && by_client.visits[at].client == c; at++) {
			const struct visit *visit = &by_client.visits[at];
			row->visit_count++;
			row->points += problem_points(client, visit->day);
			row->planned_units += visit->units;
			if (problem->caregivers[visit->caregiver].provider != client->provider)
				row->mediated_units += visit->units;
			count_caregiver(row, seen, visit->caregiver);
		}
	}
	free(seen);
	plan_free(&by_client);
}

struct allocation *allocation_derive(const struct problem *problem, const struct plan *plan)
{
	const struct region *region = problem->region;
	struct allocation *rows = memory_allocate(region->client_count, sizeof *rows);

	for (size_t i = 0; i < region->client_count; i++) {
		rows[i].status = problem->status[i];
		rows[i].client = problem->client_of_region[i];
		rows[i].wanted_units = problem_wanted_units(problem->policy, &region->clients[i]);
	}
	add_received(rows, problem);
	add_visits(rows, problem, plan);
	for (int32_t c = 0; c < problem->client_count; c++) {
		const struct problem_client *client = &problem->clients[c];
		struct allocation *row = &rows[client->region_index];
		row->digital_units = plan->digital_units[c];
		row->shortages = values_client(client, row->planned_units, row->points, row->digital_units);
		row->rest_units = client->rest_units;
		row->rest_short_units = row->shortages.short_units[client->rest_tier];
	}
	return rows;
}
