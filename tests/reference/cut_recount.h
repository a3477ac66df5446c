/* Counts a cut and a help again, sharing nothing with how they were found: fits are tried by changing the plan and
 * asking the rules. */
#ifndef TESTS_REFERENCE_CUT_RECOUNT_H
#define TESTS_REFERENCE_CUT_RECOUNT_H

#include <stdbool.h>

#include "planner/reasons/cut.h"
#include "planner/explain/help_trial.h"

#define CUT_FAULT_SIZE 160

/* Is this cut, which calls itself tight, what it says? If not, fault says why not. */
bool cut_recount(char fault[CUT_FAULT_SIZE], const struct cut *cut, const struct problem *problem,
		 const struct plan *plan);

/* Does this help, applied to the tables, do what it says? */
bool cut_recount_help(char fault[CUT_FAULT_SIZE], const struct bottlenecks *found, const struct bottleneck *bottleneck,
		      const struct help *help, const struct plan *plan);

#endif
