/* Amounts of the tables in planning units. */
#include "planner/problem/problem.h"

int32_t problem_units_of_ticks(const struct policy *policy, int64_t ticks)
{
	int64_t ticks_per_unit = (int64_t)REGION_HOUR_TICKS * policy->unit_minutes / 60;

	return (int32_t)(ticks / ticks_per_unit);
}

int32_t problem_wanted_units(const struct policy *policy, const struct region_client *row)
{
	int32_t wanted = problem_units_of_ticks(policy, row->indicated_ticks) -
			 problem_units_of_ticks(policy, row->declined_ticks);

	return wanted > 0 ? wanted : 0;
}
