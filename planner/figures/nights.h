/* A region as it really is from night to night, what is known of it, and what the plans of its nights come to. */
#ifndef PLANNER_FIGURES_NIGHTS_H
#define PLANNER_FIGURES_NIGHTS_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/plan/plan.h"
#include "planner/problem/problem.h"
#include "planner/region/region.h"

/* What was promised by the first plan, and what has come of it. Units; index: client of the region. */
struct nights_client {
	int32_t promised_units, promised_visits, promised_caregivers;
	int32_t received_units, received_visits;
	bool promised_below; /* the legal minimum, by the first plan */
	bool to_plan;        /* in the first plan */
};

/* A night, and the day after it. */
struct nights_row {
	int32_t date;
	int32_t clients, visits;       /* to plan; planned */
	int32_t minimum_short_clients; /* of the plan */
	int32_t births, calls;         /* of the day: births, and caregivers who call in sick */
	int32_t given, missed;         /* visits of the day */
	/* Against the plan of the night before: its visits of the two days ahead, those that are no longer there, and
	 * why: news of the client or the caregiver, making room for such a client, or neither. */
	int32_t ahead, changed, changed_direct, changed_indirect;
};

/* The truth, and the tables that tell it so far. Rows keep their places in both regions. */
struct nights {
	const struct region *truth; /* as read; borrowed */
	int32_t first_date;
	int32_t *births;     /* [client] the day she is born */
	int32_t *away_since; /* [row of availability] first day of the spell that drops it; DAY_NONE: it is worked */
	struct nights_client *clients;
	bool *client_news;    /* [client] something of the last day changes what she needs */
	bool *caregiver_news; /* [caregiver] a spell of hers has begun on the last day */
	struct nights_row *rows;
	int32_t row_count;
};

/* A plan, and the problem whose indices it is in; borrowed. */
struct nights_plan {
	const struct problem *problem;
	const struct plan *plan;
};

/* Compares the two days ahead of a night with the plan of the night before, and fills the row. Clients and caregivers
 * of both are by their places in the region. */
void nights_compare(struct nights_row *row, const struct nights *nights, const struct nights_plan *before,
		    const struct nights_plan *now);

#endif
