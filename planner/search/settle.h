/* The hours of visits that are settled: who comes to whom on which day stays, and units go where they are due.
 *
 * With visits fixed the division of hours is a transport problem with convex costs, so a plan whose hours can be
 * bettered at all can be bettered by one unit along a path: a visit longer in the place of another of the same
 * caregiver, whose client gets another visit longer, and so on, up to a client who has more than her due or a caregiver
 * who has time left. */
#ifndef PLANNER_SEARCH_SETTLE_H
#define PLANNER_SEARCH_SETTLE_H

#include "planner/search/search.h"

/* Betters the exact tier values, unit by unit, until no path is left. Tiers only: mediation, continuity and digital
 * hours are not looked at. */
void settle_hours(struct search *search);

/* The same, but a tier that has become no worse than this is bettered no further: so that few hours change. */
void settle_hours_until(struct search *search, const struct values *enough);

/* The values that settling the hours would come to. They are not settled. */
struct values settle_foresee(struct search *search);

#endif
