/* Confirmed visits: which stay, which are lifted and why; and that no fewer would do, against all subsets. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner/plan/previous.h"
#include "planner/rules/confirmed.h"
#include "planner/rules/rules.h"
#include "tests/support/support.h"
#include "tests/support/tiny.h"

#define REGIONS 3000
#define ROWS_MOST 8

static struct support s;
static struct previous_visits previous;
static struct confirmed confirmed;

/* Kim and Lea of p1, each day 8 h, for Ann and Bob of p1, born today. */
static void begin(void)
{
	support_begin(&s);
	support_add_client(&s, "ann", "p1");
	support_add_client(&s, "bob", "p1");
	support_add_caregiver(&s, "kim", "p1");
	support_add_caregiver(&s, "lea", "p1");
	support_add_area(&s, "p1", NULL, 1000, 1999);
	support_add_availability(&s, "kim", 0, 13, HOURS(8));
	support_add_availability(&s, "lea", 0, 13, HOURS(8));
}

static void end(void)
{
	confirmed_free(&confirmed);
	previous_free(&previous);
	support_free(&s);
}

TestSuite(confirmed, .init = begin, .fini = end);

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

/* A visit of the previous plan; its line is 2 for the first. */
static void add(const char *client, const char *caregiver, int32_t day, int32_t ticks)
{
	struct previous_visit visit = {.client = find_client_row(client),
				       .caregiver = find_caregiver_row(caregiver),
				       .date = s.policy.plan_date + day,
				       .ticks = ticks,
				       .line = (int32_t)previous.count + 2};

	previous_add(&previous, &visit, client, caregiver);
}

static void derive(void)
{
	previous_sort(&previous);
	support_derive(&s);
	confirmed_derive(&confirmed, &s.problem, &previous);
}

static void expect(const char *client, int32_t day, enum confirmed_fate fate, enum confirmed_beside beside,
		   const char *table, int32_t line)
{
	const struct confirmed_visit *found = confirmed_find(&confirmed, client, s.policy.plan_date + day);
	char text[CONFIRMED_TEXT_SIZE];

	cr_assert(found != NULL, "%s %d", client, (int)day);
	confirmed_describe(text, found);
	cr_expect_eq(found->fate, fate, "%s: %s", client, text);
	cr_expect_eq(found->beside, beside, "%s: %s", client, text);
	cr_expect(table == NULL ? found->table == NULL : found->table != NULL && strcmp(found->table, table) == 0);
	cr_expect_eq(found->line, line, "line %d", (int)found->line);
}

/* One visit of Kim to Ann today, which is lifted for this reason. */
static void expect_alone(enum confirmed_fate fate, const char *table, int32_t line)
{
	add("ann", "kim", 0, HOURS(4));
	derive();
	cr_assert_eq(confirmed.count, 1);
	cr_expect_eq(confirmed.lifted_count, 1);
	expect("ann", 0, fate, BESIDE_NOTHING, table, line);
}

Test(confirmed, stays_with_its_hours)
{
	add("ann", "kim", 0, HOURS(4));
	add("ann", "kim", 1, HOURS(3));
	add("bob", "lea", 0, HOURS(8));
	add("bob", "lea", 2, HOURS(8));
	derive();
	cr_assert_eq(confirmed.count, 3, "two days are confirmed");
	cr_expect_eq(confirmed.lifted_count, 0);
	confirmed_pin(&confirmed, &s.region);
	support_derive(&s);
	int32_t ann = support_find_client(&s, "ann"), kim = support_find_caregiver(&s, "kim");
	cr_assert_eq(s.problem.must_count, 3);
	cr_expect_eq(problem_find_must(&s.problem, ann, kim, 1)->units, 6);
	cr_expect(problem_is_confirmed(&s.problem, ann, kim, 0));
	cr_expect_not(problem_is_confirmed(&s.problem, ann, kim, 2));
}

Test(confirmed, nothing_is_with_no_days)
{
	s.policy.confirmed_days = 0;
	add("ann", "kim", 0, HOURS(4));
	derive();
	cr_expect_eq(confirmed.count, 0);
}

Test(confirmed, hours_held_for_the_unborn_are_not)
{
	s.region.clients[0].birth_day = DAY_NONE;
	add("ann", "kim", 0, HOURS(4));
	add("bob", "kim", 1, HOURS(4));
	previous.list[1].expected = true; /* born since then: nobody was told of this visit */
	derive();
	cr_expect_eq(confirmed.count, 0);
	cr_expect(confirmed_find(&confirmed, "bob", s.policy.plan_date + 1) == NULL);
}

Test(confirmed, of_a_client_who_is_gone)
{
	add("zoe", "kim", 0, HOURS(4));
	derive();
	expect("zoe", 0, LIFTED_CLIENT_GONE, BESIDE_NOTHING, "clients.csv", 0);
}

Test(confirmed, of_a_client_whose_care_is_over)
{
	s.region.clients[0].line = 2;
	s.region.clients[0].birth_day -= 20;
	expect_alone(LIFTED_CLIENT_FINISHED, "clients.csv", 2);
}

Test(confirmed, of_a_client_who_is_not_home_yet)
{
	s.region.clients[0].line = 2;
	s.region.clients[0].home_from_day = s.policy.plan_date + 1;
	expect_alone(LIFTED_CARE_DAY, "clients.csv", 2);
}

Test(confirmed, of_a_client_beyond_the_horizon)
{
	s.policy.horizon_days = 2;
	s.region.clients[0].line = 2;
	s.region.clients[0].home_from_day = s.policy.plan_date + 3;
	expect_alone(LIFTED_CLIENT_LATER, "clients.csv", 2);
}

Test(confirmed, by_a_caregiver_who_is_gone)
{
	add("ann", "pam", 0, HOURS(4));
	derive();
	expect("ann", 0, LIFTED_CAREGIVER_GONE, BESIDE_NOTHING, "caregivers.csv", 0);
}

Test(confirmed, by_a_caregiver_whose_area_is_elsewhere)
{
	support_add_area(&s, "p1", "kim", 1500, 1600);
	expect_alone(LIFTED_ELIGIBLE, NULL, 0);
}

Test(confirmed, by_a_caregiver_who_is_kept_away)
{
	support_add_never(&s, "bob", "kim", 0);
	support_add_never(&s, "ann", "kim", REGION_NONE);
	expect_alone(LIFTED_NEVER, "pins.csv", 3);
}

Test(confirmed, of_whom_the_planner_sends_somebody_else)
{
	support_add_must(&s, "ann", "lea", 0, REGION_NONE);
	expect_alone(LIFTED_MUST, "pins.csv", 2);
}

Test(confirmed, of_whom_the_planner_has_other_hours)
{
	support_add_must(&s, "ann", "kim", 0, HOURS(5));
	expect_alone(LIFTED_MUST, "pins.csv", 2);
}

Test(confirmed, is_one_with_a_must_that_lets_it_be)
{
	support_add_must(&s, "ann", "kim", 0, REGION_NONE);
	support_add_must(&s, "bob", "lea", 0, HOURS(4));
	add("ann", "kim", 0, HOURS(5));
	add("bob", "lea", 0, HOURS(4));
	derive();
	cr_expect_eq(confirmed.lifted_count, 0);
	confirmed_pin(&confirmed, &s.region);
	support_derive(&s);
	cr_assert_eq(s.problem.must_count, 2);
	cr_expect_eq(s.problem.musts[0].units, 10);
	cr_expect_eq(s.problem.musts[0].source, MUST_BOTH);
	cr_expect_eq(s.problem.musts[1].source, MUST_BOTH);
}

Test(confirmed, by_a_caregiver_who_is_absent)
{
	struct region_absence absences[] = {
		{.caregiver = 0, .from_day = s.policy.plan_date, .to_day = DAY_NONE, .line = 7}};

	s.region.absences = absences;
	s.region.absence_count = 1;
	expect_alone(LIFTED_ABSENT, "absences.csv", 7);
	s.region.absences = NULL;
	s.region.absence_count = 0;
}

Test(confirmed, by_a_caregiver_whose_shift_is_short)
{
	s.region.availability[0].ticks = HOURS(3.5);
	s.region.availability[0].line = 9;
	expect_alone(LIFTED_SHIFT, "availability.csv", 9);
}

Test(confirmed, by_a_caregiver_without_a_shift)
{
	s.region.availability[0].day -= 7;
	expect_alone(LIFTED_SHIFT, "availability.csv", 0);
}

Test(confirmed, longer_than_a_visit_may_be)
{
	s.policy.max_visit_units = 7;
	expect_alone(LIFTED_LENGTH, NULL, 0);
}

Test(confirmed, of_no_whole_number_of_units)
{
	add("ann", "kim", 0, HOURS(4.25));
	derive();
	expect("ann", 0, LIFTED_LENGTH, BESIDE_NOTHING, NULL, 0);
}

Test(confirmed, of_a_client_who_wants_no_more)
{
	s.region.clients[0].line = 2;
	s.region.clients[0].declined_ticks = HOURS(46);
	expect_alone(LIFTED_WANTED, "clients.csv", 2);
}

Test(confirmed, beyond_the_weekly_limit)
{
	s.region.caregivers[0].line = 2;
	s.region.caregivers[0].max_week_ticks = HOURS(3);
	expect_alone(LIFTED_WEEK, "caregivers.csv", 2);
}

Test(confirmed, on_one_day_in_a_row_too_many)
{
	for (int32_t day = -6; day < 0; day++)
		support_add_delivery(&s, "bob", "kim", day, HOURS(3), REGION_VISIT);
	expect_alone(LIFTED_ROW, NULL, 0);
}

Test(confirmed, beside_what_is_pinned)
{
	support_add_must(&s, "bob", "kim", 0, HOURS(4));
	add("ann", "kim", 0, HOURS(4));
	derive();
	expect("ann", 0, LIFTED_SHIFT, BESIDE_MUSTS, "pins.csv", 2);
}

Test(confirmed, the_longer_of_three_goes_for_two)
{
	support_add_client(&s, "cor", "p1");
	add("ann", "kim", 0, HOURS(6)); /* 6 + 0.5 + 3 is too long; 3 + 0.5 + 3 is not */
	add("bob", "kim", 0, HOURS(3));
	add("cor", "kim", 0, HOURS(3));
	s.region.availability[0].line = 4;
	derive();
	cr_expect_eq(confirmed.lifted_count, 1);
	expect("ann", 0, LIFTED_SHIFT, BESIDE_CONFIRMED, "availability.csv", 4);
}

Test(confirmed, who_lacks_most_of_the_minimum_is_kept)
{
	support_add_delivery(&s, "ann", NULL, -1, HOURS(10), REGION_LIGDAG);
	add("ann", "kim", 0, HOURS(4));
	add("bob", "kim", 0, HOURS(4));
	derive();
	cr_expect_eq(confirmed.lifted_count, 1);
	expect("bob", 0, CONFIRMED_STAYS, BESIDE_NOTHING, NULL, 0);
	expect("ann", 0, LIFTED_SHIFT, BESIDE_CONFIRMED, "availability.csv", 2);
}

Test(confirmed, today_is_kept_before_tomorrow)
{
	s.region.clients[0].declined_ticks = HOURS(44);
	add("ann", "kim", 1, HOURS(4));
	add("ann", "lea", 0, HOURS(4));
	derive();
	cr_expect_eq(confirmed.lifted_count, 1);
	expect("ann", 1, LIFTED_WANTED, BESIDE_CONFIRMED, "clients.csv", 2);
}

/* One visit that links two limits goes, rather than one of each. */
Test(confirmed, one_goes_for_two_limits)
{
	s.region.clients[0].declined_ticks = HOURS(43); /* she wants 6 h: one of her two visits */
	add("ann", "lea", 0, HOURS(4));
	add("ann", "kim", 1, HOURS(4));
	add("bob", "kim", 1, HOURS(4));
	derive();
	cr_expect_eq(confirmed.lifted_count, 1);
	expect("ann", 1, LIFTED_WANTED, BESIDE_CONFIRMED, "clients.csv", 2);
}

/* The rows of a subset beside the musts: do they obey all rules? rows: those that are confirmed. */
static bool is_good(const struct previous_visit *const *rows, size_t count, unsigned subset)
{
	const struct problem *problem = &s.problem;
	int32_t unit = REGION_HOUR_TICKS * s.policy.unit_minutes / 60;
	struct plan plan = {0};
	struct broken_rules broken;

	plan_reset(&plan, problem);
	for (size_t i = 0; i < count; i++) {
		const struct previous_visit *row = rows[i];
		if ((subset >> i & 1) == 0)
			continue;
		if (problem->client_of_region[row->client] == REGION_NONE ||
		    problem_find_day(problem, row->date) == REGION_NONE) {
			plan_free(&plan);
			return false;
		}
		plan_add_visit(&plan, (struct visit){problem->client_of_region[row->client],
						     problem->caregiver_of_region[row->caregiver],
						     problem_find_day(problem, row->date), row->ticks / unit});
	}
	size_t visits = plan.visit_count;
	for (int32_t i = 0; i < problem->must_count; i++) {
		const struct problem_must *must = &problem->musts[i];
		int32_t shortest = problem->clients[must->client].shortest_units;
		struct visit visit = {must->client, must->caregiver, must->day,
				      must->units != 0 ? must->units : shortest};
		bool there = false;
		for (size_t j = 0; j < visits; j++)
			there |= plan_compare_visits(&plan.visits[j], &visit) == 0;
		if (!there)
			plan_add_visit(&plan, visit);
	}
	rules_check(&broken, problem, &plan);
	bool good = broken.count == 0;
	rules_free(&broken);
	plan_free(&plan);
	return good;
}

/* Random rows of a plan of before for a tiny region: mostly such as could be by themselves. */
static void make_rows(uint64_t *seed)
{
	int32_t unit = REGION_HOUR_TICKS * s.policy.unit_minutes / 60;
	uint32_t clients = (uint32_t)s.region.client_count, caregivers = (uint32_t)s.region.caregiver_count;
	enum { ATTEMPTS = 80 };

	s.policy.confirmed_days = 1 + (int)support_random(seed, TINY_DAYS);
	for (int i = 0; i < ATTEMPTS && previous.count < ROWS_MOST; i++) {
		const char *client = s.region.clients[support_random(seed, clients)].key;
		const char *caregiver = s.region.caregivers[support_random(seed, caregivers)].key;
		int32_t units = 1 + (int32_t)support_random(seed, (uint32_t)s.policy.max_visit_units);
		add(client, caregiver, (int32_t)support_random(seed, (uint32_t)s.policy.confirmed_days), units * unit);
		const struct previous_visit *added = &previous.list[previous.count - 1];
		if (support_random(seed, 16) > 0 && !is_good(&added, 1, 1)) {
			free(added->client_key);
			free(added->caregiver_key);
			previous.count--;
		}
	}
	previous_sort(&previous);
}

static int32_t lack_of(const struct previous_visit *row)
{
	int32_t client = s.problem.client_of_region[row->client];
	const struct problem_client *c = &s.problem.clients[client];

	if (client == REGION_NONE)
		return 0;
	return c->minimum_units > c->physical_received ? c->minimum_units - c->physical_received : 0;
}

static bool goes_before(const struct previous_visit *a, const struct previous_visit *b)
{
	if (a->date != b->date)
		return a->date < b->date;
	if (lack_of(a) != lack_of(b))
		return lack_of(a) > lack_of(b);
	return a < b;
}

/* Of the best subsets the one that keeps the first of these rows on which they differ: bit i of the subset is row i. */
static unsigned find_best(const struct previous_visit **rows, size_t count)
{
	unsigned best = 0;
	int most = -1;

	for (size_t i = 1; i < count; i++)
		for (size_t j = i; j > 0 && goes_before(rows[j], rows[j - 1]); j--) {
			const struct previous_visit *row = rows[j];
			rows[j] = rows[j - 1];
			rows[j - 1] = row;
		}
	for (unsigned subset = 0; subset < 1u << count; subset++) {
		int kept = __builtin_popcount(subset);
		unsigned differ = subset ^ best;
		bool earlier = (subset & (differ & -differ)) != 0;
		if ((kept > most || (kept == most && earlier)) && is_good(rows, count, subset)) {
			best = subset;
			most = kept;
		}
	}
	return best;
}

static int check_tiny(uint64_t number)
{
	const struct previous_visit *rows[ROWS_MOST];
	uint64_t seed = number;
	size_t count = 0;
	int lifted = 0;

	tiny_make(&s, number);
	make_rows(&seed);
	for (size_t i = 0; i < previous.count; i++) {
		const struct previous_visit *row = &previous.list[i];
		if (row->date < s.policy.plan_date + s.policy.confirmed_days &&
		    s.region.clients[row->client].birth_day != DAY_NONE)
			rows[count++] = row;
	}
	unsigned best = find_best(rows, count);
	confirmed_derive(&confirmed, &s.problem, &previous);
	cr_assert_eq(confirmed.count, count, "region %d", (int)number);
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < count; j++) {
			bool stays = confirmed.list[j].fate == CONFIRMED_STAYS;
			if (confirmed.list[j].visit == rows[i])
				cr_assert_eq(stays, (best >> i & 1) != 0, "region %d: visit %d of %d", (int)number,
					     (int)i, (int)count);
			lifted += i == 0 && confirmed.list[j].beside == BESIDE_CONFIRMED;
		}
	confirmed_free(&confirmed);
	previous_free(&previous);
	support_free(&s);
	return lifted;
}

Test(confirmed, as_few_are_lifted_as_will_do)
{
	int lifted = 0;

	support_free(&s);
	for (uint64_t number = 1; number <= REGIONS; number++)
		lifted += check_tiny(number);
	cr_expect_gt(lifted, REGIONS / 4, "only %d are lifted for others: this tests little", lifted);
	support_begin(&s);
}

Test(confirmed, many_visits_of_one_caregiver_are_settled)
{
	char key[8];

	s.policy.confirmed_days = 14;
	for (int i = 0; i < 20; i++) {
		snprintf(key, sizeof key, "c%02d", i);
		support_add_client(&s, key, "p1");
		for (int32_t day = 0; day < 8; day++)
			add(key, "kim", day, HOURS(3));
	}
	s.region.caregivers[find_caregiver_row("kim")].max_week_ticks = HOURS(20);
	derive();
	/* Two a day, on six days in a row and then one; at most six a week. */
	cr_expect_eq(confirmed.count - confirmed.lifted_count, 8);
}
