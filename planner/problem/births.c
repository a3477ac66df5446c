#include "planner/problem/births.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"

/* Shares of the curve, in parts of 2^32: an additive recurrence in two dimensions, the due date and the clients of one
 * due date. Its steps are 2^32 / p and 2^32 / p^2 with p = 1.3247..., the plastic number, which spreads points most
 * evenly whatever their count (R2 sequence; M. Roberts 2018, The unreasonable effectiveness of quasirandom sequences).
 * */
#define SHARE_FIRST 2147483648U
#define SHARE_OF_DUE_DATE 3242174889U
#define SHARE_OF_CLIENT 2447445414U

/* 100,000 exp(-d^2 / (2 x 10^2)), rounded, for d = -21 to 14. */
static const uint32_t weights[BIRTHS_LATEST - BIRTHS_EARLIEST + 1] = {
	11025, 13534, 16447, 19790, 23575, 27804, 32465, 37531, 42956, 48675,  54607, 60653,
	66698, 72615, 78270, 83527, 88250, 92312, 95600, 98020, 99501, 100000, 99501, 98020,
	95600, 92312, 88250, 83527, 78270, 72615, 66698, 60653, 54607, 48675,  42956, 37531,
};

uint32_t births_weight(int32_t days_from_due)
{
	if (days_from_due < BIRTHS_EARLIEST || days_from_due > BIRTHS_LATEST)
		return 0;
	return weights[days_from_due - BIRTHS_EARLIEST];
}

/* An unborn client; number: how many of the same due date stand before her, by key. */
struct unborn {
	int32_t client, due_day, number;
	const char *key;
};

static int compare_unborn(const void *left, const void *right)
{
	const struct unborn *a = left, *b = right;
	int order = strcmp(a->key, b->key);

	if (a->due_day != b->due_day)
		return a->due_day < b->due_day ? -1 : 1;
	return order != 0 ? order : (a->client > b->client) - (a->client < b->client);
}

static struct unborn *list_unborn(const struct region *region, size_t *count)
{
	struct unborn *list = memory_allocate(region->client_count, sizeof *list);

	*count = 0;
	for (size_t i = 0; i < region->client_count; i++)
		if (region->clients[i].birth_day == DAY_NONE)
			list[(*count)++] =
				(struct unborn){(int32_t)i, region->clients[i].due_day, 0, region->clients[i].key};
	if (*count > 1)
		qsort(list, *count, sizeof *list, compare_unborn);
	for (size_t i = 1; i < *count; i++)
		list[i].number = list[i].due_day == list[i - 1].due_day ? list[i - 1].number + 1 : 0;
	return list;
}

/* The day at this client's share of what is left of the curve from the plan date on. She must not be overdue beyond it.
 * */
static int32_t find_day_of_curve(const struct unborn *unborn, int32_t plan_date)
{
	int32_t first = plan_date - unborn->due_day;
	uint64_t total = 0, sum = 0;
	uint32_t share = SHARE_FIRST + (uint32_t)unborn->due_day * SHARE_OF_DUE_DATE +
			 (uint32_t)unborn->number * SHARE_OF_CLIENT;

	if (first < BIRTHS_EARLIEST)
		first = BIRTHS_EARLIEST;
	for (int32_t days = first; days <= BIRTHS_LATEST; days++)
		total += births_weight(days);
	for (int32_t days = first;; days++) {
		sum += births_weight(days);
		if (sum << 32 > share * total)
			return unborn->due_day + days;
	}
}

static int32_t expect(const struct unborn *unborn, const struct region_client *row, const struct policy *policy)
{
	if (row->expected_day != DAY_NONE && row->expected_day >= policy->plan_date)
		return row->expected_day;
	if (policy->births == POLICY_BIRTHS_DUE || unborn->due_day + BIRTHS_LATEST < policy->plan_date)
		return unborn->due_day;
	return find_day_of_curve(unborn, policy->plan_date);
}

int32_t *births_derive(const struct region *region, const struct policy *policy)
{
	int32_t *days = memory_allocate(region->client_count, sizeof *days), first;
	size_t count;
	struct unborn *list = list_unborn(region, &count);

	for (size_t i = 0; i < region->client_count; i++)
		days[i] = region->clients[i].birth_day;
	first = policy->plan_date + policy->expected_from;
	for (size_t i = 0; i < count; i++) {
		int32_t day = expect(&list[i], &region->clients[list[i].client], policy);
		days[list[i].client] = day > first ? day : first;
	}
	free(list);
	return days;
}
