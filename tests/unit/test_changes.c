/* What a plan changes of the previous one: each kind, each reason, and when; in one order however rows stand. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "planner/figures/changes.h"
#include "planner/plan/plan.h"
#include "planner/plan/previous.h"
#include "planner/rules/confirmed.h"
#include "tests/support/support.h"

static struct support s;
static struct previous_visits previous;
static struct confirmed confirmed;
static struct plan plan;
static struct changes changes;

/* Kim and Lea of p1, each day 8 h, for Ann and Bob of p1, born today; nothing is confirmed. */
static void begin(void)
{
	support_begin(&s);
	s.policy.confirmed_days = 0;
	support_add_client(&s, "ann", "p1")->line = 2;
	support_add_client(&s, "bob", "p1")->line = 3;
	support_add_caregiver(&s, "kim", "p1");
	support_add_caregiver(&s, "lea", "p1");
	support_add_area(&s, "p1", NULL, 1000, 1999);
	support_add_availability(&s, "kim", 0, 13, HOURS(8));
	support_add_availability(&s, "lea", 0, 13, HOURS(8));
}

static void end(void)
{
	changes_free(&changes);
	plan_free(&plan);
	confirmed_free(&confirmed);
	previous_free(&previous);
	support_free(&s);
}

TestSuite(changes, .init = begin, .fini = end);

static int32_t find_client_row(const char *key)
{
	for (size_t i = 0; i < s.region.client_count; i++)
		if (strcmp(s.region.clients[i].key, key) == 0)
			return (int32_t)i;
	return REGION_NONE;
}

static int32_t find_caregiver_row(const char *key)
{
	for (size_t i = 0; i < s.region.caregiver_count; i++)
		if (strcmp(s.region.caregivers[i].key, key) == 0)
			return (int32_t)i;
	return REGION_NONE;
}

static struct previous_visit *add_before(const char *client, const char *caregiver, int32_t day, int32_t ticks)
{
	struct previous_visit visit = {.client = find_client_row(client),
				       .caregiver = find_caregiver_row(caregiver),
				       .date = s.policy.plan_date + day,
				       .ticks = ticks};

	previous_add(&previous, &visit, client, caregiver);
	return &previous.list[previous.count - 1];
}

/* The previous plan knew all clients of now, each with what she wants now. */
static void know_all(void)
{
	for (size_t i = 0; i < s.region.client_count; i++)
		previous_add_client(&previous, (int32_t)i,
				    s.region.clients[i].indicated_ticks - s.region.clients[i].declined_ticks);
}

/* The problem; visits of the plan are added after it. */
static void derive_problem(void)
{
	previous_sort(&previous);
	support_derive(&s);
	confirmed_hold(&confirmed, &s.problem, &s.region, &s.policy, &previous);
	plan_reset(&plan, &s.problem);
}

static void derive(void)
{
	plan_sort(&plan);
	changes_derive(&changes, &s.problem, &plan, &previous, &confirmed);
}

static void expect_text(const char *found, const char *wanted)
{
	cr_expect(found == NULL || wanted == NULL ? found == wanted : strcmp(found, wanted) == 0, "%s, wanted %s",
		  found != NULL ? found : "nothing", wanted != NULL ? wanted : "nothing");
}

static void expect_reason(size_t index, enum change_reason reason, const char *table, int32_t line)
{
	cr_assert_lt(index, changes.count);
	const struct change *change = &changes.list[index];
	cr_expect_eq(change->reason, reason, "%s", change_reason_names[change->reason]);
	expect_text(change->table, table);
	cr_expect_eq(change->line, line, "line %d", (int)change->line);
}

/* A visit of Kim to Ann today that is gone, for this reason. */
static void expect_gone(enum change_reason reason, const char *table, int32_t line)
{
	derive();
	cr_assert_eq(changes.count, 1);
	cr_expect_eq(changes.list[0].kind, CHANGE_GONE);
	expect_reason(0, reason, table, line);
}

Test(changes, none_where_the_plan_stays)
{
	know_all();
	add_before("ann", "kim", 0, HOURS(4));
	add_before("bob", "lea", 3, HOURS(3));
	derive_problem();
	support_add_visit(&plan, &s, "ann", "kim", 0, 8);
	support_add_visit(&plan, &s, "bob", "lea", 3, 6);
	derive();
	cr_expect_eq(changes.count, 0);
}

Test(changes, each_kind_with_both_sides)
{
	know_all();
	add_before("ann", "kim", 0, HOURS(4));
	add_before("ann", "kim", 1, HOURS(4));
	add_before("ann", "kim", 2, HOURS(4));
	derive_problem();
	support_add_visit(&plan, &s, "ann", "lea", 0, 10);
	support_add_visit(&plan, &s, "ann", "kim", 1, 7);
	support_add_visit(&plan, &s, "bob", "lea", 2, 6);
	derive();
	cr_assert_eq(changes.count, 4);
	const struct change *list = changes.list;
	cr_expect_eq(list[0].kind, CHANGE_OTHER_CAREGIVER);
	expect_text(list[0].caregiver_before, "kim");
	expect_text(list[0].caregiver_after, "lea");
	cr_expect_eq(list[0].minutes_before, 240);
	cr_expect_eq(list[0].minutes_after, 300);
	cr_expect_eq(list[1].kind, CHANGE_HOURS);
	cr_expect_eq(list[1].minutes_before, 240);
	cr_expect_eq(list[1].minutes_after, 210);
	cr_expect_eq(list[2].kind, CHANGE_GONE);
	expect_text(list[2].client_key, "ann");
	expect_text(list[2].caregiver_after, NULL);
	cr_expect_eq(list[3].kind, CHANGE_NEW);
	expect_text(list[3].client_key, "bob");
	expect_text(list[3].caregiver_before, NULL);
	for (size_t i = 0; i < changes.count; i++)
		expect_reason(i, CHANGE_DIVIDED_ANEW, NULL, 0);
}

Test(changes, are_of_today_tomorrow_the_week_and_later)
{
	static const int32_t days[] = {0, 1, 2, 6, 7};
	static const enum change_when whens[] = {CHANGE_TODAY, CHANGE_TOMORROW, CHANGE_WEEK, CHANGE_WEEK, CHANGE_LATER};

	know_all();
	add_before("ann", "kim", -1, HOURS(4)); /* of yesterday: no change */
	derive_problem();
	for (size_t i = 0; i < 5; i++)
		support_add_visit(&plan, &s, "ann", "kim", days[i], 6);
	derive();
	cr_assert_eq(changes.count, 5);
	for (size_t i = 0; i < 5; i++) {
		cr_expect_eq(changes.list[i].date, s.policy.plan_date + days[i]);
		cr_expect_eq(changes.list[i].when, whens[i], "day %d", (int)days[i]);
	}
	cr_expect_eq(changes.counts[CHANGE_TODAY], 1);
	cr_expect_eq(changes.counts[CHANGE_TOMORROW], 1);
	cr_expect_eq(changes.counts[CHANGE_WEEK], 2);
	cr_expect_eq(changes.counts[CHANGE_LATER], 1);
}

Test(changes, client_who_is_gone)
{
	know_all();
	add_before("eva", "kim", 0, HOURS(4));
	derive_problem();
	expect_gone(CHANGE_CLIENT, "clients.csv", 0);
}

Test(changes, client_who_is_new)
{
	previous_add_client(&previous, find_client_row("bob"), HOURS(49));
	derive_problem();
	support_add_visit(&plan, &s, "ann", "kim", 0, 8);
	support_add_visit(&plan, &s, "bob", "lea", 0, 8);
	derive();
	cr_assert_eq(changes.count, 2);
	expect_reason(0, CHANGE_CLIENT, "clients.csv", 2);
	expect_reason(1, CHANGE_DIVIDED_ANEW, NULL, 0);
}

Test(changes, client_who_wants_other_hours)
{
	previous_add_client(&previous, find_client_row("ann"), HOURS(40));
	add_before("ann", "kim", 0, HOURS(4));
	derive_problem();
	support_add_visit(&plan, &s, "ann", "kim", 0, 10);
	derive();
	expect_reason(0, CHANGE_CLIENT, "clients.csv", 2);
}

Test(changes, client_whose_care_days_are_others)
{
	know_all();
	s.region.clients[find_client_row("ann")].home_from_day = s.policy.plan_date + 2;
	add_before("ann", "kim", 0, HOURS(4));
	derive_problem();
	expect_gone(CHANGE_CLIENT, "clients.csv", 2);
}

Test(changes, child_that_was_born_since)
{
	know_all();
	add_before("ann", "kim", 9, HOURS(4))->expected = true;
	derive_problem();
	support_add_visit(&plan, &s, "ann", "kim", 0, 8);
	derive();
	cr_assert_eq(changes.count, 2);
	expect_reason(0, CHANGE_BIRTH, "clients.csv", 2);
	expect_reason(1, CHANGE_BIRTH, "clients.csv", 2);
}

/* Nothing of the tables has changed: the child has not come, and hours are held for other days. */
Test(changes, child_that_is_expected_on_another_day)
{
	struct region_client *ann = &s.region.clients[find_client_row("ann")];

	know_all();
	ann->birth_day = DAY_NONE;
	ann->due_day = s.policy.plan_date + 3;
	add_before("ann", "kim", 2, HOURS(4))->expected = true;
	add_before("ann", "kim", 3, HOURS(4))->expected = true;
	derive_problem();
	support_add_visit(&plan, &s, "ann", "kim", 3, 8);
	support_add_visit(&plan, &s, "ann", "kim", 4, 8);
	derive();
	cr_assert_eq(changes.count, 2);
	expect_reason(0, CHANGE_BIRTH, "clients.csv", 2);
	expect_reason(1, CHANGE_BIRTH, "clients.csv", 2);
}

/* Held on the days on which hours are held now as well: then her birth explains nothing. */
Test(changes, child_that_is_expected_as_before)
{
	struct region_client *ann = &s.region.clients[find_client_row("ann")];

	know_all();
	ann->birth_day = DAY_NONE;
	ann->due_day = s.policy.plan_date + 3;
	add_before("ann", "kim", -1, HOURS(4))->expected = true;
	add_before("ann", "kim", 3, HOURS(4))->expected = true;
	derive_problem();
	expect_gone(CHANGE_DIVIDED_ANEW, NULL, 0);
}

Test(changes, caregiver_who_is_gone)
{
	know_all();
	add_before("ann", "mia", 0, HOURS(4));
	derive_problem();
	expect_gone(CHANGE_CAREGIVER, "caregivers.csv", 0);
}

Test(changes, caregiver_with_fewer_hours)
{
	know_all();
	for (size_t i = 0; i < s.region.availability_count; i++)
		if (s.region.availability[i].caregiver == find_caregiver_row("kim") &&
		    s.region.availability[i].day == s.policy.plan_date) {
			s.region.availability[i].ticks = HOURS(3);
			s.region.availability[i].line = 7;
		}
	add_before("ann", "kim", 0, HOURS(4));
	derive_problem();
	expect_gone(CHANGE_CAREGIVER, "availability.csv", 7);
}

Test(changes, caregiver_whose_travel_does_not_fit_any_more)
{
	know_all();
	for (size_t i = 0; i < s.region.availability_count; i++)
		if (s.region.availability[i].day == s.policy.plan_date)
			s.region.availability[i].ticks = HOURS(8);
	add_before("ann", "kim", 0, HOURS(4));
	add_before("bob", "kim", 0, HOURS(4));
	derive_problem();
	support_add_visit(&plan, &s, "bob", "kim", 0, 8);
	derive();
	cr_assert_eq(changes.count, 1);
	cr_expect_eq(changes.list[0].reason, CHANGE_CAREGIVER, "4 h, half an hour of travel and 4 h are more than 8 h");
}

Test(changes, caregiver_who_may_not_come_any_more)
{
	know_all();
	support_add_area(&s, "p1", "kim", 1900, 1999);
	add_before("ann", "kim", 0, HOURS(4));
	derive_problem();
	expect_gone(CHANGE_CAREGIVER, "workareas.csv", 0);
}

Test(changes, caregiver_who_is_absent)
{
	struct region_absence rows[] = {
		{find_caregiver_row("lea"), s.policy.plan_date, DAY_NONE, 2},
		{find_caregiver_row("kim"), s.policy.plan_date - 3, s.policy.plan_date - 1, 3},
		{find_caregiver_row("kim"), s.policy.plan_date, s.policy.plan_date, 4},
	};

	know_all();
	s.region.absences = rows;
	s.region.absence_count = 3;
	add_before("ann", "kim", 0, HOURS(4));
	derive_problem();
	expect_gone(CHANGE_ABSENCE, "absences.csv", 4);
	s.region.absences = NULL;
	s.region.absence_count = 0;
}

Test(changes, pins_of_the_planner)
{
	know_all();
	support_add_never(&s, "ann", "kim", REGION_NONE);
	support_add_must(&s, "bob", "lea", 1, HOURS(4));
	s.region.pins[0].line = 5;
	s.region.pins[1].line = 6;
	add_before("ann", "kim", 0, HOURS(4));
	derive_problem();
	support_add_visit(&plan, &s, "ann", "lea", 0, 8);
	support_add_visit(&plan, &s, "bob", "lea", 1, 8);
	derive();
	cr_assert_eq(changes.count, 2);
	expect_reason(0, CHANGE_PIN, "pins.csv", 5);
	expect_reason(1, CHANGE_PIN, "pins.csv", 6);
}

/* However the rows of pins.csv stand among those of others, the first line that is about the visit is told. */
Test(changes, first_of_the_pins_of_a_client)
{
	know_all();
	support_add_must(&s, "bob", "lea", 1, HOURS(4));
	support_add_never(&s, "ann", "kim", 0);
	support_add_never(&s, "bob", "kim", REGION_NONE);
	support_add_never(&s, "ann", "kim", REGION_NONE);
	support_add_never(&s, "ann", "kim", 2);
	for (int32_t i = 0; i < 5; i++)
		s.region.pins[i].line = 9 - i;
	add_before("ann", "kim", 0, HOURS(4));
	derive_problem();
	expect_gone(CHANGE_PIN, "pins.csv", 6);
}

/* A confirmed visit that had to give way tells that first, with the row that it gave way to. */
Test(changes, confirmed_visit_that_is_lifted)
{
	know_all();
	s.policy.confirmed_days = 1;
	support_add_never(&s, "ann", "kim", 0);
	s.region.pins[0].line = 9;
	add_before("ann", "kim", 0, HOURS(4));
	derive_problem();
	expect_gone(CHANGE_LIFTED, "pins.csv", 9);
}

/* The same however the rows of the previous plan stood. */
Test(changes, are_in_order_of_date_and_client)
{
	know_all();
	add_before("bob", "lea", 1, HOURS(4));
	add_before("ann", "kim", 1, HOURS(4));
	add_before("bob", "kim", 0, HOURS(3));
	derive_problem();
	derive();
	cr_assert_eq(changes.count, 3);
	expect_text(changes.list[0].client_key, "bob");
	expect_text(changes.list[1].client_key, "ann");
	expect_text(changes.list[2].client_key, "bob");
	cr_expect_eq(changes.list[0].date, s.policy.plan_date);
}
