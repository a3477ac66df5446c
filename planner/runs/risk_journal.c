#include "planner/runs/risk_journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input/plan/draws_reader.h"
#include "input/text/file.h"
#include "output/folder/place.h"
#include "planner/region/files.h"
#include "output/runs/risk_tables.h"
#include "output/folder/sink.h"
#include "planner/base/descriptor.h"
#include "planner/runs/shard.h"

static bool begin(const char *folder, const char *run, bool force, struct error_log *log)
{
	struct csv_writer draws;
	struct sink sink;

	risk_tables_begin_draws(&draws);
	bool begun = sink_open(&sink, folder, force, log) &&
		     sink_write_file(&sink, RISK_FILE_JSON, run, strlen(run), log) &&
		     sink_write_file(&sink, RISK_FILE_DRAWS, draws.text.bytes, draws.text.length, log) &&
		     sink_commit(&sink, log);

	sink_discard(&sink);
	csv_writer_free(&draws);
	return begun;
}

static bool is_same_run(const char *folder, const char *run, struct error_log *log)
{
	struct file_bytes file = {0};
	bool read = file_read_in(&file, folder, RISK_FILE_JSON, log) == FILE_READ;
	bool same = read && file.length == strlen(run) && memcmp(file.bytes, run, file.length) == 0;

	file_free(&file);
	if (!same)
		error_fail(log, EXIT_USAGE,
			   "%s is of another run: of other tables, or with other options; --force begins anew", folder);
	return same;
}

/* The draw that must come after this one. */
static int32_t next_draw(const struct risk_journal_request *request, int32_t draw)
{
	do
		draw++;
	while (!shard_holds(request->shard, request->shard_count, (size_t)draw));
	return draw;
}

/* Reads what is there, up to where it was broken off: where the last whole draw ends, and its number. */
static bool find_end(struct risk_journal *journal, uint64_t *end, struct draws_reader *reader,
		     const struct risk_journal_request *request, struct error_log *log)
{
	int32_t expected = next_draw(request, 0);
	enum draws_result result;

	*end = reader->offset;
	while ((result = draws_reader_next(reader)) == DRAWS_ROW) {
		if (reader->row.draw != expected)
			return error_fail(log, EXIT_SYSTEM, "%s: draw %d is missing; --force begins anew",
					  journal->path, expected);
		if (reader->row.kind != TALLY_DRAW)
			continue;
		*end = reader->offset;
		journal->last_draw = expected;
		expected = next_draw(request, expected);
	}
	return result != DRAWS_BAD ||
	       error_fail(log, EXIT_SYSTEM, "%s: this is no journal of risk; --force begins anew", journal->folder);
}

/* Opens the draws for this run alone. The lock goes with the process, however it ends. */
static bool take(struct risk_journal *journal, struct error_log *log)
{
	struct stat status;

	/* O_NONBLOCK: opening a pipe must not wait for somebody to read from it. */
	journal->fd = open(journal->path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	if (journal->fd < 0 || fstat(journal->fd, &status) != 0)
		return error_fail(log, EXIT_SYSTEM, "%s: %s", journal->path, strerror(errno));
	if (!S_ISREG(status.st_mode))
		return error_fail(log, EXIT_SYSTEM, "%s: not a regular file", journal->path);
	if (flock(journal->fd, LOCK_EX | LOCK_NB) == 0)
		return true;
	return error_fail(log, EXIT_SYSTEM, "%s: %s", journal->folder,
			  errno == EWOULDBLOCK ? "another run is at work on it" : strerror(errno));
}

static bool cut_off(struct risk_journal *journal, const struct risk_journal_request *request, struct error_log *log)
{
	struct draws_reader reader;
	uint64_t end;
	bool found = draws_reader_open(&reader, journal->path, log) && find_end(journal, &end, &reader, request, log);

	draws_reader_close(&reader);
	return found && (ftruncate(journal->fd, (off_t)end) == 0 ||
			 error_fail(log, EXIT_SYSTEM, "%s: %s", journal->path, strerror(errno)));
}

bool risk_journal_open(struct risk_journal *journal, const struct risk_journal_request *request, struct error_log *log)
{
	*journal = (struct risk_journal){.folder = place_name_partial(request->place), .fd = -1};
	journal->path = file_join_path(journal->folder, RISK_FILE_DRAWS);
	bool there = access(journal->path, F_OK) == 0;

	if (there && !request->resume && !request->force)
		return error_fail(log, EXIT_SYSTEM,
				  "%s: a run was broken off; --resume goes on with it, --force begins anew",
				  journal->folder);
	if (there && !take(journal, log))
		return false;
	if (there && request->resume)
		return is_same_run(journal->folder, request->run, log) && cut_off(journal, request, log);
	if (journal->fd >= 0)
		close(journal->fd);
	journal->fd = -1;
	return begin(journal->folder, request->run, request->force, log) && take(journal, log);
}

bool risk_journal_add(struct risk_journal *journal, const char *bytes, size_t size, struct error_log *log)
{
	return descriptor_write(journal->fd, bytes, size) ||
	       error_fail(log, EXIT_SYSTEM, "%s: %s", journal->path, strerror(errno));
}

void risk_journal_remove(struct risk_journal *journal, struct error_log *log)
{
	if (!place_remove_draws(journal->folder))
		error_find(log, true, "risk", 0, 0, NULL, "%s: the run is whole, but this is not removed: %s",
			   journal->folder, strerror(errno));
}

void risk_journal_close(struct risk_journal *journal)
{
	if (journal->fd >= 0)
		close(journal->fd);
	free(journal->folder);
	free(journal->path);
	*journal = (struct risk_journal){.fd = -1};
}
