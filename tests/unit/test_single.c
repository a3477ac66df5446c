/* Single changes: each does what it says, and a settled plan has none left, also by who tries them otherwise. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "planner/judge/transfer.h"
#include "planner/plan/single.h"
#include "planner/rules/rules.h"
#include "tests/reference/one_change.h"
#include "tests/support/tiny.h"

#define REGIONS 1500

static size_t count_broken(const struct problem *problem, const struct plan *plan)
{
	struct broken_rules broken;
	size_t count;

	rules_check(&broken, problem, plan);
	count = broken.count;
	rules_free(&broken);
	return count;
}

/* What was tried: nothing is proven by what never came up. */
struct tally {
	size_t plans, found, given, shortened, other, digital;
};

static void count_kind(struct tally *tally, const struct single_change *change)
{
	bool given = false;
	size_t gone = 0;

	for (int32_t i = 0; i < change->edit_count; i++) {
		given |= change->edits[i].visit.client != change->client;
		gone += change->edits[i].visit.client == change->client && change->edits[i].visit.units == 0;
	}
	tally->found++;
	tally->given += given;
	tally->other += gone;
	tally->shortened += !given && gone == 0 && change->edit_count > 1;
	tally->digital += change->edit_count == 0;
}

/* Made one at a time, as each says: the rules hold, and the values become what it says. */
static void make_each(struct plan *plan, const struct problem *problem, uint64_t seed, struct tally *tally)
{
	for (int32_t client = 0; client < problem->client_count; client++) {
		struct single single;
		struct single_change change;
		struct plan changed = {0};
		single_begin(&single, problem, plan);
		bool found = single_find(&change, &single, client);
		single_end(&single);
		if (!found)
			continue;
		struct values before = values_plan(problem, plan);
		plan_copy(&changed, plan, problem);
		for (int32_t i = 0; i < change.edit_count; i++) {
			const struct visit *to = &change.edits[i].visit;
			size_t at = 0;
			while (at < changed.visit_count && plan_compare_visits(&changed.visits[at], to) != 0)
				at++;
			cr_assert_eq(at < changed.visit_count ? changed.visits[at].units : 0,
				     change.edits[i].before_units, "region %d", (int)seed);
			if (at == changed.visit_count)
				plan_add_visit(&changed, *to);
			else if (to->units > 0)
				changed.visits[at].units = to->units;
			else
				changed.visits[at] = changed.visits[--changed.visit_count];
		}
		changed.digital_units[client] = change.digital_units;
		struct values after = values_plan(problem, &changed);
		for (int t = 0; t < TIER_COUNT; t++)
			cr_expect_eq(after.scaled[t] - before.scaled[t], change.change.scaled[t], "region %d: %s",
				     (int)seed, problem_tier_name(problem, (enum tier)t));
		cr_expect_lt(values_compare(&after, &before), 0, "region %d: not better", (int)seed);
		cr_expect_eq(count_broken(problem, &changed), 0, "region %d: breaks a rule", (int)seed);
		count_kind(tally, &change);
		plan_free(&changed);
	}
}

/* Nobody is left whom the auditor, or one who tries all changes and asks the rules, could help. */
static void expect_settled(const struct problem *problem, const struct plan *plan, uint64_t seed)
{
	size_t count, looked_at;

	cr_expect_eq(count_broken(problem, plan), 0, "region %d: settled, it breaks a rule", (int)seed);
	free(judge_transfer_find(&count, &looked_at, problem, plan));
	cr_expect_eq(count, 0, "region %d: the auditor helps %zu clients", (int)seed, count);
	for (int32_t client = 0; client < problem->client_count; client++)
		cr_expect_not(one_change_helps(problem, plan, client), "region %d: client %d could be helped",
			      (int)seed, (int)client);
}

Test(single, a_settled_plan_has_no_change_left)
{
	struct tally tally = {0};

	for (uint64_t seed = 1; seed <= REGIONS; seed++) {
		struct support s;
		struct plan plan = {0};
		tiny_make(&s, seed);
		tiny_plan(&plan, &s, seed);
		if (count_broken(&s.problem, &plan) == 0) {
			struct values before = values_plan(&s.problem, &plan);
			make_each(&plan, &s.problem, seed, &tally);
			size_t made = single_settle(&plan, &s.problem, TIER_REMAINING);
			struct values after = values_plan(&s.problem, &plan);
			cr_expect_eq(values_compare(&after, &before) < 0, made > 0, "region %d", (int)seed);
			expect_settled(&s.problem, &plan, seed);
			tally.plans++;
		}
		plan_free(&plan);
		support_free(&s);
	}
	cr_expect_gt(tally.plans, REGIONS / 2);
	cr_expect_gt(tally.found, 300);
	cr_expect_gt(tally.given, 20);
	cr_expect_gt(tally.shortened, 5);
	cr_expect_gt(tally.other, 5);
	cr_expect_gt(tally.digital, 20);
}

/* Up to the tier that was asked for: what betters only later ones stays undone. */
Test(single, later_tiers_may_be_left)
{
	size_t left = 0;

	for (uint64_t seed = 1; seed <= REGIONS; seed++) {
		struct support s;
		struct plan plan = {0};
		struct single single;
		struct single_change change;
		tiny_make(&s, seed);
		tiny_plan(&plan, &s, seed);
		if (count_broken(&s.problem, &plan) == 0)
			single_settle(&plan, &s.problem, TIER_FOURTH);
		single_begin(&single, &s.problem, &plan);
		for (int32_t client = 0; count_broken(&s.problem, &plan) == 0 && client < s.problem.client_count;
		     client++)
			if (single_find(&change, &single, client)) {
				cr_expect_eq(single_tier(&change), TIER_REMAINING, "region %d", (int)seed);
				left++;
			}
		single_end(&single);
		plan_free(&plan);
		support_free(&s);
	}
	cr_expect_gt(left, 50);
}

/* Of a plan that keeps the earlier tiers, the last may lie above what single changes come to by so many percent. */
Test(single, what_is_given_up_has_a_limit)
{
	size_t too_much = 0, allowed = 0;

	for (uint64_t seed = 1; seed <= REGIONS; seed++) {
		struct support s;
		struct plan plan = {0}, settled = {0}, again = {0};
		tiny_make(&s, seed);
		tiny_plan(&plan, &s, seed);
		s.policy.continuity_percent = (int32_t)(seed % 3) * 30;
		if (count_broken(&s.problem, &plan) == 0) {
			single_settle(&plan, &s.problem, TIER_FOURTH);
			bool much = single_gives_up_too_much(&settled, &plan, &s.problem);
			struct values before = values_plan(&s.problem, &plan),
				      after = values_plan(&s.problem, &settled);
			int64_t least = after.scaled[TIER_REMAINING], value = before.scaled[TIER_REMAINING];
			cr_expect_leq(values_compare(&after, &before), 0, "region %d", (int)seed);
			if (value <= least)
				cr_expect_not(much, "region %d: nothing is given up", (int)seed);
			else
				cr_expect_eq(much, value > least + least / 100 * s.policy.continuity_percent,
					     "region %d", (int)seed);
			too_much += much;
			allowed += !much && value > least;
			cr_expect_not(single_gives_up_too_much(&again, &settled, &s.problem), "region %d: settled",
				      (int)seed);
		}
		plan_free(&plan);
		plan_free(&settled);
		plan_free(&again);
		support_free(&s);
	}
	cr_expect_gt(too_much, 30);
	cr_expect_gt(allowed, 3);
}
