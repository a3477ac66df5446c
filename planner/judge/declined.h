/* What groups of clients were indicated, declined and were given.
 *
 * Hours that a family declines are nobody's shortage, and so a division looks even that is not: families in vulnerable
 * positions decline more, partly for the own contribution (Menzis; the minister's letter of spring 2026). Beside what
 * each group gets of what it wants stands therefore what it gets of what was indicated.
 */
#ifndef PLANNER_JUDGE_DECLINED_H
#define PLANNER_JUDGE_DECLINED_H

#include "planner/judge/fairness.h"

struct judge_declined_group {
	enum judge_dimension dimension;
	char group[JUDGE_GROUP_SIZE];
	int32_t client_count;
	int64_t indicated_units, declined_units; /* no more is declined than was indicated */
	int64_t given_units;                     /* physical and digital, received and planned */
	int32_t below_count; /* were indicated the legal minimum and want less than it, because they declined */
};

struct judge_declined {
	struct judge_declined_group *list; /* by dimension, then group */
	size_t count, capacity;
};

/* counts[client of the region]: who counts; given_units[client of the region]. The caller frees. */
void judge_declined_derive(struct judge_declined *declined, const struct problem *problem, const bool *counts,
			   const int64_t *given_units);

void judge_declined_free(struct judge_declined *declined);

#endif
