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

/* Prices for each tier that lacks something; a tier of value 0 needs none. */
static void find_certificate(struct certificate *certificate, const struct problem *problem, const struct values *values,
			     int effort)
{
	classes_find(&certificate->classes, problem);
	struct relaxation *relaxation = relaxation_build(problem, &certificate->classes);
	for (int t = 0; t < TIER_COUNT; t++) {
		struct prices *prices = &certificate->prices[t];
		if (values->scaled[t] == 0)
			continue;
		progress_show("bounds", (double)t / TIER_COUNT);
		prices_reset(prices, &certificate->classes, problem);
		int64_t bound = relaxation_find_prices(relaxation, prices, (enum tier)t, values,
						       BOUND_STEPS * effort / 100);
		certificate->bounds.scaled[t] = bound < values->scaled[t] ? bound : values->scaled[t];
	}
	relaxation_free(relaxation);
}

void solution_find(struct solution *solution, const struct problem *problem, const struct plan *previous, int effort)
{
	struct search search;

	*solution = (struct solution){0};
	search_plan(&search, problem, previous, effort);
	search_store(&search, &solution->plan);
	search_free(&search);
	solution->values = values_plan(problem, &solution->plan);
	find_certificate(&solution->certificate, problem, &solution->values, effort);
	solution->bounds = solution->certificate.bounds;
	for (int t = 0; t < TIER_COUNT; t++)
		solution->proven[t] = values_in_hours(problem, (enum tier)t, solution->values.scaled[t]) -
					      values_in_hours(problem, (enum tier)t, solution->bounds.scaled[t]) <=
				      PROVEN_UNITS;
}

void solution_free(struct solution *solution)
{
	plan_free(&solution->plan);
	for (int t = 0; t < TIER_COUNT; t++)
		prices_free(&solution->certificate.prices[t]);
	classes_free(&solution->certificate.classes);
	*solution = (struct solution){0};
}
