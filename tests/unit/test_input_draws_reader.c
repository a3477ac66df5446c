/* draws.csv is read as it was written, row by row; anything else is refused with its line, and where it breaks off is
 * told from where it ends. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "input/plan/draws_reader.h"
#include "input/text/file.h"
#include "output/runs/risk_tables.h"
#include "planner/base/day.h"
#include "tests/support/input_support.h"
#include "tests/support/support.h"

#define HEADING                                                                                                      \
	"draw,kind,week,postcode,caregiver_id,clients,below_minimum,below_rostered,minimum_short,hours_short,hours_" \
	"away\n"
#define AREA "1,area,2026-07-13,10,,2,1,0,1.5,3,0\n"
#define DRAW "1,draw,,,,2,1,0,1.5,3,0\n"

struct read_file {
	struct input_region input;
	struct draws_reader reader;
	char *path;
	bool opened;
};

static void open_text(struct read_file *file, const char *text, size_t size)
{
	input_begin(&file->input);
	input_write_bytes(&file->input, "draws.csv", text, size);
	file->path = file_join_path(file->input.folder, "draws.csv");
	file->opened = draws_reader_open(&file->reader, file->path, &file->input.log);
}

static void close_file(struct read_file *file)
{
	draws_reader_close(&file->reader);
	draws_reader_close(&file->reader);
	input_end(&file->input);
	free(file->path);
}

/* What ends the reading, after so many rows. */
static void expect_end(const char *text, enum draws_result wanted, int rows, uint32_t line)
{
	struct read_file file;
	enum draws_result result = DRAWS_BAD;
	int count = 0;

	open_text(&file, text, strlen(text));
	while (file.opened && (result = draws_reader_next(&file.reader)) == DRAWS_ROW)
		count++;
	cr_expect_eq(result, wanted, "%d, not %d: %s", (int)result, (int)wanted, text);
	cr_expect_eq(count, rows, "%d rows: %s", count, text);
	cr_expect_eq(file.input.log.error_count, wanted == DRAWS_BAD, "%s", text);
	if (wanted == DRAWS_BAD && file.input.log.finding_count == 1)
		cr_expect_eq(file.input.log.findings[0].line, line, "line %u: %s", file.input.log.findings[0].line,
			     text);
	close_file(&file);
}

/* Every kind, the largest amounts, and keys that need quotes, a guard, or both. */
Test(draws_reader, reads_what_was_written)
{
	const struct tally_row rows[] = {
		{1, TALLY_AREA, SUPPORT_PLAN_DATE, 99, "", 999999, 999999, 999999, TALLY_TICKS_MOST - HOURS(0.25),
		 TALLY_TICKS_MOST - HOURS(0.25), 0},
		{1, TALLY_POSTCODE, SUPPORT_PLAN_DATE, 9999, "", 1, 1, 1, HOURS(0.25), HOURS(0.5), HOURS(0.75)},
		{1, TALLY_CAREGIVER, DAY_NONE, 0, "\"", 0, 1, 0, 0, 0, 0},
		{1, TALLY_CAREGIVER, DAY_NONE, 0, "'-a, \"b\"", 0, 1, 0, 0, 0, 0},
		{1, TALLY_CAREGIVER, DAY_NONE, 0, "=1+1", 0, 1, 0, 0, 0, INT64_C(300000) * REGION_HOUR_TICKS},
		{1, TALLY_DRAW, DAY_NONE, 0, "", 999999, 999999, 999999, TALLY_TICKS_MOST - HOURS(0.25),
		 TALLY_TICKS_MOST - HOURS(0.25), 0},
		{99999, TALLY_AREA, SUPPORT_PLAN_DATE, 10, "", 1000000, 0, 0, 0, 0, 0},
		{99999, TALLY_DRAW, DAY_NONE, 0, "", 1000000, 0, 0, 0, 0, 0},
		{100000, TALLY_DRAW, DAY_NONE, 0, "", 0, 0, 0, 0, 0, 0},
	};
	const size_t count = sizeof rows / sizeof *rows;
	struct csv_writer writer;
	struct read_file file;

	risk_tables_begin_draws(&writer);
	size_t at = writer.text.length;
	risk_tables_add_draws(&writer, rows, count);
	open_text(&file, writer.text.bytes, writer.text.length);
	cr_assert(file.opened);
	for (size_t i = 0; i < count; i++) {
		cr_assert_eq(draws_reader_next(&file.reader), DRAWS_ROW, "row %zu", i);
		const struct tally_row *row = &file.reader.row, *wanted = &rows[i];
		cr_expect(row->draw == wanted->draw && row->kind == wanted->kind && row->week == wanted->week &&
			  row->postcode == wanted->postcode);
		cr_expect_str_eq(row->caregiver, wanted->caregiver);
		cr_expect(row->clients == wanted->clients && row->below_minimum == wanted->below_minimum &&
			  row->below_rostered == wanted->below_rostered);
		cr_expect(row->minimum_short_ticks == wanted->minimum_short_ticks &&
			  row->short_ticks == wanted->short_ticks && row->away_ticks == wanted->away_ticks);
		cr_expect_eq(memcmp(file.reader.line, writer.text.bytes + at, file.reader.line_size), 0);
		at += file.reader.line_size;
		cr_expect_eq(file.reader.offset, at);
	}
	cr_expect_eq(draws_reader_next(&file.reader), DRAWS_END);
	close_file(&file);
	csv_writer_free(&writer);
}

Test(draws_reader, where_it_breaks_off)
{
	const char text[] = HEADING AREA DRAW "2,draw,,,,0,0,0,0,0,0\n";
	const size_t heading = strlen(HEADING), first = strlen(HEADING AREA), draw = strlen(HEADING AREA DRAW);

	for (size_t size = 0; size < sizeof text; size++) {
		struct read_file file;
		enum draws_result result = DRAWS_BAD;
		uint64_t whole = heading;

		open_text(&file, text, size);
		cr_expect_eq(file.opened, size >= heading);
		while (file.opened && (result = draws_reader_next(&file.reader)) == DRAWS_ROW)
			whole = file.reader.row.kind == TALLY_DRAW ? file.reader.offset : whole;
		if (file.opened) {
			bool ends = size == heading || size == draw || size + 1 == sizeof text;
			cr_expect_eq(result, ends ? DRAWS_END : DRAWS_BROKEN_OFF, "%zu bytes: %d", size, (int)result);
			cr_expect_eq(whole, size < draw ? heading : size + 1 < sizeof text ? draw : size);
			cr_expect_eq(error_exit_code(&file.input.log), EXIT_DONE);
		}
		close_file(&file);
	}
	cr_expect_lt(first, draw);
}

Test(draws_reader, refuses_what_risk_does_not_write)
{
	static const char *const rows[] = {
		"1,draw,,,,2,1,0,1.5,3\n",                    /* a cell too few */
		"1,draw,,,,2,1,0,1.5,3,0,\n",                 /* one too many */
		"1,draw,,,,2,1,0,1.5,3,0\r\n",                /* a return */
		"\n",                                         /* nothing */
		"01,draw,,,,2,1,0,1.5,3,0\n",                 /* a leading zero */
		" 1,draw,,,,2,1,0,1.5,3,0\n",                 /* a blank */
		"0,draw,,,,2,1,0,1.5,3,0\n",                  /* draws count from 1 */
		"-1,draw,,,,2,1,0,1.5,3,0\n",                 /* a sign */
		"1,Draw,,,,2,1,0,1.5,3,0\n",                  /* a word in capitals */
		"1,night,,,,2,1,0,1.5,3,0\n",                 /* no word */
		"1,draw,,,,,1,0,1.5,3,0\n",                   /* no number */
		"1,draw,,,,1000001,1,0,1.5,3,0\n",            /* more than there can be */
		"1,draw,,,,99999999999999999999,1,0,0,3,0\n", /* more than 64 bits hold */
		"1,draw,,,,2,1,0,1.50,3,0\n",                 /* another spelling */
		"1,draw,,,,2,1,0,1.1,3,0\n",                  /* no quarter */
		"1,draw,,,,2,1,0,.5,3,0\n",                   /* no whole */
		"1,draw,,,,2,1,0,10000000000000,3,0\n",       /* beyond TALLY_TICKS_MOST */
		"1,area,2026-07-32,10,,2,1,0,1.5,3,0\n",      /* no day */
		"1,area,13-07-2026,10,,2,1,0,1.5,3,0\n",      /* in Dutch */
		"1,area,,10,,2,1,0,1.5,3,0\n",                /* of no week */
		"1,postcode,2026-07-13,,,2,1,0,1.5,3,0\n",    /* of nowhere */
		"1,caregiver,,,,0,1,0,1.5,0,0\n",             /* of nobody */
		"1,caregiver,,,a\"b,0,1,0,1.5,0,0\n",         /* a stray quote */
		"1,caregiver,,,\"ab,0,1,0,1.5,0,0\n",         /* an open one */
		"1,caregiver,,,\"a\"b,0,1,0,1.5,0,0\n",       /* text after one */
		"1,caregiver,,,a\tb,0,1,0,1.5,0,0\n",         /* a control character */
		"1,area,2026-07-13,10,,2,1,0,0.1,3,0\n",      /* six minutes */
		"1,area,2026-07-14,10,,2,1,0,1.5,3,0\n",      /* a week that begins on a Tuesday */
		"1,area,2026-07-13,9,,2,1,0,1.5,3,0\n",       /* no area */
		"1,area,2026-07-13,9999,,2,1,0,1.5,3,0\n",    /* a postcode */
		"1,postcode,2026-07-13,999,,2,1,0,1.5,3,0\n", /* no postcode */
		"1,area,2026-07-13,10,K1,2,1,0,1.5,3,0\n",    /* of somebody */
		"1,caregiver,2026-07-13,,K1,0,1,0,1.5,0,0\n", /* of a week */
		"1,draw,2026-07-13,,,0,0,0,0,0,0\n",          /* the same */
		"1,area,2026-07-13,10,,2,3,0,1.5,3,0\n",      /* three of two */
		"1,area,2026-07-13,10,,2,1,2,1.5,3,0\n",      /* two of one */
		"1,area,2026-07-13,10,,2,1,0,4,3,0\n",        /* four hours of three */
		"1,draw,,,,2,1,0,1.5,3,0\n",                  /* the sum of nothing */
	};
	char text[600];

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		snprintf(text, sizeof text, "%s%s", HEADING, rows[i]);
		expect_end(text, DRAWS_BAD, 0, 2);
	}
	expect_end("", DRAWS_BAD, 0, 0);
	expect_end("draw,kind\n" DRAW, DRAWS_BAD, 0, 1);
	expect_end(HEADING AREA DRAW DRAW, DRAWS_BAD, 2, 4);                        /* a draw twice */
	expect_end(HEADING AREA "2,draw,,,,2,1,0,1.5,3,0\n" DRAW, DRAWS_BAD, 1, 3); /* the one before is not whole */
	expect_end(HEADING "2,draw,,,,0,0,0,0,0,0\n" DRAW, DRAWS_BAD, 1, 3);        /* out of order */
	expect_end(HEADING, DRAWS_END, 0, 0);
}

#define OTHER "1,area,2026-07-13,11,,2,1,0,1.5,3,0\n"
#define HUGE "1,area,2026-07-13,%d,,2,1,0,9000000000000,9000000000000,0\n"

/* Nothing counts twice, and nothing that was lost or changed goes unseen. */
Test(draws_reader, refuses_draws_that_do_not_add_up)
{
	expect_end(HEADING AREA OTHER "1,draw,,,,4,2,0,3,6,0\n", DRAWS_END, 3, 0);
	expect_end(HEADING AREA AREA DRAW, DRAWS_BAD, 1, 3);  /* there twice */
	expect_end(HEADING OTHER AREA DRAW, DRAWS_BAD, 1, 3); /* in another order */
	expect_end(HEADING AREA OTHER DRAW, DRAWS_BAD, 2, 4); /* one too many */
	expect_end(HEADING AREA "1,draw,,,,2,1,0,1.5,3.25,0\n", DRAWS_BAD, 1, 3);
	expect_end(HEADING AREA "1,caregiver,,,b,0,1,0,1,0,0\n1,caregiver,,,b,0,1,0,1,0,0\n" DRAW, DRAWS_BAD, 2, 4);
	expect_end(HEADING "1,caregiver,,,b,0,1,0,1,0,0\n" AREA DRAW, DRAWS_BAD, 1, 3);
}

/* Sums of what each fits into 64 bits must fit, too. */
Test(draws_reader, refuses_sums_that_are_too_large)
{
	char text[8192] = HEADING;

	for (int area = 10; area < 99; area++)
		snprintf(text + strlen(text), sizeof text - strlen(text), HUGE, area);
	expect_end(text, DRAWS_BAD, 1, 3);
}

Test(draws_reader, refuses_long_lines_and_bytes_of_zero)
{
	char text[8192] = HEADING;
	size_t heading = strlen(HEADING);
	struct read_file file;

	memset(text + heading, '1', sizeof text - heading);
	open_text(&file, text, sizeof text);
	cr_expect(file.opened);
	cr_expect_eq(draws_reader_next(&file.reader), DRAWS_BAD);
	input_expect(&file.input, false, file.path, 2, 0, "longer than");
	close_file(&file);
	memcpy(text + heading, "1,caregiver,,,a\0b,0,1,0,1.5,0,0\n", 33);
	open_text(&file, text, heading + 33);
	cr_expect_eq(draws_reader_next(&file.reader), DRAWS_BAD);
	close_file(&file);
	input_begin(&file.input);
	file.path = NULL;
	cr_expect_not(draws_reader_open(&file.reader, file.input.folder, &file.input.log));
	input_expect(&file.input, false, file.input.folder, 0, 0, "not a regular file");
	close_file(&file);
}
