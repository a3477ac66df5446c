#include "planner/region/region.h"

#include <stdio.h>
#include <stdlib.h>

void region_format_hours(char text[REGION_HOURS_SIZE], int32_t ticks)
{
	int length = snprintf(text, REGION_HOURS_SIZE, "%d.%04d", (int)(ticks / REGION_HOUR_TICKS),
			      (int)(ticks % REGION_HOUR_TICKS));

	while (text[length - 1] == '0')
		text[--length] = '\0';
	if (text[length - 1] == '.')
		text[length - 1] = '\0';
}

bool region_area_is_valid(const struct region_area *area, int32_t plan_date)
{
	return plan_date == DAY_NONE || ((area->valid_from == DAY_NONE || area->valid_from <= plan_date) &&
					 (area->valid_to == DAY_NONE || area->valid_to >= plan_date));
}

void region_free(struct region *region)
{
	free(region->providers.names);
	free(region->insurers.names);
	free(region->clients);
	free(region->caregivers);
	free(region->availability);
	free(region->areas);
	free(region->contracts);
	free(region->deliveries);
	free(region->pins);
	free(region->absences);
	for (size_t i = 0; i < region->pool_count; i++)
		free(region->pool[i]);
	free(region->pool);
	*region = (struct region){0};
}
