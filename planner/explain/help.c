#include "planner/explain/help.h"

#include <stdlib.h>

#include "planner/explain/help_private.h"
#include "planner/base/memory.h"
#include "planner/plan/values.h"

static void add_help(struct helps *helps, const struct help_quest *quest, enum help_kind kind)
{
	struct help help = {.kind = kind, .provider = REGION_NONE, .caregiver = REGION_NONE, .must = REGION_NONE};
	bool helps_at_all = kind == HELP_HOURS   ? help_try_hours(&help, quest)
			  : kind == HELP_LIMIT   ? help_try_limit(&help, quest)
			  : kind == HELP_DIGITAL ? help_try_digital(&help, quest)
						 : help_try_planning(&help, quest, kind);

	if (helps_at_all && helps->count < HELPS_MOST)
		helps->list[helps->count++] = help;
	else {
		plan_free(&help.plan);
		free(help.rows);
	}
}

/* Which kinds are worth a try, by reason. */
static const enum help_kind *kinds_for(enum bottleneck_reason reason, int *count)
{
	static const enum help_kind window[] = {HELP_DIGITAL, HELP_CARE_DAYS, HELP_HOURS};
	static const enum help_kind area[] = {HELP_AREA};
	static const enum help_kind contract[] = {HELP_MEDIATION, HELP_CONTRACT, HELP_HOURS};
	static const enum help_kind roster[] = {HELP_DIGITAL};
	static const enum help_kind pin[] = {HELP_PINS, HELP_HOURS, HELP_DIGITAL};
	static const enum help_kind confirmed[] = {HELP_PINS, HELP_HOURS, HELP_DIGITAL};
	static const enum help_kind limit[] = {HELP_LIMIT, HELP_HOURS, HELP_DIGITAL};
	static const enum help_kind row[] = {HELP_HOURS, HELP_DIGITAL, HELP_AREA};
	static const enum help_kind shortest[] = {HELP_SHORTEST, HELP_HOURS, HELP_DIGITAL};
	static const enum help_kind capacity[] = {HELP_HOURS, HELP_DIGITAL, HELP_AREA};
	static const struct {
		const enum help_kind *kinds;
		int count;
	} by_reason[BOTTLENECK_REASON_COUNT] = {
		[BOTTLENECK_WINDOW] = {window, 3},     [BOTTLENECK_AREA] = {area, 1},
		[BOTTLENECK_CONTRACT] = {contract, 3}, [BOTTLENECK_ROSTER] = {roster, 1},
		[BOTTLENECK_PIN] = {pin, 3},           [BOTTLENECK_LIMIT] = {limit, 3},
		[BOTTLENECK_DAYS] = {row, 3},          [BOTTLENECK_SHORTEST] = {shortest, 3},
		[BOTTLENECK_CAPACITY] = {capacity, 3}, [BOTTLENECK_CONFIRMED] = {confirmed, 3},
	};

	*count = by_reason[reason].count;
	return by_reason[reason].kinds;
}

void help_finder_begin(struct help_finder *finder, const struct bottlenecks *found, const struct plan *plan)
{
	*finder = (struct help_finder){.found = found, .plan = plan};
}

void help_finder_free(struct help_finder *finder)
{
	trial_free(&finder->again);
	*finder = (struct help_finder){0};
}

void help_find(struct helps *helps, struct help_finder *finder, const struct bottleneck *bottleneck)
{
	struct help_quest quest = {.finder = finder,
				   .found = finder->found,
				   .bottleneck = bottleneck,
				   .problem = finder->found->problem,
				   .plan = finder->plan};
	int count;
	const enum help_kind *kinds = kinds_for(bottleneck->reason, &count);

	*helps = (struct helps){0};
	quest.values = values_plan(quest.problem, quest.plan);
	quest.shortages = values_clients(quest.problem, quest.plan);
	quest.short_now = help_sum_short(&quest, quest.problem, quest.plan, NULL);
	for (int i = 0; i < count; i++)
		add_help(helps, &quest, kinds[i]);
	free(quest.shortages);
}

void help_free(struct helps *helps)
{
	for (int32_t i = 0; i < helps->count; i++) {
		plan_free(&helps->list[i].plan);
		free(helps->list[i].rows);
	}
	*helps = (struct helps){0};
}
