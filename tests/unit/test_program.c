/* The integer program of a window: held against brute force where the window is everything, and exact in what it
 * takes. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "planner/exact/program.h"
#include "planner/rules/rules.h"
#include "planner/plan/values.h"
#include "tests/reference/brute_force.h"
#include "tests/support/tiny.h"

#define REGIONS 300
#define BRUTE_WORK 300000

static const struct solver_budget ample = {20000, 1000000, SOLVER_PROOF};

static void plan_musts(struct plan *plan, const struct problem *problem)
{
	plan_reset(plan, problem);
	for (int32_t i = 0; i < problem->must_count; i++) {
		const struct problem_must *must = &problem->musts[i];
		int32_t units = must->units != 0 ? must->units : problem->clients[must->client].shortest_units;
		plan_add_visit(plan, (struct visit){must->client, must->caregiver, must->day, units});
	}
}

static void expect_rules_kept(const struct problem *problem, const struct plan *plan, uint64_t seed)
{
	struct broken_rules broken;

	rules_check(&broken, problem, plan);
	for (size_t i = 0; i < broken.count; i++) {
		char text[RULES_TEXT_SIZE];
		rules_describe(text, problem, &broken.rules[i]);
		cr_expect(false, "region %d: %s", (int)seed, text);
	}
	rules_free(&broken);
}

/* All clients on all days: then the program alone plans the region. */
Test(program, whole_regions)
{
	static const int32_t clients[] = {0, 1, 2, 3};
	int solved = 0;

	for (uint64_t seed = 5000; solved < REGIONS; seed++) {
		struct support s;
		struct brute_force all;
		struct plan plan = {0};
		tiny_make(&s, seed);
		const struct problem *problem = &s.problem;
		if (brute_force_run(&all, problem, BRUTE_WORK)) {
			struct program_window window = {clients, problem->client_count, 0, problem->day_count, NULL};
			plan_musts(&plan, problem);
			program_improve_window(&plan, problem, &window, TIER_MINIMUM, TIER_REMAINING, ample);
			struct values best = brute_force_best(&all), found = values_plan(problem, &plan);
			cr_expect_eq(values_compare(&found, &best), 0, "region %d", (int)seed);
			expect_rules_kept(problem, &plan, seed);
			cr_expect_eq(
				program_improve_window(&plan, problem, &window, TIER_MINIMUM, TIER_REMAINING, ample),
				PROGRAM_BEST, "region %d: bettered once more", (int)seed);
			brute_force_free(&all);
			solved++;
		}
		plan_free(&plan);
		support_free(&s);
	}
}

/* One client on two days: whatever else is planned stays, no rule breaks, and no tier gets worse for a later one. */
Test(program, small_windows)
{
	for (uint64_t seed = 0; seed < REGIONS; seed++) {
		struct support s;
		struct plan plan = {0}, before = {0};
		tiny_make(&s, seed);
		plan_musts(&plan, &s.problem);
		for (int32_t client = 0; client < s.problem.client_count; client++) {
			struct program_window window = {&client, 1, (int32_t)(seed % 3), 2, NULL};
			struct values old = values_plan(&s.problem, &plan);
			plan_copy(&before, &plan, &s.problem);
			enum program_outcome outcome =
				program_improve_window(&plan, &s.problem, &window, TIER_MINIMUM, TIER_REMAINING, ample);
			struct values new = values_plan(&s.problem, &plan);
			int order = values_compare(&new, &old);
			cr_expect_eq(order < 0, outcome == PROGRAM_BETTER, "region %d", (int)seed);
			cr_expect_leq(order, 0, "region %d", (int)seed);
			expect_rules_kept(&s.problem, &plan, seed);
			for (size_t i = 0; i < before.visit_count; i++) {
				const struct visit *visit = &before.visits[i];
				bool inside = visit->client == client && visit->day >= window.first_day &&
					      visit->day < window.first_day + window.day_count;
				bool there = inside;
				for (size_t j = 0; j < plan.visit_count; j++)
					there = there || (plan_compare_visits(visit, &plan.visits[j]) == 0 &&
							  visit->units == plan.visits[j].units);
				cr_expect(there, "region %d: a visit outside the window is gone", (int)seed);
			}
		}
		plan_free(&plan);
		plan_free(&before);
		support_free(&s);
	}
}

/* The file is there and starts as the format asks; where it cannot be, that is told. */
Test(program, file_is_written)
{
	struct support s;
	struct plan plan = {0};
	struct error_log log = {0};
	char path[] = "/tmp/kraamplan-program-XXXXXX";
	int64_t scale;
	int file = mkstemp(path);

	cr_assert(file >= 0);
	close(file);
	tiny_make(&s, 7);
	plan_musts(&plan, &s.problem);
	cr_expect(program_write(&scale, &s.problem, &plan, TIER_MINIMUM, path, &log));
	cr_expect_geq(scale, 1);
	FILE *stream = fopen(path, "r");
	cr_assert_not_null(stream);
	char line[64];
	cr_assert_not_null(fgets(line, sizeof line, stream));
	cr_expect_eq(line[0], '\\', "a comment of GLPK's");
	fclose(stream);
	remove(path);
	cr_expect_not(program_write(&scale, &s.problem, &plan, TIER_MINIMUM, "/nowhere/program.lp", &log));
	cr_expect_eq(error_exit_code(&log), EXIT_SYSTEM);
	error_free(&log);
	plan_free(&plan);
	support_free(&s);
}
