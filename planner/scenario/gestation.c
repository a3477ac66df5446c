#include "planner/scenario/gestation.h"

#include "planner/base/random.h"

/* 100,000 exp(-d^2 / (2 x 10^2)), rounded, for d = -21 to 14. */
static const uint32_t weights[GESTATION_LATEST - GESTATION_EARLIEST + 1] = {
	11025, 13534, 16447, 19790, 23575, 27804, 32465, 37531, 42956, 48675,  54607, 60653,
	66698, 72615, 78270, 83527, 88250, 92312, 95600, 98020, 99501, 100000, 99501, 98020,
	95600, 92312, 88250, 83527, 78270, 72615, 66698, 60653, 54607, 48675,  42956, 37531,
};

uint32_t gestation_weight(int32_t days_from_due)
{
	if (days_from_due < GESTATION_EARLIEST || days_from_due > GESTATION_LATEST)
		return 0;
	return weights[days_from_due - GESTATION_EARLIEST];
}

int32_t gestation_draw(uint64_t key, int32_t due_day, int32_t plan_day)
{
	int32_t first = plan_day - due_day;
	uint32_t total = 0, drawn;

	if (first < GESTATION_EARLIEST)
		first = GESTATION_EARLIEST;
	for (int32_t days = first; days <= GESTATION_LATEST; days++)
		total += gestation_weight(days);
	if (total == 0)
		return plan_day;
	drawn = random_below(random_with(key, RANDOM_BIRTH), total);
	while (drawn >= gestation_weight(first))
		drawn -= gestation_weight(first++);
	return due_day + first;
}
