#include "planner/region/policy.h"

#include <stdlib.h>

#include "planner/base/day.h"

const char *const tier_kind_names[KIND_COUNT] = {"minimum", "medical", "presence", "guaranteed", "remaining"};

const char *const tier_kind_words[KIND_COUNT] = {"legal minimum", "medical hours", "somebody every day",
						 "guaranteed hours", "remaining hours"};

const enum tier_kind tier_kind_columns[KIND_COUNT] = {KIND_MINIMUM, KIND_PRESENCE, KIND_MEDICAL, KIND_GUARANTEED,
						      KIND_REMAINING};

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
		.continuity_percent = 2,
		.max_days_in_a_row = 6,
		.mediation = true,
		.digital = POLICY_DIGITAL_WHEN_SHORT,
		.order = {KIND_MINIMUM, KIND_MEDICAL, KIND_PRESENCE, KIND_GUARANTEED, KIND_REMAINING},
		.first_day_weight = 2,
		.births = POLICY_BIRTHS_SPREAD,
		.expected_from = 1,
		.confirmed_days = 2,
		.horizon_days = 0,
		.max_loss_percent = 20,
		.set_aside_rows = 0,
	};
	return policy;
}

enum tier policy_find_tier(const struct policy *policy, enum tier_kind kind)
{
	int tier = TIER_MINIMUM;

	while (policy->order[tier] != kind)
		tier++;
	return (enum tier)tier;
}

void policy_free(struct policy *policy)
{
	for (size_t i = 0; i < policy->guarantee_count; i++)
		free(policy->guarantees[i].insurer);
	free(policy->guarantees);
	*policy = (struct policy){0};
}
