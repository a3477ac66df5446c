/* Whether a rule that a plan names as the reason of a shortage really keeps time from the client, counted anew from the
 * visits: a caregiver and one of her days on which a visit would fit but for this rule. */
#ifndef PLANNER_JUDGE_REASON_H
#define PLANNER_JUDGE_REASON_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/plan/plan.h"
#include "planner/problem/problem.h"
#include "planner/region/area_index.h"

enum judge_keeper { JUDGE_KEEPER_CONTRACT, JUDGE_KEEPER_LIMIT, JUDGE_KEEPER_DAYS, JUDGE_KEEPER_SHORTEST };

/* A plan's work, counted once. */
struct judge_reason {
	const struct problem *problem; /* borrowed, as is the plan */
	const struct plan *plan;
	struct area_index areas;
	bool *is_offered;    /* [caregiver * day_count + day]: some work, however short */
	int32_t *visits;     /* likewise: their number */
	int32_t *care_units; /* likewise: without travel */
};

/* The caller frees. */
void judge_reason_begin(struct judge_reason *reason, const struct problem *problem, const struct plan *plan);
void judge_reason_free(struct judge_reason *reason);

/* Does anybody have time for this client that only this rule can keep from her? */
bool judge_reason_holds(const struct judge_reason *reason, int32_t client, enum judge_keeper keeper);

/* Has she care days behind the last day on which anybody has a whole planning unit? */
bool judge_reason_roster_holds(const struct judge_reason *reason, int32_t client);

#endif
