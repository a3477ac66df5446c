/* kraamplan whatif: the same night in other circumstances, beside the night as it is. */
#ifndef PLANNER_COMMAND_WHATIF_H
#define PLANNER_COMMAND_WHATIF_H

#include "planner/base/error.h"
#include "planner/command/options.h"

enum exit_code command_whatif(const struct options *options);

#endif
