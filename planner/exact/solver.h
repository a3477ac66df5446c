/* Small integer programs in whole numbers, and the only place that knows GLPK.
 *
 * A model is minimised. Every coefficient and bound is a whole number, so nothing is lost on the way in; on the way out
 * each integer column is rounded once. What the solver says is a proposal: the caller checks it exactly.
 */
#ifndef PLANNER_EXACT_SOLVER_H
#define PLANNER_EXACT_SOLVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "planner/base/error.h"

#define SOLVER_NO_LIMIT INT64_MAX /* upper limit of a row; INT64_MIN as lower limit */

struct solver_column {
	int32_t lower, upper;
	bool integer;  /* else continuous: what follows from the integer columns by itself */
	int64_t cost;  /* in the objective */
	double value;  /* in the incumbent, then in the answer (integer columns: rounded) */
	char name[24]; /* for files only */
};

struct solver_row {
	int64_t lower, upper;
	size_t first, count; /* slice of terms */
};

struct solver_term {
	int32_t column;
	int64_t factor;
};

/* {0} is the empty model. */
struct solver_model {
	struct solver_column *columns;
	struct solver_row *rows;
	struct solver_term *terms;
	int32_t column_count, column_capacity, row_count, row_capacity;
	size_t term_count, term_capacity;
	int64_t steps_used; /* of the simplex method, in the last solve */
};

enum solver_status {
	SOLVER_OPTIMAL,   /* an answer, and the tree is exhausted: no better one within the solver's float tolerance */
	SOLVER_FEASIBLE,  /* an answer, the budget ran out */
	SOLVER_NONE,      /* nothing better than the incumbent; or nothing found in the budget */
	SOLVER_EXHAUSTED, /* no answer (better than the incumbent) exists, within the solver's float tolerance */
	SOLVER_FAILED     /* the solver gave up, or aborted; nothing is known */
};

/* What the tree is grown for. */
enum solver_aim {
	SOLVER_PROOF, /* best bounds first */
	SOLVER_ANSWER /* the first answer met: depth first, most fractional column */
};

struct solver_budget {
	int64_t nodes;         /* of the tree */
	int64_t simplex_steps; /* of the first relaxation and then of the whole tree, up to a node's own */
	enum solver_aim aim;
};

/* Appends a column; its index. */
int32_t solver_add_column(struct solver_model *model, int32_t lower, int32_t upper, bool integer);

/* Opens a row, to be filled by solver_add_term; its index. */
int32_t solver_add_row(struct solver_model *model, int64_t lower, int64_t upper);

/* Adds factor * column to the row opened last. */
void solver_add_term(struct solver_model *model, int32_t column, int64_t factor);

/* Forgets columns' costs. */
void solver_clear_costs(struct solver_model *model);

/* Solves by branch and cut. With has_incumbent the columns' values are a solution that is known, and only better ones
 * are looked for. The answer is left in the columns' values unless the status is NONE, EXHAUSTED or FAILED, which leave
 * them alone. Equal models give equal answers; no clock is looked at. */
enum solver_status solver_solve(struct solver_model *model, bool has_incumbent, struct solver_budget budget);

/* The linear relaxation, each column's value set; *objective is what the simplex method reached. */
enum solver_status solver_relax(struct solver_model *model, double *objective, struct solver_budget budget);

/* Writes the model as a file in CPLEX LP format, which glpsol --lp and cbc read. */
bool solver_write(const struct solver_model *model, const char *path, struct error_log *log);

void solver_free(struct solver_model *model);

#endif
