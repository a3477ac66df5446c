/* A night, from a folder of tables to the plan in its place: the stages that plan, whatif and nights share.
 *
 * Life: {0}, night_read (or fill region and policy, then night_derive), night_plan, night_write_files or night_write,
 * night_free, which may be called in every state. Warnings of the tables stay in the log. The parts point into each
 * other: do not copy or move it.
 */
#ifndef PLANNER_RUNS_NIGHT_H
#define PLANNER_RUNS_NIGHT_H

#include <stdbool.h>

#include "input/region/load.h"
#include "output/folder/sink.h"
#include "output/plan/summary_json.h"
#include "planner/base/error.h"
#include "planner/figures/outcome.h"
#include "planner/plan/plan.h"
#include "planner/region/policy.h"
#include "planner/problem/problem.h"
#include "planner/plan/previous.h"
#include "planner/region/region.h"
#include "planner/rules/confirmed.h"
#include "planner/plan/solution.h"

struct night {
	struct region region;
	struct policy policy;
	struct load_digests digests;
	struct problem problem;
	bool has_previous;
	struct plan previous;
	struct previous_visits previous_visits; /* every row of its visits.csv */
	struct confirmed confirmed;             /* those that it confirmed, and what becomes of them (C13) */
	struct load_digests previous_digests;
	/* The night before in an archive, and the SHA-256 of its summary.json; "": none. */
	char before_date[DAY_TEXT_SIZE], before_sha256[FILE_HEX_SIZE];
	int effort_percent;
	struct solution solution;
	struct outcome outcome;
};

/* Region, policy and pins of a folder. */
bool night_read(struct night *night, const char *folder, const struct load_options *options, struct error_log *log);

/* The problem of the region and policy that are there, and whether its musts can hold. */
bool night_derive(struct night *night, struct error_log *log);

/* The earlier plan that is kept to. Its confirmed visits become musts of the problem. Once, after night_derive. */
bool night_read_previous(struct night *night, const char *folder, struct error_log *log);

/* Plans, and checks what was found: a plan that breaks a rule, or a bound above its value, is a defect of this program
 * and false. */
bool night_plan(struct night *night, int effort_percent, struct error_log *log);

/* Adds a warning for each confirmed visit that is lifted, with its reason. */
void night_tell_lifted(const struct night *night, struct error_log *log);

/* The files of the plan into an open sink. */
bool night_write_files(const struct night *night, struct sink *sink, bool dutch, struct error_log *log);

/* The plan as a folder. */
bool night_write(const struct night *night, const char *place, bool force, bool dutch, struct error_log *log);

/* Digests as files in JSON tell them; borrowed from them. */
void night_list_inputs(struct summary_input inputs[LOAD_FILE_COUNT], const struct load_digests *digests);

/* Whether somebody should look at the plan, by the exit status: it is short of somebody's legal minimum, or was made
 * without rows that are set aside. */
bool night_wants_a_look(const struct night *night);

void night_free(struct night *night);

#endif
