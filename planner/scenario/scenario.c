#include "planner/scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

#include "planner/problem/problem.h"
#include "planner/region/copy.h"
#include "planner/rules/pins.h"
#include "planner/scenario/change.h"
#include "planner/region/postcode.h"

static void add_area(struct region *region, int32_t provider, int32_t from, int32_t to)
{
	*region_copy_add_row(region, areas, area_count) = (struct region_area){.provider = provider,
									       .caregiver = REGION_NONE,
									       .postcode_from = from,
									       .postcode_to = to,
									       REGION_AREA_OPEN};
}

static void open_areas(struct region *region)
{
	region->area_count = 0;
	for (int32_t provider = 0; provider < region->providers.count; provider++)
		add_area(region, provider, POSTCODE_FIRST, POSTCODE_LAST);
}

/* What is left of each span of the provider before and behind the one that goes. */
static void shrink_area(struct region *region, const struct scenario_action *action)
{
	size_t before = region->area_count;
	struct region_area *areas = region->areas;

	region->areas = NULL;
	region->area_count = 0;
	for (size_t i = 0; i < before; i++) {
		struct region_area row = areas[i];
		if (row.caregiver != REGION_NONE || row.provider != action->provider ||
		    row.postcode_to < action->postcode_from || row.postcode_from > action->postcode_to) {
			*region_copy_add_row(region, areas, area_count) = row;
			continue;
		}
		struct region_area below = row, above = row;
		below.postcode_to = action->postcode_from - 1;
		above.postcode_from = action->postcode_to + 1;
		if (below.postcode_from <= below.postcode_to)
			*region_copy_add_row(region, areas, area_count) = below;
		if (above.postcode_from <= above.postcode_to)
			*region_copy_add_row(region, areas, area_count) = above;
	}
	free(areas);
}

static void change_areas(const struct scenario_change *change)
{
	const struct scenario_action *action = change->action;

	switch (action->area) {
	case SCENARIO_AREA_OPEN:
		open_areas(change->region);
		break;
	case SCENARIO_AREA_WIDEN:
		add_area(change->region, action->provider, action->postcode_from, action->postcode_to);
		break;
	case SCENARIO_AREA_SHRINK:
		shrink_area(change->region, action);
		break;
	}
}

static void fall_ill(const struct scenario_change *change)
{
	const struct scenario_action *action = change->action;
	struct absence absence = {.seed = change->seed,
				  .permille = action->amount,
				  .first_day = action->first_day,
				  .last_day = action->last_day,
				  .employment = action->employment,
				  .provider = action->provider};

	absence_drop(change->region, &absence);
}

static void (*const act[SCENARIO_KIND_COUNT])(const struct scenario_change *change) = {
	[SCENARIO_AREAS] = change_areas,
	[SCENARIO_PROVIDER_OUT] = scenario_stop_provider,
	[SCENARIO_CAREGIVERS] = scenario_hire,
	[SCENARIO_BIRTHS] = scenario_change_births,
	[SCENARIO_FIRST_LINE] = scenario_change_first_line,
	[SCENARIO_LATE] = scenario_change_late,
	[SCENARIO_DIGITAL_CONSENT] = scenario_change_consent,
	[SCENARIO_HOLIDAY] = scenario_send_on_leave,
	[SCENARIO_ABSENCE] = fall_ill,
};

/* Actions stand in the order of their kinds. */
static size_t count_same(const struct scenario *scenario, size_t first)
{
	size_t end = first;

	while (end < scenario->action_count && scenario->actions[end].kind == scenario->actions[first].kind)
		end++;
	return end - first;
}

void scenario_apply(struct region *region, const struct scenario *scenario, int32_t seed)
{
	struct problem problem;

	for (size_t i = 0; i < scenario->action_count; i++) {
		struct scenario_change change = {.region = region,
						 .action = &scenario->actions[i],
						 .same_count = count_same(scenario, i),
						 .policy = &scenario->policy,
						 .seed = (uint64_t)seed};
		act[change.action->kind](&change);
		if (change.action->kind == SCENARIO_LATE)
			i += change.same_count - 1;
	}
	if (scenario->action_count == 0) /* nothing that a pin stood on has gone */
		return;
	problem_derive(&problem, region, &scenario->policy);
	pins_drop_impossible(region, &problem);
	problem_free(&problem);
}

void scenario_free_all(struct scenarios *scenarios)
{
	for (size_t i = 0; i < scenarios->count; i++) {
		free(scenarios->list[i].name);
		free(scenarios->list[i].actions);
		policy_free(&scenarios->list[i].policy);
	}
	free(scenarios->list);
	*scenarios = (struct scenarios){0};
}
