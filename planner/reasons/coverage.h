/* Which postcodes at least one caregiver serves, for the clients of an insurer, whatever the contracts: the work areas
 * laid over each other. */
#ifndef PLANNER_REASONS_COVERAGE_H
#define PLANNER_REASONS_COVERAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/region/region.h"

struct coverage {
	const struct region *region; /* borrowed */
	int32_t plan_date;
	bool **served; /* [insurer][postcode]; NULL until it is asked for */
};

/* The caller frees. */
void coverage_begin(struct coverage *coverage, const struct region *region, int32_t plan_date);

void coverage_free(struct coverage *coverage);

bool coverage_holds(struct coverage *coverage, int32_t insurer, int32_t postcode);

/* The lowest postcode of the span around this one that nobody serves for clients of the insurer. */
int32_t coverage_hole_start(struct coverage *coverage, int32_t insurer, int32_t postcode);

#endif
