#include "planner/figures/morning.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/problem/shifts.h"

static void count_overdue(struct morning *morning, const struct problem *problem)
{
	for (size_t i = 0; i < problem->region->client_count; i++) {
		const struct region_client *row = &problem->region->clients[i];
		morning->overdue_count += row->birth_day == DAY_NONE && row->due_day < problem->policy->plan_date;
	}
}

static void count_first_days(struct morning *morning, const struct problem *problem, const struct plan *plan)
{
	bool *first = memory_allocate((size_t)problem->client_count, sizeof *first);
	bool *second = memory_allocate((size_t)problem->client_count, sizeof *second);

	for (size_t i = 0; i < plan->visit_count; i++) {
		int32_t client = plan->visits[i].client, day = plan->visits[i].day;
		first[client] |= day == problem->clients[client].first_day;
		second[client] |= day == problem->clients[client].first_day + 1;
	}
	for (int32_t c = 0; c < problem->client_count; c++) {
		const struct problem_client *client = &problem->clients[c];
		if (problem_home_date(problem, client->region_index) < problem->policy->plan_date)
			continue;
		morning->first_count++;
		morning->nobody_first += !first[c];
		morning->first_two_count += client->day_count > 1;
		morning->nobody_first_two += client->day_count > 1 && !first[c] && !second[c];
	}
	free(first);
	free(second);
}

/* Who lacks most stands first. */
static int compare_short(const void *left, const void *right)
{
	const struct morning_short *a = left, *b = right;
	int32_t lacks = a->minimum_units - a->had_units, other = b->minimum_units - b->had_units;

	if (lacks != other)
		return lacks > other ? -1 : 1;
	return (a->region_index > b->region_index) - (a->region_index < b->region_index);
}

static void list_short(struct morning *morning, const struct problem *problem)
{
	const struct region *region = problem->region;
	int64_t *physical, *digital;

	morning->short_list = memory_allocate(region->client_count, sizeof *morning->short_list);
	problem_sum_received(&physical, &digital, region);
	for (size_t i = 0; i < region->client_count; i++) {
		struct morning_short row = {(int32_t)i, problem_units_of_ticks(problem->policy, physical[i]),
					    problem_minimum_units(problem->policy, &region->clients[i])};
		if (problem->status[i] == CLIENT_FINISHED && row.had_units < row.minimum_units)
			morning->short_list[morning->short_count++] = row;
	}
	free(physical);
	free(digital);
	if (morning->short_count > 1)
		qsort(morning->short_list, (size_t)morning->short_count, sizeof *morning->short_list, compare_short);
}

static void sum_standby(struct morning *morning, const struct problem *problem)
{
	struct shifts shifts;

	shifts_derive(&shifts, problem->region, problem->policy->plan_date);
	for (size_t i = 0; i < shifts.count; i++)
		morning->standby_units += problem_units_of_ticks(problem->policy, shifts.list[i].standby_ticks);
	shifts_free(&shifts);
}

static void count_later(struct morning *morning, const struct problem *problem)
{
	for (size_t i = 0; i < problem->region->client_count; i++)
		morning->later_roster_count += problem_is_beyond_rosters(problem, (int32_t)i);
}

void morning_derive(struct morning *morning, const struct problem *problem, const struct plan *plan)
{
	*morning = (struct morning){0};
	count_overdue(morning, problem);
	count_first_days(morning, problem, plan);
	list_short(morning, problem);
	sum_standby(morning, problem);
	count_later(morning, problem);
}

void morning_free(struct morning *morning)
{
	free(morning->short_list);
	*morning = (struct morning){0};
}
