#include "planner/region/region.h"

#include <stdio.h>
#include <stdlib.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"

#define AGB_FREELANCE_YEAR 2026
#define AGB_ALL_YEAR 2027

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

static bool is_visit(const struct region_delivery *delivery)
{
	return delivery->kind == REGION_VISIT && delivery->caregiver != REGION_NONE && delivery->client != REGION_NONE;
}

int32_t *region_count_visitors(const struct region *region)
{
	size_t clients = region->client_count;
	int32_t *counts = memory_allocate(clients, sizeof *counts);
	size_t *next = memory_allocate(clients + 1, sizeof *next); /* [client]: her slice of caregivers */
	int32_t *caregivers = memory_allocate(region->delivery_count, sizeof *caregivers);
	size_t *seen = memory_allocate(region->caregiver_count, sizeof *seen); /* last client counted for, from 1 */

	for (size_t i = 0; i < region->delivery_count; i++)
		if (is_visit(&region->deliveries[i]))
			next[region->deliveries[i].client + 1]++;
	for (size_t i = 0; i < clients; i++)
		next[i + 1] += next[i];
	for (size_t i = 0; i < region->delivery_count; i++)
		if (is_visit(&region->deliveries[i]))
			caregivers[next[region->deliveries[i].client]++] = region->deliveries[i].caregiver;
	for (size_t i = 0, at = 0; i < clients; i++)
		for (; at < next[i]; at++) {
			counts[i] += seen[caregivers[at]] != i + 1;
			seen[caregivers[at]] = i + 1;
		}
	free(next);
	free(caregivers);
	free(seen);
	return counts;
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
	for (size_t i = 0; i < region->set_aside_count; i++) {
		free(region->set_aside[i].text);
		free(region->set_aside[i].finding);
	}
	free(region->set_aside);
	for (size_t i = 0; i < region->pool_count; i++)
		free(region->pool[i]);
	free(region->pool);
	*region = (struct region){0};
}

bool region_lacks_agb(const struct region_caregiver *row, int32_t date)
{
	int year, month, day_of_month;

	day_to_civil(date, &year, &month, &day_of_month);
	return *row->agb == '\0' && (year >= AGB_ALL_YEAR || (year >= AGB_FREELANCE_YEAR && !row->employee));
}
