/* What the short work of risk's draws loses: draw_loss REGION DRAWS
 *
 * The same draws are planned as risk does it, from the night's plan with little work, and from nothing with the work of
 * a plan. Prints per draw what each comes to: seconds of the processor, values of the tiers, clients below the legal
 * minimum, hours short; and at last the means. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "input/text/field.h"
#include "input/region/load.h"
#include "planner/base/day.h"
#include "planner/solve/draw.h"
#include "planner/figures/tally.h"
#include "planner/plan/values.h"

#define FULL_EFFORT 100
#define ABSENCE_PERMILLE 50
#define DRAWS_MOST 1000

struct figures {
	double seconds, values[TIER_COUNT], below, hours;
};

static double seconds_since(clock_t begin)
{
	return (double)(clock() - begin) / CLOCKS_PER_SEC;
}

static void print(const char *name, const struct figures *figures)
{
	printf("  %-16s %8.2f", name, figures->seconds);
	for (int t = 0; t < TIER_COUNT; t++)
		printf(" %10.4f", figures->values[t]);
	printf(" %7.1f %9.1f\n", figures->below, figures->hours);
	fflush(stdout);
}

static void add(struct figures *sum, const struct figures *figures, double part)
{
	sum->seconds += figures->seconds * part;
	sum->below += figures->below * part;
	sum->hours += figures->hours * part;
	for (int t = 0; t < TIER_COUNT; t++)
		sum->values[t] += figures->values[t] * part;
}

/* base NULL: from nothing. */
static struct figures plan_draw(const struct problem *night, const struct plan *base, int32_t number, int effort)
{
	struct draw_settings settings = {.seed = 1, .absence_permille = ABSENCE_PERMILLE, .effort = effort};
	struct figures figures = {0};
	struct trial trial;
	struct tally tally = {0};

	draw_make(&trial, night, &settings, number);
	clock_t begin = clock();
	draw_plan(&trial, night, base, effort);
	figures.seconds = seconds_since(begin);
	for (int t = 0; t < TIER_COUNT; t++)
		figures.values[t] = values_plan_in_hours(&trial.problem, &trial.plan, (enum tier)t);
	tally_add_draw(&tally, number, &trial.problem, &trial.plan, night);
	figures.below = tally.rows[tally.count - 1].below_minimum;
	figures.hours = (double)tally.rows[tally.count - 1].short_ticks / REGION_HOUR_TICKS;
	tally_free(&tally);
	trial_free(&trial);
	return figures;
}

static void compare(const struct problem *night, int32_t draws)
{
	struct plan base = {0};
	struct figures means[2] = {{0}};
	clock_t begin = clock();

	draw_plan_base(&base, night, DRAW_BASE_EFFORT);
	printf("  %-16s %8s %10s %10s %10s %10s %10s %7s %9s\n", "draw", "seconds",
	       problem_tier_name(night, TIER_MINIMUM), problem_tier_name(night, TIER_SECOND),
	       problem_tier_name(night, TIER_THIRD), problem_tier_name(night, TIER_FOURTH),
	       problem_tier_name(night, TIER_REMAINING), "below", "hours");
	printf("  the night        %8.2f\n", seconds_since(begin));
	for (int32_t number = 1; number <= draws; number++)
		for (int full = 0; full < 2; full++) {
			char name[32];
			struct figures figures =
				plan_draw(night, full ? NULL : &base, number, full ? FULL_EFFORT : DRAW_EFFORT);
			snprintf(name, sizeof name, "%d %s", number, full ? "full" : "risk");
			print(name, &figures);
			add(&means[full], &figures, 1.0 / draws);
		}
	print("mean risk", &means[0]);
	print("mean full", &means[1]);
	plan_free(&base);
}

int main(int argc, char **argv)
{
	struct region region = {0};
	struct policy policy = {0};
	struct load_digests digests;
	struct load_options options = {.plan_date = DAY_NONE};
	struct error_log log = {0};
	struct problem night;
	int32_t draws = 0;

	if (argc != 3 || field_read_count(&draws, (struct field_text){argv[2], strlen(argv[2])}) != FIELD_GOOD ||
	    draws < 1 || draws > DRAWS_MOST) {
		fprintf(stderr, "usage: %s REGION DRAWS\n", argv[0]);
		return 2;
	}
	bool read = load_region(&region, &policy, &digests, argv[1], &options, &log);

	if (read) {
		problem_derive(&night, &region, &policy);
		compare(&night, draws);
		problem_free(&night);
	} else {
		error_print(&log, stderr);
	}
	policy_free(&policy);
	region_free(&region);
	error_free(&log);
	return read ? 0 : 1;
}
