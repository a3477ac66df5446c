#include "output/writer/csv_writer.h"

#include <stdio.h>
#include <string.h>

#include "planner/region/words.h"
#include "planner/base/hours.h"
#include "planner/base/day.h"
#include "planner/base/formula.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define SHARE_DECIMALS 4
#define SHARE_SCALE 10000

static char decimal_mark(const struct csv_writer *writer)
{
	return writer->dutch ? ',' : '.';
}

static void begin_cell(struct csv_writer *writer)
{
	if (writer->in_row)
		text_add(&writer->text, writer->dutch ? ";" : ",");
	writer->in_row = true;
}

/* Blanks at the ends are quoted too: readers may trim them otherwise. */
static bool needs_quotes(const char *text)
{
	size_t length = strlen(text);

	if (length == 0)
		return false;
	return strpbrk(text, ",;\"\t\r\n") != NULL || text[0] == ' ' || text[length - 1] == ' ';
}

static void add_quoted(struct csv_writer *writer, const char *text, bool guarded)
{
	begin_cell(writer);
	bool quoted = needs_quotes(text);

	if (quoted)
		text_add(&writer->text, "\"");
	if (guarded)
		text_add_bytes(&writer->text, &(char){FORMULA_GUARD}, 1);
	for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
		text_add_bytes(&writer->text, text, (size_t)(quote - text));
		text_add(&writer->text, "\"\"");
	}
	text_add(&writer->text, text);
	if (quoted)
		text_add(&writer->text, "\"");
}

void csv_add_text(struct csv_writer *writer, const char *text)
{
	add_quoted(writer, text != NULL ? text : "", text != NULL && formula_needs_guard(text));
}

void csv_add_exact(struct csv_writer *writer, const char *text)
{
	add_quoted(writer, text, false);
}

void csv_add_word(struct csv_writer *writer, const char *english)
{
	csv_add_text(writer, writer->dutch ? words_dutch(english) : english);
}

void csv_add_yes(struct csv_writer *writer, bool yes)
{
	csv_add_word(writer, yes ? "yes" : "no");
}

/* A number of ours: its decimal comma is no separator where semicolons separate. */
static void add_number(struct csv_writer *writer, const char *digits)
{
	begin_cell(writer);
	text_add(&writer->text, digits);
}

void csv_add_hours(struct csv_writer *writer, int64_t minutes)
{
	char digits[HOURS_TEXT_SIZE + 1] = "-";

	hours_format(digits + 1, minutes < 0 ? -minutes : minutes, decimal_mark(writer));
	add_number(writer, minutes < 0 ? digits : digits + 1);
}

void csv_add_count(struct csv_writer *writer, int64_t count)
{
	begin_cell(writer);
	text_format(&writer->text, "%lld", (long long)count);
}

void csv_add_share(struct csv_writer *writer, int64_t part, int64_t whole)
{
	begin_cell(writer);
	if (whole == 0)
		return;
	int64_t scaled = part * SHARE_SCALE / whole;

	if (scaled % SHARE_SCALE == 0)
		text_format(&writer->text, "%lld", (long long)(scaled / SHARE_SCALE));
	else
		text_format(&writer->text, "%lld%c%0*lld", (long long)(scaled / SHARE_SCALE), decimal_mark(writer),
			    SHARE_DECIMALS, (long long)(scaled % SHARE_SCALE));
}

void csv_add_decimal(struct csv_writer *writer, int64_t millionths)
{
	int64_t scaled = (millionths < 0 ? -millionths : millionths) * SHARE_SCALE / 1000000;

	begin_cell(writer);
	text_format(&writer->text, "%s%lld%c%0*lld", millionths < 0 && scaled > 0 ? "-" : "",
		    (long long)(scaled / SHARE_SCALE), decimal_mark(writer), SHARE_DECIMALS,
		    (long long)(scaled % SHARE_SCALE));
}

void csv_add_day(struct csv_writer *writer, int32_t day)
{
	char digits[DAY_TEXT_SIZE];

	day_format(digits, day, writer->dutch);
	add_number(writer, digits);
}

void csv_end_row(struct csv_writer *writer)
{
	text_add(&writer->text, writer->dutch ? "\r\n" : "\n");
	writer->in_row = false;
}

void csv_begin_table(struct csv_writer *writer, bool dutch, const char *const *columns, size_t column_count)
{
	*writer = (struct csv_writer){.dutch = dutch};
	if (dutch)
		text_add(&writer->text, BYTE_ORDER_MARK);
	for (size_t i = 0; i < column_count; i++)
		csv_add_word(writer, columns[i]);
	csv_end_row(writer);
}

void csv_append_columns(struct csv_writer *writer, const char *const *columns, const char *const *texts, size_t count)
{
	struct csv_writer wide = {.dutch = writer->dutch};
	const char *end = writer->dutch ? "\r\n" : "\n", *row = writer->text.bytes;
	bool quoted = false, heading = true;

	for (const char *at = row; *at != '\0'; at++) {
		quoted ^= *at == '"';
		if (quoted || strncmp(at, end, strlen(end)) != 0)
			continue;
		text_add_bytes(&wide.text, row, (size_t)(at - row));
		wide.in_row = true;
		for (size_t i = 0; i < count; i++)
			if (heading)
				csv_add_word(&wide, columns[i]);
			else
				csv_add_text(&wide, texts[i]);
		csv_end_row(&wide);
		heading = false;
		row = at + strlen(end);
	}
	text_free(&writer->text);
	writer->text = wide.text;
}

void csv_writer_free(struct csv_writer *writer)
{
	text_free(&writer->text);
	*writer = (struct csv_writer){0};
}
