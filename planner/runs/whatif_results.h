/* From the plans of a what-if, as they stand on disk, to what compares them. */
#ifndef PLANNER_RUNS_WHATIF_RESULTS_H
#define PLANNER_RUNS_WHATIF_RESULTS_H

#include <stdbool.h>
#include <stddef.h>

#include "planner/base/error.h"

struct whatif_results {
	const char *folder;       /* with a plan and a folder of tables for base and each scenario */
	const char *place;        /* what the folder is called to people: where it is to stand */
	const char *const *names; /* of the scenarios, without base */
	size_t name_count;
	bool dutch, quiet;
};

/* Writes the comparison into the folder, and prints it unless quiet. */
bool whatif_results_write(const struct whatif_results *results, struct error_log *log);

#endif
