/* Simulated annealing over the state of the search: one stage with one set of weights. */
#ifndef PLANNER_SEARCH_ANNEAL_H
#define PLANNER_SEARCH_ANNEAL_H

#include <stdint.h>

#include "planner/search/moves.h"
#include "planner/search/search.h"

struct anneal_schedule {
	const char *stage;      /* for progress */
	double hot, cold;       /* temperatures, in units of energy; falls geometrically */
	int64_t moves;          /* proposals */
	struct values enough;   /* no tier above this: there is nothing more to look for */
	int shares[MOVE_COUNT]; /* how often each move is proposed, relative */
};

/* Runs the schedule within the state's walls and weights. The state ends where the cold left it. */
void anneal_run(struct search *search, const struct anneal_schedule *schedule);

#endif
