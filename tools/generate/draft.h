/* A region being made up: what the tables will say, before any dialect.
 *
 * Times are minutes, days are numbers (planner/base/day.h). Places are indices into the table of postcodes; an area is
 * one flag a postcode of the whole country. The stages fill it in order: area, families, staff, history, pins.
 */
#ifndef TOOLS_GENERATE_DRAFT_H
#define TOOLS_GENERATE_DRAFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tools/generate/dice.h"
#include "tools/generate/postcodes.h"

#define DRAFT_PAST_DAYS 9  /* births that long ago may still be in care: 10 care days at most */
#define DRAFT_TAIL_DAYS 24 /* availability goes on after the last due date: the latest birth, and its care */
#define DRAFT_KEY_SIZE 12
#define DRAFT_MINIMUM_MINUTES (24 * 60) /* legal minimum */
#define DRAFT_NONE (-1)

struct draft_options {
	uint64_t seed;
	int32_t client_count;
	int32_t provider_count;    /* 0: by the size of the region */
	int32_t expected_days;     /* due dates are known for so many days ahead */
	int32_t tightness_percent; /* hours of staff until the last due date, per hour still wanted */
	int32_t hole_permille;     /* share of postcodes that nobody serves */
	int32_t pin_count;         /* musts, and as many nevers */
	int32_t plan_date;
	struct position middle;
};

struct draft_provider {
	char key[DRAFT_KEY_SIZE];
	int32_t family_weight, staff_weight; /* its share of families and of staff */
	bool *area;                          /* [postcode] */
};

struct draft_client {
	char key[DRAFT_KEY_SIZE];
	int32_t provider, insurer, postcode;
	char letters[3];
	int32_t due_day, birth_day, expected_day, registered_day, home_from_day;
	int32_t indicated, medical, digital, minimum, declined; /* minutes; minimum may be DRAFT_NONE */
	int32_t care_days;                                      /* DRAFT_NONE: the policy's */
	bool consent;
	int group;         /* 0 low, 1 mid, 2 high */
	int32_t received;  /* minutes of care given */
	int32_t caregiver; /* who came first, or DRAFT_NONE */
};

struct draft_caregiver {
	char key[DRAFT_KEY_SIZE];
	int32_t provider;
	bool employee;
	int32_t week_minutes; /* limit, or DRAFT_NONE */
	int32_t day_minutes;  /* on a day that she offers */
	bool *area;           /* [postcode]; NULL: the provider's */
	bool *offers;         /* [day from first_day] */
};

struct draft_delivery {
	int32_t client, caregiver, day, minutes; /* caregiver may be DRAFT_NONE */
	enum { DRAFT_VISIT, DRAFT_DIGITAL, DRAFT_LIGDAG, DRAFT_PARTUS } kind;
};

struct draft_pin {
	int32_t client, caregiver, day, minutes; /* day may be DAY_NONE, minutes DRAFT_NONE */
	bool must;
};

struct draft {
	const struct draft_options *options;
	const struct postcodes *postcodes;
	int32_t *neighbours; /* [postcode] how much is built there */
	int32_t *places;     /* postcodes of the region, nearest to the middle first */
	int32_t place_count;
	bool *holes; /* [postcode] */
	int *groups; /* [postcode] the group that most families there belong to */
	struct draft_provider *providers;
	bool *contracts; /* [provider * DRAFT_INSURERS + insurer] */
	struct draft_client *clients;
	struct draft_caregiver *caregivers;
	struct draft_delivery *deliveries;
	struct draft_pin *pins;
	int32_t provider_count, client_count, caregiver_count, delivery_count, pin_count;
	int32_t caregiver_capacity, delivery_capacity, pin_capacity;
	int32_t first_day, day_count; /* of the offers: some days of the past, then all that is planned */
	int32_t wanted_minutes;       /* from the plan date on, all clients together */
	int32_t offered_minutes;      /* until the last due date, under the weekly limits */
};

#define DRAFT_INSURERS 6
extern const char *const draft_insurers[DRAFT_INSURERS];

void draft_make_area(struct draft *draft);
void draft_make_families(struct draft *draft);
void draft_make_staff(struct draft *draft);
void draft_make_history(struct draft *draft);
void draft_make_pins(struct draft *draft);

/* All of the above; the caller frees. options and postcodes are borrowed and outlive the draft. */
void draft_make(struct draft *draft, const struct draft_options *options, const struct postcodes *postcodes);

void draft_free(struct draft *draft);

int32_t draft_wanted(const struct draft_client *client);
int32_t draft_care_days(const struct draft_client *client);

/* The birth, or the due date while she is expected: all that the tables tell of the first day of her care. */
int32_t draft_told_day(const struct draft_client *client);

/* May she come to this client, by area and provider; own_only: without help from another provider? */
bool draft_may_serve(const struct draft *draft, const struct draft_caregiver *caregiver,
		     const struct draft_client *client, bool own_only);

#endif
