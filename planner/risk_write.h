/* Writes what risk has found: a part, or the whole. Shared by `risk` and `merge`, so that both write the same bytes. */
#ifndef PLANNER_RISK_WRITE_H
#define PLANNER_RISK_WRITE_H

#include "output/risk_json.h"
#include "planner/error.h"
#include "planner/options.h"
#include "planner/tally.h"

/* Whole: with figures and tables, shown on the terminal unless quiet. rows are those of all its draws. */
bool risk_write_whole(const struct options *options, const struct risk_json_part *part, const struct tally_row *rows,
		      size_t count, struct error_log *log);

/* A part: its risk.json as given, and draws.csv. */
bool risk_write_part(const struct options *options, const char *run, const struct tally_row *rows, size_t count,
		     struct error_log *log);

#endif
