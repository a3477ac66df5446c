#include "planner/judge/reason.h"

#include <stdlib.h>

#include "planner/base/memory.h"
#include "planner/problem/shifts.h"

void judge_reason_begin(struct judge_reason *reason, const struct problem *problem, const struct plan *plan)
{
	size_t cells = (size_t)problem->caregiver_count * (size_t)problem->day_count;
	struct shifts shifts;

	*reason = (struct judge_reason){.problem = problem, .plan = plan};
	area_index_build(&reason->areas, problem->region, problem->policy->plan_date);
	reason->is_offered = memory_allocate(cells, sizeof *reason->is_offered);
	reason->visits = memory_allocate(cells, sizeof *reason->visits);
	reason->care_units = memory_allocate(cells, sizeof *reason->care_units);
	for (size_t i = 0; i < plan->visit_count; i++) {
		size_t at = problem_cell(problem, plan->visits[i].caregiver, plan->visits[i].day);
		reason->visits[at]++;
		reason->care_units[at] += plan->visits[i].units;
	}
	shifts_derive(&shifts, problem->region, problem->policy->plan_date);
	for (size_t i = 0; i < shifts.count; i++) {
		int32_t day = problem_find_day(problem, shifts.list[i].date);
		int32_t caregiver = problem->caregiver_of_region[shifts.list[i].caregiver];
		if (day != REGION_NONE && shifts.list[i].work_ticks > 0)
			reason->is_offered[problem_cell(problem, caregiver, day)] = true;
	}
	shifts_free(&shifts);
}

void judge_reason_free(struct judge_reason *reason)
{
	area_index_free(&reason->areas);
	free(reason->is_offered);
	free(reason->visits);
	free(reason->care_units);
	*reason = (struct judge_reason){0};
}

static bool has_contract(const struct region *region, int32_t provider, int32_t insurer)
{
	for (size_t i = 0; i < region->contract_count; i++)
		if (region->contracts[i].provider == provider && region->contracts[i].insurer == insurer)
			return true;
	return !region->has_contracts;
}

/* Is she of another provider, near, and kept away by the contract alone, or by mediation alone? */
static bool is_neighbour(const struct judge_reason *reason, int32_t client, int32_t caregiver)
{
	const struct problem *problem = reason->problem;
	const struct problem_client *c = &problem->clients[client];
	const struct problem_caregiver *k = &problem->caregivers[caregiver];
	int32_t postcode = problem->region->clients[c->region_index].postcode;

	return k->provider != c->provider &&
	       has_contract(problem->region, k->provider, c->insurer) != problem->policy->mediation &&
	       area_index_holds(&reason->areas, k->provider, c->insurer, postcode) &&
	       area_index_own_holds(&reason->areas, k->region_index, c->insurer, postcode);
}

static const struct visit *find_visit(const struct plan *plan, int32_t client, int32_t day)
{
	for (size_t i = 0; i < plan->visit_count; i++)
		if (plan->visits[i].client == client && plan->visits[i].day == day)
			return &plan->visits[i];
	return NULL;
}

/* Units of her week that are left under C8; INT32_MAX without a limit. */
static int32_t week_left(const struct judge_reason *reason, int32_t caregiver, int32_t day)
{
	const struct problem *problem = reason->problem;
	int32_t week = problem->week_of_day[day];
	int32_t left = problem->week_free_units[(size_t)caregiver * (size_t)problem->week_count + (size_t)week];

	for (int32_t other = 0; left != INT32_MAX && other < problem->day_count; other++) {
		size_t at = problem_cell(problem, caregiver, other);
		if (problem->week_of_day[other] == week && reason->visits[at] > 0)
			left -= reason->care_units[at] + (reason->visits[at] - 1) * problem->policy->travel_units;
	}
	return left;
}

/* Would work on this day make too many days in a row? */
static bool is_row_full(const struct judge_reason *reason, int32_t caregiver, int32_t day)
{
	const struct problem *problem = reason->problem;
	const struct problem_caregiver *k = &problem->caregivers[caregiver];
	int32_t run = 1, other = day;

	while (other > 0 && reason->visits[problem_cell(problem, caregiver, other - 1)] > 0) {
		run++;
		other--;
	}
	run += other == 0 ? k->past_run : 0;
	for (other = day + 1; other < problem->day_count && reason->visits[problem_cell(problem, caregiver, other)] > 0;
	     other++)
		run++;
	return k->row_limit != 0 && reason->visits[problem_cell(problem, caregiver, day)] == 0 && run > k->row_limit;
}

/* Could this caregiver do more for her on this day, on which she has this visit or none, but for the rule? */
static bool is_kept(const struct judge_reason *reason, int32_t client, int32_t caregiver, int32_t day,
		    const struct visit *visit, enum judge_keeper keeper)
{
	const struct problem *problem = reason->problem;
	bool own = visit != NULL && visit->caregiver == caregiver;
	size_t at = problem_cell(problem, caregiver, day);
	int32_t travel = problem->policy->travel_units, longest = problem->policy->max_visit_units;
	int32_t least = visit != NULL ? visit->units + 1 : problem->clients[client].shortest_units;
	int32_t room = problem->available_units[at] - reason->care_units[at] - reason->visits[at] * travel +
		       (own ? visit->units + travel : 0);
	int32_t left = week_left(reason, caregiver, day);

	if (problem_is_never(problem, client, caregiver, day))
		return false;
	if (keeper == JUDGE_KEEPER_SHORTEST)
		return reason->is_offered[at] && problem->available_units[at] < problem->policy->min_visit_units;
	if (left != INT32_MAX)
		left += own ? visit->units : reason->visits[at] > 0 ? -travel : 0;
	room = room < longest ? room : longest;
	if (room < least)
		return false;
	if (keeper == JUDGE_KEEPER_LIMIT)
		return left < room && !is_row_full(reason, caregiver, day);
	if (keeper == JUDGE_KEEPER_DAYS)
		return is_row_full(reason, caregiver, day);
	return left > 0 && !is_row_full(reason, caregiver, day);
}

bool judge_reason_holds(const struct judge_reason *reason, int32_t client, enum judge_keeper keeper)
{
	const struct problem *problem = reason->problem;
	const struct problem_client *c = &problem->clients[client];

	for (int32_t day = c->first_day; day < c->first_day + c->day_count; day++) {
		const struct visit *visit = find_visit(reason->plan, client, day);
		for (int32_t k = 0; k < problem->caregiver_count; k++) {
			bool comes = keeper == JUDGE_KEEPER_CONTRACT ? is_neighbour(reason, client, k)
								     : problem_is_eligible(problem, client, k);
			if (comes && is_kept(reason, client, k, day, visit, keeper))
				return true;
		}
	}
	return false;
}

bool judge_reason_roster_holds(const struct judge_reason *reason, int32_t client)
{
	const struct problem *problem = reason->problem;
	const struct problem_client *c = &problem->clients[client];
	int32_t last = problem_date(problem, c->first_day + c->day_count - 1);
	struct shifts shifts;

	shifts_derive(&shifts, problem->region, problem->policy->plan_date);
	bool beyond = true;
	for (size_t i = 0; i < shifts.count; i++)
		if (shifts.list[i].date >= last &&
		    problem_units_of_ticks(problem->policy, shifts.list[i].work_ticks) > 0)
			beyond = false;
	shifts_free(&shifts);
	return beyond;
}
