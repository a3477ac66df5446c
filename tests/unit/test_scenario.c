/* What each action of a scenario makes of a region. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/region/copy.h"
#include "planner/scenario/scenario.h"
#include "tests/support/support.h"

#define CLIENTS 40
#define CAREGIVERS 30
#define DAYS 28
#define SEED 5

static struct support support;
static struct region changed;

/* 40 clients due within four weeks, every other one of p2; 30 caregivers with 7 hours on four days a week. */
static void begin(void)
{
	static char keys[CLIENTS + CAREGIVERS][16];

	support_begin(&support);
	for (int i = 0; i < CLIENTS; i++) {
		snprintf(keys[i], sizeof keys[i], "c%d", i);
		struct region_client *client = support_add_client(&support, keys[i], i % 2 == 0 ? "p1" : "p2");
		client->due_day = SUPPORT_PLAN_DATE + i % DAYS;
		client->birth_day = DAY_NONE;
		client->registered_day = client->due_day - 150;
		client->postcode = 1000 + i % 3;
		client->digital_ticks = i % 4 == 0 ? 0 : HOURS(4);
		client->digital_consent = i % 4 == 1;
	}
	for (int i = 0; i < CAREGIVERS; i++) {
		char *key = keys[CLIENTS + i];
		snprintf(key, sizeof keys[0], "k%d", i);
		support_add_caregiver(&support, key, i % 3 == 0 ? "p2" : "p1")->employee = i % 5 != 0;
		for (int32_t day = 0; day < DAYS; day++)
			if (day % 7 < 4)
				support_add_availability(&support, key, day, day, HOURS(7));
	}
	support_add_area(&support, "p1", NULL, 1000, 1999);
	support_add_area(&support, "p2", NULL, 1000, 1001);
	support_add_area(&support, "p2", NULL, 1500, 1600);
	support_derive(&support);
}

static void end(void)
{
	support_free(&support);
}

static struct scenario_action make(enum scenario_kind kind, int32_t amount)
{
	return (struct scenario_action){.kind = kind,
					.amount = amount,
					.first_day = INT32_MIN,
					.last_day = INT32_MAX,
					.provider = REGION_NONE,
					.week_ticks = REGION_NONE};
}

static void apply_all(struct scenario_action *actions, size_t count)
{
	struct scenario scenario = {.actions = actions, .action_count = count, .policy = support.policy};

	region_copy_make(&changed, &support.region);
	scenario_apply(&changed, &scenario, SEED);
}

static void apply(struct scenario_action action)
{
	apply_all(&action, 1);
}

static bool has_shift(const struct region *region, int32_t caregiver, int32_t day)
{
	for (size_t i = 0; i < region->availability_count; i++)
		if (region->availability[i].caregiver == caregiver && region->availability[i].day == day)
			return true;
	return false;
}

/* Are all shifts of the one also in the other? */
static bool within(const struct region *fewer, const struct region *more)
{
	for (size_t i = 0; i < fewer->availability_count; i++)
		if (!has_shift(more, fewer->availability[i].caregiver, fewer->availability[i].day))
			return false;
	return true;
}

TestSuite(scenario, .init = begin, .fini = end);

Test(scenario, nothing_changes_nothing)
{
	struct scenario scenario = {.policy = support.policy};

	region_copy_make(&changed, &support.region);
	scenario_apply(&changed, &scenario, SEED);
	cr_expect_eq(changed.client_count, support.region.client_count);
	cr_expect_eq(changed.availability_count, support.region.availability_count);
	region_copy_free(&changed);
}

Test(scenario, more_births_are_like_those_registered)
{
	apply(make(SCENARIO_BIRTHS, 250));
	cr_expect_eq(changed.client_count, CLIENTS + 10);
	for (size_t i = CLIENTS; i < changed.client_count; i++) {
		const struct region_client *client = &changed.clients[i];
		cr_expect_eq(client->birth_day, DAY_NONE);
		cr_expect(client->due_day >= SUPPORT_PLAN_DATE && client->due_day < SUPPORT_PLAN_DATE + DAYS);
		cr_expect_eq(client->due_day - client->registered_day, 150);
		cr_expect(client->postcode >= 1000 && client->postcode < 1003);
	}
	cr_expect_str_eq(changed.clients[CLIENTS].key, "extra-1");
	region_copy_free(&changed);
}

Test(scenario, births_within_a_period_and_of_a_provider)
{
	struct scenario_action action = make(SCENARIO_BIRTHS, 1000);

	action.first_day = SUPPORT_PLAN_DATE + 7;
	action.last_day = SUPPORT_PLAN_DATE + 13;
	action.provider = 0;
	apply(action);
	cr_expect_gt(changed.client_count, CLIENTS);
	for (size_t i = CLIENTS; i < changed.client_count; i++) {
		cr_expect_eq(changed.clients[i].provider, 0);
		cr_expect(changed.clients[i].due_day >= action.first_day &&
			  changed.clients[i].due_day <= action.last_day);
	}
	region_copy_free(&changed);
}

Test(scenario, fewer_births_with_all_that_hangs_on_them)
{
	support_add_delivery(&support, "c39", "k1", -1, HOURS(3), REGION_VISIT);
	support_add_never(&support, "c39", "k2", REGION_NONE);
	for (int i = 0; i < CLIENTS - 1; i++) /* all but the last are born */
		support.region.clients[i].birth_day = SUPPORT_PLAN_DATE;
	apply(make(SCENARIO_BIRTHS, -1000));
	cr_expect_eq(changed.client_count, CLIENTS - 1);
	cr_expect_eq(changed.delivery_count, 0);
	cr_expect_eq(changed.pin_count, 0);
	region_copy_free(&changed);
}

Test(scenario, a_smaller_share_is_part_of_a_larger_one)
{
	struct region small;

	apply(make(SCENARIO_BIRTHS, -200));
	small = changed;
	apply(make(SCENARIO_BIRTHS, -500));
	cr_expect_eq(small.client_count, 32);
	cr_expect_eq(changed.client_count, 20);
	for (size_t i = 0; i < changed.client_count; i++) {
		bool found = false;
		for (size_t j = 0; j < small.client_count; j++)
			found |= strcmp(small.clients[j].key, changed.clients[i].key) == 0;
		cr_expect(found, "%s", changed.clients[i].key);
	}
	region_copy_free(&small);
	region_copy_free(&changed);
}

Test(scenario, births_at_home_take_six_hours_more)
{
	int more = 0;

	support.region.clients[0].indicated_ticks = HOURS(78);
	apply(make(SCENARIO_FIRST_LINE, 1000));
	cr_expect_eq(changed.clients[0].indicated_ticks, HOURS(80), "no more than the protocol allows");
	region_copy_free(&changed);
	apply(make(SCENARIO_FIRST_LINE, 100));
	for (size_t i = 1; i < CLIENTS; i++) {
		int32_t ticks = changed.clients[i].indicated_ticks - support.region.clients[i].indicated_ticks;
		cr_expect(ticks == 0 || ticks == HOURS(6));
		more += ticks > 0;
	}
	more += changed.clients[0].indicated_ticks > HOURS(78);
	cr_expect_eq(more, 4);
	region_copy_free(&changed);
}

/* The days on which births are expected, all together. */
static int64_t sum_expected(void)
{
	int64_t days = 0;

	for (size_t i = 0; i < CLIENTS; i++) {
		cr_expect_geq(changed.clients[i].expected_day, SUPPORT_PLAN_DATE);
		cr_expect_eq(changed.clients[i].due_day, support.region.clients[i].due_day);
		cr_expect_eq(changed.clients[i].registered_day, support.region.clients[i].registered_day);
		days += changed.clients[i].expected_day;
	}
	region_copy_free(&changed);
	return days;
}

/* So they keep their guarantee, which counts from registration to due date. */
Test(scenario, late_births_keep_due_date_and_registration)
{
	int64_t days, later;

	apply(make(SCENARIO_LATE, 0));
	days = sum_expected();
	apply(make(SCENARIO_LATE, 5));
	later = sum_expected();
	cr_expect_gt(later, days + 3 * CLIENTS);
}

Test(scenario, late_in_two_sections_adds_up)
{
	int64_t days;

	apply(make(SCENARIO_LATE, 7));
	days = sum_expected();
	apply_all((struct scenario_action[]){make(SCENARIO_LATE, 3), make(SCENARIO_LATE, 4)}, 2);
	cr_expect_eq(sum_expected(), days);
}

Test(scenario, late_births_keep_a_day_that_is_set)
{
	for (size_t i = 0; i < CLIENTS; i++)
		support.region.clients[i].expected_day = SUPPORT_PLAN_DATE + 1;
	apply(make(SCENARIO_LATE, 21));
	for (size_t i = 0; i < CLIENTS; i++)
		cr_expect_leq(changed.clients[i].expected_day, SUPPORT_PLAN_DATE + 1);
	region_copy_free(&changed);
}

Test(scenario, extra_births_have_no_day_that_is_set)
{
	for (size_t i = 0; i < CLIENTS; i++)
		support.region.clients[i].expected_day = SUPPORT_PLAN_DATE + 1;
	apply(make(SCENARIO_BIRTHS, 1000));
	cr_assert_gt(changed.client_count, CLIENTS);
	for (size_t i = CLIENTS; i < changed.client_count; i++)
		cr_expect_eq(changed.clients[i].expected_day, DAY_NONE);
	region_copy_free(&changed);
}

Test(scenario, consent_is_exact_and_keeps_who_consents)
{
	static const int32_t shares[] = {0, 200, 500, 1000};
	static const int want[] = {0, 6, 15, 30}; /* of the 30 who have digital hours */

	for (int i = 0; i < 4; i++) {
		int count = 0;
		apply(make(SCENARIO_DIGITAL_CONSENT, shares[i]));
		for (size_t c = 0; c < CLIENTS; c++) {
			count += changed.clients[c].digital_consent;
			if (i >= 2) /* 10 consent today */
				cr_expect(changed.clients[c].digital_consent ||
					  !support.region.clients[c].digital_consent);
		}
		cr_expect_eq(count, want[i]);
		region_copy_free(&changed);
	}
}

Test(scenario, more_absence_drops_the_same_shifts_and_more)
{
	struct region small;

	apply(make(SCENARIO_ABSENCE, 80));
	small = changed;
	apply(make(SCENARIO_ABSENCE, 240));
	cr_expect_lt(changed.availability_count, small.availability_count);
	cr_expect_lt(small.availability_count, support.region.availability_count);
	cr_expect(within(&changed, &small));
	region_copy_free(&small);
	region_copy_free(&changed);
}

Test(scenario, the_same_shifts_drop_whatever_else_changes)
{
	struct region alone;
	struct scenario_action actions[] = {make(SCENARIO_BIRTHS, 500), make(SCENARIO_ABSENCE, 100)};
	struct scenario scenario = {.actions = actions, .action_count = 2, .policy = support.policy};

	apply(make(SCENARIO_ABSENCE, 100));
	alone = changed;
	region_copy_make(&changed, &support.region);
	scenario_apply(&changed, &scenario, SEED);
	cr_expect_eq(changed.availability_count, alone.availability_count);
	cr_expect(within(&changed, &alone));
	region_copy_free(&alone);
	region_copy_free(&changed);
}

Test(scenario, leave_takes_whole_weeks)
{
	int gone = 0, split = 0;

	apply(make(SCENARIO_HOLIDAY, 250));
	for (int32_t k = 0; k < CAREGIVERS; k++)
		for (int32_t week = 0; week < DAYS / 7; week++) {
			int left = 0;
			for (int32_t day = 0; day < 4; day++)
				left += has_shift(&changed, k, SUPPORT_PLAN_DATE + 7 * week + day);
			gone += left == 0;
			split += left != 0 && left != 4;
		}
	cr_expect_eq(split, 0);
	cr_expect(gone > 12 && gone < 48, "%d of 120 weeks", gone); /* 30 expected, spread 4.7 */
	region_copy_free(&changed);
}

Test(scenario, leave_of_freelancers_of_a_provider_in_a_week)
{
	struct scenario_action action = make(SCENARIO_HOLIDAY, 1000);

	action.employment = ABSENCE_FREELANCERS;
	action.provider = 0;
	action.first_day = SUPPORT_PLAN_DATE + 7;
	action.last_day = SUPPORT_PLAN_DATE + 13;
	apply(action);
	for (int32_t k = 0; k < CAREGIVERS; k++)
		for (int32_t day = 0; day < DAYS; day++) {
			bool meant = !support.region.caregivers[k].employee &&
				     support.region.caregivers[k].provider == 0 && day >= 7 && day <= 13;
			cr_expect_eq(has_shift(&changed, k, SUPPORT_PLAN_DATE + day), day % 7 < 4 && !meant);
		}
	region_copy_free(&changed);
}

Test(scenario, a_provider_stops_from_a_day_on)
{
	struct scenario_action action = make(SCENARIO_PROVIDER_OUT, 0);

	action.provider = 1;
	action.first_day = SUPPORT_PLAN_DATE + 14;
	apply(action);
	for (int32_t k = 0; k < CAREGIVERS; k++)
		for (int32_t day = 0; day < DAYS; day++)
			cr_expect_eq(has_shift(&changed, k, SUPPORT_PLAN_DATE + day),
				     day % 7 < 4 && !(support.region.caregivers[k].provider == 1 && day >= 14));
	region_copy_free(&changed);
}

Test(scenario, the_hired_work_the_hours_of_their_contract)
{
	struct scenario_action action = make(SCENARIO_CAREGIVERS, 3);
	int64_t ticks = 0;

	action.provider = 1;
	action.week_ticks = HOURS(24);
	action.employment = ABSENCE_FREELANCERS;
	apply(action);
	cr_assert_eq(changed.caregiver_count, CAREGIVERS + 3);
	for (size_t i = 0; i < changed.availability_count; i++)
		if (changed.availability[i].caregiver == CAREGIVERS)
			ticks += changed.availability[i].ticks;
	/* 28 hours on four days a week, the last ones three days before the end of four weeks: 25 days */
	cr_expect(ticks > HOURS(80) && ticks < HOURS(100), "%d hours in four weeks", (int)(ticks / HOURS(1)));
	cr_expect_str_eq(changed.caregivers[CAREGIVERS].key, "hired-1");
	cr_expect_eq(changed.caregivers[CAREGIVERS].provider, 1);
	cr_expect_not(changed.caregivers[CAREGIVERS].employee);
	region_copy_free(&changed);
}

Test(scenario, the_hired_of_two_scenarios_are_the_same)
{
	struct region few;

	apply(make(SCENARIO_CAREGIVERS, 2));
	few = changed;
	apply(make(SCENARIO_CAREGIVERS, 4));
	cr_expect_eq(changed.caregiver_count, CAREGIVERS + 4);
	for (size_t k = CAREGIVERS; k < few.caregiver_count; k++) {
		cr_expect_eq(changed.caregivers[k].provider, few.caregivers[k].provider);
		cr_expect_eq(changed.caregivers[k].employee, few.caregivers[k].employee);
	}
	region_copy_free(&few);
	region_copy_free(&changed);
}

/* Postcodes that the areas of the provider hold, of 1000 to 9999. */
static int count_postcodes(const struct region *region, int32_t provider)
{
	bool held[10000] = {false};
	int count = 0;

	for (size_t i = 0; i < region->area_count; i++)
		for (int32_t p = region->areas[i].postcode_from; p <= region->areas[i].postcode_to; p++)
			if (region->areas[i].provider == provider && region->areas[i].caregiver == REGION_NONE)
				held[p] = true;
	for (int p = 0; p < 10000; p++)
		count += held[p];
	return count;
}

static void expect_areas(enum scenario_area area, int32_t provider, int32_t from, int32_t to, int want)
{
	struct scenario_action action = make(SCENARIO_AREAS, 0);

	action.area = area;
	action.provider = provider;
	action.postcode_from = from;
	action.postcode_to = to;
	apply(action);
	cr_expect_eq(count_postcodes(&changed, provider), want, "%d postcodes, not %d",
		     count_postcodes(&changed, provider), want);
	region_copy_free(&changed);
}

Test(scenario, areas_open_widen_and_shrink)
{
	expect_areas(SCENARIO_AREA_OPEN, 1, 0, 0, 9000);
	expect_areas(SCENARIO_AREA_WIDEN, 1, 1601, 1610, 2 + 101 + 10);
	expect_areas(SCENARIO_AREA_SHRINK, 1, 1550, 1559, 2 + 101 - 10);
	expect_areas(SCENARIO_AREA_SHRINK, 1, 1001, 1500, 1 + 100);
	expect_areas(SCENARIO_AREA_SHRINK, 1, 1000, 9999, 0);
	expect_areas(SCENARIO_AREA_SHRINK, 0, 1500, 1500, 999);
}

Test(scenario, a_must_goes_with_its_shift_and_no_other)
{
	struct scenario_action action = make(SCENARIO_PROVIDER_OUT, 0);

	support_add_must(&support, "c0", "k3", 1, REGION_NONE); /* k3 is of p2, k1 of p1 */
	support_add_must(&support, "c1", "k1", 2, REGION_NONE);
	support_derive(&support);
	action.provider = 1;
	apply(action);
	cr_assert_eq(changed.pin_count, 1);
	cr_expect_eq(changed.pins[0].client, 1);
	region_copy_free(&changed);
}
