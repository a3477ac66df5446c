/* The time that a plan leaves: counted from its sums, against the rules themselves, asked of every change. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "planner/plan/spare.h"
#include "planner/plan/values.h"
#include "planner/rules/rules.h"
#include "tests/reference/one_change.h"
#include "tests/support/support.h"
#include "tests/support/tiny.h"

#define HALVES(hours) ((int32_t)(2 * (hours)))
#define REGIONS 600

/* Is a rule broken that is about the caregiver's time? */
static bool breaks_time(const struct problem *problem, const struct plan *plan, int32_t caregiver)
{
	struct broken_rules broken;
	bool found = false;

	rules_check(&broken, problem, plan);
	for (size_t i = 0; i < broken.count; i++)
		found |= broken.rules[i].rule >= 7 && broken.rules[i].rule <= 9 &&
			 broken.rules[i].caregiver == caregiver;
	rules_free(&broken);
	return found;
}

/* The longest visit that the rules allow, by trying each length; client: whosever, for the rules of time do not ask. */
static int32_t try_lengths(const struct problem *problem, const struct plan *plan, int32_t caregiver, int32_t day,
			   const struct visit *without)
{
	int32_t longest = 0;

	for (int32_t units = 1; units <= problem->policy->max_visit_units; units++) {
		struct plan changed = {0};
		plan_reset(&changed, problem);
		changed.visit_count = 0;
		for (size_t i = 0; i < plan->visit_count; i++)
			if (without == NULL || plan->visits[i].client != without->client ||
			    plan->visits[i].day != without->day || plan->visits[i].caregiver != without->caregiver)
				plan_add_visit(&changed, plan->visits[i]);
		plan_add_visit(&changed, (struct visit){without != NULL ? without->client : 0, caregiver, day, units});
		if (!breaks_time(problem, &changed, caregiver))
			longest = units;
		plan_free(&changed);
	}
	return longest;
}

/* What was tried of each kind: nothing is proven by what never came up. */
struct tried {
	int longest, nothing, instead, helped, as_good;
};

static void expect_lengths(const struct problem *problem, const struct plan *plan, const struct spare *spare,
			   uint64_t seed, struct tried *tried)
{
	for (int32_t k = 0; k < problem->caregiver_count; k++)
		for (int32_t day = 0; day < problem->day_count; day++) {
			int32_t told = spare_longest_visit(spare, k, day, NULL);
			cr_expect_eq(told, try_lengths(problem, plan, k, day, NULL), "region %d, caregiver %d, day %d",
				     (int)seed, k, day);
			tried->longest += told > 0;
			tried->nothing += told == 0;
		}
	for (size_t i = 0; i < plan->visit_count; i++) {
		const struct visit *visit = &plan->visits[i];
		cr_expect_eq(spare_longest_visit(spare, visit->caregiver, visit->day, visit),
			     try_lengths(problem, plan, visit->caregiver, visit->day, visit),
			     "region %d, in the place of visit %d", (int)seed, (int)i);
		tried->instead++;
	}
}

static void expect_changes(const struct problem *problem, const struct plan *plan, const struct spare *spare,
			   uint64_t seed, struct tried *tried)
{
	for (int32_t c = 0; c < problem->client_count; c++) {
		struct shortages before = spare_shortages(spare, c);
		struct shortages best = spare_best(spare, c, REGION_NONE, SPARE_PINS_HOLD);
		bool helped = one_change_helps(problem, plan, c);
		cr_expect_eq(spare_compare(&best, &before) < 0, helped, "region %d, client %d", (int)seed, c);
		tried->helped += helped;
		tried->as_good += !helped;
		struct shortages of_one = before;
		for (int32_t k = 0; k < problem->caregiver_count; k++) {
			struct shortages found = spare_best(spare, c, k, SPARE_PINS_HOLD);
			if (spare_compare(&found, &of_one) < 0)
				of_one = found;
		}
		cr_expect(problem->clients[c].eligible_count == 0 || spare_compare(&of_one, &best) == 0,
			  "region %d, client %d: the best of each is the best of all", (int)seed, c);
	}
}

Test(spare, agrees_with_the_rules_in_random_plans)
{
	struct tried tried = {0};

	for (uint64_t seed = 0; seed < REGIONS; seed++) {
		struct support s;
		struct plan plan = {0};
		struct spare spare;
		struct broken_rules broken;
		tiny_make(&s, seed);
		tiny_plan(&plan, &s, seed);
		rules_check(&broken, &s.problem, &plan);
		if (broken.count == 0 && s.problem.client_count > 0) {
			spare_measure(&spare, &s.problem, &plan);
			expect_lengths(&s.problem, &plan, &spare, seed, &tried);
			expect_changes(&s.problem, &plan, &spare, seed, &tried);
			spare_free(&spare);
		}
		rules_free(&broken);
		plan_free(&plan);
		support_free(&s);
	}
	cr_expect_gt(tried.longest, 200, "%d", tried.longest);
	cr_expect_gt(tried.nothing, 200, "%d", tried.nothing);
	cr_expect_gt(tried.instead, 200, "%d", tried.instead);
	cr_expect_gt(tried.helped, 100, "%d", tried.helped);
	cr_expect_gt(tried.as_good, 100, "%d", tried.as_good);
}

/* Booked and taken off again, a visit leaves what was there, and travel lies between two visits only. */
Test(spare, bookings)
{
	struct support s;
	struct plan plan = {0};
	struct spare spare;

	support_begin(&s);
	support_add_client(&s, "ann", "p1");
	support_add_client(&s, "bea", "p1");
	support_add_caregiver(&s, "kim", "p1")->max_week_ticks = HOURS(20);
	support_add_area(&s, "p1", NULL, 1000, 1000);
	support_add_availability(&s, "kim", 0, 4, HOURS(8));
	support_derive(&s);
	plan_reset(&plan, &s.problem);
	support_add_visit(&plan, &s, "ann", "kim", 0, HALVES(3));
	spare_measure(&spare, &s.problem, &plan);
	cr_expect_eq(spare_week_units(&spare, 0, 0), HALVES(17));
	cr_expect_eq(spare_room(&spare, 0, 0, NULL), HALVES(4.5), "8 h less 3 h and travel");
	cr_expect_eq(spare_room(&spare, 0, 1, NULL), HALVES(8));
	struct visit visit = {support_find_client(&s, "bea"), 0, 0, HALVES(4)};
	spare_book(&spare, &visit, 1);
	cr_expect_eq(spare_week_units(&spare, 0, 0), HALVES(12.5), "4 h and travel");
	cr_expect_eq(spare_room(&spare, 0, 0, NULL), 0);
	spare_book(&spare, &visit, -1);
	cr_expect_eq(spare_week_units(&spare, 0, 0), HALVES(17));
	visit.day = 1;
	visit.units = HALVES(8);
	spare_book(&spare, &visit, 1);
	visit.day = 2;
	spare_book(&spare, &visit, 1);
	cr_expect_eq(spare_week_units(&spare, 0, 0), HALVES(1), "no travel on days of one visit");
	cr_expect_eq(spare_room(&spare, 0, 3, NULL), HALVES(1), "of the week");
	cr_expect_eq(spare_room(&spare, 0, 0, NULL), HALVES(0.5), "of the week, after travel");
	cr_expect_eq(spare_longest_visit(&spare, 0, 3, NULL), HALVES(1));
	spare_free(&spare);
	plan_free(&plan);
	support_free(&s);
}
