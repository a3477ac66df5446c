#include "planner/figures/whatif_changes.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"
#include "planner/plan/solution.h"

/* A client to plan in the one or the other, or in both; REGION_NONE: not there. */
struct pair {
	const struct outcome *base, *scenario;
	int32_t before, after;
};

static const struct problem_client *client_of(const struct outcome *outcome, int32_t client)
{
	return &outcome->problem->clients[client];
}

static const struct region_client *row_of(const struct outcome *outcome, int32_t client)
{
	return &outcome->problem->region->clients[client_of(outcome, client)->region_index];
}

static int64_t minutes_of(const struct outcome *outcome, int64_t units)
{
	return units * outcome->problem->policy->unit_minutes;
}

static struct whatif_side make_side(const struct outcome *outcome, int32_t client)
{
	struct whatif_side side = {0};

	if (client == REGION_NONE)
		return side;
	const struct allocation *row = &outcome->allocations[client_of(outcome, client)->region_index];
	side.planned_minutes = minutes_of(outcome, row->planned_units);
	side.digital_minutes = minutes_of(outcome, row->digital_units);
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		int32_t units = row->shortages.short_units[problem_tier(outcome->problem, (enum tier_kind)kind)];
		side.short_amounts[kind] = kind == KIND_PRESENCE ? units : minutes_of(outcome, units);
		if (kind != KIND_PRESENCE)
			side.hours_short_minutes += side.short_amounts[kind];
	}
	return side;
}

static bool is_registered(const struct outcome *outcome, const char *key)
{
	const struct region *region = outcome->problem->region;

	for (size_t i = 0; i < region->client_count; i++)
		if (strcmp(region->clients[i].key, key) == 0)
			return true;
	return false;
}

static bool has_other_days(const struct pair *pair)
{
	const struct problem_client *before = client_of(pair->base, pair->before);
	const struct problem_client *after = client_of(pair->scenario, pair->after);

	return problem_date(pair->base->problem, before->first_day) !=
		       problem_date(pair->scenario->problem, after->first_day) ||
	       before->day_count != after->day_count;
}

static bool has_other_demand(const struct pair *pair)
{
	const struct problem_client *before = client_of(pair->base, pair->before);
	const struct problem_client *after = client_of(pair->scenario, pair->after);

	return minutes_of(pair->base, before->minimum_units) != minutes_of(pair->scenario, after->minimum_units) ||
	       minutes_of(pair->base, before->medical_units) != minutes_of(pair->scenario, after->medical_units) ||
	       minutes_of(pair->base, before->rest_units) != minutes_of(pair->scenario, after->rest_units) ||
	       (before->rest_tier == TIER_REMAINING) != (after->rest_tier == TIER_REMAINING);
}

static bool has_other_digital(const struct pair *pair)
{
	return minutes_of(pair->base, client_of(pair->base, pair->before)->digital_room) !=
	       minutes_of(pair->scenario, client_of(pair->scenario, pair->after)->digital_room);
}

static const char *caregiver_key(const struct problem *problem, int32_t caregiver)
{
	return problem->region->caregivers[problem->caregivers[caregiver].region_index].key;
}

/* Both lists are in the order of keys. */
static bool has_other_reach(const struct pair *pair)
{
	const struct problem_client *before = client_of(pair->base, pair->before);
	const struct problem_client *after = client_of(pair->scenario, pair->after);

	if (before->eligible_count != after->eligible_count)
		return true;
	for (int32_t i = 0; i < before->eligible_count; i++)
		if (strcmp(caregiver_key(pair->base->problem,
					 pair->base->problem->eligible[before->eligible_first + i]),
			   caregiver_key(pair->scenario->problem,
					 pair->scenario->problem->eligible[after->eligible_first + i])) != 0)
			return true;
	return false;
}

/* The caregiver of this key, or REGION_NONE: they stand in the order of keys. */
static int32_t find_caregiver(const struct problem *problem, const char *key)
{
	int32_t low = 0, high = problem->caregiver_count;

	while (low < high) {
		int32_t middle = (low + high) / 2, order = strcmp(caregiver_key(problem, middle), key);
		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return REGION_NONE;
}

static bool has_lost_shift(const struct pair *pair)
{
	const struct problem *base = pair->base->problem, *scenario = pair->scenario->problem;
	const struct plan *plan = &pair->base->solution->plan;

	for (size_t i = 0; i < plan->visit_count; i++) {
		const struct visit *visit = &plan->visits[i];
		if (visit->client != pair->before)
			continue;
		int32_t caregiver = find_caregiver(scenario, caregiver_key(base, visit->caregiver));
		int32_t day = problem_find_day(scenario, problem_date(base, visit->day));
		int32_t units = caregiver == REGION_NONE ? 0 : problem_available_units(scenario, caregiver, day);
		if (units * scenario->policy->unit_minutes <
		    problem_available_units(base, visit->caregiver, visit->day) * base->policy->unit_minutes)
			return true;
	}
	return false;
}

static enum whatif_reason find_reason(const struct pair *pair)
{
	if (pair->before == REGION_NONE)
		return is_registered(pair->base, row_of(pair->scenario, pair->after)->key) ? WHATIF_DAYS
											   : WHATIF_REGISTRATION;
	if (pair->after == REGION_NONE)
		return is_registered(pair->scenario, row_of(pair->base, pair->before)->key) ? WHATIF_DAYS
											    : WHATIF_REGISTRATION;
	return has_other_days(pair)    ? WHATIF_DAYS
	     : has_other_demand(pair)  ? WHATIF_DEMAND
	     : has_other_digital(pair) ? WHATIF_DIGITAL
	     : has_other_reach(pair)   ? WHATIF_REACH
	     : has_lost_shift(pair)    ? WHATIF_SHIFTS
				       : WHATIF_OTHERS;
}

static bool is_same(const struct pair *pair, const struct whatif_change *change)
{
	return pair->before != REGION_NONE && pair->after != REGION_NONE &&
	       memcmp(change->before.short_amounts, change->after.short_amounts, sizeof change->before.short_amounts) ==
		       0;
}

static struct whatif_change make_change(const struct pair *pair)
{
	const struct region_client *row =
		pair->after != REGION_NONE ? row_of(pair->scenario, pair->after) : row_of(pair->base, pair->before);
	const struct bottlenecks *found = &pair->scenario->bottlenecks;
	int32_t bottleneck = pair->after != REGION_NONE ? found->of_client[pair->after] : REGION_NONE;

	return (struct whatif_change){
		.key = row->key,
		.postcode = row->postcode,
		.kind = pair->before == REGION_NONE ? WHATIF_NEW
		      : pair->after == REGION_NONE  ? WHATIF_GONE
						    : WHATIF_CHANGED,
		.before = make_side(pair->base, pair->before),
		.after = make_side(pair->scenario, pair->after),
		.bottleneck = bottleneck != REGION_NONE ? &found->list[bottleneck] : NULL,
	};
}

/* The next in the order of keys, in which both problems have their clients. */
static struct pair next_pair(const struct outcome *base, const struct outcome *scenario, int32_t *b, int32_t *s)
{
	struct pair pair = {base, scenario, REGION_NONE, REGION_NONE};
	int order = *b >= base->problem->client_count     ? 1
		  : *s >= scenario->problem->client_count ? -1
							  : strcmp(row_of(base, *b)->key, row_of(scenario, *s)->key);

	if (order <= 0)
		pair.before = (*b)++;
	if (order >= 0)
		pair.after = (*s)++;
	return pair;
}

struct whatif_change *whatif_changes_list(size_t *count, const struct outcome *base, const struct outcome *scenario)
{
	int32_t before = base->problem->client_count, after = scenario->problem->client_count;
	struct whatif_change *changes = memory_allocate((size_t)before + (size_t)after, sizeof *changes);

	*count = 0;
	for (int32_t b = 0, s = 0; b < before || s < after;) {
		struct pair pair = next_pair(base, scenario, &b, &s);
		struct whatif_change change = make_change(&pair);
		if (is_same(&pair, &change))
			continue;
		change.reason = find_reason(&pair);
		changes[(*count)++] = change;
	}
	return changes;
}
