#include "planner/problem/musts.h"

#include <stdlib.h>

#include "planner/base/memory.h"

static int compare_musts(const void *left, const void *right)
{
	const struct problem_must *a = left, *b = right;

	if (a->client != b->client)
		return a->client < b->client ? -1 : 1;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->caregiver > b->caregiver) - (a->caregiver < b->caregiver);
}

/* A visit that is pinned and confirmed is one must, of the hours that are confirmed: the others let it be so. */
static void join_confirmed(struct problem *problem)
{
	int32_t kept = 0;

	for (int32_t i = 0; i < problem->must_count; i++) {
		struct problem_must must = problem->musts[i], *before = kept > 0 ? &problem->musts[kept - 1] : NULL;
		if (before == NULL || compare_musts(before, &must) != 0 ||
		    (before->source == MUST_PINNED && must.source == MUST_PINNED)) {
			problem->musts[kept++] = must;
			continue;
		}
		before->units = must.source == MUST_CONFIRMED ? must.units : before->units;
		before->source = before->source == must.source ? must.source : MUST_BOTH;
	}
	problem->must_count = kept;
}

static int compare_nevers(const void *left, const void *right)
{
	const struct problem_never *a = left, *b = right;

	if (a->client != b->client)
		return a->client < b->client ? -1 : 1;
	if (a->caregiver != b->caregiver)
		return a->caregiver < b->caregiver ? -1 : 1;
	return (a->day > b->day) - (a->day < b->day);
}

/* Pins of clients who are not to plan, and those of dates on which nobody can be planned, say nothing about this plan:
 * all dates of musts from the plan date on are in the calendar. */
void musts_derive(struct problem *problem)
{
	const struct region *region = problem->region;

	problem->musts = memory_allocate(region->pin_count, sizeof *problem->musts);
	problem->nevers = memory_allocate(region->pin_count, sizeof *problem->nevers);
	for (size_t i = 0; i < region->pin_count; i++) {
		const struct region_pin *row = &region->pins[i];
		int32_t client = problem->client_of_region[row->client];
		int32_t caregiver = problem->caregiver_of_region[row->caregiver];
		int32_t day = row->day == DAY_NONE ? REGION_NONE : problem_find_day(problem, row->day);
		if (client == REGION_NONE || (row->day != DAY_NONE && day == REGION_NONE))
			continue;
		if (row->must)
			problem->musts[problem->must_count++] = (struct problem_must){
				client, caregiver, day,
				row->ticks == REGION_NONE ? 0 : problem_units_of_ticks(problem->policy, row->ticks),
				row->confirmed ? MUST_CONFIRMED : MUST_PINNED};
		else
			problem->nevers[problem->never_count++] = (struct problem_never){client, caregiver, day};
	}
	qsort(problem->musts, (size_t)problem->must_count, sizeof *problem->musts, compare_musts);
	join_confirmed(problem);
	qsort(problem->nevers, (size_t)problem->never_count, sizeof *problem->nevers, compare_nevers);
	for (int32_t i = 0; i < problem->must_count; i++) {
		struct problem_client *client = &problem->clients[problem->musts[i].client];
		if (client->must_count++ == 0)
			client->must_first = i;
	}
}

bool problem_is_never(const struct problem *problem, int32_t client, int32_t caregiver, int32_t day)
{
	struct problem_never ever = {client, caregiver, REGION_NONE}, once = {client, caregiver, day};
	size_t count = (size_t)problem->never_count;

	if (count == 0)
		return false;
	return bsearch(&ever, problem->nevers, count, sizeof ever, compare_nevers) != NULL ||
	       bsearch(&once, problem->nevers, count, sizeof once, compare_nevers) != NULL;
}

const struct problem_must *problem_find_must(const struct problem *problem, int32_t client, int32_t caregiver,
					     int32_t day)
{
	struct problem_must key = {client, caregiver, day, 0, MUST_PINNED};

	if (problem->must_count == 0)
		return NULL;
	return bsearch(&key, problem->musts, (size_t)problem->must_count, sizeof key, compare_musts);
}

bool problem_is_confirmed(const struct problem *problem, int32_t client, int32_t caregiver, int32_t day)
{
	const struct problem_must *must = problem_find_must(problem, client, caregiver, day);

	return must != NULL && must->source != MUST_PINNED;
}

const struct problem_must *problem_must_on(const struct problem *problem, int32_t client, int32_t day)
{
	const struct problem_client *c = &problem->clients[client];

	for (int32_t i = c->must_first; i < c->must_first + c->must_count; i++)
		if (problem->musts[i].day == day)
			return &problem->musts[i];
	return NULL;
}
