/* The reader: rows, places of cells, faults, limits; and that it does not matter how the bytes are cut. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/text/csv_reader.h"

/* All that a reader said, as text. */
struct record {
	char *text;
	size_t size;
	FILE *stream;
	size_t row_count;
};

static bool record_row(void *context, const struct csv_row *row)
{
	struct record *record = context;

	record->row_count++;
	fprintf(record->stream, "%u:", (unsigned)row->line);
	for (size_t i = 0; i < row->cell_count; i++) {
		const struct csv_cell *cell = &row->cells[i];

		cr_assert_eq(cell->text[cell->length], '\0');
		fprintf(record->stream, " %u.%u[", (unsigned)cell->line, (unsigned)cell->column);
		fwrite(cell->text, 1, cell->length, record->stream);
		fputc(']', record->stream);
	}
	fputc('\n', record->stream);
	return true;
}

static void record_fault(void *context, enum csv_fault fault, uint32_t line, uint32_t column)
{
	static const char *const names[] = {
		[CSV_STRAY_QUOTE] = "stray quote", [CSV_OPEN_QUOTE] = "open quote", [CSV_LONE_RETURN] = "lone return",
		[CSV_LONG_FIELD] = "long field",   [CSV_LONG_ROW] = "long row",     [CSV_MANY_ROWS] = "many rows",
	};
	struct record *record = context;

	fprintf(record->stream, "%u.%u %s\n", (unsigned)line, (unsigned)column, names[fault]);
}

/* What the reader says of the bytes, fed in chunks of this size; the caller frees. */
static char *read_in_chunks(const char *bytes, size_t length, char delimiter, size_t chunk)
{
	struct record record = {0};

	record.stream = open_memstream(&record.text, &record.size);
	cr_assert_not_null(record.stream);
	struct csv_reader *reader =
		csv_reader_open(delimiter, 1, (struct csv_handler){record_row, record_fault, &record});
	bool more = true;
	for (size_t start = 0; start < length && more; start += chunk)
		more = csv_reader_feed(reader, bytes + start, start + chunk < length ? chunk : length - start);
	if (more)
		csv_reader_finish(reader);
	csv_reader_close(reader);
	cr_assert_eq(fclose(record.stream), 0);
	return record.text;
}

static void expect_read(const char *table, char delimiter, const char *expected)
{
	size_t length = strlen(table);

	for (size_t chunk = 1; chunk <= length + 1; chunk++) {
		char *found = read_in_chunks(table, length, delimiter, chunk);

		cr_expect_str_eq(found, expected, "chunks of %zu: %s", chunk, found);
		free(found);
	}
}

Test(csv_reader, rows_and_places)
{
	expect_read("a,b\n1,22,\n", ',', "1: 1.1[a] 1.3[b]\n2: 2.1[1] 2.3[22] 2.6[]\n");
	expect_read("a;b\r\n1;2\r\n", ';', "1: 1.1[a] 1.3[b]\n2: 2.1[1] 2.3[2]\n");
	expect_read("a\tb\n\t2", '\t', "1: 1.1[a] 1.3[b]\n2: 2.1[] 2.2[2]\n");
	expect_read("", ',', "");
	expect_read("\n\r\n", ',', "");
	expect_read("x", ',', "1: 1.1[x]\n");
	expect_read("x,", ',', "1: 1.1[x] 1.3[]\n");
	expect_read(",\n", ',', "1: 1.1[] 1.2[]\n");
}

Test(csv_reader, blank_lines_count)
{
	expect_read("a\n\n\r\n  \nb\n", ',', "1: 1.1[a]\n5: 5.1[b]\n");
}

Test(csv_reader, spaces_around_cells_drop_out)
{
	expect_read("  a , b\t,\t\"c \" ,  \n", ',', "1: 1.3[a] 1.7[b] 1.11[c ] 1.19[]\n");
}

Test(csv_reader, quotes)
{
	expect_read("\"a,\"\"b\"\"\",c\n", ',', "1: 1.1[a,\"b\"] 1.11[c]\n");
	expect_read("\"two\r\nlines\",x\ny\n", ',', "1: 1.1[two\r\nlines] 2.8[x]\n3: 3.1[y]\n");
	expect_read("\"\",\"\"\n", ',', "1: 1.1[] 1.4[]\n");
	expect_read("a,\"b\"", ',', "1: 1.1[a] 1.3[b]\n");
}

Test(csv_reader, columns_are_characters)
{
	expect_read("é\xF0\x9F\x91\xB6;\xE2\x82\xAC,x;y\n", ';',
		    "1: 1.1[é\xF0\x9F\x91\xB6] 1.4[\xE2\x82\xAC,x] 1.8[y]\n");
}

Test(csv_reader, a_stray_quote_costs_one_line)
{
	expect_read("a\nb\"c,d\ne\n", ',', "1: 1.1[a]\n2.2 stray quote\n3: 3.1[e]\n");
	expect_read("\"a\"b\nc\n", ',', "1.4 stray quote\n2: 2.1[c]\n");
	expect_read("\"a\" \"b\nc\n", ',', "1.5 stray quote\n2: 2.1[c]\n");
	expect_read("\"a\nb\"c,d\r\ne\n", ',', "2.3 stray quote\n3: 3.1[e]\n");
	expect_read("b\"", ',', "1.2 stray quote\n");
}

Test(csv_reader, an_open_quote_ends_the_table)
{
	expect_read("a\nb,\"c\nd\n", ',', "1: 1.1[a]\n2.3 open quote\n");
	expect_read("\"", ',', "1.1 open quote\n");
}

Test(csv_reader, lines_end_in_lf)
{
	expect_read("a\rb\rc\nd\n", ',', "1: 1.1[a]\n1.3 lone return\n2: 2.1[d]\n");
	expect_read("a\r", ',', "1: 1.1[a]\n");
	expect_read("a\r\r\nb\n", ',', "1: 1.1[a]\n1.3 lone return\n2: 2.1[b]\n");
}

Test(csv_reader, zero_bytes_are_kept)
{
	char *found = read_in_chunks("a\0b,c\n", 6, ',', 2);

	cr_expect(strncmp(found, "1: 1.1[a", 8) == 0);
	free(found);
}

/* A table of one cell of so many bytes, quoted or not, between two short rows; the caller frees. */
static char *make_table(size_t cell_bytes, bool quoted)
{
	const char *begin = quoted ? "a\n\"" : "a\n", *end = quoted ? "\"\nb\n" : "\nb\n";
	size_t begin_length = strlen(begin);
	char *table = malloc(begin_length + cell_bytes + strlen(end) + 1);

	cr_assert_not_null(table);
	memcpy(table, begin, begin_length);
	memset(table + begin_length, 'x', cell_bytes);
	memcpy(table + begin_length + cell_bytes, end, strlen(end) + 1);
	return table;
}

static void expect_long_field(size_t cell_bytes, bool quoted, bool fault)
{
	char *table = make_table(cell_bytes, quoted), *found = read_in_chunks(table, strlen(table), ',', 1000);

	cr_expect_eq(strstr(found, "2.1 long field\n") != NULL, fault, "%zu", cell_bytes);
	cr_expect_eq(strstr(found, "3: 3.1[b]\n") != NULL, !fault);
	free(found);
	free(table);
}

Test(csv_reader, a_field_has_a_limit)
{
	for (int quoted = 0; quoted < 2; quoted++) {
		expect_long_field(CSV_FIELD_BYTES_MAX, quoted, false);
		expect_long_field(CSV_FIELD_BYTES_MAX + 1, quoted, true);
		expect_long_field(10 * CSV_FIELD_BYTES_MAX, quoted, true);
	}
}

/* Rows of so many bytes: a line of short cells. */
static void expect_long_row(size_t row_bytes, bool fault)
{
	char *table = malloc(row_bytes + 16);

	cr_assert_not_null(table);
	memcpy(table, "a\n", 2);
	for (size_t i = 0; i < row_bytes; i++)
		table[2 + i] = i % 100 == 99 ? ',' : 'x';
	memcpy(table + 2 + row_bytes, "\nb\n", 4);
	char *found = read_in_chunks(table, strlen(table), ',', 4096);
	cr_expect_eq(strstr(found, "2.1 long row\n") != NULL, fault, "%zu", row_bytes);
	cr_expect_eq(strstr(found, "3: 3.1[b]\n") != NULL, !fault);
	free(found);
	free(table);
}

Test(csv_reader, a_row_has_a_limit)
{
	expect_long_row(CSV_ROW_BYTES_MAX, false);
	expect_long_row(CSV_ROW_BYTES_MAX + 1, true);
}

static bool count_row(void *context, const struct csv_row *row)
{
	(void)row;
	++*(size_t *)context;
	return true;
}

static uint32_t fault_line;
static enum csv_fault fault_seen;

static void keep_fault(void *context, enum csv_fault fault, uint32_t line, uint32_t column)
{
	(void)context, (void)column;
	fault_line = line;
	fault_seen = fault;
}

static size_t count_rows(size_t line_count)
{
	size_t rows = 0;
	struct csv_reader *reader = csv_reader_open(',', 1, (struct csv_handler){count_row, keep_fault, &rows});
	bool more = true;

	fault_line = 0;
	for (size_t i = 0; i < line_count && more; i++)
		more = csv_reader_feed(reader, "x\n", 2);
	if (more)
		csv_reader_finish(reader);
	csv_reader_close(reader);
	return rows;
}

Test(csv_reader, a_table_has_a_limit)
{
	cr_expect_eq(count_rows(CSV_ROWS_MAX + 1), CSV_ROWS_MAX + 1); /* with the heading */
	cr_expect_eq(fault_line, 0);
	cr_expect_eq(count_rows(CSV_ROWS_MAX + 3), CSV_ROWS_MAX + 1);
	cr_expect_eq(fault_line, CSV_ROWS_MAX + 2);
	cr_expect_eq(fault_seen, CSV_MANY_ROWS);
}

static bool stop(void *context, const struct csv_row *row)
{
	count_row(context, row);
	return false;
}

Test(csv_reader, stops_when_told)
{
	size_t rows = 0;
	struct csv_reader *reader = csv_reader_open(',', 1, (struct csv_handler){stop, keep_fault, &rows});

	cr_expect(!csv_reader_feed(reader, "a\nb\nc\n", 6));
	csv_reader_finish(reader);
	csv_reader_close(reader);
	csv_reader_close(NULL);
	cr_expect_eq(rows, 1);
}

/* Any bytes, cut anywhere, read the same. */
Test(csv_reader, random_tables_at_every_chunk_size)
{
	static const char alphabet[] = "ab\",;\n\r \t\xC3\xA9";
	unsigned state = 7;

	for (int round = 0; round < 400; round++) {
		char table[40];
		size_t length = 0;

		for (; length < sizeof table - 1; length++) {
			state = state * 1103515245U + 12345U;
			table[length] = alphabet[(state >> 16) % (sizeof alphabet - 1)];
		}
		char *whole = read_in_chunks(table, length, ',', length);
		for (size_t chunk = 1; chunk < length; chunk++) {
			char *found = read_in_chunks(table, length, ',', chunk);

			cr_assert_str_eq(found, whole);
			free(found);
		}
		free(whole);
	}
}
