/* Exact windows for a plan that the search can no longer better, placed where the prices of its bound say that most is
 * lost. */
#ifndef PLANNER_POLISH_H
#define PLANNER_POLISH_H

#include <stdbool.h>

#include "planner/plan.h"
#include "planner/problem.h"

/* Betters this tier and what comes after it by so many windows; the tiers above are kept. The plan must obey the rules, and
 * does so afterwards; its values never get worse in the order of the tiers. Deterministic. True if it has changed. */
bool polish_plan(struct plan *plan, const struct problem *problem, enum tier tier, int windows);

#endif
