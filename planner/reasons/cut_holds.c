/* What the plan under a cut holds, and who stands in a closure. */
#include <stdlib.h>

#include "planner/reasons/cut_growth.h"

const struct visit *cut_cell(const struct cut_finder *finder, int32_t caregiver, int32_t day, int32_t *count)
{
	const int32_t *first = &finder->cell_first[problem_cell(finder->spare.problem, caregiver, day)];

	*count = first[1] - first[0];
	return &finder->visits[first[0]];
}

const struct visit *cut_visit_on(const struct cut_finder *finder, int32_t client, int32_t day)
{
	const struct spare *spare = &finder->spare;

	for (int32_t i = spare->own_first[client]; i < spare->own_first[client + 1]; i++)
		if (spare->own[i].day == day)
			return &spare->own[i];
	return NULL;
}

bool cut_is_must(const struct cut_finder *finder, const struct visit *visit)
{
	return problem_find_must(finder->spare.problem, visit->client, visit->caregiver, visit->day) != NULL;
}

bool cut_is_fixed(const struct cut_finder *finder, const struct visit *visit)
{
	const struct problem_must *must =
		problem_find_must(finder->spare.problem, visit->client, visit->caregiver, visit->day);
	return must != NULL && must->units != 0;
}

int32_t cut_shortest(const struct cut_finder *finder, const struct visit *visit)
{
	return cut_is_fixed(finder, visit) ? visit->units
					   : finder->spare.problem->clients[visit->client].shortest_units;
}

int cut_compare_clients(const void *left, const void *right)
{
	int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;

	return (a > b) - (a < b);
}

bool cut_is_free_in(const struct cut_closure *closure, int32_t client)
{
	const int32_t *place =
		bsearch(&client, closure->clients, (size_t)closure->client_count, sizeof client, cut_compare_clients);

	return place != NULL && closure->free[place - closure->clients];
}
