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

/* Limits of what the tables and the policy may say; input/ rejects what is beyond them. */
#define POLICY_UNIT_MINUTES_LEAST 15
#define POLICY_VISIT_HOURS_MOST 24
#define POLICY_CLIENT_HOURS_MOST 80 /* Landelijk Indicatieprotocol Kraamzorg: at most 80 hours over 10 days */
#define POLICY_CARE_DAYS_MOST 42    /* kraamzorg ends six weeks after the birth */
#define POLICY_CONFIRMED_MOST 366   /* days: with more, a plan would never change */
#define POLICY_SET_ASIDE_MOST 200   /* rows; beyond that a table is not sound but for some rows */
/* The same in planning units. */
#define POLICY_VISIT_UNITS_MOST (POLICY_VISIT_HOURS_MOST * 60 / POLICY_UNIT_MINUTES_LEAST)
#define POLICY_CLIENT_UNITS_MOST (POLICY_CLIENT_HOURS_MOST * 60 / POLICY_UNIT_MINUTES_LEAST)

enum policy_digital {
	POLICY_DIGITAL_WHEN_SHORT, /* digital hours only fill what nobody can come for */
	POLICY_DIGITAL_ALWAYS      /* digital hours are used up first */
};

/* What tiers are about. */
enum tier_kind {
	KIND_MINIMUM,    /* the legal minimum, physical, for everyone */
	KIND_MEDICAL,    /* medically indicated hours */
	KIND_PRESENCE,   /* somebody comes on every care day, on the first day at home above all */
	KIND_GUARANTEED, /* hours that a contract guarantees to early registrations */
	KIND_REMAINING,  /* the other indicated hours, proportionally */
	KIND_COUNT
};

extern const char *const tier_kind_names[KIND_COUNT];
extern const char *const tier_kind_words[KIND_COUNT]; /* for people */

/* The order in which tables have columns for them, whatever the order of the policy. */
extern const enum tier_kind tier_kind_columns[KIND_COUNT];

/* The tiers, by their place in the order of the policy: an earlier one goes strictly before a later one. */
enum tier {
	TIER_MINIMUM, /* always the first */
	TIER_SECOND,
	TIER_THIRD,
	TIER_FOURTH,
	TIER_REMAINING, /* always the last */
	TIER_COUNT
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
	enum tier_kind order[TIER_COUNT]; /* begins with the minimum and ends with remaining */
	int first_day_weight;             /* what the first day at home is worth to presence, in visits */
	enum policy_births births;
	int expected_from;    /* nobody visits an unborn child before plan_date + this */
	int confirmed_days;   /* with a previous plan its visits of so many days from the plan date on stay (C13) */
	int horizon_days;     /* plan clients who start before plan_date + this; 0 is all */
	int max_loss_percent; /* of what the night before had, before the tables count as lost */
	int set_aside_rows;   /* how many rows with an error are left out rather than the region rejected */
	struct policy_guarantee *guarantees;
	size_t guarantee_count;
};

/* The policy of a region without policy.ini: 30-minute units, 24 hours minimum, and so on. */
struct policy policy_default(void);

/* Where in the order a kind of tier stands. */
enum tier policy_find_tier(const struct policy *policy, enum tier_kind kind);

void policy_free(struct policy *policy);

#endif
