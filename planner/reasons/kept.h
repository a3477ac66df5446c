/* Time that is there for a client, and that a rule keeps from her.
 *
 * Each rule is asked in the same way: the night is derived without it, the plan stays as it is, and one change for her
 * (spare.h) either makes something of it or does not. So what is told of a rule is true: without it more could reach
 * her at once, from time that nobody uses.
 */
#ifndef PLANNER_REASONS_KEPT_H
#define PLANNER_REASONS_KEPT_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/plan/spare.h"

enum kept_rule {
	KEPT_BY_CONTRACT, /* other providers: mediation is off; or where it is on, they have no contract */
	KEPT_BY_LIMIT,    /* max_hours_week, used up, or 0 from the beginning */
	KEPT_BY_ROW,      /* max_days_in_a_row */
	KEPT_BY_SHORTEST, /* shifts that are, as a whole, shorter than the shortest visit, or than a planning unit */
	KEPT_RULE_COUNT
};

/* The night without one rule. Only what the rule changes is its own; the rest is borrowed from the night. */
struct kept_night {
	bool differs; /* the rule holds something in this night */
	struct region region;
	struct policy policy;
	struct problem problem;
	struct spare spare;
};

struct kept {
	const struct problem *problem; /* borrowed */
	struct kept_night nights[KEPT_RULE_COUNT];
};

/* spare and its problem are borrowed; the caller frees. Does not work once it was moved. */
void kept_build(struct kept *kept, const struct spare *spare);
void kept_free(struct kept *kept);

/* Could one change that only this rule forbids give her what no allowed one does? held: the best of the allowed ones
 * (spare_best). caregiver: by her alone, REGION_NONE: by anybody. */
bool kept_holds(const struct kept *kept, enum kept_rule rule, int32_t client, int32_t caregiver,
		const struct shortages *held);

/* Marks the caregivers whose time this rule keeps from the client. */
void kept_mark_caregivers(bool *marks, const struct kept *kept, enum kept_rule rule, int32_t client,
			  const struct shortages *held);

#endif
