#include "planner/judge/transfer.h"

#include <stdio.h>
#include <stdlib.h>

#include "planner/base/day.h"
#include "planner/base/hours.h"
#include "planner/base/memory.h"
#include "planner/base/smaller.h"
#include "planner/plan/spare.h"
#include "planner/plan/values.h"

struct exchange_trial {
	const struct problem *problem;
	struct spare spare;
	struct visit *visits;       /* by caregiver, day */
	int32_t *first_visit;       /* [caregiver * day_count + day], one more: slices of visits */
	int32_t *planned_units;     /* [client] */
	struct judge_transfer best; /* for the client at hand */
	bool found;
};

static void index_visits(struct exchange_trial *trial, const struct plan *plan)
{
	const struct problem *problem = trial->problem;
	size_t cells = (size_t)problem->caregiver_count * (size_t)problem->day_count;

	trial->visits = memory_allocate(plan->visit_count, sizeof *trial->visits);
	trial->first_visit = memory_allocate(cells + 1, sizeof *trial->first_visit);
	trial->planned_units = memory_allocate((size_t)problem->client_count, sizeof *trial->planned_units);
	for (size_t i = 0; i < plan->visit_count; i++) {
		const struct visit *v = &plan->visits[i];
		trial->visits[i] = *v;
		trial->first_visit[problem_cell(problem, v->caregiver, v->day) + 1]++;
		trial->planned_units[v->client] += v->units;
	}
	for (size_t i = 0; i < cells; i++)
		trial->first_visit[i + 1] += trial->first_visit[i];
	qsort(trial->visits, plan->visit_count, sizeof *trial->visits, plan_compare_by_cell);
}

/* What a client lacks if her visits change by so many units and points. */
static struct shortages shortages_after(const struct exchange_trial *trial, int32_t client, int32_t units,
					int32_t points, int32_t digital)
{
	return values_client(&trial->problem->clients[client], trial->planned_units[client] + units,
			     trial->spare.own_points[client] + points, trial->spare.digital_units[client] + digital);
}

static int32_t points_of(const struct exchange_trial *trial, int32_t client, int32_t day)
{
	return problem_points(&trial->problem->clients[client], day);
}

/* Keeps the transfer if it helps, and more than the best so far. */
static void weigh(struct exchange_trial *trial, struct judge_transfer transfer)
{
	struct judge_transfer *t = &transfer;
	bool digital = t->caregiver == REGION_NONE;
	int32_t units = t->after_units - t->before_units;
	struct shortages before[2] = {shortages_after(trial, t->client, 0, 0, 0)};
	struct shortages after[2] = {shortages_after(
		trial, t->client, digital ? 0 : units,
		digital || t->before_units != 0 ? 0 : points_of(trial, t->client, t->day), digital ? units : 0)};
	struct values nothing = {{0}};

	if (t->giver != REGION_NONE) {
		before[1] = shortages_after(trial, t->giver, 0, 0, 0);
		after[1] = shortages_after(trial, t->giver, t->giver_after_units - t->giver_before_units,
					   t->giver_after_units == 0 ? -points_of(trial, t->giver, t->day) : 0, 0);
	}
	t->change = values_pair_change(before, after);
	if (values_compare(&t->change, trial->found ? &trial->best.change : &nothing) < 0) {
		trial->best = transfer;
		trial->found = true;
	}
}

/* Units that she may still be given: wanted, not received and not planned. */
static int32_t open_units(const struct exchange_trial *trial, int32_t client)
{
	return trial->problem->clients[client].left_units - trial->planned_units[client] -
	       trial->spare.digital_units[client];
}

/* May this visit be taken away, or get another length? */
static bool is_pinned(const struct exchange_trial *trial, const struct visit *visit, bool taken_away)
{
	const struct problem_must *must =
		problem_find_must(trial->problem, visit->client, visit->caregiver, visit->day);

	return must != NULL && (taken_away || must->units != 0);
}

/* Her visit of that day gets longer: from idle time, or by a unit of another client's. */
static void try_longer(struct exchange_trial *trial, const struct visit *visit)
{
	const struct problem *problem = trial->problem;
	int32_t most = base_smaller(problem->policy->max_visit_units, visit->units + open_units(trial, visit->client));
	int32_t idle = base_smaller(most, spare_longest_visit(&trial->spare, visit->caregiver, visit->day, visit));
	size_t cell = problem_cell(problem, visit->caregiver, visit->day);

	if (is_pinned(trial, visit, false) || most <= visit->units)
		return;
	if (idle > visit->units)
		weigh(trial, (struct judge_transfer){.client = visit->client,
						     .caregiver = visit->caregiver,
						     .day = visit->day,
						     .before_units = visit->units,
						     .after_units = idle,
						     .giver = REGION_NONE});
	for (int32_t i = trial->first_visit[cell]; i < trial->first_visit[cell + 1]; i++) {
		const struct visit *other = &trial->visits[i];
		if (other->client == visit->client || is_pinned(trial, other, false) ||
		    other->units <= problem->clients[other->client].shortest_units)
			continue;
		weigh(trial, (struct judge_transfer){visit->client,
						     visit->caregiver,
						     visit->day,
						     visit->units,
						     visit->units + 1,
						     other->client,
						     other->units,
						     other->units - 1,
						     {{0}}});
	}
}

/* In the place of another client's visit, or beside it when that gets shorter. */
static void try_from(struct exchange_trial *trial, int32_t client, const struct visit *other)
{
	const struct problem *problem = trial->problem;
	int32_t shortest = problem->clients[client].shortest_units, travel = problem->policy->travel_units;
	int32_t most = base_smaller(problem->policy->max_visit_units, open_units(trial, client));
	int32_t whole = spare_longest_visit(&trial->spare, other->caregiver, other->day, other);
	int32_t kept = spare_room(&trial->spare, other->caregiver, other->day, other) - travel - shortest;
	struct judge_transfer transfer = {client,        other->caregiver, other->day, 0,    shortest,
					  other->client, other->units,     0,          {{0}}};

	if (!is_pinned(trial, other, false) && kept < other->units &&
	    kept >= problem->clients[other->client].shortest_units) {
		transfer.giver_after_units = kept;
		weigh(trial, transfer);
	}
	if (is_pinned(trial, other, true) || base_smaller(whole, most) < shortest)
		return;
	transfer.after_units = base_smaller(whole, most);
	transfer.giver_after_units = 0;
	weigh(trial, transfer);
}

/* A day on which nobody comes: a new visit. */
static void try_new(struct exchange_trial *trial, int32_t client, int32_t day)
{
	const struct problem *problem = trial->problem;
	const struct problem_client *c = &problem->clients[client];
	int32_t most = base_smaller(problem->policy->max_visit_units, open_units(trial, client));

	if (c->shortest_units == 0 || most < c->shortest_units)
		return;
	for (int32_t i = 0; i < c->eligible_count; i++) {
		int32_t k = problem->eligible[c->eligible_first + i];
		size_t cell = problem_cell(problem, k, day);
		if (problem_available_units(problem, k, day) == 0 || problem_is_never(problem, client, k, day))
			continue;
		int32_t idle = base_smaller(most, spare_longest_visit(&trial->spare, k, day, NULL));
		if (idle >= c->shortest_units)
			weigh(trial, (struct judge_transfer){client, k, day, 0, idle, REGION_NONE, 0, 0, {{0}}});
		for (int32_t j = trial->first_visit[cell]; j < trial->first_visit[cell + 1]; j++)
			try_from(trial, client, &trial->visits[j]);
	}
}

/* The visit that she has by somebody else who has more time. */
static void try_other(struct exchange_trial *trial, const struct visit *own)
{
	const struct problem *problem = trial->problem;
	const struct problem_client *c = &problem->clients[own->client];
	int32_t most = base_smaller(problem->policy->max_visit_units, own->units + open_units(trial, own->client));

	for (int32_t i = 0; i < c->eligible_count && !is_pinned(trial, own, true); i++) {
		int32_t k = problem->eligible[c->eligible_first + i];
		int32_t idle = base_smaller(most, spare_longest_visit(&trial->spare, k, own->day, NULL));
		if (k != own->caregiver && idle > own->units && !problem_is_never(problem, own->client, k, own->day))
			weigh(trial, (struct judge_transfer){.client = own->client,
							     .caregiver = k,
							     .day = own->day,
							     .before_units = own->units,
							     .after_units = idle,
							     .giver = REGION_NONE});
	}
}

static void try_client(struct exchange_trial *trial, int32_t client)
{
	const struct problem_client *c = &trial->problem->clients[client];
	int32_t at = trial->spare.own_first[client], end = trial->spare.own_first[client + 1];
	int32_t digital = base_smaller(c->digital_room - trial->spare.digital_units[client], open_units(trial, client));

	trial->found = false;
	if (digital > 0)
		weigh(trial, (struct judge_transfer){.client = client,
						     .caregiver = REGION_NONE,
						     .after_units = digital,
						     .giver = REGION_NONE});
	for (int32_t day = c->first_day; day < c->first_day + c->day_count; day++)
		if (at < end && trial->spare.own[at].day == day) {
			try_longer(trial, &trial->spare.own[at]);
			try_other(trial, &trial->spare.own[at++]);
		} else {
			try_new(trial, client, day);
		}
}

static const char *client_key(const struct problem *problem, int32_t client)
{
	return problem->region->clients[problem->clients[client].region_index].key;
}

static const char *caregiver_key(const struct problem *problem, int32_t caregiver)
{
	return problem->region->caregivers[problem->caregivers[caregiver].region_index].key;
}

enum tier judge_transfer_tier(const struct judge_transfer *transfer)
{
	int tier = 0;

	while (transfer->change.scaled[tier] == 0)
		tier++;
	return (enum tier)tier;
}

void judge_transfer_tell(struct judge_findings *findings, const struct problem *problem, const struct judge_transfer *t)
{
	int minutes = problem->policy->unit_minutes, tier = (int)judge_transfer_tier(t);
	char before[HOURS_TEXT_SIZE], after[HOURS_TEXT_SIZE], from[HOURS_TEXT_SIZE], to[HOURS_TEXT_SIZE];
	char date[DAY_TEXT_SIZE];
	struct judge_finding *finding;

	hours_format(before, (int64_t)t->before_units * minutes, '.');
	hours_format(after, (int64_t)t->after_units * minutes, '.');
	hours_format(from, (int64_t)t->giver_before_units * minutes, '.');
	hours_format(to, (int64_t)t->giver_after_units * minutes, '.');
	day_format(date, problem_date(problem, t->day), false);
	if (t->caregiver == REGION_NONE)
		finding =
			judge_find(findings, JUDGE_ORDER, "0", after, "%s: %s could have %s h more digitally",
				   problem_tier_name(problem, (enum tier)tier), client_key(problem, t->client), after);
	else if (t->giver == REGION_NONE)
		finding = judge_find(findings, JUDGE_ORDER, before, after,
				     "%s: %s could have %s h by %s on %s, who has the time; now %s h",
				     problem_tier_name(problem, (enum tier)tier), client_key(problem, t->client), after,
				     caregiver_key(problem, t->caregiver), date, before);
	else
		finding = judge_find(
			findings, JUDGE_ORDER, before, after,
			"%s: %s could have %s h by %s on %s, now %s h, from %s, who is better off and would "
			"have %s h, now %s h",
			problem_tier_name(problem, (enum tier)tier), client_key(problem, t->client), after,
			caregiver_key(problem, t->caregiver), date, before, client_key(problem, t->giver), to, from);
	finding->client = client_key(problem, t->client);
	if (t->caregiver == REGION_NONE)
		return;
	finding->caregiver = caregiver_key(problem, t->caregiver);
	finding->day = problem_date(problem, t->day);
}

struct judge_transfer *judge_transfer_find(size_t *count, size_t *looked_at, const struct problem *problem,
					   const struct plan *plan)
{
	struct exchange_trial trial = {.problem = problem};
	struct judge_transfer *list = memory_allocate((size_t)problem->client_count, sizeof *list);

	*count = *looked_at = 0;
	spare_measure(&trial.spare, problem, plan);
	index_visits(&trial, plan);
	for (int32_t client = 0; client < problem->client_count; client++) {
		struct shortages lacks = shortages_after(&trial, client, 0, 0, 0);
		bool is_short = false;
		for (int t = 0; t < TIER_COUNT; t++)
			is_short |= lacks.short_units[t] > 0;
		if (!is_short)
			continue;
		(*looked_at)++;
		try_client(&trial, client);
		if (trial.found)
			list[(*count)++] = trial.best;
	}
	spare_free(&trial.spare);
	free(trial.visits);
	free(trial.first_visit);
	free(trial.planned_units);
	return list;
}
