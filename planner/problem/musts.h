/* Visits that have to be, and those that must not: pins of the planner and confirmed ones. A part of problem_derive. */
#ifndef PLANNER_PROBLEM_MUSTS_H
#define PLANNER_PROBLEM_MUSTS_H

#include "planner/problem/problem.h"

/* Fills musts and nevers from the pins of the region. The calendar, clients and caregivers must be derived already. */
void musts_derive(struct problem *problem);

#endif
