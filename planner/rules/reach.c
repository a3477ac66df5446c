#include "planner/rules/reach.h"

#include "planner/region/schema.h"

void reach_warn(const struct problem *problem, struct error_log *log)
{
	for (size_t i = 0; i < problem->region->client_count; i++) {
		const struct region_client *row = &problem->region->clients[i];
		if (problem->status[i] == CLIENT_UNREACHABLE)
			error_find(log, true, schemas[SCHEMA_CLIENTS].file, (uint32_t)row->line, 0, NULL,
				   "nobody may visit %s in %d: no work area or no contract reaches her", row->key,
				   (int)row->postcode);
	}
}
