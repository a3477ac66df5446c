/* Confirmed visits (C13): which visits of the previous plan stay as they are, and which are lifted, and why.
 *
 * Those of the first confirmed_days days from the plan date on are confirmed, as families and caregivers know of them;
 * but not visits that were held for a child who was not born, or that are of a client whose child is not born today:
 * nobody was told of them. Each stays, with its client, day, caregiver and hours, unless it is lifted: because it
 * cannot be by itself beside the planner's musts, which come first; or because not all that can be by themselves can be
 * together. Then as few are lifted as will do. Among equally few, that set stays which is the first in this order: the
 * visit of the earlier day is kept, then that of the client who lacks most of her legal minimum, by what she has
 * received, then by the keys of client and caregiver.
 *
 * The rules that can stand between visits are upper limits, so a limit that holds with all of them never binds: the
 * search is over those alone that share a limit which does not hold. It tries so many lifted visits, and one more until
 * they are enough. Its work is limited (CONFIRMED_STEPS for each set of visits that are linked by such limits); beyond
 * that visits are kept one by one in the order above, and a few more may be lifted than would do.
 */
#ifndef PLANNER_RULES_CONFIRMED_H
#define PLANNER_RULES_CONFIRMED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "planner/plan/previous.h"
#include "planner/problem/problem.h"

#define CONFIRMED_STEPS 100000000 /* pairs of visits looked at; six visits of one caregiver need some hundreds */

enum confirmed_fate {
	CONFIRMED_STAYS,
	LIFTED_CLIENT_GONE,     /* she is not in clients.csv */
	LIFTED_CLIENT_FINISHED, /* her care days are over */
	LIFTED_CLIENT_LATER,    /* she is not planned yet */
	LIFTED_CARE_DAY,        /* C3: none of her care days */
	LIFTED_CAREGIVER_GONE,  /* she is not in caregivers.csv */
	LIFTED_ELIGIBLE,        /* C5 */
	LIFTED_NEVER,           /* C12: a never of pins.csv */
	LIFTED_MUST,            /* C12: a must of pins.csv wants something else of the client on this day */
	LIFTED_ABSENT,          /* C7: absences.csv */
	LIFTED_SHIFT,           /* C7: more than she has that day */
	LIFTED_LENGTH,          /* C6, or no whole number of planning units */
	LIFTED_WANTED,          /* C11: more than the client still wants */
	LIFTED_WEEK,            /* C8 */
	LIFTED_ROW,             /* C9 */
	LIFTED_TWICE,           /* C4 */
	CONFIRMED_FATE_COUNT
};

/* Who is in the way of a visit that is lifted. */
enum confirmed_beside {
	BESIDE_NOTHING,  /* by itself it cannot be */
	BESIDE_MUSTS,    /* beside the planner's musts it cannot */
	BESIDE_CONFIRMED /* nor beside other confirmed visits */
};

/* A confirmed visit of the previous plan, and what becomes of it. */
struct confirmed_visit {
	const struct previous_visit *visit; /* borrowed */
	enum confirmed_fate fate;
	enum confirmed_beside beside;
	const char *table; /* the file whose row says so, and its line; NULL and 0 where there is no such row */
	int32_t line;
};

/* {0} is the empty list. */
struct confirmed {
	struct confirmed_visit *list; /* in the order of the previous visits */
	size_t count, lifted_count;
};

/* The problem must have been derived without confirmed visits. previous is borrowed; the caller frees. */
void confirmed_derive(struct confirmed *confirmed, const struct problem *problem,
		      const struct previous_visits *previous);

/* Those that stay become pins of the region (region_pin.confirmed); its problem has to be derived anew, in which
 * clients, caregivers and days keep their indices. */
void confirmed_pin(const struct confirmed *confirmed, struct region *region);

/* Both, and then the problem of the region and policy with those that stay. The problem must be there, and its musts
 * must be able to hold (pins_check). */
void confirmed_hold(struct confirmed *confirmed, struct problem *problem, struct region *region,
		    const struct policy *policy, const struct previous_visits *previous);

/* What became of the visit of the previous plan to this client on this day, whoever was to come; NULL if none was
 * confirmed. */
const struct confirmed_visit *confirmed_find(const struct confirmed *confirmed, const char *client_key, int32_t date);

#define CONFIRMED_TEXT_SIZE 512

/* Why it is lifted, for people, without the names of the visit: "she is absent on that day". */
void confirmed_describe(char text[CONFIRMED_TEXT_SIZE], const struct confirmed_visit *visit);

void confirmed_free(struct confirmed *confirmed);

#endif
