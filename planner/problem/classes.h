/* Classes of caregivers whom exactly the same clients may have. */
#ifndef PLANNER_PROBLEM_CLASSES_H
#define PLANNER_PROBLEM_CLASSES_H

#include <stdint.h>

#include "planner/problem/problem.h"

/* Caregivers that are alike for every client. Classes are numbered by their first caregiver. */
struct classes {
	int32_t count;
	int32_t *of_caregiver;    /* [caregiver] */
	int32_t *first_caregiver; /* [class] */
	int32_t *client_first;    /* slices of of_client, [client + 1] */
	int32_t *of_client;       /* classes that may serve a client, ascending */
};

/* Fills classes, which the caller frees. Pins make a caregiver a class of her own. */
void classes_find(struct classes *classes, const struct problem *problem);

/* [classes_place]: the longest that anybody of the class is available on a day; the caller frees. */
int32_t *classes_find_longest(const struct classes *classes, const struct problem *problem);

/* The place of a class's day in tables of all of them. Classes of one day stand together: whoever looks for care on a
 * day looks at many of them. */
static inline int64_t classes_place(int32_t class_count, int32_t class_index, int32_t day)
{
	return (int64_t)day * class_count + class_index;
}

void classes_free(struct classes *classes);

#endif
