/* What kraamplan explain says, and what its parts hand on to each other. */
#ifndef PLANNER_EXPLAIN_EXPLAIN_H
#define PLANNER_EXPLAIN_EXPLAIN_H

#include "output/writer/text.h"
#include "planner/plan/allocation.h"
#include "planner/reasons/bottleneck.h"
#include "planner/reasons/cut.h"
#include "planner/explain/help.h"
#include "input/region/load.h"
#include "planner/plan/previous.h"
#include "planner/rules/confirmed.h"

struct explain {
	const char *folder;   /* of the plan */
	const char *previous; /* folder of the earlier plan, or NULL */
	bool verbose;
	struct region region;
	struct policy policy;
	struct load_digests digests;
	struct problem problem;
	struct plan plan;
	struct previous_visits told; /* visits of the plan that are told to be confirmed: musts of the problem */
	struct confirmed confirmed;
	struct previous_visits earlier; /* of --previous */
	struct confirmed earlier_fates; /* what becomes of those of them that would be confirmed */
	struct allocation *allocations; /* [client of the region] */
	struct bottlenecks bottlenecks;
	struct cut_finder finder;
	struct help_finder help_finder;
	bool is_proven[TIER_COUNT];    /* the bound, derived anew from the plan's certificate, meets the value */
	struct explain_before *before; /* of --previous, or NULL */
	struct text text;
	struct error_log log;
};

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

/* All visits that are not as the earlier plan had them, the next days first, and what each change comes from. */
void explain_write_all_changes(struct explain *explain);

/* What changed for a client since the earlier plan, and why. */
void explain_write_changes(struct explain *explain, int32_t region_index);

void explain_free_before(struct explain *explain);

#endif
