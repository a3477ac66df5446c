#include "input/table/cells.h"

#include <stdlib.h>
#include <string.h>

#include "input/text/bsn.h"
#include "input/text/csv_reader.h"
#include "input/text/dialect.h"
#include "input/text/field.h"
#include "planner/base/memory.h"

struct reading {
	struct cells *cells;
	const char *name;
	struct error_log *log;
	bool whole;
};

static bool find_bsn(const struct reading *reading, const struct csv_row *row)
{
	bool found = false;

	for (size_t i = 0; i < row->cell_count; i++)
		if (bsn_stands_in((struct field_text){row->cells[i].text, row->cells[i].length})) {
			error_find(reading->log, false, reading->name, row->cells[i].line, row->cells[i].column, NULL,
				   BSN_REFUSAL);
			found = true;
		}
	return found;
}

static bool take_row(void *context, const struct csv_row *row)
{
	struct reading *reading = context;
	struct cells *cells = reading->cells;

	if (cells->lines == NULL)
		cells->column_count = row->cell_count;
	if (cells->column_count > CELLS_COLUMNS_MOST) {
		error_find(reading->log, false, reading->name, row->line, 0, NULL, "more than %d columns",
			   CELLS_COLUMNS_MOST);
		return reading->whole = false;
	}
	if (cells->row_count == cells->row_capacity) {
		cells->row_capacity = cells->row_capacity != 0 ? 2 * cells->row_capacity : 64;
		cells->texts =
			memory_resize(cells->texts, cells->row_capacity * cells->column_count, sizeof *cells->texts);
		cells->lines = memory_resize(cells->lines, cells->row_capacity, sizeof *cells->lines);
	}
	reading->whole &= !find_bsn(reading, row);
	for (size_t i = 0; i < cells->column_count; i++) {
		const char *text = i < row->cell_count ? row->cells[i].text : "";
		cells->texts[cells->row_count * cells->column_count + i] = memory_copy_text(text);
	}
	cells->lines[cells->row_count++] = row->line;
	return true;
}

static void take_fault(void *context, enum csv_fault fault, uint32_t line, uint32_t column)
{
	struct reading *reading = context;

	(void)fault;
	error_find(reading->log, false, reading->name, line, column, NULL, "this line is no row of a table");
	reading->whole = false;
}

bool cells_read(struct cells *cells, const struct file_bytes *bytes, const char *name, struct error_log *log)
{
	struct reading reading = {.cells = cells, .name = name, .log = log, .whole = true};
	struct csv_handler handler = {take_row, take_fault, &reading};
	struct file_bytes text = file_copy(bytes);
	struct dialect dialect;

	*cells = (struct cells){0};
	if (!dialect_decode(&text, name, log) || !dialect_detect(&dialect, &text, name, log)) {
		file_free(&text);
		return false;
	}
	struct csv_reader *reader = csv_reader_open(dialect.delimiter, dialect.first_line, handler);

	if (csv_reader_feed(reader, text.bytes + dialect.start, text.length - dialect.start))
		csv_reader_finish(reader);
	csv_reader_close(reader);
	file_free(&text);
	if (cells->lines == NULL && reading.whole) {
		error_find(log, false, name, 0, 0, NULL, "empty: not even the names of its columns");
		return false;
	}
	if (cells->lines == NULL)
		return false;
	cells->row_count--; /* the heading is row 0 */
	return reading.whole;
}

const char *cells_text(const struct cells *cells, size_t row, size_t column)
{
	return cells->texts[row * cells->column_count + column];
}

int cells_find_column(const struct cells *cells, const char *heading)
{
	for (size_t i = 0; i < cells->column_count; i++)
		if (field_is_word((struct field_text){cells_text(cells, 0, i), strlen(cells_text(cells, 0, i))},
				  heading))
			return (int)i;
	return -1;
}

void cells_free(struct cells *cells)
{
	size_t count = cells->lines != NULL ? (cells->row_count + 1) * cells->column_count : 0;

	for (size_t i = 0; i < count; i++)
		free(cells->texts[i]);
	free(cells->texts);
	free(cells->lines);
	*cells = (struct cells){0};
}
