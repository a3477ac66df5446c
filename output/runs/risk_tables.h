/* The tables of risk. draws.csv is always written in the same dialect: parts of a run are put together from it. */
#ifndef OUTPUT_RUNS_RISK_TABLES_H
#define OUTPUT_RUNS_RISK_TABLES_H

#include <stdbool.h>
#include <stddef.h>

#include "output/writer/csv_writer.h"
#include "planner/figures/risk.h"
#include "planner/figures/tally.h"

/* draws.csv without rows, then rows of it: so draws can be added one after the other. The caller frees. */
void risk_tables_begin_draws(struct csv_writer *writer);
void risk_tables_add_draws(struct csv_writer *writer, const struct tally_row *rows, size_t count);

/* risk.csv and causes.csv; the caller frees. */
void risk_tables_write_risk(struct csv_writer *writer, const struct risk *risk, bool dutch);
void risk_tables_write_causes(struct csv_writer *writer, const struct risk *risk, bool dutch);

/* What a planner reads first. Adds to text. rosters_end: last day of availability, of planner/base/day.h. */
void risk_tables_describe(struct text *text, const struct risk *risk, int32_t rosters_end);

#endif
