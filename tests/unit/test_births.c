/* When unborn children are expected, absences and standby, and the last day that is known. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "planner/base/day.h"
#include "planner/problem/births.h"
#include "planner/problem/shifts.h"
#include "tests/support/support.h"

static void begin_spread(struct support *s)
{
	support_begin(s);
	s->policy.births = POLICY_BIRTHS_SPREAD;
	s->policy.expected_from = 1;
	support_add_caregiver(s, "kim", "p1");
	support_add_area(s, "p1", NULL, 1000, 1999);
}

static struct region_client *add_unborn(struct support *s, const char *key, int32_t due)
{
	struct region_client *client = support_add_client(s, key, "p1");

	client->birth_day = DAY_NONE;
	client->due_day = s->policy.plan_date + due;
	return client;
}

static int32_t expected_of(struct support *s, size_t client)
{
	int32_t *days = births_derive(&s->region, &s->policy), day = days[client] - s->policy.plan_date;

	free(days);
	return day;
}

Test(births, the_planners_own_word)
{
	struct support s;

	begin_spread(&s);
	add_unborn(&s, "ann", 5)->expected_day = s.policy.plan_date + 9;
	cr_expect_eq(expected_of(&s, 0), 9);
	s.region.clients[0].expected_day = s.policy.plan_date; /* today, but nobody visits before tomorrow */
	cr_expect_eq(expected_of(&s, 0), 1);
	s.policy.births = POLICY_BIRTHS_DUE;
	s.region.clients[0].expected_day = s.policy.plan_date - 1; /* past: says nothing any more */
	cr_expect_eq(expected_of(&s, 0), 5);
	support_free(&s);
}

Test(births, overdue)
{
	struct support s;

	begin_spread(&s);
	for (int32_t days = 0; days <= 40; days++) {
		char key[16];
		snprintf(key, sizeof key, "c%d", (int)days);
		add_unborn(&s, key, -days);
	}
	support_derive(&s);
	for (int32_t days = 0; days <= 40; days++) {
		int32_t expected = expected_of(&s, (size_t)days);
		cr_expect(expected >= 1 && (days >= BIRTHS_LATEST || expected <= BIRTHS_LATEST - days));
		cr_expect(days < BIRTHS_LATEST || expected == 1);
		cr_expect_eq(s.problem.status[days], CLIENT_PLANNED); /* never finished before the birth */
		cr_expect_eq(s.problem.clients[s.problem.client_of_region[days]].day_count, 8);
	}
	support_free(&s);
}

/* Of many who are due on one day as many are expected on each day as the curve says, to one child. */
Test(births, as_many_as_come)
{
	enum { MANY = 2000 };
	struct support s;
	uint64_t total = 0, sum = 0;
	int32_t found = 0;

	begin_spread(&s);
	s.policy.expected_from = 0;
	for (int32_t i = 0; i < MANY; i++) {
		char key[16];
		snprintf(key, sizeof key, "c%d", (int)i);
		add_unborn(&s, key, 6);
	}
	int32_t *days = births_derive(&s.region, &s.policy);
	for (int32_t d = -6; d <= BIRTHS_LATEST; d++)
		total += births_weight(d);
	for (int32_t d = -6; d <= BIRTHS_LATEST; d++) {
		sum += births_weight(d);
		for (int32_t i = 0; i < MANY; i++)
			found += days[i] == s.policy.plan_date + 6 + d;
		int64_t apart = (int64_t)(MANY * sum / total) - found;
		cr_expect(apart >= -5 && apart <= 5, "by day %d %d of %d, apart %d", (int)d, (int)found, MANY,
			  (int)apart);
	}
	cr_expect_eq(found, MANY);
	free(days);
	support_free(&s);
}

/* Who else registers for another day changes nothing; the order of rows does not count. */
Test(births, shares_go_by_due_date_and_key)
{
	struct support a, b;

	begin_spread(&a);
	begin_spread(&b);
	add_unborn(&a, "ann", 4);
	add_unborn(&a, "bea", 4);
	add_unborn(&b, "bea", 4);
	add_unborn(&b, "zoe", 9);
	add_unborn(&b, "ann", 4);
	cr_expect_eq(expected_of(&a, 0), expected_of(&b, 2));
	cr_expect_eq(expected_of(&a, 1), expected_of(&b, 0));
	support_free(&a);
	support_free(&b);
}

Test(shifts, absences_take_away)
{
	struct support s;
	struct region_absence absences[] = {
		{.caregiver = 0, .from_day = SUPPORT_PLAN_DATE + 1, .to_day = SUPPORT_PLAN_DATE + 2},
		{.caregiver = 0, .from_day = SUPPORT_PLAN_DATE - 9, .to_day = SUPPORT_PLAN_DATE - 1},
		{.caregiver = 1, .from_day = SUPPORT_PLAN_DATE + 5, .to_day = DAY_NONE}};

	begin_spread(&s);
	support_add_caregiver(&s, "liz", "p1");
	support_add_client(&s, "ann", "p1");
	support_add_availability(&s, "kim", 0, 7, HOURS(4));
	support_add_availability(&s, "liz", 0, 7, HOURS(4));
	s.region.absences = absences;
	s.region.absence_count = 3;
	support_derive(&s);
	for (int32_t day = 0; day < 8; day++) {
		cr_expect_eq(problem_available_units(&s.problem, 0, day), day == 1 || day == 2 ? 0 : 8);
		cr_expect_eq(problem_available_units(&s.problem, 1, day), day >= 5 ? 0 : 8);
		cr_expect_eq(shifts_is_absent(&s.region, 1, SUPPORT_PLAN_DATE + day), day >= 5);
	}
	s.region.absences = NULL;
	support_free(&s);
}

Test(shifts, standby_is_no_time_for_visits)
{
	struct support s;
	struct shifts shifts;

	begin_spread(&s);
	support_add_client(&s, "ann", "p1");
	support_add_availability(&s, "kim", 0, 0, HOURS(4));
	support_add_availability(&s, "kim", 0, 3, HOURS(6));
	for (size_t i = 1; i < s.region.availability_count; i++)
		s.region.availability[i].standby = true;
	support_derive(&s);
	cr_expect_eq(problem_available_units(&s.problem, 0, 0), 8);
	cr_expect_eq(problem_available_units(&s.problem, 0, 1), 0);
	cr_expect_eq(s.problem.roster_end, s.policy.plan_date);
	shifts_derive(&shifts, &s.region, s.policy.plan_date);
	cr_assert_eq(shifts.count, 4);
	cr_expect_eq(shifts.list[0].work_ticks, HOURS(4));
	cr_expect_eq(shifts.list[0].standby_ticks, HOURS(6));
	shifts_free(&shifts);
	support_free(&s);
}

Test(shifts, who_starts_beyond_the_rosters_is_later)
{
	struct support s;

	begin_spread(&s);
	s.policy.births = POLICY_BIRTHS_DUE;
	support_add_availability(&s, "kim", 0, 5, HOURS(4));
	support_add_availability(&s, "kim", 9, 9, HOURS(0.25)); /* no whole unit */
	add_unborn(&s, "ann", 5);
	add_unborn(&s, "bea", 6);
	support_derive(&s);
	cr_expect_eq(s.problem.roster_end, s.policy.plan_date + 5);
	cr_expect_eq(s.problem.status[0], CLIENT_PLANNED);
	cr_expect_eq(s.problem.status[1], CLIENT_LATER);
	support_free(&s);
}
