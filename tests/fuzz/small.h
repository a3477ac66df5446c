/* A region that stands: what the fuzz targets of plans judge against. Few hours and days, so that a bound takes no
 * time. */
#ifndef TESTS_FUZZ_SMALL_H
#define TESTS_FUZZ_SMALL_H

#include "planner/base/day.h"
#include "planner/region/policy.h"
#include "planner/region/region.h"

#define SMALL_PLAN_DATE 20647 /* 2026-07-13 */

static const char *small_providers[] = {"p1"}, *small_insurers[] = {"7085"};

static struct region_client small_clients[] = {
	{.key = "C1",
	 .postcode = 1000,
	 .due_day = SMALL_PLAN_DATE,
	 .birth_day = SMALL_PLAN_DATE,
	 .registered_day = DAY_NONE,
	 .home_from_day = DAY_NONE,
	 .expected_day = DAY_NONE,
	 .indicated_ticks = 140000,
	 .digital_ticks = 40000,
	 .digital_consent = true,
	 .minimum_ticks = REGION_NONE,
	 .care_days = 3,
	 .group = ""},
	{.key = "C2",
	 .postcode = 1000,
	 .due_day = SMALL_PLAN_DATE - 9,
	 .birth_day = DAY_NONE,
	 .registered_day = DAY_NONE,
	 .home_from_day = DAY_NONE,
	 .expected_day = DAY_NONE,
	 .indicated_ticks = 40000,
	 .minimum_ticks = REGION_NONE,
	 .care_days = 3,
	 .group = ""},
};
static struct region_caregiver small_caregivers[] = {{.key = "K1", .employee = true, .max_week_ticks = 240000}};
static struct region_availability small_availability[] = {{.day = SMALL_PLAN_DATE, .ticks = 80000},
							  {.day = SMALL_PLAN_DATE + 1, .ticks = 80000}};
static struct region_area small_areas[] = {
	{.caregiver = REGION_NONE, .postcode_from = 1000, .postcode_to = 1999, REGION_AREA_OPEN}};

static const struct region small_region = {
	.providers = {small_providers, 1, 1},
	.insurers = {small_insurers, 1, 1},
	.clients = small_clients,
	.caregivers = small_caregivers,
	.availability = small_availability,
	.areas = small_areas,
	.client_count = 2,
	.caregiver_count = 1,
	.availability_count = 2,
	.area_count = 1,
};

static inline struct policy small_policy(void)
{
	struct policy policy = policy_default();

	policy.plan_date = SMALL_PLAN_DATE;
	policy.unit_minutes = 60;
	policy.min_visit_units = 3;
	policy.max_visit_units = 8;
	policy.travel_units = 1;
	policy.legal_minimum_units = 8;
	policy.digital_cap_units = 6;
	return policy;
}

#endif
