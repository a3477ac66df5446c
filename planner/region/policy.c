#include "planner/region/policy.h"

#include <stdlib.h>

#include "planner/base/day.h"

struct policy policy_default(void)
{
	enum { HOUR = 2 }; /* units of 30 minutes */
	struct policy policy = {
		.plan_date = DAY_NONE,
		.unit_minutes = 30,
		.legal_minimum_units = 24 * HOUR,
		.digital_cap_units = 6 * HOUR,
		.min_visit_units = 3 * HOUR,
		.max_visit_units = 8 * HOUR,
		.care_days = 8,
		.travel_units = 1,
		.max_caregivers = 2,
		.continuity_percent = 0,
		.max_days_in_a_row = 6,
		.mediation = true,
		.digital = POLICY_DIGITAL_WHEN_SHORT,
		.births = POLICY_BIRTHS_SPREAD,
		.expected_from = 1,
		.horizon_days = 0,
	};
	return policy;
}

void policy_free(struct policy *policy)
{
	for (size_t i = 0; i < policy->guarantee_count; i++)
		free(policy->guarantees[i].insurer);
	free(policy->guarantees);
	*policy = (struct policy){0};
}
