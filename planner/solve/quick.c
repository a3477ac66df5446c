#include "planner/solve/quick.h"

#include <stddef.h>

#include "planner/search/search.h"
#include "planner/search/settle.h"
#include "planner/search/stages.h"

void quick_plan(struct plan *plan, const struct problem *problem, const struct plan *from, int effort)
{
	struct search search;

	search_build(&search, problem, from);
	if (from != NULL)
		search_load(&search, from);
	stages_run(&search, from != NULL ? STAGES_WARM : STAGES_FRESH, effort);
	settle_hours(&search);
	plan_free(plan);
	search_store(&search, plan);
	search_free(&search);
}
