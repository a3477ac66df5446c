/* The rules C1 to C12: which of them a plan breaks. Exact integers, no solver; also behind `audit`. */
#ifndef PLANNER_RULES_H
#define PLANNER_RULES_H

#include <stdint.h>

#include "planner/plan.h"
#include "planner/problem.h"

struct broken_rule {
	int rule;          /* 1 to 12 */
	int32_t client;    /* problem index, or REGION_NONE */
	int32_t caregiver; /* problem index, or REGION_NONE */
	int32_t day;       /* from the plan date, or REGION_NONE */
	int32_t found_units, allowed_units; /* what is there and what may be; 0 and 0 where the rule has no amounts */
};

struct broken_rules {
	struct broken_rule *rules;
	size_t count, capacity;
};

/* Every rule that the plan breaks, in the order of rule, day, client, caregiver; the caller frees. */
void rules_check(struct broken_rules *broken, const struct problem *problem, const struct plan *plan);

void rules_free(struct broken_rules *broken);

#endif
