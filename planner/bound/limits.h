/* What a better plan than the one in hand must be like: proven limits on visits, hours and days.
 *
 * They start as what the rules say of single visits, and only get tighter. A slot is a care day of a client. Bounds and
 * integer programs that respect them look for better plans only, so limits may cut off the plan in hand. */
#ifndef PLANNER_BOUND_LIMITS_H
#define PLANNER_BOUND_LIMITS_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/plan/prices.h"
#include "planner/problem/problem.h"

/* Lengths that a visit may have; none if shortest > longest. */
struct limits_range {
	int32_t shortest, longest;
};

struct limits_client {
	int32_t slot_first;                /* her care days' slots */
	int32_t units_least, units_most;   /* planned, physical */
	int32_t points_least, points_most; /* of presence, planned */
};

struct limits {
	const struct problem *problem;
	const struct classes *classes;
	int32_t slot_count;
	struct limits_client *clients;     /* [client] */
	bool *forced;                      /* [slot]: somebody must come */
	struct limits_range *visits;       /* [slot * caregiver_count + caregiver] */
	struct limits_range *class_visits; /* [slot * class_count + class]: what its caregivers may have together */
};

/* What the rules C3, C5 to C8, C11 to C13 say of each visit by itself. problem and classes are borrowed. */
void limits_build(struct limits *limits, const struct problem *problem, const struct classes *classes);

/* to becomes a copy of from; what to held is freed. */
void limits_copy(struct limits *to, const struct limits *from);

/* Brings class_visits up to date after a change of visits. */
void limits_join_classes(struct limits *limits);

/* Visits that may still be. */
int32_t limits_count_visits(const struct limits *limits);

void limits_free(struct limits *limits);

static inline struct limits_range *limits_visit(const struct limits *limits, int32_t slot, int32_t caregiver)
{
	return &limits->visits[(int64_t)slot * limits->problem->caregiver_count + caregiver];
}

static inline struct limits_range limits_class_visit(const struct limits *limits, int32_t slot, int32_t class)
{
	return limits->class_visits[(int64_t)slot * limits->classes->count + class];
}

#endif
