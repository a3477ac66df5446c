/* What nights come to: hours had against hours wanted, and who came on the first days at home. */
#include <criterion/criterion.h>

#include "planner/base/day.h"
#include "planner/figures/nights.h"
#include "tests/support/support.h"

#define NIGHTS 5
#define CLIENTS 5

enum { ANN, BEA, CLO, DEE, EVA };

static struct support s;
static struct nights_row rows[NIGHTS];
static struct nights_client clients[CLIENTS];
static int32_t births[CLIENTS];
static struct nights nights;

/* Five nights. Ann is born on the first day; Bea comes home on the third, two days after her birth; Clo is born on the
 * last day; Dee was born before; Eva is born after the nights. */
static void begin(void)
{
	static const char *const keys[CLIENTS] = {"ann", "bea", "clo", "dee", "eva"};
	static const int32_t days[CLIENTS] = {0, 0, NIGHTS - 1, -4, NIGHTS};

	support_begin(&s);
	for (int i = 0; i < CLIENTS; i++)
		births[i] = support_add_client(&s, keys[i], "p1")->birth_day = SUPPORT_PLAN_DATE + days[i];
	s.region.clients[BEA].home_from_day = SUPPORT_PLAN_DATE + 2;
	s.region.clients[EVA].birth_day = DAY_NONE;
	for (int i = 0; i < NIGHTS; i++)
		rows[i] = (struct nights_row){.date = SUPPORT_PLAN_DATE + i};
	for (int i = 0; i < CLIENTS; i++)
		clients[i] = (struct nights_client){.counted = false};
	nights = (struct nights){.truth = &s.region,
				 .first_date = SUPPORT_PLAN_DATE,
				 .births = births,
				 .clients = clients,
				 .rows = rows,
				 .row_count = NIGHTS};
}

static void end(void)
{
	support_free(&s);
}

TestSuite(nights, .init = begin, .fini = end);

static void visit(int32_t client, int32_t day)
{
	nights_count_visit(&nights, &rows[day], client, 6);
}

static void expect_first(int32_t day, int32_t count, int32_t nobody)
{
	cr_expect_eq(rows[day].first_count, count, "day %d: %d come home", day, rows[day].first_count);
	cr_expect_eq(rows[day].nobody_first, nobody, "day %d: nobody comes to %d", day, rows[day].nobody_first);
}

static void expect_two(int32_t day, int32_t count, int32_t nobody)
{
	cr_expect_eq(rows[day].first_two_count, count, "day %d: %d second days", day, rows[day].first_two_count);
	cr_expect_eq(rows[day].nobody_first_two, nobody, "day %d: nobody to %d", day, rows[day].nobody_first_two);
}

Test(nights, first_days_without_anybody)
{
	nights_conclude(&nights, &s.region, &s.policy);
	expect_first(0, 1, 1);
	expect_first(1, 0, 0);
	expect_first(2, 1, 1);
	expect_first(NIGHTS - 1, 1, 1);
	expect_two(0, 0, 0);
	expect_two(1, 1, 1);
	expect_two(3, 1, 1);
	expect_two(NIGHTS - 1, 0, 0); /* the second day of Clo is beyond the nights */
	cr_expect(clients[CLO].has_first && !clients[CLO].has_second);
	cr_expect(!clients[DEE].has_first && !clients[EVA].has_first);
	cr_expect(clients[CLO].counted && !clients[EVA].counted);
}

Test(nights, who_comes_on_the_second_day_saves_the_first_two)
{
	visit(ANN, 1);
	visit(BEA, 2);
	nights_conclude(&nights, &s.region, &s.policy);
	expect_first(0, 1, 1);
	expect_two(1, 1, 0);
	expect_first(2, 1, 0);
	expect_two(3, 1, 0);
}

Test(nights, a_later_visit_is_no_first_day)
{
	visit(ANN, 2);
	visit(BEA, 4);
	nights_conclude(&nights, &s.region, &s.policy);
	expect_two(1, 1, 1);
	expect_two(3, 1, 1);
}

Test(nights, only_care_days_are_first_days)
{
	s.region.clients[ANN].care_days = 1;
	s.region.clients[BEA].care_days = 2;
	nights_conclude(&nights, &s.region, &s.policy);
	cr_expect(clients[ANN].has_first && !clients[ANN].has_second);
	cr_expect(!clients[BEA].has_first && !clients[BEA].has_second);
	cr_expect(clients[ANN].ended && clients[BEA].ended);
}

Test(nights, a_visit_counts_in_its_row)
{
	visit(ANN, 1);
	visit(BEA, 1);
	visit(ANN, 2);
	cr_expect_eq(rows[1].given, 2);
	cr_expect_eq(rows[1].given_units, 12);
	cr_expect_eq(clients[ANN].received_visits, 2);
}

Test(nights, care_has_ended_when_its_last_day_has_been)
{
	s.region.clients[ANN].care_days = NIGHTS;
	s.region.clients[BEA].care_days = NIGHTS + 1;
	nights_conclude(&nights, &s.region, &s.policy);
	cr_expect(clients[ANN].ended);
	cr_expect(!clients[BEA].ended && !clients[EVA].ended);
	cr_expect(clients[DEE].ended == (s.policy.care_days <= NIGHTS + 4));
}

/* Digital hours are hours, but never in the place of the legal minimum (C10). */
Test(nights, digital_hours_are_no_minimum)
{
	support_add_delivery(&s, "ann", NULL, 0, HOURS(20), REGION_VISIT);
	support_add_delivery(&s, "ann", NULL, 1, HOURS(2), REGION_LIGDAG);
	support_add_delivery(&s, "ann", NULL, 2, HOURS(6), REGION_DIGITAL);
	nights_conclude(&nights, &s.region, &s.policy);
	cr_expect_eq(clients[ANN].received_units, 2 * 28);
	cr_expect_eq(clients[ANN].minimum_short_units, 2 * 2);
	cr_expect_eq(clients[ANN].wanted_units, 2 * 49);
	cr_expect_eq(clients[ANN].minimum_units, 2 * 24);
}
