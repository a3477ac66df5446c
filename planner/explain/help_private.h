/* What the kinds of help share. */
#ifndef PLANNER_EXPLAIN_HELP_PRIVATE_H
#define PLANNER_EXPLAIN_HELP_PRIVATE_H

#include "planner/explain/help.h"

struct help_quest {
	struct help_finder *finder;
	const struct bottlenecks *found;
	const struct bottleneck *bottleneck;
	const struct problem *problem;
	const struct plan *plan;
	struct values values;
	int64_t short_now; /* of the bottleneck's clients in its tier */
};

/* Shortage of the bottleneck's clients in its tier under a plan for the (changed) problem; lifted may be NULL. */
int64_t help_sum_short(const struct help_quest *quest, const struct problem *problem, const struct plan *plan,
		       int32_t *lifted);

/* Fills the figures of a help from the plan of its trial, if that keeps the rules and the earlier tiers and helps at
 * all. The plan moves to the help. */
bool help_judge(struct help *help, const struct help_quest *quest, struct trial *trial);

/* More hours for those who may come; help is filled. */
bool help_try_hours(struct help *help, const struct help_quest *quest);

/* Digital instruction for clients of the bottleneck who have not consented to as much as the cap allows. */
bool help_try_digital(struct help *help, const struct help_quest *quest);

/* Areas, contracts, care days and pins: tried by planning. */
bool help_try_planning(struct help *help, const struct help_quest *quest, enum help_kind kind);

#endif
