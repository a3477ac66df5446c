#include "input/text/csv_reader.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"

/* libcsv keeps positions to itself: it is fed byte by byte, so that where it calls back is where we are. */
struct csv_reader {
	struct csv_parser parser;
	struct csv_handler handler;
	char delimiter;
	uint32_t line, column; /* of the byte that is next */
	uint32_t row_line, cell_line, cell_column;
	bool row_begun, cell_begun;
	bool returned; /* the last row ended in CR: LF must follow */
	bool skipping; /* after a fault, up to the end of the line */
	bool ended;
	uint32_t row_bytes, cell_bytes; /* as they stand in the table */
	uint32_t row_count;             /* the heading included */
	char *text;                     /* cells of the row, each with a zero byte */
	size_t text_length, text_capacity;
	struct csv_cell *cells;
	size_t cell_count, cell_capacity;
};

static void *resize_buffer(void *buffer, size_t size)
{
	return memory_resize(buffer, size, 1);
}

static void start_parser(struct csv_reader *reader)
{
	/* Without both options a stray quote silently swallows the rest of the table. */
	if (csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		abort(); /* only fails for a null pointer */
	csv_set_delim(&reader->parser, (unsigned char)reader->delimiter);
	/* Otherwise memory that runs out would look like a fault of the table. */
	csv_set_realloc_func(&reader->parser, resize_buffer);
}

struct csv_reader *csv_reader_open(char delimiter, uint32_t first_line, struct csv_handler handler)
{
	struct csv_reader *reader = memory_allocate(1, sizeof *reader);

	reader->handler = handler;
	reader->line = first_line;
	reader->column = 1;
	reader->delimiter = delimiter;
	start_parser(reader);
	return reader;
}

static void forget_row(struct csv_reader *reader)
{
	reader->row_begun = reader->cell_begun = false;
	reader->row_bytes = reader->cell_bytes = 0;
	reader->text_length = reader->cell_count = 0;
}

static void report(struct csv_reader *reader, enum csv_fault fault, uint32_t line, uint32_t column)
{
	reader->handler.take_fault(reader->handler.context, fault, line, column);
}

static void end_reading(struct csv_reader *reader, enum csv_fault fault, uint32_t line, uint32_t column)
{
	if (!reader->ended)
		report(reader, fault, line, column);
	reader->ended = true;
}

static void begin_cell(struct csv_reader *reader)
{
	if (!reader->row_begun)
		reader->row_line = reader->line;
	reader->row_begun = reader->cell_begun = true;
	reader->cell_line = reader->line;
	reader->cell_column = reader->column;
}

static void take_cell(void *text, size_t length, void *context)
{
	struct csv_reader *reader = context;

	if (reader->ended)
		return;
	if (!reader->cell_begun)
		begin_cell(reader); /* an empty cell at the end of the table */
	if (length > CSV_FIELD_BYTES_MAX) {
		end_reading(reader, CSV_LONG_FIELD, reader->cell_line, reader->cell_column);
		return;
	}
	size_t needed = reader->text_length + length + 1;
	if (needed > reader->text_capacity) {
		reader->text_capacity = 2 * needed;
		reader->text = memory_resize(reader->text, reader->text_capacity, 1);
	}
	if (length > 0)
		memcpy(reader->text + reader->text_length, text, length);
	reader->text[needed - 1] = '\0';
	memory_grow(reader->cells, reader->cell_count, reader->cell_capacity);
	reader->cells[reader->cell_count++] =
		(struct csv_cell){.length = (uint32_t)length, .line = reader->cell_line, .column = reader->cell_column};
	reader->text_length = needed;
	reader->cell_begun = false;
	reader->cell_bytes = 0;
}

static void take_row(int terminator, void *context)
{
	struct csv_reader *reader = context;
	size_t offset = 0;

	if (reader->ended)
		return;
	if (++reader->row_count > CSV_ROWS_MAX + 1) {
		end_reading(reader, CSV_MANY_ROWS, reader->row_line, 1);
		return;
	}
	/* Only now: the text may have moved while it grew. */
	for (size_t i = 0; i < reader->cell_count; i++) {
		reader->cells[i].text = reader->text + offset;
		offset += reader->cells[i].length + 1;
	}
	struct csv_row row = {reader->row_line, reader->cells, reader->cell_count};
	if (!reader->handler.take_row(reader->handler.context, &row))
		reader->ended = true;
	forget_row(reader);
	reader->returned = terminator == CSV_CR;
}

/* The row is lost; the next line is read as if nothing had been. */
static void skip_line(struct csv_reader *reader, enum csv_fault fault, uint32_t line, uint32_t column)
{
	report(reader, fault, line, column);
	csv_free(&reader->parser); /* not csv_fini, which would still emit half a row */
	start_parser(reader);
	forget_row(reader);
	reader->returned = false;
	reader->skipping = true;
}

static bool exceeds_limit(struct csv_reader *reader)
{
	/* Quotes within a cell are doubled: its text is at least half of what stands in the table. */
	if (reader->cell_bytes > 2 * CSV_FIELD_BYTES_MAX + 2)
		end_reading(reader, CSV_LONG_FIELD, reader->cell_line, reader->cell_column);
	else if (reader->row_bytes > CSV_ROW_BYTES_MAX)
		end_reading(reader, CSV_LONG_ROW, reader->row_line, 1);
	return reader->ended;
}

static void parse_byte(struct csv_reader *reader, char byte)
{
	bool line_end = byte == '\n' || byte == '\r', space = byte == ' ' || byte == '\t';
	bool delimits = byte == reader->delimiter;

	if (reader->returned && byte != '\n') {
		skip_line(reader, CSV_LONE_RETURN, reader->line, reader->column);
		return;
	}
	reader->returned = false;
	if (!reader->cell_begun && (line_end ? reader->row_begun : delimits || !space))
		begin_cell(reader);
	if (reader->cell_begun)
		reader->cell_bytes++;
	if (csv_parse(&reader->parser, &byte, 1, take_cell, take_row, reader) != 1)
		skip_line(reader, CSV_STRAY_QUOTE, reader->line, reader->column);
	else if (reader->row_begun && ++reader->row_bytes > 0)
		exceeds_limit(reader);
}

bool csv_reader_feed(struct csv_reader *reader, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length && !reader->ended; i++) {
		char byte = bytes[i];

		if (!reader->skipping)
			parse_byte(reader, byte);
		if (byte == '\n') {
			reader->skipping = false;
			reader->line++;
			reader->column = 1;
		} else if (((unsigned char)byte & 0xC0) != 0x80) {
			reader->column++;
		}
	}
	return !reader->ended;
}

void csv_reader_finish(struct csv_reader *reader)
{
	if (reader->ended || reader->skipping)
		return;
	if (csv_fini(&reader->parser, take_cell, take_row, reader) != 0)
		report(reader, CSV_OPEN_QUOTE, reader->cell_line, reader->cell_column);
	reader->ended = true;
}

void csv_reader_close(struct csv_reader *reader)
{
	if (reader == NULL)
		return;
	csv_free(&reader->parser);
	free(reader->text);
	free(reader->cells);
	free(reader);
}
