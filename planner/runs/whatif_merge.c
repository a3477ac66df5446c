#include "planner/runs/whatif_merge.h"

#include <stdlib.h>
#include <string.h>

#include "input/text/file.h"
#include "planner/region/schema.h"
#include "output/folder/place.h"
#include "output/folder/region_tables.h"
#include "output/folder/sink.h"
#include "planner/region/files.h"
#include "output/runs/whatif_json.h"
#include "planner/base/memory.h"
#include "planner/runs/shard.h"
#include "planner/runs/whatif_files.h"
#include "planner/runs/whatif_results.h"

#define FILES_MOST (REGION_TABLES_MOST + 1)

struct merge {
	const struct runs_target *target;
	char *const *parts; /* folders */
	int part_count;
	char *folder;                        /* beside the place, until it is whole; owned */
	struct whatif_json_part *told;       /* [operand] */
	const char **by_shard;               /* [shard - 1] its folder */
	const char *table_files[FILES_MOST]; /* ends in NULL */
	struct error_log *log;
};

bool whatif_merge_is_part(const char *folder)
{
	char *path = file_join_path(folder, WHATIF_FILE_JSON);
	bool is_part = !place_is_free(path);

	free(path);
	return is_part;
}

static bool read_parts(struct merge *merge)
{
	bool good = true;

	for (int i = 0; good && i < merge->part_count; i++) {
		const char *folder = merge->parts[i];
		char *path = file_join_path(folder, WHATIF_FILE_JSON);
		struct file_bytes bytes = {0};
		good = file_read(&bytes, path, FILE_TABLE_BYTES_MAX, path, merge->log) == FILE_READ &&
		       whatif_json_read(&merge->told[i], bytes.bytes, bytes.length, path, merge->log);
		if (!good)
			error_fail(merge->log, EXIT_SYSTEM, "%s: this is no part of a what-if", folder);
		file_free(&bytes);
		free(path);
	}
	return good;
}

/* The parts are of one run, each is there once, and none is missing. */
static bool check_parts(struct merge *merge)
{
	int count = merge->part_count;

	for (int i = 0; i < count; i++) {
		const struct whatif_json_part *told = &merge->told[i];
		const char *folder = merge->parts[i];
		if (strcmp(told->run, merge->told[0].run) != 0)
			return error_fail(merge->log, EXIT_REJECTED, "%s is of another run than %s", folder,
					  merge->parts[0]);
		if (told->shard_count != count || told->shard < 1 || told->shard > count)
			return error_fail(merge->log, EXIT_REJECTED, "%s is part %d of %d, but %d parts are given",
					  folder, told->shard, told->shard_count, count);
		if (merge->by_shard[told->shard - 1] != NULL)
			return error_fail(merge->log, EXIT_REJECTED, "%s: part %d is there twice", folder, told->shard);
		merge->by_shard[told->shard - 1] = folder;
	}
	return true;
}

static bool copy_folder(const char *from, const char *to, const char *const *files, struct error_log *log)
{
	struct sink sink;
	bool good = sink_open(&sink, to, false, log);

	for (; good && *files != NULL; files++) {
		struct file_bytes bytes = {0};
		bool absent;
		good = whatif_files_read(&bytes, &absent, from, *files, log) &&
		       (absent || sink_write_file(&sink, *files, bytes.bytes, bytes.length, log));
		file_free(&bytes);
	}
	good = good && sink_commit(&sink, log);
	sink_discard(&sink);
	return good;
}

static bool compare_folders(const char *from, const char *to, const char *const *files, struct error_log *log)
{
	const char *different = whatif_files_find_difference(from, to, files, log);

	return different == NULL ||
	       error_fail(log, EXIT_REJECTED, "%s/%s: base should be the same in all parts", from, different);
}

/* Plan and tables of base or a scenario: copied, or compared with those that have been. */
static bool take(struct merge *merge, const char *part, const char *name, bool copies)
{
	bool (*act)(const char *, const char *, const char *const *, struct error_log *) =
		copies ? copy_folder : compare_folders;
	const char *output = merge->folder;
	char *from_tables = file_join_path(part, WHATIF_TABLES), *to_tables = file_join_path(output, WHATIF_TABLES);
	char *from[] = {file_join_path(part, name), file_join_path(from_tables, name)};
	char *to[] = {file_join_path(output, name), file_join_path(to_tables, name)};
	bool good = act(from[0], to[0], whatif_files_of_plan, merge->log) &&
		    act(from[1], to[1], merge->table_files, merge->log);

	for (int i = 0; i < 2; i++) {
		free(from[i]);
		free(to[i]);
	}
	free(from_tables);
	free(to_tables);
	return good;
}

/* What was run is told as the single run does. */
static bool begin_folder(struct merge *merge)
{
	const char *run = merge->told[0].run;

	merge->folder = place_begin_partial(merge->target->place, merge->log);
	if (merge->folder == NULL)
		return false;
	char *tables = file_join_path(merge->folder, WHATIF_TABLES);
	bool good = place_make_folder(tables, merge->log) &&
		    sink_write_alone(merge->folder, WHATIF_FILE_JSON, run, strlen(run), merge->log);

	free(tables);
	return good;
}

static bool take_all(struct merge *merge)
{
	const struct whatif_json_part *told = &merge->told[0];
	size_t count = (size_t)merge->part_count;
	bool good = true;

	for (size_t i = 0; good && i < count; i++)
		good = take(merge, merge->by_shard[i], WHATIF_BASE, i == 0);
	for (size_t i = 0; good && i < told->name_count; i++)
		good = take(merge, merge->by_shard[shard_of((int)count, i + 1) - 1], told->names[i], true);
	return good && whatif_results_write(&(struct whatif_results){merge->folder, merge->target->place,
								     (const char *const *)told->names, told->name_count,
								     told->dutch, merge->target->quiet},
					    merge->log);
}

bool whatif_merge_parts(const struct runs_target *target, char *const *parts, int part_count, struct error_log *log)
{
	size_t count = (size_t)part_count;
	struct merge merge = {.target = target, .parts = parts, .part_count = part_count, .log = log};

	for (int i = 0; i < SCHEMA_TABLE_COUNT; i++)
		merge.table_files[i] = schemas[i].file;
	merge.table_files[SCHEMA_TABLE_COUNT] = REGION_TABLES_POLICY;
	merge.told = memory_allocate(count, sizeof *merge.told);
	merge.by_shard = memory_allocate(count, sizeof *merge.by_shard);
	bool good = read_parts(&merge) && check_parts(&merge) && begin_folder(&merge) && take_all(&merge);

	if (merge.folder != NULL)
		good = place_end_partial(merge.folder, target->place, good, log);
	for (size_t i = 0; i < count; i++)
		whatif_json_free(&merge.told[i]);
	free(merge.told);
	free(merge.by_shard);
	return good;
}
