/* The tables of a plan: visits.csv, allocations.csv, caregivers.csv, bottlenecks.csv and set_aside.csv. Each fills a
 * writer that the caller frees. */
#ifndef OUTPUT_PLAN_PLAN_TABLES_H
#define OUTPUT_PLAN_PLAN_TABLES_H

#include <stdbool.h>

#include "output/writer/csv_writer.h"
#include "planner/figures/outcome.h"

void plan_tables_write_visits(struct csv_writer *writer, const struct outcome *outcome, bool dutch);

/* One row per client, in the order of clients.csv. Who is not to plan has no shortages: those cells are empty. */
void plan_tables_write_allocations(struct csv_writer *writer, const struct outcome *outcome, bool dutch);

/* One row per caregiver and day with hours, in the order of their keys. */
void plan_tables_write_caregivers(struct csv_writer *writer, const struct outcome *outcome, bool dutch);

void plan_tables_write_bottlenecks(struct csv_writer *writer, const struct outcome *outcome, bool dutch);

/* What the plan changes of the previous one, by date and client. */
void plan_tables_write_changes(struct csv_writer *writer, const struct outcome *outcome, bool dutch);

/* The rows of the tables that were left out, as they stand there. */
void plan_tables_write_set_aside(struct csv_writer *writer, const struct outcome *outcome, bool dutch);

#define PLAN_ROW_SIZE 48

/* The row of a table that a change comes from: "absences.csv:3", "clients.csv" where there is no row, or "". */
void plan_name_row(char name[PLAN_ROW_SIZE], const struct change *change);

#define PLAN_BOTTLENECK_SIZE 32

/* How tables and summary call a bottleneck: its reason and its number, as in capacity-3. */
void plan_name_bottleneck(char name[PLAN_BOTTLENECK_SIZE], const struct bottleneck *bottleneck, bool dutch);

#endif
