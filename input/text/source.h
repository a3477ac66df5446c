/* A text file line by line, for findings that show the line they are about. */
#ifndef INPUT_TEXT_SOURCE_H
#define INPUT_TEXT_SOURCE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "input/text/field.h"
#include "input/text/file.h"
#include "planner/base/error.h"

struct source {
	const char *name;       /* what findings call it; borrowed */
	struct file_bytes text; /* owned; UTF-8 */
	struct error_log *log;  /* borrowed */
	uint32_t *line_starts;  /* owned; made when a finding needs it */
	size_t line_count;
};

/* The line without its end; empty if there is no such line. */
struct field_text source_get_line(struct source *source, uint32_t line);

/* Adds a finding at a place, with its line unless a citizen number stands in it. Not for tables: their rows tell of
 * people. */
void source_find(struct source *source, bool warning, uint32_t line, uint32_t column, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* What a finding of a table is about. column 0 is the row as a whole. */
struct source_cell {
	uint32_t line, column; /* where the cell begins */
	const char *name;      /* of its column; NULL: nothing is shown */
	struct field_text text;
	char delimiter; /* of the table */
};

/* Adds a finding at a cell, and shows that cell with the name of its column and nothing else of the row. */
void source_find_cell(struct source *source, bool warning, const struct source_cell *cell, const char *format,
		      va_list values) __attribute__((format(printf, 4, 0)));

void source_free(struct source *source);

#endif
