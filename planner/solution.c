#include "planner/solution.h"

#include "planner/progress.h"
#include "planner/relaxation.h"
#include "planner/stages.h"

#define BOUND_STEPS 2000     /* of the search for prices, a tier; 100 % effort */
#define PROVEN_UNITS 1e-6    /* hours or visits that value and bound may differ by */

/* Planned once more with the plan of before in hand: its visits stay unless a tier gets better. */
static void search_plan(struct search *search, const struct problem *problem, const struct plan *previous, int effort)
{
	bool warm = previous != NULL && previous->visit_count > 0;

	search_build(search, problem, previous);
	if (warm)
		search_load(search, previous);
	stages_run(search, warm, effort);
	stages_run_softs(search, warm, effort);
}

static void find_bounds(struct solution *solution, const struct problem *problem, int effort)
{
	struct classes classes;
	struct prices prices;

	classes_find(&classes, problem);
	struct relaxation *relaxation = relaxation_build(problem, &classes);
	for (int t = 0; t < TIER_COUNT; t++) {
		if (solution->values.scaled[t] == 0)
			continue;
		progress_show("bound", (double)t / TIER_COUNT);
		prices_reset(&prices, &classes, problem);
		int64_t bound = relaxation_find_prices(relaxation, &prices, (enum tier)t, &solution->values,
						       BOUND_STEPS * effort / 100);
		solution->bounds.scaled[t] = bound < solution->values.scaled[t] ? bound : solution->values.scaled[t];
		prices_free(&prices);
	}
	relaxation_free(relaxation);
	classes_free(&classes);
}

void solution_find(struct solution *solution, const struct problem *problem, const struct plan *previous, int effort)
{
	struct search search;

	*solution = (struct solution){0};
	search_plan(&search, problem, previous, effort);
	search_store(&search, &solution->plan);
	search_free(&search);
	solution->values = values_plan(problem, &solution->plan);
	find_bounds(solution, problem, effort);
	for (int t = 0; t < TIER_COUNT; t++)
		solution->proven[t] = values_in_hours(problem, (enum tier)t, solution->values.scaled[t]) -
					      values_in_hours(problem, (enum tier)t, solution->bounds.scaled[t]) <=
				      PROVEN_UNITS;
}

void solution_free(struct solution *solution)
{
	plan_free(&solution->plan);
	*solution = (struct solution){0};
}
