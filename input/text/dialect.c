#include "input/text/dialect.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "planner/base/excerpt.h"
#include "planner/base/memory.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"
#define UNDEFINED 0

/* 0x80 to 0x9F in Windows-1252; the other bytes are the code points of the same number. */
static const uint16_t windows_high[32] = {
	0x20AC, UNDEFINED, 0x201A,    0x0192, 0x201E,    0x2026,    0x2020, 0x2021,    0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152,    UNDEFINED, 0x017D, UNDEFINED, UNDEFINED, 0x2018, 0x2019,    0x201C, 0x201D, 0x2022,
	0x2013, 0x2014,    0x02DC,    0x2122, 0x0161,    0x203A,    0x0153, UNDEFINED, 0x017E, 0x0178,
};

struct place {
	uint32_t line, column;
};

/* The place of a byte, where each byte before it in its line is one character (wide = false) or UTF-8. */
static struct place find_place(const struct file_bytes *file, size_t offset, bool utf8)
{
	struct place place = {1, 1};

	for (size_t i = 0; i < offset; i++) {
		if (file->bytes[i] == '\n') {
			place.line++;
			place.column = 1;
		} else if (!utf8 || ((unsigned char)file->bytes[i] & 0xC0) != 0x80) {
			place.column++;
		}
	}
	return place;
}

/* The length of the leading part that is valid UTF-8. */
static size_t count_valid(const struct file_bytes *file)
{
	size_t offset = 0, size;

	while (offset < file->length) {
		if ((unsigned char)file->bytes[offset] < 0x80)
			size = 1;
		else if (excerpt_decode(file->bytes + offset, file->length - offset, &size) == UINT32_MAX)
			break;
		offset += size;
	}
	return offset;
}

static size_t write_character(char *out, uint32_t character)
{
	if (character < 0x80) {
		out[0] = (char)character;
		return 1;
	}
	if (character < 0x800) {
		out[0] = (char)(0xC0 | character >> 6);
		out[1] = (char)(0x80 | (character & 0x3F));
		return 2;
	}
	out[0] = (char)(0xE0 | character >> 12);
	out[1] = (char)(0x80 | (character >> 6 & 0x3F));
	out[2] = (char)(0x80 | (character & 0x3F));
	return 3;
}

/* A character of Windows-1252, or UNDEFINED. */
static uint32_t decode_byte(char byte)
{
	unsigned char value = (unsigned char)byte;

	return value >= 0x80 && value < 0xA0 ? windows_high[value - 0x80] : value;
}

static bool decode_windows(struct file_bytes *file, size_t first_high, const char *name, struct error_log *log)
{
	struct place place = find_place(file, first_high, false);
	size_t length = file->length;

	/* From the first byte: what went before the first fault was UTF-8 only by chance, and counts as bytes now. */
	for (size_t i = 0; i < file->length; i++) {
		if (file->bytes[i] != 0 && decode_byte(file->bytes[i]) == UNDEFINED) {
			place = find_place(file, i, false);
			error_find(log, false, name, place.line, place.column, NULL,
				   "byte 0x%02X is neither UTF-8 nor Windows-1252", (unsigned char)file->bytes[i]);
			return false;
		}
		length += (unsigned char)file->bytes[i] < 0x80 ? 0 : 2;
	}
	error_find(log, true, name, place.line, place.column, NULL,
		   "not UTF-8: read as Windows-1252; look whether names and labels came out right");
	char *out = memory_allocate(length + 1, 1);
	length = 0;
	for (size_t i = 0; i < file->length; i++)
		length += write_character(out + length, decode_byte(file->bytes[i]));
	free(file->bytes);
	file->bytes = out;
	file->length = length;
	return true;
}

static bool starts_with(const struct file_bytes *file, const char *mark)
{
	return file->length >= strlen(mark) && memcmp(file->bytes, mark, strlen(mark)) == 0;
}

bool dialect_decode(struct file_bytes *file, const char *name, struct error_log *log)
{
	bool marked = starts_with(file, BYTE_ORDER_MARK);

	if (starts_with(file, "\xFF\xFE") || starts_with(file, "\xFE\xFF")) {
		error_find(log, false, name, 1, 0, NULL, "UTF-16: save it as CSV in UTF-8");
		return false;
	}
	if (starts_with(file, "PK\x03\x04") || starts_with(file, "\xD0\xCF\x11\xE0")) {
		error_find(log, false, name, 1, 0, NULL,
			   "a workbook, not a table of text: save its sheet as CSV UTF-8");
		return false;
	}
	if (marked) {
		file->length -= strlen(BYTE_ORDER_MARK);
		memmove(file->bytes, file->bytes + strlen(BYTE_ORDER_MARK), file->length + 1);
	}
	const char *zero = file->length > 0 ? memchr(file->bytes, '\0', file->length) : NULL;
	if (zero != NULL) {
		struct place place = find_place(file, (size_t)(zero - file->bytes), true);

		error_find(log, false, name, place.line, place.column, NULL, "a NUL byte: this is no text");
		return false;
	}
	size_t valid = count_valid(file);
	if (valid == file->length)
		return true;
	if (marked) {
		struct place place = find_place(file, valid, true);

		error_find(log, false, name, place.line, place.column, NULL,
			   "not UTF-8, though the file says so at its start (a byte order mark)");
		return false;
	}
	return decode_windows(file, valid, name, log);
}

/* The delimiter that occurs most in the heading outside quotes; comma where none does. */
static char find_delimiter(const char *heading, const char *end)
{
	static const char delimiters[] = {',', ';', '\t'};
	size_t counts[sizeof delimiters] = {0}, best = 0;
	bool quoted = false;

	for (; heading < end && (quoted || (*heading != '\n' && *heading != '\r')); heading++) {
		quoted ^= *heading == '"';
		for (size_t i = 0; i < sizeof delimiters && !quoted; i++)
			counts[i] += *heading == delimiters[i];
	}
	for (size_t i = 1; i < sizeof delimiters; i++)
		if (counts[i] > counts[best])
			best = i;
	return delimiters[best];
}

bool dialect_detect(struct dialect *dialect, const struct file_bytes *text, const char *name, struct error_log *log)
{
	const char *bytes = text->bytes, *end = bytes + text->length, *heading = bytes;

	*dialect = (struct dialect){.first_line = 1};
	if (text->length >= 5 && strncasecmp(bytes, "sep=", 4) == 0) {
		const char *line_end = memchr(bytes, '\n', text->length);
		size_t length = (size_t)((line_end != NULL ? line_end : end) - bytes);

		if (length > 0 && bytes[length - 1] == '\r')
			length--;
		if (length != 5 || strchr(",;\t", bytes[4]) == NULL) {
			error_find(log, false, name, 1, 5, NULL,
				   "sep=: expected a comma, a semicolon or a tab and nothing else");
			return false;
		}
		dialect->delimiter = bytes[4];
		dialect->start = line_end != NULL ? (size_t)(line_end - bytes) + 1 : text->length;
		dialect->first_line = 2;
		return true;
	}
	while (heading < end && strchr("\r\n \t", *heading) != NULL)
		heading++;
	dialect->delimiter = find_delimiter(heading, end);
	return true;
}
