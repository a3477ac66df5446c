/* Any bytes as a table: through the reader in two ways that must agree, and through every schema.
 *
 * The first byte chooses how the bytes are cut.
 */
#include <stdint.h>
#include <string.h>

#include "input/text/csv_reader.h"
#include "input/table/table.h"
#include "planner/base/memory.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* A running sum of all that a reader says. */
struct said {
	uint64_t sum;
	uint32_t line, column; /* of the last cell: places only go forward */
};

static void add(struct said *said, uint64_t value)
{
	said->sum = (said->sum ^ value) * UINT64_C(0x100000001B3);
}

static bool take_row(void *context, const struct csv_row *row)
{
	struct said *said = context;

	require(row->cell_count > 0);
	add(said, row->line);
	for (size_t i = 0; i < row->cell_count; i++) {
		const struct csv_cell *cell = &row->cells[i];

		require(cell->line > said->line || (cell->line == said->line && cell->column > said->column));
		require(cell->text[cell->length] == '\0' && cell->length <= CSV_FIELD_BYTES_MAX);
		said->line = cell->line;
		said->column = cell->column;
		add(said, (uint64_t)cell->line << 32 | cell->column);
		for (uint32_t j = 0; j <= cell->length; j++)
			add(said, (unsigned char)cell->text[j]);
	}
	return true;
}

static void take_fault(void *context, enum csv_fault fault, uint32_t line, uint32_t column)
{
	struct said *said = context;

	require(line > 0 && column > 0);
	add(said, (uint64_t)fault << 60 ^ (uint64_t)line << 32 ^ column);
}

static uint64_t read_in_chunks(const char *bytes, size_t size, size_t chunk)
{
	struct said said = {0};
	struct csv_reader *reader = csv_reader_open(';', 1, (struct csv_handler){take_row, take_fault, &said});
	bool more = true;

	for (size_t start = 0; start < size && more; start += chunk)
		more = csv_reader_feed(reader, bytes + start, size - start < chunk ? size - start : chunk);
	if (more)
		csv_reader_finish(reader);
	csv_reader_close(reader);
	return said.sum;
}

/* Every line of every row that was taken can be found again. */
static void find_rows(struct table *table)
{
	for (size_t i = 0; i < table->row_count && i < 20; i++) {
		int32_t line;

		memcpy(&line, table->rows + i * table->schema->row_size + table->schema->line_offset, sizeof line);
		require(line > 0);
		for (int column = TABLE_WHOLE_ROW; column < (int)table->schema->column_count; column++)
			table_find(table, true, line, column, "found");
	}
}

static void read_tables(const char *bytes, size_t size)
{
	struct table_names names = {0};
	struct error_log log = {0};
	struct table_context context = {&names, &log, .unit_ticks = 5000, .clients_known = true,
					.caregivers_known = true};

	for (int i = 0; i < SCHEMA_TABLE_COUNT; i++) {
		struct file_bytes copy = {memory_allocate(size + 1, 1), size};
		struct table table;
		size_t errors_before = log.error_count;

		memcpy(copy.bytes, bytes, size);
		table_read_bytes(&table, &schemas[i], copy, &context);
		require(table.whole == (log.error_count == errors_before));
		find_rows(&table);
		table_free(&table);
	}
	fuzz_print_findings(&log);
	error_free(&log);
	table_free_names(&names);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	if (size == 0)
		return 0;
	const char *text = (const char *)bytes + 1;
	require(read_in_chunks(text, size - 1, 1 + bytes[0]) == read_in_chunks(text, size - 1, size));
	read_tables(text, size - 1);
	return 0;
}
