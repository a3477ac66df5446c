#include "planner/command/commands.h"

#include <stdlib.h>
#include <string.h>

#include "input/text/file.h"
#include "planner/region/files.h"
#include "output/runs/risk_json.h"
#include "output/folder/sink.h"
#include "planner/base/memory.h"
#include "planner/runs/risk_results.h"
#include "planner/runs/whatif_merge.h"

/* A part of a run. */
struct part {
	const char *folder;
	char *draws_path; /* owned; findings are called by it */
	struct risk_json_part told;
};

struct merge {
	const struct options *options;
	struct part *parts;
	int count;
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
	struct file_bytes told = {0};
	bool read = read_file(&told, part->folder, RISK_FILE_JSON, log) &&
		    risk_json_read(&part->told, told.bytes, told.length, part->folder, log);

	part->draws_path = file_join_path(part->folder, RISK_FILE_DRAWS);
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

static bool write_whole(struct merge *merge)
{
	const char **paths = memory_allocate((size_t)merge->count, sizeof *paths);
	struct risk_write_draws draws = {
		.paths = paths, .path_count = merge->count, .draw_count = merge->parts[0].told.draws};

	for (int i = 0; i < merge->count; i++)
		paths[merge->parts[i].told.shard - 1] = merge->parts[i].draws_path;
	struct runs_target target = {merge->options->output, merge->options->force, merge->options->dutch,
				     merge->options->quiet};
	bool good = risk_write_whole(&target, &merge->parts[0].told, &draws, &merge->log);

	free(paths);
	return good;
}

static enum exit_code merge_whatif(const struct options *options)
{
	struct error_log log = {0};

	struct runs_target target = {options->output, options->force, options->dutch, options->quiet};

	whatif_merge_parts(&target, options->operands, options->operand_count, &log);
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
	if (good && check_parts(&merge))
		write_whole(&merge);
	enum exit_code code = error_exit_code(&merge.log);

	error_print(&merge.log, stderr);
	for (int i = 0; i < merge.count; i++) {
		risk_json_free(&merge.parts[i].told);
		free(merge.parts[i].draws_path);
	}
	free(merge.parts);
	error_free(&merge.log);
	return code;
}
