/* An earlier plan from its folder: visits.csv, and the digital hours of allocations.csv, in either dialect. */
#ifndef INPUT_PLAN_PLAN_READER_H
#define INPUT_PLAN_PLAN_READER_H

#include <stdbool.h>

#include "input/region/load.h"
#include "planner/base/error.h"
#include "planner/plan/plan.h"
#include "planner/problem/problem.h"

enum plan_reading {
	/* What has no place in the problem is left out: clients and caregivers who are gone or not to plan, days before
	 * the plan date or after the last care day. Hours are rounded down to planning units. For --previous. */
	PLAN_READER_LENIENT,
	/* All that is an error in the log, at its file, line and column. For audit. */
	PLAN_READER_STRICT
};

/* Fills the plan, sorted, in the indices of the problem; the caller frees it (also after false). False, with errors or
 * a failure in the log, where the folder is no plan or its tables cannot be read. The plan may break every rule. */
bool plan_reader_read(struct plan *plan, const struct problem *problem, const char *folder, enum plan_reading reading,
		      struct error_log *log);

/* The same, and adds the SHA-256 of both tables to digests, which may be NULL. */
bool plan_reader_read_digested(struct plan *plan, struct load_digests *digests, const struct problem *problem,
			       const char *folder, enum plan_reading reading, struct error_log *log);

#endif
