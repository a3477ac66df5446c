#include "planner/figures/loss.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"

static int compare_entries(const void *left, const void *right)
{
	const struct loss_entry *a = left, *b = right;

	return strcmp(a->key, b->key);
}

/* Sorts by key and makes entries of one key one. */
static void settle(struct loss_entries *entries)
{
	size_t kept = 0;

	if (entries->count > 1)
		qsort(entries->list, entries->count, sizeof *entries->list, compare_entries);
	for (size_t i = 0; i < entries->count; i++)
		if (kept > 0 && strcmp(entries->list[kept - 1].key, entries->list[i].key) == 0)
			entries->list[kept - 1].amount += entries->list[i].amount;
		else
			entries->list[kept++] = entries->list[i];
	entries->count = kept;
}

/* Of settled entries; NULL if there is none of this key. */
static const struct loss_entry *find(const struct loss_entries *entries, const char *key)
{
	const struct loss_entry sought = {.key = key};

	if (entries->count == 0)
		return NULL;
	return bsearch(&sought, entries->list, entries->count, sizeof sought, compare_entries);
}

void loss_add(struct loss_entries *entries, const char *key, int64_t amount)
{
	memory_grow(entries->list, entries->count, entries->capacity);
	entries->list[entries->count++] = (struct loss_entry){key, amount};
}

static void add_clients(struct loss_before *before, const struct problem *problem, int32_t plan_date)
{
	const struct region *region = problem->region;

	for (int32_t i = 0; i < problem->client_count; i++) {
		const struct problem_client *client = &problem->clients[i];
		const struct region_client *row = &region->clients[client->region_index];
		int32_t last = problem_date(problem, client->first_day + client->day_count - 1);
		if (row->birth_day == DAY_NONE || last >= plan_date)
			loss_add(&before->clients, row->key,
				 (int64_t)client->left_units * problem->policy->unit_minutes * REGION_HOUR_TICKS / 60);
	}
}

static void add_shifts(struct loss_before *before, const struct region *region, int32_t plan_date)
{
	before->last_day = plan_date - 1;
	for (size_t i = 0; i < region->caregiver_count; i++)
		loss_add(&before->caregivers, region->caregivers[i].key, 0);
	for (size_t i = 0; i < region->availability_count; i++) {
		const struct region_availability *row = &region->availability[i];
		if (row->day < plan_date)
			continue;
		loss_add(&before->caregivers, region->caregivers[row->caregiver].key, row->ticks);
		loss_add(&before->shifts, region->caregivers[row->caregiver].key, row->ticks);
		if (row->day > before->last_day)
			before->last_day = row->day;
	}
}

static void count_deliveries(struct loss_entries *entries, const struct region *region, int32_t end)
{
	for (size_t i = 0; i < region->delivery_count; i++) {
		const struct region_delivery *row = &region->deliveries[i];
		if (row->client != REGION_NONE && row->day < end)
			loss_add(entries, region->clients[row->client].key, 1);
	}
	settle(entries);
}

void loss_take_before(struct loss_before *before, const struct problem *problem, const struct plan *plan,
		      int32_t plan_date)
{
	const struct region *region = problem->region;
	int32_t yesterday = problem_find_day(problem, plan_date - 1);

	*before = (struct loss_before){.plan_date = problem->policy->plan_date};
	add_clients(before, problem, plan_date);
	add_shifts(before, region, plan_date);
	count_deliveries(&before->deliveries, region, before->plan_date);
	for (size_t i = 0; i < plan->visit_count; i++)
		if (yesterday != REGION_NONE && plan->visits[i].day == yesterday)
			loss_add(&before->visits,
				 region->clients[problem->clients[plan->visits[i].client].region_index].key,
				 plan->visits[i].units);
}

/* Who was there and has no entry now; what has less now than before. */
static void find_gone(struct loss *loss, enum loss_kind kind, struct loss_entries *before,
		      const struct loss_entries *now, bool people)
{
	settle(before);
	for (size_t i = 0; i < before->count; i++) {
		const struct loss_entry *entry = &before->list[i], *match = find(now, entry->key);
		int64_t left = match == NULL ? 0 : people ? entry->amount : match->amount;
		loss->before[kind] += people ? 1 : entry->amount;
		if (people ? match != NULL : left >= entry->amount)
			continue;
		loss_add(&loss->lost[kind], entry->key, entry->amount - left);
		loss->gone[kind] += people ? 1 : entry->amount - left;
	}
}

/* Rows of clients who are gone themselves are told of with them, or belong to care that has finished. */
static void drop_gone_clients(struct loss_entries *deliveries, const struct loss_entries *clients)
{
	size_t kept = 0;

	for (size_t i = 0; i < deliveries->count; i++)
		if (find(clients, deliveries->list[i].key) != NULL)
			deliveries->list[kept++] = deliveries->list[i];
	deliveries->count = kept;
}

static void find_unreported(struct loss *loss, struct loss_entries *visits, const struct region *region,
			    int32_t yesterday)
{
	struct loss_entries born = {0}, told = {0};

	for (size_t i = 0; i < region->client_count; i++)
		if (region->clients[i].birth_day != DAY_NONE && region->clients[i].birth_day <= yesterday)
			loss_add(&born, region->clients[i].key, 0);
	for (size_t i = 0; i < region->delivery_count; i++)
		if (region->deliveries[i].client != REGION_NONE && region->deliveries[i].day == yesterday)
			loss_add(&told, region->clients[region->deliveries[i].client].key, 0);
	settle(visits);
	settle(&born);
	settle(&told);
	for (size_t i = 0; i < visits->count; i++)
		if (find(&born, visits->list[i].key) != NULL && find(&told, visits->list[i].key) == NULL)
			loss_add(&loss->unreported, visits->list[i].key, visits->list[i].amount);
	free(born.list);
	free(told.list);
}

void loss_compare(struct loss *loss, struct loss_before *before, const struct region *region, int32_t plan_date)
{
	struct loss_entries clients = {0}, caregivers = {0}, shifts = {0}, deliveries = {0};

	*loss = (struct loss){0};
	for (size_t i = 0; i < region->client_count; i++)
		loss_add(&clients, region->clients[i].key, 0);
	for (size_t i = 0; i < region->caregiver_count; i++)
		loss_add(&caregivers, region->caregivers[i].key, 0);
	for (size_t i = 0; i < region->availability_count; i++) {
		const struct region_availability *row = &region->availability[i];
		if (row->day >= plan_date && row->day <= before->last_day)
			loss_add(&shifts, region->caregivers[row->caregiver].key, row->ticks);
	}
	settle(&clients);
	settle(&caregivers);
	settle(&shifts);
	count_deliveries(&deliveries, region, before->plan_date);
	drop_gone_clients(&before->deliveries, &clients);
	find_gone(loss, LOSS_CLIENTS, &before->clients, &clients, true);
	find_gone(loss, LOSS_CAREGIVERS, &before->caregivers, &caregivers, true);
	find_gone(loss, LOSS_SHIFTS, &before->shifts, &shifts, false);
	find_gone(loss, LOSS_DELIVERIES, &before->deliveries, &deliveries, false);
	find_unreported(loss, &before->visits, region, plan_date - 1);
	free(clients.list);
	free(caregivers.list);
	free(shifts.list);
	free(deliveries.list);
}

bool loss_exceeds(const struct loss *loss, enum loss_kind kind, int percent)
{
	return loss->gone[kind] * 100 > loss->before[kind] * percent;
}

void loss_free_before(struct loss_before *before)
{
	free(before->clients.list);
	free(before->caregivers.list);
	free(before->shifts.list);
	free(before->deliveries.list);
	free(before->visits.list);
	*before = (struct loss_before){0};
}

void loss_free(struct loss *loss)
{
	for (int i = 0; i < LOSS_KIND_COUNT; i++)
		free(loss->lost[i].list);
	free(loss->unreported.list);
	*loss = (struct loss){0};
}
