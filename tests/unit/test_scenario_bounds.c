/* What can only help does not make an earlier tier worse: more caregivers, wider areas, more consent.
 *
 * What is true, and held here: every plan of the region as it is obeys the rules in such a scenario too, and gives
 * every client the same there. So let v be the values of the region's plan and v', b' values and bounds of the
 * scenario's. At the first tier in which v' and v differ, the plan of the region is one with the scenario's values in
 * all earlier tiers: a bound holds given those, and so is at most what that plan has, b' <= v. Where that tier is
 * proven, v' = b' and so v' < v: it has become better. Of later tiers nothing can be said, since their bounds rest on
 * other values above; and two bounds that are not proven may lie either way, since each is only as good as its
 * prices. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "planner/region/copy.h"
#include "planner/rules/rules.h"
#include "planner/scenario/scenario.h"
#include "planner/plan/solution.h"
#include "planner/solve/solve.h"
#include "tests/support/tiny.h"

#define REGIONS 200
#define EFFORT 20

static const struct scenario_action more_caregivers = {.kind = SCENARIO_CAREGIVERS,
						       .amount = 1,
						       .first_day = INT32_MIN,
						       .last_day = INT32_MAX,
						       .provider = REGION_NONE,
						       .week_ticks = REGION_NONE};
static const struct scenario_action open_areas = {.kind = SCENARIO_AREAS, .area = SCENARIO_AREA_OPEN};
static const struct scenario_action more_consent = {.kind = SCENARIO_DIGITAL_CONSENT,
						    .amount = 1000,
						    .first_day = INT32_MIN,
						    .last_day = INT32_MAX,
						    .provider = REGION_NONE};

/* The region in the scenario, planned. */
struct changed {
	struct region region;
	struct problem problem;
	struct solution solution;
};

static void change(struct changed *changed, const struct support *support, struct scenario_action action, uint64_t seed)
{
	struct scenario scenario = {.actions = &action, .action_count = 1, .policy = support->policy};

	region_copy_make(&changed->region, &support->region);
	scenario_apply(&changed->region, &scenario, (int32_t)seed);
	problem_derive(&changed->problem, &changed->region, &support->policy);
	solve_night(&changed->solution, &changed->problem, NULL, EFFORT);
}

static void free_changed(struct changed *changed)
{
	solution_free(&changed->solution);
	problem_free(&changed->problem);
	region_copy_free(&changed->region);
}

static void expect_no_worse(const struct solution *base, const struct solution *changed, const char *what, int seed)
{
	int tier = 0;

	while (tier < TIER_COUNT && changed->values.scaled[tier] == base->values.scaled[tier])
		tier++;
	if (tier == TIER_COUNT)
		return;
	cr_expect_leq(changed->bounds.scaled[tier], base->values.scaled[tier], "region %d, %s: the bound of tier %d",
		      seed, what, tier);
	if (changed->proven[tier])
		cr_expect_lt(changed->values.scaled[tier], base->values.scaled[tier],
			     "region %d, %s: tier %d is proven, and worse than it was", seed, what, tier);
}

/* Hours as the tiny regions have them, of which one caregiver more is often of no use; or far fewer than are wanted. */
enum hours { HOURS_AS_MADE, HOURS_SCARCE };

/* Nobody has shifts but the first caregiver, and there are no pins, which might not fit any more. */
static void make_scarce(struct support *support)
{
	support->region.pin_count = 0;
	for (size_t i = 0; i < support->region.availability_count; i++)
		if (support->region.availability[i].caregiver > 0)
			support->region.availability[i].ticks = 0;
	support_derive(support);
}

/* Counts the regions in which the scenario betters a tier: a test in which it never did would hold of anything. */
static int check(struct scenario_action action, const char *what, enum hours hours)
{
	int better = 0;

	for (uint64_t seed = 1; seed <= REGIONS; seed++) {
		struct support support;
		struct solution solution = {0};
		struct changed changed = {0};

		tiny_make(&support, seed);
		if (hours == HOURS_SCARCE)
			make_scarce(&support);
		solve_night(&solution, &support.problem, NULL, EFFORT);
		change(&changed, &support, action, seed);
		expect_no_worse(&solution, &changed.solution, what, (int)seed);
		better += values_compare(&changed.solution.values, &solution.values) < 0;
		free_changed(&changed);
		solution_free(&solution);
		support_free(&support);
	}
	return better;
}

Test(scenario_bounds, more_caregivers)
{
	cr_expect_gt(check(more_caregivers, "one caregiver more", HOURS_SCARCE), REGIONS / 4);
	cr_expect_gt(check(more_caregivers, "one caregiver more", HOURS_AS_MADE), REGIONS / 8);
}

Test(scenario_bounds, wider_areas)
{
	cr_expect_gt(check(open_areas, "areas open", HOURS_AS_MADE), REGIONS / 20);
}

Test(scenario_bounds, more_consent)
{
	cr_expect_gt(check(more_consent, "all consent", HOURS_AS_MADE), REGIONS / 20);
}
