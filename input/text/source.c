#include "input/text/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/text/bsn.h"
#include "planner/base/memory.h"

static void index_lines(struct source *source)
{
	size_t capacity = 0;
	const char *bytes = source->text.bytes, *end = bytes + source->text.length;

	for (const char *line = bytes; line != NULL;) {
		memory_grow(source->line_starts, source->line_count, capacity);
		source->line_starts[source->line_count++] = (uint32_t)(line - bytes);
		line = line < end ? memchr(line, '\n', (size_t)(end - line)) : NULL;
		if (line != NULL)
			line++;
	}
}

struct field_text source_get_line(struct source *source, uint32_t line)
{
	if (source->line_starts == NULL && source->text.bytes != NULL)
		index_lines(source);
	if (line == 0 || line > source->line_count)
		return (struct field_text){"", 0};
	size_t start = source->line_starts[line - 1];
	size_t end = line < source->line_count ? source->line_starts[line] - 1 : source->text.length;
	if (end > start && source->text.bytes[end - 1] == '\r')
		end--;
	return (struct field_text){source->text.bytes + start, end - start};
}

static char *copy_stretch(struct field_text text)
{
	char *copy = memory_allocate(text.length + 1, 1);

	memcpy(copy, text.bytes, text.length);
	return copy;
}

void source_find(struct source *source, bool warning, uint32_t line, uint32_t column, const char *format, ...)
{
	struct field_text text = source_get_line(source, line);
	char *shown = bsn_stands_in(text) ? NULL : copy_stretch(text);
	const struct error_place place = {source->name, line, column, shown, column, shown};
	va_list values;

	va_start(values, format);
	error_find_list(source->log, warning, &place, format, values);
	va_end(values);
	free(shown);
}

/* The name of the column and the cell, to its first line end: what follows there may be rows that a quote swallowed.
 * NULL where it must not be shown; the caller frees. */
static char *show_cell(uint32_t *caret, const struct source_cell *cell)
{
	size_t length = 0, name_length, size;

	if (cell->name == NULL || cell->text.length == 0 || bsn_stands_in(cell->text))
		return NULL;
	while (length < cell->text.length && cell->text.bytes[length] != '\n' && cell->text.bytes[length] != '\r')
		length++;
	name_length = strlen(cell->name);
	size = name_length + length + sizeof ": ";
	char *shown = memory_allocate(size, 1);

	snprintf(shown, size, "%s: %.*s", cell->name, (int)length, cell->text.bytes);
	*caret = (uint32_t)(name_length + sizeof ": ");
	return shown;
}

/* Cell by cell: numbers do not go on across what parts them. */
static bool holds_bsn(struct field_text line, char delimiter)
{
	while (line.length > 0) {
		const char *stop = memchr(line.bytes, delimiter, line.length);
		size_t length = stop != NULL ? (size_t)(stop - line.bytes) : line.length;

		if (bsn_stands_in((struct field_text){line.bytes, length}))
			return true;
		length += stop != NULL;
		line = (struct field_text){line.bytes + length, line.length - length};
	}
	return false;
}

void source_find_cell(struct source *source, bool warning, const struct source_cell *cell, const char *format,
		      va_list values)
{
	struct field_text text = source_get_line(source, cell->line);
	char *line = holds_bsn(text, cell->delimiter) ? NULL : copy_stretch(text);
	struct error_place place = {.file = source->name, .line = cell->line, .column = cell->column, .source = line};
	char *shown = show_cell(&place.caret, cell);

	place.shown = shown;
	error_find_list(source->log, warning, &place, format, values);
	free(shown);
	free(line);
}

void source_free(struct source *source)
{
	file_free(&source->text);
	free(source->line_starts);
	*source = (struct source){0};
}
