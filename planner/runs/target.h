/* Where the results of a run go, and how they are told. */
#ifndef PLANNER_RUNS_TARGET_H
#define PLANNER_RUNS_TARGET_H

#include <stdbool.h>

struct runs_target {
	const char *place; /* folder; borrowed */
	bool force;        /* replaces results that stand there */
	bool dutch;        /* tables for a Dutch spreadsheet */
	bool quiet;        /* nothing on the terminal */
};

#endif
