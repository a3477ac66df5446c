/* The planner's own word, before anything is planned: can all musts hold together? */
#ifndef PLANNER_RULES_PINS_H
#define PLANNER_RULES_PINS_H

#include <stdbool.h>

#include "planner/base/error.h"
#include "planner/problem/problem.h"

/* True if every must of pins.csv can hold, also together with the others; else each that cannot is an error in the log,
 * at its line, which names the rule in its way and the other pins that take part in it. */
bool pins_check(const struct problem *problem, struct error_log *log);

#endif
