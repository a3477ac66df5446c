#include <stdlib.h>

#include "input/region/cross_check.h"
#include "planner/base/day.h"
#include "planner/base/memory.h"

#define DAY_TICKS (24 * REGION_HOUR_TICKS)
#define HOSPITAL_DAYS 5
#define LABOUR_DAYS 2 /* assistance may begin this long before the birth */

static struct table *get_table(const struct cross_check *check)
{
	return &check->tables[SCHEMA_DELIVERIES];
}

static void check_date(const struct cross_check *check, const struct region_delivery *delivery)
{
	const struct region_client *client =
		delivery->client != REGION_NONE ? &check->region->clients[delivery->client] : NULL;
	int32_t plan_date = check->policy->plan_date;
	int32_t labour = delivery->kind == REGION_PARTUS ? LABOUR_DAYS : 0;

	if (plan_date != DAY_NONE && delivery->day >= plan_date)
		table_find(get_table(check), false, delivery->line, DELIVERY_DATE,
			   "on or after the plan date: only care that was given before it belongs here");
	else if (client == NULL) /* a warning has told it */
		return;
	else if (client->birth_day == DAY_NONE && delivery->kind != REGION_PARTUS)
		table_find(get_table(check), true, delivery->line, DELIVERY_CLIENT,
			   "has got care, but her birth_date is empty");
	else if (client->birth_day != DAY_NONE && delivery->day < client->birth_day - labour)
		table_find(get_table(check), true, delivery->line, DELIVERY_DATE, "before the birth of the client");
	if (client != NULL && delivery->kind == REGION_DIGITAL && !client->digital_consent)
		table_find(get_table(check), true, delivery->line, DELIVERY_KIND,
			   "digital instruction, but the client has not consented to it");
}

static int compare_numbers(int32_t a, int32_t b)
{
	return (a > b) - (a < b);
}

static int compare_by_client(const void *left, const void *right)
{
	const struct region_delivery *a = *(const struct region_delivery *const *)left;
	const struct region_delivery *b = *(const struct region_delivery *const *)right;
	int order = compare_numbers(a->client, b->client);

	order = order != 0 ? order : compare_numbers(a->day, b->day);
	order = order != 0 ? order : compare_numbers(a->caregiver, b->caregiver);
	order = order != 0 ? order : compare_numbers((int32_t)a->kind, (int32_t)b->kind);
	order = order != 0 ? order : compare_numbers(a->ticks, b->ticks);
	return order != 0 ? order : compare_numbers(a->line, b->line);
}

static int compare_by_caregiver(const void *left, const void *right)
{
	const struct region_delivery *a = *(const struct region_delivery *const *)left;
	const struct region_delivery *b = *(const struct region_delivery *const *)right;
	int order = compare_numbers(a->caregiver, b->caregiver);

	order = order != 0 ? order : compare_numbers(a->day, b->day);
	return order != 0 ? order : compare_numbers(a->line, b->line);
}

static void check_repeated(const struct cross_check *check, const struct region_delivery *const *sorted, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		const struct region_delivery *first = sorted[i - 1], *second = sorted[i];

		if (first->client == second->client && first->day == second->day &&
		    first->caregiver == second->caregiver && first->kind == second->kind &&
		    first->ticks == second->ticks)
			table_find(get_table(check), true, second->line, TABLE_WHOLE_ROW,
				   "the same care as on line %d: it counts twice", (int)first->line);
	}
}

/* Days in hospital or birth centre take the place of care at home for a few days at most (Zilveren Kruis, purchasing
 * policy of maternity care 2021). Each day counts once. The deliveries of a client come day by day. */
static void check_hospital_days(const struct cross_check *check, const struct region_delivery *const *sorted,
				size_t count)
{
	int32_t client = REGION_NONE, day = DAY_NONE, days = 0;

	for (size_t i = 0; i < count; i++) {
		if (sorted[i]->client != client) {
			client = sorted[i]->client;
			day = DAY_NONE;
			days = 0;
		}
		if (sorted[i]->kind != REGION_LIGDAG || sorted[i]->day == day)
			continue;
		day = sorted[i]->day;
		if (++days == HOSPITAL_DAYS + 1)
			table_find(get_table(check), true, sorted[i]->line, DELIVERY_KIND,
				   "more than %d days in hospital or birth centre that count as care", HOSPITAL_DAYS);
	}
}

/* A day has 24 hours, for who gets the care and for who gives it; but it is past, and nothing that is planned depends
 * on its hours alone. The deliveries of one come one after the other. */
static void check_day_sums(const struct cross_check *check, const struct region_delivery *const *sorted, size_t count,
			   bool by_client)
{
	int64_t ticks = 0;

	for (size_t i = 0; i < count; i++) {
		const struct region_delivery *before = i > 0 ? sorted[i - 1] : NULL, *delivery = sorted[i];
		bool same = before != NULL && before->day == delivery->day &&
			    (by_client ? before->client == delivery->client : before->caregiver == delivery->caregiver);
		int64_t sum = (same ? ticks : 0) + delivery->ticks;

		if (sum > DAY_TICKS && (!same || ticks <= DAY_TICKS))
			table_find(get_table(check), true, delivery->line, DELIVERY_HOURS,
				   "more than 24 hours for this %s on one day, all rows together",
				   by_client ? "client" : "caregiver");
		ticks = sum;
	}
}

static void check_days(const struct cross_check *check)
{
	const struct region *region = check->region;
	const struct region_delivery **sorted = memory_allocate(region->delivery_count, sizeof *sorted);
	size_t count = 0, with_caregiver = 0;

	for (size_t i = 0; i < region->delivery_count; i++)
		if (region->deliveries[i].client != REGION_NONE)
			sorted[count++] = &region->deliveries[i];
	if (count > 1)
		qsort(sorted, count, sizeof *sorted, compare_by_client);
	check_repeated(check, sorted, count);
	check_hospital_days(check, sorted, count);
	check_day_sums(check, sorted, count, true);
	for (size_t i = 0; i < region->delivery_count; i++)
		if (region->deliveries[i].caregiver != REGION_NONE)
			sorted[with_caregiver++] = &region->deliveries[i];
	if (with_caregiver > 1)
		qsort(sorted, with_caregiver, sizeof *sorted, compare_by_caregiver);
	check_day_sums(check, sorted, with_caregiver, false);
	free(sorted);
}

void cross_check_deliveries(const struct cross_check *check)
{
	for (size_t i = 0; i < check->region->delivery_count; i++)
		check_date(check, &check->region->deliveries[i]);
	check_days(check);
}
