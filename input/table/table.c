#include "input/table/table.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/table/cell.h"
#include "input/text/csv_reader.h"
#include "input/text/bsn.h"
#include "input/text/field.h"
#include "planner/base/memory.h"

#define ABSENT (-1) /* no cell for a column */

void table_free_names(struct table_names *names)
{
	name_table_free(&names->providers);
	name_table_free(&names->insurers);
	name_table_free(&names->labels);
	name_table_free(&names->clients);
	name_table_free(&names->caregivers);
	name_pool_free(&names->pool);
}

static const char *get_column_name(const struct table *table, int column)
{
	const struct schema_column *columns = table->schema->columns;

	return table->dutch[column] ? columns[column].dutch : columns[column].name;
}

/* Adds a finding at a cell and shows it under this name: what else stands in the row is of no concern to who reads
 * messages, journals and mails. */
__attribute__((format(printf, 5, 6))) static void find_cell(struct table *table, bool warning,
							    const struct csv_cell *cell, const char *name,
							    const char *format, ...)
{
	struct source_cell place = {cell->line, cell->column, name, field_trim(cell->text, cell->length),
				    table->dialect.delimiter};
	va_list values;

	va_start(values, format);
	source_find_cell(&table->source, warning, &place, format, values);
	va_end(values);
}

/* The same at a place of which nothing is shown; column 0 is the row as a whole. */
__attribute__((format(printf, 5, 6))) static void find_place(struct table *table, bool warning, uint32_t line,
							     uint32_t column, const char *format, ...)
{
	struct source_cell place = {.line = line, .column = column, .delimiter = table->dialect.delimiter};
	va_list values;

	va_start(values, format);
	source_find_cell(&table->source, warning, &place, format, values);
	va_end(values);
}

/* What a cell is called whose column the schema does not know. */
struct number_name {
	char text[32];
};

static struct number_name name_by_number(size_t index)
{
	struct number_name name;

	snprintf(name.text, sizeof name.text, "column %zu", index + 1);
	return name;
}

/* A row is skipped if any of its lines is: a finding may point to a cell that begins further down. */
static bool is_skipped(const struct table *table, uint32_t first, uint32_t last)
{
	size_t low = 0, high = table->context.skipped_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if ((uint32_t)table->context.skipped[middle] < first)
			low = middle + 1;
		else
			high = middle;
	}
	return low < table->context.skipped_count && (uint32_t)table->context.skipped[low] <= last;
}

static void take_fault(void *context, enum csv_fault fault, uint32_t line, uint32_t column)
{
	static const char *const texts[] = {
		[CSV_STRAY_QUOTE] =
			"a quote stands around a whole cell and is doubled within it; this line is passed over",
		[CSV_OPEN_QUOTE] = "this quote is never closed",
		[CSV_LONE_RETURN] = "the line before ends in CR alone: lines must end in LF or CRLF",
		[CSV_LONG_FIELD] = "a cell of more than 4 KiB (is a quote not closed?); not read beyond it",
		[CSV_LONG_ROW] = "a row of more than 64 KiB; not read beyond it",
		[CSV_MANY_ROWS] = "more than 1,000,000 rows; not read beyond them",
	};
	struct table *table = context;

	if (fault == CSV_STRAY_QUOTE && is_skipped(table, line, line))
		return;
	table->whole = false;
	find_place(table, false, line, column, "%s", texts[fault]);
}

/* A long number that we wrote ourselves. */
static bool is_computed(const struct table *table, struct field_text text)
{
	return table->schema->computed && field_is_code(text, text.length);
}

/* No cell may hold a citizen number, whatever its column. */
static bool has_bsn(struct table *table, const struct csv_row *row)
{
	bool found = false;

	for (size_t i = 0; i < row->cell_count; i++) {
		const struct csv_cell *cell = &row->cells[i];
		struct field_text text = field_trim(cell->text, cell->length);

		if (!is_computed(table, text) && bsn_stands_in(text)) {
			error_find(table->context.log, false, table->source.name, cell->line, cell->column, NULL,
				   BSN_REFUSAL);
			found = true;
		}
	}
	return found;
}

static int find_column(const struct schema *schema, struct field_text text, bool *dutch)
{
	for (size_t i = 0; i < schema->column_count; i++) {
		*dutch = !field_is_name(text, schema->columns[i].name);
		if (!*dutch || field_is_name(text, schema->columns[i].dutch))
			return (int)i;
	}
	return ABSENT;
}

static void take_column_name(struct table *table, const struct csv_cell *cell, int32_t index)
{
	struct field_text text = field_trim(cell->text, cell->length);
	char quoted[FIELD_QUOTE_SIZE];
	bool dutch;
	int column = find_column(table->schema, text, &dutch);

	if (text.length == 0 && !table->schema->partial) {
		memory_grow(table->nameless, table->nameless_count, table->nameless_capacity);
		table->nameless[table->nameless_count++] =
			(struct table_nameless){(size_t)index, cell->line, cell->column};
	}
	if (column == ABSENT) {
		field_quote(quoted, text);
		if (text.length > 0 && !table->schema->partial)
			find_cell(table, true, cell, name_by_number((size_t)index).text,
				  "the column %s is not known and is ignored", quoted);
	} else if (table->cells[column] != ABSENT) {
		find_cell(table, false, cell, name_by_number((size_t)index).text, "the column %s is there twice",
			  table->schema->columns[column].name);
		table->whole = false;
	} else {
		table->cells[column] = index;
		table->dutch[column] = dutch;
	}
}

static bool take_heading(struct table *table, const struct csv_row *row)
{
	const struct schema *schema = table->schema;
	bool complete = !has_bsn(table, row);

	for (size_t i = 0; i < row->cell_count; i++)
		take_column_name(table, &row->cells[i], (int32_t)i);
	table->heading_cells = row->cell_count;
	table->heading_line = row->line;
	for (size_t i = 0; i < schema->column_count; i++)
		if (schema->columns[i].required && table->cells[i] == ABSENT) {
			find_place(table, false, row->line, 0, "the column %s (%s) is missing", schema->columns[i].name,
				   schema->columns[i].dutch);
			complete = false;
		}
	table->whole = table->whole && complete;
	return complete;
}

static bool is_empty(const struct csv_cell *cell)
{
	return field_trim(cell->text, cell->length).length == 0;
}

/* A column without a name is ignored; where its cells hold something, its name has been lost. Told once a column. */
static void check_nameless(struct table *table, const struct csv_row *row)
{
	for (size_t i = 0; i < table->nameless_count; i++) {
		const struct table_nameless nameless = table->nameless[i];
		if (nameless.cell >= row->cell_count || is_empty(&row->cells[nameless.cell]))
			continue;
		find_place(table, true, nameless.line, nameless.column,
			   "column %zu has no name, but its cells hold something: it is ignored", nameless.cell + 1);
		table->nameless[i--] = table->nameless[--table->nameless_count];
	}
}

/* More cells than columns: a decimal comma between commas, mostly. */
static bool has_right_length(struct table *table, const struct csv_row *row)
{
	for (size_t i = table->heading_cells; i < row->cell_count; i++)
		if (!is_empty(&row->cells[i])) {
			find_cell(table, false, &row->cells[i], name_by_number(i).text,
				  "cell %zu, but the heading has %zu columns%s", i + 1, table->heading_cells,
				  table->dialect.delimiter == ',' ? " (is a decimal comma not quoted?)" : "");
			return false;
		}
	if (row->cell_count < table->heading_cells)
		find_place(table, true, row->line, 0,
			   "%zu cells, but the heading has %zu columns: the last ones count as empty", row->cell_count,
			   table->heading_cells);
	return true;
}

/* The cell of a column; where the row is too short, an empty one at its end. */
static struct csv_cell get_cell(const struct table *table, const struct csv_row *row, size_t column)
{
	int32_t cell = table->cells[column];

	if (cell != ABSENT && (size_t)cell < row->cell_count)
		return row->cells[cell];
	return (struct csv_cell){.text = "", .line = row->line};
}

static int32_t get_row_line(const struct table *table, int32_t index)
{
	int32_t line;

	memcpy(&line, table->rows + (size_t)index * table->schema->row_size + table->schema->line_offset, sizeof line);
	return line;
}

static void append_row(struct table *table, const char *row)
{
	size_t size = table->schema->row_size;

	if (table->row_count == table->row_capacity) {
		table->row_capacity = table->row_capacity > 0 ? 2 * table->row_capacity : 16;
		table->rows = memory_resize(table->rows, table->row_capacity, size);
	}
	memcpy(table->rows + table->row_count++ * size, row, size);
}

/* The first column is the key, whose index must be that of the row: a row with a new key stays, however bad it is. */
static bool take_key(struct table *table, char *row, const struct csv_cell *cell)
{
	int32_t first;
	struct field_text text = field_trim(cell->text, cell->length);

	if (cell_add_key(row, &table->schema->columns[0], text, table->context.names, &first) == CELL_GOOD)
		return true;
	find_cell(table, false, cell, get_column_name(table, 0), "%s: %s is there already, on line %d",
		  get_column_name(table, 0),
		  table->schema->columns[0].kind == SCHEMA_CLIENT_KEY ? "this client" : "this caregiver",
		  (int)get_row_line(table, first));
	return false;
}

/* Reads the cells into the row; false if the row cannot stay. */
static bool read_cells(struct table *table, const struct csv_row *cells, char *row)
{
	char message[CELL_MESSAGE_SIZE];
	bool good = true, keyed = false;

	for (size_t i = 0; i < table->schema->column_count; i++) {
		struct csv_cell cell = get_cell(table, cells, i);
		enum cell_result result = cell_read(row, &table->schema->columns[i], field_trim(cell.text, cell.length),
						    &table->context, message);

		if (result == CELL_BAD || result == CELL_WARNED)
			find_cell(table, result == CELL_WARNED, &cell, get_column_name(table, (int)i), "%s: %s",
				  get_column_name(table, (int)i), message);
		if (i == 0 && table->schema->keyed && result == CELL_GOOD)
			keyed = take_key(table, row, &cell);
		good = good && result != CELL_BAD && result != CELL_DROP;
	}
	if (!good || (table->schema->keyed && !keyed))
		table->whole = table->whole && table->context.drops_unknown;
	return table->schema->keyed ? keyed : good;
}

static bool take_row(void *context, const struct csv_row *cells)
{
	struct table *table = context;
	_Alignas(max_align_t) char row[SCHEMA_ROW_BYTES_MAX] = {0};
	int32_t line = (int32_t)cells->line;
	size_t filled = 0;

	if (table->heading_cells == 0)
		return take_heading(table, cells);
	if (is_skipped(table, cells->line, cells->cells[cells->cell_count - 1].line))
		return true;
	while (filled < cells->cell_count && is_empty(&cells->cells[filled]))
		filled++;
	if (filled == cells->cell_count) /* spreadsheets leave such rows behind */
		return true;
	check_nameless(table, cells);
	bool refused = has_bsn(table, cells);
	if (refused || !has_right_length(table, cells)) {
		table->whole = false;
		return true;
	}
	memcpy(row + table->schema->line_offset, &line, sizeof line);
	if (read_cells(table, cells, row))
		append_row(table, row);
	return true;
}

static void parse(struct table *table)
{
	struct csv_handler handler = {take_row, take_fault, table};
	size_t start = table->dialect.start;
	struct csv_reader *reader = csv_reader_open(table->dialect.delimiter, table->dialect.first_line, handler);

	if (csv_reader_feed(reader, table->source.text.bytes + start, table->source.text.length - start))
		csv_reader_finish(reader);
	csv_reader_close(reader);
	if (table->heading_cells == 0 && table->whole) {
		table->whole = false;
		error_find(table->context.log, false, table->source.name, 0, 0, NULL,
			   "empty: not even the names of its columns");
	}
}

static void start(struct table *table, const struct schema *schema, const struct table_context *context)
{
	*table = (struct table){.schema = schema, .context = *context};
	table->context.strangers = schema->strangers;
	table->source.name = schema->file;
	table->source.log = context->log;
	for (size_t i = 0; i < SCHEMA_COLUMNS_MAX; i++)
		table->cells[i] = ABSENT;
}

void table_read_bytes(struct table *table, const struct schema *schema, struct file_bytes bytes,
		      const struct table_context *context)
{
	start(table, schema, context);
	table->source.text = bytes;
	table->present = true;
	table->whole = dialect_decode(&table->source.text, table->source.name, context->log) &&
		       dialect_detect(&table->dialect, &table->source.text, table->source.name, context->log);
	if (table->whole)
		parse(table);
}

void table_read_file(struct table *table, const struct schema *schema, enum file_result result, struct file_bytes bytes,
		     const struct table_context *context)
{
	if (result == FILE_READ) {
		table_read_bytes(table, schema, bytes, context);
		return;
	}
	start(table, schema, context);
	if (result != FILE_ABSENT)
		return;
	table->whole = !schema->required;
	if (schema->required)
		error_find(context->log, false, schema->file, 0, 0, NULL, "the table is not there");
}

void table_read(struct table *table, const struct schema *schema, const char *path, const struct table_context *context,
		char hex[FILE_HEX_SIZE])
{
	struct file_bytes bytes;
	enum file_result result = file_read(&bytes, path, FILE_TABLE_BYTES_MAX, schema->file, context->log);

	if (result == FILE_READ && hex != NULL)
		file_digest(hex, &bytes);
	table_read_file(table, schema, result, bytes, context);
}

void *table_take_rows(struct table *table, size_t *count)
{
	char *rows = table->rows;

	*count = table->row_count;
	table->rows = NULL;
	table->row_count = table->row_capacity = 0;
	return rows;
}

/* What is looked for in one row. */
struct sought {
	int32_t cell;
	struct csv_cell found;
	char *text; /* of the cell; owned */
};

static bool seek_cell(void *context, const struct csv_row *row)
{
	struct sought *sought = context;

	if (sought->cell >= 0 && (size_t)sought->cell < row->cell_count) {
		sought->found = row->cells[sought->cell];
		sought->found.text = sought->text = memory_copy_text(sought->found.text);
	}
	return false;
}

static void ignore_fault(void *context, enum csv_fault fault, uint32_t line, uint32_t column)
{
	(void)context, (void)fault, (void)line, (void)column;
}

/* The place of a cell is not kept for every row: the row is read once more. */
static struct sought seek(struct table *table, int32_t line, int column)
{
	struct sought sought = {.cell = column < 0 ? ABSENT : table->cells[column],
				.found = {.text = "", .line = (uint32_t)line}};
	struct csv_handler handler = {seek_cell, ignore_fault, &sought};
	struct field_text text = source_get_line(&table->source, (uint32_t)line);
	const char *end = table->source.text.bytes + table->source.text.length;

	if (sought.cell == ABSENT)
		return sought;
	struct csv_reader *reader = csv_reader_open(table->dialect.delimiter, (uint32_t)line, handler);
	if (csv_reader_feed(reader, text.bytes, (size_t)(end - text.bytes)))
		csv_reader_finish(reader);
	csv_reader_close(reader);
	return sought;
}

void table_find(struct table *table, bool warning, int32_t line, int column, const char *format, ...)
{
	struct sought sought = seek(table, line, column);
	char text[1024];
	va_list values;

	va_start(values, format);
	vsnprintf(text, sizeof text, format, values);
	va_end(values);
	if (column < 0)
		find_place(table, warning, sought.found.line, sought.found.column, "%s", text);
	else
		find_cell(table, warning, &sought.found, get_column_name(table, column), "%s: %s",
			  get_column_name(table, column), text);
	free(sought.text);
}

void table_free(struct table *table)
{
	source_free(&table->source);
	free(table->rows);
	free(table->nameless);
	*table = (struct table){0};
}
