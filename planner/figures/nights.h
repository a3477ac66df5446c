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
	bool counted;        /* was to plan on one of the nights, was born or came home on one of their days */
	bool in_first_plan;  /* what is promised is 0 where she was not */
	bool promised_below; /* the legal minimum, by the first plan */
	int32_t promised_units, promised_visits, promised_caregivers;
	int32_t received_visits;
	bool came_first, came_second; /* has somebody come on the first, on the second day at home? */
	/* Only after nights_conclude, care before the first night counted: */
	bool ended;                 /* her care is over */
	bool has_first, has_second; /* is that day a care day, and one of the nights' days? */
	int32_t wanted_units, minimum_units;
	int32_t received_units;      /* physical and digital */
	int32_t minimum_short_units; /* what physical hours lack of the legal minimum */
	int32_t received_caregivers;
};

/* A night, and the day after it. */
struct nights_row {
	int32_t date;
	int32_t clients, visits;       /* to plan; planned */
	int32_t minimum_short_clients; /* of the plan */
	int32_t births, calls;         /* of the day: births, and caregivers who call in sick */
	int32_t given;                 /* visits of the day that were made */
	int32_t given_units;           /* their time */
	int32_t missed_unborn; /* visits of the day that were held for a child who was not born, whoever was ill */
	int32_t missed_ill;    /* the others whose caregiver had fallen ill */
	/* Only after nights_conclude: families whose first, whose second day at home this is, and those of them to whom
	 * nobody came on the first, on neither. */
	int32_t first_count, nobody_first, first_two_count, nobody_first_two;
	/* Against the plan of the night before: its visits of the two days ahead, those that are no longer there, and
	 * why: news of the client or the caregiver, making room for such a client, or neither. */
	int32_t ahead, changed, changed_direct, changed_indirect;
};

/* The truth, and the tables that tell it so far. Rows keep their places in both regions. */
struct nights {
	const struct region *truth; /* as read; borrowed */
	int32_t first_date;
	int32_t *births;     /* [client] the day her child is born, known yet or not */
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

/* A visit is made to a client of the region: counts it in the row of its day, and as one of her first days. */
void nights_count_visit(struct nights *nights, struct nights_row *row, int32_t client, int32_t units);

/* After the last day: what each client has received, and the first days at home. region: as its tables tell it then. */
void nights_conclude(struct nights *nights, const struct region *region, const struct policy *policy);

#endif
