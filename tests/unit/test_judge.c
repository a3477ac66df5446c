/* What an audit derives anew, against brute force and against what the search says of itself. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "planner/judge/findings.h"
#include "planner/judge/bound.h"
#include "planner/judge/fairness.h"
#include "planner/judge/reason.h"
#include "planner/judge/transfer.h"
#include "planner/bound/climb.h"
#include "planner/bound/relaxation.h"
#include "planner/rules/rules.h"
#include "tests/reference/brute_force.h"
#include "tests/support/tiny.h"

#define REGIONS 400
#define WORK_LIMIT 300000

/* Any classes, prices and weights: most make no sense. */
static void fill_certificate(struct judge_certificate *certificate, const struct problem *problem, enum tier tier,
			     uint64_t *state)
{
	int32_t classes = 1 + (int32_t)support_random(state, 3);

	judge_certificate_reset(certificate, problem, classes);
	for (int32_t k = 0; k < problem->caregiver_count; k++)
		certificate->class_of[k] = (int32_t)support_random(state, (uint32_t)classes + 1);
	for (int32_t class = 1; class <= classes; class ++)
		for (int32_t day = 0; day < problem->day_count; day++)
			for (int32_t units = 1; units <= problem->policy->max_visit_units; units++)
				*judge_certificate_price(certificate, tier, class, day, units) =
					(int64_t)support_random(state, 1u << 30) >> support_random(state, 12);
	for (int e = 0; e < (int)tier; e++)
		certificate->weights[tier][e] = support_random(state, 1u << 24);
}

/* Whatever the prices are: no plan that reaches what was reached in the tiers above has a value below the bound. */
Test(judge, any_prices_give_a_bound)
{
	int above_zero = 0;

	for (uint64_t seed = 1; seed <= REGIONS; seed++) {
		struct support s;
		struct brute_force all;
		uint64_t state = seed;
		tiny_make(&s, seed);
		if (brute_force_run(&all, &s.problem, WORK_LIMIT)) {
			for (int tier = 0; tier < TIER_COUNT; tier++) {
				struct judge_certificate certificate;
				const struct values *reached =
					&all.reached[support_random(&state, (uint32_t)all.count)];
				fill_certificate(&certificate, &s.problem, (enum tier)tier, &state);
				int64_t bound = judge_bound_derive(&s.problem, &certificate, (enum tier)tier, reached);
				cr_expect_leq(bound, brute_force_least(&all, reached, (enum tier)tier),
					      "region %d: bound of %s", (int)seed,
					      problem_tier_name(&s.problem, (enum tier)tier));
				above_zero += bound > 0;
				judge_certificate_free(&certificate);
			}
			brute_force_free(&all);
		}
		support_free(&s);
	}
	cr_expect_gt(above_zero, REGIONS / 4, "bounds that are all 0 show nothing");
}

/* The certificate of a relaxation's prices, as certificate.csv has it. */
static void copy_prices(struct judge_certificate *certificate, const struct problem *problem,
			const struct classes *classes, const struct prices *prices, enum tier tier)
{
	judge_certificate_reset(certificate, problem, classes->count);
	for (int32_t k = 0; k < problem->caregiver_count; k++)
		certificate->class_of[k] = classes->of_caregiver[k] + 1;
	for (int32_t class = 0; class < prices->class_count; class ++)
		for (int32_t day = 0; day < prices->day_count; day++)
			for (int32_t units = 1; units < prices->length_count; units++)
				*judge_certificate_price(certificate, tier, class + 1, day, units) =
					prices_of(prices, class, day)[units];
	memcpy(certificate->weights[tier], prices->kept, sizeof prices->kept);
}

static bool is_plan(const struct problem *problem, const struct plan *plan)
{
	struct broken_rules broken;

	rules_check(&broken, problem, plan);
	bool obeys = broken.count == 0;
	rules_free(&broken);
	return obeys;
}

/* Two codes that share nothing agree to the last digit; where not, what was derived anew is higher. */
Test(judge, bounds_are_those_of_the_search)
{
	int above_zero = 0, equal = 0, compared = 0;

	for (uint64_t seed = 1; seed <= REGIONS; seed++) {
		struct support s;
		struct plan plan = {0};
		struct classes classes;
		tiny_make(&s, seed);
		tiny_plan(&plan, &s, seed);
		/* Where musts are missing, what was reached may be out of reach, and there is nothing to prove. */
		bool reachable = is_plan(&s.problem, &plan);
		struct values values = values_plan(&s.problem, &plan);
		classes_find(&classes, &s.problem);
		struct relaxation *relaxation = relaxation_build(&s.problem, &classes);
		for (int tier = 0; tier < TIER_COUNT && reachable; tier++) {
			struct prices prices;
			struct judge_certificate certificate;
			prices_reset(&prices, &classes, &s.problem);
			climb_find_prices(relaxation, &prices, (enum tier)tier, &values, 30);
			int64_t proven = relaxation_bound(relaxation, &prices, (enum tier)tier, &values);
			copy_prices(&certificate, &s.problem, &classes, &prices, (enum tier)tier);
			int64_t derived = judge_bound_derive(&s.problem, &certificate, (enum tier)tier, &values);
			cr_expect_leq(proven, values.scaled[tier]);
			cr_expect_geq(derived, proven, "region %d: %s", (int)seed,
				      problem_tier_name(&s.problem, (enum tier)tier));
			compared++;
			equal += derived == proven;
			above_zero += derived > 0;
			judge_certificate_free(&certificate);
			prices_free(&prices);
		}
		relaxation_free(relaxation);
		classes_free(&classes);
		plan_free(&plan);
		support_free(&s);
	}
	cr_expect_gt(above_zero, REGIONS / 4);
	cr_expect_gt(compared, REGIONS * TIER_COUNT / 2);
	cr_expect_gt(equal, compared * 9 / 10, "only %d of %d are equal", equal, compared);
}

static void set_visit(struct plan *plan, const struct problem *problem, const struct judge_transfer *t, int32_t client,
		      int32_t units)
{
	struct plan changed = {0};

	plan_reset(&changed, problem);
	memcpy(changed.digital_units, plan->digital_units,
	       (size_t)problem->client_count * sizeof *changed.digital_units);
	for (size_t i = 0; i < plan->visit_count; i++)
		if (plan->visits[i].client != client || plan->visits[i].day != t->day)
			plan_add_visit(&changed, plan->visits[i]);
	if (units > 0)
		plan_add_visit(&changed, (struct visit){client, t->caregiver, t->day, units});
	plan_free(plan);
	*plan = changed;
}

static size_t count_broken(const struct problem *problem, const struct plan *plan)
{
	struct broken_rules broken;
	size_t count = 0;

	rules_check(&broken, problem, plan);
	for (size_t i = 0; i < broken.count; i++)
		count += broken.rules[i].rule != 12 || broken.rules[i].found_units != 0; /* a must may be missing */
	rules_free(&broken);
	return count;
}

/* Every transfer, made as it says, leaves a plan that obeys the rules and is better by what it says. */
Test(judge, transfers_do_what_they_say)
{
	size_t made = 0, given = 0;

	for (uint64_t seed = 1; seed <= 4 * REGIONS; seed++) {
		struct support s;
		struct plan plan = {0};
		size_t count, looked_at;
		tiny_make(&s, seed);
		tiny_plan(&plan, &s, seed);
		struct judge_transfer *list = judge_transfer_find(&count, &looked_at, &s.problem, &plan);
		struct values before = values_plan(&s.problem, &plan);
		for (size_t i = 0; i < count; i++) {
			struct plan changed = {0};
			plan_copy(&changed, &plan, &s.problem);
			if (list[i].caregiver == REGION_NONE)
				changed.digital_units[list[i].client] += list[i].after_units;
			else
				set_visit(&changed, &s.problem, &list[i], list[i].client, list[i].after_units);
			if (list[i].giver != REGION_NONE)
				set_visit(&changed, &s.problem, &list[i], list[i].giver, list[i].giver_after_units);
			struct values after = values_plan(&s.problem, &changed);
			for (int t = 0; t < TIER_COUNT; t++)
				cr_expect_eq(after.scaled[t] - before.scaled[t], list[i].change.scaled[t],
					     "region %d: %s", (int)seed, problem_tier_name(&s.problem, (enum tier)t));
			cr_expect_lt(values_compare(&after, &before), 0, "region %d: not better", (int)seed);
			cr_expect_eq(count_broken(&s.problem, &changed), 0, "region %d: breaks a rule", (int)seed);
			given += list[i].giver != REGION_NONE;
			plan_free(&changed);
		}
		made += count;
		free(list);
		plan_free(&plan);
		support_free(&s);
	}
	cr_expect_gt(made, 200);
	cr_expect_gt(given, 20);
}

/* Of a caregiver with time for her, each rule is believed where it is there, and not where it is not. */
Test(judge, a_rule_keeps_time)
{
	struct support s;
	struct plan plan = {0};
	struct judge_reason judge;

	support_begin(&s);
	support_add_client(&s, "A", "P");
	support_add_caregiver(&s, "K", "P");
	support_add_area(&s, "P", NULL, 1000, 2999);
	support_add_availability(&s, "K", 0, 1, HOURS(4));
	for (int limit = 0; limit < 2; limit++) {
		s.region.caregivers[0].max_week_ticks = HOURS(limit == 0 ? 4 : 8);
		support_derive(&s);
		plan_reset(&plan, &s.problem);
		support_add_visit(&plan, &s, "A", "K", 0, 8);
		judge_reason_begin(&judge, &s.problem, &plan);
		cr_expect_eq(judge_reason_holds(&judge, 0, JUDGE_KEEPER_LIMIT), limit == 0);
		cr_expect_not(judge_reason_holds(&judge, 0, JUDGE_KEEPER_DAYS));
		cr_expect_not(judge_reason_holds(&judge, 0, JUDGE_KEEPER_SHORTEST));
		cr_expect_not(judge_reason_holds(&judge, 0, JUDGE_KEEPER_CONTRACT));
		cr_expect(judge_reason_roster_holds(&judge, 0));
		judge_reason_free(&judge);
	}
	s.policy.max_days_in_a_row = 1;
	support_derive(&s);
	judge_reason_begin(&judge, &s.problem, &plan);
	cr_expect(judge_reason_holds(&judge, 0, JUDGE_KEEPER_DAYS));
	cr_expect_not(judge_reason_holds(&judge, 0, JUDGE_KEEPER_LIMIT));
	judge_reason_free(&judge);
	support_add_availability(&s, "K", 7, 7, HOURS(2));
	support_derive(&s);
	judge_reason_begin(&judge, &s.problem, &plan);
	cr_expect(judge_reason_holds(&judge, 0, JUDGE_KEEPER_SHORTEST));
	cr_expect_not(judge_reason_roster_holds(&judge, 0));
	judge_reason_free(&judge);
	support_add_caregiver(&s, "L", "Q");
	support_add_area(&s, "Q", NULL, 1000, 1000);
	support_add_availability(&s, "L", 3, 3, HOURS(8));
	for (int mediation = 0; mediation < 2; mediation++) {
		s.policy.mediation = mediation == 1;
		support_derive(&s);
		judge_reason_begin(&judge, &s.problem, &plan);
		cr_expect_eq(judge_reason_holds(&judge, 0, JUDGE_KEEPER_CONTRACT), mediation == 0);
		judge_reason_free(&judge);
	}
	plan_free(&plan);
	support_free(&s);
}

/* One of two has all, the other nothing: Gini 1/2, Jain 1/2. */
Test(judge, figures_of_two)
{
	struct support s;
	struct judge_fairness fairness;

	support_begin(&s);
	support_add_client(&s, "A", "P");
	support_add_client(&s, "B", "P")->postcode = 2000;
	support_add_caregiver(&s, "K", "P");
	support_add_area(&s, "P", NULL, 1000, 2999);
	support_derive(&s);
	struct allocation rows[] = {{.client = 0, .rest_units = 50, .planned_units = 98},
				    {.client = 1, .rest_units = 50, .rest_short_units = 50}};

	judge_fairness_derive(&fairness, &s.problem, rows, NULL);
	const struct judge_figures *all = &fairness.list[0];

	cr_assert_eq(all->client_count, 2);
	cr_expect_eq(all->mean, JUDGE_MILLION / 2);
	cr_expect_eq(all->lowest, 0);
	cr_expect_eq(all->gini, JUDGE_MILLION / 2);
	cr_expect_eq(all->jain, JUDGE_MILLION / 2);
	for (size_t i = 1; i < fairness.count; i++)
		if (fairness.list[i].dimension == JUDGE_AREA) {
			/* They differ, and all of it lies in where they live. */
			cr_expect_eq(llabs(fairness.list[i].difference), JUDGE_MILLION / 2);
			cr_expect_eq(fairness.list[i].difference, fairness.list[i].place_difference);
		}
	judge_fairness_free(&fairness);
	support_free(&s);
}
