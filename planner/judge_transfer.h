/* The order of the tiers, tried client by client: could a transfer that the rules allow help her without hurting an
 * equal or earlier claim? One step at a time: idle time of a caregiver who may come, digital hours that are left, or a
 * planning unit, part or all of a visit of somebody who is better off. "Better" is what the tiers say of the two
 * together. */
#ifndef PLANNER_JUDGE_TRANSFER_H
#define PLANNER_JUDGE_TRANSFER_H

#include <stddef.h>
#include <stdint.h>

#include "planner/judge.h"
#include "planner/plan.h"
#include "planner/problem.h"

/* Adds a finding for each client who could be helped: the best transfer for her, and what both would have. The plan
 * must obey the rules. Returns how many clients were looked at: those who are short in any tier. */
size_t judge_transfers(struct judge_findings *findings, const struct problem *problem, const struct plan *plan);

#endif
