/* Why hours are short: one true reason for every client who is short in any tier of a plan.
 *
 * Decided by counting, in exact integers, from the problem and the plan alone. Reasons are tried in the order of the
 * enum and the first that holds is the client's:
 *
 *   window    whatever anybody did in the days that are left, she would be as short as she is: a visit of the longest
 *             length on each of them and all digital hours change no shortage of hers
 *   area      nobody's work area holds her postcode
 *   contract  somebody's does, but nobody of them may serve her: no contract with her insurer, or mediation is off
 *   pin       on her days only those could come whom a never keeps away
 *   pin       one change for her that only the planner's own pins forbid would make the plan better in the order of
 *             the tiers
 *   confirmed she is below her legal minimum, and one change that only a visit confirmed by the previous plan forbids
 *             would bring her nearer to it, and make the plan better in the order of the tiers
 *   roster    in the earliest tier in which she is short she would stay short with the longest visit on each day up to
 *             the last of which anybody's hours are known, and the days behind it would help
 *   window    so she would with the longest visit on each of her days: she would stay short whatever else were lifted
 *   contract, limit, days, shortest
 *             somebody has time for her that only one rule keeps (kept.h): no contract or no mediation, a weekly limit,
 *             days in a row, or shifts that are shorter than the shortest visit
 *   capacity  the rest: some may serve her, and their time is given to claims that are as good as hers
 *
 * Behind a reason stands a proof. A cut is a count that anyone can repeat: for capacity, and where a rule keeps some
 * time, caregiver-days that are used up and serve only clients none of whom has more than her due (cut.h); for window,
 * roster, area and a contract without which nobody may come the reason itself is the count. Where no tight cut is found
 * it is the search: the best plan found has nothing for her, and no single change (plan/single.h) helps; or, for one of
 * the clients at least, one would give her more of the remaining hours, which continuity_percent lets the plan give up
 * for known faces. Clients with the
 * same reason and the same cause share a bottleneck: window by the last care day, roster all in one, area by the span
 * of postcodes that nobody serves, contract by provider and insurer, pin and confirmed each client for herself; those
 * who are short of time by a cut that holds for all of them, or without one with those who have at least two thirds of
 * the caregivers who may serve them in common with the first of them.
 */
#ifndef PLANNER_REASONS_BOTTLENECK_H
#define PLANNER_REASONS_BOTTLENECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "planner/plan/plan.h"
#include "planner/reasons/cut.h"
#include "planner/problem/problem.h"

enum bottleneck_reason {
	BOTTLENECK_AREA,
	BOTTLENECK_CONTRACT,
	BOTTLENECK_ROSTER,
	BOTTLENECK_WINDOW,
	BOTTLENECK_PIN,
	BOTTLENECK_CONFIRMED,
	BOTTLENECK_LIMIT,
	BOTTLENECK_DAYS,
	BOTTLENECK_SHORTEST,
	BOTTLENECK_CAPACITY,
	BOTTLENECK_REASON_COUNT
};

/* The words of the enum as they stand in bottlenecks.csv: area, contract, ... */
extern const char *const bottleneck_reason_names[BOTTLENECK_REASON_COUNT];

enum bottleneck_proof { BOTTLENECK_CUT, BOTTLENECK_SEARCH, BOTTLENECK_GIVEN_UP, BOTTLENECK_PROOF_COUNT };

/* cut, search, given-up */
extern const char *const bottleneck_proof_names[BOTTLENECK_PROOF_COUNT];

#define BOTTLENECK_WORDS_SIZE 512 /* longer texts end in ... */

struct bottleneck {
	int32_t number; /* from 1: B1 in the tables. The first lack most of the legal minimum, then most hours */
	enum bottleneck_reason reason;
	enum bottleneck_proof proof;
	enum tier tier; /* the earliest in which its clients are short; its cut is of the same */
	struct cut cut; /* tight, of one caregiver-day at least; {0} unless it proves that time is short */
	int32_t client_first, client_count; /* slice of bottlenecks.clients */
	int32_t caregiver_count;            /* of the cut; else who may serve at least one of them, pins aside */
	int32_t postcode_from, postcode_to; /* least and greatest of the clients */
	int32_t first_day, last_day;        /* their care days left, from the plan date */
	int32_t must;                       /* confirmed: of problem.musts; else REGION_NONE */
	bool of_time;            /* somebody may come to them, and has no time: capacity, or a rule that keeps some */
	int32_t kept_caregivers; /* of whom the rule keeps time that is there from one of them */
	int32_t unknown_days;    /* care days of theirs beyond the last day of which anybody's hours are known */
	bool kept_away; /* pin: nevers keep away everybody who has time for a visit on her days, in the plan or not */
	int64_t wanted_units; /* what they still want: indicated, not declined and not received */
	/* window, roster: visits of the longest length on all their known days; where nobody may come: 0; the others:
	 * their visits in the plan, plus the time that those who may come have left after it; by a cut: the time of
	 * its caregiver-days */
	int64_t available_units;
	int64_t unused_units; /* that time */
	/* Clients whom one change that the rules and pins allow would help: 0 in a good plan, unless continuity_percent
	 * gives hours up. */
	int32_t helped_count;
	int64_t minimum_short_units; /* of the legal minimum */
	int64_t short_units;         /* in all tiers of hours */
	int64_t short_visits;        /* points of presence: a care day without a visit is one, the first may be more */
};

struct bottlenecks {
	const struct problem *problem; /* borrowed */
	struct bottleneck *list;       /* in the order of their numbers */
	size_t count;
	int32_t *clients;   /* problem indices, ascending within a bottleneck */
	int32_t *of_client; /* [client of the problem] index into list, REGION_NONE for who is not short */
};

/* The caller frees. The plan must obey the rules. */
void bottleneck_find(struct bottlenecks *found, const struct problem *problem, const struct plan *plan);

/* One sentence for people, with names of providers and insurers; of clients and caregivers only with the reason
 * confirmed, which names a visit. */
void bottleneck_write_words(char text[BOTTLENECK_WORDS_SIZE], const struct bottlenecks *found,
			    const struct bottleneck *bottleneck, bool dutch);

void bottleneck_free(struct bottlenecks *found);

#endif
