#include "planner/rules/loads.h"

#include <stdlib.h>

#include "planner/base/memory.h"

void loads_begin(struct loads *loads, const struct problem *problem)
{
	size_t cells = (size_t)problem->caregiver_count * (size_t)problem->day_count;
	size_t clients = (size_t)problem->client_count;
	int32_t days = 0;

	*loads = (struct loads){.problem = problem,
				.day_units = memory_allocate(cells, sizeof(int32_t)),
				.day_visits = memory_allocate(cells, sizeof(int32_t)),
				.client_units = memory_allocate(clients, sizeof(int32_t)),
				.client_first = memory_allocate(clients, sizeof(int32_t))};
	for (int32_t c = 0; c < problem->client_count; c++) {
		loads->client_first[c] = days;
		days += problem->clients[c].day_count;
	}
	loads->client_visits = memory_allocate((size_t)days, sizeof(int32_t));
}

static int32_t *visits_of(const struct loads *loads, int32_t client, int32_t day)
{
	return &loads->client_visits[loads->client_first[client] + day - loads->problem->clients[client].first_day];
}

void loads_add(struct loads *loads, const struct visit *visit, int32_t sign)
{
	size_t cell = problem_cell(loads->problem, visit->caregiver, visit->day);

	loads->day_units[cell] += sign * visit->units;
	loads->day_visits[cell] += sign;
	loads->client_units[visit->client] += sign * visit->units;
	*visits_of(loads, visit->client, visit->day) += sign;
}

static int32_t day_work(const struct loads *loads, int32_t caregiver, int32_t day)
{
	size_t cell = problem_cell(loads->problem, caregiver, day);
	int32_t visits = loads->day_visits[cell];

	return loads->day_units[cell] + (visits > 1 ? (visits - 1) * loads->problem->policy->travel_units : 0);
}

int32_t loads_day_excess(const struct loads *loads, int32_t caregiver, int32_t day)
{
	return day_work(loads, caregiver, day) - problem_available_units(loads->problem, caregiver, day);
}

int32_t loads_week_excess(const struct loads *loads, int32_t caregiver, int32_t day)
{
	const struct problem *problem = loads->problem;
	int32_t week = problem->week_of_day[day], first = day, units = 0;

	while (first > 0 && problem->week_of_day[first - 1] == week)
		first--;
	for (int32_t d = first; d < problem->day_count && problem->week_of_day[d] == week; d++)
		units += day_work(loads, caregiver, d);
	/* No limit is INT32_MAX: then this is far below 0. */
	return units - problem->week_free_units[(size_t)caregiver * (size_t)problem->week_count + (size_t)week];
}

int32_t loads_client_excess(const struct loads *loads, int32_t client)
{
	return loads->client_units[client] - loads->problem->clients[client].left_units;
}

int32_t loads_client_visits(const struct loads *loads, int32_t client, int32_t day)
{
	return *visits_of(loads, client, day);
}

static bool works(const struct loads *loads, int32_t caregiver, int32_t day)
{
	return loads->day_visits[problem_cell(loads->problem, caregiver, day)] > 0;
}

/* Is the day after this one in the calendar, and does she work on both? */
static bool goes_on(const struct loads *loads, int32_t caregiver, int32_t day)
{
	const int32_t *dates = loads->problem->dates;

	return dates[day] + 1 == dates[day + 1] && works(loads, caregiver, day) && works(loads, caregiver, day + 1);
}

int32_t loads_run(const struct loads *loads, int32_t caregiver, int32_t day, int32_t *first, int32_t *end)
{
	int32_t from = day, to = day + 1;

	while (from > 0 && goes_on(loads, caregiver, from - 1))
		from--;
	while (to < loads->problem->day_count && goes_on(loads, caregiver, to - 1))
		to++;
	if (first != NULL)
		*first = from;
	if (end != NULL)
		*end = to;
	return to - from + (from == 0 ? loads->problem->caregivers[caregiver].past_run : 0);
}

int loads_broken_rule(const struct loads *loads, const struct visit *visit)
{
	int32_t row_limit = loads->problem->caregivers[visit->caregiver].row_limit;

	if (loads_client_visits(loads, visit->client, visit->day) > 1)
		return 4;
	if (loads_client_excess(loads, visit->client) > 0)
		return 11;
	if (loads_day_excess(loads, visit->caregiver, visit->day) > 0)
		return 7;
	if (loads_week_excess(loads, visit->caregiver, visit->day) > 0)
		return 8;
	if (row_limit > 0 && loads_run(loads, visit->caregiver, visit->day, NULL, NULL) > row_limit)
		return 9;
	return 0;
}

void loads_free(struct loads *loads)
{
	free(loads->day_units);
	free(loads->day_visits);
	free(loads->client_units);
	free(loads->client_first);
	free(loads->client_visits);
	*loads = (struct loads){0};
}
