/* kraamplan audit: judges a plan, and solves nothing. */
#ifndef PLANNER_COMMAND_AUDIT_H
#define PLANNER_COMMAND_AUDIT_H

#include "planner/base/error.h"
#include "planner/command/options.h"

enum exit_code command_audit(const struct options *options);

#endif
