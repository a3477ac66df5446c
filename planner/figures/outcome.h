/* What a night's plan comes to: everything that is written and shown, gathered once and in whole numbers. */
#ifndef PLANNER_FIGURES_OUTCOME_H
#define PLANNER_FIGURES_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "planner/figures/changes.h"
#include "planner/figures/morning.h"
#include "planner/plan/allocation.h"
#include "planner/reasons/bottleneck.h"
#include "planner/plan/plan.h"
#include "planner/problem/problem.h"
#include "planner/plan/values.h"
#include "planner/problem/weeks.h"

struct solution;

/* A tier as it is told. Values are billionths of an hour (of a visit for presence), rounded down; so the bound that is
 * told never exceeds the one that was proven. Proven is what the certificate proves, which everybody can derive anew:
 * what a search that looks through all plans of a small region says beyond it is told apart. */
struct outcome_tier {
	int64_t value_nano, bound_nano;
	int64_t search_nano;               /* the bound that the search tells: at least bound_nano */
	int32_t gap_millionths;            /* (value - bound) / value, rounded up; 0 where proven */
	bool proven;                       /* value - bound is at most a millionth */
	bool best_by_search;               /* likewise of the bound that the search tells; true where proven */
	int64_t demand_units, short_units; /* over all clients to plan; visits for presence */
	int32_t short_clients;
};

/* An ISO week of the plan. What a client wants and gets is spread evenly over the care days that she has left: so what
 * is given exceeds what is wanted by no more than the rounding of days to units. */
struct outcome_week {
	struct week week;
	int64_t visit_units;                         /* of the visits in it */
	int64_t given_units;                         /* of what is wanted: visits and digital hours */
	int64_t rest_wanted_units, rest_given_units; /* beyond minimum and medical, still to be given */
};

struct outcome {
	const struct problem *problem;   /* borrowed */
	const struct solution *solution; /* borrowed */
	struct allocation *allocations;  /* [client of the region] */
	struct bottlenecks bottlenecks;
	struct softs softs;
	struct morning morning;
	bool has_previous;
	size_t previous_visits; /* of the previous plan, on the days that are planned */
	/* Of the visits that the previous plan confirmed those that stay; and those that are lifted, which the problem
	 * does not know: who derived them (planner/rules/confirmed.h) fills them in. */
	size_t confirmed_visits, lifted_visits;
	struct changes changes; /* of the previous plan; likewise */
	struct outcome_tier tiers[TIER_COUNT];
	struct outcome_week *weeks; /* [problem->week_count] */
	int32_t status_counts[CLIENT_UNREACHABLE + 1];
	int32_t expected_count; /* clients to plan who are not born yet */
	int32_t excess_clients; /* clients with more caregivers than are wished for */
	/* Of the clients to plan. Received: of what they want; left: wanted and not received. */
	int64_t wanted_units, received_units, left_units;
	int64_t available_units; /* of all caregivers, within their weekly limits */
};

/* Fills outcome, which the caller frees. previous may be NULL. */
void outcome_derive(struct outcome *outcome, const struct problem *problem, const struct solution *solution,
		    const struct plan *previous);

void outcome_free(struct outcome *outcome);

#endif
