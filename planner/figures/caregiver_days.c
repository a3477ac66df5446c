#include "planner/figures/caregiver_days.h"

#include <stdlib.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/plan/spare.h"
#include "planner/problem/shifts.h"

static int compare_days(const void *left, const void *right)
{
	const struct caregiver_day *a = left, *b = right;

	if (a->caregiver != b->caregiver)
		return a->caregiver < b->caregiver ? -1 : 1;
	return (a->date > b->date) - (a->date < b->date);
}

static void list_days(struct caregiver_days *days, const struct problem *problem)
{
	const struct policy *policy = problem->policy;
	struct shifts shifts;

	shifts_derive(&shifts, problem->region, policy->plan_date);
	days->list = memory_allocate(shifts.count, sizeof *days->list);
	for (size_t i = 0; i < shifts.count; i++) {
		const struct shift *shift = &shifts.list[i];
		struct caregiver_day day = {.caregiver = problem->caregiver_of_region[shift->caregiver],
					    .date = shift->date,
					    .available_units = problem_units_of_ticks(policy, shift->work_ticks),
					    .standby_units = problem_units_of_ticks(policy, shift->standby_ticks)};
		if (day.available_units > 0 || day.standby_units > 0)
			days->list[days->count++] = day;
	}
	shifts_free(&shifts);
	if (days->count > 1)
		qsort(days->list, days->count, sizeof *days->list, compare_days);
}

/* What her weekly limit leaves in the week of a date, which may lie in none of the problem's; INT32_MAX: no limit. */
static int32_t week_units(const struct spare *spare, int32_t caregiver, int32_t date)
{
	const struct problem *problem = spare->problem;
	const struct region_caregiver *row = &problem->region->caregivers[problem->caregivers[caregiver].region_index];
	int32_t last = problem->day_count - 1, day = problem_find_day(problem, date);

	if (day == REGION_NONE && day_week(problem_date(problem, last)) == day_week(date))
		day = last;
	if (day != REGION_NONE)
		return spare_week_units(spare, caregiver, problem->week_of_day[day]);
	return row->max_week_ticks == REGION_NONE ? INT32_MAX
						  : problem_units_of_ticks(problem->policy, row->max_week_ticks);
}

static void take_visits(struct caregiver_day *day, const struct spare *spare)
{
	const struct problem *problem = spare->problem;
	int32_t index = problem_find_day(problem, day->date), left, week;

	if (index != REGION_NONE) {
		size_t cell = problem_cell(problem, day->caregiver, index);
		day->visit_units = spare->care_units[cell];
		day->visit_count = spare->visits[cell];
		day->travel_units = day->visit_count > 1 ? (day->visit_count - 1) * problem->policy->travel_units : 0;
	}
	left = day->available_units - day->visit_units - day->travel_units;
	week = week_units(spare, day->caregiver, day->date);
	left = left < week ? left : week;
	day->free_units = left > 0 ? left : 0;
}

void caregiver_days_derive(struct caregiver_days *days, const struct problem *problem, const struct plan *plan)
{
	struct spare spare;

	*days = (struct caregiver_days){0};
	list_days(days, problem);
	spare_measure(&spare, problem, plan);
	for (size_t i = 0; i < days->count; i++)
		take_visits(&days->list[i], &spare);
	spare_free(&spare);
}

void caregiver_days_free(struct caregiver_days *days)
{
	free(days->list);
	*days = (struct caregiver_days){0};
}
