/* kraamplan explain REGION PLAN [CLIENT]...: why clients get what they get, and what would help. */
#ifndef PLANNER_COMMAND_EXPLAIN_H
#define PLANNER_COMMAND_EXPLAIN_H

#include "planner/base/error.h"
#include "planner/command/options.h"

enum exit_code command_explain(const struct options *options);

#endif
