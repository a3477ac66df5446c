/* What a plan changes of the previous one, visit by visit, and what has happened that each change comes from. */
#ifndef PLANNER_FIGURES_CHANGES_H
#define PLANNER_FIGURES_CHANGES_H

#include <stddef.h>
#include <stdint.h>

#include "planner/plan/plan.h"
#include "planner/plan/previous.h"
#include "planner/problem/problem.h"
#include "planner/rules/confirmed.h"

enum change_kind {
	CHANGE_NEW,             /* a visit on a day that had none */
	CHANGE_GONE,            /* none on a day that had one */
	CHANGE_OTHER_CAREGIVER, /* of other hours or not */
	CHANGE_HOURS,           /* the same caregiver */
	CHANGE_KIND_COUNT
};

/* What has happened, by the tables of today beside the previous plan: the first of these that is true. */
enum change_reason {
	CHANGE_LIFTED,       /* it was confirmed, and had to give way (C13) */
	CHANGE_CLIENT,       /* she is new, gone, or her care days or hours are others */
	CHANGE_BIRTH,        /* her child has been born since, or is expected on another day */
	CHANGE_CAREGIVER,    /* she is gone, may not come there any more, or has fewer hours that day than were used */
	CHANGE_ABSENCE,      /* absences.csv has her absent on that day */
	CHANGE_PIN,          /* the planner's own word about this client and day */
	CHANGE_DIVIDED_ANEW, /* nothing that is known is about this visit: hours were divided anew */
	CHANGE_REASON_COUNT
};

enum change_when {
	CHANGE_TODAY,    /* the plan date */
	CHANGE_TOMORROW, /* the day after it */
	CHANGE_WEEK,     /* of the seven days from the plan date on the others */
	CHANGE_LATER,
	CHANGE_WHEN_COUNT
};

/* Words as they stand in changes.csv. */
extern const char *const change_kind_names[CHANGE_KIND_COUNT];
extern const char *const change_reason_names[CHANGE_REASON_COUNT];
extern const char *const change_when_names[CHANGE_WHEN_COUNT];

struct change {
	enum change_kind kind;
	int32_t date;
	const char *client_key; /* borrowed, as all texts */
	/* NULL and 0 where there is no visit. */
	const char *caregiver_before, *caregiver_after;
	int64_t minutes_before, minutes_after;
	enum change_reason reason;
	const char *table; /* whose row says so, and its line; NULL and 0 where there is none */
	int32_t line;
	enum change_when when;
};

struct changes {
	struct change *list; /* by date, then key of the client */
	size_t count;
	size_t counts[CHANGE_WHEN_COUNT];
};

/* Compares the visits from the plan date on. The problem must have the confirmed visits in it (confirmed_hold). The
 * caller frees. */
void changes_derive(struct changes *changes, const struct problem *problem, const struct plan *plan,
		    const struct previous_visits *previous, const struct confirmed *confirmed);

void changes_free(struct changes *changes);

#endif
