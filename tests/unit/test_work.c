/* How much work planning is, in counts that are the same on every machine: slowness fails here without a clock. The
 * counts stand in `known`; more than a tenth above one of them is a failure, and a change that is worth its work moves
 * the number, so that the history tells when it grew. */
#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>

#include "planner/base/day.h"
#include "planner/base/work.h"
#include "planner/reasons/bottleneck.h"
#include "planner/solve/solve.h"
#include "tests/support/support.h"

#define ALLOWED_PERCENT 110

/* A region of tests/regions, planned at a fifth of the normal effort, with its reasons. */
struct known {
	const char *region;
	int64_t done[WORK_KINDS];
};

static const struct known known[] = {
	{"short",
	 {[WORK_MOVES] = 2666496,
	  [WORK_CHAINS] = 50495,
	  [WORK_SETTLING] = 356,
	  [WORK_CLIENT_CELLS] = 577350058,
	  [WORK_CAREGIVER_CELLS] = 116781584,
	  [WORK_COMBINATIONS] = 138,
	  [WORK_NODES] = 7,
	  [WORK_REASONS] = 18}},
	{"tight",
	 {[WORK_MOVES] = 2682880,
	  [WORK_CHAINS] = 90,
	  [WORK_SETTLING] = 456,
	  [WORK_CLIENT_CELLS] = 628256155,
	  [WORK_CAREGIVER_CELLS] = 216350582,
	  [WORK_COMBINATIONS] = 47,
	  [WORK_NODES] = 30,
	  [WORK_REASONS] = 33}},
	{"weekly",
	 {[WORK_MOVES] = 1736704,
	  [WORK_CHAINS] = 662,
	  [WORK_SETTLING] = 286,
	  [WORK_CLIENT_CELLS] = 284033961,
	  [WORK_CAREGIVER_CELLS] = 102297663,
	  [WORK_COMBINATIONS] = 1,
	  [WORK_REASONS] = 34}},
	{"out_of_reach",
	 {[WORK_MOVES] = 3481600,
	  [WORK_CHAINS] = 4784,
	  [WORK_SETTLING] = 1449,
	  [WORK_CLIENT_CELLS] = 612801765,
	  [WORK_CAREGIVER_CELLS] = 262697123,
	  [WORK_COMBINATIONS] = 13881800,
	  [WORK_NODES] = 5,
	  [WORK_REASONS] = 44}},
};

static void plan_problem(const struct problem *problem, int effort)
{
	struct solution solution;
	struct bottlenecks found;

	work_reset();
	solve_night(&solution, problem, NULL, effort);
	bottleneck_find(&found, problem, &solution.plan);
	bottleneck_free(&found);
	solution_free(&solution);
}

Test(work, no_more_than_known)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct support s;

		support_read(&s, known[i].region);
		plan_problem(&s.problem, 20);
		support_free(&s);
		for (int kind = 0; kind < WORK_KINDS; kind++)
			cr_expect_leq(work_done((enum work_kind)kind), known[i].done[kind] * ALLOWED_PERCENT / 100,
				      "%s: %" PRId64 " of %s, %" PRId64 " known", known[i].region,
				      work_done((enum work_kind)kind), work_names[kind], known[i].done[kind]);
	}
}

#define VILLAGE_CLIENTS 50
#define VILLAGE_CAREGIVERS 8
#define DAYS 28

/* A provider with clients and caregivers, and half of the next one's postcodes: hours are short, neighbours help. */
static void add_village(struct support *s, int village)
{
	char provider[16], key[32];

	snprintf(provider, sizeof provider, "p%d", village);
	support_add_area(s, provider, NULL, 1000 + village * 10, 1000 + village * 10 + 14);
	for (int i = 0; i < VILLAGE_CLIENTS; i++) {
		snprintf(key, sizeof key, "c%d-%d", village, i);
		struct region_client *client = support_add_client(s, key, provider);
		client->postcode = 1000 + village * 10 + i % 10;
		client->due_day = SUPPORT_PLAN_DATE + i * 7 % DAYS;
		client->birth_day = DAY_NONE;
	}
	for (int k = 0; k < VILLAGE_CAREGIVERS; k++) {
		snprintf(key, sizeof key, "k%d-%d", village, k);
		support_add_caregiver(s, key, provider);
		for (int32_t week = 0; week < 5; week++)
			support_add_availability(s, key, week * 7 + k % 3, week * 7 + k % 3 + 4, HOURS(8));
	}
}

static void plan_villages(int villages, int64_t done[WORK_KINDS])
{
	struct support s;

	support_begin(&s);
	for (int village = 0; village < villages; village++)
		add_village(&s, village);
	support_derive(&s);
	plan_problem(&s.problem, 1);
	for (int kind = 0; kind < WORK_KINDS; kind++)
		done[kind] = work_done((enum work_kind)kind);
	support_free(&s);
}

/* How much more for 8 times the clients. Settling alone grows as their square where work areas hang together in a long
 * chain, as here (90 times); it is a thousandth of the work at 6,000 clients, and may not become worse. */
static int64_t growth_allowed(enum work_kind kind)
{
	return kind == WORK_SETTLING ? 100 : 16;
}

/* 6,000 clients are 8 times 750. */
Test(work, grows_with_clients_not_with_their_square)
{
	int64_t few[WORK_KINDS], many[WORK_KINDS];

	plan_villages(15, few);
	plan_villages(120, many);
	for (int kind = 0; kind < WORK_KINDS; kind++)
		cr_expect_leq(many[kind], growth_allowed((enum work_kind)kind) * few[kind],
			      "%s: %" PRId64 " for 750 clients, %" PRId64 " for 6,000", work_names[kind], few[kind],
			      many[kind]);
	cr_expect_gt(many[WORK_MOVES], 0);
	cr_expect_gt(many[WORK_SETTLING], 0);
	cr_expect_gt(many[WORK_REASONS], 0);
}
