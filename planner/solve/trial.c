#include "planner/solve/trial.h"

#include "planner/solve/quick.h"
#include "planner/region/copy.h"
#include "planner/rules/rules.h"

#define EFFORT 2 /* percent: a warm start has little to do */

void trial_begin(struct trial *trial, const struct problem *night)
{
	*trial = (struct trial){.night = night, .policy = *night->policy};
	region_copy_make(&trial->region, night->region);
}

void trial_add_hours(struct trial *trial, int32_t caregiver, int32_t day, int32_t units)
{
	struct region_availability *row = region_copy_add_row(&trial->region, availability, availability_count);

	*row = (struct region_availability){.caregiver = caregiver,
					    .day = problem_date(trial->night, day),
					    .ticks = units * (REGION_HOUR_TICKS * trial->policy.unit_minutes / 60)};
}

void trial_add_area(struct trial *trial, int32_t provider, int32_t postcode)
{
	struct region_area *row = region_copy_add_row(&trial->region, areas, area_count);

	*row = (struct region_area){.provider = provider,
				    .caregiver = REGION_NONE,
				    .postcode_from = postcode,
				    .postcode_to = postcode,
				    REGION_AREA_OPEN};
}

void trial_add_contract(struct trial *trial, int32_t provider, int32_t insurer)
{
	struct region_contract *row = region_copy_add_row(&trial->region, contracts, contract_count);

	*row = (struct region_contract){.provider = provider, .insurer = insurer, .guarantee = true};
}

void trial_derive(struct trial *trial)
{
	problem_free(&trial->problem);
	problem_derive(&trial->problem, &trial->region, &trial->policy);
}

void trial_carry(struct plan *carried, const struct trial *trial, const struct plan *from)
{
	plan_reset(carried, &trial->problem);
	for (size_t i = 0; i < from->visit_count; i++) {
		struct visit visit = from->visits[i];
		visit.day = problem_find_day(&trial->problem, problem_date(trial->night, visit.day));
		if (visit.day != REGION_NONE)
			plan_add_visit(carried, visit);
	}
	for (int32_t i = 0; i < trial->problem.client_count; i++)
		carried->digital_units[i] = from->digital_units[i];
}

void trial_plan(struct trial *trial, const struct plan *night_plan)
{
	struct plan from = {0};

	trial_carry(&from, trial, night_plan);
	quick_plan(&trial->plan, &trial->problem, &from, EFFORT);
	plan_free(&from);
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
	region_copy_free(&trial->region);
	*trial = (struct trial){0};
}
