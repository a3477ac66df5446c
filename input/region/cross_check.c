#include "input/region/cross_check.h"

#include <stdlib.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"

/* Its clients are all mediated, or the code is misspelt: a spreadsheet eats leading zeros. Told once a provider. */
static void check_providers(const struct cross_check *check)
{
	const struct region *region = check->region;
	bool *told = memory_allocate((size_t)region->providers.count, sizeof *told);

	for (size_t i = 0; i < region->caregiver_count; i++)
		if (region->caregivers[i].provider != REGION_NONE)
			told[region->caregivers[i].provider] = true;
	for (size_t i = 0; i < region->client_count; i++) {
		const struct region_client *client = &region->clients[i];

		if (client->provider == REGION_NONE || told[client->provider])
			continue;
		told[client->provider] = true;
		table_find(&check->tables[SCHEMA_CLIENTS], true, client->line, CLIENT_PROVIDER,
			   "%s has no caregiver in %s: is the code right?", region->providers.names[client->provider],
			   schemas[SCHEMA_CAREGIVERS].file);
	}
	free(told);
}

/* A contract of nobody opens no door: the code is misspelt, or has lost a zero. Told once a provider. */
static void check_contracts(const struct cross_check *check)
{
	const struct region *region = check->region;
	bool *known = memory_allocate((size_t)region->providers.count, sizeof *known);

	for (size_t i = 0; i < region->caregiver_count; i++)
		if (region->caregivers[i].provider != REGION_NONE)
			known[region->caregivers[i].provider] = true;
	for (size_t i = 0; i < region->client_count; i++)
		if (region->clients[i].provider != REGION_NONE)
			known[region->clients[i].provider] = true;
	for (size_t i = 0; i < region->contract_count; i++) {
		int32_t provider = region->contracts[i].provider;
		if (known[provider])
			continue;
		known[provider] = true;
		table_find(&check->tables[SCHEMA_CONTRACTS], true, region->contracts[i].line, CONTRACT_PROVIDER,
			   "there is no provider %s in %s or %s: is the code right?", region->providers.names[provider],
			   schemas[SCHEMA_CAREGIVERS].file, schemas[SCHEMA_CLIENTS].file);
	}
	free(known);
}

static void check_pins(const struct cross_check *check)
{
	struct table *table = &check->tables[SCHEMA_PINS];

	for (size_t i = 0; i < check->region->pin_count; i++) {
		const struct region_pin *pin = &check->region->pins[i];

		if (pin->must && pin->day == DAY_NONE)
			table_find(table, false, pin->line, PIN_DATE, "may not be empty where pin is must");
		if (!pin->must && pin->ticks != REGION_NONE)
			table_find(table, true, pin->line, PIN_HOURS, "means nothing where pin is never");
	}
}

void cross_check_region(const struct cross_check *check)
{
	cross_check_clients(check);
	cross_check_areas(check);
	cross_check_availability(check);
	cross_check_deliveries(check);
	check_pins(check);
	if (check->tables[SCHEMA_CAREGIVERS].whole)
		check_providers(check);
	if (check->tables[SCHEMA_CAREGIVERS].whole && check->tables[SCHEMA_CLIENTS].whole)
		check_contracts(check);
}
