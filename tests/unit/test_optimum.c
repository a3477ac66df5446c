/* The search against brute force on thousands of tiny regions, tier by tier. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/plan/previous.h"
#include "planner/rules/confirmed.h"
#include "planner/rules/pins.h"
#include "planner/rules/rules.h"
#include "planner/plan/solution.h"
#include "planner/solve/solve.h"
#include "tests/reference/brute_force.h"
#include "tests/support/tiny.h"

#define REGIONS 2500
#define BATCHES 5 /* tests that Criterion may run side by side */
#define WORK_LIMIT 2000000
#define EFFORT 100
#define APART_REGIONS 300
#define APART_DAYS 70 /* whole weeks */
#define CONFIRMED_REGIONS 300

enum change { AS_MADE, APART, CONFIRMED };

static void describe(char *text, size_t size, const struct values *values)
{
	size_t used = 0;

	text[0] = '\0';
	for (int tier = 0; tier < TIER_COUNT && used < size; tier++)
		used += (size_t)snprintf(text + used, size - used, " %.6f",
					 (double)values->scaled[tier] / (double)VALUES_SCALE);
}

static void expect_rules_kept(const struct problem *problem, const struct plan *plan, uint64_t seed)
{
	struct broken_rules broken;

	rules_check(&broken, problem, plan);
	for (size_t i = 0; i < broken.count; i++) {
		char text[RULES_TEXT_SIZE];
		rules_describe(text, problem, &broken.rules[i]);
		cr_expect(false, "region %d: %s", (int)seed, text);
	}
	rules_free(&broken);
}

static void expect_optimum(const struct problem *problem, const struct brute_force *all, uint64_t seed)
{
	struct values best = brute_force_best(all);
	struct solution solution = {0};
	char found_text[128], best_text[128];

	solve_night(&solution, problem, NULL, EFFORT);
	describe(found_text, sizeof found_text, &solution.values);
	describe(best_text, sizeof best_text, &best);
	cr_expect_eq(values_compare(&solution.values, &best), 0, "region %d: found%s, best%s", (int)seed, found_text,
		     best_text);
	struct values stated = values_plan(problem, &solution.plan);
	cr_expect_eq(values_compare(&solution.values, &stated), 0, "region %d: values are not those of the plan",
		     (int)seed);
	for (int tier = 0; tier < TIER_COUNT; tier++) {
		int64_t least = brute_force_least(all, &solution.values, (enum tier)tier);
		cr_expect_leq(solution.bounds.scaled[tier], least, "region %d: bound of %s above the optimum",
			      (int)seed, problem_tier_name(problem, (enum tier)tier));
		if (solution.proven[tier])
			cr_expect_eq(solution.values.scaled[tier], least, "region %d: %s is not proven", (int)seed,
				     problem_tier_name(problem, (enum tier)tier));
	}
	expect_rules_kept(problem, &solution.plan, seed);
	solution_free(&solution);
}

/* What the rules allow brute force must have reached: checks the one against the other. */
static void expect_reached(const struct support *s, const struct brute_force *all, uint64_t seed)
{
	const struct problem *problem = &s->problem;
	struct plan plan = {0};
	struct broken_rules broken;
	bool reached = false;

	tiny_plan(&plan, s, seed);
	for (int32_t c = 0; c < problem->client_count; c++) {
		int32_t left = problem->clients[c].left_units, room = problem->clients[c].digital_room;
		for (size_t i = 0; i < plan.visit_count; i++)
			left -= plan.visits[i].client == c ? plan.visits[i].units : 0;
		plan.digital_units[c] = left < room ? left : room;
	}
	rules_check(&broken, problem, &plan);
	struct values values = values_plan(problem, &plan);
	for (size_t i = 0; i < all->count && !reached; i++)
		reached = values_compare(&all->reached[i], &values) == 0;
	cr_expect(reached || broken.count > 0, "region %d: a plan that brute force missed", (int)seed);
	rules_free(&broken);
	plan_free(&plan);
}

/* Every second client is expected ten weeks later, when all have the same shifts again. Her pins go. */
static void move_apart(struct support *s)
{
	struct region *region = &s->region;
	size_t shifts = region->availability_count, pins = 0;

	region->availability = memory_resize(region->availability, 2 * shifts, sizeof *region->availability);
	for (size_t i = 0; i < shifts; i++) {
		region->availability[shifts + i] = region->availability[i];
		region->availability[shifts + i].day += APART_DAYS;
	}
	region->availability_count = 2 * shifts;
	for (size_t i = 1; i < region->client_count; i += 2) {
		struct region_client *client = &region->clients[i];
		client->due_day += APART_DAYS;
		client->birth_day = client->home_from_day = DAY_NONE;
	}
	for (size_t i = 0; i < region->pin_count; i++)
		if (region->pins[i].client % 2 == 0)
			region->pins[pins++] = region->pins[i];
	region->pin_count = pins;
	support_derive(s);
	if (pins_drop_impossible(region,
				 &s->problem)) /* others of a due date are gone, and with them shares of births */
		support_derive(s);
}

/* Visits of a random plan become those of the plan of before. */
static void remember(struct previous_visits *previous, const struct support *s, uint64_t seed)
{
	struct plan plan = {0};

	tiny_plan(&plan, s, seed);
	for (size_t i = 0; i < plan.visit_count; i++) {
		const struct visit *visit = &plan.visits[i];
		int32_t client = s->problem.clients[visit->client].region_index;
		int32_t caregiver = s->problem.caregivers[visit->caregiver].region_index;
		struct previous_visit row = {.client = client,
					     .caregiver = caregiver,
					     .date = problem_date(&s->problem, visit->day),
					     .ticks = visit->units * REGION_HOUR_TICKS * s->policy.unit_minutes / 60};
		previous_add(previous, &row, s->region.clients[client].key, s->region.caregivers[caregiver].key);
	}
	plan_free(&plan);
}

/* Two plans that obey the rules, each without the pins, in the place of one: they do not fit together. How many visits
 * are confirmed, and how many of them lifted, is added up. */
static void confirm(struct support *s, uint64_t seed, size_t counts[2])
{
	struct previous_visits previous = {0};
	struct confirmed confirmed;

	s->policy.confirmed_days = 1 + (int)(seed % 3);
	remember(&previous, s, seed + 1);
	remember(&previous, s, seed + 2);
	previous_sort(&previous);
	confirmed_hold(&confirmed, &s->problem, &s->region, &s->policy, &previous);
	counts[0] += confirmed.count;
	counts[1] += confirmed.lifted_count;
	confirmed_free(&confirmed);
	previous_free(&previous);
}

static void compare_regions(uint64_t first, uint64_t step, int count, enum change change)
{
	size_t confirmed[2] = {0, 0};
	int compared = 0, left_out = 0;

	for (uint64_t seed = first; compared < count; seed += step) {
		struct support s;
		struct brute_force all;
		tiny_make(&s, seed);
		if (change == APART)
			move_apart(&s);
		if (change == CONFIRMED)
			confirm(&s, seed, confirmed);
		if (brute_force_run(&all, &s.problem, WORK_LIMIT)) {
			expect_reached(&s, &all, seed);
			expect_optimum(&s.problem, &all, seed);
			brute_force_free(&all);
			compared++;
		} else {
			left_out++;
		}
		support_free(&s);
	}
	cr_expect(change != CONFIRMED || (confirmed[0] > (size_t)count / 2 && confirmed[1] > (size_t)count / 8),
		  "%zu visits are confirmed, and %zu of them lifted: this tests little", confirmed[0], confirmed[1]);
	cr_expect_lt(left_out, count / 4, "%d regions are too large for brute force", left_out);
}

static void compare_batch(int batch)
{
	compare_regions((uint64_t)batch, BATCHES, REGIONS / BATCHES, AS_MADE);
}

/* The days of weeks that nobody needs are left out of the calendar (calendar.h): nothing may join over them. */
Test(optimum, weeks_apart)
{
	compare_regions(0, 1, APART_REGIONS, APART);
}

/* Visits of a plan of before that stay (C13): the best beside them, and bounds that are proven for them. */
Test(optimum, confirmed)
{
	compare_regions(1, 1, CONFIRMED_REGIONS, CONFIRMED);
}

Test(optimum, batch_0)
{
	compare_batch(0);
}

Test(optimum, batch_1)
{
	compare_batch(1);
}

Test(optimum, batch_2)
{
	compare_batch(2);
}

Test(optimum, batch_3)
{
	compare_batch(3);
}

Test(optimum, batch_4)
{
	compare_batch(4);
}
