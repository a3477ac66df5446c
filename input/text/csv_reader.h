/* Rows of a CSV table with the exact place of every cell. The only user of libcsv.
 *
 * Quoting is that of RFC 4180, strictly: a quote stands around a whole cell and is doubled within. Lines end in LF or
 * CRLF; blank lines are passed over. Spaces and tabs around a cell drop out. After a fault that ends with its line
 * reading goes on at the next line; after one that does not (a quote that is never closed, a limit) the rest of the
 * table is not read.
 */
#ifndef INPUT_TEXT_CSV_READER_H
#define INPUT_TEXT_CSV_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSV_ROWS_MAX 1000000 /* besides the heading */
#define CSV_ROW_BYTES_MAX (64 * 1024)
#define CSV_FIELD_BYTES_MAX (4 * 1024)

struct csv_cell {
	const char *text; /* ends in a zero byte, but may hold others */
	uint32_t length;
	uint32_t line;   /* where the cell starts: 1 is the first line */
	uint32_t column; /* in characters (UTF-8), 1 is the first */
};

struct csv_row {
	uint32_t line;                /* where it starts */
	const struct csv_cell *cells; /* valid until the handler returns */
	size_t cell_count;
};

enum csv_fault {
	CSV_STRAY_QUOTE, /* a quote within a cell that is not quoted, or text after a closing quote */
	CSV_OPEN_QUOTE,  /* the place of a quote that is never closed */
	CSV_LONE_RETURN, /* a line ends in CR alone */
	CSV_LONG_FIELD,  /* the place of a cell of more than CSV_FIELD_BYTES_MAX */
	CSV_LONG_ROW,    /* the place of a row of more than CSV_ROW_BYTES_MAX */
	CSV_MANY_ROWS    /* the place of a row beyond CSV_ROWS_MAX */
};

struct csv_handler {
	/* False ends the reading. */
	bool (*take_row)(void *context, const struct csv_row *row);
	void (*take_fault)(void *context, enum csv_fault fault, uint32_t line, uint32_t column);
	void *context;
};

struct csv_reader;

/* The caller closes it. first_line is the number of the line that the first byte stands on. */
struct csv_reader *csv_reader_open(char delimiter, uint32_t first_line, struct csv_handler handler);

/* Reads on; how the bytes are cut into pieces does not matter. False once nothing more will be read. */
bool csv_reader_feed(struct csv_reader *reader, const char *bytes, size_t length);

/* Takes the last row, if the table does not end in a line end. */
void csv_reader_finish(struct csv_reader *reader);

void csv_reader_close(struct csv_reader *reader);

#endif
