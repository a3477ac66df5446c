#include "input/region/load.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "input/region/cross_check.h"
#include "input/text/dialect.h"
#include "input/region/policy_file.h"
#include "input/table/table.h"
#include "planner/base/day.h"
#include "planner/base/memory.h"

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

static void read_tables(struct table tables[SCHEMA_TABLE_COUNT], struct load_digests *digests, const char *folder,
			struct table_context *context)
{
	for (int i = 0; i < SCHEMA_TABLE_COUNT; i++) {
		char *path = file_join_path(folder, schemas[i].file);
		char hex[FILE_HEX_SIZE] = "";

		table_read(&tables[i], &schemas[i], path, context, hex);
		free(path);
		if (*hex != '\0') {
			struct load_digest *digest = add_digest(digests, schemas[i].file);

			memcpy(digest->hex, hex, sizeof digest->hex);
			digest->row_count = tables[i].row_count;
		}
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

static void fill_region(struct region *region, struct table tables[SCHEMA_TABLE_COUNT], struct table_names *names)
{
	region->clients = table_take_rows(&tables[SCHEMA_CLIENTS], &region->client_count);
	region->caregivers = table_take_rows(&tables[SCHEMA_CAREGIVERS], &region->caregiver_count);
	region->availability = table_take_rows(&tables[SCHEMA_AVAILABILITY], &region->availability_count);
	region->areas = table_take_rows(&tables[SCHEMA_WORKAREAS], &region->area_count);
	region->contracts = table_take_rows(&tables[SCHEMA_CONTRACTS], &region->contract_count);
	region->deliveries = table_take_rows(&tables[SCHEMA_DELIVERIES], &region->delivery_count);
	region->pins = table_take_rows(&tables[SCHEMA_PINS], &region->pin_count);
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

bool load_region(struct region *region, struct policy *policy, struct load_digests *digests, const char *folder,
		 const struct load_options *options, struct error_log *log)
{
	struct table tables[SCHEMA_TABLE_COUNT] = {0};
	struct table_names names = {0};
	struct table_context context = {.names = &names, .log = log};
	char policy_hex[FILE_HEX_SIZE] = "";

	*region = (struct region){0};
	*digests = (struct load_digests){0};
	*policy = policy_default();
	if (!find_folder(folder, log))
		return false;
	if (load_policy(policy, folder, options, policy_hex, log))
		context.unit_ticks = REGION_HOUR_TICKS * policy->unit_minutes / MINUTES_PER_HOUR;
	context.plan_date = policy->plan_date;
	read_tables(tables, digests, folder, &context);
	if (*policy_hex != '\0')
		memcpy(add_digest(digests, POLICY_FILE)->hex, policy_hex, sizeof policy_hex);
	fill_region(region, tables, &names);
	cross_check_region(&(struct cross_check){region, policy, tables});
	for (int i = 0; i < SCHEMA_TABLE_COUNT; i++)
		table_free(&tables[i]);
	table_free_names(&names);
	return error_exit_code(log) == EXIT_DONE;
}
