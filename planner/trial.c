#include "planner/trial.h"

#include <stdlib.h>
#include <string.h>

#include "planner/memory.h"
#include "planner/rules.h"
#include "planner/search.h"
#include "planner/settle.h"
#include "planner/stages.h"

#define EFFORT 2 /* percent: a warm start has little to do */

static void *copy_rows(const void *rows, size_t count, size_t size)
{
	void *copy = memory_allocate(count, size);

	if (count > 0)
		memcpy(copy, rows, count * size);
	return copy;
}

#define COPY_ROWS(trial, array, count) \
	((trial)->region.array = copy_rows((trial)->region.array, (trial)->region.count, sizeof *(trial)->region.array))
#define ADD_ROW(trial, array, count)                                                                             \
	((trial)->region.array =                                                                                 \
		 memory_resize((trial)->region.array, (trial)->region.count + 1, sizeof *(trial)->region.array), \
	 &(trial)->region.array[(trial)->region.count++])

void trial_begin(struct trial *trial, const struct problem *night)
{
	*trial = (struct trial){.region = *night->region, .policy = *night->policy};
	COPY_ROWS(trial, clients, client_count);
	COPY_ROWS(trial, availability, availability_count);
	COPY_ROWS(trial, areas, area_count);
	COPY_ROWS(trial, contracts, contract_count);
	COPY_ROWS(trial, pins, pin_count);
}

void trial_add_hours(struct trial *trial, int32_t caregiver, int32_t day, int32_t units)
{
	struct region_availability *row = ADD_ROW(trial, availability, availability_count);

	*row = (struct region_availability){.caregiver = caregiver,
					    .day = trial->policy.plan_date + day,
					    .ticks = units * (REGION_HOUR_TICKS * trial->policy.unit_minutes / 60)};
}

void trial_add_area(struct trial *trial, int32_t provider, int32_t postcode)
{
	struct region_area *row = ADD_ROW(trial, areas, area_count);

	*row = (struct region_area){
		.provider = provider, .caregiver = REGION_NONE, .postcode_from = postcode, .postcode_to = postcode};
}

void trial_add_contract(struct trial *trial, int32_t provider, int32_t insurer)
{
	struct region_contract *row = ADD_ROW(trial, contracts, contract_count);

	*row = (struct region_contract){.provider = provider, .insurer = insurer};
}

void trial_derive(struct trial *trial)
{
	problem_free(&trial->problem);
	problem_derive(&trial->problem, &trial->region, &trial->policy);
}

void trial_plan(struct trial *trial, const struct plan *from)
{
	struct search search;

	search_build(&search, &trial->problem, from);
	search_load(&search, from);
	stages_run(&search, true, EFFORT);
	settle_hours(&search);
	plan_free(&trial->plan);
	search_store(&search, &trial->plan);
	search_free(&search);
}

bool trial_is_allowed(const struct trial *trial)
{
	struct broken_rules broken;

	rules_check(&broken, &trial->problem, &trial->plan);
	bool allowed = broken.count == 0;
	rules_free(&broken);
	return allowed;
}

void trial_free(struct trial *trial)
{
	plan_free(&trial->plan);
	problem_free(&trial->problem);
	free(trial->region.clients);
	free(trial->region.availability);
	free(trial->region.areas);
	free(trial->region.contracts);
	free(trial->region.pins);
	*trial = (struct trial){0};
}
