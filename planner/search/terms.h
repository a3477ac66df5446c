/* Shared by search*.c only: what building the state and changing it both need. */
#ifndef PLANNER_SEARCH_TERMS_H
#define PLANNER_SEARCH_TERMS_H

#include "planner/search/search.h"

enum { HOUR_MINIMUM, HOUR_MEDICAL, HOUR_REST, HOUR_TERMS };

/* Digital units that are given beside so many planned ones: what fills the rest, or all that may be. */
static inline int32_t search_digital_needed(const struct problem_client *client, int32_t planned, bool always)
{
	int32_t over = client->physical_received + planned - client->minimum_units - client->medical_units;
	int32_t rest = client->rest_units - (over > 0 ? over : 0) - client->digital_received;
	int32_t room = client->digital_room, left = client->left_units - planned;

	if (room > left)
		room = left;
	if (always)
		return room;
	return rest < 0 ? 0 : rest < room ? rest : room;
}

static inline bool search_digital_always(const struct problem *problem)
{
	return problem->policy->digital == POLICY_DIGITAL_ALWAYS;
}

static inline int32_t search_slot_on_day(const struct search *s, int32_t client, int32_t day)
{
	int32_t offset = day - s->problem->clients[client].first_day;

	return offset >= 0 && offset < s->clients[client].slot_count ? s->clients[client].slot_first + offset
								     : SEARCH_FREE;
}

#endif
