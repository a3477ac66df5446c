#include "planner/solve/solve.h"

#include "planner/exact/finish.h"
#include "planner/base/progress.h"
#include "planner/bound/climb.h"
#include "planner/bound/relaxation.h"
#include "planner/plan/single.h"
#include "planner/search/settle.h"
#include "planner/search/stages.h"

/* Steps of the search for prices; 100 % effort. */
static const int bound_steps[TIER_COUNT] = {1000, 2000, 2500, 1500, 2000};

/* Fresh plans are searched more than once where that is cheap: small regions have few ways out of a bad beginning. */
#define TRIES_MOST 6
#define TRIES_SLOTS 600 /* so many care days in all tries together */

static int count_tries(const struct search *search)
{
	int tries = search->slot_count > 0 ? TRIES_SLOTS / search->slot_count : 1;

	return tries < 1 ? 1 : tries > TRIES_MOST ? TRIES_MOST : tries;
}

/* A small region's tiers are taken to proven optimality, as far as the work reaches. */
#define FINISH_CLIENTS 20
#define FINISH_WORK 8000 /* nodes, of all tiers and of both times; see finish.h */

/* Visits of the previous plan, in percent of them, that a tier is worth which is hardly better. */
#define HARDLY_PERCENT 2
/* The weight of its visits is halved so often that it is cut to this part where a tier lags behind one from nothing. */
#define LOOSER_MOST 8

/* What the finisher proved; nothing for a region that is not small. */
struct finished {
	struct values bounds;
	struct values values; /* of the plan that the finisher left: a tier's bound holds for no worse ones above it */
};

/* What was proven before still holds where it is more, up to the tiers after one that has come out worse. */
static void keep_bounds(struct finished *now, const struct finished *before)
{
	for (int t = 0; t < TIER_COUNT; t++) {
		if (before->bounds.scaled[t] > now->bounds.scaled[t])
			now->bounds.scaled[t] = before->bounds.scaled[t];
		if (now->values.scaled[t] > before->values.scaled[t])
			return;
	}
}

/* True if a tier before the last got better: the later ones are then as the finisher left them, not as the search
 * would. */
static bool finish_once(struct search *search, struct finished *finished, int64_t *work)
{
	struct plan plan = {0};
	struct values before = search->value;
	bool proven[TIER_COUNT], better = false;
	struct finished now = {0};

	progress_show("proving", 0);
	search_store(search, &plan);
	finish_plan(&plan, &now.bounds, proven, search->problem, work);
	now.values = values_plan(search->problem, &plan);
	keep_bounds(&now, finished);
	*finished = now;
	search_load(search, &plan);
	plan_free(&plan);
	for (int t = 0; t < TIER_REMAINING; t++)
		better |= search->value.scaled[t] < before.scaled[t];
	return better;
}

static void finish(struct search *search, struct finished *finished, enum stages_start start, int effort)
{
	int64_t work = (int64_t)FINISH_WORK * effort / 100;

	if (search->problem->client_count > FINISH_CLIENTS || !finish_once(search, finished, &work))
		return;
	stages_run(search, start, effort);
	if (work > 0)
		finish_once(search, finished, &work);
}

/* The best of a few tries without any plan of before. */
static void search_from_nothing(struct search *search, int effort)
{
	struct plan best = {0}, empty = {0};
	struct values best_value = {{0}};

	plan_reset(&empty, search->problem);
	for (int try = 0, tries = count_tries(search); try < tries; try++) {
		search_load(search, &empty);
		stages_run(search, STAGES_FRESH, effort);
		if (try == 0 || values_compare(&search->value, &best_value) < 0) {
			best_value = search->value;
			search_store(search, &best);
		}
	}
	search_load(search, &best);
	plan_free(&best);
	plan_free(&empty);
}

static void search_fresh(struct search *search, struct finished *finished, int effort)
{
	search_from_nothing(search, effort);
	finish(search, finished, STAGES_FRESH, effort);
	stages_run_softs(search, STAGES_FRESH, NULL, effort);
}

/* What a plan that keeps more visits may come to in each tier, beside one from nothing: a hundredth more, or an hour (a
 * visit); in the last tier what may be given up for stability besides. */
static struct values allow(const struct problem *problem, const struct values *from_nothing)
{
	struct values most;

	for (int t = 0; t < TIER_COUNT; t++) {
		int64_t value = from_nothing->scaled[t], unit = VALUES_SCALE;
		if (problem_kind(problem, (enum tier)t) != KIND_PRESENCE)
			unit = VALUES_SCALE * 60 / problem->policy->unit_minutes;
		most.scaled[t] = value + (value / 100 > unit ? value / 100 : unit);
	}
	most.scaled[TIER_REMAINING] += from_nothing->scaled[TIER_REMAINING] / 100 * problem->policy->continuity_percent;
	return most;
}

/* The first tier that is worse than is allowed, TIER_COUNT if none is: a better tier decides over those behind it. */
static enum tier find_worse(const struct problem *problem, const struct values *values,
			    const struct values *from_nothing)
{
	struct values most = allow(problem, from_nothing);

	for (int t = 0; t < TIER_COUNT && values->scaled[t] >= from_nothing->scaled[t]; t++)
		if (values->scaled[t] > most.scaled[t])
			return (enum tier)t;
	return TIER_COUNT;
}

/* The plan of before, mended and bettered; each change is there for what it wins. It stands as it is where nothing is
 * better in the end. */
static void search_from_previous(struct search *search, const struct plan *previous, const struct values *from_nothing,
				 struct finished *finished, int effort)
{
	search_load(search, previous);
	struct values before = search->value, most = allow(search->problem, from_nothing);
	bool whole = search->dropped_visits == 0;
	stages_run(search, STAGES_AGAIN, effort);
	finish(search, finished, STAGES_AGAIN, effort);
	for (int looser = 2; looser <= LOOSER_MOST; looser *= 2) {
		struct values settled = settle_foresee(search);
		enum tier worse = find_worse(search->problem, &settled, from_nothing);
		if (worse == TIER_COUNT)
			break;
		stages_run_looser(search, worse, looser, effort);
	}
	if (!whole || values_compare(&search->value, &before) < 0)
		stages_run_softs(search, STAGES_AGAIN, &most, effort);
	if (whole && values_compare(&search->value, &before) >= 0)
		search_load(search, previous);
}

/* The plan of before is not all: one from nothing may be better in a tier. That one is then drawn near to the plan of
 * before behind walls of its own, and is taken where it is needed, or where most of the plan of before has gone and it
 * changes hardly more. */
static void search_again(struct search *search, const struct plan *previous, struct finished *finished, int effort)
{
	struct plan anew = {0}, kept = {0};
	int64_t visits = (int64_t)previous->visit_count;

	search_from_nothing(search, effort);
	settle_hours(search);
	struct values from_nothing = search->value, most = allow(search->problem, &from_nothing);
	search_store(search, &anew);
	search_from_previous(search, previous, &from_nothing, finished, effort);
	bool good = find_worse(search->problem, &search->value, &from_nothing) == TIER_COUNT;
	int64_t dropped = search->dropped_visits;
	if (!good || (dropped > visits / 2 && values_compare(&from_nothing, &search->value) < 0)) {
		search_store(search, &kept);
		search_load(search, &anew);
		stages_run_softs(search, STAGES_AGAIN, &most, effort);
		if (good && search->dropped_visits > dropped + visits / 100 * HARDLY_PERCENT)
			search_load(search, &kept);
	}
	plan_free(&anew);
	plan_free(&kept);
}

static void search_plan(struct search *search, const struct problem *problem, const struct plan *previous,
			struct finished *finished, int effort)
{
	search_build(search, problem, previous);
	if (previous != NULL && previous->visit_count > 0)
		search_again(search, previous, finished, effort);
	else
		search_fresh(search, finished, effort);
}

/* Prices for each tier that lacks something; a tier of value 0 needs none. */
static void find_certificate(struct certificate *certificate, const struct problem *problem,
			     const struct values *values, int effort)
{
	classes_find(&certificate->classes, problem);
	struct relaxation *relaxation = relaxation_build(problem, &certificate->classes);
	for (int t = 0; t < TIER_COUNT; t++) {
		struct prices *prices = &certificate->prices[t];
		if (values->scaled[t] == 0)
			continue;
		progress_show("bounds", (double)t / TIER_COUNT);
		prices_reset(prices, &certificate->classes, problem);
		int64_t bound =
			climb_find_prices(relaxation, prices, (enum tier)t, values, bound_steps[t] * effort / 100);
		certificate->bounds.scaled[t] = values_tell_bound(problem, (enum tier)t, bound, values->scaled[t]);
	}
	relaxation_free(relaxation);
}

/* Where a tier came out worse than the finisher left it, its later bounds say nothing. */
static void take_finished_bounds(struct solution *solution, const struct finished *finished)
{
	for (int t = 0; t < TIER_COUNT; t++) {
		int64_t bound = finished->bounds.scaled[t], value = solution->values.scaled[t];
		bound = bound < value ? bound : value;
		if (bound > solution->bounds.scaled[t])
			solution->bounds.scaled[t] = bound;
		if (value > finished->values.scaled[t])
			return;
	}
}

/* Single changes are made until none helps; remaining hours that continuity_percent gives up stay given up, unless that
 * is more than it lets the plan. */
static void settle_changes(struct plan *plan, const struct problem *problem)
{
	bool gives_up = problem->policy->continuity_percent > 0;
	struct plan settled = {0};

	single_settle(plan, problem, gives_up ? TIER_REMAINING - 1 : TIER_REMAINING);
	if (gives_up && single_gives_up_too_much(&settled, plan, problem))
		plan_copy(plan, &settled, problem);
	plan_free(&settled);
}

void solve_night(struct solution *solution, const struct problem *problem, const struct plan *previous, int effort)
{
	struct search search;
	struct finished finished = {0};

	*solution = (struct solution){0};
	search_plan(&search, problem, previous, &finished, effort);
	search_store(&search, &solution->plan);
	search_free(&search);
	settle_changes(&solution->plan, problem);
	solution->values = values_plan(problem, &solution->plan);
	find_certificate(&solution->certificate, problem, &solution->values, effort);
	solution->bounds = solution->certificate.bounds;
	take_finished_bounds(solution, &finished);
	for (int t = 0; t < TIER_COUNT; t++)
		solution->proven[t] =
			values_meet(problem, (enum tier)t, solution->values.scaled[t], solution->bounds.scaled[t]);
}
