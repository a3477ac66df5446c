/* A plan with little work: the tiers as well as a search of so much effort can, and nothing after them, no bounds. For
 * plans of which many are made: draws of risk, and what would be if. */
#ifndef PLANNER_SOLVE_QUICK_H
#define PLANNER_SOLVE_QUICK_H

#include "planner/plan/plan.h"
#include "planner/problem/problem.h"

/* Replaces *plan, which is sorted then; the caller frees it. It starts from the visits of `from`, which may be NULL:
 * from nothing. effort: percent of the normal work of the search. */
void quick_plan(struct plan *plan, const struct problem *problem, const struct plan *from, int effort);

#endif
