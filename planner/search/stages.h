/* The stages of the search, in the order of the tiers: each betters one tier behind walls that keep the earlier ones,
 * and is undone unless the exact values got lexicographically better. */
#ifndef PLANNER_SEARCH_STAGES_H
#define PLANNER_SEARCH_STAGES_H

#include "planner/search/search.h"

/* What a run of the stages begins with. */
enum stages_start {
	STAGES_FRESH, /* nothing that is worth keeping; no previous plan counts */
	STAGES_WARM,  /* the plan that the state holds: temperatures are cut */
	/* The previous plan, as far as it still holds: likewise, and so is the work. Each of its visits has a weight,
	 * and those that changed are put back where that costs less. */
	STAGES_AGAIN
};

/* Runs all stages. Effort in percent of the normal work. */
void stages_run(struct search *search, enum stages_start start, int effort);

/* Runs the stages of this tier and those behind it again as with STAGES_AGAIN, but visits of the previous plan weigh so
 * many times less: where too little could be won with all of their weight. */
void stages_run_looser(struct search *search, enum tier from, int looser, int effort);

/* The last stage: mediation, continuity, stability and digital hours, with all tiers kept but for what
 * continuity_percent allows of the last, and no further than most (NULL: no limit), if the plan is no worse yet. */
void stages_run_softs(struct search *search, enum stages_start start, const struct values *most, int effort);

#endif
