/* Writes what risk has found: a part, or the whole. Shared by `risk` and `merge`, so that both write the same bytes. */
#ifndef PLANNER_RUNS_RISK_RESULTS_H
#define PLANNER_RUNS_RISK_RESULTS_H

#include "output/runs/risk_json.h"
#include "planner/base/error.h"
#include "planner/runs/target.h"

/* Where draws are taken from: draws.csv of a journal or a part, or of all parts. They are passed on draw by draw and
 * never held as a whole. All borrowed; findings of the log are called by the paths. */
struct risk_write_draws {
	const char *const *paths; /* [part - 1], or that of the run */
	int path_count;
	int32_t draw_count;     /* of the whole run */
	int shard, shard_count; /* those draws that are looked for (planner/runs/shard.h) */
};

/* Whole: with figures and tables, shown on the terminal unless quiet. */
bool risk_write_whole(const struct runs_target *target, const struct risk_json_part *part,
		      const struct risk_write_draws *draws, struct error_log *log);

/* A part: its risk.json as given, and draws.csv. */
bool risk_write_part(const struct runs_target *target, const char *run, const struct risk_write_draws *draws,
		     struct error_log *log);

#endif
