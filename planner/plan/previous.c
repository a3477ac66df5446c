#include "planner/plan/previous.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"

void previous_add(struct previous_visits *visits, const struct previous_visit *visit, const char *client_key,
		  const char *caregiver_key)
{
	memory_grow(visits->list, visits->count, visits->capacity);
	struct previous_visit *added = &visits->list[visits->count++];

	*added = *visit;
	added->client_key = memory_copy_text(client_key);
	added->caregiver_key = memory_copy_text(caregiver_key);
}

static int compare_visits(const void *left, const void *right)
{
	const struct previous_visit *a = left, *b = right;

	if (a->date != b->date)
		return a->date < b->date ? -1 : 1;
	int order = strcmp(a->client_key, b->client_key);
	if (order == 0)
		order = strcmp(a->caregiver_key, b->caregiver_key);
	if (order != 0)
		return order;
	if (a->ticks != b->ticks)
		return a->ticks < b->ticks ? -1 : 1;
	return a->expected - b->expected;
}

void previous_add_client(struct previous_visits *visits, int32_t client, int32_t wanted_ticks)
{
	memory_grow(visits->clients, visits->client_count, visits->client_capacity);
	visits->clients[visits->client_count++] = (struct previous_client){client, wanted_ticks};
}

static int compare_clients(const void *left, const void *right)
{
	const struct previous_client *a = left, *b = right;

	return (a->client > b->client) - (a->client < b->client);
}

const struct previous_client *previous_find_client(const struct previous_visits *visits, int32_t client)
{
	const struct previous_client wanted = {.client = client};

	return visits->client_count == 0 ? NULL
					 : bsearch(&wanted, visits->clients, visits->client_count,
						   sizeof *visits->clients, compare_clients);
}

void previous_sort(struct previous_visits *visits)
{
	if (visits->client_count > 1)
		qsort(visits->clients, visits->client_count, sizeof *visits->clients, compare_clients);
	if (visits->count > 1)
		qsort(visits->list, visits->count, sizeof *visits->list, compare_visits);
}

static void free_keys(struct previous_visit *visit)
{
	free(visit->client_key);
	free(visit->caregiver_key);
}

void previous_keep_confirmed(struct previous_visits *visits)
{
	size_t kept = 0;

	for (size_t i = 0; i < visits->count; i++)
		if (visits->list[i].confirmed)
			visits->list[kept++] = visits->list[i];
		else
			free_keys(&visits->list[i]);
	visits->count = kept;
}

void previous_free(struct previous_visits *visits)
{
	for (size_t i = 0; i < visits->count; i++)
		free_keys(&visits->list[i]);
	free(visits->list);
	free(visits->clients);
	*visits = (struct previous_visits){0};
}
