#include "planner/scenario/gestation.h"

#include <stdbool.h>

#include "planner/base/day.h"
#include "planner/base/random.h"
#include "planner/problem/births.h"

int32_t gestation_draw(uint64_t key, int32_t due_day, int32_t plan_day)
{
	int32_t first = plan_day - due_day;
	uint32_t total = 0, drawn;

	if (first < BIRTHS_EARLIEST)
		first = BIRTHS_EARLIEST;
	for (int32_t days = first; days <= BIRTHS_LATEST; days++)
		total += births_weight(days);
	if (total == 0)
		return plan_day;
	drawn = random_below(random_with(key, RANDOM_BIRTH), total);
	while (drawn >= births_weight(first))
		drawn -= births_weight(first++);
	return due_day + first;
}

int32_t gestation_draw_client(uint64_t seed, const struct region_client *client, int32_t plan_day)
{
	int32_t day = gestation_draw(random_with_text(seed, client->key), client->due_day, plan_day);
	bool set = client->expected_day != DAY_NONE && client->expected_day >= plan_day;

	return set && client->expected_day < day ? client->expected_day : day;
}
