#include "tools/generate/draft_write.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "planner/base/day.h"

/* One table being written. In both dialects the fields stand in the same order. */
struct table {
	FILE *file;
	bool dutch, begun; /* begun: the row has a field */
	char path[PATH_MAX];
};

static bool table_open(struct table *table, const char *folder, const char *name, bool dutch,
		       const char *english_heading, const char *dutch_heading)
{
	*table = (struct table){.dutch = dutch};
	snprintf(table->path, sizeof table->path, "%s/%s", folder, name);
	table->file = fopen(table->path, "w");
	if (table->file == NULL) {
		fprintf(stderr, "%s: %s\n", table->path, strerror(errno));
		return false;
	}
	fprintf(table->file, dutch ? "\xef\xbb\xbf%s\r\n" : "%s\n", dutch ? dutch_heading : english_heading);
	return true;
}

static bool table_close(struct table *table)
{
	bool good = ferror(table->file) == 0;

	if (fclose(table->file) != 0 || !good) {
		fprintf(stderr, "%s: %s\n", table->path, strerror(errno));
		return false;
	}
	return true;
}

/* No field of these tables holds a separator or a quote. */
static void put_text(struct table *table, const char *text)
{
	if (table->begun)
		fputc(table->dutch ? ';' : ',', table->file);
	fputs(text, table->file);
	table->begun = true;
}

static void put_word(struct table *table, const char *english, const char *dutch)
{
	put_text(table, table->dutch ? dutch : english);
}

static void put_day(struct table *table, int32_t day)
{
	char text[DAY_TEXT_SIZE] = "";

	if (day != DAY_NONE)
		day_format(text, day, table->dutch);
	put_text(table, text);
}

/* Minutes as hours; DRAFT_NONE is an empty field. */
static void put_hours(struct table *table, int32_t minutes)
{
	static const char *const quarters[] = {"", "25", "5", "75"};
	char text[16] = "";
	const char *part = quarters[minutes % 60 / 15 & 3];

	if (minutes != DRAFT_NONE)
		snprintf(text, sizeof text, "%d%s%s", (int)(minutes / 60),
			 *part == '\0'  ? ""
			 : table->dutch ? ","
					: ".",
			 part);
	put_text(table, text);
}

static void end_row(struct table *table)
{
	fputs(table->dutch ? "\r\n" : "\n", table->file);
	table->begun = false;
}

static bool write_clients(const struct draft *draft, bool dutch, const char *folder)
{
	static const char *const groups[] = {"low-ses", "mid-ses", "high-ses"};
	struct table table;

	if (!table_open(
		    &table, folder, "clients.csv", dutch,
		    "client_id,provider,insurer,postcode,due_date,birth_date,expected_on,registered_on,indicated_hours,"
		    "medical_"
		    "hours,"
		    "digital_hours,digital_consent,home_from,care_days,minimum_hours,declined_hours,group",
		    "client;aanbieder;verzekeraar;postcode;uitgerekende_datum;geboortedatum;verwacht_op;aanmelddatum;"
		    "geindiceerde_uren;medische_uren;digitale_uren;digitaal_akkoord;thuis_vanaf;zorgdagen;"
		    "minimum_uren;afgeziene_uren;groep"))
		return false;
	for (int32_t i = 0; i < draft->client_count; i++) {
		const struct draft_client *client = &draft->clients[i];
		char text[24];
		put_text(&table, client->key);
		put_text(&table, draft->providers[client->provider].key);
		put_text(&table, draft_insurers[client->insurer]);
		snprintf(text, sizeof text, "%d %s", (int)draft->postcodes->rows[client->postcode].code,
			 client->letters);
		put_text(&table, text);
		put_day(&table, client->due_day);
		put_day(&table, client->birth_day);
		put_day(&table, client->expected_day);
		put_day(&table, client->registered_day);
		put_hours(&table, client->indicated);
		put_hours(&table, client->medical);
		put_hours(&table, client->digital);
		put_word(&table, client->consent ? "yes" : "no", client->consent ? "ja" : "nee");
		put_day(&table, client->home_from_day);
		snprintf(text, sizeof text, "%d", (int)client->care_days);
		put_text(&table, client->care_days == DRAFT_NONE ? "" : text);
		put_hours(&table, client->minimum);
		put_hours(&table, client->declined > 0 ? client->declined : DRAFT_NONE);
		put_text(&table, groups[client->group]);
		end_row(&table);
	}
	return table_close(&table);
}

static bool write_caregivers(const struct draft *draft, bool dutch, const char *folder)
{
	struct table table;

	if (!table_open(&table, folder, "caregivers.csv", dutch, "caregiver_id,provider,employment,max_hours_week",
			"kraamverzorgende;aanbieder;dienstverband;max_uren_week"))
		return false;
	for (int32_t i = 0; i < draft->caregiver_count; i++) {
		const struct draft_caregiver *caregiver = &draft->caregivers[i];
		put_text(&table, caregiver->key);
		put_text(&table, draft->providers[caregiver->provider].key);
		put_word(&table, caregiver->employee ? "employee" : "freelance",
			 caregiver->employee ? "loondienst" : "zzp");
		put_hours(&table, caregiver->week_minutes);
		end_row(&table);
	}
	return table_close(&table);
}

static bool write_availability(const struct draft *draft, bool dutch, const char *folder)
{
	struct table table;

	if (!table_open(&table, folder, "availability.csv", dutch, "caregiver_id,date,hours",
			"kraamverzorgende;datum;uren"))
		return false;
	for (int32_t i = 0; i < draft->caregiver_count; i++) {
		const struct draft_caregiver *caregiver = &draft->caregivers[i];
		for (int32_t day = draft->options->plan_date - draft->first_day; day < draft->day_count; day++) {
			if (!caregiver->offers[day])
				continue;
			put_text(&table, caregiver->key);
			put_day(&table, draft->first_day + day);
			put_hours(&table, caregiver->day_minutes);
			end_row(&table);
		}
	}
	return table_close(&table);
}

/* An area as spans: what stands side by side in the table of postcodes is one span. */
static void put_spans(struct table *table, const struct draft *draft, const char *provider, const char *caregiver,
		      const bool *area)
{
	int32_t all = draft->postcodes->count;

	for (int32_t from = 0; from < all; from++) {
		if (!area[from])
			continue;
		int32_t to = from;
		while (to + 1 < all && area[to + 1])
			to++;
		char text[8];
		put_text(table, provider);
		put_text(table, caregiver);
		snprintf(text, sizeof text, "%d", (int)draft->postcodes->rows[from].code % 10000);
		put_text(table, text);
		snprintf(text, sizeof text, "%d", (int)draft->postcodes->rows[to].code % 10000);
		put_text(table, text);
		end_row(table);
		from = to;
	}
}

static bool write_areas(const struct draft *draft, bool dutch, const char *folder)
{
	struct table table;

	if (!table_open(&table, folder, "workareas.csv", dutch, "provider,caregiver_id,postcode_from,postcode_to",
			"aanbieder;kraamverzorgende;postcode_van;postcode_tot"))
		return false;
	for (int32_t i = 0; i < draft->provider_count; i++)
		put_spans(&table, draft, draft->providers[i].key, "", draft->providers[i].area);
	for (int32_t i = 0; i < draft->caregiver_count; i++) {
		const struct draft_caregiver *caregiver = &draft->caregivers[i];
		if (caregiver->area != NULL)
			put_spans(&table, draft, draft->providers[caregiver->provider].key, caregiver->key,
				  caregiver->area);
	}
	return table_close(&table);
}

static bool write_contracts(const struct draft *draft, bool dutch, const char *folder)
{
	struct table table;

	if (!table_open(&table, folder, "contracts.csv", dutch, "provider,insurer", "aanbieder;verzekeraar"))
		return false;
	for (int32_t i = 0; i < draft->provider_count * DRAFT_INSURERS; i++) {
		if (!draft->contracts[i])
			continue;
		put_text(&table, draft->providers[i / DRAFT_INSURERS].key);
		put_text(&table, draft_insurers[i % DRAFT_INSURERS]);
		end_row(&table);
	}
	return table_close(&table);
}

static bool write_deliveries(const struct draft *draft, bool dutch, const char *folder)
{
	static const char *const english[] = {"visit", "digital", "ligdag", "partus"};
	static const char *const dutch_words[] = {"bezoek", "digitaal", "ligdag", "partus"};
	struct table table;

	if (!table_open(&table, folder, "deliveries.csv", dutch, "client_id,date,caregiver_id,hours,kind",
			"client;datum;kraamverzorgende;uren;soort"))
		return false;
	for (int32_t i = 0; i < draft->delivery_count; i++) {
		const struct draft_delivery *delivery = &draft->deliveries[i];
		put_text(&table, draft->clients[delivery->client].key);
		put_day(&table, delivery->day);
		put_text(&table, delivery->caregiver == DRAFT_NONE ? "" : draft->caregivers[delivery->caregiver].key);
		put_hours(&table, delivery->minutes);
		put_word(&table, english[delivery->kind], dutch_words[delivery->kind]);
		end_row(&table);
	}
	return table_close(&table);
}

static bool write_pins(const struct draft *draft, bool dutch, const char *folder)
{
	struct table table;

	if (draft->pin_count == 0) {
		/* Pins of a region that stood in this folder before would name families that are no longer there. */
		char path[PATH_MAX];
		snprintf(path, sizeof path, "%s/pins.csv", folder);
		return unlink(path) == 0 || errno == ENOENT;
	}
	if (!table_open(&table, folder, "pins.csv", dutch, "client_id,caregiver_id,date,hours,pin",
			"client;kraamverzorgende;datum;uren;vast"))
		return false;
	for (int32_t i = 0; i < draft->pin_count; i++) {
		const struct draft_pin *pin = &draft->pins[i];
		put_text(&table, draft->clients[pin->client].key);
		put_text(&table, draft->caregivers[pin->caregiver].key);
		put_day(&table, pin->day);
		put_hours(&table, pin->minutes);
		put_word(&table, pin->must ? "must" : "never", pin->must ? "moet" : "nooit");
		end_row(&table);
	}
	return table_close(&table);
}

/* The policy has one form in both dialects. */
static bool write_policy(const struct draft *draft, bool guarantee, const char *folder)
{
	char date[DAY_TEXT_SIZE], heading[128];
	struct table table;

	day_format(date, draft->options->plan_date, false);
	snprintf(heading, sizeof heading, "[plan]\nplan_date = %s\nunit_minutes = 30\ntravel_minutes = 30", date);
	if (!table_open(&table, folder, "policy.ini", false, heading, ""))
		return false;
	if (guarantee)
		fprintf(table.file, "\n[guarantee]\n%s = 20\n", draft_insurers[0]);
	return table_close(&table);
}

bool draft_write_region(const struct draft *draft, struct draft_format format, const char *folder)
{
	if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
		fprintf(stderr, "%s: %s\n", folder, strerror(errno));
		return false;
	}
	return write_clients(draft, format.dutch, folder) && write_caregivers(draft, format.dutch, folder) &&
	       write_availability(draft, format.dutch, folder) && write_areas(draft, format.dutch, folder) &&
	       write_contracts(draft, format.dutch, folder) && write_deliveries(draft, format.dutch, folder) &&
	       write_pins(draft, format.dutch, folder) && write_policy(draft, format.guarantee, folder);
}
