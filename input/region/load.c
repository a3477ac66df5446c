#include "input/region/load.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "input/region/cross_check.h"
#include "input/region/load_set_aside.h"
#include "input/region/strays.h"
#include "input/text/dialect.h"
#include "input/region/policy_file.h"
#include "input/table/table.h"
#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/region/set_aside.h"

#define POLICY_FILE "policy.ini"
#define MINUTES_PER_HOUR 60

_Static_assert(LOAD_FILE_COUNT >= SCHEMA_TABLE_COUNT + 1, "a digest for every table and the policy");

static struct load_digest *add_digest(struct load_digests *digests, const char *name)
{
	struct load_digest *digest = &digests->files[digests->count++];

	snprintf(digest->name, sizeof digest->name, "%s", name);
	return digest;
}

/* The policy's text; empty where there is no policy.ini. False if there is something that cannot be read. */
static bool read_policy_text(struct source *source, const char *folder, const struct load_options *options,
			     char hex[FILE_HEX_SIZE])
{
	char *path = options->policy_file != NULL ? memory_copy_text(options->policy_file)
						  : file_join_path(folder, POLICY_FILE);
	enum file_result result = file_read(&source->text, path, FILE_POLICY_BYTES_MAX, source->name, source->log);

	free(path);
	if (result == FILE_ABSENT && options->policy_file != NULL)
		return error_fail(source->log, EXIT_SYSTEM, "cannot read %s: there is no such file",
				  options->policy_file);
	if (result == FILE_ABSENT)
		return true;
	if (result != FILE_READ)
		return false;
	file_digest(hex, &source->text);
	if (options->files != NULL)
		options->files->policy = file_copy(&source->text);
	if (options->settings_alone) {
		file_free(&source->text);
		return true;
	}
	return dialect_decode(&source->text, source->name, source->log);
}

bool load_policy(struct policy *policy, const char *folder, const struct load_options *options, char hex[FILE_HEX_SIZE],
		 struct error_log *log)
{
	struct source source = {.name = options->policy_file != NULL ? options->policy_file : POLICY_FILE, .log = log};
	bool good = read_policy_text(&source, folder, options, hex);

	if (good)
		good = policy_read(policy, &source, options);
	else
		*policy = policy_default();
	source_free(&source);
	return good;
}

/* All that is read of the folder, once: what follows may look at it more than once. */
struct reading {
	struct file_bytes tables[SCHEMA_TABLE_COUNT];
	enum file_result results[SCHEMA_TABLE_COUNT];
	char hexes[SCHEMA_TABLE_COUNT][FILE_HEX_SIZE];
	size_t row_counts[SCHEMA_TABLE_COUNT]; /* without those that are set aside */
	struct load_set_aside set_aside;
};

static void read_files(struct reading *reading, const char *folder, struct error_log *log)
{
	for (int i = 0; i < SCHEMA_TABLE_COUNT; i++) {
		char *path = file_join_path(folder, schemas[i].file);

		reading->results[i] = file_read(&reading->tables[i], path, FILE_TABLE_BYTES_MAX, schemas[i].file, log);
		if (reading->results[i] == FILE_READ)
			file_digest(reading->hexes[i], &reading->tables[i]);
		free(path);
	}
}

static void parse_tables(struct table tables[SCHEMA_TABLE_COUNT], const struct reading *reading,
			 struct table_context *context)
{
	for (int i = 0; i < SCHEMA_TABLE_COUNT; i++) {
		struct file_bytes bytes = {0};

		if (reading->results[i] == FILE_READ)
			bytes = file_copy(&reading->tables[i]);
		context->skipped = reading->set_aside.lines[i];
		context->skipped_count = reading->set_aside.counts[i];
		table_read_file(&tables[i], &schemas[i], reading->results[i], bytes, context);
		context->clients_known = tables[SCHEMA_CLIENTS].whole;
		context->caregivers_known = tables[SCHEMA_CAREGIVERS].whole;
	}
}

/* The region keeps the names, the table of names only its slots. */
static void take_names(struct region_names *names, struct name_table *table)
{
	*names = (struct region_names){table->names, table->count, table->capacity};
	table->names = NULL;
}

/* The rows of pins keep their text: some are found outlived only when the night is derived. */
static void keep_texts(struct region *region, struct table *pins, struct name_pool *pool)
{
	for (size_t i = 0; i < region->pin_count; i++) {
		struct field_text text = source_get_line(&pins->source, (uint32_t)region->pins[i].line);
		region->pins[i].text = name_pool_copy(pool, text.bytes, text.length);
	}
}

static void fill_region(struct region *region, struct table tables[SCHEMA_TABLE_COUNT], struct table_names *names)
{
	region->clients = table_take_rows(&tables[SCHEMA_CLIENTS], &region->client_count);
	region->caregivers = table_take_rows(&tables[SCHEMA_CAREGIVERS], &region->caregiver_count);
	region->availability = table_take_rows(&tables[SCHEMA_AVAILABILITY], &region->availability_count);
	region->areas = table_take_rows(&tables[SCHEMA_WORKAREAS], &region->area_count);
	region->contracts = table_take_rows(&tables[SCHEMA_CONTRACTS], &region->contract_count);
	region->deliveries = table_take_rows(&tables[SCHEMA_DELIVERIES], &region->delivery_count);
	region->pins = table_take_rows(&tables[SCHEMA_PINS], &region->pin_count);
	keep_texts(region, &tables[SCHEMA_PINS], &names->pool);
	region->absences = table_take_rows(&tables[SCHEMA_ABSENCES], &region->absence_count);
	region->has_contracts = tables[SCHEMA_CONTRACTS].present;
	take_names(&region->providers, &names->providers);
	take_names(&region->insurers, &names->insurers);
	region->pool = names->pool.blocks;
	region->pool_count = names->pool.block_count;
	names->pool = (struct name_pool){0};
}

/* A folder that is not there is no region with all its tables missing. */
static bool find_folder(const char *folder, struct error_log *log)
{
	struct stat status;

	if (stat(folder, &status) != 0)
		return error_fail(log, EXIT_SYSTEM, "cannot read the region %s: %s", folder, strerror(errno));
	if (!S_ISDIR(status.st_mode))
		return error_fail(log, EXIT_SYSTEM, "cannot read the region %s: not a folder", folder);
	return true;
}

/* Rows of who is in no table: care counts as the work of its caregiver, and a pin binds nobody. */
static void settle_strangers(struct region *region, const struct policy *policy)
{
	size_t deliveries = 0, pins = 0;

	for (size_t i = 0; i < region->delivery_count; i++) {
		const struct region_delivery row = region->deliveries[i];
		bool work = row.caregiver != REGION_NONE && (row.kind == REGION_VISIT || row.kind == REGION_PARTUS);
		if (row.client != REGION_NONE || work)
			region->deliveries[deliveries++] = row;
	}
	region->delivery_count = deliveries;
	for (size_t i = 0; i < region->pin_count; i++) {
		const struct region_pin row = region->pins[i];
		bool gone = row.client == REGION_NONE || row.caregiver == REGION_NONE;
		if (gone && row.must && row.day >= policy->plan_date)
			set_aside_add(region, schemas[SCHEMA_PINS].file, row.line, row.text,
				      row.client == REGION_NONE ? "its client is gone" : "its caregiver is gone");
		if (!gone)
			region->pins[pins++] = row;
	}
	region->pin_count = pins;
}

/* The region of the files, without the rows that are set aside. */
static void parse_region(struct region *region, const struct policy *policy, bool has_policy, struct reading *reading,
			 struct error_log *log)
{
	struct table tables[SCHEMA_TABLE_COUNT] = {0};
	struct table_names names = {0};
	struct table_context context = {.names = &names, .log = log, .plan_date = policy->plan_date};

	if (has_policy)
		context.unit_ticks = REGION_HOUR_TICKS * policy->unit_minutes / MINUTES_PER_HOUR;
	parse_tables(tables, reading, &context);
	for (int i = 0; i < SCHEMA_TABLE_COUNT; i++)
		reading->row_counts[i] = tables[i].row_count;
	fill_region(region, tables, &names);
	settle_strangers(region, policy);
	cross_check_region(&(struct cross_check){region, policy, tables});
	for (int i = 0; i < SCHEMA_TABLE_COUNT; i++)
		table_free(&tables[i]);
	table_free_names(&names);
}

/* Reads again and again without the rows that have an error, until none has or there are too many. */
static void set_rows_aside(struct reading *reading, const struct policy *policy)
{
	enum load_found found;

	do {
		struct region trial = {0};
		struct error_log log = {0};

		parse_region(&trial, policy, true, reading, &log);
		found = load_set_aside_take(&reading->set_aside, &log, (size_t)policy->set_aside_rows);
		region_free(&trial);
		error_free(&log);
	} while (found == LOAD_FOUND_ROWS);
	if (found == LOAD_FOUND_TOO_MUCH)
		load_set_aside_free(&reading->set_aside);
}

/* Digests, and the files themselves where they are kept. */
static void hand_over(struct load_digests *digests, struct reading *reading, const char *policy_hex,
		      struct load_files *files)
{
	for (int i = 0; i < SCHEMA_TABLE_COUNT; i++) {
		if (reading->results[i] == FILE_READ) {
			struct load_digest *digest = add_digest(digests, schemas[i].file);

			memcpy(digest->hex, reading->hexes[i], sizeof digest->hex);
			digest->row_count = reading->row_counts[i];
		}
		if (files != NULL)
			files->tables[i] = reading->tables[i];
		else
			file_free(&reading->tables[i]);
	}
	if (*policy_hex != '\0')
		memcpy(add_digest(digests, POLICY_FILE)->hex, policy_hex, FILE_HEX_SIZE);
}

/* What is told of the rows that are left out goes over to the region. */
static void take_set_aside(struct region *region, struct load_set_aside *aside)
{
	region->set_aside = aside->rows.set_aside;
	region->set_aside_count = aside->rows.set_aside_count;
	aside->rows = (struct region){0};
}

bool load_region(struct region *region, struct policy *policy, struct load_digests *digests, const char *folder,
		 const struct load_options *options, struct error_log *log)
{
	struct reading reading = {0};
	char policy_hex[FILE_HEX_SIZE] = "";

	*region = (struct region){0};
	*digests = (struct load_digests){0};
	*policy = policy_default();
	if (options->files != NULL)
		*options->files = (struct load_files){0};
	if (!find_folder(folder, log))
		return false;
	strays_find(folder, log);
	bool has_policy = load_policy(policy, folder, options, policy_hex, log);

	read_files(&reading, folder, log);
	if (has_policy && policy->set_aside_rows > 0 && error_exit_code(log) == EXIT_DONE)
		set_rows_aside(&reading, policy);
	take_set_aside(region, &reading.set_aside);
	parse_region(region, policy, has_policy, &reading, log);
	hand_over(digests, &reading, policy_hex, options->files);
	load_set_aside_free(&reading.set_aside);
	return error_exit_code(log) == EXIT_DONE;
}

void load_free_files(struct load_files *files)
{
	for (int i = 0; i < SCHEMA_TABLE_COUNT; i++)
		file_free(&files->tables[i]);
	file_free(&files->policy);
}
