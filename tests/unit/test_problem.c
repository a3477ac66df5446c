/* From a region to the night's problem: who is to plan, what she may still get, and who may serve her. */
#include <criterion/criterion.h>

#include "planner/base/day.h"
#include "tests/support/support.h"

#define HALVES(hours) ((int32_t)((hours)*2)) /* units of 30 minutes */

/* One client; one caregiver of her own provider in whose area she lives. */
static struct region_client *begin_one(struct support *s)
{
	support_begin(s);
	support_add_caregiver(s, "kim", "p1");
	support_add_area(s, "p1", NULL, 1000, 1999);
	return support_add_client(s, "ann", "p1");
}

static void expect_window(struct support *s, int32_t first_day, int32_t day_count)
{
	support_derive(s);
	cr_assert_eq(s->problem.client_count, 1);
	cr_expect_eq(s->problem.clients[0].first_day, first_day, "first day %d", s->problem.clients[0].first_day);
	cr_expect_eq(s->problem.clients[0].day_count, day_count, "%d days", s->problem.clients[0].day_count);
	support_free(s);
}

static void expect_status(struct support *s, enum client_status status)
{
	support_derive(s);
	cr_expect_eq(s->problem.status[0], status, "status %d", (int)s->problem.status[0]);
	cr_expect_eq(s->problem.client_of_region[0], status == CLIENT_PLANNED ? 0 : REGION_NONE);
	cr_expect_eq(s->problem.client_count, status == CLIENT_PLANNED ? 1 : 0);
	support_free(s);
}

Test(problem, window_counts_from_the_birth)
{
	struct support s;
	struct region_client *client = begin_one(&s);

	expect_window(&s, 0, 8);
	client = begin_one(&s);
	client->birth_day = s.policy.plan_date - 3;
	client->due_day = s.policy.plan_date + 5; /* born early: the due date no longer matters */
	expect_window(&s, 0, 5);
	client = begin_one(&s);
	client->birth_day = DAY_NONE;
	client->due_day = s.policy.plan_date + 5;
	expect_window(&s, 5, 8);
	client = begin_one(&s);
	client->birth_day = DAY_NONE; /* overdue: her whole care is still to come */
	client->due_day = s.policy.plan_date - 2;
	expect_window(&s, 0, 8);
}

Test(problem, window_length)
{
	struct support s;
	struct region_client *client = begin_one(&s);

	client->care_days = 10;
	expect_window(&s, 0, 10);
	begin_one(&s);
	s.policy.care_days = 5;
	expect_window(&s, 0, 5);
	client = begin_one(&s);
	client->birth_day = s.policy.plan_date - 7; /* her last day */
	expect_window(&s, 0, 1);
}

Test(problem, days_before_home_from_drop_out_and_are_not_made_up_for)
{
	struct support s;
	struct region_client *client = begin_one(&s);

	client->home_from_day = s.policy.plan_date + 3;
	expect_window(&s, 3, 5);
	client = begin_one(&s);
	client->birth_day = s.policy.plan_date - 4;
	client->home_from_day = s.policy.plan_date - 2; /* already home */
	expect_window(&s, 0, 4);
}

Test(problem, status)
{
	struct support s;
	struct region_client *client = begin_one(&s);

	client->birth_day = s.policy.plan_date - 8;
	expect_status(&s, CLIENT_FINISHED);
	client = begin_one(&s);
	client->home_from_day = s.policy.plan_date + 8; /* home after her care days */
	expect_status(&s, CLIENT_FINISHED);
	begin_one(&s);
	expect_status(&s, CLIENT_PLANNED);
}

Test(problem, horizon)
{
	struct support s;
	struct region_client *client = begin_one(&s);

	client->birth_day = DAY_NONE;
	client->due_day = s.policy.plan_date + 14;
	s.policy.horizon_days = 14;
	expect_status(&s, CLIENT_LATER);
	client = begin_one(&s);
	client->birth_day = DAY_NONE;
	client->due_day = s.policy.plan_date + 13;
	s.policy.horizon_days = 14;
	expect_status(&s, CLIENT_PLANNED);
	client = begin_one(&s); /* it is the day at home that counts */
	client->home_from_day = s.policy.plan_date + 2;
	s.policy.horizon_days = 2;
	expect_status(&s, CLIENT_LATER);
}

Test(problem, demands_fill_from_the_bottom)
{
	struct support s;
	struct region_client *client = begin_one(&s);

	client->medical_ticks = HOURS(10);
	client->declined_ticks = HOURS(4);
	support_derive(&s);
	const struct problem_client *c = &s.problem.clients[0];
	cr_expect_eq(c->wanted_units, HALVES(45));
	cr_expect_eq(c->minimum_units, HALVES(24));
	cr_expect_eq(c->medical_units, HALVES(10));
	cr_expect_eq(c->rest_units, HALVES(11));
	s.region.clients[0].declined_ticks = HOURS(30); /* 19 h: less than the minimum */
	support_derive(&s);
	c = &s.problem.clients[0];
	cr_expect_eq(c->minimum_units, HALVES(19));
	cr_expect_eq(c->medical_units, 0);
	cr_expect_eq(c->rest_units, 0);
	s.region.clients[0].declined_ticks = HOURS(80);
	support_derive(&s);
	cr_expect_eq(s.problem.clients[0].wanted_units, 0);
	cr_expect_eq(s.problem.clients[0].visits_wanted, 0);
	cr_expect_eq(s.problem.clients[0].shortest_units, 0);
	s.region.clients[0].declined_ticks = HOURS(20);
	s.region.clients[0].minimum_ticks = HOURS(12); /* her own minimum */
	support_derive(&s);
	c = &s.problem.clients[0];
	cr_expect_eq(c->minimum_units, HALVES(12));
	cr_expect_eq(c->medical_units, HALVES(10));
	cr_expect_eq(c->rest_units, HALVES(7));
	support_free(&s);
}

Test(problem, demands_are_rounded_down_each_on_its_own)
{
	struct support s;
	struct region_client *client = begin_one(&s);

	client->indicated_ticks = HOURS(49.75); /* 49.5 */
	client->declined_ticks = HOURS(1.25);   /* 1 */
	client->medical_ticks = HOURS(2.25);    /* 2 */
	support_derive(&s);
	cr_expect_eq(s.problem.clients[0].wanted_units, HALVES(48.5));
	cr_expect_eq(s.problem.clients[0].medical_units, HALVES(2));
	support_free(&s);
}

Test(problem, received_adds_up_exactly_and_is_then_rounded_down)
{
	struct support s;

	begin_one(&s);
	support_add_delivery(&s, "ann", "kim", -1, HOURS(3.25), REGION_VISIT);
	support_add_delivery(&s, "ann", NULL, -2, HOURS(5.25), REGION_LIGDAG);
	support_add_delivery(&s, "ann", "kim", -2, HOURS(4), REGION_PARTUS); /* no hours for her */
	support_add_delivery(&s, "ann", NULL, -1, HOURS(0.75), REGION_DIGITAL);
	support_derive(&s);
	const struct problem_client *c = &s.problem.clients[0];
	cr_expect_eq(c->physical_received, HALVES(8.5));
	cr_expect_eq(c->digital_received, HALVES(0.5));
	cr_expect_eq(c->left_units, HALVES(40));
	support_free(&s);
}

static void expect_visits(int32_t received_halves, int32_t wanted, int32_t shortest)
{
	struct support s;

	begin_one(&s);
	support_add_delivery(&s, "ann", NULL, -1, HOURS(received_halves / 2.0), REGION_LIGDAG);
	support_derive(&s);
	cr_expect_eq(s.problem.clients[0].visits_wanted, wanted, "%d visits", s.problem.clients[0].visits_wanted);
	cr_expect_eq(s.problem.clients[0].shortest_units, shortest, "shortest %d", s.problem.clients[0].shortest_units);
	support_free(&s);
}

Test(problem, visits_wanted)
{
	expect_visits(0, 8, HALVES(3));          /* a visit on each of her days */
	expect_visits(HALVES(26), 7, HALVES(3)); /* 23 h left make seven visits */
	expect_visits(HALVES(46), 1, HALVES(3));
	expect_visits(HALVES(46.5), 1, HALVES(2.5)); /* less than a visit is one visit */
	expect_visits(HALVES(48.5), 1, HALVES(0.5));
	expect_visits(HALVES(49), 0, 0);
	expect_visits(HALVES(60), 0, 0);
}

static int32_t digital_room(double digital_hours, double medical, double digital_received, double received)
{
	struct support s;
	struct region_client *client = begin_one(&s);

	client->digital_ticks = HOURS(digital_hours);
	client->digital_consent = true;
	client->medical_ticks = HOURS(medical);
	support_add_delivery(&s, "ann", NULL, -1, HOURS(digital_received), REGION_DIGITAL);
	support_add_delivery(&s, "ann", NULL, -1, HOURS(received), REGION_LIGDAG);
	support_derive(&s);
	int32_t room = s.problem.clients[0].digital_room;
	s.region.clients[0].digital_consent = false;
	support_derive(&s);
	cr_expect_eq(s.problem.clients[0].digital_room, 0);
	support_free(&s);
	return room;
}

Test(problem, digital_room)
{
	cr_expect_eq(digital_room(4, 0, 0, 0), HALVES(4));
	cr_expect_eq(digital_room(10, 0, 0, 0), HALVES(6)); /* the cap */
	cr_expect_eq(digital_room(10, 0, 2, 0), HALVES(4));
	cr_expect_eq(digital_room(4, 0, 5, 0), 0);
	cr_expect_eq(digital_room(10, 23, 0, 0), HALVES(2)); /* 49 - 24 - 23 */
	cr_expect_eq(digital_room(10, 20, 2, 0), HALVES(3));
	cr_expect_eq(digital_room(10, 0, 0, 48), HALVES(1)); /* all that is left */
	cr_expect_eq(digital_room(10, 0, 0, 60), 0);
}

Test(problem, units)
{
	/* 4 h and 0.8499 h available, 20 h a week of which 0.25 h are worked, 0.25 h and 2.25 h received */
	static const struct {
		int minutes;
		int32_t available, free_units, received;
	} cases[] = {{15, 19, 79, 10}, {30, 9, 39, 5}, {60, 4, 19, 2}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct support s;
		begin_one(&s);
		s.policy.unit_minutes = cases[i].minutes;
		s.policy.plan_date++; /* a Tuesday: the day before lies in the same week */
		s.region.caregivers[0].max_week_ticks = HOURS(20);
		support_add_availability(&s, "kim", 0, 0, HOURS(4));
		support_add_availability(&s, "kim", 0, 0, HOURS(0.85) - 1); /* rows of one day add up */
		support_add_delivery(&s, "ann", "kim", -1, HOURS(0.25), REGION_VISIT);
		support_add_delivery(&s, "ann", NULL, -1, HOURS(2.25), REGION_LIGDAG);
		support_derive(&s);
		cr_expect_eq(problem_available_units(&s.problem, 0, 0), cases[i].available, "%d min: %d available",
			     cases[i].minutes, problem_available_units(&s.problem, 0, 0));
		cr_expect_eq(s.problem.week_free_units[0], cases[i].free_units, "%d min: %d free", cases[i].minutes,
			     s.problem.week_free_units[0]);
		cr_expect_eq(s.problem.clients[0].physical_received, cases[i].received, "%d min: %d received",
			     cases[i].minutes, s.problem.clients[0].physical_received);
		support_free(&s);
	}
}

Test(problem, availability_outside_the_days_is_left_out)
{
	struct support s;

	begin_one(&s);
	support_add_availability(&s, "kim", -2, 20, HOURS(8));
	support_derive(&s);
	cr_expect_eq(s.problem.day_count, 8);
	for (int32_t day = 0; day < 8; day++)
		cr_expect_eq(problem_available_units(&s.problem, 0, day), HALVES(8));
	cr_expect_eq(problem_available_units(&s.problem, 0, -1), 0);
	cr_expect_eq(problem_available_units(&s.problem, 0, 8), 0);
	support_free(&s);
}

Test(problem, iso_weeks_across_the_year)
{
	struct support s;
	int32_t new_year;
	int year, week;

	cr_assert(day_from_civil(&new_year, 2027, 1, 1)); /* a Friday, in week 53 of 2026 */
	day_to_iso_week(new_year, &year, &week);
	cr_expect_eq(year, 2026);
	cr_expect_eq(week, 53);
	begin_one(&s);
	s.policy.plan_date = new_year - 1;
	s.region.clients[0].birth_day = s.region.clients[0].due_day = s.policy.plan_date;
	s.region.caregivers[0].max_week_ticks = HOURS(24);
	support_add_delivery(&s, "ann", "kim", -3, HOURS(6), REGION_PARTUS); /* Monday 28 December: the same week */
	support_add_delivery(&s, "ann", "kim", -4, HOURS(5), REGION_PARTUS); /* Sunday: the week before */
	support_derive(&s);
	const int32_t expected[] = {0, 0, 0, 0, 1, 1, 1, 1}; /* Thursday to Sunday, Monday to Thursday */
	cr_assert_eq(s.problem.day_count, 8);
	cr_assert_eq(s.problem.week_count, 2);
	for (int day = 0; day < 8; day++)
		cr_expect_eq(s.problem.week_of_day[day], expected[day], "day %d", day);
	cr_expect_eq(s.problem.week_free_units[0], HALVES(18));
	cr_expect_eq(s.problem.week_free_units[1], HALVES(24));
	support_free(&s);
}

Test(problem, week_limits)
{
	struct support s;

	begin_one(&s);
	s.policy.plan_date += 2; /* Wednesday */
	s.region.clients[0].birth_day = s.region.clients[0].due_day = s.policy.plan_date;
	support_add_delivery(&s, "ann", "kim", -1, HOURS(9), REGION_VISIT);
	support_add_delivery(&s, "ann", "kim", -1, HOURS(2), REGION_DIGITAL); /* no work of the week */
	support_derive(&s);
	cr_expect_eq(s.problem.week_free_units[0], INT32_MAX);
	s.region.caregivers[0].max_week_ticks = HOURS(8); /* past work over the limit leaves nothing */
	support_derive(&s);
	cr_expect_eq(s.problem.week_free_units[0], 0);
	cr_expect_eq(s.problem.week_free_units[1], HALVES(8));
	support_free(&s);
}

Test(problem, days_worked_up_to_the_plan_date)
{
	struct support s;

	begin_one(&s);
	support_add_delivery(&s, "ann", "kim", -1, HOURS(3), REGION_VISIT);
	support_add_delivery(&s, "ann", "kim", -2, HOURS(3), REGION_PARTUS);
	support_add_delivery(&s, "ann", "kim", -3, HOURS(3), REGION_DIGITAL); /* no work */
	support_add_delivery(&s, "ann", "kim", -4, HOURS(3), REGION_VISIT);
	support_add_delivery(&s, "ann", "kim", -1, HOURS(3), REGION_VISIT); /* twice a day is one day */
	support_derive(&s);
	cr_expect_eq(s.problem.caregivers[0].past_run, 2);
	cr_expect_eq(s.problem.caregivers[0].row_limit, 6);
	s.region.caregivers[0].employee = false;
	support_derive(&s);
	cr_expect_eq(s.problem.caregivers[0].row_limit, 0);
	s.region.deliveries[0].day = s.region.deliveries[4].day = s.policy.plan_date - 5;
	support_derive(&s);
	cr_expect_eq(s.problem.caregivers[0].past_run, 0);
	support_free(&s);
}

Test(problem, known_caregivers_are_those_of_visits)
{
	struct support s;

	begin_one(&s);
	support_add_caregiver(&s, "lea", "p1");
	support_add_caregiver(&s, "mia", "p1");
	support_add_delivery(&s, "ann", "mia", -1, HOURS(3), REGION_VISIT);
	support_add_delivery(&s, "ann", "mia", -2, HOURS(3), REGION_VISIT);
	support_add_delivery(&s, "ann", "kim", -2, HOURS(3), REGION_PARTUS);
	support_add_delivery(&s, "ann", NULL, -3, HOURS(3), REGION_VISIT);
	support_derive(&s);
	cr_assert_eq(s.problem.clients[0].known_count, 1);
	cr_expect_eq(s.problem.known[s.problem.clients[0].known_first], support_find_caregiver(&s, "mia"));
	support_free(&s);
}

Test(problem, pins)
{
	struct support s;

	begin_one(&s);
	support_add_must(&s, "ann", "kim", 2, HOURS(4.5));
	support_add_must(&s, "ann", "kim", 1, REGION_NONE);
	support_add_must(&s, "ann", "kim", -1, REGION_NONE); /* the past */
	support_add_never(&s, "ann", "kim", 3);
	support_derive(&s);
	cr_expect_eq(s.problem.must_count, 2);
	cr_assert_not_null(problem_find_must(&s.problem, 0, 0, 2));
	cr_expect_eq(problem_find_must(&s.problem, 0, 0, 2)->units, HALVES(4.5));
	cr_assert_not_null(problem_find_must(&s.problem, 0, 0, 1));
	cr_expect_eq(problem_find_must(&s.problem, 0, 0, 1)->units, 0);
	cr_expect_null(problem_find_must(&s.problem, 0, 0, 3));
	cr_expect_eq(problem_must_on(&s.problem, 0, 2), problem_find_must(&s.problem, 0, 0, 2));
	cr_expect_eq(problem_must_on(&s.problem, 0, 1), problem_find_must(&s.problem, 0, 0, 1));
	cr_expect_null(problem_must_on(&s.problem, 0, 3));
	cr_expect(problem_is_never(&s.problem, 0, 0, 3));
	cr_expect_not(problem_is_never(&s.problem, 0, 0, 2));
	support_add_never(&s, "ann", "kim", REGION_NONE);
	support_derive(&s);
	cr_expect(problem_is_never(&s.problem, 0, 0, 2));
	support_free(&s);
}

Test(problem, each_client_has_her_own_musts)
{
	struct support s;

	begin_one(&s);
	support_add_client(&s, "bea", "p1");
	support_add_client(&s, "cas", "p1");
	support_add_must(&s, "cas", "kim", 1, REGION_NONE);
	support_add_must(&s, "ann", "kim", 2, REGION_NONE);
	support_add_must(&s, "cas", "kim", 0, HOURS(4));
	support_derive(&s);
	cr_expect_null(problem_must_on(&s.problem, 0, 1));
	cr_expect_eq(problem_must_on(&s.problem, 0, 2), problem_find_must(&s.problem, 0, 0, 2));
	for (int32_t day = 0; day < 3; day++)
		cr_expect_null(problem_must_on(&s.problem, 1, day));
	cr_assert_not_null(problem_must_on(&s.problem, 2, 0));
	cr_expect_eq(problem_must_on(&s.problem, 2, 0)->units, HALVES(4));
	cr_expect_eq(problem_must_on(&s.problem, 2, 1), problem_find_must(&s.problem, 2, 0, 1));
	cr_expect_null(problem_must_on(&s.problem, 2, 2));
	support_free(&s);
}

Test(problem, keys_decide_the_order_not_the_rows)
{
	struct support s;

	begin_one(&s);
	support_add_client(&s, "Zoe", "p1"); /* bytewise: capitals first */
	support_add_client(&s, "aaf", "p1");
	support_add_caregiver(&s, "abe", "p1");
	support_derive(&s);
	cr_expect_eq(support_find_client(&s, "Zoe"), 0);
	cr_expect_eq(support_find_client(&s, "aaf"), 1);
	cr_expect_eq(support_find_client(&s, "ann"), 2);
	cr_expect_eq(support_find_caregiver(&s, "abe"), 0);
	cr_expect_eq(s.problem.eligible[s.problem.clients[0].eligible_first], 0);
	cr_expect_eq(s.problem.eligible[s.problem.clients[0].eligible_first + 1], 1);
	support_free(&s);
}

Test(problem, nobody_to_plan)
{
	struct support s;

	support_begin(&s);
	support_derive(&s);
	cr_expect_eq(s.problem.client_count, 0);
	cr_expect_eq(s.problem.day_count, 1);
	support_free(&s);
}

/* Rows of one day add up, also beyond what 32 bits of ticks hold; other days than the problem's are left out. */
Test(problem, shifts_of_another_region)
{
	struct support s, more;
	const int32_t rows = 30, hours = 9000;

	support_begin(&s);
	support_add_client(&s, "ann", "p1");
	support_add_caregiver(&s, "kim", "p1");
	support_add_caregiver(&s, "amy", "p1");
	support_derive(&s);
	support_begin(&more);
	support_add_caregiver(&more, "kim", "p1");
	support_add_caregiver(&more, "amy", "p1");
	for (int32_t i = 0; i < rows; i++)
		support_add_availability(&more, "kim", 1, 1, HOURS(hours));
	support_add_availability(&more, "amy", -1, -1, HOURS(5));
	support_add_availability(&more, "amy", s.problem.day_count, s.problem.day_count, HOURS(5));
	int32_t *units = problem_sum_shifts(&s.problem, &more.region), kim = support_find_caregiver(&s, "kim");
	for (int32_t cell = 0; cell < 2 * s.problem.day_count; cell++)
		cr_expect_eq(units[cell],
			     cell == kim * s.problem.day_count + 1 ? rows * hours * 60 / s.policy.unit_minutes : 0);
	free(units);
	support_free(&s);
	support_free(&more);
}
