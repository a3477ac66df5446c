#include "planner/plan/solution.h"

void solution_free(struct solution *solution)
{
	plan_free(&solution->plan);
	for (int t = 0; t < TIER_COUNT; t++)
		prices_free(&solution->certificate.prices[t]);
	classes_free(&solution->certificate.classes);
	*solution = (struct solution){0};
}
