#include "planner/problem/calendar.h"

#include <stdlib.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"

/* Days that must be in the calendar, counted from the plan date. */
struct span {
	int32_t first, end; /* first .. end - 1 */
};

static int compare_spans(const void *left, const void *right)
{
	const struct span *a = left, *b = right;

	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return (a->end > b->end) - (a->end < b->end);
}

/* The care days of clients to plan, and the dates of their musts: one that cannot hold has to be told by its date. */
static struct span *list_spans(const struct problem *problem, size_t *count)
{
	const struct region *region = problem->region;
	int32_t plan_date = problem->policy->plan_date;
	struct span *spans = memory_allocate((size_t)problem->client_count + region->pin_count, sizeof *spans);

	*count = 0;
	for (int32_t i = 0; i < problem->client_count; i++) {
		const struct problem_client *client = &problem->clients[i];
		spans[(*count)++] = (struct span){client->first_day, client->first_day + client->day_count};
	}
	for (size_t i = 0; i < region->pin_count; i++) {
		const struct region_pin *pin = &region->pins[i];
		if (pin->must && pin->day >= plan_date && problem->client_of_region[pin->client] != REGION_NONE)
			spans[(*count)++] = (struct span){pin->day - plan_date, pin->day - plan_date + 1};
	}
	if (*count > 1)
		qsort(spans, *count, sizeof *spans, compare_spans);
	return spans;
}

static void add_dates(struct problem *problem, int32_t first, int32_t end, int32_t *capacity)
{
	for (int32_t date = first; date < end; date++) {
		memory_grow(problem->dates, problem->day_count, *capacity);
		problem->dates[problem->day_count++] = date;
	}
}

void calendar_derive(struct problem *problem)
{
	int32_t plan_date = problem->policy->plan_date, capacity = 0;
	size_t count;
	struct span *spans = list_spans(problem, &count);

	add_dates(problem, plan_date, plan_date + 1, &capacity);
	for (size_t i = 0; i < count; i++) {
		int32_t last = problem->dates[problem->day_count - 1], end = plan_date + spans[i].end;
		int32_t monday = day_of_week_start(plan_date + spans[i].first);
		int32_t gap = day_of_week_start(last) + 7; /* if the weeks from here on are to be left out */
		if (monday > gap) {
			add_dates(problem, last + 1, gap + 1, &capacity);
			last = monday - 1;
		}
		add_dates(problem, last + 1, end, &capacity);
	}
	free(spans);
	problem->week_of_day = memory_allocate((size_t)problem->day_count, sizeof(int32_t));
	for (int32_t day = 1; day < problem->day_count; day++)
		problem->week_of_day[day] = problem->week_of_day[day - 1] +
					    (day_week(problem->dates[day]) != day_week(problem->dates[day - 1]));
	problem->week_count = problem->week_of_day[problem->day_count - 1] + 1;
	for (int32_t i = 0; i < problem->client_count; i++)
		problem->clients[i].first_day = problem_find_day(problem, plan_date + problem->clients[i].first_day);
}

/* Its date is the only one that is not followed by the next. */
bool calendar_is_gap(const struct problem *problem, int32_t day)
{
	return day + 1 < problem->day_count && problem->dates[day + 1] > problem->dates[day] + 1;
}

int32_t problem_date(const struct problem *problem, int32_t day)
{
	int32_t last = problem->day_count - 1;

	if (day < 0)
		return problem->dates[0] + day;
	return day <= last ? problem->dates[day] : problem->dates[last] + day - last;
}

int32_t problem_find_day(const struct problem *problem, int32_t date)
{
	const int32_t *dates = problem->dates;
	int32_t low = 0, high = problem->day_count; /* the first day that is not before the date */

	while (low < high) {
		int32_t middle = low + (high - low) / 2;
		if (dates[middle] < date)
			low = middle + 1;
		else
			high = middle;
	}
	return low < problem->day_count && dates[low] == date ? low : REGION_NONE;
}
