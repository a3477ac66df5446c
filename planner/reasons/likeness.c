#include "planner/reasons/likeness.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"

/* By length, then by whom they hold: any order that puts equal sets together. qsort_r is GNU's. */
static int compare_sets(const void *left, const void *right, void *context)
{
	const struct problem *problem = context;
	const struct problem_client *a = &problem->clients[*(const int32_t *)left];
	const struct problem_client *b = &problem->clients[*(const int32_t *)right];

	if (a->eligible_count != b->eligible_count)
		return a->eligible_count < b->eligible_count ? -1 : 1;
	if (a->eligible_count == 0)
		return 0;
	return memcmp(&problem->eligible[a->eligible_first], &problem->eligible[b->eligible_first],
		      (size_t)a->eligible_count * sizeof *problem->eligible);
}

void likeness_find(struct likeness *likeness, const struct problem *problem)
{
	size_t clients = (size_t)problem->client_count;
	int32_t *order = memory_allocate(clients, sizeof *order);

	*likeness = (struct likeness){.problem = problem};
	likeness->set_of_client = memory_allocate(clients, sizeof *likeness->set_of_client);
	likeness->client_of_set = memory_allocate(clients, sizeof *likeness->client_of_set);
	for (int32_t i = 0; i < problem->client_count; i++)
		order[i] = i;
	qsort_r(order, clients, sizeof *order, compare_sets, (void *)(uintptr_t)problem);
	for (size_t i = 0; i < clients; i++) {
		if (i == 0 || compare_sets(&order[i - 1], &order[i], (void *)(uintptr_t)problem) != 0)
			likeness->client_of_set[likeness->set_count++] = order[i];
		likeness->set_of_client[order[i]] = likeness->set_count - 1;
	}
	free(order);
}

bool likeness_holds(struct likeness *likeness, int32_t left, int32_t right)
{
	const struct problem *problem = likeness->problem;
	const struct problem_client *a = &problem->clients[likeness->client_of_set[left]];
	const struct problem_client *b = &problem->clients[likeness->client_of_set[right]];
	const int32_t *of_a = problem->eligible + a->eligible_first, *of_b = problem->eligible + b->eligible_first;
	int32_t least = a->eligible_count < b->eligible_count ? a->eligible_count : b->eligible_count;
	int32_t most = a->eligible_count + b->eligible_count - least, i = 0, j = 0, common = 0;

	if (3 * least < 2 * most) /* however many they share */
		return false;
	while (i < a->eligible_count && j < b->eligible_count) {
		common += of_a[i] == of_b[j];
		int32_t next_a = of_a[i] <= of_b[j], next_b = of_b[j] <= of_a[i];
		i += next_a;
		j += next_b;
	}
	likeness->work += i + j;
	return 3 * common >= 2 * (a->eligible_count + b->eligible_count - common);
}

void likeness_free(struct likeness *likeness)
{
	free(likeness->set_of_client);
	free(likeness->client_of_set);
	*likeness = (struct likeness){0};
}
