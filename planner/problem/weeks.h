/* What is wanted and what is there, by ISO week, before anything is planned. */
#ifndef PLANNER_PROBLEM_WEEKS_H
#define PLANNER_PROBLEM_WEEKS_H

#include <stdint.h>

#include "planner/problem/problem.h"

/* What a client wants is spread evenly over the care days that she has left. */
struct week {
	int32_t first_date;      /* the first day of the week that is planned: a Monday, or the plan date */
	int32_t family_count;    /* clients with a care day in it */
	int64_t wanted_units;    /* and not yet received */
	int64_t available_units; /* of all caregivers, within their weekly limits */
};

/* One a week of the problem; the caller frees them with free(). */
struct week *weeks_derive(const struct problem *problem);

/* The part of units that falls on day index of count, so that the days add up to all. */
int64_t weeks_even_share(int64_t units, int32_t index, int32_t count);

#endif
