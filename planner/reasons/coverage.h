/* Which postcodes at least one caregiver serves, whatever the contracts: the work areas laid over each other. */
#ifndef PLANNER_REASONS_COVERAGE_H
#define PLANNER_REASONS_COVERAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/region/region.h"

struct coverage {
	bool *served; /* [postcode] */
};

/* The caller frees. */
void coverage_find(struct coverage *coverage, const struct region *region);

void coverage_free(struct coverage *coverage);

bool coverage_holds(const struct coverage *coverage, int32_t postcode);

/* The lowest postcode of the span around this one that nobody serves. */
int32_t coverage_hole_start(const struct coverage *coverage, int32_t postcode);

#endif
