#include "input/text/source.h"

#include <stdlib.h>
#include <string.h>

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

void source_find(struct source *source, bool warning, uint32_t line, uint32_t column, const char *format, ...)
{
	struct field_text text = source_get_line(source, line);
	char *shown = field_holds_bsn(text) ? NULL : memory_allocate(text.length + 1, 1);
	va_list values;

	if (shown != NULL)
		memcpy(shown, text.bytes, text.length);
	va_start(values, format);
	error_find_list(source->log, warning, source->name, line, column, shown, format, values);
	va_end(values);
	free(shown);
}

void source_free(struct source *source)
{
	file_free(&source->text);
	free(source->line_starts);
	*source = (struct source){0};
}
