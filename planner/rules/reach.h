/* Clients whom nobody may visit, told before anything is planned. */
#ifndef PLANNER_RULES_REACH_H
#define PLANNER_RULES_REACH_H

#include "planner/base/error.h"
#include "planner/problem/problem.h"

/* Adds a warning for each client to plan whom nobody may serve, at her line. */
void reach_warn(const struct problem *problem, struct error_log *log);

#endif
