#include "planner/scenario/keys.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "planner/region/copy.h"

#define KEY_SIZE 32

static bool is_taken(const struct region *region, const char *key)
{
	for (size_t i = 0; i < region->client_count; i++)
		if (strcmp(region->clients[i].key, key) == 0)
			return true;
	for (size_t i = 0; i < region->caregiver_count; i++)
		if (strcmp(region->caregivers[i].key, key) == 0)
			return true;
	return false;
}

const char *scenario_make_key(struct region *region, const char *prefix, int32_t *number)
{
	char key[KEY_SIZE];

	snprintf(key, sizeof key, "%s-%d", prefix, (int)*number);
	while (is_taken(region, key))
		snprintf(key, sizeof key, "%s-%d", prefix, (int)++*number);
	return region_copy_add_name(region, key);
}
