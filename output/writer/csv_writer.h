/* Writes tables, in either dialect.
 *
 * en: comma, decimal point, 2026-07-13, LF. nl, for a Dutch spreadsheet: semicolon, decimal comma, 13-07-2026, CRLF, a
 * byte order mark, Dutch column names and words. Quoting as RFC 4180. No cell begins a formula
 * (planner/base/formula.h).
 */
#ifndef OUTPUT_WRITER_CSV_WRITER_H
#define OUTPUT_WRITER_CSV_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "output/writer/text.h"

/* text is the table so far. Cells are added from left to right; csv_end_row ends the row. */
struct csv_writer {
	struct text text;
	bool dutch;
	bool in_row;
};

/* An empty table with its header; the caller frees. columns are English names. */
void csv_begin_table(struct csv_writer *writer, bool dutch, const char *const *columns, size_t column_count);

/* A key or another text that is not ours; NULL is an empty cell. */
void csv_add_text(struct csv_writer *writer, const char *text);

/* A text as it stands, without the guard against formulas: for tables of a region, which are read without one. */
void csv_add_exact(struct csv_writer *writer, const char *text);

/* A fixed word of ours, in English (planner/region/words.h). */
void csv_add_word(struct csv_writer *writer, const char *english);

void csv_add_yes(struct csv_writer *writer, bool yes);

/* Of either sign. */
void csv_add_hours(struct csv_writer *writer, int64_t minutes);

void csv_add_count(struct csv_writer *writer, int64_t count);

/* part / whole with four decimals, rounded down: 1 only if it is all. An empty cell if whole is 0. */
void csv_add_share(struct csv_writer *writer, int64_t part, int64_t whole);

/* A number of millionths, of either sign, with four decimals; what is left over drops out. */
void csv_add_decimal(struct csv_writer *writer, int64_t millionths);

/* A day of planner/base/day.h. */
void csv_add_day(struct csv_writer *writer, int32_t day);

void csv_end_row(struct csv_writer *writer);

/* Adds columns with the same texts in each row to a table that is whole. Names as in csv_begin_table. */
void csv_append_columns(struct csv_writer *writer, const char *const *columns, const char *const *texts, size_t count);

/* Its name is not csv_free, which is one of libcsv. */
void csv_writer_free(struct csv_writer *writer);

#endif
