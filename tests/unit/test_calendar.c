/* Days only where somebody may have care: clients months apart, and what lies between them. */
#include <criterion/criterion.h>

#include "planner/base/day.h"
#include "planner/rules/pins.h"
#include "planner/rules/rules.h"
#include "planner/plan/spare.h"
#include "planner/solve/trial.h"
#include "tests/support/support.h"

#define HALVES(hours) ((int32_t)((hours)*2)) /* units of 30 minutes */
#define FAR 270                              /* days, to Friday 9 April 2027: nine months */

/* ann, who has care from Monday to Sunday of the first week, and bea nine months later; kim has time on every day. */
static void begin_far(struct support *s)
{
	struct region_client *ann, *bea;

	support_begin(s);
	support_add_caregiver(s, "kim", "p1");
	support_add_area(s, "p1", NULL, 1000, 1999);
	ann = support_add_client(s, "ann", "p1");
	ann->birth_day = s->policy.plan_date - 1;
	bea = support_add_client(s, "bea", "p1");
	bea->birth_day = DAY_NONE;
	bea->due_day = s->policy.plan_date + FAR;
	support_add_availability(s, "kim", 0, FAR + 30, HOURS(8));
}

Test(calendar, weeks_without_care_have_no_days)
{
	struct support s;

	begin_far(&s);
	s.region.caregivers[0].max_week_ticks = HOURS(32);
	support_derive(&s);
	const struct problem *p = &s.problem;
	/* The week of ann, the Monday that stands for the gap, and the two weeks of bea until her last care day. */
	const int32_t dates[] = {0, 1, 2, 3, 4, 5, 6, 7, 266, 267, 268, 269, 270, 271, 272, 273, 274, 275, 276, 277};
	const int32_t weeks[] = {0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3};
	cr_assert_eq(p->day_count, 20, "%d days", p->day_count);
	cr_assert_eq(p->week_count, 4);
	for (int32_t day = 0; day < p->day_count; day++) {
		cr_expect_eq(p->dates[day], s.policy.plan_date + dates[day], "day %d", day);
		cr_expect_eq(problem_find_day(p, p->dates[day]), day);
		cr_expect_eq(problem_date(p, day), p->dates[day]);
		cr_expect_eq(p->week_of_day[day], weeks[day], "week of day %d", day);
		cr_expect_eq(problem_available_units(p, 0, day), day == 7 ? 0 : HALVES(8), "day %d", day);
	}
	cr_expect_eq(p->clients[1].first_day, 12);
	cr_expect_eq(p->clients[1].day_count, 8);
	cr_expect_eq(p->week_free_units[3], HALVES(32));
	cr_expect_eq(problem_find_day(p, s.policy.plan_date - 1), REGION_NONE);
	cr_expect_eq(problem_find_day(p, s.policy.plan_date + 8), REGION_NONE);
	cr_expect_eq(problem_find_day(p, s.policy.plan_date + 278), REGION_NONE);
	cr_expect_eq(problem_date(p, -1), s.policy.plan_date - 1);
	cr_expect_eq(problem_date(p, 21), s.policy.plan_date + 279);
	support_free(&s);
}

/* An empty week is a gap of one day; where weeks with care follow each other there is none, also if days in them have
 * no care. */
Test(calendar, a_gap_of_a_week)
{
	for (int32_t weeks = 1; weeks <= 2; weeks++) {
		struct support s;
		begin_far(&s);
		s.region.clients[1].due_day = s.policy.plan_date + 7 * weeks + 3;
		support_derive(&s);
		cr_expect_eq(s.problem.day_count, 7 + (weeks == 1 ? 0 : 1) + 3 + 8);
		cr_expect_eq(s.problem.clients[1].first_day, s.problem.day_count - 8);
		support_free(&s);
	}
}

Test(calendar, days_in_a_row_end_at_a_gap)
{
	struct support s;
	struct plan plan = {0};
	struct broken_rules broken;
	struct spare spare;

	begin_far(&s);
	s.region.clients[1].due_day = s.policy.plan_date + 266; /* a Monday */
	support_derive(&s);
	cr_assert_eq(s.problem.caregivers[0].row_limit, 6);
	plan_reset(&plan, &s.problem);
	for (int32_t day = 2; day < 7; day++)
		support_add_visit(&plan, &s, "ann", "kim", day, HALVES(3));
	for (int32_t day = 8; day < 13; day++)
		support_add_visit(&plan, &s, "bea", "kim", day, HALVES(3));
	rules_check(&broken, &s.problem, &plan);
	cr_expect_eq(broken.count, 0);
	spare_measure(&spare, &s.problem, &plan);
	cr_expect(spare_row_allows(&spare, 0, 13), "a sixth day after the gap");
	spare_free(&spare);
	rules_free(&broken);
	support_add_visit(&plan, &s, "bea", "kim", 13, HALVES(3));
	support_add_visit(&plan, &s, "bea", "kim", 14, HALVES(3));
	rules_check(&broken, &s.problem, &plan);
	cr_assert_eq(broken.count, 1);
	cr_expect_eq(broken.rules[0].rule, 9);
	cr_expect_eq(broken.rules[0].found_units, 7);
	rules_free(&broken);
	plan_free(&plan);
	support_free(&s);
}

/* A must in weeks that are left out is told by its date; a never there means nothing. */
Test(calendar, pins_in_a_gap)
{
	struct support s;
	struct error_log log = {0};

	begin_far(&s);
	support_add_never(&s, "bea", "kim", REGION_NONE);
	support_add_never(&s, "ann", "kim", 50);
	support_add_must(&s, "ann", "kim", 101, REGION_NONE); /* 2026-10-22 */
	support_derive(&s);
	cr_expect_eq(s.problem.never_count, 1, "the one without a date");
	cr_assert_eq(s.problem.must_count, 1);
	cr_expect_eq(s.problem.dates[s.problem.musts[0].day], s.policy.plan_date + 101);
	cr_expect(!pins_check(&s.problem, &log));
	cr_assert_eq(log.finding_count, 1);
	cr_expect(strstr(log.findings[0].text, "C3: ") != NULL && strstr(log.findings[0].text, "2026-10-22") != NULL,
		  "%s", log.findings[0].text);
	error_free(&log);
	support_free(&s);
}

/* Days of a plan mean other dates in the calendar of changed tables. */
Test(calendar, plans_are_carried_by_their_dates)
{
	struct support s;
	struct trial trial;
	struct plan plan = {0}, carried = {0};

	begin_far(&s);
	support_derive(&s);
	plan_reset(&plan, &s.problem);
	support_add_visit(&plan, &s, "ann", "kim", 3, HALVES(4));
	support_add_visit(&plan, &s, "bea", "kim", 12, HALVES(5));
	plan.digital_units[1] = 2;
	trial_begin(&trial, &s.problem);
	trial_add_hours(&trial, 0, 12, 1);
	trial.region.clients[0].birth_day = DAY_NONE;
	trial.region.clients[0].due_day = s.policy.plan_date + 21;
	trial_derive(&trial);
	trial_carry(&carried, &trial, &plan);
	cr_assert_eq(carried.visit_count, 2);
	cr_expect_eq(trial.problem.dates[carried.visits[0].day], s.policy.plan_date + 3);
	cr_expect_neq(carried.visits[1].day, 12);
	cr_expect_eq(trial.problem.dates[carried.visits[1].day], s.policy.plan_date + FAR);
	cr_expect_eq(carried.visits[1].units, HALVES(5));
	cr_expect_eq(carried.digital_units[1], 2);
	cr_expect_eq(problem_available_units(&trial.problem, 0, carried.visits[1].day), HALVES(8) + 1);
	trial_free(&trial);
	plan_free(&carried);
	plan_free(&plan);
	support_free(&s);
}
