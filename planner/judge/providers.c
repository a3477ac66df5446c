#include "planner/judge/providers.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/region/area_index.h"
#include "planner/region/postcode.h"

#define TIMELY_DAYS 140 /* registered before week 20 of 40: so many days or more before the due date */

static void mark_area(unsigned char area[POSTCODE_COUNT], const struct region_area *row)
{
	for (int32_t postcode = row->postcode_from; postcode <= row->postcode_to; postcode++)
		if (postcode >= 0 && postcode < POSTCODE_COUNT)
			area[postcode] = 1;
}

/* The provider's postcodes, for whichever insurer's clients, on the plan date. */
static void fill_area(unsigned char area[POSTCODE_COUNT], const struct region_area *rows, size_t count,
		      int32_t provider, int32_t plan_date)
{
	memset(area, 0, POSTCODE_COUNT);
	for (size_t i = 0; i < count; i++)
		if (rows[i].caregiver == REGION_NONE && rows[i].provider == provider &&
		    region_area_is_valid(&rows[i], plan_date))
			mark_area(area, &rows[i]);
}

static void add_visits(struct judge_provider *providers, const struct problem *problem, const struct plan *plan,
		       bool *served_by_others)
{
	for (size_t i = 0; i < plan->visit_count; i++) {
		const struct visit *v = &plan->visits[i];
		const struct problem_caregiver *caregiver = &problem->caregivers[v->caregiver];
		int32_t own = problem->clients[v->client].provider;
		providers[caregiver->provider].units += v->units;
		if (problem->region->caregivers[caregiver->region_index].employee)
			providers[caregiver->provider].employee_units += v->units;
		if (caregiver->provider == own)
			continue;
		providers[caregiver->provider].in_units += v->units;
		providers[own].out_units += v->units;
		served_by_others[v->client] = true;
	}
}

/* Timely registrations in the provider's area, to whom others come or nobody at all. */
static void count_unserved(struct judge_provider *provider, const struct problem *problem, const bool *visited,
			   const unsigned char *area, int32_t index, const bool *served_by_others)
{
	for (int32_t c = 0; c < problem->client_count; c++) {
		const struct region_client *row = &problem->region->clients[problem->clients[c].region_index];
		if (row->provider != index)
			continue;
		provider->client_count++;
		if (row->registered_day != DAY_NONE && row->due_day - row->registered_day > TIMELY_DAYS &&
		    area[row->postcode] && problem->clients[c].left_units > 0 && (served_by_others[c] || !visited[c]))
			provider->unserved_count++;
	}
}

struct judge_provider *judge_providers_derive(const struct problem *problem, const struct plan *plan,
					      const struct region_area *areas_before, size_t area_before_count)
{
	const struct region *region = problem->region;
	struct judge_provider *providers = memory_allocate((size_t)region->providers.count, sizeof *providers);
	bool *served_by_others = memory_allocate((size_t)problem->client_count, sizeof *served_by_others);
	bool *visited = memory_allocate((size_t)problem->client_count, sizeof *visited);
	unsigned char area[POSTCODE_COUNT], before[POSTCODE_COUNT];

	for (size_t i = 0; i < plan->visit_count; i++)
		visited[plan->visits[i].client] = true;
	add_visits(providers, problem, plan, served_by_others);
	for (int32_t p = 0; p < region->providers.count; p++) {
		fill_area(area, region->areas, region->area_count, p, problem->policy->plan_date);
		fill_area(before, areas_before, area_before_count, p, DAY_NONE);
		for (int32_t postcode = 0; postcode < POSTCODE_COUNT; postcode++) {
			providers[p].postcodes += area[postcode];
			providers[p].postcodes_before += before[postcode];
			providers[p].postcodes_lost += before[postcode] && !area[postcode];
		}
		count_unserved(&providers[p], problem, visited, area, p, served_by_others);
	}
	free(served_by_others);
	free(visited);
	return providers;
}

int32_t judge_providers_find_gaps(unsigned char gaps[POSTCODE_COUNT], const struct region *region, int32_t plan_date)
{
	int32_t count = 0;
	struct area_index areas;

	memset(gaps, 0, POSTCODE_COUNT);
	area_index_build(&areas, region, plan_date);
	for (size_t i = 0; i < region->client_count; i++) {
		int32_t postcode = region->clients[i].postcode;
		bool held = false;
		for (int32_t p = 0; p < region->providers.count && !held; p++)
			held = area_index_holds(&areas, p, region->clients[i].insurer, postcode);
		if (!held && !gaps[postcode]) {
			gaps[postcode] = 1;
			count++;
		}
	}
	area_index_free(&areas);
	return count;
}
