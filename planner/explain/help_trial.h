/* A help tried in a copy of the tables: applied, and judged by the plan that was found with it. */
#ifndef PLANNER_EXPLAIN_HELP_TRIAL_H
#define PLANNER_EXPLAIN_HELP_TRIAL_H

#include "planner/explain/help.h"

/* What help is looked for: a bottleneck of a plan, with what its clients lack now. */
struct help_quest {
	struct help_finder *finder;
	const struct bottlenecks *found;
	const struct bottleneck *bottleneck;
	const struct problem *problem;
	const struct plan *plan;
	struct values values;
	struct shortages *shortages; /* [client] under the plan */
	int64_t short_now;           /* of the bottleneck's clients in its tier */
};

/* Shortage of the bottleneck's clients in its tier under a plan for the (changed) problem; lifted may be NULL. */
int64_t help_sum_short(const struct help_quest *quest, const struct problem *problem, const struct plan *plan,
		       int32_t *lifted);

/* Fills the figures of a help from the plan of its trial, if that keeps the rules and the earlier tiers and helps at
 * all. The plan moves to the help. */
bool help_judge(struct help *help, const struct help_quest *quest, struct trial *trial);

/* The night's tables with this help; the caller frees the trial. Nothing is derived or planned yet. */
void help_apply(struct trial *trial, const struct bottlenecks *found, const struct bottleneck *bottleneck,
		const struct help *help);

#endif
