/* Tables as they are written: dialects, quoting, formulas, numbers. */
#include <criterion/criterion.h>
#include <string.h>

#include "output/writer/csv_writer.h"
#include "planner/base/day.h"
#include "planner/base/formula.h"
#include "planner/base/hours.h"

static const char *const columns[] = {"client_id", "hours", "bottleneck"};

static void assert_text(struct csv_writer *writer, const char *expected)
{
	cr_assert_str_eq(writer->text.bytes, expected);
	cr_assert_eq(writer->text.length, strlen(expected));
	csv_writer_free(writer);
}

static int32_t some_day(void)
{
	int32_t day;

	cr_assert(day_from_civil(&day, 2026, 7, 3));
	return day;
}

static void add_row_of_each(struct csv_writer *writer)
{
	csv_add_text(writer, "K1");
	csv_add_hours(writer, 7 * 60 + 30);
	csv_add_day(writer, some_day());
	csv_add_yes(writer, true);
	csv_add_word(writer, "capacity");
	csv_add_count(writer, 1234567);
	csv_add_share(writer, 1, 3);
	csv_add_text(writer, NULL);
	csv_end_row(writer);
}

Test(output_csv, english)
{
	struct csv_writer writer;

	csv_begin_table(&writer, false, columns, 3);
	add_row_of_each(&writer);
	assert_text(&writer, "client_id,hours,bottleneck\nK1,7.5,2026-07-03,yes,capacity,1234567,0.3333,\n");
}

Test(output_csv, dutch)
{
	struct csv_writer writer;

	csv_begin_table(&writer, true, columns, 3);
	add_row_of_each(&writer);
	assert_text(&writer, "\xef\xbb\xbf"
			     "client;uren;knelpunt\r\nK1;7,5;03-07-2026;ja;capaciteit;1234567;0,3333;\r\n");
}

Test(output_csv, quotes)
{
	struct csv_writer writer;
	static const char *const texts[] = {"a,b", "a;b", "say \"no\"", " a", "a ", "a\tb", "plain text", ""};

	csv_begin_table(&writer, false, columns, 1);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		csv_add_text(&writer, texts[i]);
	csv_end_row(&writer);
	assert_text(&writer, "client_id\n"
			     "\"a,b\",\"a;b\",\"say \"\"no\"\"\",\" a\",\"a \",\"a\tb\",plain text,\n");
}

Test(output_csv, no_cell_begins_a_formula)
{
	static const char fullwidth[] = "\xef\xbc\x9d"
					"1";
	static const char *const formulas[] = {"=1+1", "+31", "-2", "@SUM(A1)", "\tx", "\r=x", fullwidth};

	for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
		struct csv_writer writer = {0};
		csv_add_text(&writer, formulas[i]);
		const char *cell = writer.text.bytes;
		cr_assert_eq(cell[cell[0] == '"'], '\'', "%s", cell);
		csv_writer_free(&writer);
	}
}

Test(output_csv, guards_come_off_again)
{
	static const char *const texts[] = {"=1", "'=1", "''=1", "'t Hof", "'", "", "K'=1", "-", "'-", "''"};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct csv_writer writer = {0};
		csv_add_text(&writer, texts[i]);
		text_add(&writer.text, "");
		cr_assert_str_eq(formula_skip_guard(writer.text.bytes), texts[i]);
		csv_writer_free(&writer);
	}
}

Test(output_csv, share_is_rounded_down)
{
	struct csv_writer writer = {0};

	csv_add_share(&writer, 2, 3);
	csv_add_share(&writer, 0, 7);
	csv_add_share(&writer, 7, 7);
	csv_add_share(&writer, 99999, 100000);
	csv_add_share(&writer, 1, 10);
	csv_add_share(&writer, 0, 0);
	assert_text(&writer, "0.6666,0,1,0.9999,0.1000,");
}

Test(output_csv, hours)
{
	static const struct {
		int64_t minutes;
		const char *text;
	} cases[] = {{0, "0"},  {15, "0.25"},   {30, "0.5"},   {45, "0.75"},
		     {60, "1"}, {615, "10.25"}, {6000, "100"}, {INT64_C(600000000030), "10000000000.5"}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[HOURS_TEXT_SIZE];
		hours_format(text, cases[i].minutes, '.');
		cr_assert_str_eq(text, cases[i].text);
	}
}
