/* What the tables of a night have lost since the night before. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/figures/loss.h"
#include "planner/region/copy.h"
#include "tests/support/support.h"

static struct support s;
static struct plan plan;
static struct region now;
static struct loss_before before;
static struct loss loss;

/* Ann was born today and Bob is expected; Kim and Lea have 8 h on each of 14 days, and Kim has been to Ann twice. */
static void begin(void)
{
	support_begin(&s);
	support_add_client(&s, "ann", "p1");
	support_add_client(&s, "bob", "p1");
	s.region.clients[1].birth_day = DAY_NONE;
	s.region.clients[1].expected_day = s.policy.plan_date + 3;
	support_add_caregiver(&s, "kim", "p1");
	support_add_caregiver(&s, "lea", "p1");
	support_add_area(&s, "p1", NULL, 1000, 1999);
	support_add_availability(&s, "kim", 0, 13, HOURS(8));
	support_add_availability(&s, "lea", 0, 13, HOURS(8));
	support_derive(&s);
	plan = (struct plan){0};
	plan_reset(&plan, &s.problem);
	plan_add_visit(&plan, (struct visit){0, 0, 0, 6});
	region_copy_make(&now, &s.region);
}

static void end(void)
{
	loss_free(&loss);
	loss_free_before(&before);
	region_copy_free(&now);
	plan_free(&plan);
	support_free(&s);
}

TestSuite(loss, .init = begin, .fini = end);

static void compare(int32_t days_later)
{
	loss_take_before(&before, &s.problem, &plan, s.policy.plan_date + days_later);
	loss_compare(&loss, &before, &now, s.policy.plan_date + days_later);
}

static void expect_gone(enum loss_kind kind, int64_t gone, int64_t of)
{
	cr_expect_eq(loss.gone[kind], gone, "%lld gone", (long long)loss.gone[kind]);
	cr_expect_eq(loss.before[kind], of, "of %lld", (long long)loss.before[kind]);
}

static void deliver(struct region *region, int32_t client, int32_t day)
{
	region->deliveries = memory_resize(region->deliveries, region->delivery_count + 1, sizeof *region->deliveries);
	region->deliveries[region->delivery_count++] =
		(struct region_delivery){.client = client, .day = day, .caregiver = 0, .ticks = 30000};
}

Test(loss, nothing_is_lost_where_nothing_changed)
{
	compare(1);
	for (int kind = 0; kind < LOSS_KIND_COUNT; kind++) {
		cr_expect_eq(loss.gone[kind], 0);
		cr_expect_not(loss_exceeds(&loss, (enum loss_kind)kind, 0));
	}
	expect_gone(LOSS_SHIFTS, 0, 2 * 13 * 80000);
}

Test(loss, a_client_is_gone)
{
	now.client_count = 1;
	compare(1);
	expect_gone(LOSS_CLIENTS, 1, 2);
	cr_expect_str_eq(loss.lost[LOSS_CLIENTS].list[0].key, "bob");
	cr_expect(loss_exceeds(&loss, LOSS_CLIENTS, 49));
	cr_expect_not(loss_exceeds(&loss, LOSS_CLIENTS, 50), "more than, not as much as");
}

Test(loss, who_has_finished_since_may_go)
{
	now.client_count = 0;
	compare(8);
	expect_gone(LOSS_CLIENTS, 1, 1);
	cr_expect_str_eq(loss.lost[LOSS_CLIENTS].list[0].key, "bob", "nobody has finished before her child is born");
}

Test(loss, who_has_a_care_day_left_has_not_finished)
{
	now.client_count = 0;
	compare(7);
	expect_gone(LOSS_CLIENTS, 2, 2);
}

Test(loss, a_caregiver_is_gone_and_her_hours_with_her)
{
	now.caregiver_count = 1;
	now.availability_count = 14;
	compare(1);
	expect_gone(LOSS_CAREGIVERS, 1, 2);
	expect_gone(LOSS_SHIFTS, 13 * 80000, 2 * 13 * 80000);
	cr_expect_str_eq(loss.lost[LOSS_CAREGIVERS].list[0].key, "lea");
	cr_expect_eq(loss.lost[LOSS_CAREGIVERS].list[0].amount, 13 * 80000);
}

Test(loss, hours_of_one_do_not_hide_those_of_another)
{
	for (size_t i = 0; i < 14; i++) {
		now.availability[i].ticks = 120000;
		now.availability[14 + i].ticks = 40000;
	}
	compare(1);
	expect_gone(LOSS_SHIFTS, 13 * 40000, 2 * 13 * 80000);
	cr_assert_eq(loss.lost[LOSS_SHIFTS].count, 1);
	cr_expect_str_eq(loss.lost[LOSS_SHIFTS].list[0].key, "lea");
}

Test(loss, days_that_were_not_known_before_make_up_for_nothing)
{
	for (size_t i = 0; i < 14; i++)
		now.availability[i].day += 14;
	compare(1);
	expect_gone(LOSS_SHIFTS, 13 * 80000, 2 * 13 * 80000);
}

Test(loss, rows_of_days_past)
{
	deliver(&s.region, 0, s.policy.plan_date - 1);
	deliver(&s.region, 0, s.policy.plan_date - 2);
	deliver(&now, 0, s.policy.plan_date - 1);
	deliver(&now, 0, s.policy.plan_date); /* new, and no row of those days */
	compare(1);
	expect_gone(LOSS_DELIVERIES, 1, 2);
	cr_expect_str_eq(loss.lost[LOSS_DELIVERIES].list[0].key, "ann");
}

Test(loss, rows_go_with_their_client)
{
	deliver(&s.region, 1, s.policy.plan_date - 1);
	now.client_count = 1;
	compare(1);
	expect_gone(LOSS_DELIVERIES, 0, 0);
}

Test(loss, who_was_planned_for_yesterday_and_has_no_row)
{
	compare(1);
	cr_assert_eq(loss.unreported.count, 1);
	cr_expect_str_eq(loss.unreported.list[0].key, "ann");
}

Test(loss, a_row_of_yesterday_is_enough)
{
	deliver(&now, 0, s.policy.plan_date);
	compare(1);
	cr_expect_eq(loss.unreported.count, 0);
}

Test(loss, who_is_still_expected_needs_no_row)
{
	now.clients[0].birth_day = DAY_NONE;
	compare(1);
	cr_expect_eq(loss.unreported.count, 0);
}

Test(loss, visits_of_another_day_need_no_row)
{
	compare(2);
	cr_expect_eq(loss.unreported.count, 0);
}
