#include "planner/bound/limits.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"
#include "planner/base/smaller.h"

static struct limits_range find_range(const struct problem *problem, int32_t client, int32_t caregiver, int32_t day)
{
	const struct problem_client *c = &problem->clients[client];
	const struct problem_must *must = problem_find_must(problem, client, caregiver, day);
	struct limits_range none = {1, 0}, range = {c->shortest_units, problem->policy->max_visit_units};
	int32_t week = caregiver * problem->week_count + problem->week_of_day[day];

	if (c->shortest_units == 0 || problem_is_never(problem, client, caregiver, day))
		return none;
	if (must != NULL && must->units != 0)
		return (struct limits_range){must->units, must->units};
	range.longest = base_smaller(range.longest, c->left_units);
	range.longest = base_smaller(range.longest, problem_available_units(problem, caregiver, day));
	range.longest = base_smaller(range.longest, problem->week_free_units[week]);
	return range.shortest <= range.longest ? range : none;
}

static void fill_slot(struct limits *limits, int32_t client, int32_t slot, int32_t day)
{
	const struct problem *problem = limits->problem;
	const struct problem_client *c = &problem->clients[client];
	const struct problem_must *must = problem_must_on(problem, client, day);

	for (int32_t k = 0; k < problem->caregiver_count; k++)
		*limits_visit(limits, slot, k) = (struct limits_range){1, 0};
	if (must != NULL) {
		limits->forced[slot] = true;
		*limits_visit(limits, slot, must->caregiver) = find_range(problem, client, must->caregiver, day);
		return;
	}
	for (int32_t i = 0; i < c->eligible_count; i++) {
		int32_t k = problem->eligible[c->eligible_first + i];
		*limits_visit(limits, slot, k) = find_range(problem, client, k, day);
	}
}

void limits_build(struct limits *limits, const struct problem *problem, const struct classes *classes)
{
	*limits = (struct limits){.problem = problem, .classes = classes};
	limits->clients = memory_allocate((size_t)problem->client_count, sizeof *limits->clients);
	for (int32_t i = 0; i < problem->client_count; i++) {
		const struct problem_client *c = &problem->clients[i];
		limits->clients[i] = (struct limits_client){
			.slot_first = limits->slot_count, .units_most = c->left_units, .points_most = c->points_wanted};
		limits->slot_count += c->day_count;
	}
	size_t slots = (size_t)limits->slot_count;
	limits->forced = memory_allocate(slots, sizeof *limits->forced);
	limits->visits = memory_allocate(slots * (size_t)problem->caregiver_count, sizeof *limits->visits);
	limits->class_visits = memory_allocate(slots * (size_t)classes->count, sizeof *limits->class_visits);
	for (int32_t i = 0; i < problem->client_count; i++)
		for (int32_t j = 0; j < problem->clients[i].day_count; j++)
			fill_slot(limits, i, limits->clients[i].slot_first + j, problem->clients[i].first_day + j);
	limits_join_classes(limits);
}

void limits_copy(struct limits *to, const struct limits *from)
{
	const struct problem *problem = from->problem;
	size_t slots = (size_t)from->slot_count, visits = slots * (size_t)problem->caregiver_count;
	size_t class_visits = slots * (size_t)from->classes->count, clients = (size_t)problem->client_count;
	struct limits copy = *from;

	copy.clients = memory_allocate(clients, sizeof *copy.clients);
	copy.forced = memory_allocate(slots, sizeof *copy.forced);
	copy.visits = memory_allocate(visits, sizeof *copy.visits);
	copy.class_visits = memory_allocate(class_visits, sizeof *copy.class_visits);
	memcpy(copy.clients, from->clients, clients * sizeof *copy.clients);
	memcpy(copy.forced, from->forced, slots * sizeof *copy.forced);
	memcpy(copy.visits, from->visits, visits * sizeof *copy.visits);
	memcpy(copy.class_visits, from->class_visits, class_visits * sizeof *copy.class_visits);
	limits_free(to);
	*to = copy;
}

void limits_join_classes(struct limits *limits)
{
	for (int32_t slot = 0; slot < limits->slot_count; slot++) {
		struct limits_range *joined = limits->class_visits + (int64_t)slot * limits->classes->count;
		for (int32_t class_index = 0; class_index < limits->classes->count; class_index++)
			joined[class_index] = (struct limits_range){INT32_MAX, 0};
		for (int32_t k = 0; k < limits->problem->caregiver_count; k++) {
			const struct limits_range *range = limits_visit(limits, slot, k);
			struct limits_range *joint = &joined[limits->classes->of_caregiver[k]];
			if (range->shortest > range->longest)
				continue;
			joint->shortest = base_smaller(joint->shortest, range->shortest);
			joint->longest = base_larger(joint->longest, range->longest);
		}
	}
}

int32_t limits_count_visits(const struct limits *limits)
{
	int64_t all = (int64_t)limits->slot_count * limits->problem->caregiver_count;
	int32_t count = 0;

	for (int64_t i = 0; i < all; i++)
		count += limits->visits[i].shortest <= limits->visits[i].longest;
	return count;
}

void limits_free(struct limits *limits)
{
	free(limits->clients);
	free(limits->forced);
	free(limits->visits);
	free(limits->class_visits);
	*limits = (struct limits){0};
}
