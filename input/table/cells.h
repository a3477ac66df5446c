/* A table as the texts of its cells, whatever they mean: to compare what a table says with what it should say. */
#ifndef INPUT_TABLE_CELLS_H
#define INPUT_TABLE_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "input/text/file.h"
#include "planner/base/error.h"

#define CELLS_COLUMNS_MOST 64 /* more than any table has */

struct cells {
	size_t row_count, column_count; /* without the heading; of the heading */
	char **texts;                   /* [row * column_count + column], the heading first; owned */
	uint32_t *lines;                /* [row] in the file, the heading first */
	size_t row_capacity;
};

/* Reads the bytes, which stay the caller's, as a table in any dialect; the caller frees. Missing cells are empty, cells
 * beyond the heading are left out. False, with errors in the log, where the bytes are no table or a citizen number
 * stands in it. name is what findings call it. */
bool cells_read(struct cells *cells, const struct file_bytes *bytes, const char *name, struct error_log *log);

/* The text of a cell; row 0 is the heading. */
const char *cells_text(const struct cells *cells, size_t row, size_t column);

/* The column of this heading, in any case, or -1. */
int cells_find_column(const struct cells *cells, const char *heading);

void cells_free(struct cells *cells);

#endif
