#include "planner/reasons/coverage.h"

#include <stdlib.h>

#include "planner/base/memory.h"
#include "planner/region/postcode.h"

/* Spans of postcodes per provider: where they begin and end, and after sum_spans how many hold each postcode. */
struct spans {
	int32_t *depth; /* [provider * (POSTCODE_COUNT + 1) + postcode] */
};

static int32_t *spans_of(const struct spans *spans, int32_t provider)
{
	return &spans->depth[(size_t)provider * (POSTCODE_COUNT + 1)];
}

static void add_span(struct spans *spans, const struct region_area *area)
{
	if (area->postcode_from > area->postcode_to)
		return;
	spans_of(spans, area->provider)[area->postcode_from]++;
	spans_of(spans, area->provider)[area->postcode_to + 1]--;
}

static void sum_spans(struct spans *spans, int32_t provider_count)
{
	for (int32_t provider = 0; provider < provider_count; provider++) {
		int32_t *depth = spans_of(spans, provider);
		for (int32_t postcode = 1; postcode <= POSTCODE_COUNT; postcode++)
			depth[postcode] += depth[postcode - 1];
	}
}

/* Providers of whom somebody works in the whole area: has no narrower one of her own. The caller frees. */
static bool *find_open_providers(const struct region *region)
{
	bool *narrowed = memory_allocate(region->caregiver_count, sizeof *narrowed);
	bool *open = memory_allocate((size_t)region->providers.count, sizeof *open);

	for (size_t i = 0; i < region->area_count; i++)
		if (region->areas[i].caregiver != REGION_NONE)
			narrowed[region->areas[i].caregiver] = true;
	for (size_t i = 0; i < region->caregiver_count; i++)
		if (!narrowed[i])
			open[region->caregivers[i].provider] = true;
	free(narrowed);
	return open;
}

void coverage_find(struct coverage *coverage, const struct region *region)
{
	size_t cells = (size_t)region->providers.count * (POSTCODE_COUNT + 1);
	struct spans whole = {memory_allocate(cells, sizeof *whole.depth)};
	struct spans narrow = {memory_allocate(cells, sizeof *narrow.depth)};
	bool *open = find_open_providers(region);

	coverage->served = memory_allocate(POSTCODE_COUNT, sizeof *coverage->served);
	for (size_t i = 0; i < region->area_count; i++) {
		struct region_area area = region->areas[i];
		if (area.caregiver !=
		    REGION_NONE) /* hers lies within the area of her own provider, whatever the row says */
			area.provider = region->caregivers[area.caregiver].provider;
		add_span(area.caregiver == REGION_NONE ? &whole : &narrow, &area);
	}
	sum_spans(&whole, region->providers.count);
	sum_spans(&narrow, region->providers.count);
	for (int32_t provider = 0; provider < region->providers.count; provider++)
		for (int32_t postcode = 0; postcode < POSTCODE_COUNT; postcode++)
			if (spans_of(&whole, provider)[postcode] > 0 &&
			    (open[provider] || spans_of(&narrow, provider)[postcode] > 0))
				coverage->served[postcode] = true;
	free(open);
	free(narrow.depth);
	free(whole.depth);
}

void coverage_free(struct coverage *coverage)
{
	free(coverage->served);
	*coverage = (struct coverage){0};
}

bool coverage_holds(const struct coverage *coverage, int32_t postcode)
{
	return coverage->served[postcode];
}

int32_t coverage_hole_start(const struct coverage *coverage, int32_t postcode)
{
	while (postcode > 0 && !coverage->served[postcode - 1])
		postcode--;
	return postcode;
}
