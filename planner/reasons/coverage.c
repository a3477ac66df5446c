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

/* Does the row say anything for clients of this insurer on the plan date? */
static bool counts(const struct coverage *coverage, const struct region_area *row, int32_t insurer)
{
	return region_area_is_valid(row, coverage->plan_date) &&
	       (row->insurer == REGION_NONE || row->insurer == insurer);
}

/* Providers of whom somebody works in the whole area: has no narrower one of her own. The caller frees. */
static bool *find_open_providers(const struct coverage *coverage)
{
	const struct region *region = coverage->region;
	bool *narrowed = memory_allocate(region->caregiver_count, sizeof *narrowed);
	bool *open = memory_allocate((size_t)region->providers.count, sizeof *open);

	for (size_t i = 0; i < region->area_count; i++)
		if (region->areas[i].caregiver != REGION_NONE &&
		    region_area_is_valid(&region->areas[i], coverage->plan_date))
			narrowed[region->areas[i].caregiver] = true;
	for (size_t i = 0; i < region->caregiver_count; i++)
		if (!narrowed[i])
			open[region->caregivers[i].provider] = true;
	free(narrowed);
	return open;
}

static bool *find_served(const struct coverage *coverage, int32_t insurer)
{
	const struct region *region = coverage->region;
	size_t cells = (size_t)region->providers.count * (POSTCODE_COUNT + 1);
	struct spans whole = {memory_allocate(cells, sizeof *whole.depth)};
	struct spans narrow = {memory_allocate(cells, sizeof *narrow.depth)};
	bool *open = find_open_providers(coverage), *served = memory_allocate(POSTCODE_COUNT, sizeof *served);

	for (size_t i = 0; i < region->area_count; i++) {
		struct region_area area = region->areas[i];
		if (!counts(coverage, &area, insurer))
			continue;
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
				served[postcode] = true;
	free(open);
	free(narrow.depth);
	free(whole.depth);
	return served;
}

void coverage_begin(struct coverage *coverage, const struct region *region, int32_t plan_date)
{
	*coverage = (struct coverage){region, plan_date,
				      memory_allocate((size_t)region->insurers.count, sizeof *coverage->served)};
}

void coverage_free(struct coverage *coverage)
{
	for (int32_t i = 0; coverage->region != NULL && i < coverage->region->insurers.count; i++)
		free(coverage->served[i]);
	free(coverage->served);
	*coverage = (struct coverage){0};
}

bool coverage_holds(struct coverage *coverage, int32_t insurer, int32_t postcode)
{
	if (coverage->served[insurer] == NULL)
		coverage->served[insurer] = find_served(coverage, insurer);
	return coverage->served[insurer][postcode];
}

int32_t coverage_hole_start(struct coverage *coverage, int32_t insurer, int32_t postcode)
{
	while (postcode > 0 && !coverage_holds(coverage, insurer, postcode - 1))
		postcode--;
	return postcode;
}
