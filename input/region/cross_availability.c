#include <stdlib.h>

#include "input/region/cross_check.h"
#include "planner/base/day.h"
#include "planner/base/hours.h"
#include "planner/base/memory.h"
#include "planner/problem/problem.h"
#include "planner/problem/shifts.h"

#define LONG_DAY_TICKS (12 * REGION_HOUR_TICKS) /* the longest shift of the Dutch working hours act */
#define DAY_TICKS (24 * REGION_HOUR_TICKS)

static int compare_numbers(int32_t a, int32_t b)
{
	return (a > b) - (a < b);
}

static int compare_days(const void *left, const void *right)
{
	const struct region_availability *a = left, *b = right;
	int order = compare_numbers(a->caregiver, b->caregiver);

	order = order != 0 ? order : compare_numbers(a->day, b->day);
	order = order != 0 ? order : compare_numbers(a->standby, b->standby);
	order = order != 0 ? order : compare_numbers(a->ticks, b->ticks);
	return order != 0 ? order : compare_numbers(a->line, b->line);
}

/* Two shifts of one day may well be as long as each other; a file that was exported twice looks the same. */
static void check_repeated(const struct cross_check *check, const struct region_availability *rows, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		const struct region_availability *first = &rows[i - 1], *second = &rows[i];
		if (first->caregiver == second->caregiver && first->day == second->day &&
		    first->standby == second->standby && first->ticks == second->ticks && first->ticks > 0)
			table_find(&check->tables[SCHEMA_AVAILABILITY], true, second->line, TABLE_WHOLE_ROW,
				   "the same hours as on line %d: they count twice", (int)first->line);
	}
}

/* The rows of each caregiver and day as one, in order; those before the plan date are left out. The line is that of the
 * last row. */
static size_t sum_days(struct region_availability **days, const struct cross_check *check)
{
	const struct region *region = check->region;
	struct region_availability *rows = memory_allocate(region->availability_count, sizeof *rows);
	size_t row_count = 0, count = 0;

	for (size_t i = 0; i < region->availability_count; i++)
		if (region->availability[i].day >= check->policy->plan_date)
			rows[row_count++] = region->availability[i];
	if (row_count > 1)
		qsort(rows, row_count, sizeof *rows, compare_days);
	check_repeated(check, rows, row_count);
	for (size_t i = 0; i < row_count; i++) {
		struct region_availability *last = count > 0 ? &rows[count - 1] : NULL;

		if (last != NULL && last->caregiver == rows[i].caregiver && last->day == rows[i].day) {
			/* A sum past 24 hours is refused, however far: it need not stay exact. */
			if (last->ticks <= DAY_TICKS)
				last->ticks += rows[i].ticks;
			last->line = rows[i].line > last->line ? rows[i].line : last->line;
		} else {
			rows[count++] = rows[i];
		}
	}
	*days = rows;
	return count;
}

static void check_long_days(const struct cross_check *check, const struct region_availability *days, size_t count)
{
	struct table *table = &check->tables[SCHEMA_AVAILABILITY];
	char date[DAY_TEXT_SIZE];

	for (size_t i = 0; i < count; i++) {
		const char *key = check->region->caregivers[days[i].caregiver].key;

		if (days[i].ticks <= LONG_DAY_TICKS)
			continue;
		day_format(date, days[i].day, false);
		table_find(table, days[i].ticks <= DAY_TICKS, days[i].line, AVAILABILITY_HOURS,
			   "%s is available for more than %d hours on %s, all rows together", key,
			   days[i].ticks <= DAY_TICKS ? 12 : 24, date);
	}
}

/* The number of days in a row, all with hours, from here on. */
static size_t count_run(const struct region_availability *days, size_t count)
{
	size_t run = 0;

	while (run < count && days[run].ticks > 0 && days[run].caregiver == days[0].caregiver &&
	       days[run].day == days[0].day + (int32_t)run)
		run++;
	return run;
}

/* She will not be planned on all of them: perhaps her days off are missing in the table. */
static void check_runs(const struct cross_check *check, const struct region_availability *days, size_t count)
{
	size_t limit = (size_t)check->policy->max_days_in_a_row, run;
	char date[DAY_TEXT_SIZE];

	if (limit == 0)
		return;
	for (size_t i = 0; i<count; i += run> 0 ? run : 1) {
		const struct region_caregiver *caregiver = &check->region->caregivers[days[i].caregiver];

		run = count_run(days + i, count - i);
		if (!caregiver->employee || run <= limit)
			continue;
		day_format(date, days[i].day, false);
		table_find(&check->tables[SCHEMA_AVAILABILITY], true, days[i + limit].line, AVAILABILITY_DATE,
			   "%s is available %zu days in a row from %s on: an employee may work %zu", caregiver->key,
			   run, date, limit);
	}
}

static void check_absent(const struct cross_check *check, const struct region_availability *days, size_t count)
{
	const struct region *region = check->region;
	bool *offered = memory_allocate(region->caregiver_count, sizeof *offered);

	for (size_t i = 0; i < count; i++)
		offered[days[i].caregiver] |= days[i].ticks > 0;
	for (size_t i = 0; i < region->caregiver_count; i++)
		if (!offered[i])
			table_find(&check->tables[SCHEMA_CAREGIVERS], true, region->caregivers[i].line, CAREGIVER_ID,
				   "no hours in %s from the plan date on", schemas[SCHEMA_AVAILABILITY].file);
	free(offered);
}

/* The longest shift of work, the rows of a day added up; false where there is none. */
static bool find_longest(struct shift *longest, const struct region *region, int32_t plan_date)
{
	struct shifts shifts;

	*longest = (struct shift){0};
	shifts_derive(&shifts, region, plan_date);
	for (size_t i = 0; i < shifts.count; i++)
		if (shifts.list[i].work_ticks > longest->work_ticks)
			*longest = shifts.list[i];
	shifts_free(&shifts);
	return longest->work_ticks > 0;
}

/* Hours that a spreadsheet holds as times are days: 8 h come as 0.333. Nobody could be visited in any such shift. */
static void check_short_shifts(const struct cross_check *check)
{
	const struct region *region = check->region;
	const struct policy *policy = check->policy;
	char hours[HOURS_TEXT_SIZE];
	struct shift longest;
	int32_t line = 0;

	if (policy->min_visit_units > policy->max_visit_units) /* found already */
		return;
	if (!find_longest(&longest, region, policy->plan_date) ||
	    problem_units_of_ticks(policy, longest.work_ticks) >= policy->min_visit_units)
		return;
	for (size_t i = 0; i < region->availability_count; i++)
		if (region->availability[i].caregiver == longest.caregiver &&
		    region->availability[i].day == longest.date && !region->availability[i].standby)
			line = region->availability[i].line;
	if (problem_units_of_ticks(policy, longest.work_ticks) == 0) {
		table_find(
			&check->tables[SCHEMA_AVAILABILITY], true, line, AVAILABILITY_HOURS,
			"no shift reaches a planning unit of %d minutes, this one is the longest: are hours written as "
			"parts of a day?",
			(int)policy->unit_minutes);
		return;
	}
	hours_format(hours, (int64_t)policy->min_visit_units * policy->unit_minutes, '.');
	table_find(&check->tables[SCHEMA_AVAILABILITY], true, line, AVAILABILITY_HOURS,
		   "no shift reaches the shortest visit of %s h (min_visit_hours), this one is the longest", hours);
}

void cross_check_availability(const struct cross_check *check)
{
	struct region_availability *days;

	if (check->policy->plan_date == DAY_NONE)
		return;
	size_t count = sum_days(&days, check);
	check_long_days(check, days, count);
	check_runs(check, days, count);
	check_short_shifts(check);
	if (check->tables[SCHEMA_AVAILABILITY].whole)
		check_absent(check, days, count);
	free(days);
}
