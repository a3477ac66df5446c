/* kraamplan risk: how likely it is, from many draws of births and absence, that somebody stays short. */
#ifndef PLANNER_COMMAND_RISK_H
#define PLANNER_COMMAND_RISK_H

#include "planner/base/error.h"
#include "planner/command/options.h"

enum exit_code command_risk(const struct options *options);

#endif
