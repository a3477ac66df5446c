/* Regions made by hand for the tests: a few lines of code instead of a folder of tables. */
#ifndef TESTS_SUPPORT_SUPPORT_H
#define TESTS_SUPPORT_SUPPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/plan/plan.h"
#include "planner/region/policy.h"
#include "planner/problem/problem.h"
#include "planner/region/region.h"

#define HOURS(hours) ((int32_t)((hours)*REGION_HOUR_TICKS)) /* exact for quarters */
/* Where tiers stand in that order. */
#define SUPPORT_PRESENCE TIER_SECOND
#define SUPPORT_MEDICAL TIER_THIRD
#define SUPPORT_GUARANTEED TIER_FOURTH

#define SUPPORT_PLAN_DATE 20647 /* 2026-07-13, a Monday */

/* Everything that a test plans with. The parts point into each other: do not copy or move it. */
struct support {
	struct region region;
	struct policy policy;
	struct problem problem;
};

/* An empty region with the default policy on SUPPORT_PLAN_DATE, and contracts between all; but children are expected
 * on their due dates, and today too; all care days count alike, and presence goes before medical hours. */
void support_begin(struct support *support);

/* The region tests/regions/NAME as its tables and policy have it; the problem is derived. */
void support_read(struct support *support, const char *name);

/* The rows added last may be changed through the pointer until the next one is added. Days count from the plan date.
 *
 * A client of insurer "7085" in 1000, due and born on the plan date, with 49 h indicated and no wishes; */
struct region_client *support_add_client(struct support *support, const char *key, const char *provider);

/* an employee without a weekly limit; */
struct region_caregiver *support_add_caregiver(struct support *support, const char *key, const char *provider);

void support_add_availability(struct support *support, const char *caregiver, int32_t first_day, int32_t last_day,
			      int32_t ticks);

/* caregiver NULL: the provider's area. */
void support_add_area(struct support *support, const char *provider, const char *caregiver, int32_t from, int32_t to);

void support_add_contract(struct support *support, const char *provider, const char *insurer);

/* caregiver may be NULL. */
void support_add_delivery(struct support *support, const char *client, const char *caregiver, int32_t day,
			  int32_t ticks, enum region_delivery_kind kind);

/* ticks REGION_NONE: of any length. */
void support_add_must(struct support *support, const char *client, const char *caregiver, int32_t day, int32_t ticks);

/* day REGION_NONE: on no day. */
void support_add_never(struct support *support, const char *client, const char *caregiver, int32_t day);

void support_add_guarantee(struct support *support, const char *insurer, int32_t before_week);

int32_t support_insurer(struct support *support, const char *code);

/* Derives the problem from what is there; again if there was one. */
void support_derive(struct support *support);

/* Indices of the problem. The key must be there. */
int32_t support_find_client(const struct support *support, const char *key);
int32_t support_find_caregiver(const struct support *support, const char *key);

void support_add_visit(struct plan *plan, const struct support *support, const char *client, const char *caregiver,
		       int32_t day, int32_t units);

void support_free(struct support *support);

/* Seeded numbers that are the same everywhere. */
uint32_t support_random(uint64_t *state, uint32_t below);

#endif
