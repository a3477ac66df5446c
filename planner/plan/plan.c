#include "planner/plan/plan.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"
#include "planner/problem/problem.h"

void plan_reset(struct plan *plan, const struct problem *problem)
{
	plan_free(plan);
	plan->digital_units = memory_allocate((size_t)problem->client_count, sizeof *plan->digital_units);
}

void plan_add_visit(struct plan *plan, struct visit visit)
{
	memory_grow(plan->visits, plan->visit_count, plan->visit_capacity);
	plan->visits[plan->visit_count++] = visit;
}

int plan_compare_visits(const struct visit *a, const struct visit *b)
{
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->client != b->client)
		return a->client < b->client ? -1 : 1;
	return (a->caregiver > b->caregiver) - (a->caregiver < b->caregiver);
}

static int compare_visits(const void *left, const void *right)
{
	return plan_compare_visits(left, right);
}

void plan_sort(struct plan *plan)
{
	if (plan->visit_count > 1)
		qsort(plan->visits, plan->visit_count, sizeof *plan->visits, compare_visits);
}

void plan_copy(struct plan *to, const struct plan *from, const struct problem *problem)
{
	plan_reset(to, problem);
	to->visits = memory_resize(NULL, from->visit_count, sizeof *to->visits);
	to->visit_count = to->visit_capacity = from->visit_count;
	if (from->visit_count != 0)
		memcpy(to->visits, from->visits, from->visit_count * sizeof *to->visits);
	memcpy(to->digital_units, from->digital_units, (size_t)problem->client_count * sizeof *to->digital_units);
}

void plan_free(struct plan *plan)
{
	free(plan->visits);
	free(plan->digital_units);
	*plan = (struct plan){0};
}

int plan_compare_by_cell(const void *left, const void *right)
{
	const struct visit *a = left, *b = right;

	if (a->caregiver != b->caregiver)
		return a->caregiver < b->caregiver ? -1 : 1;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->client > b->client) - (a->client < b->client);
}
