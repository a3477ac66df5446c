/* What the plan asks of each provider and what each does for its own clients; and where nobody works. */
#ifndef PLANNER_JUDGE_PROVIDERS_H
#define PLANNER_JUDGE_PROVIDERS_H

#include <stddef.h>
#include <stdint.h>

#include "planner/plan/plan.h"
#include "planner/problem/problem.h"
#include "planner/region/postcode.h"

#define JUDGE_EMPLOYEE_PERCENT 70 /* of a provider's hours, at least (Zorg en Zekerheid 2026, Menzis) */

struct judge_provider {
	int32_t client_count; /* to plan */
	int64_t units;        /* that its caregivers give */
	int64_t employee_units;
	int64_t out_units; /* that other providers give to its clients */
	int64_t in_units;  /* that it gives to others' clients */
	/* Registered before week 20, in its own area, and not served by itself alone. */
	int32_t unserved_count;
	int32_t postcodes, postcodes_before; /* of its area; before: of --areas-before */
	int32_t postcodes_lost;              /* there before and no more */
};

/* One per provider of the region; the caller frees them with free(). areas_before may be NULL; provider indices as in
 * the region, others are left out. */
struct judge_provider *judge_providers_derive(const struct problem *problem, const struct plan *plan,
					      const struct region_area *areas_before, size_t area_before_count);

/* Marks each postcode in which clients of the region live that lies in no provider's area for their insurer; returns
 * how many there are. */
int32_t judge_providers_find_gaps(unsigned char gaps[POSTCODE_COUNT], const struct region *region, int32_t plan_date);

#endif
