/* The parts of a what-if (--shard) put together. */
#ifndef PLANNER_RUNS_WHATIF_MERGE_H
#define PLANNER_RUNS_WHATIF_MERGE_H

#include <stdbool.h>

#include "planner/base/error.h"
#include "planner/runs/target.h"

/* Is the folder a what-if, or a part of one? */
bool whatif_merge_is_part(const char *folder);

/* Copies the plans of all parts, which are folders, to the target, and compares them: what is then there is what the
 * single run writes, byte for byte. */
bool whatif_merge_parts(const struct runs_target *target, char *const *parts, int part_count, struct error_log *log);

#endif
