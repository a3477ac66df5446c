/* Whether the planner's own pins, or confirmed visits, are why a client is short. */
#ifndef PLANNER_REASONS_PIN_REASONS_H
#define PLANNER_REASONS_PIN_REASONS_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/plan/spare.h"

/* A visit that must be, and what its client lacks with and without it. */
struct pinned_visit {
	const struct visit *visit;
	const struct problem_must *must;
	struct shortages with, without;
};

/* Musts that the plan has; looked at once, whoever is short. */
struct pin_reasons {
	struct spare *spare; /* borrowed; changed and changed back while a question is asked */
	struct pinned_visit *musts;
	int32_t must_count;
};

/* The caller frees. */
void pin_reasons_find(struct pin_reasons *reasons, struct spare *spare);

/* Do nevers keep away everybody who may serve her and has time for a visit on her days? */
bool pin_reasons_keep_away(const struct problem *problem, int32_t client);

/* Would one change that only pins forbid make the plan better? shortages: hers; held: what one change that the pins
 * allow could make of them. */
bool pin_reasons_hold(struct pin_reasons *reasons, int32_t client, const struct shortages *shortages,
		      const struct shortages *held);

/* The confirmed visit (index of problem.musts) but for which one change would bring her nearer to her legal minimum and
 * make the plan better: her own, which is as long as it was, or else the first of another client, with whose time of
 * the caregiver it would. REGION_NONE if there is none. */
int32_t pin_reasons_find_confirmed(struct pin_reasons *reasons, int32_t client, const struct shortages *shortages,
				   const struct shortages *held);

void pin_reasons_free(struct pin_reasons *reasons);

#endif
