/* A plan: visits and digital hours, in indices of the problem. */
#ifndef PLANNER_PLAN_PLAN_H
#define PLANNER_PLAN_PLAN_H

#include <stddef.h>
#include <stdint.h>

struct problem;

struct visit {
	int32_t client, caregiver, day, units;
};

/* Visits are sorted by day, client, caregiver once plan_sort has been called. {0} is the empty plan only together with
 * plan_reset, which makes digital_units. */
struct plan {
	struct visit *visits;
	size_t visit_count, visit_capacity;
	int32_t *digital_units; /* [client] */
};

/* An empty plan for the problem; the caller frees. */
void plan_reset(struct plan *plan, const struct problem *problem);

void plan_add_visit(struct plan *plan, struct visit visit);

void plan_sort(struct plan *plan);

/* For qsort: visits by caregiver, day, client. */
int plan_compare_by_cell(const void *left, const void *right);

/* The order of plan_sort; 0 for the same client, caregiver and day, whatever the length. */
int plan_compare_visits(const struct visit *a, const struct visit *b);

/* to becomes a copy of from; what to held is freed. */
void plan_copy(struct plan *to, const struct plan *from, const struct problem *problem);

void plan_free(struct plan *plan);

#endif
