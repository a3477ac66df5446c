#include "planner/region/copy.h"

#include <stdlib.h>
#include <string.h>

static void *copy_rows(const void *rows, size_t count, size_t size)
{
	void *copy = memory_allocate(count, size);

	if (count > 0)
		memcpy(copy, rows, count * size);
	return copy;
}

#define COPY_ROWS(region, array, count) \
	((region)->array = copy_rows((region)->array, (region)->count, sizeof *(region)->array))

void region_copy_make(struct region *copy, const struct region *region)
{
	*copy = *region;
	copy->pool = NULL;
	copy->pool_count = 0;
	copy->set_aside = NULL; /* told of the tables that were read, not of their copies */
	copy->set_aside_count = 0;
	COPY_ROWS(copy, clients, client_count);
	COPY_ROWS(copy, caregivers, caregiver_count);
	COPY_ROWS(copy, availability, availability_count);
	COPY_ROWS(copy, areas, area_count);
	COPY_ROWS(copy, contracts, contract_count);
	COPY_ROWS(copy, deliveries, delivery_count);
	COPY_ROWS(copy, pins, pin_count);
	COPY_ROWS(copy, absences, absence_count);
}

void region_copy_free(struct region *copy)
{
	copy->providers = (struct region_names){0}; /* borrowed */
	copy->insurers = (struct region_names){0};
	region_free(copy);
}

const char *region_copy_add_name(struct region *copy, const char *text)
{
	copy->pool = memory_resize(copy->pool, copy->pool_count + 1, sizeof *copy->pool);
	return copy->pool[copy->pool_count++] = memory_copy_text(text);
}

void region_copy_remove_clients(struct region *copy, const bool *marked)
{
	int32_t *new_index = memory_allocate(copy->client_count, sizeof *new_index);
	size_t clients = 0, deliveries = 0, pins = 0;

	for (size_t i = 0; i < copy->client_count; i++) {
		new_index[i] = (int32_t)clients;
		if (!marked[i])
			copy->clients[clients++] = copy->clients[i];
	}
	for (size_t i = 0; i < copy->delivery_count; i++) {
		struct region_delivery row = copy->deliveries[i];
		if (row.client != REGION_NONE && marked[row.client])
			continue;
		if (row.client != REGION_NONE)
			row.client = new_index[row.client];
		copy->deliveries[deliveries++] = row;
	}
	for (size_t i = 0; i < copy->pin_count; i++) {
		struct region_pin row = copy->pins[i];
		if (marked[row.client])
			continue;
		row.client = new_index[row.client];
		copy->pins[pins++] = row;
	}
	copy->client_count = clients;
	copy->delivery_count = deliveries;
	copy->pin_count = pins;
	free(new_index);
}
