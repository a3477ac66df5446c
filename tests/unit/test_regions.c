/* Whole regions from disk against their known optima: tests/regions/NAME with optimum.json. */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "planner/reasons/bottleneck.h"
#include "planner/exact/finish.h"
#include "planner/rules/pins.h"
#include "planner/rules/rules.h"
#include "planner/plan/solution.h"
#include "planner/solve/solve.h"
#include "tests/support/support.h"

#define EFFORT 100
#define FINISH_WORK 8000
#define NAME_SIZE 32
#define PATH_SIZE 96

/* How far a value may lie over the known optimum, which itself is rounded to six decimals. */
#define GAP_ALLOWED 0.01
#define ROUNDING 1e-6

/* The optimum that is known, in hours and visits: of the first tiers, or of all. */
struct optimum {
	double value[TIER_COUNT], bound[TIER_COUNT];
	int tier_count;
};

static void read_optimum(struct optimum *optimum, const struct policy *policy, const char *name)
{
	char path[PATH_SIZE];

	snprintf(path, sizeof path, "tests/regions/%s/optimum.json", name);
	json_t *tiers = json_load_file(path, 0, NULL);
	cr_assert(json_is_array(tiers), "%s cannot be read", path);
	optimum->tier_count = (int)json_array_size(tiers);
	cr_assert(optimum->tier_count > 0 && optimum->tier_count <= TIER_COUNT);
	for (int t = 0; t < optimum->tier_count; t++) {
		const json_t *tier = json_array_get(tiers, (size_t)t);
		cr_assert_str_eq(json_string_value(json_object_get(tier, "tier")), tier_kind_names[policy->order[t]]);
		optimum->value[t] = json_number_value(json_object_get(tier, "value"));
		optimum->bound[t] = json_number_value(json_object_get(tier, "bound"));
	}
	json_decref(tiers);
}

static void expect_rules_kept(const char *name, const struct problem *problem, const struct plan *plan)
{
	struct broken_rules broken;

	rules_check(&broken, problem, plan);
	for (size_t i = 0; i < broken.count; i++) {
		char text[RULES_TEXT_SIZE];
		rules_describe(text, problem, &broken.rules[i]);
		cr_expect(false, "%s: %s", name, text);
	}
	rules_free(&broken);
}

/* Value and bound of each tier, as long as the earlier ones are those of the optimum. */
static void expect_near_optimum(const char *name, const struct problem *problem, const struct solution *solution,
				const struct optimum *optimum)
{
	for (int t = 0; t < optimum->tier_count; t++) {
		double value = values_plan_in_hours(problem, &solution->plan, (enum tier)t);
		double bound = values_in_hours(problem, (enum tier)t, solution->bounds.scaled[t]);
		cr_expect_leq(bound, optimum->value[t] + 10 * ROUNDING, "%s: %s: bound %.6f, but %.6f is known", name,
			      problem_tier_name(problem, (enum tier)t), bound, optimum->value[t]);
		cr_expect_leq(value, optimum->value[t] * (1 + GAP_ALLOWED) + ROUNDING,
			      "%s: %s: %.6f, but %.6f is known", name, problem_tier_name(problem, (enum tier)t), value,
			      optimum->value[t]);
		cr_expect_geq(value, optimum->bound[t] - ROUNDING, "%s: %s: %.6f is better than can be", name,
			      problem_tier_name(problem, (enum tier)t), value);
		if (value < optimum->value[t] - ROUNDING || value > optimum->value[t] + ROUNDING)
			break; /* the next tiers cannot be compared */
	}
}

/* A reason is only true of a plan that leaves nothing undone for who is short. */
static void expect_nobody_helped(const char *name, const struct problem *problem, const struct plan *plan)
{
	struct bottlenecks found;

	bottleneck_find(&found, problem, plan);
	for (size_t i = 0; i < found.count; i++)
		cr_expect_eq(found.list[i].helped_count, 0, "%s: one change would help %d clients of B%d (%s)", name,
			     found.list[i].helped_count, found.list[i].number,
			     bottleneck_reason_names[found.list[i].reason]);
	bottleneck_free(&found);
}

/* A region from disk and its plan. */
struct planned {
	struct support s;
	struct solution solution;
};

static void plan_region(struct planned *planned, const char *name, int effort)
{
	struct error_log log = {0};

	support_read(&planned->s, name);
	planned->s.policy.continuity_percent = 0; /* nothing is given up: the best is known */
	cr_assert(pins_check(&planned->s.problem, &log), "pins of %s", name);
	solve_night(&planned->solution, &planned->s.problem, NULL, effort);
	error_free(&log);
}

static void planned_free(struct planned *planned)
{
	solution_free(&planned->solution);
	support_free(&planned->s);
}

ParameterizedTestParameters(regions, known_optimum)
{
	static char names[][NAME_SIZE] = {"ample",  "dutch",   "guarantee", "holes", "out_of_reach",
					  "pinned", "quarter", "short",     "tight", "weekly"};

	return cr_make_param_array(char[NAME_SIZE], names, sizeof names / sizeof *names);
}

ParameterizedTest(char name[NAME_SIZE], regions, known_optimum)
{
	struct optimum optimum;
	struct planned planned;

	plan_region(&planned, name, EFFORT);
	read_optimum(&optimum, &planned.s.policy, name);
	expect_rules_kept(name, &planned.s.problem, &planned.solution.plan);
	expect_near_optimum(name, &planned.s.problem, &planned.solution, &optimum);
	expect_nobody_helped(name, &planned.s.problem, &planned.solution.plan);
	planned_free(&planned);
}

/* From the musts alone every tier is far from its bound, and its proof is dear. No span may take more than its share of
 * the work, so that presence, the third tier, has work for a better bound, and much of it is left. */
Test(regions, work_is_shared)
{
	struct planned planned;
	struct plan plan = {0};
	struct values bounds;
	bool proven[TIER_COUNT];
	int64_t work = FINISH_WORK;

	plan_region(&planned, "tight", 1);
	plan_reset(&plan, &planned.s.problem);
	cr_assert_eq(planned.s.problem.must_count, 0);
	cr_expect_not(finish_plan(&plan, &bounds, proven, &planned.s.problem, &work));
	cr_expect_gt(values_in_hours(&planned.s.problem, TIER_THIRD, bounds.scaled[TIER_THIRD]), 3.0);
	cr_expect_gt(work, FINISH_WORK / 2, "%d of %d nodes are left", (int)work, FINISH_WORK);
	plan_free(&plan);
	planned_free(&planned);
}

/* The last tier of this region has too many outcomes to be proven; what could be done with the whole of the work would
 * lift its bound by less than a thousandth. */
Test(regions, proof_out_of_reach)
{
	struct planned planned;
	struct values bounds;
	bool proven[TIER_COUNT];
	int64_t work = FINISH_WORK;

	plan_region(&planned, "out_of_reach", 20);
	cr_expect_not(finish_plan(&planned.solution.plan, &bounds, proven, &planned.s.problem, &work));
	cr_expect(proven[0] && proven[1] && proven[2] && proven[3]);
	cr_expect_gt(work, FINISH_WORK / 2, "%d of %d nodes are left", (int)work, FINISH_WORK);
	planned_free(&planned);
}
