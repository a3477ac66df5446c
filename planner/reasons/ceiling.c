#include "planner/reasons/ceiling.h"

#include "planner/base/day.h"
#include "planner/base/smaller.h"

int32_t ceiling_known_days(const struct problem *problem, const struct problem_client *client)
{
	int32_t days = 0;

	if (problem->roster_end == DAY_NONE)
		return client->day_count;
	while (days < client->day_count && problem_date(problem, client->first_day + days) <= problem->roster_end)
		days++;
	return days;
}

int32_t ceiling_units(const struct problem *problem, const struct problem_client *client, int32_t day_count)
{
	return base_smaller(client->left_units, day_count * problem->policy->max_visit_units);
}

/* With a visit on the first of her days, that many of them. */
static struct shortages without_others(const struct problem *problem, const struct problem_client *client,
				       int32_t day_count)
{
	int32_t physical = ceiling_units(problem, client, day_count);
	int32_t digital = base_smaller(client->left_units - physical, client->digital_room);
	int32_t points = day_count > 0 ? client->first_points + day_count - 1 : 0;

	return values_client(client, physical, base_smaller(points, client->points_wanted), digital);
}

bool ceiling_is_reached(const struct problem *problem, const struct problem_client *client,
			const struct shortages *shortages)
{
	struct shortages best = without_others(problem, client, client->day_count);

	for (int tier = 0; tier < TIER_COUNT; tier++)
		if (best.short_units[tier] < shortages->short_units[tier])
			return false;
	return true;
}

int32_t ceiling_short(const struct problem *problem, const struct problem_client *client, enum tier tier)
{
	return without_others(problem, client, client->day_count).short_units[tier];
}

int32_t ceiling_known_short(const struct problem *problem, const struct problem_client *client, enum tier tier)
{
	return without_others(problem, client, ceiling_known_days(problem, client)).short_units[tier];
}
