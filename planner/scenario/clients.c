#include <stdlib.h>
#include <string.h>

#include "planner/base/day.h"
#include "planner/scenario/gestation.h"
#include "planner/base/memory.h"
#include "planner/base/random.h"
#include "planner/region/copy.h"
#include "planner/scenario/change.h"
#include "planner/scenario/keys.h"

/* A birth in the first line in place of the hospital takes 6 hours of care at home more: Gupta Strategists, as quoted
 * in the letter of the minister of health to parliament, spring 2026. */
#define FIRST_LINE_TICKS (6 * REGION_HOUR_TICKS)
#define INDICATED_MOST_TICKS (POLICY_CLIENT_HOURS_MOST * REGION_HOUR_TICKS)

/* A client in the order of a list. */
struct candidate {
	uint64_t number; /* goes before the key */
	const char *key;
	int32_t client; /* of the region */
};

struct candidates {
	struct candidate *list;
	size_t count;
};

static int compare_candidates(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;

	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return strcmp(a->key, b->key);
}

static bool is_expected(const struct scenario_change *change, const struct region_client *client)
{
	return client->birth_day == DAY_NONE && scenario_has_provider(change->action, client->provider) &&
	       scenario_has_day(change->action, client->due_day);
}

static bool is_registered(const struct scenario_change *change, const struct region_client *client)
{
	return scenario_has_provider(change->action, client->provider);
}

static bool has_digital_hours(const struct scenario_change *change, const struct region_client *client)
{
	int32_t day = client->birth_day != DAY_NONE ? client->birth_day : client->due_day;

	return client->digital_ticks > 0 && scenario_has_provider(change->action, client->provider) &&
	       scenario_has_day(change->action, day);
}

/* Those that are meant, in the order of numbers drawn for the purpose; by their keys if it is 0. */
static struct candidates list_clients(const struct scenario_change *change, enum random_purpose purpose,
				      bool (*is_meant)(const struct scenario_change *, const struct region_client *))
{
	const struct region *region = change->region;
	struct candidates candidates = {.list = memory_allocate(region->client_count, sizeof *candidates.list)};

	for (size_t i = 0; i < region->client_count; i++) {
		const char *key = region->clients[i].key;
		if (is_meant(change, &region->clients[i]))
			candidates.list[candidates.count++] = (struct candidate){
				purpose != 0 ? random_with_text(random_with(change->seed, purpose), key) : 0, key,
				(int32_t)i};
	}
	if (candidates.count > 0)
		qsort(candidates.list, candidates.count, sizeof *candidates.list, compare_candidates);
	return candidates;
}

/* So many of so many, rounded to whole ones. */
static size_t share_of(size_t count, int32_t permille)
{
	return (count * (size_t)permille + 500) / 1000;
}

static void remove_births(const struct scenario_change *change)
{
	struct candidates expected = list_clients(change, RANDOM_FEWER, is_expected);
	bool *marked = memory_allocate(change->region->client_count, sizeof *marked);

	for (size_t i = 0; i < share_of(expected.count, -change->action->amount); i++)
		marked[expected.list[i].client] = true;
	region_copy_remove_clients(change->region, marked);
	free(marked);
	free(expected.list);
}

static const struct candidate *pick(const struct candidates *candidates, const struct scenario_change *change,
				    enum random_purpose purpose, int32_t number)
{
	uint64_t key = random_with(random_with(change->seed, purpose), (uint64_t)number);

	return &candidates->list[random_below(key, (uint32_t)candidates->count)];
}

/* A client like another one, due when a third one is; registered as long before as the other one was. */
static void add_client(const struct scenario_change *change, const struct candidates *registered,
		       const struct candidates *expected, int32_t *number)
{
	const char *key = scenario_make_key(change->region, "extra", number);
	struct region_client client = change->region->clients[pick(registered, change, RANDOM_EXTRA, *number)->client];
	int32_t due_day = change->region->clients[pick(expected, change, RANDOM_EXTRA_DUE, *number)->client].due_day;
	int32_t plan_date = change->policy->plan_date, registered_day = client.registered_day;

	if (registered_day != DAY_NONE) {
		registered_day += due_day - client.due_day;
		client.registered_day = registered_day > plan_date ? plan_date : registered_day;
	}
	client.key = key;
	client.due_day = due_day;
	client.birth_day = client.expected_day = client.home_from_day = DAY_NONE;
	*region_copy_add_row(change->region, clients, client_count) = client;
}

static void add_births(const struct scenario_change *change)
{
	struct candidates registered = list_clients(change, 0, is_registered);
	struct candidates expected = list_clients(change, 0, is_expected);
	size_t count = share_of(expected.count, change->action->amount);
	int32_t number = 1;

	for (size_t i = 0; i < count; i++, number++)
		add_client(change, &registered, &expected, &number);
	free(registered.list);
	free(expected.list);
}

void scenario_change_births(const struct scenario_change *change)
{
	if (change->action->amount < 0)
		remove_births(change);
	else
		add_births(change);
}

void scenario_change_first_line(const struct scenario_change *change)
{
	struct candidates expected = list_clients(change, RANDOM_FIRST_LINE, is_expected);

	for (size_t i = 0; i < share_of(expected.count, change->action->amount); i++) {
		int32_t *ticks = &change->region->clients[expected.list[i].client].indicated_ticks;
		*ticks = *ticks + FIRST_LINE_TICKS < INDICATED_MOST_TICKS ? *ticks + FIRST_LINE_TICKS
									  : INDICATED_MOST_TICKS;
	}
	free(expected.list);
}

/* The day that is drawn is told as the one that is expected: the due date stays, from which guarantees count. Whom
 * several actions name is drawn once, later by all their days. */
void scenario_change_late(const struct scenario_change *change)
{
	for (size_t i = 0; i < change->region->client_count; i++) {
		struct region_client *client = &change->region->clients[i], late = *client;
		bool found = false;
		for (size_t k = 0; k < change->same_count; k++) {
			struct scenario_change one = {.action = change->action + k};
			if (!is_expected(&one, client))
				continue;
			late.due_day += one.action->amount;
			found = true;
		}
		if (found)
			client->expected_day = gestation_draw_client(change->seed, &late, change->policy->plan_date);
	}
}

/* Who accepts it today goes first. */
void scenario_change_consent(const struct scenario_change *change)
{
	struct candidates able = list_clients(change, RANDOM_CONSENT, has_digital_hours);
	size_t wanted = share_of(able.count, change->action->amount);
	struct region_client *clients = change->region->clients;

	for (int today = 1; today >= 0; today--)
		for (size_t i = 0; i < able.count; i++) {
			if (able.list[i].client == REGION_NONE ||
			    clients[able.list[i].client].digital_consent != (today == 1))
				continue;
			clients[able.list[i].client].digital_consent = wanted > 0;
			able.list[i].client = REGION_NONE;
			wanted -= wanted > 0;
		}
	free(able.list);
}
