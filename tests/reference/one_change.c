#include "tests/reference/one_change.h"

#include "planner/plan/values.h"
#include "planner/rules/rules.h"

static bool obeys_rules(const struct problem *problem, const struct plan *plan)
{
	struct broken_rules broken;

	rules_check(&broken, problem, plan);
	bool obeys = broken.count == 0;
	rules_free(&broken);
	return obeys;
}

/* Shortens the digital hours of the client to what her visits leave. */
static void make_room(struct plan *plan, const struct problem *problem, int32_t client)
{
	int32_t left = problem->clients[client].left_units;

	for (size_t i = 0; i < plan->visit_count; i++)
		left -= plan->visits[i].client == client ? plan->visits[i].units : 0;
	while (plan->digital_units[client] > 0 && plan->digital_units[client] > left)
		plan->digital_units[client]--;
}

/* Takes the next lengths of the client's visits besides that of this day, each from what it is down to her shortest,
 * those of fixed length aside; at last what they are again, and false. */
static bool shorten_next(struct plan *changed, const struct problem *problem, const struct plan *plan, int32_t client,
			 int32_t day)
{
	for (size_t i = 0; i < changed->visit_count; i++) {
		struct visit *v = &changed->visits[i];
		const struct problem_must *must = problem_find_must(problem, client, v->caregiver, v->day);
		if (v->client != client || v->day == day || (must != NULL && must->units != 0))
			continue;
		if (v->units > problem->clients[client].shortest_units) {
			v->units--;
			return true;
		}
		for (size_t j = 0; j < plan->visit_count; j++)
			if (plan->visits[j].client == client && plan->visits[j].day == v->day)
				v->units = plan->visits[j].units;
	}
	return false;
}

/* Is the plan better, and within the rules, with this visit in the place of what the client has on its day, and her
 * other visits as they are or shortened in any way? */
static bool is_helped_by(const struct problem *problem, const struct plan *plan, const struct values *before,
			 struct visit visit)
{
	struct plan changed = {0};
	int32_t digital = plan->digital_units[visit.client];
	bool helped = false;

	plan_copy(&changed, plan, problem);
	for (size_t i = 0; i < changed.visit_count; i++)
		if (changed.visits[i].client == visit.client && changed.visits[i].day == visit.day)
			changed.visits[i--] = changed.visits[--changed.visit_count];
	plan_add_visit(&changed, visit);
	do {
		changed.digital_units[visit.client] = digital;
		make_room(&changed, problem, visit.client);
		struct values after = values_plan(problem, &changed);
		if (values_compare(&after, before) >= 0)
			continue;
		helped = obeys_rules(problem, &changed);
	} while (!helped && shorten_next(&changed, problem, plan, visit.client, visit.day));
	plan_free(&changed);
	return helped;
}

bool one_change_helps(const struct problem *problem, const struct plan *plan, int32_t client)
{
	struct values before = values_plan(problem, plan);
	struct plan changed = {0};
	bool helped;

	plan_copy(&changed, plan, problem);
	changed.digital_units[client] = problem->clients[client].digital_room;
	make_room(&changed, problem, client);
	struct values digital = values_plan(problem, &changed);
	helped = values_compare(&digital, &before) < 0;
	for (int32_t day = 0; day < problem->day_count && !helped; day++)
		for (int32_t k = 0; k < problem->caregiver_count && !helped; k++)
			for (int32_t units = 1; units <= problem->policy->max_visit_units && !helped; units++)
				helped = is_helped_by(problem, plan, &before, (struct visit){client, k, day, units});
	plan_free(&changed);
	return helped;
}
