/* A region as the planner sees it, and plans as another solver tells them. */
#ifndef TOOLS_BENCH_RIVAL_H
#define TOOLS_BENCH_RIVAL_H

#include <stdbool.h>

#include "input/region/load.h"
#include "planner/plan/plan.h"
#include "planner/problem/problem.h"

struct night {
	struct region region;
	struct policy policy;
	struct load_digests digests;
	struct problem problem;
};

/* Reads the region; false, with the findings on standard error, if it is rejected. The caller frees in both cases. */
bool rival_load(struct night *night, const char *folder);
void rival_free(struct night *night);

/* Reads a plan told as columns of the integer program (planner/exact/program.h): lines
 * `x_CLIENT_DAY_CAREGIVER UNITS` and `g_CLIENT UNITS`, rounded to whole units; other columns and zeros are passed
 * over. False, with a message, if the file cannot be read or names what the region does not have. */
bool rival_read_plan(struct plan *plan, const struct night *night, const char *path);

#endif
