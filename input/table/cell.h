/* One cell of a row, by its kind, to the member that takes it. */
#ifndef INPUT_TABLE_CELL_H
#define INPUT_TABLE_CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "input/text/field.h"
#include "planner/region/schema.h"
#include "input/table/table.h"

enum cell_result {
	CELL_GOOD,
	CELL_DROP,  /* names somebody unknown: the row drops out without a word */
	CELL_BAD,   /* cannot be: message tells */
	CELL_WARNED /* good, but message is a warning */
};

#define CELL_MESSAGE_SIZE 512

/* Stores the value of the cell in the row, or what an empty cell means. A key is only looked at here: cell_add_key. */
enum cell_result cell_read(char *row, const struct schema_column *column, struct field_text text,
			   const struct table_context *context, char message[CELL_MESSAGE_SIZE]);

/* Gives the key of a row its index, which is that of the row. CELL_BAD if it is there already; *index is its row. */
enum cell_result cell_add_key(char *row, const struct schema_column *column, struct field_text text,
			      struct table_names *names, int32_t *index);

#endif
