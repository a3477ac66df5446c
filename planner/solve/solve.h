/* A solution for a night: search, small regions to the end, and bounds, put together. */
#ifndef PLANNER_SOLVE_SOLVE_H
#define PLANNER_SOLVE_SOLVE_H

#include "planner/plan/plan.h"
#include "planner/plan/solution.h"
#include "planner/problem/problem.h"

/* Plans. previous (NULL: none) is where the search starts when it is as good as what it finds. Effort is a count of
 * work: 100 is normal. Deterministic: equal problem, previous and effort give the equal solution. The caller frees. */
void solve_night(struct solution *solution, const struct problem *problem, const struct plan *previous, int effort);

#endif
