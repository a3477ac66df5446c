#include "planner/exact/solver.h"

#include <float.h>
#include <glpk.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"
#include "planner/base/work.h"

#define COST_TOP 100.0 /* largest cost after scaling: the solver's tolerances are meant for numbers of this size */
#define BETTER 1e-6    /* scaled objective below the incumbent's 0 that counts as an answer */

int32_t solver_add_column(struct solver_model *model, int32_t lower, int32_t upper, bool integer)
{
	memory_grow(model->columns, model->column_count, model->column_capacity);
	model->columns[model->column_count] =
		(struct solver_column){.lower = lower, .upper = upper, .integer = integer};
	return model->column_count++;
}

int32_t solver_add_row(struct solver_model *model, int64_t lower, int64_t upper)
{
	memory_grow(model->rows, model->row_count, model->row_capacity);
	model->rows[model->row_count] = (struct solver_row){.lower = lower, .upper = upper, .first = model->term_count};
	return model->row_count++;
}

void solver_add_term(struct solver_model *model, int32_t column, int64_t factor)
{
	memory_grow(model->terms, model->term_count, model->term_capacity);
	model->terms[model->term_count++] = (struct solver_term){column, factor};
	model->rows[model->row_count - 1].count++;
}

void solver_clear_costs(struct solver_model *model)
{
	for (int32_t j = 0; j < model->column_count; j++)
		model->columns[j].cost = 0;
}

void solver_free(struct solver_model *model)
{
	free(model->columns);
	free(model->rows);
	free(model->terms);
	*model = (struct solver_model){0};
}

/* One use of GLPK: what goes in, and what comes out. */
struct job {
	struct solver_model *model;
	struct solver_budget budget;
	bool has_incumbent, incumbent_given;
	double cost_scale;
	double *answer;      /* [column + 1], as GLPK counts; so the two below */
	int *row_columns;    /* a row on its way to GLPK; held here so that a jump out of GLPK leaks nothing */
	double *row_factors; /* likewise */
	enum solver_status status;
	double objective;
	const char *path;
	bool written;
};

static double find_cost_scale(const struct solver_model *model)
{
	double largest = 0;

	for (int32_t j = 0; j < model->column_count; j++)
		largest = fmax(largest, fabs((double)model->columns[j].cost));
	return largest > 0 ? COST_TOP / largest : 1;
}

static void build_columns(glp_prob *lp, const struct job *job)
{
	const struct solver_model *model = job->model;
	double incumbent = 0;

	glp_add_cols(lp, model->column_count);
	for (int32_t j = 0; j < model->column_count; j++) {
		const struct solver_column *column = &model->columns[j];
		double cost = (double)column->cost * job->cost_scale;
		/* Equal bounds must be GLP_FX: with GLP_DB the solver skips the whole problem without a word. */
		glp_set_col_bnds(lp, j + 1, column->lower == column->upper ? GLP_FX : GLP_DB, column->lower,
				 column->upper);
		glp_set_obj_coef(lp, j + 1, cost);
		glp_set_col_kind(lp, j + 1, column->integer ? GLP_IV : GLP_CV);
		if (column->name[0] != '\0')
			glp_set_col_name(lp, j + 1, column->name);
		incumbent += cost * column->value;
	}
	/* The gap that ends the search is relative: with the incumbent at 0 nothing but a proof or the budget does. */
	if (job->has_incumbent)
		glp_set_obj_coef(lp, 0, -incumbent);
}

static void build_rows(glp_prob *lp, const struct job *job)
{
	const struct solver_model *model = job->model;
	int *columns = job->row_columns;
	double *factors = job->row_factors;

	glp_add_rows(lp, model->row_count);
	for (int32_t i = 0; i < model->row_count; i++) {
		const struct solver_row *row = &model->rows[i];
		bool below = row->lower != INT64_MIN, above = row->upper != SOLVER_NO_LIMIT;
		int kind = below && above ? row->lower == row->upper ? GLP_FX : GLP_DB
			 : below          ? GLP_LO
			 : above          ? GLP_UP
					  : GLP_FR;
		double scale = 1;
		for (size_t t = 0; t < row->count; t++)
			scale = fmax(scale, fabs((double)model->terms[row->first + t].factor));
		/* Rows that keep a tier's value have factors of up to 10 digits. */
		scale = scale > COST_TOP ? COST_TOP / scale : 1;
		glp_set_row_bnds(lp, i + 1, kind, (double)row->lower * scale, (double)row->upper * scale);
		for (size_t t = 0; t < row->count; t++) {
			columns[t + 1] = model->terms[row->first + t].column + 1;
			factors[t + 1] = (double)model->terms[row->first + t].factor * scale;
		}
		glp_set_mat_row(lp, i + 1, (int)row->count, columns, factors);
	}
}

static glp_prob *build(const struct job *job)
{
	glp_prob *lp = glp_create_prob();

	glp_set_obj_dir(lp, GLP_MIN);
	build_columns(lp, job);
	build_rows(lp, job);
	return lp;
}

/* Dual simplex from the slack basis, which is dual feasible: costs are not negative and columns start at their lower
 * bounds. */
static bool relax(glp_prob *lp, const struct job *job)
{
	glp_smcp parameters;

	glp_init_smcp(&parameters);
	parameters.msg_lev = GLP_MSG_OFF;
	parameters.meth = GLP_DUALP;
	parameters.pricing = GLP_PT_PSE;
	parameters.r_test = GLP_RT_HAR;
	parameters.tol_bnd = 1e-7;
	parameters.tol_dj = 1e-7;
	parameters.tol_piv = 1e-9;
	parameters.obj_ll = -DBL_MAX;
	parameters.obj_ul = DBL_MAX;
	parameters.it_lim = job->budget.simplex_steps < INT_MAX ? (int)job->budget.simplex_steps : INT_MAX;
	parameters.tm_lim = INT_MAX;
	parameters.out_frq = INT_MAX;
	parameters.out_dly = INT_MAX;
	parameters.presolve = GLP_OFF;
	return glp_simplex(lp, &parameters) == 0;
}

static void watch(glp_tree *tree, void *info)
{
	struct job *job = info;
	int active, now, total;

	if (glp_ios_reason(tree) == GLP_IHEUR && job->has_incumbent && !job->incumbent_given) {
		job->incumbent_given = true;
		glp_ios_heur_sol(tree, job->answer);
	}
	if (glp_ios_reason(tree) == GLP_IBINGO && job->budget.aim == SOLVER_ANSWER)
		glp_ios_terminate(tree);
	if (glp_ios_reason(tree) == GLP_ISELECT) {
		work_add(WORK_NODES, 1);
		glp_ios_tree_size(tree, &active, &now, &total);
		if (total > job->budget.nodes)
			glp_ios_terminate(tree);
	}
	if (glp_get_it_cnt(glp_ios_get_prob(tree)) > job->budget.simplex_steps)
		glp_ios_terminate(tree);
}

static int branch_and_cut(glp_prob *lp, struct job *job)
{
	glp_iocp parameters;

	glp_init_iocp(&parameters);
	parameters.msg_lev = GLP_MSG_OFF;
	parameters.br_tech = job->budget.aim == SOLVER_PROOF ? GLP_BR_PCH : GLP_BR_MFV;
	parameters.bt_tech = job->budget.aim == SOLVER_PROOF ? GLP_BT_BLB : GLP_BT_DFS;
	parameters.pp_tech = GLP_PP_ALL;
	parameters.fp_heur = GLP_OFF;
	parameters.ps_heur = GLP_OFF;
	parameters.sr_heur = GLP_ON;
	parameters.gmi_cuts = GLP_ON;
	parameters.mir_cuts = GLP_ON;
	parameters.cov_cuts = GLP_ON;
	parameters.clq_cuts = GLP_ON;
	parameters.tol_int = 1e-6;
	parameters.tol_obj = 1e-7;
	parameters.mip_gap = 0;
	parameters.tm_lim = INT_MAX;
	parameters.out_frq = INT_MAX;
	parameters.out_dly = INT_MAX;
	parameters.cb_func = watch;
	parameters.cb_info = job;
	parameters.cb_size = 0;
	parameters.presolve = GLP_OFF; /* no callback is made with it */
	parameters.binarize = GLP_OFF;
	return glp_intopt(lp, &parameters);
}

static void take_answer(glp_prob *lp, const struct job *job)
{
	for (int32_t j = 0; j < job->model->column_count; j++) {
		double value = glp_mip_col_val(lp, j + 1);
		job->model->columns[j].value = job->model->columns[j].integer ? round(value) : value;
	}
}

/* Both the return code and the status count: 0 alone does not mean optimal. */
static void read_status(glp_prob *lp, struct job *job, int code)
{
	int status = glp_mip_status(lp);
	bool ended = code == 0 && (status == GLP_OPT || status == GLP_NOFEAS);
	bool found =
		(status == GLP_OPT || status == GLP_FEAS) && (!job->has_incumbent || glp_mip_obj_val(lp) < -BETTER);

	if (code != 0 && code != GLP_ESTOP && code != GLP_EMIPGAP)
		job->status = SOLVER_FAILED;
	else if (found)
		job->status = ended ? SOLVER_OPTIMAL : SOLVER_FEASIBLE;
	else
		job->status = ended ? SOLVER_EXHAUSTED : SOLVER_NONE;
	if (found && job->status != SOLVER_FAILED)
		take_answer(lp, job);
}

static void solve(struct job *job)
{
	glp_prob *lp = build(job);

	if (relax(lp, job)) {
		if (glp_get_status(lp) == GLP_OPT)
			read_status(lp, job, branch_and_cut(lp, job));
		else if (glp_get_status(lp) == GLP_NOFEAS)
			job->status = SOLVER_EXHAUSTED;
	}
	job->model->steps_used = glp_get_it_cnt(lp);
	glp_delete_prob(lp);
}

static void solve_relaxation(struct job *job)
{
	glp_prob *lp = build(job);

	if (relax(lp, job) && glp_get_status(lp) == GLP_OPT) {
		job->status = SOLVER_OPTIMAL;
		job->objective = glp_get_obj_val(lp) / job->cost_scale;
		for (int32_t j = 0; j < job->model->column_count; j++)
			job->model->columns[j].value = glp_get_col_prim(lp, j + 1);
	} else if (glp_get_status(lp) == GLP_NOFEAS) {
		job->status = SOLVER_EXHAUSTED;
	}
	glp_delete_prob(lp);
}

static void write_file(struct job *job)
{
	glp_prob *lp = build(job);

	job->written = glp_write_lp(lp, NULL, job->path) == 0;
	glp_delete_prob(lp);
}

static void leave(void *info)
{
	jmp_buf *back = info;

	longjmp(*back, 1);
}

/* GLPK aborts the process on misuse and when memory is short. Its error hook is the only way out: after the jump every
 * object of its environment is gone. The environment belongs to this thread and is freed here in any case. */
static void run(void (*work)(struct job *), struct job *job)
{
	size_t cells = (size_t)job->model->column_count + 1;
	jmp_buf back;

	job->row_columns = memory_allocate(cells, sizeof *job->row_columns);
	job->row_factors = memory_allocate(cells, sizeof *job->row_factors);
	if (setjmp(back) == 0) {
		glp_term_out(GLP_OFF);
		glp_error_hook(leave, &back);
		work(job);
		glp_error_hook(NULL, NULL);
	} else {
		job->status = SOLVER_FAILED;
	}
	glp_free_env();
	free(job->row_columns);
	free(job->row_factors);
}

enum solver_status solver_solve(struct solver_model *model, bool has_incumbent, struct solver_budget budget)
{
	struct job job = {.model = model,
			  .budget = budget,
			  .has_incumbent = has_incumbent,
			  .cost_scale = find_cost_scale(model),
			  .status = SOLVER_FAILED};

	job.answer = memory_allocate((size_t)model->column_count + 1, sizeof *job.answer);
	for (int32_t j = 0; j < model->column_count; j++)
		job.answer[j + 1] = model->columns[j].value;
	run(solve, &job);
	free(job.answer);
	return job.status;
}

enum solver_status solver_relax(struct solver_model *model, double *objective, struct solver_budget budget)
{
	struct job job = {
		.model = model, .budget = budget, .cost_scale = find_cost_scale(model), .status = SOLVER_FAILED};

	run(solve_relaxation, &job);
	*objective = job.objective;
	return job.status;
}

bool solver_write(const struct solver_model *model, const char *path, struct error_log *log)
{
	struct solver_model copy = *model;
	struct job job = {.model = &copy, .cost_scale = 1, .path = path, .status = SOLVER_NONE};

	run(write_file, &job);
	if (!job.written || job.status == SOLVER_FAILED)
		return error_fail(log, EXIT_SYSTEM, "%s: cannot be written", path);
	return true;
}
