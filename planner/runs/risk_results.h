/* Writes what risk has found: a part, or the whole. Shared by `risk` and `merge`, so that both write the same bytes. */
#ifndef PLANNER_RUNS_RISK_RESULTS_H
#define PLANNER_RUNS_RISK_RESULTS_H

#include "output/runs/risk_json.h"
#include "planner/base/error.h"
#include "planner/command/options.h"
#include "planner/figures/tally.h"

/* Whole: with figures and tables, shown on the terminal unless quiet. rows are those of all its draws. */
bool risk_write_whole(const struct options *options, const struct risk_json_part *part, const struct tally_row *rows,
		      size_t count, struct error_log *log);

/* A part: its risk.json as given, and draws.csv. */
bool risk_write_part(const struct options *options, const char *run, const struct tally_row *rows, size_t count,
		     struct error_log *log);

#endif
