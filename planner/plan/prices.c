#include "planner/plan/prices.h"

#include <stdlib.h>

#include "planner/base/memory.h"

void prices_reset(struct prices *prices, const struct classes *classes, const struct problem *problem)
{
	*prices = (struct prices){
		.class_count = classes->count,
		.day_count = problem->day_count,
		.length_count = problem->policy->max_visit_units + 1,
	};
	prices->visit =
		memory_allocate((size_t)prices->class_count * (size_t)prices->day_count * (size_t)prices->length_count,
				sizeof *prices->visit);
}

void prices_free(struct prices *prices)
{
	free(prices->visit);
	*prices = (struct prices){0};
}
