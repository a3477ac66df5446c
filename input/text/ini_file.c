#include "input/text/ini_file.h"

#include <ini.h>
#include <string.h>

#define LINE_BYTES_MAX 190 /* inih cuts longer lines in two */
#define BAD_LINES_MAX 20   /* lines without a form that are told apart */

struct reader {
	struct source *source;
	const struct ini_events *events;
	struct field_text section; /* inih cuts long ones */
	uint32_t line;
	uint32_t bad_lines[BAD_LINES_MAX];
	size_t bad_line_count;
	bool rehearsal; /* only looking for lines without a form */
};

/* The column of the character that begins at this byte. */
static uint32_t count_column(struct field_text text, size_t byte)
{
	uint32_t column = 1;

	for (size_t i = 0; i < byte; i++)
		column += ((unsigned char)text.bytes[i] & 0xC0) != 0x80;
	return column;
}

/* The place of name and value on the line that was read last: inih divides it at the first = or :. */
static struct ini_place find_place(struct reader *reader)
{
	struct field_text text = source_get_line(reader->source, reader->line);
	size_t name = 0, value = 0;

	while (name < text.length && strchr(" \t", text.bytes[name]) != NULL)
		name++;
	while (value < text.length && text.bytes[value] != '=' && text.bytes[value] != ':')
		value++;
	if (value < text.length)
		value++;
	while (value < text.length && strchr(" \t", text.bytes[value]) != NULL)
		value++;
	return (struct ini_place){
		.line = reader->line, .column = count_column(text, value), .name_column = count_column(text, name)};
}

static int handle(void *context, const char *section, const char *name, const char *value)
{
	struct reader *reader = context;

	(void)section;
	if (!reader->rehearsal && value != NULL)
		reader->events->take(reader->events->context, reader->section, field_trim(name, strlen(name)),
				     field_trim(value, strlen(value)), find_place(reader));
	return 1;
}

static bool is_bad_line(const struct reader *reader, uint32_t line)
{
	for (size_t i = 0; i < reader->bad_line_count; i++)
		if (reader->bad_lines[i] == line)
			return true;
	return false;
}

static void add_bad_line(struct reader *reader, uint32_t line, const char *text)
{
	reader->bad_lines[reader->bad_line_count++] = line;
	source_find(reader->source, false, line, 1, "%s", text);
}

static void take_section(struct reader *reader, struct field_text line)
{
	const char *end = line.length > 0 && line.bytes[0] == '[' ? memchr(line.bytes, ']', line.length) : NULL;

	if (end == NULL)
		return;
	reader->section = field_trim(line.bytes + 1, (size_t)(end - line.bytes - 1));
	if (reader->events->begin != NULL)
		reader->events->begin(reader->events->context, reader->section, reader->line);
}

/* Hands inih the next line, in the manner of fgets. Spaces at its start drop out, which inih would take for a value
 * that goes on; lines that have been complained of come out empty. */
static char *read_line(char *buffer, int size, void *context)
{
	struct reader *reader = context;
	struct field_text text = source_get_line(reader->source, ++reader->line);

	if (reader->line > reader->source->line_count)
		return NULL;
	text = field_trim(text.bytes, text.length);
	bool comment = text.length > 0 && strchr(";#", text.bytes[0]) != NULL;
	bool too_long = text.length > LINE_BYTES_MAX || text.length + 2 > (size_t)size;
	if (too_long && !comment && !is_bad_line(reader, reader->line) && reader->bad_line_count < BAD_LINES_MAX)
		add_bad_line(reader, reader->line, "a line of more than 190 bytes");
	if (comment || too_long || is_bad_line(reader, reader->line))
		text.length = 0;
	if (!reader->rehearsal)
		take_section(reader, text);
	memcpy(buffer, text.bytes, text.length);
	memcpy(buffer + text.length, "\n", 2);
	return buffer;
}

/* inih tells the first line without a form only: it is asked again without that line, until it has no more to say. */
bool ini_file_read(struct source *source, const struct ini_events *events)
{
	struct reader reader = {.source = source, .events = events, .section = {"", 0}};

	source_get_line(source, 1); /* counts the lines */
	do {
		reader.line = 0;
		reader.rehearsal = true;
		int line = ini_parse_stream(read_line, &reader, handle, &reader);
		reader.rehearsal = line > 0;
		if (line > 0 && reader.bad_line_count < BAD_LINES_MAX)
			add_bad_line(&reader, (uint32_t)line, "expected [section], name = value or a comment (; or #)");
	} while (reader.rehearsal && reader.bad_line_count < BAD_LINES_MAX);
	reader.rehearsal = false;
	reader.line = 0;
	ini_parse_stream(read_line, &reader, handle, &reader);
	return reader.bad_line_count == 0;
}
