#include "planner/judge/declined.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"

static int compare_groups(const void *left, const void *right)
{
	return strcmp(((const struct judge_declined_group *)left)->group,
		      ((const struct judge_declined_group *)right)->group);
}

/* A group of this client alone. */
static struct judge_declined_group describe(const struct problem *problem, size_t client, int64_t given_units)
{
	const struct region_client *row = &problem->region->clients[client];
	int32_t indicated = problem_units_of_ticks(problem->policy, row->indicated_ticks);
	int32_t wanted = problem_wanted_units(problem->policy, row), minimum = problem->policy->legal_minimum_units;

	return (struct judge_declined_group){.client_count = 1,
					     .indicated_units = indicated,
					     .declined_units = indicated - wanted,
					     .given_units = given_units,
					     .below_count = wanted < minimum && indicated >= minimum};
}

static void add_to(struct judge_declined_group *sum, const struct judge_declined_group *row)
{
	sum->client_count += row->client_count;
	sum->indicated_units += row->indicated_units;
	sum->declined_units += row->declined_units;
	sum->given_units += row->given_units;
	sum->below_count += row->below_count;
}

void judge_declined_derive(struct judge_declined *declined, const struct problem *problem, const bool *counts,
			   const int64_t *given_units)
{
	size_t client_count = problem->region->client_count, count = 0;
	struct judge_declined_group *rows = memory_allocate(client_count, sizeof *rows);

	*declined = (struct judge_declined){0};
	for (int dimension = 0; dimension < JUDGE_DIMENSION_COUNT; dimension++, count = 0) {
		for (size_t i = 0; i < client_count; i++) {
			if (!counts[i])
				continue;
			rows[count] = describe(problem, i, given_units[i]);
			rows[count].dimension = (enum judge_dimension)dimension;
			judge_fairness_name_group(rows[count].group, problem, (enum judge_dimension)dimension, i);
			count++;
		}
		if (count > 1)
			qsort(rows, count, sizeof *rows, compare_groups);
		for (size_t i = 0; i < count; i++) {
			if (i > 0 && compare_groups(&rows[i - 1], &rows[i]) == 0) {
				add_to(&declined->list[declined->count - 1], &rows[i]);
				continue;
			}
			memory_grow(declined->list, declined->count, declined->capacity);
			declined->list[declined->count++] = rows[i];
		}
	}
	free(rows);
}

void judge_declined_free(struct judge_declined *declined)
{
	free(declined->list);
	*declined = (struct judge_declined){0};
}
