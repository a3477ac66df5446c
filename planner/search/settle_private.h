/* Shared by settle*.c only: which clients a unit could come from, and what could be won by it. */
#ifndef PLANNER_SEARCH_SETTLE_PRIVATE_H
#define PLANNER_SEARCH_SETTLE_PRIVATE_H

#include "planner/search/settle.h"

/* Visits give units to each other within a day of a caregiver, or within her week where that is what is full. So there
 * is an edge from client P to client N where a visit of P may grow, its day or week is full, and a visit of N there may
 * shrink. A path of edges ends in a client who gives a unit up, or in a visit whose caregiver has time left.
 *
 * `least` is a lower bound, in the order of the tiers, of what the end of any path from a client costs. It is exact
 * when found anew; after a unit has moved it is only ever lowered. So who has no gain by it has no path, and the search
 * for one, which looks at a large part of the region, is spared. */
struct settle_ends {
	const struct search *search;
	const int32_t *week_first; /* [week + 1]: first day of each week */
	struct values *least;      /* [client]; far beyond any cost: no path has an end */
	struct settle_loss *losses;
	int32_t *queue; /* clients whose bound fell: a ring of as many places as there are clients */
	bool *is_queued;
	int32_t queue_first, queue_count;
	int64_t looks; /* visits looked at so far: the work done */
};

void settle_ends_build(struct settle_ends *ends, const struct search *search, const int32_t *week_first);
void settle_ends_free(struct settle_ends *ends);

/* Finds all bounds anew, exactly. */
void settle_ends_find(struct settle_ends *ends);

/* A move of units is done, still in the log of the search; it gave one to client first and took it from client last
 * (first itself: from a caregiver's time). Lowers the bounds that this may have lowered. */
void settle_ends_follow(struct settle_ends *ends, int32_t first, int32_t last);

/* a + b < 0 in the order of the tiers? */
static inline bool settle_is_gain(const struct values *a, const struct values *b)
{
	for (int t = 0; t < TIER_COUNT; t++) {
		int64_t sum = a->scaled[t] + b->scaled[t];
		if (sum != 0)
			return sum < 0;
	}
	return false;
}

/* Days whose visits could give a unit to the visits of this cell: its own, or its week's where the day has time. */
struct settle_days {
	int32_t first, end;
};

static inline struct settle_days settle_days_giving(const struct search *s, const int32_t *week_first,
						    const struct search_cell *cell, int32_t day)
{
	int32_t week = s->problem->week_of_day[day];

	if (cell->load < cell->capacity)
		return (struct settle_days){week_first[week], week_first[week + 1]};
	return (struct settle_days){day, day + 1};
}

#endif
