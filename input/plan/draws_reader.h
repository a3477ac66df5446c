/* draws.csv of risk: what each draw came to. */
#ifndef INPUT_PLAN_DRAWS_READER_H
#define INPUT_PLAN_DRAWS_READER_H

#include <stdbool.h>

#include "input/text/file.h"
#include "input/table/table.h"
#include "planner/base/error.h"
#include "planner/figures/tally.h"

/* The rows and the text that they borrow. */
struct draws {
	struct tally_row *rows;
	size_t count;
	struct table_names names;
};

/* Reads bytes, which it takes over, as draws.csv; the caller frees draws (also after false). False, with errors in the
 * log, where they are no such table, or a draw is there twice or not whole. */
bool draws_reader_read(struct draws *draws, struct file_bytes bytes, struct error_log *log);

void draws_reader_free(struct draws *draws);

#endif
