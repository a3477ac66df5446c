/* What the tables of a night have lost since the night before: an export that was cut off, delivered half, or not at
 * all, looks like any other table by itself.
 *
 * The night before is told by keys alone, so that it may come from its tables and plan, or from its plan only.
 */
#ifndef PLANNER_FIGURES_LOSS_H
#define PLANNER_FIGURES_LOSS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "planner/plan/plan.h"
#include "planner/problem/problem.h"
#include "planner/region/region.h"

/* Somebody of the night before. The key is borrowed. */
struct loss_entry {
	const char *key;
	int64_t amount; /* what stands behind her, in ticks or rows */
};

/* Entries with different keys; owned. */
struct loss_entries {
	struct loss_entry *list;
	size_t count, capacity;
};

/* The night before as far as it is known. */
struct loss_before {
	int32_t plan_date;
	struct loss_entries clients; /* who were to plan, without those whose care has finished since: hours wanted */
	struct loss_entries caregivers; /* hours that they have from the new plan date on */
	struct loss_entries shifts;     /* the same, of who offers any up to the last day known then */
	int32_t last_day;               /* that day */
	struct loss_entries deliveries; /* by client: rows of days before plan_date */
	struct loss_entries visits;     /* clients with a visit on the day before the new plan date */
};

enum loss_kind { LOSS_CLIENTS, LOSS_CAREGIVERS, LOSS_SHIFTS, LOSS_DELIVERIES, LOSS_KIND_COUNT };

struct loss {
	struct loss_entries lost[LOSS_KIND_COUNT]; /* by key: what was there and is not any more */
	int64_t gone[LOSS_KIND_COUNT];             /* people, people, ticks, rows */
	int64_t before[LOSS_KIND_COUNT];           /* of so many */
	/* Clients who are born, had a visit planned for the day before the plan date, and no row of that day. */
	struct loss_entries unreported;
};

/* The night before from its problem and plan. The keys stay its region's. The caller frees it. */
void loss_take_before(struct loss_before *before, const struct problem *problem, const struct plan *plan,
		      int32_t plan_date);

/* Adds to the amount of a key, which is new or not. */
void loss_add(struct loss_entries *entries, const char *key, int64_t amount);

/* Compares with the tables of a night, which may have errors; the caller frees the loss. Puts the lists of the night
 * before in order. */
void loss_compare(struct loss *loss, struct loss_before *before, const struct region *region, int32_t plan_date);

/* Is more than this percentage gone? */
bool loss_exceeds(const struct loss *loss, enum loss_kind kind, int percent);

void loss_free_before(struct loss_before *before);
void loss_free(struct loss *loss);

#endif
