/* What visits that have to be take of caregivers and clients: filled one by one, and looked at by the rules that are
 * upper limits (C4, C7, C8, C9, C11). For who decides which of them can be together, before anything is planned. */
#ifndef PLANNER_RULES_LOADS_H
#define PLANNER_RULES_LOADS_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/plan/plan.h"
#include "planner/problem/problem.h"

struct loads {
	const struct problem *problem; /* borrowed */
	int32_t *day_units;            /* [caregiver * day_count + day]: visits, without travel */
	int32_t *day_visits;           /* [caregiver * day_count + day] */
	int32_t *client_units;         /* [client] */
	int32_t *client_first;         /* [client] of her days in client_visits */
	int32_t *client_visits;        /* [client_first + days from her first care day] */
};

/* Nothing in it; the caller frees. */
void loads_begin(struct loads *loads, const struct problem *problem);

/* Adds the visit (1), or takes it away (-1). It must be of one of her care days. */
void loads_add(struct loads *loads, const struct visit *visit, int32_t sign);

/* Work of a day with travel, and how much of it is beyond what she has. */
int32_t loads_day_excess(const struct loads *loads, int32_t caregiver, int32_t day);

/* Work of the week of this day beyond what her limit leaves. */
int32_t loads_week_excess(const struct loads *loads, int32_t caregiver, int32_t day);

/* Hours beyond what the client still wants. */
int32_t loads_client_excess(const struct loads *loads, int32_t client);

/* Visits to the client on this day. */
int32_t loads_client_visits(const struct loads *loads, int32_t client, int32_t day);

/* Days in a row in which this day stands, past ones counted; *first and *end (may be NULL) of those of the calendar. */
int32_t loads_run(const struct loads *loads, int32_t caregiver, int32_t day, int32_t *first, int32_t *end);

/* The first of C4, C11, C7, C8 and C9 that breaks around a visit that is in it; 0 if none does. */
int loads_broken_rule(const struct loads *loads, const struct visit *visit);

void loads_free(struct loads *loads);

#endif
