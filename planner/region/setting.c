#include "planner/region/setting.h"

#include <string.h>

#include "planner/base/day.h"
#include "planner/region/policy.h"

#define AT(member) offsetof(struct policy, member)

#define FIRST_DAY_WEIGHT_MAX 4
#define EXPECTED_FROM_MAX 14 /* beyond it nobody would be held for who is overdue */

static const struct setting_word digital_words[] = {
	{"when-short", POLICY_DIGITAL_WHEN_SHORT}, {"always", POLICY_DIGITAL_ALWAYS}, {NULL, 0}};

static const struct setting_word births_words[] = {
	{"spread", POLICY_BIRTHS_SPREAD}, {"due", POLICY_BIRTHS_DUE}, {NULL, 0}};

const struct setting settings[SETTING_COUNT_ALL] = {
	[PLAN_DATE] = {"plan_date", SETTING_DAY, AT(plan_date), 0, 0, NULL},
	[UNIT_MINUTES] = {"unit_minutes", SETTING_UNIT, AT(unit_minutes), POLICY_UNIT_MINUTES_LEAST, 60, NULL},
	[LEGAL_MINIMUM_HOURS] = {"legal_minimum_hours", SETTING_HOURS, AT(legal_minimum_units), 0,
				 POLICY_CLIENT_HOURS_MOST, NULL},
	[DIGITAL_CAP_HOURS] = {"digital_cap_hours", SETTING_HOURS, AT(digital_cap_units), 0, POLICY_CLIENT_HOURS_MOST,
			       NULL},
	[MIN_VISIT_HOURS] = {"min_visit_hours", SETTING_HOURS, AT(min_visit_units), 0, POLICY_VISIT_HOURS_MOST, NULL},
	[MAX_VISIT_HOURS] = {"max_visit_hours", SETTING_HOURS, AT(max_visit_units), 0, POLICY_VISIT_HOURS_MOST, NULL},
	[CARE_DAYS] = {"care_days", SETTING_COUNT, AT(care_days), 1, POLICY_CARE_DAYS_MOST, NULL},
	[TRAVEL_MINUTES] = {"travel_minutes", SETTING_MINUTES, AT(travel_units), 0, 720, NULL},
	[MAX_CAREGIVERS] = {"max_caregivers", SETTING_COUNT, AT(max_caregivers), 1, 99, NULL},
	[CONTINUITY_PERCENT] = {"continuity_percent", SETTING_COUNT, AT(continuity_percent), 0, 100, NULL},
	[MAX_DAYS_IN_A_ROW] = {"max_days_in_a_row", SETTING_COUNT, AT(max_days_in_a_row), 0, 365, NULL},
	[MEDIATION] = {"mediation", SETTING_YES_NO, AT(mediation), 0, 0, NULL},
	[DIGITAL] = {"digital", SETTING_CHOICE, AT(digital), 0, 0, digital_words},
	[ORDER] = {"order", SETTING_ORDER, AT(order), 0, 0, NULL},
	[FIRST_DAY_WEIGHT] = {"first_day_weight", SETTING_COUNT, AT(first_day_weight), 1, FIRST_DAY_WEIGHT_MAX, NULL},
	[BIRTHS] = {"births", SETTING_CHOICE, AT(births), 0, 0, births_words},
	[EXPECTED_FROM] = {"expected_from", SETTING_COUNT, AT(expected_from), 0, EXPECTED_FROM_MAX, NULL},
	[CONFIRMED_DAYS] = {"confirmed_days", SETTING_COUNT, AT(confirmed_days), 0, POLICY_CONFIRMED_MOST, NULL},
	[HORIZON_DAYS] = {"horizon_days", SETTING_COUNT, AT(horizon_days), 0, 3650, NULL},
	[MAX_LOSS_PERCENT] = {"max_loss_percent", SETTING_COUNT, AT(max_loss_percent), 0, 100, NULL},
	[SET_ASIDE_ROWS] = {"set_aside_rows", SETTING_COUNT, AT(set_aside_rows), 0, POLICY_SET_ASIDE_MOST, NULL},
};

const char *setting_find_word(const struct setting *setting, int value)
{
	const struct setting_word *word = setting->words;

	while (word->value != value)
		word++;
	return word->word;
}

static int32_t get_number(const struct policy *policy, size_t offset)
{
	int32_t number;

	memcpy(&number, (const char *)policy + offset, sizeof number);
	return number;
}

static bool is_same(size_t index, const struct policy *a, const struct policy *b)
{
	const struct setting *setting = &settings[index];

	switch (setting->kind) {
	case SETTING_DAY:
		return a->plan_date == b->plan_date || a->plan_date == DAY_NONE || b->plan_date == DAY_NONE;
	case SETTING_HOURS:
	case SETTING_MINUTES:
		return get_number(a, setting->offset) * a->unit_minutes ==
		       get_number(b, setting->offset) * b->unit_minutes;
	case SETTING_YES_NO:
		return a->mediation == b->mediation;
	case SETTING_ORDER:
		return memcmp(a->order, b->order, sizeof a->order) == 0;
	case SETTING_COUNT:
	case SETTING_UNIT:
	case SETTING_CHOICE:
		break;
	}
	return index == MAX_LOSS_PERCENT || get_number(a, setting->offset) == get_number(b, setting->offset);
}

/* Every insurer of the one guarantees in the other from the same week. */
static bool has_guarantees(const struct policy *all, const struct policy *some)
{
	for (size_t i = 0; i < some->guarantee_count; i++) {
		size_t j = 0;
		while (j < all->guarantee_count && strcmp(all->guarantees[j].insurer, some->guarantees[i].insurer) != 0)
			j++;
		if (j == all->guarantee_count ||
		    all->guarantees[j].before_week_hundredths != some->guarantees[i].before_week_hundredths)
			return false;
	}
	return true;
}

size_t setting_list_differences(const char *names[SETTING_DIFFERENCES_MOST], const struct policy *a,
				const struct policy *b)
{
	size_t count = 0;

	for (size_t i = 0; i < SETTING_COUNT_ALL; i++)
		if (!is_same(i, a, b))
			names[count++] = settings[i].name;
	if (!has_guarantees(a, b) || !has_guarantees(b, a))
		names[count++] = SETTING_GUARANTEE;
	return count;
}
