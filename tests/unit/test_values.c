/* Shortages and tier values against numbers worked out by hand. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "planner/plan/values.h"
#include "tests/support/support.h"

#define HALVES(hours) ((int32_t)((hours)*2)) /* units of 30 minutes */

/* 49 h: 24 minimum, 10 medical, 15 remaining; eight days, visits of 3 h and more. */
static struct problem_client ordinary(void)
{
	return (struct problem_client){.minimum_units = HALVES(24),
				       .medical_units = HALVES(10),
				       .rest_units = HALVES(15),
				       .wanted_units = HALVES(49),
				       .left_units = HALVES(49),
				       .shortest_units = HALVES(3),
				       .visits_wanted = 8,
				       .points_wanted = 8,
				       .first_points = 1,
				       .presence_tier = SUPPORT_PRESENCE,
				       .medical_tier = SUPPORT_MEDICAL,
				       .rest_tier = TIER_REMAINING};
}

static void expect_short(const struct problem_client *client, int32_t planned, int32_t visits, int32_t digital,
			 const int32_t expected[TIER_COUNT])
{
	struct shortages found = values_client(client, planned, visits, digital);

	for (int tier = 0; tier < TIER_COUNT; tier++)
		cr_expect_eq(found.short_units[tier], expected[tier], "%s: %d short, expected %d",
			     tier_kind_names[tier], found.short_units[tier], expected[tier]);
}

Test(values, nothing_planned_lacks_all)
{
	struct problem_client client = ordinary();

	expect_short(&client, 0, 0, 0, (int32_t[]){48, 8, 20, 0, 30});
}

Test(values, hours_fill_from_the_bottom)
{
	struct problem_client client = ordinary();

	expect_short(&client, HALVES(23.5), 7, 0, (int32_t[]){1, 1, 20, 0, 30});
	expect_short(&client, HALVES(24), 8, 0, (int32_t[]){0, 0, 20, 0, 30});
	expect_short(&client, HALVES(33), 8, 0, (int32_t[]){0, 0, 2, 0, 30});
	expect_short(&client, HALVES(34), 8, 0, (int32_t[]){0, 0, 0, 0, 30});
	expect_short(&client, HALVES(40.5), 8, 0, (int32_t[]){0, 0, 0, 0, 17});
	expect_short(&client, HALVES(49), 8, 0, (int32_t[]){0, 0, 0, 0, 0});
}

Test(values, digital_hours_help_the_rest_alone)
{
	struct problem_client client = ordinary();

	expect_short(&client, HALVES(20), 6, HALVES(6), (int32_t[]){8, 2, 20, 0, 18});
	expect_short(&client, HALVES(43), 8, HALVES(6), (int32_t[]){0, 0, 0, 0, 0});
}

Test(values, received_hours_count)
{
	struct problem_client client = ordinary();

	client.physical_received = HALVES(20);
	client.digital_received = HALVES(2);
	expect_short(&client, HALVES(10), 4, HALVES(1), (int32_t[]){0, 4, 8, 0, 24});
}

Test(values, a_guaranteed_rest_counts_in_its_own_tier)
{
	struct problem_client client = ordinary();

	client.rest_tier = SUPPORT_GUARANTEED;
	expect_short(&client, HALVES(34), 8, HALVES(5), (int32_t[]){0, 0, 0, 20, 0});
	cr_expect_eq(values_client(&client, 0, 0, 0).demand_units[TIER_REMAINING], 0);
	cr_expect_eq(values_client(&client, 0, 0, 0).demand_units[SUPPORT_GUARANTEED], 30);
}

Test(values, more_visits_than_wanted_are_no_shortage)
{
	struct problem_client client = ordinary();

	client.visits_wanted = client.points_wanted = 2;
	expect_short(&client, HALVES(49), 3, 0, (int32_t[]){0, 0, 0, 0, 0});
}

Test(values, terms)
{
	cr_expect_eq(values_term(0, 0), 0);
	cr_expect_eq(values_term(0, 48), 0);
	cr_expect_eq(values_term(1, 1), VALUES_SCALE);
	cr_expect_eq(values_term(6, 8), VALUES_SCALE * 36 / 8);
	cr_expect_eq(values_term(3, 7), VALUES_SCALE / 7 * 9); /* the scale divides by 7 */
	cr_expect_eq(values_term(320, 320), VALUES_SCALE * 320);
	/* 29 does not divide the scale: rounded down */
	cr_expect_eq(values_term(1, 29), VALUES_SCALE / 29);
	cr_expect_neq(VALUES_SCALE % 29, 0);
}

/* Two clients and two caregivers of different providers, for values of whole plans. */
static void begin_pair(struct support *s)
{
	support_begin(s);
	support_add_client(s, "c1", "p1")->medical_ticks = HOURS(10);
	support_add_client(s, "c2", "p2")->indicated_ticks = HOURS(30);
	support_add_caregiver(s, "k1", "p1");
	support_add_caregiver(s, "k2", "p2");
	support_add_area(s, "p1", NULL, 1000, 1999);
	support_add_area(s, "p2", NULL, 1000, 1999);
	support_add_availability(s, "k1", 0, 7, HOURS(8));
	support_add_availability(s, "k2", 0, 7, HOURS(8));
	support_add_delivery(s, "c1", "k1", -1, HOURS(4), REGION_PARTUS);
}

Test(values, whole_plan)
{
	struct support s;
	struct plan plan = {0};

	begin_pair(&s);
	support_derive(&s);
	plan_reset(&plan, &s.problem);
	support_add_visit(&plan, &s, "c1", "k1", 0, HALVES(8));
	support_add_visit(&plan, &s, "c1", "k1", 1, HALVES(8));
	support_add_visit(&plan, &s, "c2", "k2", 0, HALVES(8));
	struct values values = values_plan(&s.problem, &plan);
	/* c1 lacks 8 of 24 h, 6 of 8 visits, 10 of 10 h, 15 of 15 h; c2 lacks 16 of 24 h, 7 of 8 visits, 6 of 6 h */
	const double expected[TIER_COUNT] = {8 * 8 / 24.0 + 16 * 16 / 24.0, 6 * 6 / 8.0 + 7 * 7 / 8.0, 10, 0, 15 + 6};
	for (int tier = 0; tier < TIER_COUNT; tier++)
		cr_expect_float_eq(values_in_hours(&s.problem, (enum tier)tier, values.scaled[tier]), expected[tier],
				   1e-9, "%s: %f, expected %f", tier_kind_names[tier],
				   values_in_hours(&s.problem, (enum tier)tier, values.scaled[tier]), expected[tier]);
	plan_free(&plan);
	support_free(&s);
}

Test(values, earlier_tiers_decide)
{
	struct values a = {{5, 0, 0, 0, 900}}, b = {{5, 0, 1, 0, 0}}, c = {{4, 9, 9, 9, 9}};

	cr_expect_lt(values_compare(&a, &b), 0);
	cr_expect_gt(values_compare(&b, &a), 0);
	cr_expect_lt(values_compare(&c, &a), 0);
	cr_expect_eq(values_compare(&a, &a), 0);
}

/* What one gives and the other gets is weighed in the order of the tiers, and by the sum of both. */
Test(values, an_exchange_of_two_clients)
{
	struct problem_client client = ordinary();
	struct shortages more = values_client(&client, HALVES(30), 8, 0),
			 more_less = values_client(&client, HALVES(29), 8, 0);
	struct shortages less = values_client(&client, HALVES(26), 8, 0),
			 less_more = values_client(&client, HALVES(27), 8, 0);
	struct shortages below = values_client(&client, HALVES(23), 8, 0);
	struct values change = values_change(&less, &less_more);

	cr_expect_eq(change.scaled[SUPPORT_MEDICAL], values_term(14, 20) - values_term(16, 20));
	cr_expect_eq(change.scaled[TIER_MINIMUM], 0);
	cr_expect(values_pair_gain((struct shortages[]){less, more}, (struct shortages[]){less_more, more_less}));
	cr_expect_not(values_pair_gain((struct shortages[]){less_more, more_less}, (struct shortages[]){less, more}));
	cr_expect_not(values_pair_gain((struct shortages[]){less, more}, (struct shortages[]){more, less}), "as good");
	cr_expect_not(values_pair_gain((struct shortages[]){less, less}, (struct shortages[]){more, below}),
		      "the legal minimum is lost");
}

Test(values, softs)
{
	struct support s;
	struct plan plan = {0}, previous = {0};

	begin_pair(&s);
	s.policy.max_caregivers = 1;
	support_add_delivery(&s, "c2", "k2", -1, HOURS(4), REGION_VISIT);
	support_derive(&s);
	plan_reset(&plan, &s.problem);
	plan_reset(&previous, &s.problem);
	support_add_visit(&previous, &s, "c1", "k1", 0, HALVES(8));
	support_add_visit(&previous, &s, "c1", "k1", 1, HALVES(8));
	support_add_visit(&previous, &s, "c2", "k2", 1, HALVES(5));
	support_add_visit(&plan, &s, "c1", "k1", 0, HALVES(8));
	support_add_visit(&plan, &s, "c1", "k2", 1, HALVES(4)); /* mediated, a second face, no longer k1 */
	support_add_visit(&plan, &s, "c2", "k1", 2, HALVES(3)); /* mediated, and k2 is known from the past */
	support_add_visit(&plan, &s, "c2", "k2", 1, HALVES(4)); /* shorter than before: changed */
	plan.digital_units[support_find_client(&s, "c2")] = 3;
	struct softs softs = values_softs(&s.problem, &plan, &previous);
	cr_expect_eq(softs.mediated_units, HALVES(7));
	cr_expect_eq(softs.excess_caregivers, 2);
	cr_expect_eq(softs.dropped_visits, 2);
	cr_expect_eq(softs.digital_units, 3);
	cr_expect_eq(softs.caregiver_count, 4);
	cr_expect_eq(softs.physical_units, HALVES(19));
	cr_expect_eq(values_softs(&s.problem, &plan, NULL).dropped_visits, 0);
	plan_free(&plan);
	plan_free(&previous);
	support_free(&s);
}

Test(values, bounds_are_told_rounded_down)
{
	struct policy policy = policy_default();
	struct problem problem = {.policy = &policy};

	for (int32_t minutes = 15; minutes <= 60; minutes *= 2) {
		policy.unit_minutes = minutes;
		for (enum tier tier = TIER_MINIMUM; tier <= TIER_THIRD; tier++) {
			int64_t hour = policy.order[tier] == KIND_PRESENCE ? VALUES_SCALE : VALUES_SCALE * 60 / minutes,
				value = 7 * hour;
			int64_t met = value - hour / 1000000, below = met - 1, told, coarse;
			cr_expect(values_meet(&problem, tier, value, met) &&
				  !values_meet(&problem, tier, value, below));
			cr_expect_eq(values_round_bound(&problem, tier, value + 9, value), value);
			cr_expect_eq(values_round_bound(&problem, tier, met, value), met);
			told = values_round_bound(&problem, tier, below, value);
			cr_expect(told <= below && told > below - hour / 100000);
			cr_expect_float_eq(values_in_hours(&problem, tier, told), 6.99999, 1e-9);
			coarse = values_round_bound(&problem, tier, told, value);
			cr_expect_eq(coarse, told, "what is round stays so");
		}
	}
}

/* Demands of begin_pair, in units: minimum 48 and 48, presence 8 and 8, medical 20, remaining 30 and 12. A value is a
 * whole number of parts of their least common multiple, and so must be what a bound is lifted to. */
Test(values, bounds_are_lifted_to_what_a_value_can_be)
{
	static const int64_t expected[TIER_COUNT] = {48, 8, 20, 1, 60};
	const int64_t part = VALUES_SCALE / 48;
	struct support s;

	begin_pair(&s);
	support_derive(&s);
	for (int tier = 0; tier < TIER_COUNT; tier++)
		cr_expect_eq(values_steps(&s.problem, (enum tier)tier), expected[tier], "%s: %d steps",
			     tier_kind_names[tier], (int)values_steps(&s.problem, (enum tier)tier));
	cr_assert_eq(VALUES_SCALE % 48, 0);
	cr_expect_eq(values_lift_bound(&s.problem, TIER_MINIMUM, 3 * part + 1, 9 * part), 4 * part);
	cr_expect_eq(values_lift_bound(&s.problem, TIER_MINIMUM, 4 * part, 9 * part), 4 * part);
	cr_expect_eq(values_lift_bound(&s.problem, TIER_MINIMUM, 3 * part + 1, 3 * part + 2), 3 * part + 2);
	cr_expect_eq(values_lift_bound(&s.problem, TIER_MINIMUM, 0, 9 * part), 0);
	cr_expect_eq(values_lift_bound(&s.problem, TIER_MINIMUM, -part, 9 * part), -part);
	support_free(&s);
}

/* Demands without a small common multiple: the bound stays as it is, and is never above the value. */
Test(values, bounds_without_common_parts_are_not_lifted)
{
	static const int32_t primes[] = {31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79};
	struct support s;
	char key[8];

	support_begin(&s);
	s.policy.unit_minutes = 60;
	for (size_t i = 0; i < sizeof primes / sizeof *primes; i++) {
		snprintf(key, sizeof key, "c%zu", i);
		struct region_client *client = support_add_client(&s, key, "p1");
		client->indicated_ticks = HOURS(80);
		client->minimum_ticks = HOURS(primes[i]);
	}
	support_derive(&s);
	cr_expect_eq(values_steps(&s.problem, TIER_MINIMUM), 0);
	cr_expect_eq(values_lift_bound(&s.problem, TIER_MINIMUM, 12345, VALUES_SCALE), 12345);
	cr_expect_eq(values_lift_bound(&s.problem, TIER_MINIMUM, 12345, 12344), 12344);
	support_free(&s);
}

/* Hours are the same whatever the unit, and points have none. */
Test(values, told_in_hours_and_points)
{
	for (int32_t minutes = 15; minutes <= 60; minutes *= 2) {
		struct support s;
		struct plan plan = {0};

		begin_pair(&s);
		s.policy.unit_minutes = minutes;
		s.policy.legal_minimum_units = 24 * 60 / minutes;
		s.policy.min_visit_units = 3 * 60 / minutes;
		s.policy.max_visit_units = 8 * 60 / minutes;
		support_derive(&s);
		plan_reset(&plan, &s.problem);
		support_add_visit(&plan, &s, "c1", "k1", 0, 8 * 60 / minutes);
		support_add_visit(&plan, &s, "c2", "k2", 0, 8 * 60 / minutes);
		const double expected[TIER_COUNT] = {2 * 16 * 16 / 24.0, 2 * 7 * 7 / 8.0, 10, 0, 15 + 6};
		struct values values = values_plan(&s.problem, &plan);
		for (int t = 0; t < TIER_COUNT; t++) {
			enum tier tier = (enum tier)t;
			double exact = values_plan_in_hours(&s.problem, &plan, tier);
			cr_expect_float_eq(exact, expected[t], 1e-9, "%s in units of %d: %f", tier_kind_names[t],
					   (int)minutes, exact);
			cr_expect_float_eq(values_in_hours(&s.problem, tier, values.scaled[t]), expected[t], 1e-6);
		}
		plan_free(&plan);
		support_free(&s);
	}
}
