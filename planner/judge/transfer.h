/* The order of the tiers, tried client by client: could a transfer that the rules allow help her without hurting an
 * equal or earlier claim? One step at a time: idle time of a caregiver who may come or comes, digital hours that are
 * left, or a planning unit, part or all of a visit of somebody who is better off. "Better" is what the tiers say of the
 * two together. */
#ifndef PLANNER_JUDGE_TRANSFER_H
#define PLANNER_JUDGE_TRANSFER_H

#include <stddef.h>
#include <stdint.h>

#include "planner/judge/findings.h"
#include "planner/plan/plan.h"
#include "planner/problem/problem.h"
#include "planner/plan/values.h"

/* What changes: a visit of the client, and one of the giver from whom it comes, both by the same caregiver on the same
 * day. */
struct judge_transfer {
	int32_t client, caregiver, day;                /* caregiver REGION_NONE: digital hours */
	int32_t before_units, after_units;             /* 0 before: a new visit */
	int32_t giver;                                 /* client; REGION_NONE: idle time */
	int32_t giver_before_units, giver_after_units; /* 0 after: no visit any more */
	struct values change;                          /* of the tiers' values, both clients together */
};

/* The best transfer for each client who could be helped; the caller frees them with free(). The plan must obey the
 * rules, musts aside. *looked_at: clients who are short in any tier. */
struct judge_transfer *judge_transfer_find(size_t *count, size_t *looked_at, const struct problem *problem,
					   const struct plan *plan);

/* The tier that a transfer betters: the first. */
enum tier judge_transfer_tier(const struct judge_transfer *transfer);

/* Adds a finding about a client who could be helped: the transfer, and what both would have. */
void judge_transfer_tell(struct judge_findings *findings, const struct problem *problem,
			 const struct judge_transfer *t);

#endif
