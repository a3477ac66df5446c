#include "planner/reasons/kept.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"
#include "planner/problem/eligibility.h"
#include "planner/problem/shifts.h"

static void *copy_of(const void *list, size_t count, size_t size)
{
	void *copy = memory_allocate(count, size);

	if (count > 0)
		memcpy(copy, list, count * size);
	return copy;
}

static size_t cell_count(const struct problem *problem)
{
	return (size_t)problem->caregiver_count * (size_t)problem->day_count;
}

static int64_t sum_eligible(const struct problem *problem)
{
	int64_t sum = 0;

	for (int32_t i = 0; i < problem->client_count; i++)
		sum += problem->clients[i].eligible_count;
	return sum;
}

/* One rule at a time: with mediation off those who have a contract; with mediation on those who have none. */
static void lift_contract(struct kept_night *night)
{
	struct problem *problem = &night->problem;
	int64_t before = sum_eligible(problem);

	if (night->policy.mediation)
		night->region.has_contracts = false;
	night->policy.mediation = true;
	problem->clients = copy_of(problem->clients, (size_t)problem->client_count, sizeof *problem->clients);
	problem->status = copy_of(problem->status, problem->region->client_count, sizeof *problem->status);
	problem->eligible = NULL;
	eligibility_derive(problem);
	night->differs = sum_eligible(problem) != before;
}

static void lift_limit(struct kept_night *night)
{
	struct problem *problem = &night->problem;
	size_t count = (size_t)problem->caregiver_count * (size_t)problem->week_count;

	problem->week_free_units = copy_of(problem->week_free_units, count, sizeof *problem->week_free_units);
	for (size_t i = 0; i < count; i++) {
		night->differs |= problem->week_free_units[i] != INT32_MAX;
		problem->week_free_units[i] = INT32_MAX;
	}
}

static void lift_row(struct kept_night *night)
{
	struct problem *problem = &night->problem;

	problem->caregivers =
		copy_of(problem->caregivers, (size_t)problem->caregiver_count, sizeof *problem->caregivers);
	for (int32_t k = 0; k < problem->caregiver_count; k++) {
		night->differs |= problem->caregivers[k].row_limit != 0;
		problem->caregivers[k].row_limit = 0;
	}
}

/* A shift that is less than a planning unit counts as one here: it is there, however short. */
static void add_shifts_below_unit(struct problem *problem)
{
	struct shifts shifts;

	shifts_derive(&shifts, problem->region, problem->policy->plan_date);
	for (size_t i = 0; i < shifts.count; i++) {
		int32_t day = problem_find_day(problem, shifts.list[i].date);
		if (day == REGION_NONE || shifts.list[i].work_ticks == 0)
			continue;
		size_t at = problem_cell(problem, problem->caregiver_of_region[shifts.list[i].caregiver], day);
		if (problem->available_units[at] == 0)
			problem->available_units[at] = 1;
	}
	shifts_free(&shifts);
}

/* Only the short shifts are left, so that pieces which remain of a longer one are no matter of this rule. */
static void lift_shortest(struct kept_night *night)
{
	struct problem *problem = &night->problem;
	size_t cells = cell_count(problem);

	problem->available_units = copy_of(problem->available_units, cells, sizeof *problem->available_units);
	add_shifts_below_unit(problem);
	for (size_t i = 0; i < cells; i++) {
		if (problem->available_units[i] >= night->policy.min_visit_units)
			problem->available_units[i] = 0;
		night->differs |= problem->available_units[i] > 0;
	}
	problem->clients = copy_of(problem->clients, (size_t)problem->client_count, sizeof *problem->clients);
	for (int32_t i = 0; i < problem->client_count; i++)
		if (problem->clients[i].shortest_units > 1)
			problem->clients[i].shortest_units = 1;
}

static void (*const lifts[KEPT_RULE_COUNT])(struct kept_night *) = {
	[KEPT_BY_CONTRACT] = lift_contract,
	[KEPT_BY_LIMIT] = lift_limit,
	[KEPT_BY_ROW] = lift_row,
	[KEPT_BY_SHORTEST] = lift_shortest,
};

void kept_build(struct kept *kept, const struct spare *spare)
{
	*kept = (struct kept){.problem = spare->problem};
	for (int rule = 0; rule < KEPT_RULE_COUNT; rule++) {
		struct kept_night *night = &kept->nights[rule];

		night->region = *spare->problem->region;
		night->policy = *spare->problem->policy;
		night->problem = *spare->problem;
		night->problem.region = &night->region;
		night->problem.policy = &night->policy;
		night->spare = *spare;
		night->spare.problem = &night->problem;
		lifts[rule](night);
	}
}

void kept_free(struct kept *kept)
{
	if (kept->problem == NULL)
		return;
	free(kept->nights[KEPT_BY_CONTRACT].problem.clients);
	free(kept->nights[KEPT_BY_CONTRACT].problem.status);
	free(kept->nights[KEPT_BY_CONTRACT].problem.eligible);
	free(kept->nights[KEPT_BY_LIMIT].problem.week_free_units);
	free(kept->nights[KEPT_BY_ROW].problem.caregivers);
	free(kept->nights[KEPT_BY_SHORTEST].problem.available_units);
	free(kept->nights[KEPT_BY_SHORTEST].problem.clients);
	*kept = (struct kept){0};
}

bool kept_holds(const struct kept *kept, enum kept_rule rule, int32_t client, int32_t caregiver,
		const struct shortages *held)
{
	const struct kept_night *night = &kept->nights[rule];

	if (!night->differs)
		return false;
	if (rule == KEPT_BY_CONTRACT &&
	    night->problem.clients[client].eligible_count == kept->problem->clients[client].eligible_count)
		return false;
	struct shortages best = spare_best(&night->spare, client, caregiver, SPARE_PINS_HOLD);
	return spare_compare(&best, held) < 0;
}

void kept_mark_caregivers(bool *marks, const struct kept *kept, enum kept_rule rule, int32_t client,
			  const struct shortages *held)
{
	const struct problem *problem = &kept->nights[rule].problem;
	const struct problem_client *c = &problem->clients[client];

	for (int32_t i = 0; i < c->eligible_count; i++) {
		int32_t caregiver = problem->eligible[c->eligible_first + i];
		if (!marks[caregiver] && kept_holds(kept, rule, client, caregiver, held))
			marks[caregiver] = true;
	}
}
