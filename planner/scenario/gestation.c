#include "planner/scenario/gestation.h"

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
