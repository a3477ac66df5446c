/* Every night of an archive judged, and the chain of their summaries. */
#ifndef PLANNER_AUDIT_ARCHIVE_H
#define PLANNER_AUDIT_ARCHIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "input/region/load.h"
#include "planner/base/error.h"

/* All borrowed. */
struct audit_archive_request {
	const char *archive, *output; /* folders */
	int32_t from, to;             /* plan dates, both in; DAY_NONE: open */
	const struct load_options *load;
	bool force, dutch, quiet;
};

/* Judges each night from its own tables, with the night before as its previous plan, and whether its summary tells the
 * digest of that night's. Writes nights.csv and archive.json to output. EXIT_BROKEN where a night is not accepted or
 * the chain is broken; else what the log calls for. */
enum exit_code audit_archive(const struct audit_archive_request *request, struct error_log *log);

#endif
