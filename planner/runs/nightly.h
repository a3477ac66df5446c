/* A night that follows the one before it, kept with its tables in an archive.
 *
 * Life: {0}, nightly_read, night_plan of the night, nightly_write and nightly_commit, nightly_free in every state.
 */
#ifndef PLANNER_RUNS_NIGHTLY_H
#define PLANNER_RUNS_NIGHTLY_H

#include <stdbool.h>

#include "input/region/load.h"
#include "output/folder/archive.h"
#include "planner/base/error.h"
#include "planner/runs/night.h"

struct nightly_request {
	const char *region, *archive; /* folders */
	struct load_options load;
	bool force;         /* replaces a night of the same date */
	bool accept_losses; /* goes on with tables that look lost */
};

struct nightly {
	struct archive archive;
	struct night night;
	struct load_files files; /* of the region, as they were judged */
};

/* Opens the archive, reads the region and the night before, and compares them. Findings and losses are warnings and
 * errors in the log; the night is ready to be planned if the result is true. */
bool nightly_read(struct nightly *nightly, const struct nightly_request *request, struct error_log *log);

/* Writes tables and plan beside the nights that stand there. */
bool nightly_write(struct nightly *nightly, bool dutch, struct error_log *log);

/* They take their place. */
bool nightly_commit(struct nightly *nightly, struct error_log *log);

void nightly_free(struct nightly *nightly);

#endif
