/* Reasons for shortages: each where it must be given, and on random plans each held against a count of its own. */
#include <criterion/criterion.h>
#include <string.h>

#include "planner/reasons/bottleneck.h"
#include "planner/rules/rules.h"
#include "tests/reference/one_change.h"
#include "tests/support/tiny.h"

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
	plan.visits[0].units = HALVES(7.5); /* more could have been given on that day */
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
	s.region.clients[1].birth_day = s.policy.plan_date - 6;
	support_add_client(&s, "cor", "p1")->postcode = 5000;
	support_add_availability(&s, "kim", 1, 1, HOURS(6.5));
	support_add_availability(&s, "kim", 4, 4, HOURS(2));
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
	cr_expect_eq(b->short_visits, 7 + 1);
	/* Day 1 is full with its travel; day 4 is too short for a visit, and so in no cut. */
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

/* ---- On random plans, by counts that are not those of the planner ---- */

static bool obeys_rules(const struct problem *problem, const struct plan *plan)
{
	struct broken_rules broken;

	rules_check(&broken, problem, plan);
	bool obeys = broken.count == 0;
	rules_free(&broken);
	return obeys;
}

static bool area_holds(const struct region *region, size_t caregiver, int32_t postcode)
{
	bool provider_holds = false, own_holds = false, narrowed = false;

	for (size_t i = 0; i < region->area_count; i++) {
		const struct region_area *area = &region->areas[i];
		bool holds = area->postcode_from <= postcode && postcode <= area->postcode_to;
		if (area->caregiver == REGION_NONE && area->provider == region->caregivers[caregiver].provider)
			provider_holds = provider_holds || holds;
		if (area->caregiver == (int32_t)caregiver) {
			narrowed = true;
			own_holds = own_holds || holds;
		}
	}
	return provider_holds && (own_holds || !narrowed);
}

static bool is_served(const struct region *region, int32_t postcode)
{
	bool served = false;

	for (size_t k = 0; k < region->caregiver_count; k++)
		served = served || area_holds(region, k, postcode);
	return served;
}

/* How often each reason was given, to see that all of them were put to the test. */
struct tally {
	int given[BOTTLENECK_REASON_COUNT];
	int none;
};

static void expect_true_reason(const struct support *s, const struct plan *plan, const struct bottlenecks *found,
			       int32_t client, uint64_t seed)
{
	const struct problem *problem = &s->problem;
	const struct problem_client *c = &problem->clients[client];
	bool served = is_served(&s->region, s->region.clients[c->region_index].postcode);
	bool helped = one_change_helps(problem, plan, client);

	switch (found->list[found->of_client[client]].reason) {
	case BOTTLENECK_WINDOW:
		cr_expect_not(helped, "region %d: window, but a visit helps", (int)seed);
		break;
	case BOTTLENECK_AREA:
		cr_expect_not(served, "region %d: area, but somebody's holds her postcode", (int)seed);
		break;
	case BOTTLENECK_CONTRACT:
		cr_expect(served && c->eligible_count == 0, "region %d: contract, but not for that", (int)seed);
		break;
	case BOTTLENECK_CONFIRMED:
		cr_expect_eq(problem->musts[found->list[found->of_client[client]].must].source, MUST_CONFIRMED);
		break;
	case BOTTLENECK_PIN:
		cr_expect(problem->must_count + problem->never_count > 0, "region %d: pin without pins", (int)seed);
		break;
	default:
		cr_expect_gt(c->eligible_count, 0, "region %d: capacity, but nobody may come", (int)seed);
	}
}

/* Whom one change would help is counted right. */
static void expect_helped_count(const struct support *s, const struct plan *plan, const struct bottleneck *b,
				const int32_t *clients, uint64_t seed)
{
	int32_t count = 0;

	for (int32_t i = 0; i < b->client_count; i++)
		count += one_change_helps(&s->problem, plan, clients[b->client_first + i]);
	cr_expect_eq(b->helped_count, count, "region %d: %d helped, expected %d", (int)seed, b->helped_count, count);
}

/* The same plan without the planner's nevers: what helps then and does not with them is a pin in the way. */
static void expect_nevers_told(struct support *s, const struct plan *plan, const struct bottlenecks *found,
			       uint64_t seed)
{
	int32_t never_count = s->problem.never_count;

	for (int32_t client = 0; client < s->problem.client_count; client++) {
		if (found->of_client[client] == REGION_NONE || one_change_helps(&s->problem, plan, client))
			continue;
		s->problem.never_count = 0;
		bool helped = one_change_helps(&s->problem, plan, client);
		s->problem.never_count = never_count;
		enum bottleneck_reason reason = found->list[found->of_client[client]].reason;
		cr_expect(!helped || reason == BOTTLENECK_PIN, "region %d: a never is in the way, but %s", (int)seed,
			  bottleneck_reason_names[reason]);
	}
}

static void check_region(uint64_t seed, struct tally *tally)
{
	struct support s;
	struct plan plan = {0};
	struct bottlenecks found;

	tiny_make(&s, seed);
	for (size_t i = 0; seed % 2 == 0 && i < s.region.pin_count; i++)
		s.region.pins[i].confirmed = s.region.pins[i].must;
	support_derive(&s);
	tiny_plan(&plan, &s, seed);
	bool obeys = obeys_rules(&s.problem, &plan);
	bottleneck_find(&found, &s.problem, &plan);
	for (int32_t client = 0; obeys && client < s.problem.client_count; client++) {
		if (found.of_client[client] == REGION_NONE) {
			tally->none++;
			continue;
		}
		tally->given[found.list[found.of_client[client]].reason]++;
		expect_true_reason(&s, &plan, &found, client, seed);
	}
	for (size_t i = 0; obeys && i < found.count; i++)
		expect_helped_count(&s, &plan, &found.list[i], found.clients, seed);
	if (obeys)
		expect_nevers_told(&s, &plan, &found, seed);
	bottleneck_free(&found);
	plan_free(&plan);
	support_free(&s);
}

Test(bottleneck, reasons_on_random_plans_are_true)
{
	struct tally tally = {0};

	for (uint64_t seed = 0; seed < 20000; seed++)
		check_region(seed, &tally);
	for (int reason = 0; reason < BOTTLENECK_REASON_COUNT; reason++)
		cr_expect_gt(tally.given[reason], 10, "%s was given %d times only", bottleneck_reason_names[reason],
			     tally.given[reason]);
	cr_expect_gt(tally.none, 10);
}
