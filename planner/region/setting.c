#include "planner/region/setting.h"

#include "planner/region/policy.h"

#define AT(member) offsetof(struct policy, member)

const struct setting settings[SETTING_COUNT_ALL] = {
	[PLAN_DATE] = {"plan_date", SETTING_DAY, AT(plan_date), 0, 0},
	[UNIT_MINUTES] = {"unit_minutes", SETTING_UNIT, AT(unit_minutes), 15, 60},
	[LEGAL_MINIMUM_HOURS] = {"legal_minimum_hours", SETTING_HOURS, AT(legal_minimum_units), 0, 80},
	[DIGITAL_CAP_HOURS] = {"digital_cap_hours", SETTING_HOURS, AT(digital_cap_units), 0, 80},
	[MIN_VISIT_HOURS] = {"min_visit_hours", SETTING_HOURS, AT(min_visit_units), 0, 24},
	[MAX_VISIT_HOURS] = {"max_visit_hours", SETTING_HOURS, AT(max_visit_units), 0, 24},
	[CARE_DAYS] = {"care_days", SETTING_COUNT, AT(care_days), 1, 42},
	[TRAVEL_MINUTES] = {"travel_minutes", SETTING_MINUTES, AT(travel_units), 0, 720},
	[MAX_CAREGIVERS] = {"max_caregivers", SETTING_COUNT, AT(max_caregivers), 1, 99},
	[CONTINUITY_PERCENT] = {"continuity_percent", SETTING_COUNT, AT(continuity_percent), 0, 100},
	[MAX_DAYS_IN_A_ROW] = {"max_days_in_a_row", SETTING_COUNT, AT(max_days_in_a_row), 0, 365},
	[MEDIATION] = {"mediation", SETTING_YES_NO, AT(mediation), 0, 0},
	[DIGITAL] = {"digital", SETTING_DIGITAL, AT(digital), 0, 0},
	[HORIZON_DAYS] = {"horizon_days", SETTING_COUNT, AT(horizon_days), 0, 3650},
};
