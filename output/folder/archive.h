/* A folder of nights: for each its tables as they were read and its plan, and a link to the latest.
 *
 *	ARCHIVE/2026-07-13/tables, ARCHIVE/2026-07-13/plan, ARCHIVE/latest -> 2026-07-13
 *
 * A night is written beside the others under a hidden name, all of it is synced, and it is renamed into its place; then
 * the link is moved, by a rename, too. Whoever is killed in between leaves the nights before whole, and the next who
 * opens the archive removes what was begun, or moves the link of a night that came to stand. One at a time: the archive
 * is locked while it is open.
 */
#ifndef OUTPUT_FOLDER_ARCHIVE_H
#define OUTPUT_FOLDER_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "planner/base/day.h"
#include "planner/base/error.h"

#define ARCHIVE_TABLES "tables" /* of a night */
#define ARCHIVE_PLAN "plan"
#define ARCHIVE_POLICY "policy.ini" /* among the tables */

/* {0} is one that was not opened. */
struct archive {
	char *path;     /* owned */
	int lock;       /* descriptor; -1: not held */
	int32_t latest; /* date of the latest night; DAY_NONE: there is none yet */
	bool replaces;  /* the night that was begun takes the place of one */
	int32_t date;   /* of the night that was begun */
	char *begun;    /* the folder that it is written to; owned, NULL: none */
};

/* Opens an archive, which is made if it is not there, and puts right what a run that was killed has left. False, with a
 * failure in the log, where another run has it open or the folder cannot be written. */
bool archive_open(struct archive *archive, const char *path, struct error_log *log);

/* The date of the last night before this one; DAY_NONE if there is none. */
bool archive_find_before(int32_t *before, const struct archive *archive, int32_t date, struct error_log *log);

/* The dates of all nights of a folder, ascending, which needs no lock; the caller frees. False with a failure. */
bool archive_list(int32_t **dates, size_t *count, const char *path, struct error_log *log);

/* The folder of a part of a night: ARCHIVE/2026-07-13/tables. The caller frees. */
char *archive_name(const char *path, int32_t date, const char *part);

/* May a night of this date be written? Only at the end: the chain of nights stays. With force also in the place of the
 * latest. To be asked before long work. */
bool archive_check_date(const struct archive *archive, int32_t date, bool force, struct error_log *log);

/* Begins the night: archive->begun is a folder with an empty folder for the tables, and waits for the plan. */
bool archive_begin(struct archive *archive, int32_t date, struct error_log *log);

/* Writes one of the tables of the night that was begun. */
bool archive_write_table(const struct archive *archive, const char *name, const char *bytes, size_t size,
			 struct error_log *log);

/* The night takes its place, and the link is moved to it. After false what stood there before still does, unless only
 * the link could not be moved: that is a warning. */
bool archive_commit(struct archive *archive, struct error_log *log);

/* Removes a night that was begun and not committed, and opens the lock. May be called in every state, and twice. */
void archive_close(struct archive *archive);

/* Removes what an open archive has begun. Async-signal-safe; for a program that is about to end, after sink_abandon. */
void archive_abandon(void);

#endif
