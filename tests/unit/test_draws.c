/* What is drawn at random: the same for the same key, in the shares that the sources say, whatever else is there. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "planner/scenario/absence.h"
#include "planner/problem/births.h"
#include "planner/scenario/gestation.h"
#include "planner/base/random.h"
#include "tests/support/support.h"

#define MANY 100000

/* The first numbers of SplitMix64 from state 0, as its author's C code prints them. */
Test(draws, the_mixing_is_splitmix64)
{
	cr_expect_eq(random_mix(0), UINT64_C(0xe220a8397b1dcdaf));
	cr_expect_eq(random_mix(UINT64_C(0x9e3779b97f4a7c15)), UINT64_C(0x6e789e6aa1b965f4));
}

Test(draws, keys_differ_by_text_number_and_length)
{
	uint64_t key = random_with(1, 2);

	cr_expect_neq(random_with_text(key, "K1"), random_with_text(key, "K2"));
	cr_expect_neq(random_with_text(key, "12345678"), random_with_text(key, "123456789"));
	cr_expect_neq(random_with_text(key, ""), key);
	cr_expect_neq(random_with(random_with(key, 1), 2), random_with(random_with(key, 2), 1));
	cr_expect_eq(random_with_text(key, "K1"), random_with_text(key, "K1"));
}

Test(draws, chances_are_what_they_are_called)
{
	int32_t hits = 0;

	for (uint64_t i = 0; i < MANY; i++)
		hits += random_chance(random_with(7, i), 250000);
	cr_expect(hits > 24500 && hits < 25500, "%d of %d", hits, MANY);
	cr_expect_not(random_chance(7, 0));
	cr_expect(random_chance(7, 1000000));
}

Test(draws, births_are_spread_as_the_table_says)
{
	int32_t counts[BIRTHS_LATEST - BIRTHS_EARLIEST + 1] = {0};
	int64_t total = 0;

	for (int32_t d = BIRTHS_EARLIEST; d <= BIRTHS_LATEST; d++)
		total += births_weight(d);
	for (uint64_t i = 0; i < MANY; i++) {
		int32_t day = gestation_draw(random_with(3, i), 1000, 0) - 1000;
		cr_assert(day >= BIRTHS_EARLIEST && day <= BIRTHS_LATEST);
		counts[day - BIRTHS_EARLIEST]++;
	}
	for (int32_t d = BIRTHS_EARLIEST; d <= BIRTHS_LATEST; d++) {
		double wanted = (double)MANY * births_weight(d) / (double)total;
		double found = counts[d - BIRTHS_EARLIEST], apart = found - wanted;
		cr_expect(apart * apart < 25 * wanted, "day %d: %g births, %g expected", d, found, wanted);
	}
	cr_expect_eq(births_weight(BIRTHS_EARLIEST - 1), 0);
	cr_expect_eq(births_weight(BIRTHS_LATEST + 1), 0);
}

Test(draws, who_is_not_born_yet_comes_later)
{
	int32_t last_two[2] = {0};

	for (uint64_t i = 0; i < MANY; i++) {
		int32_t day = gestation_draw(random_with(3, i), 1000, 1013);
		cr_assert(day == 1013 || day == 1014);
		last_two[day - 1013]++;
	}
	/* 42956 to 37531 */
	cr_expect(last_two[0] > 52500 && last_two[0] < 54300, "%d of %d", last_two[0], MANY);
	cr_expect_eq(gestation_draw(5, 1000, 1014), 1014);
	cr_expect_eq(gestation_draw(5, 1000, 1030), 1030);
}

Test(draws, a_day_that_is_set_is_the_last)
{
	struct region_client client = {.key = "c", .due_day = 1000, .expected_day = DAY_NONE};
	int32_t drawn = gestation_draw_client(3, &client, 985);

	cr_expect_eq(drawn, gestation_draw(random_with_text(3, "c"), 1000, 985));
	cr_assert(drawn > 985 && drawn < 1014);
	client.expected_day = drawn - 1;
	cr_expect_eq(gestation_draw_client(3, &client, 985), drawn - 1);
	client.expected_day = drawn + 1;
	cr_expect_eq(gestation_draw_client(3, &client, 985), drawn, "it may come before");
	client.expected_day = 984;
	cr_expect_eq(gestation_draw_client(3, &client, 985), drawn, "a day that is past says nothing");
}

#define CAREGIVERS 40
#define DAYS 200

static void make_shifts(struct support *support)
{
	support_begin(support);
	for (int i = 0; i < CAREGIVERS; i++) {
		char key[16];
		snprintf(key, sizeof key, "K%02d", i);
		support_add_caregiver(support, key, i % 2 == 0 ? "A" : "B")->employee = i % 4 < 2;
		support_add_availability(support, key, 0, DAYS - 1, HOURS(8));
	}
}

static struct absence ordinary(int32_t permille)
{
	return (struct absence){.seed = 11,
				.permille = permille,
				.first_day = SUPPORT_PLAN_DATE,
				.last_day = SUPPORT_PLAN_DATE + DAYS,
				.provider = REGION_NONE};
}

static bool has_shift(const struct region *region, int32_t caregiver, int32_t day)
{
	for (size_t i = 0; i < region->availability_count; i++)
		if (region->availability[i].caregiver == caregiver && region->availability[i].day == day)
			return true;
	return false;
}

Test(draws, absence_has_its_share_and_spells)
{
	struct support support;
	struct absence absence = ordinary(100);
	int32_t spells = 0, ill_days = 0;

	make_shifts(&support);
	size_t all = support.region.availability_count, gone = absence_drop(&support.region, &absence);
	cr_expect(gone > all * 7 / 100 && gone < all * 13 / 100, "%zu of %zu", gone, all);
	cr_expect_eq(support.region.availability_count, all - gone);
	for (int32_t k = 0; k < CAREGIVERS; k++)
		for (int32_t day = 0; day < DAYS; day++) {
			bool ill = !has_shift(&support.region, k, SUPPORT_PLAN_DATE + day);
			ill_days += ill;
			spells += ill && (day == 0 || has_shift(&support.region, k, SUPPORT_PLAN_DATE + day - 1));
		}
	cr_expect(ill_days > 5 * spells, "%d days in %d spells", ill_days, spells);
	support_free(&support);
}

Test(draws, more_absence_drops_all_that_less_drops)
{
	struct support less, more;
	struct absence few = ordinary(80), many = ordinary(120);
	size_t j = 0;

	make_shifts(&less);
	make_shifts(&more);
	cr_expect_lt(absence_drop(&less.region, &few), absence_drop(&more.region, &many));
	for (size_t i = 0; i < more.region.availability_count; i++) { /* every shift left is left under less as well */
		const struct region_availability *row = &more.region.availability[i];
		while (j < less.region.availability_count && (less.region.availability[j].caregiver != row->caregiver ||
							      less.region.availability[j].day != row->day))
			j++;
		cr_assert_lt(j, less.region.availability_count);
	}
	support_free(&less);
	support_free(&more);
}

Test(draws, absence_keeps_to_whom_and_when)
{
	struct support support;
	struct absence absence = ordinary(1000);

	make_shifts(&support);
	absence.employment = ABSENCE_FREELANCERS;
	absence.provider = support.region.caregivers[1].provider;
	absence.first_day = SUPPORT_PLAN_DATE + 10;
	absence.last_day = SUPPORT_PLAN_DATE + 19;
	cr_expect_eq(absence_drop(&support.region, &absence), CAREGIVERS / 4 * 10);
	for (size_t i = 0; i < support.region.availability_count; i++) {
		const struct region_availability *row = &support.region.availability[i];
		const struct region_caregiver *caregiver = &support.region.caregivers[row->caregiver];
		cr_assert(row->day < absence.first_day || row->day > absence.last_day || caregiver->employee ||
			  caregiver->provider != absence.provider);
	}
	absence.permille = 0;
	cr_expect_eq(absence_drop(&support.region, &absence), 0);
	support_free(&support);
}
