/* Cuts recounted, and helps tried: by counts of their own, from the problem and the plan alone. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "input/region/load.h"
#include "planner/reasons/bottleneck.h"
#include "planner/reasons/cut.h"
#include "planner/base/day.h"
#include "planner/explain/help.h"
#include "planner/rules/rules.h"
#include "planner/plan/solution.h"
#include "planner/solve/solve.h"
#include "tests/reference/brute_force.h"
#include "tests/reference/cut_recount.h"
#include "tests/support/tiny.h"

#define HALVES(hours) ((int32_t)((hours)*2)) /* units of 30 minutes */
#define EFFORT 10
#define BRUTE_FORCE_STEPS 200000

/* Two clients and one caregiver, who has one day of six and a half hours. */
static void begin_two(struct support *s, struct plan *plan)
{
	support_begin(s);
	support_add_caregiver(s, "kim", "p1");
	support_add_area(s, "p1", NULL, 1000, 1999);
	support_add_client(s, "ann", "p1");
	support_add_client(s, "bea", "p1");
	support_add_availability(s, "kim", 0, 0, HOURS(6.5));
	support_derive(s);
	plan_reset(plan, &s->problem);
}

static struct cut find(const struct support *s, const struct plan *plan, const char *client, enum tier tier)
{
	struct cut_finder finder;
	struct cut cut;

	cut_finder_build(&finder, &s->problem, plan);
	cut_find(&cut, &finder, support_find_client(s, client), tier);
	cut_finder_free(&finder);
	return cut;
}

Test(cut, one_full_day_is_the_cut_of_both)
{
	struct support s;
	struct plan plan = {0};

	begin_two(&s, &plan);
	support_add_visit(&plan, &s, "ann", "kim", 0, HALVES(3));
	support_add_visit(&plan, &s, "bea", "kim", 0, HALVES(3));
	struct cut cut = find(&s, &plan, "ann", TIER_MINIMUM);
	cr_expect(cut.tight);
	cr_expect_eq(cut.client_count, 2);
	cr_expect_eq(cut.day_count, 1);
	cr_expect_eq(cut.available_units, HALVES(6.5));
	cr_expect_eq(cut.care_units, HALVES(6));
	cr_expect_eq(cut.travel_units, HALVES(0.5));
	cr_expect_eq(cut.wanted_units, HALVES(98));
	cr_expect_eq(cut.short_units, HALVES(42));
	cut_free(&cut);
	cut_free(&cut); /* twice is fine */
	plan_free(&plan);
	support_free(&s);
}

Test(cut, time_that_is_left_loosens_it)
{
	struct support s;
	struct plan plan = {0};

	begin_two(&s, &plan);
	support_add_visit(&plan, &s, "ann", "kim", 0, HALVES(3));
	struct cut cut = find(&s, &plan, "bea", SUPPORT_PRESENCE);
	cr_expect_not(cut.tight, "kim could visit her too");
	cut_free(&cut);
	plan_free(&plan);
	support_free(&s);
}

Test(cut, who_has_more_than_her_due_loosens_it)
{
	struct support s;
	struct plan plan = {0};

	begin_two(&s, &plan);
	support_add_visit(&plan, &s, "ann", "kim", 0, HALVES(6.5));
	struct cut cut = find(&s, &plan, "bea", TIER_MINIMUM);
	cr_expect_not(cut.tight, "half of it is hers");
	cut_free(&cut);
	cut = find(&s, &plan, "ann", TIER_MINIMUM);
	cr_expect(cut.tight, "ann can have no more");
	cut_free(&cut);
	plan_free(&plan);
	support_free(&s);
}

/* How often each kind of cut and help was put to the test. */
struct tally {
	int cuts[TIER_COUNT], loose, helps[HELP_PINS + 1], smallest;
};

/* All cuts of a plan. */
static void recount_cuts(const struct problem *problem, const struct plan *plan, struct tally *tally, const char *name)
{
	struct cut_finder finder;

	cut_finder_build(&finder, problem, plan);
	for (int32_t client = 0; client < problem->client_count; client++)
		for (int t = 0; t < TIER_COUNT; t++) {
			struct cut cut;
			char fault[CUT_FAULT_SIZE];
			if (spare_shortages(&finder.spare, client).short_units[t] == 0)
				continue;
			cut_find(&cut, &finder, client, (enum tier)t);
			if (cut.tight) {
				tally->cuts[problem_kind(problem, (enum tier)t)]++;
				cr_expect(cut_recount(fault, &cut, problem, plan), "%s, client %d, %s: %s", name,
					  client, problem_tier_name(problem, (enum tier)t), fault);
			} else
				tally->loose++;
			cut_free(&cut);
		}
	cut_finder_free(&finder);
}

/* Applied to the tables, each help does what it said. */
static void retry_helps(const struct problem *problem, const struct plan *plan, struct tally *tally, const char *name)
{
	struct bottlenecks found;
	struct help_finder finder;

	bottleneck_find(&found, problem, plan);
	help_finder_begin(&finder, &found, plan);
	for (size_t i = 0; i < found.count; i++) {
		struct helps helps;
		help_find(&helps, &finder, &found.list[i]);
		for (int32_t j = 0; j < helps.count; j++) {
			char fault[CUT_FAULT_SIZE];
			tally->helps[helps.list[j].kind]++;
			tally->smallest += helps.list[j].smallest;
			cr_expect(cut_recount_help(fault, &found, &found.list[i], &helps.list[j], plan),
				  "%s, B%d, help %d: %s", name, found.list[i].number, (int)helps.list[j].kind, fault);
		}
		help_free(&helps);
	}
	help_finder_free(&finder);
	bottleneck_free(&found);
}

/* A tight cut of visits or of the legal minimum holds against every plan there is: held against all of them. */
static void expect_no_plan_beats(const struct support *s, const struct plan *plan, uint64_t seed, int *held)
{
	struct brute_force all;
	struct cut_finder finder;
	struct values reached = values_plan(&s->problem, plan);

	if (!brute_force_run(&all, &s->problem, BRUTE_FORCE_STEPS))
		return;
	struct values best = brute_force_best(&all);
	cut_finder_build(&finder, &s->problem, plan);
	enum tier presence = problem_tier(&s->problem, KIND_PRESENCE);
	for (int t = TIER_MINIMUM; t <= (int)presence; t++) {
		bool all_tight = true;
		int short_clients = 0;
		for (int32_t client = 0; client < s->problem.client_count; client++) {
			struct cut cut;
			if (spare_shortages(&finder.spare, client).short_units[t] == 0)
				continue;
			short_clients++;
			cut_find(&cut, &finder, client, (enum tier)t);
			all_tight &= cut.tight;
			cut_free(&cut);
		}
		if (reached.scaled[t] != best.scaled[t]) {
			cr_expect(!all_tight || t == (int)presence,
				  "region %d: %s could be better, and all cuts are tight", (int)seed,
				  problem_tier_name(&s->problem, (enum tier)t));
			break;
		}
		*held += short_clients > 0 && all_tight;
	}
	cut_finder_free(&finder);
	brute_force_free(&all);
}

Test(cut, cuts_and_helps_of_random_regions)
{
	struct tally tally = {0};
	int held = 0;

	for (uint64_t seed = 0; seed < 1000; seed++) {
		struct support s;
		struct solution solution;
		char name[32];
		tiny_make(&s, seed);
		solve_night(&solution, &s.problem, NULL, EFFORT);
		snprintf(name, sizeof name, "region %d", (int)seed);
		recount_cuts(&s.problem, &solution.plan, &tally, name);
		if (seed < 300)
			retry_helps(&s.problem, &solution.plan, &tally, name);
		if (seed < 200)
			expect_no_plan_beats(&s, &solution.plan, seed, &held);
		solution_free(&solution);
		support_free(&s);
	}
	for (int t = 0; t < TIER_COUNT; t++)
		cr_expect_gt(tally.cuts[t], 5, "%s: %d cuts only", tier_kind_names[t], tally.cuts[t]);
	cr_expect_gt(tally.loose, 0);
	cr_expect_gt(tally.helps[HELP_HOURS], 20, "%d", tally.helps[HELP_HOURS]);
	cr_expect_gt(tally.helps[HELP_AREA] + tally.helps[HELP_CONTRACT] + tally.helps[HELP_CARE_DAYS] +
			     tally.helps[HELP_PINS] + tally.helps[HELP_DIGITAL],
		     10);
	cr_expect_gt(tally.smallest, 10);
	cr_expect_gt(held, 10);
}

/* Of plans that are far from the best, too: then few cuts are tight, and those that are must still hold. */
Test(cut, cuts_of_random_plans)
{
	struct tally tally = {0};

	for (uint64_t seed = 0; seed < 1000; seed++) {
		struct support s;
		struct plan plan = {0};
		struct broken_rules broken;
		char name[32];
		tiny_make(&s, seed);
		tiny_plan(&plan, &s, seed);
		snprintf(name, sizeof name, "random plan %d", (int)seed);
		rules_check(&broken, &s.problem, &plan);
		if (broken.count == 0)
			recount_cuts(&s.problem, &plan, &tally, name);
		rules_free(&broken);
		plan_free(&plan);
		support_free(&s);
	}
	cr_expect_gt(tally.loose, 100);
}

static void expect_equal(const struct cut *a, const struct cut *b, int seed)
{
	cr_assert_eq(a->tight, b->tight, "random plan %d: tight for one finder only", seed);
	cr_assert(a->client_count == b->client_count && a->day_count == b->day_count &&
		  a->caregiver_count == b->caregiver_count && a->available_units == b->available_units &&
		  a->care_units == b->care_units && a->unused_units == b->unused_units &&
		  a->wanted_units == b->wanted_units && a->short_clients == b->short_clients &&
		  a->short_units == b->short_units && a->as_planned == b->as_planned);
	for (int32_t i = 0; i < a->client_count; i++)
		cr_expect(a->clients[i] == b->clients[i] && a->free[i] == b->free[i]);
	for (int32_t i = 0; i < a->day_count; i++)
		cr_expect(a->days[i].caregiver == b->days[i].caregiver && a->days[i].day == b->days[i].day);
}

/* What a finder remembers of earlier questions changes no answer: each is that of a finder that was asked nothing. */
static int compare_answers(const struct problem *problem, const struct plan *plan, int seed)
{
	struct cut_finder asked, fresh;
	int tight = 0;

	cut_finder_build(&asked, problem, plan);
	for (int round = 0; round < 2; round++)
		for (int t = 0; t < TIER_COUNT; t++)
			for (int32_t i = 0; i < problem->client_count; i++) {
				int32_t client = round == 0 ? i : problem->client_count - 1 - i;
				struct cut first, second;
				if (spare_shortages(&asked.spare, client).short_units[t] == 0)
					continue;
				cut_find(&first, &asked, client, (enum tier)t);
				cut_finder_build(&fresh, problem, plan);
				cut_find(&second, &fresh, client, (enum tier)t);
				cut_finder_free(&fresh);
				expect_equal(&first, &second, seed);
				tight += first.tight && first.client_count > 1;
				cut_free(&first);
				cut_free(&second);
			}
	cut_finder_free(&asked);
	return tight;
}

Test(cut, earlier_questions_change_no_answer)
{
	int tight = 0;

	for (int seed = 0; seed < 1000; seed++) {
		struct support s;
		struct plan plan = {0};
		tiny_make(&s, (uint64_t)seed);
		tiny_plan(&plan, &s, (uint64_t)seed);
		tight += compare_answers(&s.problem, &plan, seed);
		plan_free(&plan);
		support_free(&s);
	}
	cr_expect_gt(tight, 100, "%d", tight);
}

/* The work for all cuts of a street of so many postcodes: a caregiver serves two that follow, whose clients share her
 * one day. So everybody reaches everybody. */
static int64_t work_of_street(int length)
{
	struct support s;
	struct plan plan = {0};
	struct cut_finder finder;
	int64_t work = 0;

	support_begin(&s);
	support_add_area(&s, "p1", NULL, 1000, 1999);
	for (int i = 0; i < length; i++) {
		char key[16];
		snprintf(key, sizeof key, "k%04d", i);
		support_add_caregiver(&s, key, "p1");
		support_add_area(&s, "p1", key, 1000 + i, 1001 + i);
		support_add_availability(&s, key, 0, 0, HOURS(6.5));
		snprintf(key, sizeof key, "c%04d", i);
		support_add_client(&s, key, "p1")->postcode = 1000 + i;
		snprintf(key, sizeof key, "d%04d", i);
		support_add_client(&s, key, "p1")->postcode = 1001 + i;
	}
	support_derive(&s);
	plan_reset(&plan, &s.problem);
	for (int i = 0; i < length; i++) {
		char client[16], caregiver[16];
		snprintf(caregiver, sizeof caregiver, "k%04d", i);
		snprintf(client, sizeof client, "c%04d", i);
		support_add_visit(&plan, &s, client, caregiver, 0, HALVES(3));
		snprintf(client, sizeof client, "d%04d", i);
		support_add_visit(&plan, &s, client, caregiver, 0, HALVES(3));
	}
	cut_finder_build(&finder, &s.problem, &plan);
	for (int32_t client = 0; client < s.problem.client_count; client++) {
		struct cut cut;
		cut_find(&cut, &finder, client, TIER_MINIMUM);
		cr_expect(cut.tight && cut.client_count == 2 * length, "client %d: %d clients", client,
			  cut.client_count);
		cut_free(&cut);
	}
	work = cut_finder_work(&finder);
	cut_finder_free(&finder);
	plan_free(&plan);
	support_free(&s);
	return work;
}

Test(cut, work_grows_with_the_clients_and_not_with_their_square)
{
	int64_t small = work_of_street(40), large = work_of_street(160);

	cr_expect_leq(large, 6 * small, "%lld for 40 postcodes, %lld for 160", (long long)small, (long long)large);
}

static void recount_region(const char *name)
{
	struct support s;
	struct solution solution = {0};
	struct tally tally = {0};

	support_read(&s, name);
	solve_night(&solution, &s.problem, NULL, EFFORT);
	recount_cuts(&s.problem, &solution.plan, &tally, name);
	retry_helps(&s.problem, &solution.plan, &tally, name);
	solution_free(&solution);
	support_free(&s);
}

Test(cut, cuts_and_helps_of_regions_from_disk)
{
	static const char *const names[] = {"ample",   "dutch", "guarantee", "holes", "pinned",
					    "quarter", "short", "tight",     "weekly"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		recount_region(names[i]);
}
