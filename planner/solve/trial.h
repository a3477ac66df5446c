/* A night's tables with something changed, in memory, and a plan for them: what would be if. */
#ifndef PLANNER_SOLVE_TRIAL_H
#define PLANNER_SOLVE_TRIAL_H

#include <stdbool.h>
#include <stddef.h>

#include "planner/plan/plan.h"
#include "planner/problem/problem.h"

/* night is borrowed; region is a copy (region_copy.h) of the night's, policy borrows its guarantees. As long as nobody
 * becomes to plan who was not, clients and caregivers keep their indices. The parts point into each other: do not copy
 * or move it. */
struct trial {
	const struct problem *night;
	struct region region;
	struct policy policy;
	struct problem problem; /* trial_derive */
	struct plan plan;       /* trial_plan, or the caller's own */
};

/* The same tables, nothing derived yet; the caller frees. The night must live on, and its days be told by its calendar:
 * that of the trial may be another. */
void trial_begin(struct trial *trial, const struct problem *night);

/* On a day of the night. */
void trial_add_hours(struct trial *trial, int32_t caregiver, int32_t day, int32_t units);
void trial_add_area(struct trial *trial, int32_t provider, int32_t postcode);
void trial_add_contract(struct trial *trial, int32_t provider, int32_t insurer);

void trial_derive(struct trial *trial);

/* A plan of the night in days of the trial; the clients to plan must be the same. The caller frees. */
void trial_carry(struct plan *carried, const struct trial *trial, const struct plan *from);

/* Plans from this plan of the night on, with little work. */
void trial_plan(struct trial *trial, const struct plan *night_plan);

/* Does its plan obey all rules? */
bool trial_is_allowed(const struct trial *trial);

void trial_free(struct trial *trial);

#endif
