/* The rules C1 to C13: which of them a plan breaks. Exact integers, no solver; also behind `audit`. */
#ifndef PLANNER_RULES_RULES_H
#define PLANNER_RULES_RULES_H

#include <stddef.h>
#include <stdint.h>

#include "planner/plan/plan.h"
#include "planner/problem/problem.h"

#define RULES_COUNT 13

struct broken_rule {
	int rule;          /* 1 to 13 */
	int32_t client;    /* problem index, or REGION_NONE */
	int32_t caregiver; /* problem index, or REGION_NONE */
	int32_t day;       /* from the plan date, or REGION_NONE; C8: the first day of that week with work */
	/* What is there and what may be: units (C9: days in a row); 0 and 0 where the rule has no amounts. C12: a must
	 * that is missing has nothing found (allowed: its length, 0 if free), a never that is there has nothing
	 * allowed. C13: a confirmed visit that is missing (allowed: its length). */
	int32_t found_units, allowed_units;
};

struct broken_rules {
	struct broken_rule *rules;
	size_t count, capacity;
};

/* Every rule that the plan breaks, in the order of rule, day, client, caregiver; the caller frees. */
void rules_check(struct broken_rules *broken, const struct problem *problem, const struct plan *plan);

void rules_free(struct broken_rules *broken);

#define RULES_TEXT_SIZE 512 /* holds every sentence of rules_describe: keys are 64 bytes at most */

/* A broken rule in words: "C7: K001-0337 has 9.5 h of work on 2026-07-17, available 8 h". */
void rules_describe(char text[RULES_TEXT_SIZE], const struct problem *problem, const struct broken_rule *broken);

#endif
