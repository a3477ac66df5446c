/* whatif.json: what was compared, on what. Described by output/whatif.schema.json.
 *
 * Told in the same bytes by every part of a run and by the whole, but that a part says which one it is.
 */
#ifndef OUTPUT_RUNS_WHATIF_JSON_H
#define OUTPUT_RUNS_WHATIF_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "output/plan/summary_json.h"
#include "output/writer/text.h"
#include "planner/base/error.h"
#include "planner/problem/problem.h"
#include "planner/scenario/scenario.h"

struct whatif_json_run {
	const struct problem *problem; /* the region as it is */
	const struct summary_source *source;
	const struct scenarios *scenarios;
	const char *const *sha256; /* [scenario] of its tables */
	bool dutch;
	int shard, shard_count; /* part shard of shard_count; 0 of 0: the whole */
};

/* What is read of one. */
struct whatif_json_part {
	char *run;    /* without which part it is; owned */
	char *origin; /* the same without the scenarios: what they change; owned */
	char **names; /* of the scenarios, owned */
	size_t name_count;
	bool dutch;
	int shard, shard_count;
};

/* Adds what was run to text. */
void whatif_json_write(struct text *text, const struct whatif_json_run *run);

/* Reads bytes of one; the caller frees. path is what findings call it. */
bool whatif_json_read(struct whatif_json_part *part, const char *bytes, size_t length, const char *path,
		      struct error_log *log);

void whatif_json_free(struct whatif_json_part *part);

#endif
