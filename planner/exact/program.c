#include "planner/exact/program.h"

#include <stdio.h>
#include <stdlib.h>

#include "planner/base/memory.h"
#include "planner/plan/values.h"

/* Takes the solver's answer if the plan that it tells is better by the exact values: no float decides. */
static bool take_answer(struct plan *plan, struct formulation *f)
{
	struct plan proposal = {0};
	struct values before = values_plan(f->problem, plan), after;
	bool better;

	formulation_read(f, &proposal);
	after = values_plan(f->problem, &proposal);
	better = values_compare(&after, &before) < 0;
	if (better)
		plan_copy(plan, &proposal, f->problem);
	formulation_set_incumbent(f, plan);
	plan_free(&proposal);
	return better;
}

enum program_outcome program_improve_window(struct plan *plan, const struct problem *problem,
					    const struct program_window *window, enum tier first, enum tier last,
					    struct solver_budget budget)
{
	enum program_outcome outcome = PROGRAM_BEST;
	struct formulation f;
	int64_t scale;

	formulation_build(&f, problem, plan, window);
	for (int t = TIER_MINIMUM; t <= (int)last; t++) {
		formulation_minimise(&f, (enum tier)t, &scale);
		if (t >= (int)first && formulation_objective(&f) > 0) {
			enum solver_status status = solver_solve(&f.model, true, budget);
			bool answer = status == SOLVER_OPTIMAL || status == SOLVER_FEASIBLE;
			if (answer && take_answer(plan, &f))
				outcome = PROGRAM_BETTER;
			else if (status != SOLVER_EXHAUSTED && outcome == PROGRAM_BEST)
				outcome = PROGRAM_OPEN;
		}
		formulation_keep(&f);
	}
	formulation_free(&f);
	return outcome;
}

/* Columns are named by what they stand for; the indices are those of the problem. */
static void name_columns(struct formulation *f)
{
	for (int32_t i = 0; i < f->visit_count; i++) {
		const struct formulation_visit *v = &f->visits[i];
		snprintf(f->model.columns[v->visit].name, sizeof f->model.columns->name, "v_%d_%d_%d", (int)v->client,
			 (int)v->day, (int)v->caregiver);
		snprintf(f->model.columns[v->units].name, sizeof f->model.columns->name, "x_%d_%d_%d", (int)v->client,
			 (int)v->day, (int)v->caregiver);
	}
	for (int32_t i = 0; i < f->client_count; i++)
		snprintf(f->model.columns[f->clients[i].digital].name, sizeof f->model.columns->name, "g_%d",
			 (int)f->clients[i].client);
}

bool program_write(int64_t *scale, const struct problem *problem, const struct plan *plan, enum tier tier,
		   const char *path, struct error_log *log)
{
	int32_t *clients = memory_allocate((size_t)problem->client_count, sizeof *clients);
	struct program_window all = {clients, problem->client_count, 0, problem->day_count, NULL};
	struct formulation f;

	*scale = 1;
	for (int32_t c = 0; c < problem->client_count; c++)
		clients[c] = c;
	formulation_build(&f, problem, plan, &all);
	for (int t = TIER_MINIMUM; t <= (int)tier; t++) {
		formulation_minimise(&f, (enum tier)t, scale);
		if (t < (int)tier)
			formulation_keep(&f);
	}
	name_columns(&f);
	bool good = solver_write(&f.model, path, log);
	formulation_free(&f);
	free(clients);
	return good;
}
