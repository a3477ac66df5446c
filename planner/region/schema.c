#include "planner/region/schema.h"

#include "planner/base/day.h"
#include "planner/region/policy.h"
#include "planner/region/region.h"

/* Where a member of a row stands; its address and size in one. */
#define AT(row, member) .offset = offsetof(struct row, member), .size = sizeof(((struct row *)0)->member)

#define DAY_HOURS 24
#define WEEK_HOURS 168

/* Dates that no table of a night can hold have a mistyped year. They are refused: planning for them would hold hours
 * that nobody needs, or a client would be finished without a word. Old rows stay good, as exports hold them, and so do
 * rows of the future as far as anything is known ahead. */
#define PAST_DAYS 731      /* two years: who finished in them may still be in an export, with the care that she got */
#define DUE_AHEAD_DAYS 330 /* a pregnancy lasts 40 weeks, and a scenario may move a birth by five more (late) */
#define REGISTERED_PAST_DAYS (PAST_DAYS + DUE_AHEAD_DAYS) /* registered a whole pregnancy before */
#define HOME_AHEAD_DAYS (DUE_AHEAD_DAYS + 150)            /* a child born far too early stays in hospital until term */
#define ROSTER_AHEAD_DAYS 731                             /* rosters are made for a year at most */

/* A SCHEMA_DAY from so many days before to so many days after the plan date. */
#define WITHIN(before, after) .min = -(before), .max = (after)

_Static_assert(offsetof(struct region_client, postcode_letters) ==
		       offsetof(struct region_client, postcode) + sizeof(int32_t),
	       "SCHEMA_POSTCODE writes both");
_Static_assert(sizeof(struct region_client) <= SCHEMA_ROW_BYTES_MAX, "rows are built in a buffer of this size");

static const struct schema_column client_columns[] = {
	[CLIENT_ID] = {"client_id", "client", SCHEMA_CLIENT_KEY, true, AT(region_client, key)},
	[CLIENT_PROVIDER] = {"provider", "aanbieder", SCHEMA_PROVIDER, true, AT(region_client, provider),
			     .empty = REGION_NONE},
	[CLIENT_INSURER] = {"insurer", "verzekeraar", SCHEMA_INSURER, true, AT(region_client, insurer),
			    .empty = REGION_NONE},
	[CLIENT_POSTCODE] = {"postcode", "postcode", SCHEMA_POSTCODE, true, AT(region_client, postcode)},
	[CLIENT_DUE_DATE] = {"due_date", "uitgerekende_datum", SCHEMA_DAY, true, AT(region_client, due_day),
			     .empty = DAY_NONE, WITHIN(PAST_DAYS, DUE_AHEAD_DAYS)},
	[CLIENT_BIRTH_DATE] = {"birth_date", "geboortedatum", SCHEMA_DAY, false, AT(region_client, birth_day),
			       .empty = DAY_NONE, WITHIN(PAST_DAYS, DUE_AHEAD_DAYS)},
	[CLIENT_EXPECTED_ON] = {"expected_on", "verwacht_op", SCHEMA_DAY, false, AT(region_client, expected_day),
				.empty = DAY_NONE, WITHIN(PAST_DAYS, DUE_AHEAD_DAYS)},
	[CLIENT_REGISTERED_ON] = {"registered_on", "aanmelddatum", SCHEMA_DAY, false, AT(region_client, registered_day),
				  .empty = DAY_NONE, WITHIN(REGISTERED_PAST_DAYS, DUE_AHEAD_DAYS)},
	[CLIENT_INDICATED_HOURS] = {"indicated_hours", "geindiceerde_uren", SCHEMA_DEMAND, true,
				    AT(region_client, indicated_ticks), .max = POLICY_CLIENT_HOURS_MOST},
	[CLIENT_MEDICAL_HOURS] = {"medical_hours", "medische_uren", SCHEMA_DEMAND, false,
				  AT(region_client, medical_ticks), .max = POLICY_CLIENT_HOURS_MOST},
	[CLIENT_MINIMUM_HOURS] = {"minimum_hours", "minimum_uren", SCHEMA_DEMAND, false,
				  AT(region_client, minimum_ticks), .empty = REGION_NONE,
				  .max = POLICY_CLIENT_HOURS_MOST},
	[CLIENT_DECLINED_HOURS] = {"declined_hours", "afgeziene_uren", SCHEMA_DEMAND, false,
				   AT(region_client, declined_ticks), .max = POLICY_CLIENT_HOURS_MOST},
	[CLIENT_DIGITAL_HOURS] = {"digital_hours", "digitale_uren", SCHEMA_DEMAND, false,
				  AT(region_client, digital_ticks), .max = POLICY_CLIENT_HOURS_MOST},
	[CLIENT_DIGITAL_CONSENT] = {"digital_consent", "digitaal_akkoord", SCHEMA_YES_NO, false,
				    AT(region_client, digital_consent)},
	[CLIENT_HOME_FROM] = {"home_from", "thuis_vanaf", SCHEMA_DAY, false, AT(region_client, home_from_day),
			      .empty = DAY_NONE, WITHIN(PAST_DAYS, HOME_AHEAD_DAYS)},
	[CLIENT_CARE_DAYS] = {"care_days", "zorgdagen", SCHEMA_COUNT, false, AT(region_client, care_days),
			      .empty = REGION_NONE, .min = 1, .max = POLICY_CARE_DAYS_MOST},
	[CLIENT_GROUP] = {"group", "groep", SCHEMA_LABEL, false, AT(region_client, group)},
};

static const struct schema_word employments[] = {
	{"employee", true}, {"loondienst", true}, {"freelance", false}, {"zzp", false}, {NULL, 0},
};

static const struct schema_column caregiver_columns[] = {
	[CAREGIVER_ID] = {"caregiver_id", "kraamverzorgende", SCHEMA_CAREGIVER_KEY, true, AT(region_caregiver, key)},
	[CAREGIVER_PROVIDER] = {"provider", "aanbieder", SCHEMA_PROVIDER, true, AT(region_caregiver, provider),
				.empty = REGION_NONE},
	[CAREGIVER_EMPLOYMENT] = {"employment", "dienstverband", SCHEMA_CHOICE, true, AT(region_caregiver, employee),
				  .words = employments},
	[CAREGIVER_MAX_HOURS_WEEK] = {"max_hours_week", "max_uren_week", SCHEMA_HOURS, false,
				      AT(region_caregiver, max_week_ticks), .empty = REGION_NONE, .max = WEEK_HOURS},
	[CAREGIVER_AGB] = {"agb", "agb", SCHEMA_AGB, false, AT(region_caregiver, agb)},
};

static const struct schema_word availability_kinds[] = {
	{"work", false}, {"werk", false}, {"standby", true}, {"achterwacht", true}, {NULL, 0},
};

static const struct schema_column availability_columns[] = {
	[AVAILABILITY_CAREGIVER] = {"caregiver_id", "kraamverzorgende", SCHEMA_CAREGIVER, true,
				    AT(region_availability, caregiver), .empty = REGION_NONE},
	[AVAILABILITY_DATE] = {"date", "datum", SCHEMA_DAY, true, AT(region_availability, day),
			       WITHIN(PAST_DAYS, ROSTER_AHEAD_DAYS)},
	[AVAILABILITY_HOURS] = {"hours", "uren", SCHEMA_HOURS, true, AT(region_availability, ticks), .max = DAY_HOURS},
	[AVAILABILITY_KIND] = {"kind", "soort", SCHEMA_CHOICE, false, AT(region_availability, standby),
			       .words = availability_kinds},
};

static const struct schema_column area_columns[] = {
	[AREA_PROVIDER] = {"provider", "aanbieder", SCHEMA_PROVIDER, true, AT(region_area, provider),
			   .empty = REGION_NONE},
	[AREA_CAREGIVER] = {"caregiver_id", "kraamverzorgende", SCHEMA_CAREGIVER, false, AT(region_area, caregiver),
			    .empty = REGION_NONE},
	[AREA_POSTCODE_FROM] = {"postcode_from", "postcode_van", SCHEMA_AREA_POSTCODE, true,
				AT(region_area, postcode_from)},
	[AREA_POSTCODE_TO] = {"postcode_to", "postcode_tot", SCHEMA_AREA_POSTCODE, true, AT(region_area, postcode_to)},
	[AREA_INSURER] = {"insurer", "verzekeraar", SCHEMA_INSURER, false, AT(region_area, insurer),
			  .empty = REGION_NONE},
	[AREA_VALID_FROM] = {"valid_from", "geldig_van", SCHEMA_DAY, false, AT(region_area, valid_from),
			     .empty = DAY_NONE},
	[AREA_VALID_TO] = {"valid_to", "geldig_tot", SCHEMA_DAY, false, AT(region_area, valid_to), .empty = DAY_NONE},
};

static const struct schema_column contract_columns[] = {
	[CONTRACT_PROVIDER] = {"provider", "aanbieder", SCHEMA_PROVIDER, true, AT(region_contract, provider),
			       .empty = REGION_NONE},
	[CONTRACT_INSURER] = {"insurer", "verzekeraar", SCHEMA_INSURER, true, AT(region_contract, insurer),
			      .empty = REGION_NONE},
	[CONTRACT_GUARANTEE] = {"guarantee", "garantie", SCHEMA_YES_NO, false, AT(region_contract, guarantee),
				.empty = true},
};

static const struct schema_word delivery_kinds[] = {
	{"visit", REGION_VISIT},
	{"bezoek", REGION_VISIT},
	{"digital", REGION_DIGITAL},
	{"digitaal", REGION_DIGITAL},
	{"ligdag", REGION_LIGDAG},
	{"partus", REGION_PARTUS},
	{NULL, 0},
};

static const struct schema_column delivery_columns[] = {
	[DELIVERY_CLIENT] = {"client_id", "client", SCHEMA_CLIENT, true, AT(region_delivery, client),
			     .empty = REGION_NONE},
	[DELIVERY_DATE] = {"date", "datum", SCHEMA_DAY, true, AT(region_delivery, day),
			   WITHIN(PAST_DAYS, ROSTER_AHEAD_DAYS)},
	[DELIVERY_CAREGIVER] = {"caregiver_id", "kraamverzorgende", SCHEMA_CAREGIVER, false,
				AT(region_delivery, caregiver), .empty = REGION_NONE},
	[DELIVERY_HOURS] = {"hours", "uren", SCHEMA_HOURS, true, AT(region_delivery, ticks), .max = DAY_HOURS},
	[DELIVERY_KIND] = {"kind", "soort", SCHEMA_CHOICE, true, AT(region_delivery, kind), .words = delivery_kinds},
};

static const struct schema_word pin_words[] = {
	{"must", true}, {"moet", true}, {"never", false}, {"nooit", false}, {NULL, 0},
};

static const struct schema_column pin_columns[] = {
	[PIN_CLIENT] = {"client_id", "client", SCHEMA_CLIENT, true, AT(region_pin, client), .empty = REGION_NONE},
	[PIN_CAREGIVER] = {"caregiver_id", "kraamverzorgende", SCHEMA_CAREGIVER, true, AT(region_pin, caregiver),
			   .empty = REGION_NONE},
	[PIN_DATE] = {"date", "datum", SCHEMA_DAY, false, AT(region_pin, day), .empty = DAY_NONE,
		      WITHIN(PAST_DAYS, ROSTER_AHEAD_DAYS)},
	[PIN_HOURS] = {"hours", "uren", SCHEMA_DEMAND, false, AT(region_pin, ticks), .empty = REGION_NONE,
		       .max = DAY_HOURS},
	[PIN_PIN] = {"pin", "vast", SCHEMA_CHOICE, true, AT(region_pin, must), .words = pin_words},
};

/* Spells of illness and leave may have begun long ago, and last. */
static const struct schema_column absence_columns[] = {
	[ABSENCE_CAREGIVER] = {"caregiver_id", "kraamverzorgende", SCHEMA_CAREGIVER, true,
			       AT(region_absence, caregiver), .empty = REGION_NONE},
	[ABSENCE_FROM] = {"from", "van", SCHEMA_DAY, true, AT(region_absence, from_day), .empty = DAY_NONE},
	[ABSENCE_TO] = {"to", "tot", SCHEMA_DAY, false, AT(region_absence, to_day), .empty = DAY_NONE},
};

#define COLUMNS(array) .columns = (array), .column_count = sizeof(array) / sizeof *(array)
#define ROWS(row) .row_size = sizeof(struct row), .line_offset = offsetof(struct row, line)

const struct schema schemas[SCHEMA_TABLE_COUNT] = {
	[SCHEMA_CLIENTS] = {"clients.csv", .required = true, .keyed = true, COLUMNS(client_columns),
			    ROWS(region_client)},
	[SCHEMA_CAREGIVERS] = {"caregivers.csv", .required = true, .keyed = true, COLUMNS(caregiver_columns),
			       ROWS(region_caregiver)},
	[SCHEMA_AVAILABILITY] = {"availability.csv", .required = true, COLUMNS(availability_columns),
				 ROWS(region_availability)},
	[SCHEMA_WORKAREAS] = {"workareas.csv", .required = true, COLUMNS(area_columns), ROWS(region_area)},
	[SCHEMA_CONTRACTS] = {"contracts.csv", COLUMNS(contract_columns), ROWS(region_contract)},
	[SCHEMA_DELIVERIES] = {"deliveries.csv", .strangers = true, COLUMNS(delivery_columns), ROWS(region_delivery)},
	[SCHEMA_PINS] = {"pins.csv", .strangers = true, COLUMNS(pin_columns), ROWS(region_pin)},
	[SCHEMA_ABSENCES] = {"absences.csv", COLUMNS(absence_columns), ROWS(region_absence)},
};
