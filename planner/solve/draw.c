#include "planner/solve/draw.h"

#include "planner/scenario/absence.h"
#include "planner/base/day.h"
#include "planner/scenario/gestation.h"
#include "planner/solve/quick.h"
#include "planner/base/random.h"
#include "planner/region/copy.h"
#include "planner/rules/pins.h"

static void draw_births(struct trial *trial, uint64_t seed)
{
	for (size_t i = 0; i < trial->region.client_count; i++) {
		struct region_client *client = &trial->region.clients[i];
		if (client->birth_day == DAY_NONE)
			client->birth_day = gestation_draw_client(seed, client, trial->policy.plan_date);
	}
}

void draw_make(struct trial *trial, const struct problem *night, const struct draw_settings *settings, int32_t number)
{
	uint64_t seed = random_with(random_with(settings->seed, RANDOM_DRAW), (uint64_t)number);
	struct absence absence = {.seed = seed,
				  .permille = settings->absence_permille,
				  .first_day = night->policy->plan_date,
				  .last_day = INT32_MAX,
				  .provider = REGION_NONE};

	trial_begin(trial, night);
	draw_births(trial, seed);
	absence_drop(&trial->region, &absence);
	trial_derive(trial);
	if (pins_drop_impossible(&trial->region, &trial->problem))
		trial_derive(trial);
}

void draw_plan_base(struct plan *plan, const struct problem *night, int effort)
{
	quick_plan(plan, night, NULL, effort);
}

/* Clients of the night and of the draw are others where a horizon lies between, and so are the days of their calendars.
 * Caregivers are the same. */
static void carry_over(struct plan *carried, const struct trial *trial, const struct problem *night,
		       const struct plan *base)
{
	plan_reset(carried, &trial->problem);
	for (size_t i = 0; i < base->visit_count; i++) {
		struct visit visit = base->visits[i];
		visit.client = trial->problem.client_of_region[night->clients[visit.client].region_index];
		visit.day = problem_find_day(&trial->problem, problem_date(night, visit.day));
		if (visit.client != REGION_NONE && visit.day != REGION_NONE)
			plan_add_visit(carried, visit);
	}
}

void draw_plan(struct trial *trial, const struct problem *night, const struct plan *base, int effort)
{
	struct plan carried = {0};

	if (base != NULL)
		carry_over(&carried, trial, night, base);
	quick_plan(&trial->plan, &trial->problem, base != NULL ? &carried : NULL, effort);
	plan_free(&carried);
}
