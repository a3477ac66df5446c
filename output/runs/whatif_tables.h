/* The tables that compare scenarios: a row of values for each, and one of differences from base. */
#ifndef OUTPUT_RUNS_WHATIF_TABLES_H
#define OUTPUT_RUNS_WHATIF_TABLES_H

#include <stdbool.h>

#include "output/writer/csv_writer.h"
#include "planner/figures/whatif_changes.h"
#include "planner/figures/whatif_figures.h"

struct whatif_tables {
	struct csv_writer comparison, weeks, areas, insurers, changes;
};

/* Empty tables with their headings; the caller frees. */
void whatif_tables_begin(struct whatif_tables *tables, bool dutch);

/* Adds a scenario. base is NULL for base itself, which has no differences. */
void whatif_tables_add(struct whatif_tables *tables, const char *name, const struct whatif_figures *figures,
		       const struct whatif_figures *base);

void whatif_tables_add_changes(struct whatif_tables *tables, const char *name, const struct whatif_change *changes,
			       size_t count);

void whatif_tables_free(struct whatif_tables *tables);

#endif
