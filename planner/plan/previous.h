/* The visits of the previous plan as its table tells them, whoever is still there. */
#ifndef PLANNER_PLAN_PREVIOUS_H
#define PLANNER_PLAN_PREVIOUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct previous_visit {
	char *client_key, *caregiver_key; /* owned by the list */
	int32_t client, caregiver;        /* of the region; REGION_NONE: in its tables no more */
	int32_t date, ticks;
	bool expected;  /* hours held for a child who was not born: nobody was told of the visit */
	bool confirmed; /* it was one of the plan before, and stayed */
	int32_t line;   /* in its visits.csv */
};

/* What its allocations say of a client of the region. */
struct previous_client {
	int32_t client;       /* of the region */
	int32_t wanted_ticks; /* REGION_NONE if they do not say */
};

/* {0} is the empty list. */
struct previous_visits {
	struct previous_visit *list; /* by date, keys of client and caregiver, hours: however its rows stood */
	size_t count, capacity;
	struct previous_client *clients; /* by client: those of the region who were in its tables */
	size_t client_count, client_capacity;
};

/* Copies the keys; those of visit are not looked at. */
void previous_add(struct previous_visits *visits, const struct previous_visit *visit, const char *client_key,
		  const char *caregiver_key);

void previous_add_client(struct previous_visits *visits, int32_t client, int32_t wanted_ticks);

/* What was told of a client of the region; NULL if she was not in its tables. */
const struct previous_client *previous_find_client(const struct previous_visits *visits, int32_t client);

/* To be called once, when all are added. */
void previous_sort(struct previous_visits *visits);

/* Leaves those alone that are marked as confirmed. */
void previous_keep_confirmed(struct previous_visits *visits);

void previous_free(struct previous_visits *visits);

#endif
