/* One draw of the weeks ahead: births of expected clients and absence as they may come, and a plan for them.
 *
 * A draw is a copy of the night's tables in which every client who is still expected has a day of birth (gestation.h)
 * and shifts have dropped out (absence.h). Pins stay where they can: a must goes with the shift or the care day that it
 * stood on. What is drawn depends on seed, number and keys alone.
 */
#ifndef PLANNER_SOLVE_DRAW_H
#define PLANNER_SOLVE_DRAW_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/plan/plan.h"
#include "planner/problem/problem.h"
#include "planner/solve/trial.h"

/* Work of the search, in percent of a plan's, with which risk plans the night and its draws: what the latter loses
 * against full work is measured by `make bench`. */
#define DRAW_BASE_EFFORT 50
#define DRAW_EFFORT 8

struct draw_settings {
	uint64_t seed;
	int32_t absence_permille; /* of shifts */
	int effort;               /* percent of the normal work; for the draw, not for the base plan */
};

/* Fills the trial's tables with draw `number`, and derives its problem; the caller frees it with trial_free. */
void draw_make(struct trial *trial, const struct problem *night, const struct draw_settings *settings, int32_t number);

/* A plan of the night as it stands, for draws to start from: the tiers as well as a search of this effort can, and
 * nothing after them, no bounds. The caller frees it. */
void draw_plan_base(struct plan *plan, const struct problem *night, int effort);

/* Plans the draw, from those visits of the base plan that are still possible. base may be NULL: from nothing. */
void draw_plan(struct trial *trial, const struct problem *night, const struct plan *base, int effort);

#endif
