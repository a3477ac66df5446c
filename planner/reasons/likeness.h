/* Clients whom nearly the same caregivers may serve.
 *
 * Most clients of a postcode, provider and insurer may have exactly the same caregivers: such sets are told apart once,
 * and compared with each other instead of client with client.
 */
#ifndef PLANNER_REASONS_LIKENESS_H
#define PLANNER_REASONS_LIKENESS_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/problem/problem.h"

struct likeness {
	const struct problem *problem; /* borrowed */
	int32_t *set_of_client;        /* [client] */
	int32_t *client_of_set;        /* [set]: one whose set it is */
	int32_t set_count;
	int64_t work; /* caregivers looked at by likeness_holds so far, without a clock */
};

/* The caller frees. */
void likeness_find(struct likeness *likeness, const struct problem *problem);

/* Have the two sets at least two thirds in common of those who are in the one or the other? */
bool likeness_holds(struct likeness *likeness, int32_t left, int32_t right);

void likeness_free(struct likeness *likeness);

#endif
