/* kraamplan nights: plans night after night, as births and absence come. */
#ifndef PLANNER_COMMAND_NIGHTS_H
#define PLANNER_COMMAND_NIGHTS_H

#include "planner/base/error.h"
#include "planner/command/options.h"

enum exit_code command_nights(const struct options *options);

#endif
