/* The contract as an integer program, for a window of a plan: some clients on some days are free, all else is as
 * planned.
 *
 * The mathematics stands in formulation.c above the loops that write it down. Tiers are added one after the other: one
 * is minimised, and then kept as a row while the next is.
 */
#ifndef PLANNER_EXACT_FORMULATION_H
#define PLANNER_EXACT_FORMULATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "planner/bound/limits.h"
#include "planner/plan/plan.h"
#include "planner/problem/problem.h"
#include "planner/exact/solver.h"

/* What is free: visits of these clients on these days, and their digital hours. */
struct program_window {
	const int32_t *clients; /* ascending */
	int32_t client_count;
	int32_t first_day, day_count;
	const struct limits *limits; /* NULL: the rules alone; else all clients and days must be free */
};

/* A visit that may be: column `visit` is 1 if it is, column `units` how long. */
struct formulation_visit {
	int32_t client, caregiver, day;
	int32_t visit, units;
};

/* One client of the window. */
struct formulation_client {
	int32_t client;
	int32_t first, count;              /* slice of visits, by day, then caregiver */
	int32_t digital, filled;           /* columns; filled: (12'), REGION_NONE where it is not asked for */
	int32_t fixed_units, fixed_points; /* planned outside the window's days */
	int32_t planned_units, planned_points, digital_units;     /* in the incumbent, all days */
	int32_t piece_first[TIER_COUNT], piece_count[TIER_COUNT]; /* columns of the shortage's units */
};

/* One day of a caregiver that the window touches. */
struct formulation_cell {
	int32_t caregiver, day;
	int32_t fixed_visits, fixed_units; /* planned for clients outside the window */
	int32_t on;                        /* column: does she work; REGION_NONE where nobody asks */
	int32_t first, count;              /* slice of cell_visits */
};

struct formulation {
	const struct problem *problem;
	struct solver_model model;
	struct formulation_visit *visits;
	int32_t visit_count, visit_capacity;
	struct formulation_client *clients;
	int32_t client_count;
	struct formulation_cell *cells; /* by caregiver, then day */
	int32_t cell_count;
	int32_t *cell_visits; /* indices of visits */
	struct plan fixed;    /* visits outside the window; digital hours of everybody */
};

/* What the visit is worth to presence. */
static inline int32_t formulation_points(const struct formulation *f, const struct formulation_visit *visit)
{
	return problem_points(&f->problem->clients[visit->client], visit->day);
}

/* Writes down everything but the tiers, with the plan as incumbent. The plan must obey the rules. */
void formulation_build(struct formulation *f, const struct problem *problem, const struct plan *plan,
		       const struct program_window *window);

/* Adds the tier's shortages and makes its value the objective. The value's whole numbers are sums of square * scale /
 * demand; *scale is told for people. Tiers must be added in order, from the first on. */
void formulation_minimise(struct formulation *f, enum tier tier, int64_t *scale);

/* The objective at the columns' values. */
int64_t formulation_objective(const struct formulation *f);

/* Keeps the value that the objective has at the columns' values, as a row, and clears the objective. */
void formulation_keep(struct formulation *f);

/* Asks for a value of the tier in hand of at most `most`, scaled as in values.h; scale is as formulation_minimise
 * told. */
void formulation_demand(struct formulation *f, int64_t scale, int64_t most);

/* Makes the number of visits that the plan of the columns' values does not have the objective. */
void formulation_stay_near(struct formulation *f);

/* Sets the columns' values to the plan, which must equal the fixed part outside the window. Visits that limits have cut
 * off have no column, but count in the tiers' values. */
void formulation_set_incumbent(struct formulation *f, const struct plan *plan);

/* The plan that the columns' values tell. */
void formulation_read(const struct formulation *f, struct plan *plan);

void formulation_free(struct formulation *f);

#endif
