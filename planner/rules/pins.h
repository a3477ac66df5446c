/* The planner's own word, before anything is planned: can all musts hold together? */
#ifndef PLANNER_RULES_PINS_H
#define PLANNER_RULES_PINS_H

#include <stdbool.h>

#include "planner/base/error.h"
#include "planner/problem/problem.h"
#include "planner/region/policy.h"
#include "planner/region/region.h"

/* True if every must of pins.csv can hold, also together with the others; else each that cannot is an error in the log,
 * at its line, which names the rule in its way and the other pins that take part in it. */
bool pins_check(const struct problem *problem, struct error_log *log);

/* Derives the night's problem as problem_derive does, without the musts that are outlived: because their client was
 * born and the day is none of her care days any more, or because their caregiver is absent on it. They are set aside,
 * and the region tells of them. Then pins_check. The caller frees the problem, also after false. */
bool pins_derive(struct problem *problem, struct region *region, const struct policy *policy, struct error_log *log);

/* Takes away musts of the region, a copy of planner/region/copy.h, that stand on no care day of their client, on no
 * shift of their caregiver, or that she may not serve any more. problem: derived from the copy, and no longer true of
 * it where the result is true: some have gone. */
bool pins_drop_impossible(struct region *copy, const struct problem *problem);

#endif
