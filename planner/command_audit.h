/* kraamplan audit: judges a plan, and solves nothing. */
#ifndef PLANNER_COMMAND_AUDIT_H
#define PLANNER_COMMAND_AUDIT_H

#include "planner/error.h"
#include "planner/options.h"

enum exit_code command_audit(const struct options *options);

#endif
