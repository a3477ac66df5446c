/* The tables of a region as data: their columns, what may stand in them and where it goes. For users: FORMAT.md. */
#ifndef PLANNER_REGION_SCHEMA_H
#define PLANNER_REGION_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum schema_table {
	SCHEMA_CLIENTS,
	SCHEMA_CAREGIVERS,
	SCHEMA_AVAILABILITY,
	SCHEMA_WORKAREAS,
	SCHEMA_CONTRACTS,
	SCHEMA_DELIVERIES,
	SCHEMA_PINS,
	SCHEMA_ABSENCES,
	SCHEMA_TABLE_COUNT
};

/* What stands in a column, and the type of the member that takes it. */
enum schema_kind {
	SCHEMA_CLIENT_KEY,    /* const char *: a new client */
	SCHEMA_CAREGIVER_KEY, /* const char *: a new caregiver */
	SCHEMA_CLIENT,        /* int32_t: index of a client that must be there */
	SCHEMA_CAREGIVER,     /* int32_t: index of a caregiver that must be there */
	SCHEMA_PROVIDER,      /* int32_t: index of any provider */
	SCHEMA_INSURER,       /* int32_t: index of any insurer */
	SCHEMA_AGB,           /* const char *: a personal code of eight digits */
	SCHEMA_LABEL,         /* const char * */
	SCHEMA_POSTCODE,      /* int32_t, and the letters in the int32_t that follows */
	SCHEMA_AREA_POSTCODE, /* int32_t: four digits */
	SCHEMA_DAY,           /* int32_t: a date */
	SCHEMA_HOURS,         /* int32_t: ticks */
	SCHEMA_DEMAND,        /* int32_t: ticks, which are expected to be whole planning units */
	SCHEMA_COUNT,         /* int32_t */
	SCHEMA_YES_NO,        /* bool */
	SCHEMA_CHOICE         /* bool or an enum: the value of the word */
};

struct schema_word {
	const char *word; /* NULL ends the list */
	int value;
};

struct schema_column {
	const char *name, *dutch; /* lower case */
	enum schema_kind kind;
	bool required;                   /* the column must be there, and every cell filled */
	size_t offset;                   /* of the member */
	size_t size;                     /* of the member */
	int32_t empty;                   /* what an empty cell means (kinds of int32_t, bool and enums) */
	int32_t min, max;                /* SCHEMA_HOURS, SCHEMA_DEMAND: hours; SCHEMA_COUNT; SCHEMA_DAY: days after
					    the plan date, where it is known; both 0: any date */
	const struct schema_word *words; /* SCHEMA_CHOICE */
};

#define SCHEMA_COLUMNS_MAX 20
#define SCHEMA_ROW_BYTES_MAX 128

struct schema {
	const char *file;
	bool required;  /* the file must be there */
	bool keyed;     /* its first column is a key */
	bool computed;  /* cells that are nothing but digits are numbers that we wrote ourselves, of any length */
	bool strangers; /* clients and caregivers who are in no table are a warning, and REGION_NONE */
	bool partial;   /* it has other columns too, which are passed over without a word */
	const struct schema_column *columns;
	size_t column_count;
	size_t row_size;
	size_t line_offset; /* of the int32_t that takes the line */
};

extern const struct schema schemas[SCHEMA_TABLE_COUNT];

/* Columns that findings across tables point to. */
enum schema_client_column {
	CLIENT_ID,
	CLIENT_PROVIDER,
	CLIENT_INSURER,
	CLIENT_POSTCODE,
	CLIENT_DUE_DATE,
	CLIENT_BIRTH_DATE,
	CLIENT_EXPECTED_ON,
	CLIENT_REGISTERED_ON,
	CLIENT_INDICATED_HOURS,
	CLIENT_MEDICAL_HOURS,
	CLIENT_MINIMUM_HOURS,
	CLIENT_DECLINED_HOURS,
	CLIENT_DIGITAL_HOURS,
	CLIENT_DIGITAL_CONSENT,
	CLIENT_HOME_FROM,
	CLIENT_CARE_DAYS,
	CLIENT_GROUP
};
enum schema_caregiver_column {
	CAREGIVER_ID,
	CAREGIVER_PROVIDER,
	CAREGIVER_EMPLOYMENT,
	CAREGIVER_MAX_HOURS_WEEK,
	CAREGIVER_AGB
};
enum schema_availability_column { AVAILABILITY_CAREGIVER, AVAILABILITY_DATE, AVAILABILITY_HOURS, AVAILABILITY_KIND };
enum schema_area_column {
	AREA_PROVIDER,
	AREA_CAREGIVER,
	AREA_POSTCODE_FROM,
	AREA_POSTCODE_TO,
	AREA_INSURER,
	AREA_VALID_FROM,
	AREA_VALID_TO
};
enum schema_contract_column { CONTRACT_PROVIDER, CONTRACT_INSURER, CONTRACT_GUARANTEE };
enum schema_delivery_column { DELIVERY_CLIENT, DELIVERY_DATE, DELIVERY_CAREGIVER, DELIVERY_HOURS, DELIVERY_KIND };
enum schema_absence_column { ABSENCE_CAREGIVER, ABSENCE_FROM, ABSENCE_TO };
enum schema_pin_column { PIN_CLIENT, PIN_CAREGIVER, PIN_DATE, PIN_HOURS, PIN_PIN };

#endif
