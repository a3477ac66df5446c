#include "planner/rules/confirmed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"
#include "planner/region/schema.h"
#include "planner/rules/confirmed_private.h"

/* What the derivation needs while it runs. */
struct derivation {
	const struct problem *problem;
	struct loads bare;   /* nothing but the visit at hand */
	struct loads pinned; /* the planner's musts, at their shortest, and then what stays */
	struct confirmed_candidate *candidates;
	size_t candidate_count;
};

static void set_fate(struct confirmed_visit *confirmed, enum confirmed_fate fate, enum schema_table table, int32_t line)
{
	confirmed->fate = fate;
	confirmed->table = table == SCHEMA_TABLE_COUNT ? NULL : schemas[table].file;
	confirmed->line = line;
}

/* The pin that keeps this visit away. */
static int32_t find_never(const struct region *region, const struct previous_visit *visit)
{
	for (size_t i = 0; i < region->pin_count; i++) {
		const struct region_pin *pin = &region->pins[i];
		if (!pin->must && pin->client == visit->client && pin->caregiver == visit->caregiver &&
		    (pin->day == visit->date || pin->day == DAY_NONE))
			return pin->line;
	}
	return 0;
}

/* The first must of this client, or of this caregiver, that is not over; REGION_NONE and DAY_NONE: of any. */
static int32_t find_must(const struct problem *problem, int32_t client, int32_t caregiver, int32_t date)
{
	for (size_t i = 0; i < problem->region->pin_count; i++) {
		const struct region_pin *pin = &problem->region->pins[i];
		if (pin->must && pin->day >= problem->policy->plan_date &&
		    (client == REGION_NONE || pin->client == client) &&
		    (caregiver == REGION_NONE || pin->caregiver == caregiver) && (date == DAY_NONE || pin->day == date))
			return pin->line;
	}
	return 0;
}

static int32_t find_absence(const struct region *region, const struct previous_visit *visit)
{
	for (size_t i = 0; i < region->absence_count; i++) {
		const struct region_absence *row = &region->absences[i];
		if (row->caregiver == visit->caregiver && row->from_day <= visit->date &&
		    (row->to_day == DAY_NONE || visit->date <= row->to_day))
			return row->line;
	}
	return 0;
}

static int32_t find_shift(const struct region *region, const struct previous_visit *visit)
{
	for (size_t i = 0; i < region->availability_count; i++)
		if (region->availability[i].caregiver == visit->caregiver && region->availability[i].day == visit->date)
			return region->availability[i].line;
	return 0;
}

/* C7: because she is absent, or works less. */
static void set_no_time(struct confirmed_visit *confirmed, const struct region *region)
{
	const struct previous_visit *visit = confirmed->visit;
	int32_t line = find_absence(region, visit);

	if (line != 0)
		set_fate(confirmed, LIFTED_ABSENT, SCHEMA_ABSENCES, line);
	else
		set_fate(confirmed, LIFTED_SHIFT, SCHEMA_AVAILABILITY, find_shift(region, visit));
}

/* By the rule that breaks, and by what stands beside the visit. */
static void set_broken(struct confirmed_visit *confirmed, const struct problem *problem, int rule,
		       enum confirmed_beside beside)
{
	const struct region *region = problem->region;
	const struct previous_visit *visit = confirmed->visit;

	if (rule == 4)
		set_fate(confirmed, LIFTED_TWICE, SCHEMA_TABLE_COUNT, 0);
	else if (rule == 11)
		set_fate(confirmed, LIFTED_WANTED, SCHEMA_CLIENTS, region->clients[visit->client].line);
	else if (rule == 7)
		set_no_time(confirmed, region);
	else if (rule == 8)
		set_fate(confirmed, LIFTED_WEEK, SCHEMA_CAREGIVERS, region->caregivers[visit->caregiver].line);
	else
		set_fate(confirmed, LIFTED_ROW, SCHEMA_TABLE_COUNT, 0);
	confirmed->beside = beside;
	if (beside == BESIDE_MUSTS)
		set_fate(confirmed, confirmed->fate, SCHEMA_PINS,
			 rule == 11  ? find_must(problem, visit->client, REGION_NONE, DAY_NONE)
			 : rule == 7 ? find_must(problem, REGION_NONE, visit->caregiver, visit->date)
				     : find_must(problem, REGION_NONE, visit->caregiver, DAY_NONE));
}

/* Whether it can be a visit at all: client, caregiver and day are of this night's. */
static bool is_possible(struct confirmed_visit *confirmed, const struct problem *problem)
{
	const struct previous_visit *visit = confirmed->visit;
	const struct region *region = problem->region;

	if (visit->client == REGION_NONE) {
		set_fate(confirmed, LIFTED_CLIENT_GONE, SCHEMA_CLIENTS, 0);
		return false;
	}
	int32_t line = region->clients[visit->client].line, index = problem->client_of_region[visit->client];
	if (index == REGION_NONE) {
		bool later = problem->status[visit->client] == CLIENT_LATER;
		set_fate(confirmed, later ? LIFTED_CLIENT_LATER : LIFTED_CLIENT_FINISHED, SCHEMA_CLIENTS, line);
		return false;
	}
	const struct problem_client *client = &problem->clients[index];
	int32_t day = problem_find_day(problem, visit->date);
	if (day < client->first_day || day >= client->first_day + client->day_count) {
		set_fate(confirmed, LIFTED_CARE_DAY, SCHEMA_CLIENTS, line);
		return false;
	}
	if (visit->caregiver == REGION_NONE) {
		set_fate(confirmed, LIFTED_CAREGIVER_GONE, SCHEMA_CAREGIVERS, 0);
		return false;
	}
	return true;
}

/* The rules about a visit alone: C5, C6 and C12. */
static bool is_allowed(struct confirmed_visit *confirmed, const struct problem *problem, const struct visit *visit)
{
	const struct problem_must *must = problem_must_on(problem, visit->client, visit->day);
	const struct problem_client *client = &problem->clients[visit->client];
	const struct previous_visit *previous = confirmed->visit;
	int64_t unit_ticks = (int64_t)REGION_HOUR_TICKS * problem->policy->unit_minutes / 60;

	if (!problem_is_eligible(problem, visit->client, visit->caregiver))
		set_fate(confirmed, LIFTED_ELIGIBLE, SCHEMA_TABLE_COUNT, 0);
	else if (problem_is_never(problem, visit->client, visit->caregiver, visit->day))
		set_fate(confirmed, LIFTED_NEVER, SCHEMA_PINS, find_never(problem->region, previous));
	else if (must != NULL &&
		 (must->caregiver != visit->caregiver || (must->units != 0 && must->units != visit->units)))
		set_fate(confirmed, LIFTED_MUST, SCHEMA_PINS,
			 find_must(problem, previous->client, REGION_NONE, previous->date));
	else if (visit->units > client->left_units)
		set_fate(confirmed, LIFTED_WANTED, SCHEMA_CLIENTS, problem->region->clients[previous->client].line);
	else if (previous->ticks % unit_ticks != 0 || visit->units < client->shortest_units || visit->units == 0 ||
		 visit->units > problem->policy->max_visit_units)
		set_fate(confirmed, LIFTED_LENGTH, SCHEMA_TABLE_COUNT, 0);
	else
		return true;
	return false;
}

/* The first rule that breaks with it among what is loaded; takes it away again. */
static int try_candidate(struct loads *loads, const struct confirmed_candidate *candidate)
{
	confirmed_load(loads, candidate, 1);
	int rule = loads_broken_rule(loads, &candidate->visit);

	confirmed_load(loads, candidate, -1);
	return rule;
}

/* A visit that can be by itself becomes a candidate. */
static void judge_alone(struct derivation *d, struct confirmed_visit *confirmed, size_t index)
{
	const struct problem *problem = d->problem;
	const struct previous_visit *previous = confirmed->visit;

	if (!is_possible(confirmed, problem))
		return;
	struct confirmed_candidate candidate = {
		.index = index,
		.visit = {.client = problem->client_of_region[previous->client],
			  .caregiver = problem->caregiver_of_region[previous->caregiver],
			  .day = problem_find_day(problem, previous->date),
			  .units = problem_units_of_ticks(problem->policy, previous->ticks)}};
	const struct visit *visit = &candidate.visit;
	if (!is_allowed(confirmed, problem, visit))
		return;
	int rule = try_candidate(&d->bare, &candidate);
	if (rule != 0) {
		set_broken(confirmed, problem, rule, BESIDE_NOTHING);
		return;
	}
	const struct problem_must *must = problem_must_on(problem, visit->client, visit->day);
	if (must != NULL) {
		const struct confirmed_candidate *before =
			d->candidate_count > 0 ? &d->candidates[d->candidate_count - 1] : NULL;
		candidate.base_units = must->units != 0 ? must->units : problem->clients[must->client].shortest_units;
		/* Visits of one client on one day follow each other: has the must one already? */
		if (before != NULL && before->visit.client == visit->client && before->visit.day == visit->day) {
			set_broken(confirmed, problem, 4, BESIDE_CONFIRMED);
			return;
		}
	}
	rule = try_candidate(&d->pinned, &candidate);
	if (rule != 0)
		set_broken(confirmed, problem, rule, BESIDE_MUSTS);
	else
		d->candidates[d->candidate_count++] = candidate;
}

static void load_musts(struct loads *loads, const struct problem *problem)
{
	for (int32_t i = 0; i < problem->must_count; i++) {
		const struct problem_must *must = &problem->musts[i];
		int32_t shortest = problem->clients[must->client].shortest_units;
		bool again = i > 0 && must[-1].client == must->client && must[-1].caregiver == must->caregiver &&
			     must[-1].day == must->day;
		struct visit visit = {must->client, must->caregiver, must->day,
				      must->units != 0 ? must->units : shortest};
		if (!again)
			loads_add(loads, &visit, 1);
	}
}

/* What is confirmed: whoever was told of a visit in these days. */
static bool is_confirmed(const struct problem *problem, const struct previous_visit *visit)
{
	const struct policy *policy = problem->policy;

	return visit->date >= policy->plan_date && visit->date - policy->plan_date < policy->confirmed_days &&
	       !visit->expected &&
	       (visit->client == REGION_NONE || problem->region->clients[visit->client].birth_day != DAY_NONE);
}

void confirmed_derive(struct confirmed *confirmed, const struct problem *problem,
		      const struct previous_visits *previous)
{
	struct derivation d = {.problem = problem,
			       .candidates = memory_allocate(previous->count, sizeof *d.candidates)};

	*confirmed = (struct confirmed){.list = memory_allocate(previous->count, sizeof *confirmed->list)};
	loads_begin(&d.bare, problem);
	loads_begin(&d.pinned, problem);
	load_musts(&d.pinned, problem);
	for (size_t i = 0; i < previous->count; i++) {
		if (!is_confirmed(problem, &previous->list[i]))
			continue;
		confirmed->list[confirmed->count].visit = &previous->list[i];
		judge_alone(&d, &confirmed->list[confirmed->count], confirmed->count);
		confirmed->count++;
	}
	confirmed_settle(d.candidates, d.candidate_count, &d.pinned);
	for (size_t i = 0; i < d.candidate_count; i++)
		if (d.candidates[i].state == CANDIDATE_LIFTED)
			set_broken(&confirmed->list[d.candidates[i].index], problem,
				   try_candidate(&d.pinned, &d.candidates[i]), BESIDE_CONFIRMED);
	for (size_t i = 0; i < confirmed->count; i++)
		confirmed->lifted_count += confirmed->list[i].fate != CONFIRMED_STAYS;
	loads_free(&d.bare);
	loads_free(&d.pinned);
	free(d.candidates);
}

void confirmed_pin(const struct confirmed *confirmed, struct region *region)
{
	region->pins = memory_resize(region->pins, region->pin_count + confirmed->count, sizeof *region->pins);
	for (size_t i = 0; i < confirmed->count; i++) {
		const struct confirmed_visit *row = &confirmed->list[i];
		if (row->fate == CONFIRMED_STAYS)
			region->pins[region->pin_count++] = (struct region_pin){.client = row->visit->client,
										.caregiver = row->visit->caregiver,
										.day = row->visit->date,
										.ticks = row->visit->ticks,
										.must = true,
										.confirmed = true};
	}
}

void confirmed_hold(struct confirmed *confirmed, struct problem *problem, struct region *region,
		    const struct policy *policy, const struct previous_visits *previous)
{
	confirmed_derive(confirmed, problem, previous);
	confirmed_pin(confirmed, region);
	problem_free(problem);
	problem_derive(problem, region, policy);
}

const struct confirmed_visit *confirmed_find(const struct confirmed *confirmed, const char *client_key, int32_t date)
{
	size_t low = 0, high = confirmed->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct previous_visit *visit = confirmed->list[middle].visit;
		if (visit->date < date || (visit->date == date && strcmp(visit->client_key, client_key) < 0))
			low = middle + 1;
		else
			high = middle;
	}
	if (low == confirmed->count || confirmed->list[low].visit->date != date ||
	    strcmp(confirmed->list[low].visit->client_key, client_key) != 0)
		return NULL;
	return &confirmed->list[low];
}

void confirmed_describe(char text[CONFIRMED_TEXT_SIZE], const struct confirmed_visit *visit)
{
	static const char *const words[CONFIRMED_FATE_COUNT] = {
		[CONFIRMED_STAYS] = "it stays",
		[LIFTED_CLIENT_GONE] = "the client is not in the table any more",
		[LIFTED_CLIENT_FINISHED] = "her care days are over",
		[LIFTED_CLIENT_LATER] = "she is not planned yet",
		[LIFTED_CARE_DAY] = "C3: this is none of her care days",
		[LIFTED_CAREGIVER_GONE] = "the caregiver is not in the table any more",
		[LIFTED_ELIGIBLE] = "C5: the caregiver may not serve her any more (area, contract or mediation)",
		[LIFTED_NEVER] = "C12: the planner keeps this caregiver away from her",
		[LIFTED_MUST] = "C12: the planner has pinned something else for her on this day",
		[LIFTED_ABSENT] = "C7: the caregiver is absent",
		[LIFTED_SHIFT] = "C7: the caregiver has too little time on this day",
		[LIFTED_LENGTH] = "C6: a visit may not be of this length",
		[LIFTED_WANTED] = "C11: it is more than she still wants",
		[LIFTED_WEEK] = "C8: the caregiver's weekly limit",
		[LIFTED_ROW] = "C9: the caregiver's days in a row",
		[LIFTED_TWICE] = "C4: she has two visits on this day",
	};
	static const char *const besides[] = {
		[BESIDE_NOTHING] = "",
		[BESIDE_MUSTS] = ", beside what the planner has pinned",
		[BESIDE_CONFIRMED] = ", beside the other confirmed visits",
	};

	snprintf(text, CONFIRMED_TEXT_SIZE, "%s%s", words[visit->fate], besides[visit->beside]);
}

void confirmed_free(struct confirmed *confirmed)
{
	free(confirmed->list);
	*confirmed = (struct confirmed){0};
}
