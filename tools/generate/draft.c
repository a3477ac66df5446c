#include "tools/generate/draft.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"

void draft_make(struct draft *draft, const struct draft_options *options, const struct postcodes *postcodes)
{
	*draft = (struct draft){.options = options, .postcodes = postcodes, .client_count = options->client_count};
	draft->first_day = options->plan_date - DRAFT_PAST_DAYS - 7;
	draft->day_count = options->expected_days + DRAFT_TAIL_DAYS + options->plan_date - draft->first_day;
	draft->neighbours = postcodes_count_neighbours(postcodes);
	draft_make_area(draft);
	draft_make_families(draft);
	draft_make_staff(draft);
	draft_make_history(draft);
	draft_make_pins(draft);
}

void draft_free(struct draft *draft)
{
	for (int32_t i = 0; i < draft->provider_count; i++)
		free(draft->providers[i].area);
	for (int32_t i = 0; i < draft->caregiver_count; i++) {
		free(draft->caregivers[i].area);
		free(draft->caregivers[i].offers);
	}
	free(draft->neighbours);
	free(draft->places);
	free(draft->holes);
	free(draft->groups);
	free(draft->providers);
	free(draft->contracts);
	free(draft->clients);
	free(draft->caregivers);
	free(draft->deliveries);
	free(draft->pins);
	*draft = (struct draft){0};
}

int32_t draft_wanted(const struct draft_client *client)
{
	return client->indicated - client->declined;
}

int32_t draft_care_days(const struct draft_client *client)
{
	return client->care_days == DRAFT_NONE ? 8 : client->care_days;
}

int32_t draft_told_day(const struct draft_client *client)
{
	return client->birth_day == DAY_NONE ? client->due_day : client->birth_day;
}

bool draft_may_serve(const struct draft *draft, const struct draft_caregiver *caregiver,
		     const struct draft_client *client, bool own_only)
{
	const bool *area = caregiver->area != NULL ? caregiver->area : draft->providers[caregiver->provider].area;
	bool own = caregiver->provider == client->provider;
	bool contract = draft->contracts[caregiver->provider * DRAFT_INSURERS + client->insurer];

	return area[client->postcode] && (own || (contract && !own_only));
}
