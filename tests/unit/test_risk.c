/* Risk against a region whose answer is known by counting, and its figures against numbers worked out by hand. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "output/runs/risk_tables.h"
#include "planner/base/day.h"
#include "planner/solve/draw.h"
#include "planner/problem/births.h"
#include "planner/scenario/gestation.h"
#include "planner/figures/risk.h"
#include "planner/runs/shard.h"
#include "planner/figures/tally.h"
#include "tests/support/support.h"

#define DRAWS 400
#define SEEDS 8 /* an interval of 95 % may miss the answer, one seed in twenty */
#define MILLION 1000000

/* One caregiver with time for one visit a day, and two clients who each want one visit on the day of the birth. Both
 * are 13 days overdue, so that each is born today or tomorrow: somebody goes without if it is the same day for both. */
static void make_two_dates(struct support *support)
{
	support_begin(support);
	support->policy.care_days = 1;
	support_add_caregiver(support, "K", "A");
	support_add_availability(support, "K", 0, 1, HOURS(3));
	support_add_area(support, "A", NULL, 1000, 1000);
	for (int i = 0; i < 2; i++) {
		struct region_client *client = support_add_client(support, i == 0 ? "C1" : "C2", "A");
		client->due_day = SUPPORT_PLAN_DATE - BIRTHS_LATEST + 1;
		client->birth_day = client->home_from_day = DAY_NONE;
		client->indicated_ticks = client->minimum_ticks = HOURS(3);
	}
	support_derive(support);
}

static void run_draws(struct tally *tally, int32_t *same_day, const struct support *support, uint64_t seed,
		      int32_t absence_permille)
{
	struct draw_settings settings = {.seed = seed, .absence_permille = absence_permille, .effort = 1};
	struct plan base = {0};

	draw_plan_base(&base, &support->problem, 1);
	*same_day = 0;
	for (int32_t draw = 1; draw <= DRAWS; draw++) {
		struct trial trial;
		draw_make(&trial, &support->problem, &settings, draw);
		draw_plan(&trial, &support->problem, &base, settings.effort);
		cr_assert(trial_is_allowed(&trial));
		*same_day += trial.region.clients[0].birth_day == trial.region.clients[1].birth_day;
		tally_add_draw(tally, draw, &trial.problem, &trial.plan, &support->problem);
		trial_free(&trial);
	}
	plan_free(&base);
}

static void gather(struct risk *risk, const struct tally_row *rows, size_t count, int32_t draw_count)
{
	risk_begin(risk, draw_count);
	for (size_t i = 0; i < count; i++)
		risk_add_row(risk, &rows[i]);
	risk_end(risk);
}

Test(risk, agrees_with_counting)
{
	struct support support;
	struct tally tally = {0};
	struct risk risk;
	int32_t same_day, held = 0;
	int64_t today = births_weight(BIRTHS_LATEST - 1), tomorrow = births_weight(BIRTHS_LATEST);
	int64_t exact = (today * today + tomorrow * tomorrow) * MILLION / ((today + tomorrow) * (today + tomorrow));

	make_two_dates(&support);
	for (uint64_t seed = 2; seed <= SEEDS; seed++) {
		run_draws(&tally, &same_day, &support, seed, 0);
		gather(&risk, tally.rows, tally.count, DRAWS);
		cr_expect_eq(risk.cells[0].draws_below, same_day);
		held += risk.cells[0].probability.low_millionths <= exact &&
			exact <= risk.cells[0].probability.high_millionths;
		risk_free(&risk);
		tally_free(&tally);
	}
	cr_expect_geq(held, SEEDS - 3, "%d of %d intervals hold the exact answer", held, SEEDS - 1);
	run_draws(&tally, &same_day, &support, 1, 0);
	gather(&risk, tally.rows, tally.count, DRAWS);
	const struct risk_cell *all = &risk.cells[0];
	cr_expect(all->week == DAY_NONE && all->area == 0);
	cr_expect_eq(all->draws_below, same_day);
	cr_expect(all->probability.low_millionths <= exact && exact <= all->probability.high_millionths,
		  "%lld is not in %d - %d", (long long)exact, all->probability.low_millionths,
		  all->probability.high_millionths);
	cr_expect_eq(all->draws_rostered, same_day);
	cr_expect_eq(all->short_90_ticks, HOURS(3));
	cr_expect_eq(all->safety_ticks, HOURS(3));
	/* The week, the area, both, and all. One postcode and one caregiver have to do with it. */
	cr_expect_eq(risk.cell_count, 4);
	cr_assert_eq(risk.cause_count, 2);
	cr_expect_eq(risk.causes[0].postcode, 1000);
	cr_expect_eq(risk.causes[0].draws, same_day);
	cr_expect_str_eq(risk.causes[1].caregiver, "K");
	cr_expect_eq(risk.causes[1].draws_away, 0);
	risk_free(&risk);
	tally_free(&tally);
	support_free(&support);
}

Test(risk, who_is_ill_is_a_cause)
{
	struct support support;
	struct tally tally = {0};
	struct risk risk;
	int32_t same_day;

	make_two_dates(&support);
	run_draws(&tally, &same_day, &support, 1, 1000);
	gather(&risk, tally.rows, tally.count, DRAWS);
	cr_expect_eq(risk.cells[0].draws_below, DRAWS);
	cr_expect_eq(risk.cells[0].short_median_ticks, HOURS(6));
	cr_assert_eq(risk.cause_count, 2);
	cr_expect_eq(risk.causes[1].draws_away, DRAWS);
	risk_free(&risk);
	tally_free(&tally);
	support_free(&support);
}

/* Care that reaches past the last shift that is known is below the minimum for want of rosters. */
Test(risk, rosters_that_end_are_told_apart)
{
	struct support support;
	struct tally tally = {0};
	struct risk risk;
	int32_t same_day;

	make_two_dates(&support);
	support.region.availability_count = 1;   /* nobody tomorrow */
	support.region.clients[1].care_days = 2; /* until tomorrow */
	support.region.clients[1].indicated_ticks = support.region.clients[1].minimum_ticks = HOURS(6);
	support_derive(&support);
	run_draws(&tally, &same_day, &support, 1, 0);
	gather(&risk, tally.rows, tally.count, DRAWS);
	cr_expect_gt(risk.cells[0].draws_below, risk.cells[0].draws_rostered);
	cr_expect_gt(risk.cells[0].draws_rostered, 0);
	risk_free(&risk);
	tally_free(&tally);
	support_free(&support);
}

Test(risk, the_same_draw_is_the_same_whatever_was_drawn_before)
{
	struct support support;
	struct draw_settings settings = {.seed = 5, .effort = 1};
	struct trial first, again;

	make_two_dates(&support);
	for (int32_t draw = 1; draw <= 20; draw++) {
		draw_make(&first, &support.problem, &settings, draw);
		settings.absence_permille = 500;
		draw_make(&again, &support.problem, &settings, draw);
		settings.absence_permille = 0;
		for (int i = 0; i < 2; i++)
			cr_expect_eq(first.region.clients[i].birth_day, again.region.clients[i].birth_day);
		trial_free(&first);
		trial_free(&again);
	}
	support_free(&support);
}

Test(risk, parts_take_draws_in_turn)
{
	for (size_t draw = 1; draw <= 20; draw++) {
		int holders = 0;
		for (int shard = 1; shard <= 3; shard++)
			holders += shard_holds(shard, 3, draw);
		cr_expect_eq(holders, 1);
		cr_expect_eq(shard_of(3, draw), (int)(draw - 1) % 3 + 1);
		cr_expect(shard_holds(shard_of(3, draw), 3, draw));
		cr_expect(shard_holds(0, 0, draw));
	}
}

/* (k + z^2 / 2 -+ z sqrt(k (n - k) / n + z^2 / 4)) / (n + z^2) with z = 1.96, rounded outwards. */
Test(risk, intervals_are_wilsons)
{
	struct risk_interval half = risk_wilson(10, 20), none = risk_wilson(0, 10), all = risk_wilson(10, 10);

	cr_expect(half.low_millionths == 299294 && half.high_millionths == 700706, "%d %d", half.low_millionths,
		  half.high_millionths);
	cr_expect(none.low_millionths == 0 && none.high_millionths == 277541, "%d", none.high_millionths);
	cr_expect(all.high_millionths == MILLION && all.low_millionths == MILLION - none.high_millionths, "%d",
		  all.low_millionths);
}

/* 1.96^2 x 0.5 x 0.5 / 0.01^2 = 9604. */
Test(risk, draws_needed_follow_from_the_error)
{
	cr_expect_eq(risk_draws_needed(500, 1000, 10000), 9604);
	cr_expect_eq(risk_draws_needed(500, 1000, 20000), 2401);
	cr_expect_eq(risk_draws_needed(0, 1000, 10000), 381);
	cr_expect_eq(risk_draws_needed(1000, 1000, 10000), 381);
}

/* 100 draws of 1 to 100 hours: the median is the 50th, and so on; 95 -+ 1.96 sqrt(100 x 0.95 x 0.05) = 4.3. */
Test(risk, quantiles_are_order_statistics)
{
	struct tally_row rows[100];
	struct risk risk;

	for (int32_t i = 0; i < 100; i++)
		rows[i] = (struct tally_row){.draw = i + 1,
					     .kind = TALLY_AREA,
					     .week = SUPPORT_PLAN_DATE,
					     .postcode = 72,
					     .caregiver = "",
					     .below_minimum = 1,
					     .minimum_short_ticks = HOURS((i * 37) % 100 + 1),
					     .short_ticks = HOURS((i * 37) % 100 + 1)};
	gather(&risk, rows, 100, 100);
	cr_expect_eq(risk.cells[0].short_median_ticks, HOURS(50));
	cr_expect_eq(risk.cells[0].short_90_ticks, HOURS(90));
	cr_expect_eq(risk.cells[0].safety_ticks, HOURS(95));
	cr_expect_eq(risk.cells[0].safety_low_ticks, HOURS(90));
	cr_expect_eq(risk.cells[0].safety_high_ticks, HOURS(100));
	risk_free(&risk);
	gather(&risk, rows, 50, 50);
	cr_expect_eq(risk.cells[0].safety_high_ticks, RISK_OPEN);
	risk_free(&risk);
}

/* 6,000 clients to whom nobody may come: 294,000 hours, more than 32 bits of ticks hold; also in what is written. */
Test(risk, hours_of_many_clients)
{
	const int32_t clients = 6000, draws = 40;
	const int64_t hours = 49;
	struct support support;
	struct plan plan = {0};
	struct tally tally = {0};
	struct csv_writer writer = {0};
	struct risk risk;
	char key[16], wanted[64];

	support_begin(&support);
	for (int32_t i = 0; i < clients; i++) {
		snprintf(key, sizeof key, "C%04d", i);
		support_add_client(&support, key, "A");
	}
	support_derive(&support);
	plan_reset(&plan, &support.problem);
	for (int32_t draw = 1; draw <= draws; draw++)
		tally_add_draw(&tally, draw, &support.problem, &plan, &support.problem);
	const struct tally_row *all = &tally.rows[tally.count - 1];
	cr_expect_eq(all->kind, TALLY_DRAW);
	cr_expect_eq(all->below_minimum, clients);
	cr_expect_eq(all->short_ticks, clients * hours * REGION_HOUR_TICKS);
	risk_tables_add_draws(&writer, all, 1);
	snprintf(wanted, sizeof wanted, ",%lld,0\n", (long long)(clients * hours));
	cr_expect(strstr(writer.text.bytes, wanted) != NULL, "%s", writer.text.bytes);
	gather(&risk, tally.rows, tally.count, draws);
	cr_expect_eq(risk.cells[0].draws_below, draws);
	cr_expect_eq(risk.cells[0].below_median, clients);
	cr_expect_eq(risk.cells[0].short_median_ticks, clients * hours * REGION_HOUR_TICKS);
	cr_expect_eq(risk.cells[0].safety_ticks, all->minimum_short_ticks);
	cr_expect_eq(risk.cells[0].safety_high_ticks, RISK_OPEN);
	cr_assert_eq(risk.cause_count, 1);
	cr_expect_eq(risk.causes[0].minimum_short_ticks, draws * all->minimum_short_ticks);
	risk_free(&risk);
	csv_writer_free(&writer);
	tally_free(&tally);
	plan_free(&plan);
	support_free(&support);
}
