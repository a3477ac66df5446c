#include "planner/rules/rules.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"

/* The visits in two orders, and what each client gets of them. */
struct check {
	struct broken_rules *broken;
	const struct problem *problem;
	const struct plan *plan;
	struct visit *by_client;    /* client, day, caregiver; visits that break C1 or C2 left out */
	struct visit *by_caregiver; /* caregiver, day, client; the same visits */
	size_t count;
};

static bool is_client(const struct problem *problem, int32_t client)
{
	return client >= 0 && client < problem->client_count;
}

static bool is_caregiver(const struct problem *problem, int32_t caregiver)
{
	return caregiver >= 0 && caregiver < problem->caregiver_count;
}

static void note(const struct check *check, struct broken_rule rule)
{
	memory_grow(check->broken->rules, check->broken->count, check->broken->capacity);
	check->broken->rules[check->broken->count++] = rule;
}

static int compare_numbers(int32_t a, int32_t b)
{
	return (a > b) - (a < b);
}

static int compare_by_client(const void *left, const void *right)
{
	const struct visit *a = left, *b = right;

	if (a->client != b->client)
		return compare_numbers(a->client, b->client);
	if (a->day != b->day)
		return compare_numbers(a->day, b->day);
	return compare_numbers(a->caregiver, b->caregiver);
}

static int compare_by_caregiver(const void *left, const void *right)
{
	const struct visit *a = left, *b = right;

	if (a->caregiver != b->caregiver)
		return compare_numbers(a->caregiver, b->caregiver);
	if (a->day != b->day)
		return compare_numbers(a->day, b->day);
	return compare_numbers(a->client, b->client);
}

/* C1: each visit is to a client to plan. C2: by a known caregiver. */
static void check_known(const struct check *check)
{
	for (size_t i = 0; i < check->plan->visit_count; i++) {
		const struct visit *v = &check->plan->visits[i];
		if (!is_client(check->problem, v->client))
			note(check, (struct broken_rule){1, REGION_NONE, v->caregiver, v->day, 0, 0});
		else if (!is_caregiver(check->problem, v->caregiver))
			note(check, (struct broken_rule){2, v->client, REGION_NONE, v->day, 0, 0});
	}
}

/* C3: on one of her care days. */
static void check_care_days(const struct check *check)
{
	for (size_t i = 0; i < check->count; i++) {
		const struct visit *v = &check->by_client[i];
		const struct problem_client *client = &check->problem->clients[v->client];
		if (v->day < client->first_day || v->day >= client->first_day + client->day_count)
			note(check, (struct broken_rule){3, v->client, v->caregiver, v->day, 0, 0});
	}
}

/* C4: at most one visit per client and day. */
static void check_once_a_day(const struct check *check)
{
	for (size_t i = 1; i < check->count; i++) {
		const struct visit *before = &check->by_client[i - 1], *v = &check->by_client[i];
		if (v->client == before->client && v->day == before->day)
			note(check, (struct broken_rule){4, v->client, v->caregiver, v->day, 0, 0});
	}
}

/* C5: by an eligible caregiver. */
static void check_eligible(const struct check *check)
{
	for (size_t i = 0; i < check->count; i++) {
		const struct visit *v = &check->by_client[i];
		if (!problem_is_eligible(check->problem, v->client, v->caregiver))
			note(check, (struct broken_rule){5, v->client, v->caregiver, v->day, 0, 0});
	}
}

/* C6: min_visit to max_visit; who has less than min_visit left may get that in one visit. */
static void check_length(const struct check *check)
{
	int32_t longest = check->problem->policy->max_visit_units;

	for (size_t i = 0; i < check->count; i++) {
		const struct visit *v = &check->by_client[i];
		int32_t shortest = check->problem->clients[v->client].shortest_units;
		if (shortest > 0 && shortest <= v->units && v->units <= longest)
			continue;
		int32_t allowed = shortest == 0 || v->units < shortest ? shortest : longest;
		note(check, (struct broken_rule){6, v->client, v->caregiver, v->day, v->units, allowed});
	}
}

/* Work of the caregiver-day that starts at visit `first`: visits, and travel between each two that follow. *end is the
 * first visit after it. */
static int32_t sum_day(const struct check *check, size_t first, size_t *end)
{
	const struct visit *v = check->by_caregiver;
	int32_t units = v[first].units;
	size_t i = first + 1;

	for (; i < check->count && v[i].caregiver == v[first].caregiver && v[i].day == v[first].day; i++)
		units += v[i].units + check->problem->policy->travel_units;
	*end = i;
	return units;
}

/* C7: a caregiver's visits of a day, with travel, fit her availability. */
static void check_availability(const struct check *check)
{
	for (size_t i = 0, end; i < check->count; i = end) {
		const struct visit *v = &check->by_caregiver[i];
		int32_t units = sum_day(check, i, &end);
		int32_t available = problem_available_units(check->problem, v->caregiver, v->day);
		if (units > available)
			note(check, (struct broken_rule){7, REGION_NONE, v->caregiver, v->day, units, available});
	}
}

/* C8: visits and travel of an ISO week fit what the weekly limit leaves beside past work. A week that begins with a day
 * outside the calendar is passed over: that breaks C3 in any case. */
static void check_weeks(const struct check *check)
{
	const struct problem *problem = check->problem;
	size_t i = 0;

	while (i < check->count) {
		int32_t caregiver = check->by_caregiver[i].caregiver, first_day = check->by_caregiver[i].day;
		int32_t week = day_week(problem_date(problem, first_day)), units = 0;
		while (i < check->count && check->by_caregiver[i].caregiver == caregiver &&
		       day_week(problem_date(problem, check->by_caregiver[i].day)) == week)
			units += sum_day(check, i, &i);
		if (first_day < 0 || first_day >= problem->day_count)
			continue;
		int32_t free_units = problem->week_free_units[(size_t)caregiver * (size_t)problem->week_count +
							      (size_t)problem->week_of_day[first_day]];
		if (units > free_units)
			note(check, (struct broken_rule){8, REGION_NONE, caregiver, first_day, units, free_units});
	}
}

/* C9: days in a row, counted backwards from each day that the plan has her work, past days counted. */
static void check_days_in_a_row(const struct check *check)
{
	int32_t run = 0;

	for (size_t i = 0, end; i < check->count; i = end) {
		const struct visit *v = &check->by_caregiver[i];
		const struct problem_caregiver *caregiver = &check->problem->caregivers[v->caregiver];
		bool follows = i > 0 && v[-1].caregiver == v->caregiver &&
			       problem_date(check->problem, v[-1].day) + 1 == problem_date(check->problem, v->day);
		if (!follows)
			run = v->day == 0 ? caregiver->past_run : 0;
		run++;
		sum_day(check, i, &end);
		if (caregiver->row_limit > 0 && run > caregiver->row_limit)
			note(check,
			     (struct broken_rule){9, REGION_NONE, v->caregiver, v->day, run, caregiver->row_limit});
	}
}

/* C10: digital hours fit consent, cap and what is neither minimum nor medical. C11: not more than is left of the wanted
 * hours, physical and digital together. */
static void check_amounts(const struct check *check)
{
	for (int32_t c = 0; c < check->problem->client_count; c++) {
		int32_t digital = check->plan->digital_units[c];
		int32_t room = check->problem->clients[c].digital_room;
		if (digital < 0 || digital > room)
			note(check, (struct broken_rule){10, c, REGION_NONE, REGION_NONE, digital, room});
	}
	size_t i = 0;
	for (int32_t c = 0; c < check->problem->client_count; c++) {
		int32_t units = check->plan->digital_units[c], left = check->problem->clients[c].left_units;
		for (; i < check->count && check->by_client[i].client == c; i++)
			units += check->by_client[i].units;
		if (units > left)
			note(check, (struct broken_rule){11, c, REGION_NONE, REGION_NONE, units, left});
	}
}

static bool is_made(const struct check *check, const struct problem_must *must)
{
	struct visit key = {must->client, must->caregiver, must->day, 0};
	size_t low = 0, high = check->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_by_client(&check->by_client[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < check->count && compare_by_client(&check->by_client[low], &key) == 0; low++)
		if (must->units == 0 || check->by_client[low].units == must->units)
			return true;
	return false;
}

/* C12: every must is there as pinned, no never is. C13: every confirmed visit is there as it was. */
static void check_pins(const struct check *check)
{
	for (int32_t i = 0; i < check->problem->must_count; i++) {
		const struct problem_must *must = &check->problem->musts[i];
		if (!is_made(check, must))
			note(check, (struct broken_rule){must->source == MUST_CONFIRMED ? 13 : 12, must->client,
							 must->caregiver, must->day, 0, must->units});
	}
	for (size_t i = 0; i < check->count; i++) {
		const struct visit *v = &check->by_client[i];
		if (problem_is_never(check->problem, v->client, v->caregiver, v->day))
			note(check, (struct broken_rule){12, v->client, v->caregiver, v->day, v->units, 0});
	}
}

static int compare_broken(const void *left, const void *right)
{
	const struct broken_rule *a = left, *b = right;

	if (a->rule != b->rule)
		return compare_numbers(a->rule, b->rule);
	if (a->day != b->day)
		return compare_numbers(a->day, b->day);
	if (a->client != b->client)
		return compare_numbers(a->client, b->client);
	if (a->caregiver != b->caregiver)
		return compare_numbers(a->caregiver, b->caregiver);
	return compare_numbers(a->found_units, b->found_units);
}

static void order_visits(struct check *check)
{
	size_t size = sizeof *check->by_client;

	check->by_client = memory_allocate(check->plan->visit_count, size);
	check->by_caregiver = memory_allocate(check->plan->visit_count, size);
	for (size_t i = 0; i < check->plan->visit_count; i++) {
		const struct visit *v = &check->plan->visits[i];
		if (is_client(check->problem, v->client) && is_caregiver(check->problem, v->caregiver))
			check->by_client[check->count++] = *v;
	}
	memcpy(check->by_caregiver, check->by_client, check->count * size);
	qsort(check->by_client, check->count, size, compare_by_client);
	qsort(check->by_caregiver, check->count, size, compare_by_caregiver);
}

void rules_check(struct broken_rules *broken, const struct problem *problem, const struct plan *plan)
{
	struct check check = {.broken = broken, .problem = problem, .plan = plan};

	*broken = (struct broken_rules){0};
	order_visits(&check);
	check_known(&check);
	check_care_days(&check);
	check_once_a_day(&check);
	check_eligible(&check);
	check_length(&check);
	check_availability(&check);
	check_weeks(&check);
	check_days_in_a_row(&check);
	check_amounts(&check);
	check_pins(&check);
	free(check.by_client);
	free(check.by_caregiver);
	if (broken->count > 1)
		qsort(broken->rules, broken->count, sizeof *broken->rules, compare_broken);
}

void rules_free(struct broken_rules *broken)
{
	free(broken->rules);
	*broken = (struct broken_rules){0};
}
