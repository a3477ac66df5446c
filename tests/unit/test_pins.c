/* Musts that cannot hold: at which line, by which rule, and together with which other pins. */
#include <criterion/criterion.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/rules/pins.h"
#include "tests/support/support.h"

/* Kim and Lea of p1, each day 8 h, for Ann and Bob of p1, born today; Pim of p2 with an area of her own. */
static void begin(struct support *s)
{
	support_begin(s);
	s->policy.travel_units = 0;
	support_add_client(s, "ann", "p1");
	support_add_client(s, "bob", "p1");
	support_add_caregiver(s, "kim", "p1");
	support_add_caregiver(s, "lea", "p1");
	support_add_caregiver(s, "pim", "p2");
	support_add_area(s, "p1", NULL, 1000, 1999);
	support_add_area(s, "p2", NULL, 2000, 2999);
	support_add_availability(s, "kim", 0, 13, HOURS(8));
	support_add_availability(s, "lea", 0, 13, HOURS(8));
	support_add_availability(s, "pim", 0, 13, HOURS(8));
}

struct wanted {
	uint32_t line;
	const char *text;
};

/* Checks the pins, and that these are all the findings, in this order; line 0 ends them. Frees the support. */
static void expect_findings(struct support *s, const struct wanted *wanted)
{
	struct error_log log = {0};
	size_t count = 0;

	support_derive(s);
	bool good = pins_check(&s->problem, &log);
	for (; wanted[count].line != 0; count++) {
		cr_assert_lt(count, log.finding_count, "not found: %s", wanted[count].text);
		const struct finding *found = &log.findings[count];
		cr_expect_eq(found->line, wanted[count].line, "line %d: %s", (int)found->line, found->text);
		cr_expect_str_eq(found->text, wanted[count].text);
		cr_expect_str_eq(found->file, "pins.csv");
		cr_expect_not(found->warning);
	}
	cr_expect_eq(log.finding_count, count, "%d findings", (int)log.finding_count);
	cr_expect_eq(good, count == 0);
	error_free(&log);
	support_free(s);
}

#define EXPECT(s, ...) expect_findings(s, (const struct wanted[]){__VA_ARGS__{0, NULL}})

Test(pins, what_can_hold)
{
	struct support s;

	begin(&s);
	support_add_must(&s, "ann", "kim", 0, HOURS(4));
	support_add_must(&s, "bob", "kim", 0, HOURS(4));
	support_add_must(&s, "ann", "kim", 0, HOURS(4)); /* the same once more */
	support_add_must(&s, "ann", "lea", 1, REGION_NONE);
	support_add_never(&s, "ann", "lea", 0); /* another day */
	support_add_never(&s, "bob", "lea", REGION_NONE);
	support_add_must(&s, "ann", "pim", -1, HOURS(8)); /* has been */
	expect_findings(&s, (const struct wanted[]){{0, NULL}});
}

Test(pins, two_visits_on_a_day)
{
	struct support s;

	begin(&s);
	support_add_must(&s, "bob", "lea", 2, HOURS(3));
	support_add_must(&s, "ann", "kim", 2, HOURS(3));
	support_add_must(&s, "ann", "kim", 1, HOURS(3));
	support_add_must(&s, "ann", "lea", 2, HOURS(3));
	EXPECT(&s, {5, "must cannot hold: C4: ann has two visits on 2026-07-15; together with line 3"}, );
}

Test(pins, who_may_not)
{
	struct support s;

	begin(&s);
	support_add_must(&s, "ann", "pim", 0, HOURS(3));
	EXPECT(&s,
	       {2, "must cannot hold: C5: pim may not serve ann (area, contract or mediation); the client's postcode "
		   "is not in her area"}, );
	begin(&s);
	s.policy.mediation = false;
	support_add_must(&s, "ann", "pim", 0, HOURS(3));
	EXPECT(&s,
	       {2, "must cannot hold: C5: pim may not serve ann (area, contract or mediation); the policy does not "
		   "let other providers help out"}, );
	begin(&s);
	support_add_contract(&s, "p1", "7085");
	support_add_contract(&s, "p2", "3332");
	support_add_must(&s, "ann", "pim", 0, HOURS(3));
	EXPECT(&s,
	       {2, "must cannot hold: C5: pim may not serve ann (area, contract or mediation); her provider has no "
		   "contract with the client's insurer"}, );
	begin(&s);
	support_add_contract(&s, "p1", "3332");
	support_add_contract(&s, "p2", "7085");
	support_add_must(&s, "ann", "pim", 0, HOURS(3));
	EXPECT(&s,
	       {2, "must cannot hold: C5: pim may not serve ann (area, contract or mediation); the client's postcode "
		   "is not in her area"}, );
}

Test(pins, own_provider_needs_neither_mediation_nor_contract)
{
	struct support s;

	begin(&s);
	s.policy.mediation = false;
	support_add_contract(&s, "p2", "3332");
	s.region.clients[0].postcode = 3000;
	support_add_must(&s, "ann", "kim", 0, HOURS(3));
	EXPECT(&s,
	       {2, "must cannot hold: C5: kim may not serve ann (area, contract or mediation); the client's postcode "
		   "is not in her area"}, );
}

Test(pins, a_day_too_full)
{
	struct support s;

	begin(&s);
	support_add_must(&s, "bob", "kim", 3, HOURS(5));
	support_add_must(&s, "bob", "kim", 4, HOURS(5)); /* another day */
	support_add_must(&s, "ann", "kim", 3, HOURS(4));
	support_add_must(&s, "ann", "lea", 4, HOURS(4)); /* somebody else */
	EXPECT(&s,
	       {4, "must cannot hold: C7: kim has 9 h of work on 2026-07-16, available 8 h; together with line 2"}, );
}

Test(pins, at_most_five_others_are_named)
{
	static const char *const keys[] = {"c1", "c2", "c3", "c4", "c5", "c6", "c7"};
	struct support s;

	for (size_t count = 6; count <= 7; count++) {
		begin(&s);
		s.policy.min_visit_units = 1;
		for (size_t i = 0; i < count; i++) {
			support_add_client(&s, keys[i], "p1");
			support_add_must(&s, keys[i], "kim", 0, HOURS(2));
		}
		if (count == 6)
			EXPECT(&s,
			       {7, "must cannot hold: C7: kim has 12 h of work on 2026-07-13, available 8 h; together "
				   "with line 2, 3, 4, 5, 6"}, );
		else
			EXPECT(&s,
			       {8, "must cannot hold: C7: kim has 14 h of work on 2026-07-13, available 8 h; together "
				   "with line 2, 3, 4, 5, 6 and more"}, );
	}
}

Test(pins, a_week_too_full)
{
	struct support s;

	begin(&s);
	s.region.caregivers[0].max_week_ticks = HOURS(10);
	support_add_must(&s, "ann", "kim", 6, HOURS(6)); /* Sunday */
	support_add_must(&s, "ann", "kim", 0, HOURS(6));
	support_add_must(&s, "ann", "kim", 7, HOURS(6)); /* the week after */
	support_add_must(&s, "ann", "lea", 1, HOURS(6));
	EXPECT(&s,
	       {3, "must cannot hold: C8: kim has 12 h of work in week 29, at most 10 h are left of her weekly limit; "
		   "together with line 2"}, );
}

Test(pins, days_in_a_row)
{
	struct support s;

	begin(&s);
	s.policy.max_days_in_a_row = 2;
	support_add_must(&s, "ann", "kim", 3, HOURS(3));
	support_add_must(&s, "ann", "kim", 1, HOURS(3));
	support_add_must(&s, "ann", "kim", 2, HOURS(3));
	support_add_must(&s, "ann", "kim", 5, HOURS(3)); /* after a free day */
	support_add_must(&s, "bob", "lea", 2, HOURS(3));
	EXPECT(&s,
	       {4, "must cannot hold: C9: kim works 3 days in a row up to 2026-07-16, at most 2; together with line "
		   "2, 3"}, );
}

Test(pins, more_than_she_wants)
{
	struct support s;

	begin(&s);
	s.region.clients[0].indicated_ticks = HOURS(26);
	for (int32_t day = 0; day < 4; day++)
		support_add_must(&s, "ann", day % 2 == 0 ? "kim" : "lea", day, HOURS(7));
	support_add_must(&s, "bob", "kim", 1, HOURS(7));
	EXPECT(&s,
	       {5, "must cannot hold: C11: ann gets 28 h, of the hours that she wants 26 h are left; together with "
		   "line 2, 3, 4"}, );
}

Test(pins, must_and_never)
{
	struct support s;

	begin(&s);
	support_add_never(&s, "ann", "kim", 0);
	support_add_never(&s, "ann", "kim", 1);
	support_add_never(&s, "ann", "lea", 0);
	support_add_never(&s, "bob", "kim", REGION_NONE);
	support_add_must(&s, "ann", "kim", 0, HOURS(3));
	support_add_must(&s, "bob", "kim", 1, HOURS(3));
	EXPECT(&s, {6, "must cannot hold: C12: kim must not come to ann on 2026-07-13; together with line 2"},
	       {7, "must cannot hold: C12: kim must not come to bob on 2026-07-14; together with line 5"}, );
}

Test(pins, clients_who_are_not_to_plan)
{
	struct support s;

	begin(&s);
	s.region.clients[0].birth_day = s.policy.plan_date - 8;
	s.region.clients[1].birth_day = DAY_NONE;
	s.region.clients[1].due_day = s.policy.plan_date + 12;
	s.policy.horizon_days = 12;
	support_add_client(&s, "cat", "p1")->birth_day = DAY_NONE;
	s.region.clients[2].due_day = s.policy.plan_date + 14; /* the rosters end on the day before */
	support_add_must(&s, "ann", "kim", 0, HOURS(3));
	support_add_must(&s, "bob", "kim", 14, HOURS(3));
	support_add_must(&s, "ann", "kim", -1, HOURS(3)); /* has been */
	support_add_never(&s, "ann", "kim", 1);
	support_add_must(&s, "cat", "kim", 14, HOURS(3));
	EXPECT(&s, {2, "must cannot hold: C1: ann has no care day from the plan date on"},
	       {3, "must cannot hold: C1: bob starts after the horizon (horizon_days) and is not planned yet"},
	       {6, "must cannot hold: C1: cat starts after the last day of any roster and is not planned yet"}, );
}

/* Derives the night, and checks that this line alone was set aside (0: none), and whether the rest can hold. */
static void expect_aside(struct support *s, int32_t line, const char *finding, bool good)
{
	struct error_log log = {0};
	struct problem problem;

	cr_expect_eq(pins_derive(&problem, &s->region, &s->policy, &log), good);
	cr_assert_eq(s->region.set_aside_count, line != 0);
	for (size_t i = 0; line != 0 && i < s->region.pin_count; i++)
		cr_expect_neq(s->region.pins[i].line, line);
	if (line != 0) {
		cr_expect_eq(s->region.set_aside[0].line, line);
		cr_expect_str_eq(s->region.set_aside[0].finding, finding);
	}
	problem_free(&problem);
	error_free(&log);
	support_free(s);
}

Test(pins, a_must_is_outlived_by_a_birth)
{
	struct support s;

	begin(&s);
	support_add_must(&s, "ann", "kim", 0, HOURS(4));
	support_add_must(&s, "ann", "kim", 9, HOURS(4));
	expect_aside(&s, 3, "outlived: since the birth the care days of its client are 2026-07-13 to 2026-07-20", true);
}

Test(pins, a_must_is_outlived_by_the_end_of_care)
{
	struct support s;

	begin(&s);
	s.region.clients[0].birth_day = s.policy.plan_date - 20;
	support_add_must(&s, "ann", "kim", 0, HOURS(4));
	expect_aside(&s, 2, "outlived: the care of its client is finished", true);
}

Test(pins, a_must_is_outlived_by_absence)
{
	struct support s;

	begin(&s);
	support_add_must(&s, "ann", "lea", 1, HOURS(4));
	support_add_must(&s, "bob", "kim", 1, HOURS(4));
	s.region.absences = memory_allocate(1, sizeof *s.region.absences);
	s.region.absences[s.region.absence_count++] = (struct region_absence){
		.caregiver = 1, .from_day = s.policy.plan_date + 1, .to_day = s.policy.plan_date + 1};
	expect_aside(&s, 2, "outlived: its caregiver is absent on this day", true);
}

Test(pins, a_must_of_who_is_not_born_stays_an_error)
{
	struct support s;

	begin(&s);
	s.region.clients[0].birth_day = DAY_NONE;
	s.region.clients[0].expected_day = s.policy.plan_date + 3;
	support_add_must(&s, "ann", "kim", 12, HOURS(4));
	expect_aside(&s, 0, NULL, false);
}

Test(pins, a_must_without_a_shift_stays_an_error)
{
	struct support s;

	begin(&s);
	s.region.availability_count -= 14; /* pim's */
	s.region.availability_count -= 14; /* lea's */
	support_add_must(&s, "ann", "lea", 1, HOURS(4));
	expect_aside(&s, 0, NULL, false);
}
