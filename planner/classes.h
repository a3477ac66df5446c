/* Classes of caregivers whom exactly the same clients may have. */
#ifndef PLANNER_CLASSES_H
#define PLANNER_CLASSES_H

#include <stdint.h>

#include "planner/problem.h"

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

void classes_free(struct classes *classes);

#endif
