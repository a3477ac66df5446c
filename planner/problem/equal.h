/* Whether two problems are the same in all that a plan or its bounds could depend on, names of keys included. */
#ifndef PLANNER_PROBLEM_EQUAL_H
#define PLANNER_PROBLEM_EQUAL_H

#include <stdbool.h>

#include "planner/problem/problem.h"

/* NULL, or what is not the same, in a word. The regions may be different objects. */
const char *problem_equal_find_difference(const struct problem *a, const struct problem *b);

#endif
