/* Rows of a region's tables that were left out of it, and are told of: they have an error, or are outlived pins. */
#ifndef PLANNER_REGION_SET_ASIDE_H
#define PLANNER_REGION_SET_ASIDE_H

#include <stdio.h>

#include "planner/region/region.h"

/* Adds a row to those that the region tells of, which stay sorted by file and line. file is borrowed; the texts are
 * copied. text: the row as it stands in its file, NULL where it must not be shown. */
void set_aside_add(struct region *region, const char *file, int32_t line, const char *text, const char *finding);

/* Tells each row with its finding, a line each; nothing where there are none. */
void set_aside_print(const struct region *region, FILE *stream);

#endif
