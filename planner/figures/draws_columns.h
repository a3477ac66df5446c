/* The columns of draws.csv of risk, which holds rows of tally.h: one list for who writes and who reads it. Always in
 * English form: runs go on from it, and parts of a run are put together from it. */
#ifndef PLANNER_FIGURES_DRAWS_COLUMNS_H
#define PLANNER_FIGURES_DRAWS_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "planner/figures/tally.h"

/* What stands in a column, and the type of the member that takes it. */
enum draws_kind {
	DRAWS_COUNT, /* int32_t; an empty cell: 0 */
	DRAWS_WORD,  /* enum tally_kind: a word of draws_words */
	DRAWS_DAY,   /* int32_t: a day of planner/base/day.h; an empty cell: DAY_NONE */
	DRAWS_KEY,   /* const char *; an empty cell: "" */
	DRAWS_HOURS  /* int64_t: ticks of whole quarters of an hour */
};

struct draws_column {
	const char *name;
	enum draws_kind kind;
	bool may_be_empty;
	size_t offset; /* of the member in struct tally_row */
};

#define DRAWS_COLUMN_COUNT 11

extern const struct draws_column draws_columns[DRAWS_COLUMN_COUNT];

/* [enum tally_kind] */
extern const char *const draws_words[TALLY_KIND_COUNT];

#endif
