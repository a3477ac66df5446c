/* What the actions of a scenario share: scenario.c, clients.c, caregivers.c. */
#ifndef PLANNER_SCENARIO_CHANGE_H
#define PLANNER_SCENARIO_CHANGE_H

#include <stdbool.h>

#include "planner/scenario/scenario.h"

/* An action on the way: the region that it changes, and what it is drawn from. */
struct scenario_change {
	struct region *region; /* a copy of region_copy.h */
	const struct scenario_action *action;
	size_t same_count; /* actions of this kind from this one on, this one included */
	const struct policy *policy;
	uint64_t seed;
};

static inline bool scenario_has_day(const struct scenario_action *action, int32_t day)
{
	return action->first_day <= day && day <= action->last_day;
}

static inline bool scenario_has_provider(const struct scenario_action *action, int32_t provider)
{
	return action->provider == REGION_NONE || action->provider == provider;
}

void scenario_change_births(const struct scenario_change *change);
void scenario_change_first_line(const struct scenario_change *change);
void scenario_change_late(const struct scenario_change *change); /* and all others of the kind at once */
void scenario_change_consent(const struct scenario_change *change);

void scenario_hire(const struct scenario_change *change);
void scenario_send_on_leave(const struct scenario_change *change);
void scenario_stop_provider(const struct scenario_change *change);

#endif
