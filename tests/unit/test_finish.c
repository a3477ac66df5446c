/* The finisher by itself, against brute force: it starts from the musts alone, so nothing is left to the search. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "planner/exact/finish.h"
#include "planner/rules/rules.h"
#include "tests/reference/brute_force.h"
#include "tests/support/tiny.h"

#define REGIONS 1000
#define BATCHES 4 /* tests that Criterion may run side by side */
#define BRUTE_WORK 2000000
#define FINISH_WORK 20000

static void plan_musts(struct plan *plan, const struct problem *problem)
{
	plan_reset(plan, problem);
	for (int32_t i = 0; i < problem->must_count; i++) {
		const struct problem_must *must = &problem->musts[i];
		int32_t units = must->units != 0 ? must->units : problem->clients[must->client].shortest_units;
		plan_add_visit(plan, (struct visit){must->client, must->caregiver, must->day, units});
	}
}

static void describe(char *text, size_t size, const struct values *values)
{
	size_t used = 0;

	text[0] = '\0';
	for (int tier = 0; tier < TIER_COUNT && used < size; tier++)
		used += (size_t)snprintf(text + used, size - used, " %.6f",
					 (double)values->scaled[tier] / (double)VALUES_SCALE);
}

static void expect_finished(const struct problem *problem, const struct brute_force *all, uint64_t seed)
{
	struct values best = brute_force_best(all), found, bounds;
	struct broken_rules broken;
	struct plan plan = {0};
	bool proven[TIER_COUNT];
	int64_t work = FINISH_WORK;
	char found_text[128], best_text[128];

	plan_musts(&plan, problem);
	cr_expect(finish_plan(&plan, &bounds, proven, problem, &work), "region %d: not proven", (int)seed);
	found = values_plan(problem, &plan);
	describe(found_text, sizeof found_text, &found);
	describe(best_text, sizeof best_text, &best);
	cr_expect_eq(values_compare(&found, &best), 0, "region %d: found%s, best%s", (int)seed, found_text, best_text);
	for (int tier = 0; tier < TIER_COUNT; tier++)
		cr_expect_leq(bounds.scaled[tier], brute_force_least(all, &found, (enum tier)tier),
			      "region %d: bound of %s above the optimum", (int)seed,
			      problem_tier_name(problem, (enum tier)tier));
	rules_check(&broken, problem, &plan);
	cr_expect_eq(broken.count, 0, "region %d: %d rules broken", (int)seed, (int)broken.count);
	rules_free(&broken);
	plan_free(&plan);
}

static void finish_batch(int batch)
{
	int finished = 0;

	for (uint64_t seed = (uint64_t)batch + 1000000; finished < REGIONS / BATCHES; seed += BATCHES) {
		struct support s;
		struct brute_force all;
		tiny_make(&s, seed);
		if (brute_force_run(&all, &s.problem, BRUTE_WORK)) {
			expect_finished(&s.problem, &all, seed);
			brute_force_free(&all);
			finished++;
		}
		support_free(&s);
	}
}

Test(finish, batch_0)
{
	finish_batch(0);
}

Test(finish, batch_1)
{
	finish_batch(1);
}

Test(finish, batch_2)
{
	finish_batch(2);
}

Test(finish, batch_3)
{
	finish_batch(3);
}

/* Without work there is still a bound that is one, and the plan is no worse than before. */
Test(finish, without_work)
{
	for (uint64_t seed = 0; seed < 50; seed++) {
		struct support s;
		struct plan plan = {0};
		struct values before, after, bounds;
		bool proven[TIER_COUNT];
		int64_t work = 0;
		tiny_make(&s, seed);
		plan_musts(&plan, &s.problem);
		before = values_plan(&s.problem, &plan);
		finish_plan(&plan, &bounds, proven, &s.problem, &work);
		after = values_plan(&s.problem, &plan);
		cr_expect_leq(values_compare(&after, &before), 0, "region %d", (int)seed);
		for (int tier = 0; tier < TIER_COUNT; tier++)
			cr_expect_leq(bounds.scaled[tier], after.scaled[tier], "region %d", (int)seed);
		plan_free(&plan);
		support_free(&s);
	}
}
