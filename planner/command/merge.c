#include "planner/command/commands.h"

#include <stdlib.h>
#include <string.h>

#include "input/plan/draws_reader.h"
#include "planner/region/files.h"
#include "output/runs/risk_json.h"
#include "output/folder/sink.h"
#include "planner/base/memory.h"
#include "planner/runs/risk_results.h"
#include "planner/runs/shard.h"
#include "planner/runs/whatif_merge.h"

/* A part of a run and its draws. */
struct part {
	const char *folder;
	struct risk_json_part told;
	struct draws draws;
};

struct merge {
	const struct options *options;
	struct part *parts;
	int count;
	struct tally_row *rows; /* of all parts, by draw */
	size_t row_count;
	struct error_log log;
};

static bool read_file(struct file_bytes *file, const char *folder, const char *name, struct error_log *log)
{
	enum file_result result = file_read_in(file, folder, name, log);

	if (result == FILE_ABSENT)
		error_fail(log, EXIT_SYSTEM, "%s/%s: it is not there", folder, name);
	return result == FILE_READ;
}

static bool read_part(struct part *part, struct error_log *log)
{
	struct file_bytes told = {0}, draws = {0};
	bool read = read_file(&told, part->folder, RISK_FILE_JSON, log) &&
		    risk_json_read(&part->told, told.bytes, told.length, part->folder, log) &&
		    read_file(&draws, part->folder, RISK_FILE_DRAWS, log) &&
		    draws_reader_read(&part->draws, draws, log);

	file_free(&told);
	return read;
}

/* The parts are of one run, each is there once, and none is missing. */
static bool check_parts(struct merge *merge)
{
	const struct part *first = &merge->parts[0];
	bool *seen = memory_allocate((size_t)merge->count, sizeof *seen);
	bool good = true;

	for (int i = 0; good && i < merge->count; i++) {
		const struct part *part = &merge->parts[i];
		int shard = part->told.shard;
		if (strcmp(part->told.run, first->told.run) != 0)
			good = error_fail(&merge->log, EXIT_REJECTED, "%s is of another run than %s", part->folder,
					  first->folder);
		else if (part->told.shard_count != merge->count || shard < 1 || shard > merge->count)
			good = error_fail(&merge->log, EXIT_REJECTED, "%s is part %d of %d, but %d parts are given",
					  part->folder, shard, part->told.shard_count, merge->count);
		else if (seen[shard - 1])
			good = error_fail(&merge->log, EXIT_REJECTED, "%s: part %d is there twice", part->folder,
					  shard);
		else
			seen[shard - 1] = true;
	}
	free(seen);
	return good;
}

/* Draw by draw from the part that must hold it; each part has its draws in their order. */
static bool take_rows(struct merge *merge)
{
	size_t *at = memory_allocate((size_t)merge->count, sizeof *at);
	const struct part **by_shard = memory_allocate((size_t)merge->count, sizeof *by_shard);
	size_t total = 0;
	bool good = true;

	for (int i = 0; i < merge->count; i++) {
		by_shard[merge->parts[i].told.shard - 1] = &merge->parts[i];
		total += merge->parts[i].draws.count;
	}
	merge->rows = memory_allocate(total, sizeof *merge->rows);
	for (int32_t draw = 1; good && draw <= merge->parts[0].told.draws; draw++) {
		int shard = shard_of(merge->count, (size_t)draw) - 1;
		const struct part *part = by_shard[shard];
		size_t before = merge->row_count;
		while (at[shard] < part->draws.count && part->draws.rows[at[shard]].draw == draw)
			merge->rows[merge->row_count++] = part->draws.rows[at[shard]++];
		if (merge->row_count == before)
			good = error_fail(&merge->log, EXIT_REJECTED, "%s: draw %d is missing", part->folder, draw);
	}
	if (good && merge->row_count < total)
		good = error_fail(&merge->log, EXIT_REJECTED, "there are draws in parts that they do not belong to");
	free(by_shard);
	free(at);
	return good;
}

static enum exit_code merge_whatif(const struct options *options)
{
	struct error_log log = {0};

	whatif_merge_parts(options, &log);
	enum exit_code code = error_exit_code(&log);

	error_print(&log, stderr);
	error_free(&log);
	return code;
}

enum exit_code command_merge(const struct options *options)
{
	if (whatif_merge_is_part(options->operands[0]))
		return merge_whatif(options);

	struct merge merge = {.options = options, .count = options->operand_count};
	bool good = sink_check_place(options->output, options->force, &merge.log);

	merge.parts = memory_allocate((size_t)merge.count, sizeof *merge.parts);
	for (int i = 0; good && i < merge.count; i++) {
		merge.parts[i].folder = options->operands[i];
		good = read_part(&merge.parts[i], &merge.log);
	}
	if (good && check_parts(&merge) && take_rows(&merge))
		risk_write_whole(options, &merge.parts[0].told, merge.rows, merge.row_count, &merge.log);
	enum exit_code code = error_exit_code(&merge.log);

	error_print(&merge.log, stderr);
	for (int i = 0; i < merge.count; i++) {
		risk_json_free(&merge.parts[i].told);
		draws_reader_free(&merge.parts[i].draws);
	}
	free(merge.parts);
	free(merge.rows);
	error_free(&merge.log);
	return code;
}
