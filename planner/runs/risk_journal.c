#include "planner/runs/risk_journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "input/text/file.h"
#include "output/folder/place.h"
#include "planner/region/files.h"
#include "output/runs/risk_tables.h"
#include "output/folder/sink.h"
#include "planner/base/descriptor.h"

#define LAST_ROW ",draw,"

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

/* Where the last whole draw ends, and its number. */
static size_t find_end(int32_t *last_draw, const struct file_bytes *file)
{
	size_t end = 0;

	*last_draw = 0;
	for (size_t at = 0; at < file->length;) {
		const char *line = file->bytes + at, *stop = memchr(line, '\n', file->length - at);
		size_t digits = strspn(line, "0123456789");
		if (stop == NULL)
			break;
		at += (size_t)(stop - line) + 1;
		if (end == 0) {
			end = at; /* the heading */
		} else if (strncmp(line + digits, LAST_ROW, strlen(LAST_ROW)) == 0) {
			end = at;
			*last_draw = 0;
			for (size_t i = 0; i < digits && i < 9; i++)
				*last_draw = 10 * *last_draw + (line[i] - '0');
		}
	}
	return end;
}

/* Opens the draws for this run alone. The lock goes with the process, however it ends. */
static bool take(struct risk_journal *journal, struct error_log *log)
{
	journal->fd = open(journal->path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
	if (journal->fd < 0)
		return error_fail(log, EXIT_SYSTEM, "%s: %s", journal->path, strerror(errno));
	if (flock(journal->fd, LOCK_EX | LOCK_NB) == 0)
		return true;
	return error_fail(log, EXIT_SYSTEM, "%s: %s", journal->folder,
			  errno == EWOULDBLOCK ? "another run is at work on it" : strerror(errno));
}

static bool cut_off(struct risk_journal *journal, struct error_log *log)
{
	struct file_bytes file = {0};

	if (file_read(&file, journal->path, FILE_TABLE_BYTES_MAX, journal->path, log) != FILE_READ)
		return error_fail(log, EXIT_SYSTEM, "%s: it is not there", journal->path);
	size_t end = find_end(&journal->last_draw, &file);

	file_free(&file);
	return ftruncate(journal->fd, (off_t)end) == 0 ||
	       error_fail(log, EXIT_SYSTEM, "%s: %s", journal->path, strerror(errno));
}

bool risk_journal_open(struct risk_journal *journal, const char *place, const char *run, bool resume, bool force,
		       struct error_log *log)
{
	*journal = (struct risk_journal){.folder = place_name_partial(place), .fd = -1};
	journal->path = file_join_path(journal->folder, RISK_FILE_DRAWS);
	bool there = access(journal->path, F_OK) == 0;

	if (there && !resume && !force)
		return error_fail(log, EXIT_SYSTEM,
				  "%s: a run was broken off; --resume goes on with it, --force begins anew",
				  journal->folder);
	if (there && !take(journal, log))
		return false;
	if (there && resume)
		return is_same_run(journal->folder, run, log) && cut_off(journal, log);
	if (journal->fd >= 0)
		close(journal->fd);
	journal->fd = -1;
	return begin(journal->folder, run, force, log) && take(journal, log) && cut_off(journal, log);
}

bool risk_journal_add(struct risk_journal *journal, const char *bytes, size_t size, struct error_log *log)
{
	return descriptor_write(journal->fd, bytes, size) ||
	       error_fail(log, EXIT_SYSTEM, "%s: %s", journal->path, strerror(errno));
}

bool risk_journal_remove(struct risk_journal *journal, struct error_log *log)
{
	return place_remove_plan(journal->folder) ||
	       error_fail(log, EXIT_SYSTEM, "%s: %s", journal->folder, strerror(errno));
}

void risk_journal_close(struct risk_journal *journal)
{
	if (journal->fd >= 0)
		close(journal->fd);
	free(journal->folder);
	free(journal->path);
	*journal = (struct risk_journal){.fd = -1};
}
