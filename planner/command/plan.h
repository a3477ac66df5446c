/* kraamplan plan: from a region's tables to the night's plan. */
#ifndef PLANNER_COMMAND_PLAN_H
#define PLANNER_COMMAND_PLAN_H

#include "planner/command/options.h"

/* Everything that the user sees is printed; nothing is left behind unless the plan is whole. */
enum exit_code command_plan(const struct options *options);

#endif
