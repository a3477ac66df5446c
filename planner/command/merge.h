/* kraamplan merge: puts the parts of a run together; what it writes is what the single run writes. */
#ifndef PLANNER_COMMAND_MERGE_H
#define PLANNER_COMMAND_MERGE_H

#include "planner/base/error.h"
#include "planner/command/options.h"

enum exit_code command_merge(const struct options *options);

#endif
