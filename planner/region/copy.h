/* A region to change: a copy of another that owns its rows, and the tables it would be in other circumstances.
 *
 * Names, and the lists of providers and insurers, are borrowed from the other region, which must live on; names of new
 * rows are the copy's own (region_copy_add_name). Rows come in the same order. What takes rows away keeps the others
 * in their order and every index valid.
 */
#ifndef PLANNER_REGION_COPY_H
#define PLANNER_REGION_COPY_H

#include <stdbool.h>

#include "planner/base/memory.h"
#include "planner/region/region.h"

/* The caller frees it with region_copy_free, not with region_free. */
void region_copy_make(struct region *copy, const struct region *region);

void region_copy_free(struct region *copy);

/* One more row of an array, to be filled: region_copy_add_row(&copy, pins, pin_count). */
#define region_copy_add_row(copy, array, count)                                                  \
	((copy)->array = memory_resize((copy)->array, (copy)->count + 1, sizeof *(copy)->array), \
	 &(copy)->array[(copy)->count++])

/* A copy of the text that lives as long as the copy. */
const char *region_copy_add_name(struct region *copy, const char *text);

/* Takes away the marked clients ([client]) with their deliveries and pins. */
void region_copy_remove_clients(struct region *copy, const bool *marked);

#endif
