/* The days of a problem (problem.h): which dates have one. */
#ifndef PLANNER_PROBLEM_CALENDAR_H
#define PLANNER_PROBLEM_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/problem/problem.h"

/* Fills dates, week_of_day and their counts from the clients to plan and the pins. first_day of the clients, which
 * until then counts from the plan date, becomes a day of the calendar. */
void calendar_derive(struct problem *problem);

/* Does this day stand for weeks that are left out? Nobody has care on it. */
bool calendar_is_gap(const struct problem *problem, int32_t day);

#endif
