/* The end of a small region: plans it to proven optimality, tier after tier, as far as a budget of work reaches. */
#ifndef PLANNER_EXACT_FINISH_H
#define PLANNER_EXACT_FINISH_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/plan/plan.h"
#include "planner/problem/problem.h"
#include "planner/plan/values.h"

/* Betters the plan, which must obey the rules, and proves what it can: bounds as in struct solution. *work is the
 * budget for all tiers, in nodes of an integer program's tree (a millisecond or less each), and then what is left of
 * it: a tier whose proof is out of its reach is given up early. Deterministic. True if every tier is proven. */
bool finish_plan(struct plan *plan, struct values *bounds, bool proven[TIER_COUNT], const struct problem *problem,
		 int64_t *work);

#endif
