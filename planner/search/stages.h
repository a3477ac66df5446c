/* The stages of the search, in the order of the tiers: each betters one tier behind walls that keep the earlier ones,
 * and is undone unless the exact values got lexicographically better. */
#ifndef PLANNER_SEARCH_STAGES_H
#define PLANNER_SEARCH_STAGES_H

#include "planner/search/search.h"

/* Runs all stages. A warm start stays near the plan that the state holds (temperatures and work are cut), so that a
 * plan of the night before survives where nothing calls for a change. Effort in percent of the normal work. */
void stages_run(struct search *search, bool warm, int effort);

/* The last stage: mediation, continuity, stability and digital hours, with all tiers kept. */
void stages_run_softs(struct search *search, bool warm, int effort);

#endif
