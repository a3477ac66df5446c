/* What kraamplan explain says, and what its parts hand on to each other. */
#ifndef PLANNER_EXPLAIN_EXPLAIN_H
#define PLANNER_EXPLAIN_EXPLAIN_H

#include "output/writer/text.h"
#include "planner/plan/allocation.h"
#include "planner/reasons/bottleneck.h"
#include "planner/reasons/cut.h"
#include "planner/explain/help.h"
#include "planner/command/options.h"

struct explain {
	const struct options *options;
	struct region region;
	struct policy policy;
	struct load_digests digests;
	struct problem problem;
	struct plan plan;
	struct allocation *allocations; /* [client of the region] */
	struct bottlenecks bottlenecks;
	struct cut_finder finder;
	struct help_finder help_finder;
	bool is_proven[TIER_COUNT];    /* the bound, derived anew from the plan's certificate, meets the value */
	struct explain_before *before; /* of --previous, or NULL */
	struct text text;
	struct error_log log;
};

extern const char *const explain_tier_words[TIER_COUNT];

/* The bottlenecks of the region, worst first, and what would help. */
void explain_write_bottlenecks(struct explain *explain);

/* One bottleneck with its helps. */
void explain_write_bottleneck(struct explain *explain, const struct bottleneck *bottleneck);

/* One client of the region. */
void explain_write_client(struct explain *explain, int32_t region_index);

/* The clients and caregiver-days of a cut; all of them if verbose. */
void explain_write_cut(struct explain *explain, const struct cut *cut);

void explain_write_help(struct explain *explain, const struct bottleneck *bottleneck, const struct help *help);

/* Reads the earlier plan of --previous. */
bool explain_read_before(struct explain *explain);

/* What changed for a client since the earlier plan, and why. */
void explain_write_changes(struct explain *explain, int32_t region_index);

void explain_free_before(struct explain *explain);

/* Pieces of text. */
const char *explain_hours(char buffer[32], const struct explain *explain, int64_t units);
const char *explain_day(char buffer[16], const struct explain *explain, int32_t day);
const char *explain_client_key(const struct explain *explain, int32_t client);
const char *explain_caregiver_key(const struct explain *explain, int32_t caregiver);

/* Words broken at spaces into lines of 80 columns, each after so many spaces. */
void explain_add_words(struct explain *explain, int indent, const char *words);

/* A line of words from a text that was gathered, which is emptied. */
void explain_add_gathered(struct explain *explain, int indent, struct text *gathered);

#endif
