#include "planner/problem/weeks.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"

int64_t weeks_even_share(int64_t units, int32_t index, int32_t count)
{
	return units * (index + 1) / count - units * index / count;
}

static void add_client(struct week *weeks, const struct problem *problem, const struct problem_client *client)
{
	int32_t week_before = REGION_NONE;

	for (int32_t i = 0; i < client->day_count; i++) {
		int32_t week_index = problem->week_of_day[client->first_day + i];

		weeks[week_index].family_count += week_index != week_before;
		weeks[week_index].wanted_units += weeks_even_share(client->left_units, i, client->day_count);
		week_before = week_index;
	}
}

/* in_week is room for one number a week. */
static void add_caregiver(struct week *weeks, const struct problem *problem, int32_t caregiver, int64_t *in_week)
{
	size_t week_count = (size_t)problem->week_count;
	const int32_t *free_units = &problem->week_free_units[(size_t)caregiver * week_count];

	memset(in_week, 0, week_count * sizeof *in_week);
	for (int32_t day = 0; day < problem->day_count; day++)
		in_week[problem->week_of_day[day]] += problem_available_units(problem, caregiver, day);
	for (size_t w = 0; w < week_count; w++) {
		int64_t usable = in_week[w] < free_units[w] ? in_week[w] : free_units[w];

		weeks[w].available_units += usable > 0 ? usable : 0; /* below 0: over her limit already */
	}
}

struct week *weeks_derive(const struct problem *problem)
{
	struct week *weeks = memory_allocate((size_t)problem->week_count, sizeof *weeks);
	int64_t *in_week = memory_allocate((size_t)problem->week_count, sizeof *in_week);

	for (int32_t day = problem->day_count - 1; day >= 0; day--)
		weeks[problem->week_of_day[day]].first_date = problem->dates[day];
	for (int32_t c = 0; c < problem->client_count; c++)
		add_client(weeks, problem, &problem->clients[c]);
	for (int32_t k = 0; k < problem->caregiver_count; k++)
		add_caregiver(weeks, problem, k, in_week);
	free(in_week);
	return weeks;
}
