/* All that can be planned for a tiny problem, by trying everything: what the search is held against.
 *
 * Shares nothing with the search, the rules or the values of the planner: it reads the problem and enumerates, day by
 * day, every set of visits that C1 to C9, C11 to C13 allow. Exact: nothing is left out, equal states are merged.
 */
#ifndef TESTS_REFERENCE_BRUTE_FORCE_H
#define TESTS_REFERENCE_BRUTE_FORCE_H

#include <stdbool.h>
#include <stddef.h>

#include "planner/problem/problem.h"
#include "planner/plan/values.h"

struct brute_force {
	struct values *reached; /* tier values of every end that can be reached; digital hours as many as help */
	size_t count;
};

/* False if it would take more than work_limit steps; then there is nothing to free. At most 4 clients, 3 caregivers. */
bool brute_force_run(struct brute_force *all, const struct problem *problem, size_t work_limit);

/* The best in the order of the tiers. */
struct values brute_force_best(const struct brute_force *all);

/* The least value of this tier among those that are no worse than `above` in each earlier tier. */
int64_t brute_force_least(const struct brute_force *all, const struct values *above, enum tier tier);

void brute_force_free(struct brute_force *all);

#endif
