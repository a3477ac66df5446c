/* Single changes of a plan, each for one client who is short, which the rules C4 to C13 and the pins allow:
 *
 *   - more digital hours;
 *   - a visit of hers longer, by the same caregiver or by another who has the time;
 *   - a visit more, paid if need be from her own longer ones (spare_best);
 *   - any of these from the time of another client's visit by that caregiver on that day, which gets shorter or goes.
 *
 * A change helps if it makes the plan better in the order of the tiers, by the values of the two clients together. That
 * a reason rests on the search alone means that none does: so a plan is settled before it is told.
 */
#ifndef PLANNER_PLAN_SINGLE_H
#define PLANNER_PLAN_SINGLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "planner/plan/plan.h"
#include "planner/plan/spare.h"
#include "planner/plan/values.h"
#include "planner/problem/problem.h"

/* A plan, ready to be asked; life: single_begin, single_end. */
struct single {
	const struct problem *problem; /* borrowed */
	struct spare spare;
	struct visit *visits; /* by caregiver, day */
	int32_t *first_visit; /* [caregiver * day_count + day], one more: slices of visits */
};

/* A visit that gets another length: from 0 units it is new, to 0 it goes. */
struct single_edit {
	struct visit visit; /* as it becomes */
	int32_t before_units;
};

#define SINGLE_EDITS_MOST 44 /* a visit more, and all others of at most 42 care days shorter */

struct single_change {
	int32_t client, digital_units; /* hers, as they become */
	struct single_edit edits[SINGLE_EDITS_MOST];
	int32_t edit_count;
	struct values change; /* of the tiers' values; better, so below 0 in the first that is not 0 */
};

/* The plan must obey the rules and need not live on. */
void single_begin(struct single *single, const struct problem *problem, const struct plan *plan);
void single_end(struct single *single);

/* The best change for this client; false if none helps. */
bool single_find(struct single_change *best, const struct single *single, int32_t client);

/* The first tier that a change betters. */
enum tier single_tier(const struct single_change *change);

/* Does the plan give up remaining hours of hers, as continuity_percent lets it: would one change better that tier, and
 * none an earlier one? */
bool single_gives_up(const struct single *single, int32_t client);

/* Makes every change that betters a tier up to this one, the best for each client in turn, until there is none. Leaves
 * the plan sorted. Returns how many were made. */
size_t single_settle(struct plan *plan, const struct problem *problem, enum tier last);

/* Does the plan give up more of the remaining hours than continuity_percent lets it? *settled, which the caller frees,
 * becomes the plan with single changes made until none helps, of whatever tier: it is no worse in the earlier ones, and
 * in the last better by more than that percentage. Never with a continuity_percent of 0 once it is settled. */
bool single_gives_up_too_much(struct plan *settled, const struct plan *plan, const struct problem *problem);

#endif
