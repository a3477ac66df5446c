/* Reasons for shortages: each where it must be given. */
#include <criterion/criterion.h>
#include <string.h>

#include "planner/reasons/bottleneck.h"
#include "tests/support/support.h"

#define HALVES(hours) ((int32_t)((hours)*2)) /* units of 30 minutes */

/* One client, and one caregiver of her own provider who may come to her. */
static struct region_client *begin_one(struct support *s)
{
	support_begin(s);
	support_add_caregiver(s, "kim", "p1");
	support_add_area(s, "p1", NULL, 1000, 1999);
	return support_add_client(s, "ann", "p1");
}

static void expect_reason(struct support *s, const struct plan *plan, const char *client, int reason)
{
	struct bottlenecks found;

	bottleneck_find(&found, &s->problem, plan);
	int32_t at = found.of_client[support_find_client(s, client)];
	if (reason == REGION_NONE)
		cr_expect_eq(at, REGION_NONE, "%s is not short", client);
	else
		cr_expect(at != REGION_NONE && (int)found.list[at].reason == reason, "%s: %s, expected %s", client,
			  at == REGION_NONE ? "none" : bottleneck_reason_names[found.list[at].reason],
			  bottleneck_reason_names[reason]);
	bottleneck_free(&found);
	bottleneck_free(&found); /* twice is fine */
}

/* Derives; an empty plan for what was built. */
static void derive(struct support *s, struct plan *plan)
{
	support_derive(s);
	plan_reset(plan, &s->problem);
}

Test(bottleneck, who_is_not_short_has_none)
{
	struct support s;
	struct plan plan = {0};
	struct region_client *client = begin_one(&s);

	client->indicated_ticks = HOURS(3);
	derive(&s, &plan);
	support_add_visit(&plan, &s, "ann", "kim", 0, HALVES(3));
	expect_reason(&s, &plan, "ann", REGION_NONE);
	plan_free(&plan);
	support_free(&s);
}

Test(bottleneck, window)
{
	struct support s;
	struct plan plan = {0};
	struct region_client *client = begin_one(&s);

	client->birth_day = s.policy.plan_date - 7; /* one day left, for 49 hours */
	support_add_availability(&s, "kim", 0, 0, HOURS(9));
	derive(&s, &plan);
	support_add_visit(&plan, &s, "ann", "kim", 0, HALVES(8));
	expect_reason(&s, &plan, "ann", BOTTLENECK_WINDOW);
	plan.visits[0].units =
		HALVES(7.5); /* more could have been given on that day, and she would be short all the same */
	expect_reason(&s, &plan, "ann", BOTTLENECK_WINDOW);
	client->indicated_ticks = HOURS(8);
	derive(&s, &plan);
	support_add_visit(&plan, &s, "ann", "kim", 0, HALVES(7.5));
	expect_reason(&s, &plan, "ann", BOTTLENECK_CAPACITY);
	plan_free(&plan);
	support_free(&s);
}

Test(bottleneck, window_when_digital_care_has_filled_what_she_wants)
{
	struct support s;
	struct plan plan = {0};

	begin_one(&s);
	support_add_availability(&s, "kim", 0, 7, HOURS(8));
	support_add_delivery(&s, "ann", NULL, -1, HOURS(49), REGION_DIGITAL);
	derive(&s, &plan);
	expect_reason(&s, &plan, "ann", BOTTLENECK_WINDOW); /* C11 forbids every visit */
	plan_free(&plan);
	support_free(&s);
}

Test(bottleneck, area)
{
	struct support s;
	struct plan plan = {0};

	begin_one(&s)->postcode = 2000;
	support_add_caregiver(&s, "lea", "p2");
	support_add_area(&s, "p2", NULL, 2000, 2099);
	support_add_area(&s, "p2", "lea", 2001, 2099); /* all of p2 that works leaves her out */
	derive(&s, &plan);
	expect_reason(&s, &plan, "ann", BOTTLENECK_AREA);
	support_add_caregiver(&s, "mia", "p2"); /* her area is the whole of p2 */
	derive(&s, &plan);
	expect_reason(&s, &plan, "ann", BOTTLENECK_CAPACITY);
	plan_free(&plan);
	support_free(&s);
}

Test(bottleneck, contract)
{
	struct support s;
	struct plan plan = {0};
	struct bottlenecks found;
	char words[BOTTLENECK_WORDS_SIZE];

	support_begin(&s);
	support_add_client(&s, "ann", "p1");
	support_add_caregiver(&s, "kim", "p2");
	support_add_area(&s, "p2", NULL, 1000, 1999);
	support_add_contract(&s, "p2", "0101");
	derive(&s, &plan);
	expect_reason(&s, &plan, "ann", BOTTLENECK_CONTRACT);
	bottleneck_find(&found, &s.problem, &plan);
	bottleneck_write_words(words, &found, &found.list[0], false);
	cr_expect_not_null(strstr(words, "no contract with insurer 7085"), "%s", words);
	bottleneck_write_words(words, &found, &found.list[0], true);
	cr_expect_not_null(strstr(words, "geen contract met verzekeraar 7085"), "%s", words);
	bottleneck_free(&found);
	s.region.has_contracts = false;
	s.policy.mediation = false;
	derive(&s, &plan);
	expect_reason(&s, &plan, "ann", BOTTLENECK_CONTRACT);
	bottleneck_find(&found, &s.problem, &plan);
	bottleneck_write_words(words, &found, &found.list[0], false);
	cr_expect_not_null(strstr(words, "mediation to other providers is off"), "%s", words);
	bottleneck_free(&found);
	plan_free(&plan);
	support_free(&s);
}

Test(bottleneck, never_in_the_way)
{
	struct support s;
	struct plan plan = {0};

	begin_one(&s);
	support_add_availability(&s, "kim", 0, 7, HOURS(4));
	support_add_never(&s, "ann", "kim", 0);
	s.policy.max_days_in_a_row = 0;
	derive(&s, &plan);
	for (int32_t day = 1; day < 8; day++)
		support_add_visit(&plan, &s, "ann", "kim", day, HALVES(4));
	expect_reason(&s, &plan, "ann", BOTTLENECK_PIN);
	s.region.availability[0].ticks = HOURS(2.5); /* no visit would fit on that day */
	derive(&s, &plan);
	for (int32_t day = 1; day < 8; day++)
		support_add_visit(&plan, &s, "ann", "kim", day, HALVES(4));
	expect_reason(&s, &plan, "ann", BOTTLENECK_CAPACITY);
	plan_free(&plan);
	support_free(&s);
}

Test(bottleneck, only_those_could_come_whom_a_never_keeps_away)
{
	struct support s;
	struct plan plan = {0};

	begin_one(&s);
	support_add_client(&s, "bea", "p1")->indicated_ticks = HOURS(4);
	support_add_availability(&s, "kim", 0, 0, HOURS(4));
	support_add_never(&s, "ann", "kim", REGION_NONE);
	derive(&s, &plan);
	support_add_visit(&plan, &s, "bea", "kim", 0, HALVES(4)); /* no time is left, but that is not why */
	expect_reason(&s, &plan, "ann", BOTTLENECK_PIN);
	plan_free(&plan);
	support_free(&s);
}

Test(bottleneck, must_of_another_client_in_the_way)
{
	struct support s;
	struct plan plan = {0};

	begin_one(&s)->care_days = 1;
	support_add_client(&s, "bea", "p1")->care_days = 1;
	s.region.clients[1].minimum_ticks = 0;
	s.region.clients[0].indicated_ticks = s.region.clients[1].indicated_ticks = HOURS(8);
	support_add_availability(&s, "kim", 0, 0, HOURS(8));
	support_add_must(&s, "bea", "kim", 0, HOURS(8));
	derive(&s, &plan);
	support_add_visit(&plan, &s, "bea", "kim", 0, HALVES(8)); /* what ann lacks is her legal minimum */
	expect_reason(&s, &plan, "ann", BOTTLENECK_PIN);
	s.region.clients[1].minimum_ticks = HOURS(24); /* without the must one of the two is short just as much */
	derive(&s, &plan);
	support_add_visit(&plan, &s, "bea", "kim", 0, HALVES(8));
	expect_reason(&s, &plan, "ann", BOTTLENECK_CAPACITY);
	support_add_caregiver(&s, "lea", "p1"); /* who could go to bea instead, but not to ann */
	support_add_availability(&s, "lea", 0, 0, HOURS(8));
	support_add_area(&s, "p1", "lea", 1100, 1100);
	s.region.clients[1].postcode = 1100;
	derive(&s, &plan);
	support_add_visit(&plan, &s, "bea", "kim", 0, HALVES(8));
	expect_reason(&s, &plan, "ann", BOTTLENECK_PIN);
	plan_free(&plan);
	support_free(&s);
}

Test(bottleneck, her_own_must_in_the_way)
{
	struct support s;
	struct plan plan = {0};

	begin_one(&s)->care_days = 1;
	s.region.clients[0].indicated_ticks = HOURS(8);
	support_add_availability(&s, "kim", 0, 0, HOURS(8));
	support_add_must(&s, "ann", "kim", 0, HOURS(3));
	derive(&s, &plan);
	support_add_visit(&plan, &s, "ann", "kim", 0, HALVES(3));
	expect_reason(&s, &plan, "ann", BOTTLENECK_PIN);
	s.region.availability[0].ticks = HOURS(3);
	derive(&s, &plan);
	support_add_visit(&plan, &s, "ann", "kim", 0, HALVES(3));
	expect_reason(&s, &plan, "ann", BOTTLENECK_CAPACITY);
	plan_free(&plan);
	support_free(&s);
}

Test(bottleneck, figures_of_a_group)
{
	struct support s;
	struct plan plan = {0};
	struct bottlenecks found;
	char words[BOTTLENECK_WORDS_SIZE];

	begin_one(&s)->postcode = 1010;
	support_add_client(&s, "bea", "p1")->postcode = 1020;
	s.region.clients[1].birth_day = s.policy.plan_date - 4;
	support_add_client(&s, "cor", "p1")->postcode = 5000;
	support_add_availability(&s, "kim", 1, 1, HOURS(6.5));
	support_add_caregiver(&s, "lea", "p1"); /* elsewhere, and known until all care is over */
	support_add_area(&s, "p1", "lea", 1900, 1900);
	support_add_availability(&s, "lea", 7, 7, HOURS(8));
	derive(&s, &plan);
	support_add_visit(&plan, &s, "ann", "kim", 1, HALVES(3));
	support_add_visit(&plan, &s, "bea", "kim", 1, HALVES(3));
	bottleneck_find(&found, &s.problem, &plan);
	cr_assert_eq(found.count, 2);
	/* cor lacks her whole minimum of 24 h; ann and bea 21 h of it each: the greater lack comes first */
	cr_expect_eq(found.list[0].reason, BOTTLENECK_CAPACITY);
	cr_expect_eq(found.list[1].reason, BOTTLENECK_AREA);
	const struct bottleneck *b = &found.list[0];
	cr_expect_eq(b->number, 1);
	cr_expect_eq(b->client_count, 2);
	cr_expect_eq(b->caregiver_count, 1);
	cr_expect_eq(b->postcode_from, 1010);
	cr_expect_eq(b->postcode_to, 1020);
	cr_expect_eq(b->first_day, 0);
	cr_expect_eq(b->last_day, 7);
	cr_expect_eq(b->wanted_units, HALVES(98));
	cr_expect_eq(b->minimum_short_units, HALVES(21 + 21));
	cr_expect_eq(b->short_units, HALVES(98 - 6));
	cr_expect_eq(b->short_visits, 7 + 3);
	/* Day 1 is full with its travel. */
	cr_expect_eq(b->proof, BOTTLENECK_CUT);
	cr_expect_eq(b->tier, TIER_MINIMUM);
	cr_expect_eq(b->cut.client_count, 2);
	cr_expect_eq(b->cut.day_count, 1);
	cr_expect_eq(b->cut.days[0].day, 1);
	cr_expect_eq(b->unused_units, 0);
	cr_expect_eq(b->available_units, HALVES(6.5));
	cr_expect_eq(b->helped_count, 0);
	bottleneck_write_words(words, &found, b, false);
	cr_expect_str_eq(words,
			 "2 clients in 1010-1020 want 98 h more from 2026-07-13 to 2026-07-20; 1 day of 1 caregiver on "
			 "2026-07-14 has 6.5 h, all of it used, all for 2 clients of whom none has more than her due");
	bottleneck_write_words(words, &found, &found.list[1], true);
	cr_expect_str_eq(words, "1 cli\xc3\xabnt in 5000 wil van 13-07-2026 tot en met 20-07-2026 nog 49 uur; "
				"geen kraamverzorgende heeft daar werkgebied");
	bottleneck_free(&found);
	plan_free(&plan);
	support_free(&s);
}

Test(bottleneck, capacity_is_put_together_by_caregivers)
{
	struct support s;
	struct plan plan = {0};
	struct bottlenecks found;

	support_begin(&s);
	support_add_area(&s, "p1", NULL, 1000, 1999);
	support_add_client(&s, "ann", "p1")->postcode = 1002; /* kim, lea and mia may come */
	support_add_client(&s, "bea", "p1")->postcode = 1001; /* kim and lea: two of three */
	support_add_client(&s, "cor", "p1")->postcode = 1003; /* mia alone */
	s.region.clients[0].minimum_ticks = HOURS(40);
	const char *const caregivers[] = {"kim", "lea", "mia"};
	for (int i = 0; i < 3; i++) {
		support_add_caregiver(&s, caregivers[i], "p1");
		support_add_area(&s, "p1", caregivers[i], i < 2 ? 1001 : 1002, i < 2 ? 1002 : 1003);
	}
	derive(&s, &plan);
	bottleneck_find(&found, &s.problem, &plan);
	cr_assert_eq(found.count, 2);
	cr_expect_eq(found.of_client[support_find_client(&s, "ann")], 0);
	cr_expect_eq(found.of_client[support_find_client(&s, "bea")], 0);
	cr_expect_eq(found.of_client[support_find_client(&s, "cor")], 1);
	cr_expect_eq(found.list[0].caregiver_count, 3);
	cr_expect_eq(found.list[1].caregiver_count, 1);
	bottleneck_free(&found);
	plan_free(&plan);
	support_free(&s);
}

/* Her only caregiver's week is full, and she is short of a visit. */
Test(bottleneck, her_own_longer_visit_makes_way_in_the_week)
{
	struct support s;
	struct plan plan = {0};
	struct bottlenecks found;

	begin_one(&s)->indicated_ticks = HOURS(8);
	s.region.clients[0].care_days = 2;
	support_add_availability(&s, "kim", 0, 1, HOURS(8));
	s.region.caregivers[0].max_week_ticks = HOURS(7);
	derive(&s, &plan);
	support_add_visit(&plan, &s, "ann", "kim", 0, HALVES(7));
	bottleneck_find(&found, &s.problem, &plan);
	cr_assert_eq(found.count, 1);
	cr_expect_eq(found.list[0].helped_count, 1, "four hours and three on two days");
	bottleneck_free(&found);
	plan.visits[0].units = HALVES(4);
	support_add_visit(&plan, &s, "ann", "kim", 1, HALVES(3));
	bottleneck_find(&found, &s.problem, &plan);
	cr_assert_eq(found.count, 1);
	cr_expect_eq(found.list[0].helped_count, 0);
	bottleneck_free(&found);
	plan_free(&plan);
	support_free(&s);
}
