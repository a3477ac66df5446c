/* Hours by week: what is wanted is spread evenly, what is there keeps to the weekly limits. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "planner/base/day.h"
#include "planner/problem/weeks.h"
#include "tests/support/support.h"

Test(weeks, even_shares_add_up)
{
	for (int32_t units = 0; units < 50; units++)
		for (int32_t count = 1; count < 12; count++) {
			int64_t sum = 0;

			for (int32_t i = 0; i < count; i++) {
				int64_t share = weeks_even_share(units, i, count);

				cr_assert(share == units / count || share == units / count + 1);
				sum += share;
			}
			cr_assert_eq(sum, units);
		}
}

Test(weeks, weeks_start_on_mondays)
{
	cr_expect_eq(day_of_week_start(0), -3); /* a Thursday: 1969-12-29 */
	cr_expect_eq(day_of_week_start(-3), -3);
	cr_expect_eq(day_of_week_start(-4), -10);
	for (int32_t day = SUPPORT_PLAN_DATE; day < SUPPORT_PLAN_DATE + 7; day++)
		cr_expect_eq(day_of_week_start(day), SUPPORT_PLAN_DATE);
	cr_expect_eq(day_of_week_start(SUPPORT_PLAN_DATE + 7), SUPPORT_PLAN_DATE + 7);
}

/* Born on Saturday: 2 of her 8 care days are in the first week, 6 in the second. */
Test(weeks, wanted_and_available)
{
	struct support s;

	support_begin(&s);
	struct region_client *ann = support_add_client(&s, "ann", "p1");
	ann->due_day = ann->birth_day = SUPPORT_PLAN_DATE + 5;
	ann->indicated_ticks = HOURS(40);
	support_add_area(&s, "p1", NULL, 1000, 1999);
	support_add_caregiver(&s, "kim", "p1")->max_week_ticks = HOURS(20);
	support_add_caregiver(&s, "lea", "p1");
	support_add_availability(&s, "kim", 0, 12, HOURS(8));
	support_add_availability(&s, "lea", 6, 6, HOURS(5));
	support_derive(&s);
	struct week *weeks = weeks_derive(&s.problem);
	cr_assert_eq(s.problem.week_count, 2);
	cr_expect_eq(weeks[0].first_date, s.policy.plan_date);
	cr_expect_eq(weeks[1].first_date, s.policy.plan_date + 7);
	cr_expect_eq(weeks[0].family_count, 1);
	cr_expect_eq(weeks[1].family_count, 1);
	cr_expect_eq(weeks[0].wanted_units, 20); /* of 80 half hours */
	cr_expect_eq(weeks[1].wanted_units, 60);
	cr_expect_eq(weeks[0].available_units, 40 + 10);
	cr_expect_eq(weeks[1].available_units, 40);
	free(weeks);
	support_free(&s);
}
