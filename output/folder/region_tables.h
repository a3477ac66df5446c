/* A region and its policy as the folder of tables that they could have been read from.
 *
 * Read back (input/region/load.h) they give the equal problem: same rows in the same order, amounts exact, every
 * setting of the policy written out. Always in English form, whatever the dialect, so that the same region gives the
 * same bytes. Keys stand as they were read, without the guard that plans have against formulas: a region's tables know
 * none.
 */
#ifndef OUTPUT_FOLDER_REGION_TABLES_H
#define OUTPUT_FOLDER_REGION_TABLES_H

#include <stdbool.h>
#include <stddef.h>

#include "planner/region/schema.h"
#include "output/writer/text.h"
#include "planner/base/error.h"
#include "planner/region/policy.h"
#include "planner/region/region.h"

#define REGION_TABLES_POLICY "policy.ini"
#define REGION_TABLES_MOST (SCHEMA_TABLE_COUNT + 1)

struct region_table {
	const char *name;
	struct text text;
};

struct region_tables {
	struct region_table files[REGION_TABLES_MOST];
	size_t count;
};

/* Fills the files, which the caller frees. */
void region_tables_make(struct region_tables *tables, const struct region *region, const struct policy *policy);

/* Writes them as a folder to a place where nothing stands. */
bool region_tables_write(const struct region_tables *tables, const char *place, struct error_log *log);

void region_tables_free(struct region_tables *tables);

#endif
