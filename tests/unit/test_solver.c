/* The wall around GLPK: right answers to small programs, statuses that mean what they say, and a way back from
 * aborts. */
#include <criterion/criterion.h>

#include "planner/exact/solver.h"

static const struct solver_budget ample = {1000, 100000, SOLVER_PROOF};

/* A knapsack: of things worth 60, 100 and 120 that weigh 10, 20 and 30, at most 50 in all. Best: 220. */
static void build_knapsack(struct solver_model *model)
{
	static const int64_t worth[] = {60, 100, 120}, weight[] = {10, 20, 30};

	*model = (struct solver_model){0};
	for (int i = 0; i < 3; i++) {
		int32_t column = solver_add_column(model, 0, 1, true);
		model->columns[column].cost = 1000 - worth[i];
	}
	int32_t left_out = solver_add_column(model, 0, 3, true);
	model->columns[left_out].cost = 1000;
	solver_add_row(model, INT64_MIN, 50);
	for (int32_t i = 0; i < 3; i++)
		solver_add_term(model, i, weight[i]);
	solver_add_row(model, 3, 3); /* what is not taken is left out */
	for (int32_t i = 0; i < 4; i++)
		solver_add_term(model, i, 1);
}

Test(solver, optimum)
{
	struct solver_model model;

	build_knapsack(&model);
	cr_expect_eq(solver_solve(&model, false, ample), SOLVER_OPTIMAL);
	cr_expect_eq(model.columns[0].value, 0);
	cr_expect_eq(model.columns[1].value, 1);
	cr_expect_eq(model.columns[2].value, 1);
	cr_expect_eq(model.columns[3].value, 1);
	cr_expect_gt(model.steps_used, 0);
	solver_free(&model);
}

Test(solver, incumbent_is_bettered)
{
	struct solver_model model;

	build_knapsack(&model);
	model.columns[0].value = model.columns[1].value = model.columns[3].value = 1; /* worth 160 */
	cr_expect_eq(solver_solve(&model, true, ample), SOLVER_OPTIMAL);
	cr_expect_eq(model.columns[2].value, 1);
	solver_free(&model);
}

Test(solver, best_incumbent_stays)
{
	struct solver_model model;

	build_knapsack(&model);
	model.columns[1].value = model.columns[2].value = model.columns[3].value = 1;
	cr_expect_eq(solver_solve(&model, true, ample), SOLVER_EXHAUSTED);
	cr_expect_eq(model.columns[0].value, 0, "columns are left alone");
	cr_expect_eq(model.columns[2].value, 1);
	solver_free(&model);
}

Test(solver, no_answer)
{
	struct solver_model model;

	build_knapsack(&model);
	solver_add_row(&model, 2, SOLVER_NO_LIMIT); /* the two heavy things and the light one */
	solver_add_term(&model, 0, 1);
	solver_add_term(&model, 2, 1);
	solver_add_row(&model, 1, 1);
	solver_add_term(&model, 1, 1);
	cr_expect_eq(solver_solve(&model, false, ample), SOLVER_EXHAUSTED);
	solver_free(&model);
}

/* A column without room of its own is GLP_FX: as GLP_DB it would make GLPK skip the problem. */
Test(solver, fixed_column)
{
	struct solver_model model;

	build_knapsack(&model);
	model.columns[0].lower = 1;
	cr_expect_eq(solver_solve(&model, false, ample), SOLVER_OPTIMAL);
	cr_expect_eq(model.columns[0].value, 1);
	cr_expect_eq(model.columns[2].value, 1, "60 and 120 are better than 60 and 100");
	solver_free(&model);
}

Test(solver, relaxation)
{
	struct solver_model model;
	double objective;

	build_knapsack(&model);
	cr_expect_eq(solver_relax(&model, &objective, ample), SOLVER_OPTIMAL);
	cr_expect_float_eq(objective, 2760, 1e-6, "%g: two things and two thirds, worth 240", objective);
	solver_free(&model);
}

/* A column that is not there makes GLPK abort the process; behind the wall it is a failure that can be told, and the
 * next program is solved as if nothing had been. */
Test(solver, abort_is_survived)
{
	struct solver_model model;

	build_knapsack(&model);
	solver_add_row(&model, 0, 1);
	solver_add_term(&model, 99, 1);
	cr_expect_eq(solver_solve(&model, false, ample), SOLVER_FAILED);
	solver_free(&model);
	build_knapsack(&model);
	cr_expect_eq(solver_solve(&model, false, ample), SOLVER_OPTIMAL);
	solver_free(&model);
}

/* The same program with a budget of nothing: no answer, no proof, and no harm. */
Test(solver, no_budget)
{
	struct solver_model model;
	struct solver_budget none = {0, 0, SOLVER_PROOF};

	build_knapsack(&model);
	enum solver_status status = solver_solve(&model, false, none);
	cr_expect_neq(status, SOLVER_OPTIMAL);
	cr_expect_neq(status, SOLVER_EXHAUSTED);
	solver_free(&model);
}

#define MARKET_ROWS 4
#define MARKET_COLUMNS 30

/* Market split (G. Cornuejols and M. Dawande, 1999): half of each row, which no tree of moderate size decides. */
static void build_market(struct solver_model *model)
{
	int64_t sums[MARKET_ROWS] = {0}, factor = 1;

	*model = (struct solver_model){0};
	for (int j = 0; j < MARKET_COLUMNS; j++)
		solver_add_column(model, 0, 1, true);
	for (int i = 0; i < MARKET_ROWS; i++) {
		int32_t row = solver_add_row(model, 0, 0);
		for (int j = 0; j < MARKET_COLUMNS; j++) {
			factor = factor * 48271 % 2147483647;
			solver_add_term(model, j, factor % 100);
			sums[i] += factor % 100;
		}
		model->rows[row].lower = model->rows[row].upper = sums[i] / 2;
	}
}

/* Nodes of a tree can be dear: the steps of the simplex method are limited as well, all over the tree. */
Test(solver, steps_of_the_tree)
{
	struct solver_model model;
	struct solver_budget budget = {1000000, 2000, SOLVER_ANSWER};

	build_market(&model);
	cr_expect_eq(solver_solve(&model, false, budget), SOLVER_NONE);
	cr_expect_geq(model.steps_used, budget.simplex_steps);
	cr_expect_leq(model.steps_used, budget.simplex_steps + 500, "%d steps", (int)model.steps_used);
	solver_free(&model);
}
