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

/* Adds a finding at a place, with its line unless a citizen number stands in it. */
void source_find(struct source *source, bool warning, uint32_t line, uint32_t column, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

void source_free(struct source *source);

#endif
