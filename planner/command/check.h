/* kraamplan check: reads and validates a region, and tells what is in it. */
#ifndef PLANNER_COMMAND_CHECK_H
#define PLANNER_COMMAND_CHECK_H

#include "planner/command/options.h"

/* Findings go to standard error, the summary to standard output. Nothing is written to disk. */
enum exit_code command_check(const struct options *options);

#endif
