/* Who may serve whom: work areas, own areas of caregivers, contracts and mediation (C5). A part of problem_derive. */
#ifndef PLANNER_PROBLEM_ELIGIBILITY_H
#define PLANNER_PROBLEM_ELIGIBILITY_H

#include "planner/problem/problem.h"

/* Fills the eligible caregivers of every client to plan; who has none becomes CLIENT_UNREACHABLE. Clients and
 * caregivers must be derived already. */
void eligibility_derive(struct problem *problem);

/* Contracts by provider, then insurer; for qsort and bsearch. */
int eligibility_compare_contracts(const void *left, const void *right);

#endif
