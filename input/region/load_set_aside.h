/* Rows that are left out of a region because they have an error, so that the rest of it can be planned. */
#ifndef INPUT_REGION_LOAD_SET_ASIDE_H
#define INPUT_REGION_LOAD_SET_ASIDE_H

#include <stddef.h>
#include <stdint.h>

#include "planner/base/error.h"
#include "planner/region/region.h"
#include "planner/region/schema.h"

struct load_set_aside {
	int32_t *lines[SCHEMA_TABLE_COUNT]; /* ascending; owned */
	size_t counts[SCHEMA_TABLE_COUNT];
	struct region rows; /* nothing but what is told of them (planner/region/set_aside.h); owned */
};

enum load_found {
	LOAD_FOUND_NOTHING, /* no error is left */
	LOAD_FOUND_ROWS,    /* more rows are to be left out */
	LOAD_FOUND_TOO_MUCH /* an error that is not of such a row, or more of them than may be */
};

/* Adds the rows that errors in the log point to: of clients, availability, pins and absences, together at most so many.
 * Each row keeps its text and its first finding. The log has the errors of one reading without the rows so far. */
enum load_found load_set_aside_take(struct load_set_aside *aside, const struct error_log *log, size_t most);

/* Empties it. */
void load_set_aside_free(struct load_set_aside *aside);

#endif
