/* What the integer program is used for: exact windows of a plan, and files of the whole for other solvers. */
#ifndef PLANNER_EXACT_PROGRAM_H
#define PLANNER_EXACT_PROGRAM_H

#include <stdbool.h>

#include "planner/exact/formulation.h"

enum program_outcome {
	PROGRAM_BETTER, /* the plan has changed, and its values are lexicographically better */
	PROGRAM_BEST,   /* the solver finds that no change of the window betters these tiers */
	PROGRAM_OPEN    /* nothing better was found within the budget */
};

/* Betters the plan within the window: tiers first to last one after the other, those above and those done kept. The
 * plan must obey the rules, and does so afterwards; it only changes if its exact values get better. Deterministic. */
enum program_outcome program_improve_window(struct plan *plan, const struct problem *problem,
					    const struct program_window *window, enum tier first, enum tier last,
					    struct solver_budget budget);

/* Writes the program of the whole region as an LP file: this tier minimised, the tiers above kept at the plan's values.
 * The objective is in units / *scale (visits / *scale for presence). False if the file cannot be written. */
bool program_write(int64_t *scale, const struct problem *problem, const struct plan *plan, enum tier tier,
		   const char *path, struct error_log *log);

#endif
