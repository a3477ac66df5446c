#include <stdlib.h>

#include "input/region/cross_check.h"
#include "planner/base/day.h"
#include "planner/base/memory.h"

#define PREGNANCY_DAYS (42 * 7) /* the longest; due dates are reckoned at 40 weeks */
#define EARLIEST_BIRTH_DAYS 126 /* before the due date: 22 weeks of pregnancy */
#define LATEST_BIRTH_DAYS 28    /* after it */
#define OVERDUE_DAYS 14         /* after it, and no birth told: a birth is brought about by then, so somebody forgot */

static struct table *get_table(const struct cross_check *check)
{
	return &check->tables[SCHEMA_CLIENTS];
}

static void check_birth(const struct cross_check *check, const struct region_client *client)
{
	int32_t birth = client->birth_day, due = client->due_day, plan_date = check->policy->plan_date;

	if (birth == DAY_NONE) {
		if (plan_date != DAY_NONE && due != DAY_NONE && due + OVERDUE_DAYS < plan_date)
			table_find(get_table(check), true, client->line, CLIENT_DUE_DATE,
				   "more than %d days before the plan date, and birth_date is empty", OVERDUE_DAYS);
		if (plan_date != DAY_NONE && client->expected_day != DAY_NONE && client->expected_day < plan_date)
			table_find(get_table(check), true, client->line, CLIENT_EXPECTED_ON,
				   "before the plan date, and birth_date is empty: it counts no more");
		return;
	}
	if (plan_date != DAY_NONE && birth > plan_date)
		table_find(get_table(check), false, client->line, CLIENT_BIRTH_DATE, "after the plan date");
	else if (due != DAY_NONE && (birth < due - EARLIEST_BIRTH_DAYS || birth > due + LATEST_BIRTH_DAYS))
		table_find(get_table(check), true, client->line, CLIENT_BIRTH_DATE, "far from the due date");
}

/* Who comes home after her last care day gets no visit at all. */
static void check_last_day(const struct cross_check *check, const struct region_client *client)
{
	int32_t care_days = client->care_days == REGION_NONE ? check->policy->care_days : client->care_days;
	int32_t last = client->birth_day + care_days - 1;
	char date[DAY_TEXT_SIZE];

	if (client->birth_day == DAY_NONE || client->home_from_day <= last)
		return;
	day_format(date, last, false);
	table_find(get_table(check), true, client->line, CLIENT_HOME_FROM,
		   "after her last care day, %s: no care day is left (more care_days?)", date);
}

static void check_home(const struct cross_check *check, const struct region_client *client)
{
	bool born = client->birth_day != DAY_NONE;
	int32_t birth = born ? client->birth_day : client->due_day;

	if (client->home_from_day == DAY_NONE || birth == DAY_NONE)
		return;
	if (client->home_from_day >= birth)
		check_last_day(check, client);
	else /* While she is expected the birth may still come early. */
		table_find(get_table(check), !born, client->line, CLIENT_HOME_FROM, "before the %s",
			   born ? "birth" : "due date, and birth_date is empty");
}

static void check_registration(const struct cross_check *check, const struct region_client *client)
{
	int32_t registered = client->registered_day, plan_date = check->policy->plan_date;

	if (plan_date != DAY_NONE && client->due_day != DAY_NONE && client->due_day > plan_date + PREGNANCY_DAYS)
		table_find(get_table(check), true, client->line, CLIENT_DUE_DATE,
			   "more than 42 weeks after the plan date");
	if (registered == DAY_NONE)
		return;
	if (plan_date != DAY_NONE && registered > plan_date)
		table_find(get_table(check), true, client->line, CLIENT_REGISTERED_ON, "after the plan date");
	else if (client->due_day != DAY_NONE && registered < client->due_day - PREGNANCY_DAYS)
		table_find(get_table(check), true, client->line, CLIENT_REGISTERED_ON,
			   "more than 42 weeks before the due date");
}

static void check_hours(const struct cross_check *check, const struct region_client *client)
{
	if (client->declined_ticks > client->indicated_ticks)
		table_find(get_table(check), true, client->line, CLIENT_DECLINED_HOURS,
			   "more than indicated_hours: she wants none");
	if (client->medical_ticks > client->indicated_ticks)
		table_find(get_table(check), true, client->line, CLIENT_MEDICAL_HOURS,
			   "more than indicated_hours, of which it is a part");
}

static int compare_clients(const void *left, const void *right)
{
	const struct region_client *a = *(const struct region_client *const *)left;
	const struct region_client *b = *(const struct region_client *const *)right;

	if (a->postcode != b->postcode)
		return a->postcode < b->postcode ? -1 : 1;
	if (a->postcode_letters != b->postcode_letters)
		return a->postcode_letters < b->postcode_letters ? -1 : 1;
	if (a->due_day != b->due_day)
		return a->due_day < b->due_day ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

/* One street and one due date: a family that has registered with two providers, mostly. A postcode without letters is a
 * whole town and tells nothing. */
static void check_twice_registered(const struct cross_check *check)
{
	const struct region *region = check->region;
	const struct region_client **sorted = memory_allocate(region->client_count, sizeof *sorted);
	size_t count = 0;

	for (size_t i = 0; i < region->client_count; i++)
		if (region->clients[i].postcode_letters != 0 && region->clients[i].due_day != DAY_NONE)
			sorted[count++] = &region->clients[i];
	if (count > 1)
		qsort(sorted, count, sizeof *sorted, compare_clients);
	for (size_t i = 1; i < count; i++) {
		const struct region_client *first = sorted[i - 1], *second = sorted[i];

		if (first->postcode == second->postcode && first->postcode_letters == second->postcode_letters &&
		    first->due_day == second->due_day)
			table_find(get_table(check), true, second->line, CLIENT_ID,
				   "the same postcode and due date as %s on line %d: registered twice?", first->key,
				   (int)first->line);
	}
	free(sorted);
}

void cross_check_clients(const struct cross_check *check)
{
	for (size_t i = 0; i < check->region->client_count; i++) {
		const struct region_client *client = &check->region->clients[i];

		check_birth(check, client);
		check_home(check, client);
		check_registration(check, client);
		check_hours(check, client);
	}
	check_twice_registered(check);
}
