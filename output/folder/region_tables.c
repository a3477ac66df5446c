#include "output/folder/region_tables.h"

#include <stdint.h>
#include <string.h>

#include "planner/region/setting.h"
#include "output/writer/csv_writer.h"
#include "output/folder/sink.h"
#include "planner/base/day.h"
#include "planner/base/hours.h"

/* A client of deliveries.csv who is not in clients.csv: her key is not kept. */
#define STRANGER "(not in clients.csv)"

struct row_array {
	const char *rows;
	size_t count;
};

static struct row_array get_rows(const struct region *region, enum schema_table table)
{
	switch (table) {
	case SCHEMA_CLIENTS:
		return (struct row_array){(const char *)region->clients, region->client_count};
	case SCHEMA_CAREGIVERS:
		return (struct row_array){(const char *)region->caregivers, region->caregiver_count};
	case SCHEMA_AVAILABILITY:
		return (struct row_array){(const char *)region->availability, region->availability_count};
	case SCHEMA_WORKAREAS:
		return (struct row_array){(const char *)region->areas, region->area_count};
	case SCHEMA_CONTRACTS:
		return (struct row_array){(const char *)region->contracts, region->contract_count};
	case SCHEMA_DELIVERIES:
		return (struct row_array){(const char *)region->deliveries, region->delivery_count};
	case SCHEMA_PINS:
		return (struct row_array){(const char *)region->pins, region->pin_count};
	case SCHEMA_ABSENCES:
		return (struct row_array){(const char *)region->absences, region->absence_count};
	case SCHEMA_TABLE_COUNT:
		break;
	}
	return (struct row_array){NULL, 0};
}

static int32_t get_number(const char *member)
{
	int32_t number;

	memcpy(&number, member, sizeof number);
	return number;
}

static void add_name(struct csv_writer *writer, const char *member)
{
	const char *name;

	memcpy(&name, member, sizeof name);
	csv_add_exact(writer, name);
}

static void add_postcode(struct csv_writer *writer, const char *member)
{
	int32_t postcode = get_number(member), letters = get_number(member + sizeof(int32_t));
	char text[] = {(char)('0' + postcode / 1000),
		       (char)('0' + postcode / 100 % 10),
		       (char)('0' + postcode / 10 % 10),
		       (char)('0' + postcode % 10),
		       (char)(letters / 256),
		       (char)(letters % 256),
		       '\0'};

	csv_add_exact(writer, text);
}

static void add_choice(struct csv_writer *writer, const struct schema_column *column, const char *member)
{
	int value = 0;
	const struct schema_word *word = column->words;

	if (column->size == sizeof(bool))
		value = *(const bool *)member;
	else
		memcpy(&value, member, sizeof value);
	while (word->word != NULL && word->value != value)
		word++;
	csv_add_exact(writer, word->word);
}

static void add_ticks(struct csv_writer *writer, int32_t ticks)
{
	char text[REGION_HOURS_SIZE];

	region_format_hours(text, ticks);
	csv_add_exact(writer, text);
}

static void add_day(struct csv_writer *writer, int32_t day)
{
	char text[DAY_TEXT_SIZE];

	day_format(text, day, false);
	csv_add_exact(writer, text);
}

static bool is_empty(const struct schema_column *column, const char *member)
{
	return !column->required && column->size == sizeof(int32_t) && column->kind != SCHEMA_CHOICE &&
	       get_number(member) == column->empty;
}

static void add_cell(struct csv_writer *writer, const struct schema_column *column, const char *member,
		     const struct region *region)
{
	if (is_empty(column, member)) {
		csv_add_exact(writer, "");
		return;
	}
	switch (column->kind) {
	case SCHEMA_CLIENT_KEY:
	case SCHEMA_CAREGIVER_KEY:
	case SCHEMA_AGB:
	case SCHEMA_LABEL:
		add_name(writer, member);
		break;
	case SCHEMA_CLIENT:
		csv_add_exact(writer,
			      get_number(member) == REGION_NONE ? STRANGER : region->clients[get_number(member)].key);
		break;
	case SCHEMA_CAREGIVER:
		csv_add_exact(writer, region->caregivers[get_number(member)].key);
		break;
	case SCHEMA_PROVIDER:
		csv_add_exact(writer, region->providers.names[get_number(member)]);
		break;
	case SCHEMA_INSURER:
		csv_add_exact(writer, region->insurers.names[get_number(member)]);
		break;
	case SCHEMA_POSTCODE:
		add_postcode(writer, member);
		break;
	case SCHEMA_AREA_POSTCODE:
	case SCHEMA_COUNT:
		csv_add_count(writer, get_number(member));
		break;
	case SCHEMA_DAY:
		add_day(writer, get_number(member));
		break;
	case SCHEMA_HOURS:
	case SCHEMA_DEMAND:
		add_ticks(writer, get_number(member));
		break;
	case SCHEMA_YES_NO:
		csv_add_yes(writer, *(const bool *)member);
		break;
	case SCHEMA_CHOICE:
		add_choice(writer, column, member);
		break;
	}
}

static void make_table(struct text *text, const struct region *region, enum schema_table table)
{
	const struct schema *schema = &schemas[table];
	struct row_array array = get_rows(region, table);
	struct csv_writer writer = {0};

	for (size_t i = 0; i < schema->column_count; i++)
		csv_add_exact(&writer, schema->columns[i].name);
	csv_end_row(&writer);
	for (size_t row = 0; row < array.count; row++) {
		for (size_t i = 0; i < schema->column_count; i++)
			add_cell(&writer, &schema->columns[i],
				 array.rows + row * schema->row_size + schema->columns[i].offset, region);
		csv_end_row(&writer);
	}
	*text = writer.text;
}

static void add_setting(struct text *text, const struct setting *setting, const struct policy *policy)
{
	const char *member = (const char *)policy + setting->offset;
	char value[HOURS_TEXT_SIZE];

	text_format(text, "%s = ", setting->name);
	switch (setting->kind) {
	case SETTING_DAY:
		day_format(value, policy->plan_date, false);
		text_add(text, value);
		break;
	case SETTING_UNIT:
	case SETTING_COUNT:
		text_format(text, "%d", (int)get_number(member));
		break;
	case SETTING_HOURS:
		hours_format(value, (int64_t)get_number(member) * policy->unit_minutes, '.');
		text_add(text, value);
		break;
	case SETTING_MINUTES:
		text_format(text, "%d", (int)get_number(member) * policy->unit_minutes);
		break;
	case SETTING_YES_NO:
		text_add(text, policy->mediation ? "yes" : "no");
		break;
	case SETTING_ORDER:
		for (int t = 0; t < TIER_COUNT; t++)
			text_format(text, "%s%s", t == 0 ? "" : " ", tier_kind_names[policy->order[t]]);
		break;
	case SETTING_CHOICE:
		text_add(text, setting_find_word(setting, get_number(member)));
		break;
	}
	text_add(text, "\n");
}

/* What guards a night says nothing about the plan: it stands there only where it was set. */
static void add_safety(struct text *text, const struct policy *policy)
{
	const struct policy defaults = policy_default();

	if (policy->max_loss_percent == defaults.max_loss_percent && policy->set_aside_rows == defaults.set_aside_rows)
		return;
	text_add(text, "\n[" SETTING_SAFETY "]\n");
	for (size_t i = 0; i < SETTING_COUNT_ALL; i++)
		if (setting_is_of_safety(i))
			add_setting(text, &settings[i], policy);
}

static void make_policy(struct text *text, const struct policy *policy)
{
	text_add(text, "[" SETTING_PLAN "]\n");
	for (size_t i = 0; i < SETTING_COUNT_ALL; i++)
		if (!setting_is_of_safety(i))
			add_setting(text, &settings[i], policy);
	add_safety(text, policy);
	if (policy->guarantee_count > 0)
		text_add(text, "\n[" SETTING_GUARANTEE "]\n");
	for (size_t i = 0; i < policy->guarantee_count; i++) {
		const struct policy_guarantee *guarantee = &policy->guarantees[i];
		text_format(text, "%s = %d.%02d\n", guarantee->insurer, (int)(guarantee->before_week_hundredths / 100),
			    (int)(guarantee->before_week_hundredths % 100));
	}
}

void region_tables_make(struct region_tables *tables, const struct region *region, const struct policy *policy)
{
	*tables = (struct region_tables){0};
	for (int i = 0; i < SCHEMA_TABLE_COUNT; i++) {
		if (i == SCHEMA_CONTRACTS && !region->has_contracts) /* an empty one would be: nobody has any */
			continue;
		struct region_table *file = &tables->files[tables->count++];
		file->name = schemas[i].file;
		make_table(&file->text, region, (enum schema_table)i);
	}
	struct region_table *file = &tables->files[tables->count++];
	file->name = REGION_TABLES_POLICY;
	make_policy(&file->text, policy);
}

_Static_assert(REGION_TABLES_MOST <= SINK_FILES_MOST, "a region is written as one folder");

bool region_tables_write(const struct region_tables *tables, const char *place, struct error_log *log)
{
	struct sink sink;
	bool written = sink_open(&sink, place, false, log);

	for (size_t i = 0; written && i < tables->count; i++) {
		const struct region_table *file = &tables->files[i];
		written = sink_write_file(&sink, file->name, file->text.bytes, file->text.length, log);
	}
	written = written && sink_commit(&sink, log);
	sink_discard(&sink);
	return written;
}

void region_tables_free(struct region_tables *tables)
{
	for (size_t i = 0; i < tables->count; i++)
		text_free(&tables->files[i].text);
	*tables = (struct region_tables){0};
}
