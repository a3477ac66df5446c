#include "planner/base/excerpt.h"

#include <stdbool.h>
#include <string.h>

#include "planner/base/memory.h"

#define INDENT 4
#define TAB_WIDTH 8
#define SHOWN_WIDTH 112 /* columns of a terminal; with indent and dots a line stays under 120 */
#define LEFT_WIDTH 56   /* of which before the fault */
#define REPLACEMENT 0xFFFD
#define INVALID UINT32_MAX

struct range {
	uint32_t first, last;
};

/* Marks that take no column of their own (Unicode 15, the blocks that occur in European text). */
static const struct range combining[] = {
	{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F},   {0x1AB0, 0x1AFF},
	{0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xE0100, 0xE01EF},
};

/* Characters of two columns (East Asian Width W and F, and the emoji). */
static const struct range wide[] = {
	{0x1100, 0x115F},   {0x231A, 0x231B},   {0x2E80, 0x303E}, {0x3041, 0x33FF},   {0x3400, 0x4DBF},
	{0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xA960, 0xA97F}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
	{0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
	{0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};

/* Controls, and the invisible characters that join, split or turn what is written around them. */
static const struct range harmful[] = {
	{0x0000, 0x001F}, {0x007F, 0x009F}, {0x00AD, 0x00AD}, {0x061C, 0x061C}, {0x180E, 0x180E},   {0x200B, 0x200F},
	{0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F},
};

static bool is_in(const struct range *ranges, size_t count, uint32_t character)
{
	for (size_t i = 0; i < count; i++)
		if (character >= ranges[i].first && character <= ranges[i].last)
			return true;
	return false;
}

#define IS_IN(ranges, character) is_in((ranges), sizeof(ranges) / sizeof *(ranges), (character))

uint32_t excerpt_decode(const char *text, size_t length, size_t *size)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned char first = (unsigned char)text[0];
	size_t count = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
	uint32_t character = count < 2 ? first : first & (0xFFU >> (count + 1));

	*size = 1;
	if (count == 0 || count > length)
		return INVALID;
	for (size_t i = 1; i < count; i++) {
		unsigned char next = (unsigned char)text[i];

		if ((next & 0xC0) != 0x80)
			return INVALID;
		character = character << 6 | (next & 0x3F);
	}
	if (count > 1 && (character < smallest[count] || character > 0x10FFFF || (character & 0xFFFFF800) == 0xD800))
		return INVALID;
	*size = count;
	return character;
}

/* One character of a text, made harmless. */
struct shown {
	const char *bytes;
	size_t size, width;
};

static struct shown show(const char *text, size_t *read_size)
{
	uint32_t character = excerpt_decode(text, strnlen(text, 4), read_size);

	if (character == INVALID || IS_IN(harmful, character))
		return (struct shown){"\xEF\xBF\xBD", 3, 1};
	return (struct shown){text, *read_size, IS_IN(combining, character) ? 0 : IS_IN(wide, character) ? 2 : 1};
}

void excerpt_print_text(FILE *stream, const char *text)
{
	for (size_t size; *text != '\0'; text += size) {
		struct shown shown = show(text, &size);

		fwrite(shown.bytes, 1, shown.size, stream);
	}
}

static char *copy_text(const char *text, bool lines)
{
	char *copy = memory_allocate(3 * strlen(text) + 1, 1), *end = copy; /* a byte becomes at most three */

	for (size_t size; *text != '\0'; text += size) {
		struct shown shown = show(text, &size);

		if (lines && *text == '\n')
			shown = (struct shown){text, 1, 0};
		memcpy(end, shown.bytes, shown.size);
		end += shown.size;
	}
	*end = '\0';
	return copy;
}

char *excerpt_copy_text(const char *text)
{
	return copy_text(text, false);
}

char *excerpt_copy_lines(const char *text)
{
	return copy_text(text, true);
}

/* The terminal column at which character `column` of the line starts. */
static size_t find_offset(const char *line, uint32_t column)
{
	size_t offset = 0, size;

	for (uint32_t i = 1; i < column && *line != '\0'; i++, line += size) {
		struct shown shown = show(line, &size);

		offset += *line == '\t' ? TAB_WIDTH - offset % TAB_WIDTH : shown.width;
	}
	return offset;
}

/* Prints the terminal columns from up to to of the line; true if the line went on. */
static bool print_columns(FILE *stream, const char *line, size_t from, size_t to)
{
	size_t offset = 0, size;

	for (; *line != '\0'; line += size) {
		struct shown shown = show(line, &size);
		size_t width = *line == '\t' ? TAB_WIDTH - offset % TAB_WIDTH : shown.width;

		if (offset + width > to)
			return true;
		if (*line == '\t')
			for (size_t i = offset < from ? from : offset; i < offset + width; i++)
				fputc(' ', stream);
		else if (offset >= from)
			fwrite(shown.bytes, 1, shown.size, stream);
		else if (offset + width > from)
			fputc(' ', stream); /* the right half of a wide character */
		offset += width;
	}
	return false;
}

/* The first column to show: 0 where all fits, else such that the fault stands within what is shown. */
static size_t choose_window(size_t fault, size_t width)
{
	if (width <= SHOWN_WIDTH || fault <= LEFT_WIDTH)
		return 0;
	return fault - LEFT_WIDTH < width - SHOWN_WIDTH ? fault - LEFT_WIDTH : width - SHOWN_WIDTH;
}

void excerpt_print_line(FILE *stream, const char *line, uint32_t column)
{
	size_t fault = find_offset(line, column), from = choose_window(fault, find_offset(line, UINT32_MAX));

	fprintf(stream, "%*s%s", from > 0 ? INDENT - 3 : INDENT, "", from > 0 ? "..." : "");
	bool more = print_columns(stream, line, from, from + SHOWN_WIDTH);
	fprintf(stream, "%s\n", more ? "..." : "");
	if (column > 0)
		fprintf(stream, "%*s^\n", (int)(INDENT + fault - from), "");
}
