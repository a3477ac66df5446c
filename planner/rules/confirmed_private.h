/* Confirmed visits that can be by themselves: can they be together? For confirmed.c alone. */
#ifndef PLANNER_RULES_CONFIRMED_PRIVATE_H
#define PLANNER_RULES_CONFIRMED_PRIVATE_H

#include "planner/plan/plan.h"
#include "planner/rules/loads.h"

enum confirmed_state { CANDIDATE_OPEN, CANDIDATE_KEPT, CANDIDATE_LIFTED };

struct confirmed_candidate {
	size_t index; /* in the list of confirmed visits */
	struct visit visit;
	int32_t base_units; /* what a must of the planner's takes in its place; 0: there is none */
	enum confirmed_state state;
	int32_t knot; /* the first of those that it is linked with; its own place if it is alone */
};

/* Puts it among the loads, which have its must in them; with sign -1 takes it away again. */
void confirmed_load(struct loads *loads, const struct confirmed_candidate *candidate, int32_t sign);

/* Marks as CANDIDATE_LIFTED which are. loads has the planner's musts in it, and afterwards those that stay as well. The
 * candidates are put into the order in which they are kept. */
void confirmed_settle(struct confirmed_candidate *candidates, size_t count, struct loads *loads);

#endif
