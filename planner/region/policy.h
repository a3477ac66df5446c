/* The policy of a region: what policy.ini and --set say, in planning units.
 *
 * A policy is valid once policy_read (input/region/policy_file.h) or policy_default has made it: all times are whole
 * planning units, 0 < min_visit_units <= max_visit_units.
 */
#ifndef PLANNER_REGION_POLICY_H
#define PLANNER_REGION_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum policy_digital {
	POLICY_DIGITAL_WHEN_SHORT, /* digital hours only fill what nobody can come for */
	POLICY_DIGITAL_ALWAYS      /* digital hours are used up first */
};

/* The day on which an unborn child is expected. */
enum policy_births {
	POLICY_BIRTHS_SPREAD, /* spread along the curve of births around the due dates */
	POLICY_BIRTHS_DUE     /* the due date */
};

/* An insurer that guarantees the indicated hours of who registered before a week of pregnancy. */
struct policy_guarantee {
	char *insurer;                  /* UZOVI code, owned */
	int32_t before_week_hundredths; /* 20 is 2000: weeks may have decimals */
};

struct policy {
	int32_t plan_date;       /* first day that is planned; DAY_NONE until known */
	int unit_minutes;        /* 15, 30 or 60 */
	int legal_minimum_units; /* per client, unless her row says otherwise */
	int digital_cap_units;
	int min_visit_units;
	int max_visit_units;
	int care_days;          /* days of care counted from the birth */
	int travel_units;       /* between two visits of one caregiver on one day */
	int max_caregivers;     /* wished for per client, past ones counted */
	int continuity_percent; /* what the tier remaining may give up for mediation, continuity and stability */
	int max_days_in_a_row;  /* employees only; 0 is no limit */
	bool mediation;         /* may another provider help out */
	enum policy_digital digital;
	enum policy_births births;
	int expected_from; /* nobody visits an unborn child before plan_date + this */
	int horizon_days;  /* plan clients who start before plan_date + this; 0 is all */
	struct policy_guarantee *guarantees;
	size_t guarantee_count;
};

/* The policy of a region without policy.ini: 30-minute units, 24 hours minimum, and so on. */
struct policy policy_default(void);

void policy_free(struct policy *policy);

#endif
