#include <stdlib.h>

#include "input/region/cross_check.h"
#include "planner/base/memory.h"

/* Provider areas, sorted by provider and first postcode; a provider's last postcodes are made to rise, so that one look
 * finds out whether any span reaches a postcode. */
struct provider_areas {
	struct region_area *areas;
	size_t count;
};

static int compare_areas(const void *left, const void *right)
{
	const struct region_area *a = left, *b = right;

	if (a->provider != b->provider)
		return a->provider < b->provider ? -1 : 1;
	return (a->postcode_from > b->postcode_from) - (a->postcode_from < b->postcode_from);
}

static struct provider_areas sort_provider_areas(const struct region *region)
{
	struct provider_areas sorted = {memory_allocate(region->area_count, sizeof *sorted.areas), 0};

	for (size_t i = 0; i < region->area_count; i++)
		if (region->areas[i].caregiver == REGION_NONE)
			sorted.areas[sorted.count++] = region->areas[i];
	if (sorted.count > 1)
		qsort(sorted.areas, sorted.count, sizeof *sorted.areas, compare_areas);
	for (size_t i = 1; i < sorted.count; i++)
		if (sorted.areas[i].provider == sorted.areas[i - 1].provider &&
		    sorted.areas[i].postcode_to < sorted.areas[i - 1].postcode_to)
			sorted.areas[i].postcode_to = sorted.areas[i - 1].postcode_to;
	return sorted;
}

/* Does any span of the provider touch this one? The last that begins in or before it reaches furthest. */
static bool touches(const struct provider_areas *sorted, int32_t provider, int32_t from, int32_t to)
{
	size_t low = 0, high = sorted->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct region_area *area = &sorted->areas[middle];

		if (area->provider < provider || (area->provider == provider && area->postcode_from <= to))
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 && sorted->areas[low - 1].provider == provider && sorted->areas[low - 1].postcode_to >= from;
}

static void check_spans(const struct cross_check *check)
{
	const struct region *region = check->region;
	struct table *table = &check->tables[SCHEMA_WORKAREAS];

	for (size_t i = 0; i < region->area_count; i++) {
		const struct region_area *area = &region->areas[i];
		const struct region_caregiver *caregiver =
			area->caregiver != REGION_NONE ? &region->caregivers[area->caregiver] : NULL;

		if (area->postcode_from > area->postcode_to)
			table_find(table, false, area->line, AREA_POSTCODE_TO, "before postcode_from: turned around?");
		if (caregiver != NULL && caregiver->provider != REGION_NONE && caregiver->provider != area->provider)
			table_find(table, true, area->line, AREA_PROVIDER, "not the provider of %s, which is %s",
				   caregiver->key, region->providers.names[caregiver->provider]);
	}
}

enum reach { REACH_UNNARROWED, REACH_NONE, REACH_SOME };

static void check_caregivers(const struct cross_check *check, const struct provider_areas *sorted)
{
	const struct region *region = check->region;
	unsigned char *reach = memory_allocate(region->caregiver_count, sizeof *reach);

	for (size_t i = 0; i < region->area_count; i++) {
		const struct region_area *area = &region->areas[i];

		if (area->caregiver == REGION_NONE || reach[area->caregiver] == REACH_SOME)
			continue;
		bool some = touches(sorted, region->caregivers[area->caregiver].provider, area->postcode_from,
				    area->postcode_to);
		reach[area->caregiver] = some ? REACH_SOME : REACH_NONE;
	}
	for (size_t i = 0; i < region->caregiver_count; i++) {
		const struct region_caregiver *caregiver = &region->caregivers[i];

		if (caregiver->provider == REGION_NONE)
			continue;
		if (!touches(sorted, caregiver->provider, 0, INT32_MAX))
			table_find(&check->tables[SCHEMA_CAREGIVERS], true, caregiver->line, CAREGIVER_PROVIDER,
				   "%s has no work area in %s: she cannot be planned",
				   region->providers.names[caregiver->provider], schemas[SCHEMA_WORKAREAS].file);
		else if (reach[i] == REACH_NONE)
			table_find(&check->tables[SCHEMA_CAREGIVERS], true, caregiver->line, CAREGIVER_ID,
				   "her own work area lies outside that of her provider: she cannot be planned");
	}
	free(reach);
}

void cross_check_areas(const struct cross_check *check)
{
	struct provider_areas sorted;

	check_spans(check);
	if (!check->tables[SCHEMA_WORKAREAS].whole)
		return;
	sorted = sort_provider_areas(check->region);
	check_caregivers(check, &sorted);
	free(sorted.areas);
}
