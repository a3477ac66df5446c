#include "planner/reasons/pin_reasons.h"

#include <stdlib.h>

#include "planner/base/memory.h"
#include "planner/plan/values.h"

bool pin_reasons_keep_away(const struct problem *problem, int32_t client)
{
	const struct problem_client *c = &problem->clients[client];
	bool forbidden = false;

	for (int32_t i = 0; i < c->eligible_count; i++) {
		int32_t caregiver = problem->eligible[c->eligible_first + i];
		for (int32_t day = c->first_day; day < c->first_day + c->day_count; day++) {
			if (problem_available_units(problem, caregiver, day) < c->shortest_units)
				continue;
			if (!problem_is_never(problem, client, caregiver, day))
				return false;
			forbidden = true;
		}
	}
	return forbidden;
}

/* The shortages of who loses this visit; of no one if somebody else with time left may come in its place. */
static struct shortages without_visit(const struct spare *spare, const struct visit *visit)
{
	const struct problem *problem = spare->problem;
	const struct problem_client *client = &problem->clients[visit->client];

	for (int32_t i = 0; i < client->eligible_count; i++) {
		int32_t other = problem->eligible[client->eligible_first + i];
		if (other != visit->caregiver && !problem_is_never(problem, visit->client, other, visit->day) &&
		    spare_longest_visit(spare, other, visit->day, NULL) >= visit->units)
			return spare_shortages(spare, visit->client);
	}
	return values_client(client, spare->own_units[visit->client] - visit->units,
			     spare->own_points[visit->client] - problem_points(client, visit->day),
			     spare->digital_units[visit->client]);
}

void pin_reasons_find(struct pin_reasons *reasons, struct spare *spare)
{
	const struct problem *problem = spare->problem;

	*reasons = (struct pin_reasons){.spare = spare};
	reasons->musts = memory_allocate((size_t)problem->must_count, sizeof *reasons->musts);
	for (int32_t i = 0; i < problem->must_count; i++) {
		const struct problem_must *must = &problem->musts[i];
		for (int32_t j = spare->own_first[must->client]; j < spare->own_first[must->client + 1]; j++) {
			const struct visit *visit = &spare->own[j];
			if (visit->day != must->day || visit->caregiver != must->caregiver)
				continue;
			reasons->musts[reasons->must_count++] = (struct pinned_visit){
				visit, must, spare_shortages(spare, must->client), without_visit(spare, visit)};
			break;
		}
	}
}

/* The first must of another client with whose time, given to her, the plan would be better: a confirmed one, which is
 * nothing else, or one of the planner's. NULL if there is none. */
static const struct problem_must *find_in_the_way(const struct pin_reasons *reasons, int32_t client,
						  const struct shortages *shortages, bool confirmed)
{
	struct spare *spare = reasons->spare;

	for (int32_t i = 0; i < reasons->must_count; i++) {
		const struct pinned_visit *must = &reasons->musts[i];
		const struct visit *visit = must->visit;
		if (visit->client == client || (must->must->source == MUST_CONFIRMED) != confirmed ||
		    !problem_is_eligible(spare->problem, client, visit->caregiver))
			continue;
		spare_book(spare, visit, -1);
		struct shortages before[2] = {*shortages, must->with};
		struct shortages after[2] = {spare_best(spare, client, visit->caregiver, SPARE_PINS_HOLD),
					     must->without};
		spare_book(spare, visit, 1);
		bool is_nearer = after[0].short_units[TIER_MINIMUM] < before[0].short_units[TIER_MINIMUM];
		if ((is_nearer || !confirmed) && values_pair_gain(before, after))
			return must->must;
	}
	return NULL;
}

int32_t pin_reasons_find_confirmed(struct pin_reasons *reasons, int32_t client, const struct shortages *shortages,
				   const struct shortages *held)
{
	struct spare *spare = reasons->spare;
	const struct problem *problem = spare->problem;
	const struct problem_client *c = &problem->clients[client];

	if (shortages->short_units[TIER_MINIMUM] == 0)
		return REGION_NONE;
	for (int32_t i = c->must_first; i < c->must_first + c->must_count; i++) {
		if (problem->musts[i].source != MUST_CONFIRMED)
			continue;
		spare->aside = &problem->musts[i];
		struct shortages best = spare_best(spare, client, REGION_NONE, SPARE_PINS_HOLD);
		spare->aside = NULL;
		if (best.short_units[TIER_MINIMUM] < held->short_units[TIER_MINIMUM])
			return i;
	}
	const struct problem_must *other = find_in_the_way(reasons, client, shortages, true);

	return other == NULL ? REGION_NONE : (int32_t)(other - problem->musts);
}

bool pin_reasons_hold(struct pin_reasons *reasons, int32_t client, const struct shortages *shortages,
		      const struct shortages *held)
{
	const struct problem *problem = reasons->spare->problem;

	if (problem->must_count == 0 && problem->never_count == 0)
		return false;
	struct shortages aside = spare_best(reasons->spare, client, REGION_NONE, SPARE_PINS_ASIDE);
	return spare_compare(&aside, held) < 0 || find_in_the_way(reasons, client, shortages, false) != NULL;
}

void pin_reasons_free(struct pin_reasons *reasons)
{
	free(reasons->musts);
	*reasons = (struct pin_reasons){0};
}
