/* How a table is written down: its characters, line by line, and what stands between its cells. */
#ifndef INPUT_TEXT_DIALECT_H
#define INPUT_TEXT_DIALECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "input/text/file.h"
#include "planner/base/error.h"

/* Turns the bytes into UTF-8 without a byte order mark: they are that already, or Windows-1252, of which a warning
 * tells once. False, with an error in the log, where they are neither, or hold a zero byte. */
bool dialect_decode(struct file_bytes *file, const char *name, struct error_log *log);

struct dialect {
	char delimiter;      /* comma, semicolon or tab */
	size_t start;        /* bytes before the heading: a `sep=` line */
	uint32_t first_line; /* the line that stands there */
};

/* Finds out the dialect of a table in UTF-8; false, with an error in the log, for a `sep=` line that names another
 * separator. */
bool dialect_detect(struct dialect *dialect, const struct file_bytes *text, const char *name, struct error_log *log);

#endif
