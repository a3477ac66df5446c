/* A folder of files that comes to stand whole or not at all.
 *
 * It is written beside its place under a hidden name, every file is synced and its close checked, and at the end it is
 * renamed into its place. Until then what stood there is untouched; after it the folder is whole. Only its owner may
 * read it: folder 0700, files 0600. An existing folder is replaced only by force, and only if it holds a plan and
 * nothing else.
 *
 * Life cycle: sink_open, sink_write_file for each file, sink_commit; then sink_discard, which releases everything in
 * every state, also after a failure. One sink is open at a time.
 */
#ifndef OUTPUT_FOLDER_SINK_H
#define OUTPUT_FOLDER_SINK_H

#include <stdbool.h>
#include <stddef.h>

#include "output/writer/csv_writer.h"
#include "planner/base/error.h"

/* The most files that one folder gets. Who writes a list of files asserts that it is no longer. */
#define SINK_FILES_MOST 16

struct sink {
	char *place;     /* where the folder is to stand; owned */
	char *temporary; /* where it is written; owned; NULL once it stands in its place */
	char *parent;    /* owned */
	bool force;
};

/* May a folder be written to this place? To be asked before long work; sink_commit asks again. */
bool sink_check_place(const char *place, bool force, struct error_log *log);

bool sink_open(struct sink *sink, const char *place, bool force, struct error_log *log);

/* Adds a file to the folder. name is a plain file name that outlives the sink. */
bool sink_write_file(struct sink *sink, const char *name, const char *bytes, size_t size, struct error_log *log);

/* A file of the folder that is written piece by piece, for what memory should not hold as a whole. */
struct sink_file {
	int fd;                   /* -1: not open */
	const char *place, *name; /* borrowed */
};

/* As sink_write_file, in pieces. sink_end_file follows in any case, and makes the file durable. */
bool sink_begin_file(struct sink_file *file, struct sink *sink, const char *name, struct error_log *log);
bool sink_add_bytes(struct sink_file *file, const char *bytes, size_t size, struct error_log *log);
bool sink_end_file(struct sink_file *file, struct error_log *log);
/* Adds a table to the folder, and frees it. */
bool sink_write_table(struct sink *sink, const char *name, struct csv_writer *table, struct error_log *log);

/* Writes one file into a folder that is not in its place yet, and where nothing of this name stands. */
bool sink_write_alone(const char *folder, const char *name, const char *bytes, size_t size, struct error_log *log);

/* Where the folder took its place but that could not be made durable, it steps back, and what stood there stands there
 * again. Only if it cannot step back either, it stays; the failure in the log says so. */
bool sink_commit(struct sink *sink, struct error_log *log);

/* In place of sink_commit: moves the files into the folder that stands in the place, over those of the same names. Each
 * is whole; they come one after the other. */
bool sink_commit_into(struct sink *sink, struct error_log *log);

void sink_discard(struct sink *sink);

/* Removes what an open sink has written so far. Async-signal-safe; for a program that is about to end. */
void sink_abandon(void);

#endif
