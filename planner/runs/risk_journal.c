#include "planner/runs/risk_journal.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/base16.h>
#include <nettle/sha2.h>
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
		     sink_write_file(&sink, RISK_FILE_SUMS, "", 0, log) && sink_commit(&sink, log);

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

#define SUM_SIZE FILE_HEX_SIZE /* of a line: the sum in hexadecimal and its line end */

static void make_sum(char line[SUM_SIZE], struct sha256_ctx *context)
{
	uint8_t digest[SHA256_DIGEST_SIZE];

	sha256_digest(context, sizeof digest, digest);
	base16_encode_update(line, sizeof digest, digest);
	line[SUM_SIZE - 1] = '\n';
}

/* What of a journal holds. */
struct ends {
	uint64_t draws, sums; /* bytes of its files */
};

/* Reads what is there, up to where it was broken off: where the last draw ends that is whole and has its sum. */
static bool find_ends(struct risk_journal *journal, struct ends *ends, struct draws_reader *reader,
		      const struct file_bytes *sums, const struct risk_journal_request *request, struct error_log *log)
{
	int32_t expected = next_draw(request, 0);
	enum draws_result result;
	struct sha256_ctx context;
	char sum[SUM_SIZE];

	sha256_init(&context);
	*ends = (struct ends){reader->offset, 0};
	while ((result = draws_reader_next(reader)) == DRAWS_ROW) {
		if (reader->row.draw != expected)
			return error_fail(log, EXIT_SYSTEM, "%s: draw %d is missing; --force begins anew",
					  journal->path, expected);
		sha256_update(&context, reader->line_size, (const uint8_t *)reader->line);
		if (reader->row.kind != TALLY_DRAW)
			continue;
		if (ends->sums + SUM_SIZE > sums->length)
			return true;
		make_sum(sum, &context);
		if (memcmp(sum, sums->bytes + ends->sums, SUM_SIZE) != 0)
			return error_fail(log, EXIT_SYSTEM, "%s: draw %d is damaged; --force begins anew",
					  journal->path, expected);
		*ends = (struct ends){reader->offset, ends->sums + SUM_SIZE};
		journal->last_draw = expected;
		expected = next_draw(request, expected);
	}
	return result != DRAWS_BAD ||
	       error_fail(log, EXIT_SYSTEM, "%s: this is no journal of risk; --force begins anew", journal->folder);
}

static bool fail_on(const char *path, struct error_log *log)
{
	return error_fail(log, EXIT_SYSTEM, "%s: %s", path, strerror(errno));
}

static bool open_file(int *fd, const char *path, struct error_log *log)
{
	struct stat status;

	/* O_NONBLOCK: opening a pipe must not wait for somebody to read from it. */
	*fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	if (*fd < 0 || fstat(*fd, &status) != 0)
		return fail_on(path, log);
	return S_ISREG(status.st_mode) || error_fail(log, EXIT_SYSTEM, "%s: not a regular file", path);
}

/* Opens the draws for this run alone. The lock goes with the process, however it ends. */
static bool take(struct risk_journal *journal, struct error_log *log)
{
	char *sums_path = file_join_path(journal->folder, RISK_FILE_SUMS);
	bool opened = open_file(&journal->fd, journal->path, log) && open_file(&journal->sums_fd, sums_path, log);

	free(sums_path);
	if (!opened || flock(journal->fd, LOCK_EX | LOCK_NB) == 0)
		return opened;
	return error_fail(log, EXIT_SYSTEM, "%s: %s", journal->folder,
			  errno == EWOULDBLOCK ? "another run is at work on it" : strerror(errno));
}

static bool cut_off(struct risk_journal *journal, const struct risk_journal_request *request, struct error_log *log)
{
	struct draws_reader reader = {0};
	struct file_bytes sums = {0};
	struct ends ends;
	bool found = file_read_in(&sums, journal->folder, RISK_FILE_SUMS, log) == FILE_READ &&
		     draws_reader_open(&reader, journal->path, log) &&
		     find_ends(journal, &ends, &reader, &sums, request, log);

	draws_reader_close(&reader);
	file_free(&sums);
	return found && ((ftruncate(journal->fd, (off_t)ends.draws) == 0 &&
			  ftruncate(journal->sums_fd, (off_t)ends.sums) == 0) ||
			 fail_on(journal->path, log));
}

static void close_files(struct risk_journal *journal)
{
	if (journal->fd >= 0)
		close(journal->fd);
	if (journal->sums_fd >= 0)
		close(journal->sums_fd);
	journal->fd = journal->sums_fd = -1;
}

bool risk_journal_open(struct risk_journal *journal, const struct risk_journal_request *request, struct error_log *log)
{
	*journal = (struct risk_journal){.folder = place_name_partial(request->place), .fd = -1, .sums_fd = -1};
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
	close_files(journal);
	return begin(journal->folder, request->run, request->force, log) && take(journal, log);
}

bool risk_journal_add(struct risk_journal *journal, const char *bytes, size_t size, struct error_log *log)
{
	struct sha256_ctx context;
	char sum[SUM_SIZE];

	sha256_init(&context);
	sha256_update(&context, size, (const uint8_t *)bytes);
	make_sum(sum, &context);
	return (descriptor_write(journal->fd, bytes, size) && descriptor_write(journal->sums_fd, sum, sizeof sum)) ||
	       fail_on(journal->path, log);
}

void risk_journal_remove(struct risk_journal *journal, struct error_log *log)
{
	if (!place_remove_draws(journal->folder))
		error_find(log, true, "risk", 0, 0, NULL, "%s: the run is whole, but this is not removed: %s",
			   journal->folder, strerror(errno));
}

void risk_journal_close(struct risk_journal *journal)
{
	close_files(journal);
	free(journal->folder);
	free(journal->path);
	*journal = (struct risk_journal){.fd = -1, .sums_fd = -1};
}
