/* risk.json: what was run, on what, and what came out in figures. Described by output/risk.schema.json.
 *
 * The run is told in the same bytes by every part of it and by the whole, so that it can be seen what belongs together;
 * a part says in addition which one it is, the whole has the figures.
 */
#ifndef OUTPUT_RUNS_RISK_JSON_H
#define OUTPUT_RUNS_RISK_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "output/plan/summary_json.h"
#include "output/writer/text.h"
#include "planner/base/error.h"
#include "planner/problem/problem.h"
#include "planner/figures/risk.h"

struct risk_json_run {
	const struct problem *problem; /* the night, before anything was drawn */
	const struct summary_source *source;
	int draws, seed, absence_permille;
	int32_t rosters_end;    /* last day of availability; DAY_NONE: there is none */
	int shard, shard_count; /* part shard of shard_count; 0 of 0: the whole */
};

/* What is read of a part, or of an unfinished run. */
struct risk_json_part {
	char *run; /* what was run, without which part it is; owned */
	int draws;
	int32_t rosters_end;
	int shard, shard_count;
};

/* Adds what was run to text. */
void risk_json_write_run(struct text *text, const struct risk_json_run *run);

/* Adds the same of a run that was read, with its figures. */
void risk_json_write_whole(struct text *text, const char *run, const struct risk *risk);

/* Reads bytes of a risk.json; the caller frees. path is what findings call it. */
bool risk_json_read(struct risk_json_part *part, const char *bytes, size_t length, const char *path,
		    struct error_log *log);

void risk_json_free(struct risk_json_part *part);

#endif
