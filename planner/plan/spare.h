/* The time that a plan leaves to caregivers, and what one client could still get out of it.
 *
 * Nothing here searches for a better plan: it counts, exactly, whether one change for one client is allowed by the
 * rules C4 to C11. That is what makes a reason for a shortage true.
 */
#ifndef PLANNER_PLAN_SPARE_H
#define PLANNER_PLAN_SPARE_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/plan/plan.h"
#include "planner/problem/problem.h"
#include "planner/plan/values.h"

/* Work of a plan by caregiver and day, by caregiver and week, and by client. */
struct spare {
	const struct problem *problem;    /* borrowed */
	int32_t *visits;                  /* [caregiver * day_count + day]: number of visits */
	int32_t *care_units;              /* [caregiver * day_count + day]: without travel */
	int32_t *week_units;              /* [caregiver * week_count + week]: with travel */
	struct visit *own;                /* the plan's visits in the order of client, day */
	int32_t *own_first;               /* [client + 1]: slice of own */
	int32_t *own_units;               /* [client]: all of them together */
	int32_t *own_points;              /* [client]: what they are worth to presence */
	int32_t *digital_units;           /* [client] */
	const struct problem_must *aside; /* one that need not hold, borrowed; NULL: all do */
};

/* The caller frees; plan need not live on. */
void spare_measure(struct spare *spare, const struct problem *problem, const struct plan *plan);

void spare_free(struct spare *spare);

/* Puts a visit on (sign 1) or takes it off (sign -1) the caregiver's work; the client's own visits stay as they are. */
void spare_book(struct spare *spare, const struct visit *visit, int sign);

/* The longest visit, in units, that this caregiver could add on this day under C7, C8 and C9; 0 if none. Below
 * min_visit_units it may still serve who has less than a visit left. without (or NULL) is a visit of hers on that day
 * that would go. */
int32_t spare_longest_visit(const struct spare *spare, int32_t caregiver, int32_t day, const struct visit *without);

/* What C7 leaves of this day for one more visit, or for one in the place of without; below 0 if not even its travel
 * fits. Likewise what C8 leaves of the week; INT32_MAX without a weekly limit. */
int32_t spare_day_room(const struct spare *spare, int32_t caregiver, int32_t day, const struct visit *without);
int32_t spare_week_room(const struct spare *spare, int32_t caregiver, int32_t day, const struct visit *without);

/* Units that the caregiver has left on this day under C7 and C8, after travel to one more visit; 0 if none. */
int32_t spare_room(const struct spare *spare, int32_t caregiver, int32_t day, const struct visit *without);

/* May she work on this day under C9, with the other days as they are? */
bool spare_row_allows(const struct spare *spare, int32_t caregiver, int32_t day);

/* Units that the caregiver has left in this week under C8; INT32_MAX without a weekly limit. */
int32_t spare_week_units(const struct spare *spare, int32_t caregiver, int32_t week);

/* Time that a caregiver has left in the plan on these days, whole and in pieces, under her weekly limit. */
int64_t spare_unused_units(const struct spare *spare, int32_t caregiver, const bool *is_care_day);

struct shortages spare_shortages(const struct spare *spare, int32_t client);

/* Which pins of the planner a change has to respect; confirmed visits hold in either case, but for spare.aside. */
enum spare_pins { SPARE_PINS_HOLD, SPARE_PINS_ASIDE };

/* The best that one change could make of this client's shortages, tier by tier: a visit added, lengthened, or given
 * to another caregiver for longer; or digital hours. If need be a visit added is paid from her own longer ones, where
 * she has too few hours left for it or its caregiver too few in that week. Without such a change: what they are.
 * caregiver: only changes by her, REGION_NONE: by anybody eligible. */
struct shortages spare_best(const struct spare *spare, int32_t client, int32_t caregiver, enum spare_pins pins);

/* Below 0 if a is better than b in the first tier in which they differ. */
int spare_compare(const struct shortages *a, const struct shortages *b);

#endif
