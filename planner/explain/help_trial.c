#include "planner/explain/help_trial.h"

#include <stdlib.h>

#include "planner/plan/values.h"

int64_t help_sum_short(const struct help_quest *quest, const struct problem *problem, const struct plan *plan,
		       int32_t *lifted)
{
	const struct bottleneck *b = quest->bottleneck;
	struct shortages *shortages = values_clients(problem, plan);
	int64_t sum = 0;

	if (lifted != NULL)
		*lifted = 0;
	for (int32_t i = 0; i < b->client_count; i++) {
		int32_t client = quest->found->clients[b->client_first + i];
		int32_t lack = shortages[client].short_units[b->tier];
		sum += lack;
		if (lifted != NULL && lack == 0 && quest->shortages[client].short_units[b->tier] > 0)
			(*lifted)++;
	}
	free(shortages);
	return sum;
}

bool help_judge(struct help *help, const struct help_quest *quest, struct trial *trial)
{
	/* With hours beyond the roster's end others are to plan too: the plan is none for them. */
	if (trial->problem.client_count != quest->problem->client_count || !trial_is_allowed(trial))
		return false;
	struct values values = values_plan(&trial->problem, &trial->plan);

	for (int t = 0; t < (int)quest->bottleneck->tier; t++)
		if (values.scaled[t] > quest->values.scaled[t])
			return false;
	help->tier = quest->bottleneck->tier;
	help->short_before = quest->short_now;
	help->short_after = help_sum_short(quest, &trial->problem, &trial->plan, &help->lifted_count);
	if (help->short_after >= help->short_before || values.scaled[help->tier] >= quest->values.scaled[help->tier])
		return false;
	plan_free(&help->plan);
	help->plan = trial->plan;
	trial->plan = (struct plan){0};
	return true;
}

/* Consent, and as many digital hours as the cap allows. */
static void allow_digital(struct trial *trial, int32_t client)
{
	struct region_client *row = &trial->region.clients[client];
	int32_t unit_ticks = REGION_HOUR_TICKS * trial->policy.unit_minutes / 60;
	int32_t cap = trial->policy.digital_cap_units * unit_ticks;

	row->digital_consent = true;
	if (row->digital_ticks < cap)
		row->digital_ticks = cap;
}

static void add_care_days(struct trial *trial, int32_t client, int32_t days)
{
	struct region_client *row = &trial->region.clients[client];

	row->care_days = (row->care_days == REGION_NONE ? trial->policy.care_days : row->care_days) + days;
}

/* Drops the pins of a client, or one must; of a must that is pinned and confirmed both. */
static void drop_pins(struct trial *trial, const struct problem *problem, const struct help *help)
{
	struct region *region = &trial->region;
	const struct problem_must *must = help->must == REGION_NONE ? NULL : &problem->musts[help->must];
	int32_t client = problem->clients[must != NULL ? must->client : help->client].region_index;
	size_t kept = 0;

	for (size_t i = 0; i < region->pin_count; i++) {
		const struct region_pin *pin = &region->pins[i];
		bool is_hers = pin->client == client && (must != NULL || !pin->confirmed);
		if (must != NULL)
			is_hers = is_hers && pin->must && pin->day == problem_date(problem, must->day) &&
				  problem->caregiver_of_region[pin->caregiver] == must->caregiver;
		if (!is_hers)
			region->pins[kept++] = *pin;
	}
	region->pin_count = kept;
}

void help_apply(struct trial *trial, const struct bottlenecks *found, const struct bottleneck *bottleneck,
		const struct help *help)
{
	const struct problem *problem = found->problem;

	trial_begin(trial, problem);
	switch (help->kind) {
	case HELP_HOURS:
		for (int32_t i = 0; i < help->row_count; i++)
			trial_add_hours(trial, problem->caregivers[help->rows[i].caregiver].region_index,
					help->rows[i].day, help->rows[i].units);
		break;
	case HELP_DIGITAL:
		for (int32_t i = 0; i < bottleneck->client_count; i++)
			allow_digital(trial,
				      problem->clients[found->clients[bottleneck->client_first + i]].region_index);
		break;
	case HELP_AREA:
		trial_add_area(trial, help->provider, help->postcode);
		break;
	case HELP_CONTRACT:
		trial_add_contract(trial, help->provider, help->insurer);
		break;
	case HELP_MEDIATION:
		trial->policy.mediation = true;
		break;
	case HELP_CARE_DAYS:
		add_care_days(trial, problem->clients[help->client].region_index, help->days);
		break;
	case HELP_LIMIT:
		trial->region.caregivers[problem->caregivers[help->caregiver].region_index].max_week_ticks =
			(int32_t)help->units * (REGION_HOUR_TICKS * trial->policy.unit_minutes / 60);
		break;
	case HELP_SHORTEST:
		trial->policy.min_visit_units = (int32_t)help->units;
		break;
	case HELP_PINS:
		drop_pins(trial, problem, help);
		break;
	}
}
