/* An earlier plan from its folder: visits.csv, and the digital hours of allocations.csv, in either dialect. */
#ifndef INPUT_PLAN_PLAN_READER_H
#define INPUT_PLAN_PLAN_READER_H

#include <stdbool.h>

#include "input/text/file.h"
#include "input/region/load.h"
#include "planner/base/error.h"
#include "planner/plan/plan.h"
#include "planner/plan/previous.h"
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

/* The same, and adds each row of visits.csv to visits, whoever it is about, which the caller frees, and the SHA-256 of
 * both tables to digests; either may be NULL. */
bool plan_reader_read_noted(struct plan *plan, struct previous_visits *visits, struct load_digests *digests,
			    const struct problem *problem, const char *folder, enum plan_reading reading,
			    struct error_log *log);

/* A table of a plan whose bytes are at hand, and where its errors go; both borrowed. */
struct plan_reader_table {
	const struct file_bytes *bytes; /* its bytes may be NULL: then nothing is taken from it, and nothing told */
	struct error_log *log;
};

/* As plan_reader_read_noted with PLAN_READER_STRICT, from bytes. The errors of each table are in its own log. */
void plan_reader_read_bytes(struct plan *plan, struct previous_visits *noted, const struct problem *problem,
			    const struct plan_reader_table *visits, const struct plan_reader_table *allocations);

#endif
