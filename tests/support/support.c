#include "tests/support/support.h"

#include <assert.h>
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/region/load.h"
#include "planner/base/day.h"
#include "planner/base/memory.h"

/* Makes room for one more row of a table of the region, zeroes it and gives its address. */
#define add_row(rows, count)                                                                                       \
	((rows) = memory_resize((rows), (count) + 1, sizeof *(rows)), memset(&(rows)[(count)], 0, sizeof *(rows)), \
	 (count)++, &(rows)[(count)-1])

static const char *own_text(struct region *region, const char *text)
{
	region->pool = memory_resize(region->pool, region->pool_count + 1, sizeof *region->pool);
	return region->pool[region->pool_count++] = memory_copy_text(text);
}

static int32_t find_name(struct region *region, struct region_names *names, const char *name)
{
	for (int32_t i = 0; i < names->count; i++)
		if (strcmp(names->names[i], name) == 0)
			return i;
	memory_grow(names->names, names->count, names->capacity);
	names->names[names->count] = own_text(region, name);
	return names->count++;
}

static int32_t find_client_row(const struct region *region, const char *key)
{
	for (size_t i = 0; i < region->client_count; i++)
		if (strcmp(region->clients[i].key, key) == 0)
			return (int32_t)i;
	assert(false); /* a slip of the test */
	return REGION_NONE;
}

static int32_t find_caregiver_row(const struct region *region, const char *key)
{
	for (size_t i = 0; i < region->caregiver_count; i++)
		if (strcmp(region->caregivers[i].key, key) == 0)
			return (int32_t)i;
	assert(false); /* a slip of the test */
	return REGION_NONE;
}

static const enum tier_kind support_order[TIER_COUNT] = {KIND_MINIMUM, KIND_PRESENCE, KIND_MEDICAL, KIND_GUARANTEED,
							 KIND_REMAINING};

void support_begin(struct support *support)
{
	*support = (struct support){.policy = policy_default()};
	support->policy.plan_date = SUPPORT_PLAN_DATE;
	support->policy.births = POLICY_BIRTHS_DUE;
	memcpy(support->policy.order, support_order, sizeof support_order);
	support->policy.first_day_weight = 1;
	support->policy.expected_from = 0;
}

struct region_client *support_add_client(struct support *support, const char *key, const char *provider)
{
	struct region *region = &support->region;
	int32_t provider_index = find_name(region, &region->providers, provider);
	int32_t insurer_index = find_name(region, &region->insurers, "7085");
	struct region_client *row = add_row(region->clients, region->client_count);

	*row = (struct region_client){.key = own_text(region, key),
				      .provider = provider_index,
				      .insurer = insurer_index,
				      .postcode = 1000,
				      .due_day = SUPPORT_PLAN_DATE,
				      .birth_day = SUPPORT_PLAN_DATE,
				      .registered_day = DAY_NONE,
				      .home_from_day = DAY_NONE,
				      .expected_day = DAY_NONE,
				      .indicated_ticks = HOURS(49),
				      .minimum_ticks = REGION_NONE,
				      .care_days = REGION_NONE,
				      .group = "",
				      .line = (int32_t)region->client_count + 1};
	return row;
}

struct region_caregiver *support_add_caregiver(struct support *support, const char *key, const char *provider)
{
	struct region *region = &support->region;
	int32_t provider_index = find_name(region, &region->providers, provider);
	struct region_caregiver *row = add_row(region->caregivers, region->caregiver_count);

	*row = (struct region_caregiver){.key = own_text(region, key),
					 .provider = provider_index,
					 .employee = true,
					 .max_week_ticks = REGION_NONE,
					 .agb = "",
					 .line = (int32_t)region->caregiver_count + 1};
	return row;
}

void support_add_availability(struct support *support, const char *caregiver, int32_t first_day, int32_t last_day,
			      int32_t ticks)
{
	struct region *region = &support->region;

	for (int32_t day = first_day; day <= last_day; day++) {
		struct region_availability *row = add_row(region->availability, region->availability_count);
		*row = (struct region_availability){.caregiver = find_caregiver_row(region, caregiver),
						    .day = support->policy.plan_date + day,
						    .ticks = ticks,
						    .line = (int32_t)region->availability_count + 1};
	}
}

void support_add_area(struct support *support, const char *provider, const char *caregiver, int32_t from, int32_t to)
{
	struct region *region = &support->region;
	int32_t provider_index = find_name(region, &region->providers, provider);
	struct region_area *row = add_row(region->areas, region->area_count);

	*row = (struct region_area){.provider = provider_index,
				    .caregiver =
					    caregiver == NULL ? REGION_NONE : find_caregiver_row(region, caregiver),
				    .postcode_from = from,
				    .postcode_to = to,
				    REGION_AREA_OPEN,
				    .line = (int32_t)region->area_count + 1};
}

void support_add_contract(struct support *support, const char *provider, const char *insurer)
{
	struct region *region = &support->region;
	int32_t provider_index = find_name(region, &region->providers, provider);
	int32_t insurer_index = find_name(region, &region->insurers, insurer);
	struct region_contract *row = add_row(region->contracts, region->contract_count);

	region->has_contracts = true;
	*row = (struct region_contract){provider_index, insurer_index, true, (int32_t)region->contract_count + 1};
}

void support_add_delivery(struct support *support, const char *client, const char *caregiver, int32_t day,
			  int32_t ticks, enum region_delivery_kind kind)
{
	struct region *region = &support->region;
	struct region_delivery *row = add_row(region->deliveries, region->delivery_count);

	*row = (struct region_delivery){.client = find_client_row(region, client),
					.day = support->policy.plan_date + day,
					.caregiver =
						caregiver == NULL ? REGION_NONE : find_caregiver_row(region, caregiver),
					.ticks = ticks,
					.kind = kind,
					.line = (int32_t)region->delivery_count + 1};
}

static void add_pin(struct support *support, struct region_pin pin)
{
	struct region *region = &support->region;

	pin.line = (int32_t)region->pin_count + 2;
	*add_row(region->pins, region->pin_count) = pin;
}

void support_add_must(struct support *support, const char *client, const char *caregiver, int32_t day, int32_t ticks)
{
	add_pin(support, (struct region_pin){.client = find_client_row(&support->region, client),
					     .caregiver = find_caregiver_row(&support->region, caregiver),
					     .day = support->policy.plan_date + day,
					     .ticks = ticks,
					     .must = true});
}

void support_add_never(struct support *support, const char *client, const char *caregiver, int32_t day)
{
	add_pin(support, (struct region_pin){.client = find_client_row(&support->region, client),
					     .caregiver = find_caregiver_row(&support->region, caregiver),
					     .day = day == REGION_NONE ? DAY_NONE : support->policy.plan_date + day,
					     .ticks = REGION_NONE,
					     .must = false});
}

void support_add_guarantee(struct support *support, const char *insurer, int32_t before_week)
{
	struct policy *policy = &support->policy;

	*add_row(policy->guarantees, policy->guarantee_count) =
		(struct policy_guarantee){memory_copy_text(insurer), 100 * before_week};
}

int32_t support_insurer(struct support *support, const char *code)
{
	return find_name(&support->region, &support->region.insurers, code);
}

void support_derive(struct support *support)
{
	problem_free(&support->problem);
	problem_derive(&support->problem, &support->region, &support->policy);
}

int32_t support_find_client(const struct support *support, const char *key)
{
	int32_t found = support->problem.client_of_region[find_client_row(&support->region, key)];

	assert(found != REGION_NONE);
	return found;
}

int32_t support_find_caregiver(const struct support *support, const char *key)
{
	return support->problem.caregiver_of_region[find_caregiver_row(&support->region, key)];
}

void support_add_visit(struct plan *plan, const struct support *support, const char *client, const char *caregiver,
		       int32_t day, int32_t units)
{
	plan_add_visit(plan, (struct visit){support_find_client(support, client),
					    support_find_caregiver(support, caregiver), day, units});
}

void support_read(struct support *support, const char *name)
{
	struct load_options options = {.plan_date = DAY_NONE};
	struct load_digests digests;
	struct error_log log = {0};
	char path[96];

	*support = (struct support){0};
	snprintf(path, sizeof path, "tests/regions/%s", name);
	cr_assert(load_region(&support->region, &support->policy, &digests, path, &options, &log), "%s is rejected",
		  path);
	problem_derive(&support->problem, &support->region, &support->policy);
	error_free(&log);
}

void support_free(struct support *support)
{
	problem_free(&support->problem);
	policy_free(&support->policy);
	region_free(&support->region);
}

/* splitmix64 */
uint32_t support_random(uint64_t *state, uint32_t below)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	z ^= z >> 31;
	return (uint32_t)((z >> 32) * below >> 32);
}
