#include "planner/region.h"

#include <stdlib.h>

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
	for (size_t i = 0; i < region->pool_count; i++)
		free(region->pool[i]);
	free(region->pool);
	*region = (struct region){0};
}
