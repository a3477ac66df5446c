/* A shortage as a cut: caregiver-days that are used up, and the clients whom alone they serve.
 *
 * A cut starts at one client who is short in a tier and is closed: whoever could free time for her on a caregiver-day,
 * and whatever could be given to those in its place, is in it. So it is the smallest such set around her. It is tight,
 * and only then a reason, when
 *
 *   used up    nobody in it can use a unit that is left on one of its caregiver-days, or in their weeks;
 *   serve only every visit on them is to a client of the cut;
 *   her due    time of any of these clients given to the short one would not make the plan better in the order of
 *              the tiers: theirs is an equal or an earlier claim.
 *
 * What is closed depends on the tier. Visits (presence): the caregiver-days hold no further visit even with all of
 * theirs at the shortest; every visit may go to another caregiver of that day and to another day of the same client,
 * and takes those caregiver-days in. So no plan at all gives these clients together more visits; nor
 * more points of presence, since nobody is in it who could be visited on her first day and is not. Hours (of tiers
 * before presence): the same, with hours for visits, and nothing may be left. Hours (of tiers behind presence, since a
 * visit less would hurt it): who comes to whom on which day stays as planned, and visits get longer and shorter; a
 * visit of the shortest length frees nothing.
 */
#ifndef PLANNER_REASONS_CUT_H
#define PLANNER_REASONS_CUT_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/plan/spare.h"
#include "planner/plan/values.h"

struct cut_day {
	int32_t caregiver, day;
};

struct cut {
	int32_t client; /* the short one */
	enum tier tier;
	bool tight;
	bool as_planned; /* closed with visits where they are; else whatever the plan */
	/* Of the closure, which all cuts of one finder around the same caregiver-days share. */
	const int32_t *clients;     /* ascending, she is among them */
	const bool *free;           /* [of clients] what she has may go to others: the cut is closed around her too */
	const struct cut_day *days; /* by day, caregiver */
	int32_t client_count, day_count, caregiver_count;
	/* The count that anyone can repeat. available: on these days, within weekly limits; it is care, travel and what
	 * is left in pieces that are too short for a visit. */
	int64_t available_units, care_units, travel_units, unused_units;
	int32_t visit_count;
	int64_t wanted_units; /* what the clients of the cut still want in all */
	/* What they lack in its tier, she included. */
	int32_t short_clients;
	int64_t short_units;
	struct cut_closure *closure; /* held until cut_free */
};

/* A plan as cuts look at it. Built once a plan. */
struct cut_finder {
	struct spare spare;
	struct visit *visits;       /* by caregiver, day */
	int32_t *cell_first;        /* [caregiver * day_count + day + 1]: slice of visits */
	int32_t *day_least;         /* [caregiver * day_count + day]: care with every visit at its shortest */
	int32_t *week_least;        /* [caregiver * week_count + week]: likewise, with travel */
	int32_t longest_units;      /* of all visits */
	struct values *unit_losses; /* [client]: what the plan would lose if she had a unit less */
	struct cut_growth *growth;  /* room for one question at a time, and what earlier ones have found */
};

/* The caller frees. problem is borrowed; the plan, which must obey the rules, need not live on. */
void cut_finder_build(struct cut_finder *finder, const struct problem *problem, const struct plan *plan);
void cut_finder_free(struct cut_finder *finder);

/* Clients, visits and places for a visit that its questions have looked at so far: their work, without a clock. */
int64_t cut_finder_work(const struct cut_finder *finder);

/* The cut around this client in a tier in which she is short. Of one that is not tight nothing
 * more is told. The caller frees; it may outlive the finder. */
void cut_find(struct cut *cut, const struct cut_finder *finder, int32_t client, enum tier tier);

/* The cut in the earliest tier in which she is short. */
void cut_find_first(struct cut *cut, const struct cut_finder *finder, int32_t client);

/* Is the cut tight for this client of it, too: closed around her, and nobody with more than her due? */
bool cut_holds_for(const struct cut *cut, const struct cut_finder *finder, int32_t client);

void cut_free(struct cut *cut);

#endif
