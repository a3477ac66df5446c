/* A plan on disk in the place of one that is found. */
#ifndef PLANNER_RUNS_NIGHT_STORED_H
#define PLANNER_RUNS_NIGHT_STORED_H

#include <stdbool.h>

#include "planner/runs/night.h"

/* Is the plan in the folder made from these tables, with this effort? False, with a failure in the log, if it is not,
 * or is no plan. */
bool night_stored_check(const char *folder, const struct load_digests *digests, int effort_percent,
			struct error_log *log);

/* The plan of the folder for the night's problem, in the place of night_plan: visits and digital hours, from which all
 * else is derived anew; gaps as its summary tells them. A plan that breaks a rule is a failure. */
bool night_stored_read(struct night *night, const char *folder, struct error_log *log);

#endif
