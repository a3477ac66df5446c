/* A region as its tables tell it: rows with names turned into indices, and nothing derived.
 *
 * Invariants once loaded: every index is valid, keys of clients and of caregivers are unique, every row keeps the line
 * it came from. Hours are exact in ticks (1/10,000 hour), since care given may be any decimal. Names are owned by the
 * region's pool and live as long as it does. A region is filled by load_region (input/region/load.h), then only read.
 */
#ifndef PLANNER_REGION_REGION_H
#define PLANNER_REGION_REGION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "planner/base/day.h"

#define REGION_HOUR_TICKS 10000 /* hours are read with up to four decimals */
#define REGION_NONE (-1)        /* no caregiver, no amount given */

enum region_delivery_kind {
	REGION_VISIT,   /* care at home: hours for the client, work for the caregiver */
	REGION_DIGITAL, /* digital instruction */
	REGION_LIGDAG,  /* a day in hospital or birth centre that counts as care */
	REGION_PARTUS   /* assistance at birth: work for the caregiver, no hours for the client */
};

/* A list of different texts; the index of a text is the order in which it was first seen. */
struct region_names {
	const char **names;
	int32_t count, capacity;
};

struct region_client {
	const char *key;
	int32_t provider;                                          /* index into providers */
	int32_t insurer;                                           /* index into insurers */
	int32_t postcode;                                          /* 1000 to 9999 */
	int32_t postcode_letters;                                  /* 256 * 'A' + 'B'; 0 where not given */
	int32_t due_day, birth_day, registered_day, home_from_day; /* DAY_NONE where empty; due_day is always there */
	int32_t expected_day; /* the planner's own word while she is expected; DAY_NONE where empty */
	int32_t indicated_ticks, medical_ticks, declined_ticks, digital_ticks;
	int32_t minimum_ticks; /* REGION_NONE: the policy's */
	int32_t care_days;     /* REGION_NONE: the policy's */
	bool digital_consent;
	const char *group; /* "" where empty */
	int32_t line;
};

struct region_caregiver {
	const char *key;
	int32_t provider;
	bool employee;          /* else freelance */
	int32_t max_week_ticks; /* REGION_NONE: no limit */
	const char *agb;        /* her personal code, eight digits; "" where empty */
	int32_t line;
};

struct region_availability {
	int32_t caregiver, day, ticks;
	bool standby; /* kept for births, no time for visits; else work */
	int32_t line;
};

/* Takes all availability of these days away, of both kinds. */
struct region_absence {
	int32_t caregiver, from_day;
	int32_t to_day; /* the last day of it; DAY_NONE: open */
	int32_t line;
};

struct region_area {
	int32_t provider;
	int32_t caregiver; /* REGION_NONE: the provider's area; else it narrows this caregiver's */
	int32_t postcode_from, postcode_to;
	int32_t insurer;              /* for the clients of this insurer; REGION_NONE: of all */
	int32_t valid_from, valid_to; /* the plan dates on which the row counts, both in; DAY_NONE: open */
	int32_t line;
};

/* An area that serves the clients of all insurers, at all times. */
#define REGION_AREA_OPEN .insurer = REGION_NONE, .valid_from = DAY_NONE, .valid_to = DAY_NONE

struct region_contract {
	int32_t provider, insurer;
	bool guarantee; /* it is one of those under which the insurer guarantees hours */
	int32_t line;
};

struct region_delivery {
	int32_t client; /* REGION_NONE: somebody who is not in clients.csv; the work of the caregiver counts */
	int32_t day;
	int32_t caregiver; /* REGION_NONE where empty */
	int32_t ticks;
	enum region_delivery_kind kind;
	int32_t line;
};

struct region_pin {
	int32_t client, caregiver;
	int32_t day;   /* DAY_NONE: ever (only never) */
	int32_t ticks; /* REGION_NONE: free */
	bool must;     /* else never */
	/* No row of pins.csv, but a visit of the previous plan that stays (planner/rules/confirmed.h): with its hours,
	 * and line 0. Tables that are written have none. */
	bool confirmed;
	int32_t line;
	const char *text; /* the row as it stands in its file, for who is told of it; NULL where it came from none */
};

/* A row that was left out (planner/region/set_aside.h). */
struct region_set_aside {
	const char *file; /* of the table; borrowed */
	int32_t line;
	char *text;    /* the row as it stands there, "" where it must not be shown; owned */
	char *finding; /* why; owned */
};

struct region {
	struct region_names providers, insurers;
	struct region_client *clients;
	struct region_caregiver *caregivers;
	struct region_availability *availability;
	struct region_area *areas;
	struct region_contract *contracts;
	struct region_delivery *deliveries;
	struct region_pin *pins;
	struct region_absence *absences;
	size_t client_count, caregiver_count, availability_count, area_count, contract_count, delivery_count, pin_count;
	size_t absence_count;
	struct region_set_aside *set_aside; /* by file and line; told, and no part of what is planned */
	size_t set_aside_count;
	bool has_contracts; /* false: everybody has a contract with everybody */
	char **pool;        /* blocks of text that own every name */
	size_t pool_count;
};

/* Hours without trailing zeros, exact: 7.5. ticks is 0 or more. */
#define REGION_HOURS_SIZE 16
void region_format_hours(char text[REGION_HOURS_SIZE], int32_t ticks);

/* Does the row count on this plan date? DAY_NONE: all do. */
bool region_area_is_valid(const struct region_area *area, int32_t plan_date);

/* [client]: how many different caregivers have come to her for care at home, by the deliveries. The caller frees. */
int32_t *region_count_visitors(const struct region *region);

void region_free(struct region *region);

/* Is a personal AGB code asked of her on this date, which her row does not have? From 2026 of who is not employed, from
 * 2027 of everybody (Zorg en Zekerheid, purchasing policy of maternity care 2026). */
bool region_lacks_agb(const struct region_caregiver *row, int32_t date);

#endif
