#include "planner/region/setting.h"

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
