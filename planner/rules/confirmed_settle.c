/* As few confirmed visits lifted as will do (confirmed.h). */
#include <limits.h>
#include <stdlib.h>

#include "planner/base/memory.h"
#include "planner/rules/confirmed.h"
#include "planner/rules/confirmed_private.h"

#define NEVER INT32_MAX /* so many lifted would not be enough */

/* Visits that are linked by limits which do not hold. loads has in it whatever is not lifted. */
struct knot {
	struct loads *loads;
	struct confirmed_candidate **members; /* in the order in which they are kept */
	struct confirmed_candidate **savers;  /* the same, what saves most first */
	int32_t count;
	int64_t steps; /* pairs looked at */
};

enum limit { LIMIT_DAY, LIMIT_WEEK, LIMIT_CLIENT, LIMIT_ONCE, LIMIT_COUNT };

void confirmed_load(struct loads *loads, const struct confirmed_candidate *candidate, int32_t sign)
{
	struct visit must = candidate->visit;

	must.units = candidate->base_units;
	if (must.units > 0)
		loads_add(loads, &must, -sign);
	loads_add(loads, &candidate->visit, sign);
}

static bool shares(const struct loads *loads, enum limit limit, const struct visit *a, const struct visit *b)
{
	const int32_t *weeks = loads->problem->week_of_day;

	switch (limit) {
	case LIMIT_DAY:
		return a->caregiver == b->caregiver && a->day == b->day;
	case LIMIT_WEEK:
		return a->caregiver == b->caregiver && weeks[a->day] == weeks[b->day];
	case LIMIT_CLIENT:
		return a->client == b->client;
	default:
		return a->client == b->client && a->day == b->day;
	}
}

static int32_t excess_of(const struct loads *loads, enum limit limit, const struct visit *visit)
{
	switch (limit) {
	case LIMIT_DAY:
		return loads_day_excess(loads, visit->caregiver, visit->day);
	case LIMIT_WEEK:
		return loads_week_excess(loads, visit->caregiver, visit->day);
	case LIMIT_CLIENT:
		return loads_client_excess(loads, visit->client);
	default:
		return loads_client_visits(loads, visit->client, visit->day) - 1;
	}
}

/* What lifting it takes away of the excess, or more: travel is not saved with the last visit of a day, nor where a must
 * of the planner's stays in its place. */
static int32_t saving(const struct loads *loads, enum limit limit, const struct confirmed_candidate *candidate)
{
	int32_t units = candidate->visit.units - candidate->base_units;

	if (limit == LIMIT_ONCE)
		return 1;
	return limit == LIMIT_CLIENT ? units : units + loads->problem->policy->travel_units;
}

/* How many at least are to be lifted of those that share the limit of one that is not. */
static int32_t count_for_limit(const struct knot *knot, enum limit limit, const struct visit *visit)
{
	int32_t excess = excess_of(knot->loads, limit, visit), needed = 0;

	for (int32_t i = 0; i < knot->count && excess > 0; i++) {
		const struct confirmed_candidate *other = knot->savers[i];
		if (other->state != CANDIDATE_OPEN || !shares(knot->loads, limit, visit, &other->visit))
			continue;
		excess -= saving(knot->loads, limit, other);
		needed++;
	}
	return excess > 0 ? NEVER : needed;
}

static bool is_first_of_limit(const struct knot *knot, enum limit limit, int32_t at)
{
	for (int32_t i = 0; i < at; i++)
		if (knot->members[i]->state != CANDIDATE_LIFTED &&
		    shares(knot->loads, limit, &knot->members[i]->visit, &knot->members[at]->visit))
			return false;
	return true;
}

/* Open visits that are all that she does on a day; 0 if something else keeps her there. */
static int32_t count_clearing(const struct knot *knot, int32_t caregiver, int32_t day)
{
	int32_t open = 0;

	for (int32_t i = 0; i < knot->count; i++) {
		const struct confirmed_candidate *c = knot->members[i];
		open += c->state == CANDIDATE_OPEN && c->base_units == 0 && c->visit.caregiver == caregiver &&
			c->visit.day == day;
	}
	return open == knot->loads->day_visits[problem_cell(knot->loads->problem, caregiver, day)] ? open : 0;
}

/* C9 around a visit: one of the days has to be cleared. */
static int32_t count_for_row(const struct knot *knot, const struct visit *visit)
{
	const struct problem_caregiver *caregiver = &knot->loads->problem->caregivers[visit->caregiver];
	int32_t first, end, run = loads_run(knot->loads, visit->caregiver, visit->day, &first, &end);
	int32_t stays = first == 0 ? caregiver->past_run : 0, least = NEVER;

	if (caregiver->row_limit == 0 || run <= caregiver->row_limit)
		return 0;
	for (int32_t day = first; day < end; day++) {
		int32_t clearing = count_clearing(knot, visit->caregiver, day);
		stays = clearing > 0 ? 0 : stays + 1;
		if (stays > caregiver->row_limit)
			return NEVER;
		if (clearing > 0 && clearing < least)
			least = clearing;
	}
	return least;
}

static bool is_first_of_caregiver(const struct knot *knot, int32_t at)
{
	for (int32_t i = 0; i < at; i++)
		if (knot->members[i]->state != CANDIDATE_LIFTED &&
		    knot->members[i]->visit.caregiver == knot->members[at]->visit.caregiver)
			return false;
	return true;
}

/* The most that any row of this caregiver needs. */
static int32_t count_for_rows(const struct knot *knot, int32_t at)
{
	int32_t most = 0;

	for (int32_t i = at; i < knot->count && is_first_of_caregiver(knot, at); i++) {
		const struct confirmed_candidate *c = knot->members[i];
		if (c->state == CANDIDATE_LIFTED || c->visit.caregiver != knot->members[at]->visit.caregiver)
			continue;
		int32_t needed = count_for_row(knot, &c->visit);
		most = needed > most ? needed : most;
	}
	return most;
}

/* So many of the open ones have to be lifted at least; 0 only if every limit holds, NEVER if all would not do. */
static int32_t count_least(struct knot *knot)
{
	int32_t needed[LIMIT_COUNT + 1] = {0}, most = 0;

	knot->steps += (int64_t)knot->count * knot->count;
	for (int32_t i = 0; i < knot->count; i++) {
		if (knot->members[i]->state == CANDIDATE_LIFTED)
			continue;
		for (int limit = 0; limit <= LIMIT_COUNT; limit++) {
			int32_t more = limit == LIMIT_COUNT ? count_for_rows(knot, i)
				     : is_first_of_limit(knot, (enum limit)limit, i)
					     ? count_for_limit(knot, (enum limit)limit, &knot->members[i]->visit)
					     : 0;
			if (more == NEVER)
				return NEVER;
			needed[limit] += more;
			most = needed[limit] > most ? needed[limit] : most;
		}
	}
	return most;
}

static void set_state(struct knot *knot, struct confirmed_candidate *candidate, enum confirmed_state state)
{
	if ((candidate->state == CANDIDATE_LIFTED) != (state == CANDIDATE_LIFTED))
		confirmed_load(knot->loads, candidate, state == CANDIDATE_LIFTED ? -1 : 1);
	candidate->state = state;
}

/* Can the limits be kept by lifting at most so many, of those from `at` on? Each is kept if it can be, in their order;
 * then those that are lifted are marked. */
static bool lift(struct knot *knot, int32_t at, int32_t budget)
{
	int32_t least = knot->steps < CONFIRMED_STEPS ? count_least(knot) : NEVER;

	if (least == 0)
		return true;
	if (least > budget)
		return false;
	struct confirmed_candidate *candidate = knot->members[at];
	set_state(knot, candidate, CANDIDATE_KEPT);
	if (lift(knot, at + 1, budget))
		return true;
	set_state(knot, candidate, CANDIDATE_LIFTED);
	if (lift(knot, at + 1, budget - 1))
		return true;
	set_state(knot, candidate, CANDIDATE_OPEN);
	return false;
}

/* Where the work does not reach: each is kept that can be beside those before it. */
static void lift_one_by_one(struct knot *knot)
{
	for (int32_t i = 0; i < knot->count; i++)
		set_state(knot, knot->members[i], CANDIDATE_LIFTED);
	for (int32_t i = 0; i < knot->count; i++) {
		set_state(knot, knot->members[i], CANDIDATE_KEPT);
		if (loads_broken_rule(knot->loads, &knot->members[i]->visit) != 0)
			set_state(knot, knot->members[i], CANDIDATE_LIFTED);
	}
}

static int compare_savings(const void *left, const void *right)
{
	const struct confirmed_candidate *a = *(const struct confirmed_candidate *const *)left;
	const struct confirmed_candidate *b = *(const struct confirmed_candidate *const *)right;
	int32_t saved_a = a->visit.units - a->base_units, saved_b = b->visit.units - b->base_units;

	return saved_a != saved_b ? (saved_a < saved_b) - (saved_a > saved_b) : (a > b) - (a < b);
}

static void untie(struct knot *knot)
{
	for (int32_t i = 0; i < knot->count; i++)
		knot->savers[i] = knot->members[i];
	qsort(knot->savers, (size_t)knot->count, sizeof(struct confirmed_candidate *), compare_savings);
	for (int32_t budget = count_least(knot); budget < knot->count; budget++)
		if (lift(knot, 0, budget))
			return;
	lift_one_by_one(knot);
}

static int32_t lacks_of_minimum(const struct problem *problem, int32_t client)
{
	const struct problem_client *c = &problem->clients[client];

	return c->minimum_units > c->physical_received ? c->minimum_units - c->physical_received : 0;
}

static int compare_claims(const void *left, const void *right, void *context)
{
	const struct confirmed_candidate *a = left, *b = right;
	int32_t lack_a = lacks_of_minimum(context, a->visit.client),
		lack_b = lacks_of_minimum(context, b->visit.client);

	if (a->visit.day != b->visit.day)
		return a->visit.day < b->visit.day ? -1 : 1;
	if (lack_a != lack_b)
		return lack_a > lack_b ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index); /* by keys, as the previous visits are */
}

static int32_t find_knot(const struct confirmed_candidate *candidates, int32_t at)
{
	while (candidates[at].knot != at)
		at = candidates[at].knot;
	return at;
}

/* Links the candidate with the first that came to this limit. seen: that one from 1, 0 for none. */
static void link_with(struct confirmed_candidate *candidates, int32_t at, int32_t *seen)
{
	int32_t a = *seen > 0 ? find_knot(candidates, *seen - 1) : at, b = find_knot(candidates, at);

	if (*seen == 0)
		*seen = at + 1;
	if (a < b)
		candidates[b].knot = a;
	else
		candidates[a].knot = b;
}

/* Those that share a limit which does not hold are of one knot. */
static void link_candidates(struct confirmed_candidate *candidates, int32_t count, const struct loads *loads)
{
	const struct problem *problem = loads->problem;
	size_t caregivers = (size_t)problem->caregiver_count, weeks = (size_t)problem->week_count;
	int32_t *days = memory_allocate(caregivers * (size_t)problem->day_count, sizeof *days);
	int32_t *in_week = memory_allocate(caregivers * weeks, sizeof *in_week);
	int32_t *rows = memory_allocate(caregivers, sizeof *rows);
	int32_t *clients = memory_allocate((size_t)problem->client_count, sizeof *clients);

	for (int32_t i = 0; i < count; i++)
		candidates[i].knot = i;
	for (int32_t i = 0; i < count; i++) {
		const struct visit *v = &candidates[i].visit;
		int32_t row_limit = problem->caregivers[v->caregiver].row_limit;
		if (loads_day_excess(loads, v->caregiver, v->day) > 0)
			link_with(candidates, i, &days[problem_cell(problem, v->caregiver, v->day)]);
		if (loads_week_excess(loads, v->caregiver, v->day) > 0)
			link_with(candidates, i,
				  &in_week[(size_t)v->caregiver * weeks + (size_t)problem->week_of_day[v->day]]);
		if (row_limit > 0 && loads_run(loads, v->caregiver, v->day, NULL, NULL) > row_limit)
			link_with(candidates, i, &rows[v->caregiver]);
		if (loads_client_excess(loads, v->client) > 0 || loads_client_visits(loads, v->client, v->day) > 1)
			link_with(candidates, i, &clients[v->client]);
	}
	free(days);
	free(in_week);
	free(rows);
	free(clients);
}

static int compare_knots(const void *left, const void *right)
{
	const struct confirmed_candidate *a = *(const struct confirmed_candidate *const *)left;
	const struct confirmed_candidate *b = *(const struct confirmed_candidate *const *)right;

	return a->knot != b->knot ? (a->knot > b->knot) - (a->knot < b->knot) : (a > b) - (a < b);
}

void confirmed_settle(struct confirmed_candidate *candidates, size_t count, struct loads *loads)
{
	struct knot knot = {.loads = loads,
			    .members = memory_allocate(count, sizeof(struct confirmed_candidate *)),
			    .savers = memory_allocate(count, sizeof(struct confirmed_candidate *))};
	struct confirmed_candidate **order = memory_allocate(count, sizeof *order);

	qsort_r(candidates, count, sizeof *candidates, compare_claims, (void *)(uintptr_t)loads->problem);
	for (size_t i = 0; i < count; i++)
		confirmed_load(loads, &candidates[i], 1);
	link_candidates(candidates, (int32_t)count, loads);
	for (size_t i = 0; i < count; i++) {
		candidates[i].knot = find_knot(candidates, (int32_t)i);
		order[i] = &candidates[i];
	}
	qsort(order, count, sizeof *order, compare_knots);
	for (size_t i = 0; i < count;) {
		int32_t first = order[i]->knot;
		knot.count = 0;
		knot.steps = 0;
		for (; i < count && order[i]->knot == first; i++)
			knot.members[knot.count++] = order[i];
		if (knot.count > 1)
			untie(&knot);
	}
	free(order);
	free(knot.members);
	free(knot.savers);
}
