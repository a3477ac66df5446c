/* The work areas that hold on a plan date, made ready to be asked: which provider, and which caregiver, may come to a
 * postcode for an insurer's clients. */
#ifndef PLANNER_REGION_AREA_INDEX_H
#define PLANNER_REGION_AREA_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "planner/region/region.h"

struct area_index {
	/* Sorted by owner, insurer and first postcode; the last postcodes of an owner and insurer are made to rise, so
	 * that one look finds out whether any span holds a postcode. Owners are providers, and behind them caregivers.
	 * */
	struct area_span *spans;
	size_t span_count;
	bool *narrowed;         /* [caregiver of the region]: she has an area of her own */
	int32_t provider_count; /* where the owners that are caregivers begin */
};

/* The caller frees. plan_date DAY_NONE: all rows count, whenever they are valid. */
void area_index_build(struct area_index *index, const struct region *region, int32_t plan_date);

void area_index_free(struct area_index *index);

/* Lies the postcode in the provider's area, for clients of this insurer? */
bool area_index_holds(const struct area_index *index, int32_t provider, int32_t insurer, int32_t postcode);

/* The same of a caregiver's own area (caregiver of the region); true of who has none. Her provider's is not asked. */
bool area_index_own_holds(const struct area_index *index, int32_t caregiver, int32_t insurer, int32_t postcode);

#endif
