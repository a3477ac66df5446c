/* What comes after the tiers, as the search counts it, and the way back to the previous plan. */
#ifndef PLANNER_SEARCH_SOFTS_H
#define PLANNER_SEARCH_SOFTS_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/search/search.h"

/* In their order; smaller is better. */
enum { SOFT_MEDIATED, SOFT_EXCESS, SOFT_DROPPED, SOFT_DIGITAL, SOFT_COUNT };

struct soft_values {
	int64_t amounts[SOFT_COUNT];
};

struct soft_values softs_count(const struct search *search);

/* Lexicographically. */
bool softs_are_better(const struct soft_values *a, const struct soft_values *b);

/* Puts changed visits back to what they were in the previous plan, one by one and with what stands in their way, and
 * gives visits to other caregivers where mediation or continuity wins by it, until no such change makes what comes
 * after the tiers better. No tier gets worse than wall. */
void softs_walk_back(struct search *search, const struct values *wall);

#endif
