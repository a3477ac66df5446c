#include <stdlib.h>

#include "planner/base/memory.h"
#include "planner/base/smaller.h"
#include "planner/explain/help_private.h"
#include "planner/plan/spare.h"

#define LIMITS_MOST \
	3 /* caregivers whose limit is raised in a trial, for one bottleneck: those with most time behind it */

/* Time of hers in the fullest week of the client's days that lies beyond her weekly limit. */
static int64_t units_beyond_limit(const struct problem *problem, const struct problem_client *client, int32_t caregiver)
{
	int64_t most = 0, in_week = 0;

	for (int32_t day = client->first_day; day < client->first_day + client->day_count; day++) {
		int32_t week = problem->week_of_day[day];
		int32_t limit =
			problem->week_free_units[(size_t)caregiver * (size_t)problem->week_count + (size_t)week];
		if (day == client->first_day || week != problem->week_of_day[day - 1])
			in_week = 0;
		in_week += problem_available_units(problem, caregiver, day);
		if (limit != INT32_MAX && in_week - limit > most)
			most = in_week - limit;
	}
	return most;
}

/* [caregiver]: time behind their limits for one of the clients; the caller frees. */
static int64_t *sum_beyond(const struct help_quest *quest)
{
	const struct problem *problem = quest->problem;
	int64_t *beyond = memory_allocate((size_t)problem->caregiver_count, sizeof *beyond);

	for (int32_t i = 0; i < quest->bottleneck->client_count; i++) {
		int32_t client = quest->found->clients[quest->bottleneck->client_first + i];
		const struct problem_client *c = &problem->clients[client];
		for (int32_t j = 0; j < c->eligible_count; j++) {
			int32_t caregiver = problem->eligible[c->eligible_first + j];
			int64_t units = units_beyond_limit(problem, c, caregiver);
			if (units > beyond[caregiver])
				beyond[caregiver] = units;
		}
	}
	return beyond;
}

static bool has_visit(const struct spare *spare, int32_t client, int32_t day)
{
	for (int32_t i = spare->own_first[client]; i < spare->own_first[client + 1]; i++)
		if (spare->own[i].day == day)
			return true;
	return false;
}

/* Visits by this caregiver to a client on days on which nobody comes, as long as she wants hours: everybody keeps what
 * she has. */
static void fill_for(struct trial *trial, struct spare *spare, int32_t client, int32_t caregiver)
{
	const struct problem *problem = &trial->problem;
	const struct problem_client *c = &problem->clients[client];
	int32_t open = c->left_units - spare->own_units[client] - spare->digital_units[client];

	for (int32_t day = c->first_day; day < c->first_day + c->day_count; day++) {
		int32_t units = base_smaller(open, spare_longest_visit(spare, caregiver, day, NULL));
		if (c->shortest_units == 0 || units < c->shortest_units || has_visit(spare, client, day) ||
		    problem_is_never(problem, client, caregiver, day))
			continue;
		struct visit visit = {client, caregiver, day, units};
		plan_add_visit(&trial->plan, visit);
		spare_book(spare, &visit, 1);
		open -= units;
	}
}

/* The limit that the plan of the trial needs, which is no more than the one it was made with. */
static int64_t limit_needed(const struct spare *spare, int32_t caregiver, int64_t limit)
{
	int32_t slack = INT32_MAX;

	for (int32_t week = 0; week < spare->problem->week_count; week++)
		slack = base_smaller(slack, spare_week_units(spare, caregiver, week));
	return limit - slack;
}

static bool try_limit(struct help *help, const struct help_quest *quest)
{
	const struct bottleneck *b = quest->bottleneck;
	struct trial trial;
	struct spare spare;

	help_apply(&trial, quest->found, b, help);
	trial_derive(&trial);
	if (trial.problem.client_count != quest->problem->client_count) {
		trial_free(&trial);
		return false;
	}
	trial_carry(&trial.plan, &trial, quest->plan);
	spare_measure(&spare, &trial.problem, &trial.plan);
	for (int32_t i = 0; i < b->client_count; i++) {
		int32_t client = quest->found->clients[b->client_first + i];
		if (problem_is_eligible(&trial.problem, client, help->caregiver))
			fill_for(&trial, &spare, client, help->caregiver);
	}
	plan_sort(&trial.plan);
	help->units = limit_needed(&spare, help->caregiver, help->units);
	bool helps = help_judge(help, quest, &trial);
	spare_free(&spare);
	trial_free(&trial);
	return helps;
}

bool help_try_limit(struct help *help, const struct help_quest *quest)
{
	const struct problem *problem = quest->problem;
	struct help best = {0}, tried = *help;
	int64_t *beyond = sum_beyond(quest);

	for (int trials = 0; trials < LIMITS_MOST; trials++) {
		tried.caregiver = 0;
		for (int32_t k = 1; k < problem->caregiver_count; k++)
			if (beyond[k] > beyond[tried.caregiver])
				tried.caregiver = k;
		if (problem->caregiver_count == 0 || beyond[tried.caregiver] == 0)
			break;
		int32_t row = problem->caregivers[tried.caregiver].region_index;
		tried.units = problem_units_of_ticks(problem->policy, problem->region->caregivers[row].max_week_ticks) +
			      beyond[tried.caregiver];
		beyond[tried.caregiver] = 0;
		if (try_limit(&tried, quest) &&
		    (best.plan.digital_units == NULL || tried.short_after < best.short_after)) {
			plan_free(&best.plan);
			best = tried;
		} else {
			plan_free(&tried.plan);
		}
		tried.plan = (struct plan){0};
	}
	free(beyond);
	if (best.plan.digital_units == NULL)
		return false;
	*help = best;
	return true;
}
