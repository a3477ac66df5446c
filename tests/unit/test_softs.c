/* After the tiers: no single change of a plan of a tiny region, at equal tier values, makes mediation, continuity,
 * stability and digital hours better in this order; and the previous plan stands when planned again. */
#include <criterion/criterion.h>
#include <string.h>

#include "planner/rules/rules.h"
#include "planner/plan/solution.h"
#include "planner/solve/solve.h"
#include "tests/reference/brute_force.h"
#include "tests/support/tiny.h"

#define REGIONS 300
#define WORK_LIMIT 1000000 /* steps of brute force */
#define EFFORT 100
#define SOFT_COUNT 4

/* What is wanted least, in the order in which it counts. */
static void list_softs(int64_t list[SOFT_COUNT], const struct problem *problem, const struct plan *plan,
		       const struct plan *previous)
{
	struct softs softs = values_softs(problem, plan, previous);

	list[0] = softs.mediated_units;
	list[1] = softs.excess_caregivers;
	list[2] = softs.dropped_visits;
	list[3] = problem->policy->digital == POLICY_DIGITAL_ALWAYS ? -softs.digital_units : softs.digital_units;
}

static const char *const soft_names[SOFT_COUNT] = {"mediation", "continuity", "stability", "digital"};

/* The first soft aim in which the changed plan is better than the plan at equal tier values and none worse; or NULL. */
static const char *find_gain(const struct problem *problem, const struct plan *plan, const struct plan *changed,
			     const struct plan *previous)
{
	struct broken_rules broken;
	struct values before = values_plan(problem, plan), after = values_plan(problem, changed);
	int64_t softs_before[SOFT_COUNT], softs_after[SOFT_COUNT];

	rules_check(&broken, problem, changed);
	size_t broken_count = broken.count;
	rules_free(&broken);
	if (broken_count > 0 || values_compare(&after, &before) != 0)
		return NULL;
	list_softs(softs_before, problem, plan, previous);
	list_softs(softs_after, problem, changed, previous);
	for (int i = 0; i < SOFT_COUNT; i++)
		if (softs_after[i] != softs_before[i])
			return softs_after[i] < softs_before[i] ? soft_names[i] : NULL;
	return NULL;
}

static void expect_no_gain(const struct problem *problem, const struct plan *plan, const struct plan *changed,
			   const struct plan *previous, uint64_t seed)
{
	const char *gain = find_gain(problem, plan, changed, previous);

	cr_expect_null(gain, "region %d: one change makes %s better", (int)seed, gain);
}

/* Every visit by somebody else. */
static void try_other_caregivers(const struct problem *problem, const struct plan *plan, const struct plan *previous,
				 uint64_t seed)
{
	struct plan changed = {0};

	plan_copy(&changed, plan, problem);
	for (size_t i = 0; i < plan->visit_count; i++) {
		for (int32_t k = 0; k < problem->caregiver_count; k++) {
			changed.visits[i].caregiver = k;
			expect_no_gain(problem, plan, &changed, previous, seed);
		}
		changed.visits[i].caregiver = plan->visits[i].caregiver;
	}
	plan_free(&changed);
}

/* A unit of a visit for a digital one, and the other way round. */
static void try_digital(const struct problem *problem, const struct plan *plan, const struct plan *previous,
			uint64_t seed)
{
	struct plan changed = {0};

	plan_copy(&changed, plan, problem);
	for (size_t i = 0; i < plan->visit_count; i++)
		for (int32_t step = -1; step <= 1; step += 2) {
			changed.visits[i].units += step;
			changed.digital_units[plan->visits[i].client] -= step;
			expect_no_gain(problem, plan, &changed, previous, seed);
			changed.visits[i].units -= step;
			changed.digital_units[plan->visits[i].client] += step;
		}
	plan_free(&changed);
}

static void expect_same_visits(const struct plan *a, const struct plan *b, uint64_t seed)
{
	cr_expect_eq(a->visit_count, b->visit_count, "region %d: another number of visits", (int)seed);
	for (size_t i = 0; i < a->visit_count && i < b->visit_count; i++)
		cr_expect(a->visits[i].client == b->visits[i].client &&
				  a->visits[i].caregiver == b->visits[i].caregiver &&
				  a->visits[i].day == b->visits[i].day && a->visits[i].units == b->visits[i].units,
			  "region %d: visit %zu has changed", (int)seed, i);
}

Test(softs, no_single_change_helps)
{
	for (uint64_t seed = 10000; seed < 10000 + REGIONS; seed++) {
		struct support s;
		struct solution solution = {0};
		tiny_make(&s, seed);
		solve_night(&solution, &s.problem, NULL, EFFORT);
		try_other_caregivers(&s.problem, &solution.plan, NULL, seed);
		try_digital(&s.problem, &solution.plan, NULL, seed);
		solution_free(&solution);
		support_free(&s);
	}
}

Test(softs, the_previous_plan_stands)
{
	for (uint64_t seed = 20000; seed < 20000 + REGIONS; seed++) {
		struct support s;
		struct solution first = {0}, second = {0};
		tiny_make(&s, seed);
		solve_night(&first, &s.problem, NULL, EFFORT);
		solve_night(&second, &s.problem, &first.plan, EFFORT);
		if (values_compare(&first.values, &second.values) == 0)
			expect_same_visits(&first.plan, &second.plan, seed);
		cr_expect_leq(values_compare(&second.values, &first.values), 0, "region %d: worse than before",
			      (int)seed);
		solution_free(&first);
		solution_free(&second);
		support_free(&s);
	}
}

/* A plan of another kind as the previous one: what it asks for is kept where that costs nothing. One whose tiers cannot
 * be bettered stays as it is, whatever mediation it has. */
Test(softs, any_previous_plan_is_kept_where_it_costs_nothing)
{
	for (uint64_t seed = 30000; seed < 30000 + REGIONS; seed++) {
		struct support s;
		struct solution solution = {0};
		struct plan previous = {0};
		tiny_make(&s, seed);
		tiny_plan(&previous, &s, seed);
		solve_night(&solution, &s.problem, &previous, EFFORT);
		bool kept = solution.plan.visit_count == previous.visit_count &&
			    values_softs(&s.problem, &solution.plan, &previous).dropped_visits == 0;
		if (!kept)
			try_other_caregivers(&s.problem, &solution.plan, &previous, seed);
		solution_free(&solution);
		plan_free(&previous);
		support_free(&s);
	}
}

/* continuity_percent is taken from the tier remaining, and no more than that; the earlier tiers give nothing. */
Test(softs, continuity_percent_is_the_most_that_is_given_up)
{
	enum { PERCENT = 40 };

	for (uint64_t seed = 40000; seed < 40000 + REGIONS; seed++) {
		struct support s;
		struct brute_force all;
		tiny_make(&s, seed);
		s.policy.continuity_percent = PERCENT;
		if (brute_force_run(&all, &s.problem, WORK_LIMIT)) {
			struct solution solution = {0};
			struct values best = brute_force_best(&all), allowed = best;
			allowed.scaled[TIER_REMAINING] += best.scaled[TIER_REMAINING] / 100 * PERCENT;
			solve_night(&solution, &s.problem, NULL, EFFORT);
			cr_expect_leq(values_compare(&solution.values, &allowed), 0, "region %d: gives up too much",
				      (int)seed);
			solution_free(&solution);
			brute_force_free(&all);
		}
		support_free(&s);
	}
}
