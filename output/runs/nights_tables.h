/* What the nights come to, as tables and in words. */
#ifndef OUTPUT_RUNS_NIGHTS_TABLES_H
#define OUTPUT_RUNS_NIGHTS_TABLES_H

#include "output/writer/csv_writer.h"
#include "output/writer/text.h"
#include "planner/figures/nights.h"
#include "planner/region/policy.h"

/* Of nights that are concluded: nights.csv and clients.csv; the caller frees. region: as its tables tell it after the
 * last day. */
void nights_tables_write_rows(struct csv_writer *writer, const struct nights *nights, const struct policy *policy,
			      bool dutch);
void nights_tables_write_clients(struct csv_writer *writer, const struct nights *nights, const struct region *region,
				 const struct policy *policy, bool dutch);

/* What a planner reads first. */
void nights_tables_describe(struct text *text, const struct nights *nights, const struct policy *policy);

#endif
