#include "planner/region/area_index.h"

#include <stdlib.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"

struct area_span {
	int32_t owner, insurer; /* insurer REGION_NONE: clients of all */
	int32_t from, to;
};

static int compare_spans(const void *left, const void *right)
{
	const struct area_span *a = left, *b = right;

	if (a->owner != b->owner)
		return a->owner < b->owner ? -1 : 1;
	if (a->insurer != b->insurer)
		return a->insurer < b->insurer ? -1 : 1;
	return (a->from > b->from) - (a->from < b->from);
}

void area_index_build(struct area_index *index, const struct region *region, int32_t plan_date)
{
	*index = (struct area_index){
		.spans = memory_allocate(region->area_count, sizeof *index->spans),
		.narrowed = memory_allocate(region->caregiver_count, sizeof *index->narrowed),
		.provider_count = region->providers.count,
	};
	for (size_t i = 0; i < region->area_count; i++) {
		const struct region_area *row = &region->areas[i];
		bool own = row->caregiver != REGION_NONE;
		if (!region_area_is_valid(row, plan_date))
			continue;
		index->spans[index->span_count++] =
			(struct area_span){own ? region->providers.count + row->caregiver : row->provider, row->insurer,
					   row->postcode_from, row->postcode_to};
		if (own)
			index->narrowed[row->caregiver] = true;
	}
	if (index->span_count > 1)
		qsort(index->spans, index->span_count, sizeof *index->spans, compare_spans);
	for (size_t i = 1; i < index->span_count; i++) {
		struct area_span *span = &index->spans[i];
		if (span->owner == span[-1].owner && span->insurer == span[-1].insurer && span->to < span[-1].to)
			span->to = span[-1].to;
	}
}

void area_index_free(struct area_index *index)
{
	free(index->spans);
	free(index->narrowed);
	*index = (struct area_index){0};
}

/* The last span that begins at the postcode or before it reaches furthest. */
static bool spans_hold(const struct area_index *index, int32_t owner, int32_t insurer, int32_t postcode)
{
	struct area_span wanted = {owner, insurer, postcode, postcode};
	size_t low = 0, high = index->span_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_spans(&index->spans[middle], &wanted) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	const struct area_span *last = low > 0 ? &index->spans[low - 1] : NULL;

	return last != NULL && last->owner == owner && last->insurer == insurer && last->to >= postcode;
}

bool area_index_holds(const struct area_index *index, int32_t provider, int32_t insurer, int32_t postcode)
{
	return spans_hold(index, provider, REGION_NONE, postcode) || spans_hold(index, provider, insurer, postcode);
}

bool area_index_own_holds(const struct area_index *index, int32_t caregiver, int32_t insurer, int32_t postcode)
{
	return !index->narrowed[caregiver] ||
	       area_index_holds(index, index->provider_count + caregiver, insurer, postcode);
}
