/* One loop over any table: its schema tells what a row is.
 *
 * Life: {0}, table_read, then findings with table_find as long as it lives, table_free. Rows can be taken out
 * (table_take_rows), after which the table still knows its text.
 */
#ifndef INPUT_TABLE_TABLE_H
#define INPUT_TABLE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "input/text/dialect.h"
#include "input/text/file.h"
#include "input/table/name_table.h"
#include "planner/region/schema.h"
#include "input/text/source.h"
#include "planner/base/error.h"

#define TABLE_WHOLE_ROW (-1) /* as a column of a finding */

/* The names of all tables of a region. The index of a client or caregiver is that of her row. */
struct table_names {
	struct name_pool pool;
	struct name_table providers, insurers, labels, clients, caregivers;
};

void table_free_names(struct table_names *names);

/* What a table is read into, besides its rows. All borrowed. */
struct table_context {
	struct table_names *names;
	struct error_log *log;
	int32_t plan_date;      /* DAY_NONE: unknown, and dates are not held against it */
	int32_t unit_ticks;     /* demands that are no multiple of this are warned of; 0: not */
	bool clients_known;     /* the table of clients was read whole: who is not in it is unknown */
	bool caregivers_known;  /* the same of caregivers */
	bool drops_unknown;     /* rows of unknown clients and caregivers drop out without a word */
	bool adds_unknown;      /* unknown clients and caregivers are added to the names, behind those who are known */
	bool strangers;         /* who is unknown is a warning, and stored as none */
	const int32_t *skipped; /* lines whose rows are passed over, ascending */
	size_t skipped_count;
	bool guarded; /* written by kraamplan: cells that would be formulas have a guard (planner/base/formula.h) */
};

struct table_nameless {
	size_t cell;
	uint32_t line, column; /* of its place in the heading */
};

struct table {
	const struct schema *schema;
	struct table_context context;
	struct source source;
	struct dialect dialect;
	int32_t cells[SCHEMA_COLUMNS_MAX]; /* [column of the schema] the cell of a row, or -1 */
	bool dutch[SCHEMA_COLUMNS_MAX];    /* [column of the schema] the heading has its Dutch name */
	size_t heading_cells;
	uint32_t heading_line;
	struct table_nameless
		*nameless; /* owned: columns of the heading without a name, whose cells were empty so far */
	size_t nameless_count, nameless_capacity;
	char *rows; /* owned; row_count times schema->row_size bytes */
	size_t row_count, row_capacity;
	bool present; /* the file is there */
	bool whole;   /* it was read to its end and every row is in rows */
};

/* Reads the table of this schema at path and decodes it; hex (may be NULL) becomes the SHA-256 of its bytes. Findings
 * go to the log of the context. */
void table_read(struct table *table, const struct schema *schema, const char *path, const struct table_context *context,
		char hex[FILE_HEX_SIZE]);

/* The same for a file that was read, or not, with this result; the table takes over its bytes. */
void table_read_file(struct table *table, const struct schema *schema, enum file_result result, struct file_bytes bytes,
		     const struct table_context *context);

/* The same for bytes at hand, which the table takes over. */
void table_read_bytes(struct table *table, const struct schema *schema, struct file_bytes bytes,
		      const struct table_context *context);

/* Hands the rows over; the caller frees. */
void *table_take_rows(struct table *table, size_t *count);

/* Adds a finding at a cell of the row that starts on this line; the column's name goes before the text. */
void table_find(struct table *table, bool warning, int32_t line, int column, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

void table_free(struct table *table);

#endif
