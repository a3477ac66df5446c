/* The smallest help that would lift a bottleneck: what more hours, another area, another contract, digital instruction,
 * more care days, a pin less, a higher weekly limit or shorter visits would bring.
 *
 * Nothing is told that has not been tried: the change is made in a copy of the tables, and a plan for them is at hand
 * that obeys all rules, in which the clients of the bottleneck lack as little as is told and no earlier tier is worse.
 * With more hours or digital instruction nobody in it has less than she has now.
 */
#ifndef PLANNER_EXPLAIN_HELP_H
#define PLANNER_EXPLAIN_HELP_H

#include "planner/reasons/bottleneck.h"
#include "planner/solve/trial.h"

enum help_kind {
	HELP_HOURS,     /* caregivers who may come already have more time */
	HELP_DIGITAL,   /* consent to digital instruction, and as much of it as the cap allows */
	HELP_AREA,      /* a provider serves one postcode more */
	HELP_CONTRACT,  /* a provider has one contract more */
	HELP_MEDIATION, /* other providers may help out */
	HELP_CARE_DAYS, /* a client has care days more */
	HELP_PINS,      /* the pins of one client, or one must of another, are lifted */
	HELP_LIMIT,     /* a caregiver has more hours in a week */
	HELP_SHORTEST   /* visits may be as short as the longest shift that is too short now */
};

struct help_hours {
	int32_t caregiver, day, units; /* caregiver: problem index */
};

struct help {
	enum help_kind kind;
	enum tier tier;
	bool smallest; /* the cut proves that nothing smaller would do; else the smallest found */
	/* What the bottleneck's clients lack in the tier, and whom it lacks nothing any more. Visits for presence. */
	int64_t short_before, short_after;
	int32_t lifted_count;
	int64_t units;  /* hours: of time that is added; digital: of instruction; limit, shortest: what it would be */
	int32_t visits; /* hours: visits that are added */
	struct help_hours *rows; /* of HELP_HOURS */
	int32_t row_count;
	int32_t provider, postcode, insurer; /* of the region; area and contract */
	int32_t client;                      /* care days and pins: problem index */
	int32_t days;                        /* care days */
	int32_t caregiver;                   /* limit: problem index */
	int32_t must;                        /* pins: index of problem.musts, REGION_NONE: all pins of the client */
	struct plan plan;                    /* that shows it */
};

/* A night's plan and its bottlenecks, for which help is looked for. */
struct help_finder {
	const struct bottlenecks *found;
	const struct plan *plan;
	struct trial again; /* the same tables planned once more: what that brings is no help's merit; lazily made */
};

#define HELPS_MOST 4

struct helps {
	struct help list[HELPS_MOST];
	int32_t count;
};

/* Begins to look for help; plan is what the bottlenecks are of, both borrowed. The caller frees. */
void help_finder_begin(struct help_finder *finder, const struct bottlenecks *found, const struct plan *plan);

/* What would help this bottleneck, most promising first; the caller frees. */
void help_find(struct helps *helps, struct help_finder *finder, const struct bottleneck *bottleneck);

void help_free(struct helps *helps);
void help_finder_free(struct help_finder *finder);

#endif
