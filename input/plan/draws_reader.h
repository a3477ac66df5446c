/* draws.csv of risk, what each draw came to, row by row: it may be of any length, and takes no memory with it.
 *
 * It is read as it was written, in one form only: columns in their order (planner/figures/draws_columns.h), commas, LF,
 * no number in any other spelling. So a line can be passed on as it stands. Rows of one draw stand together, each place
 * and caregiver once and in their order, and end with its own, which is the sum of its areas; draws ascend.
 */
#ifndef INPUT_PLAN_DRAWS_READER_H
#define INPUT_PLAN_DRAWS_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "input/text/field.h"
#include "planner/base/error.h"
#include "planner/figures/tally.h"

enum draws_result {
	DRAWS_ROW,
	DRAWS_END,        /* after the last row of a draw, or of a table without any */
	DRAWS_BROKEN_OFF, /* the end, in a row or in a draw */
	DRAWS_BAD         /* no such table, or it could not be read: the log tells */
};

/* What the areas of a draw come to. */
struct draws_sum {
	int64_t clients, below_minimum, below_rostered, minimum_short_ticks, short_ticks;
};

struct draws_reader {
	/* Of the row that was read last; borrowed until the next one is read. */
	struct tally_row row;
	const char *line; /* with its LF; no zero byte follows */
	size_t line_size;
	uint64_t offset; /* in the file, of what follows the line */
	/* The reader's own. */
	const char *path;
	struct error_log *log;
	char *buffer, *cells;
	size_t begin, end; /* what is in the buffer and not yet read */
	dev_t device;      /* of the file, to know it again */
	ino_t inode;
	uint32_t line_number;
	struct tally_row before; /* the last row, without its key */
	char key[FIELD_KEY_BYTES_MAX + 1];
	struct draws_sum areas; /* of this draw */
	int32_t draw;           /* of the last row; 0: none yet */
	bool whole;             /* the last draw has ended */
};

/* Begins with its heading. path and log are borrowed, also by findings of the log. The caller closes it, also
 * after false: the log tells why. */
bool draws_reader_open(struct draws_reader *reader, const char *path, struct error_log *log);

enum draws_result draws_reader_next(struct draws_reader *reader);

/* May be called on {0}, and twice. */
void draws_reader_close(struct draws_reader *reader);

#endif
