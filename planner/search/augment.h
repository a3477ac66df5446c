/* More visits by chains of displaced visits: what a random search finds only by luck. */
#ifndef PLANNER_SEARCH_AUGMENT_H
#define PLANNER_SEARCH_AUGMENT_H

#include "planner/search/search.h"

/* Looks for each client who lacks visits for the shortest chain that gives her one: a caregiver comes to her instead of
 * to somebody else, to whom another caregiver comes, or on another day, and so on, until somebody has time or a client
 * is reached for whom a visit less counts for less. Breadth first over care days, as augmenting paths of a matching are
 * found (C. Berge, 1957, Two theorems in graph theory), but hours and weeks make it a search: what it finds is tried,
 * and kept if the tiers up to presence get better and the walls hold. Goes on until no chain is found, or the work is
 * done: looks at a visit of another. */
void augment_visits(struct search *search, int64_t work);

#endif
