/* Whether one change for one client makes a plan better, by trying them all and asking the rules of each: shares
 * nothing with how planner/plan/spare.c counts it. */
#ifndef TESTS_REFERENCE_ONE_CHANGE_H
#define TESTS_REFERENCE_ONE_CHANGE_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/plan/plan.h"
#include "planner/problem/problem.h"

/* Does one new, longer or other visit to the client, or digital hours, make the plan better by the rules as they stand
 * in problem? Her other visits may be shortened for it in any way. plan must obey the rules. */
bool one_change_helps(const struct problem *problem, const struct plan *plan, int32_t client);

#endif
