/* A cut while it grows; shared by the files of cut. */
#ifndef PLANNER_REASONS_CUT_GROWTH_H
#define PLANNER_REASONS_CUT_GROWTH_H

#include "planner/reasons/cut.h"

/* A care day of a client that asks for time. */
struct cut_ask {
	int32_t client, day;
	const struct visit *visit; /* hers of that day, or NULL */
};

/* What the plan would lose, tier by tier, by taking time from a client. */
struct cut_claim {
	struct values loss;
	int32_t client; /* REGION_NONE: there is none */
};

/* How a cut grows: tiers that grow alike have the same closures. */
enum cut_kind { CUT_OF_HOURS, CUT_OF_VISITS, CUT_AS_PLANNED, CUT_KIND_COUNT };

/* What belongs together whoever of it asks: all that she reaches. Those who reach each other have the same. */
struct cut_closure {
	int32_t holders; /* cuts, and the finder */
	int32_t *clients;
	bool *free;
	struct cut_day *days;
	int32_t client_count, day_count;
	struct cut_claim *claims; /* the least of them, see cut_due.c */
	struct cut counted;       /* its figures but for those of its tier */
	int32_t short_clients[TIER_COUNT];
	int64_t short_units[TIER_COUNT];
};

/* Something is in the cut, or was asked for, where its mark is the number of the question: so the room is used again
 * without being cleared, and a question costs what it looks at. It ends early where an earlier one has looked: at a
 * client who is known to reach what leaks, or whose closure is known. */
struct cut_growth {
	const struct cut_finder *finder;
	const struct problem *problem;
	int32_t client; /* who asks */
	enum tier tier;
	enum cut_kind kind;
	bool leaks, is_undue;               /* either: it is not tight */
	struct cut_closure *known;          /* that of an earlier question, found to be hers too */
	const struct cut_closure *compared; /* the last that was held against her, and is not */
	uint32_t question;
	uint32_t *day_marks;                 /* [caregiver * day_count + day] */
	uint32_t *client_marks, *free_marks; /* [client] */
	uint32_t *ask_marks;                 /* [first_ask of the client + care day, from 0] */
	int32_t *first_ask;                  /* [client] */
	struct cut_day *days;                /* in the cut, in the order in which they came */
	int32_t *clients;                    /* likewise; [client] at most */
	struct cut_ask *asked;               /* to be followed */
	int32_t day_count, day_capacity, client_count, asked_count, asked_capacity;
	struct values *gains;     /* [length]: what she who asks would gain, see cut_due.c */
	struct cut_claim *claims; /* of the days in the cut */
	/* What earlier questions found, [client]. */
	bool *is_leaking[CUT_KIND_COUNT];
	struct cut_closure **closures[CUT_KIND_COUNT]; /* NULL: not known */
	int64_t work;                                  /* of all questions */
};

static inline size_t cut_week_index(const struct problem *problem, int32_t caregiver, int32_t day)
{
	return (size_t)caregiver * (size_t)problem->week_count + (size_t)problem->week_of_day[day];
}

/* The days of the week of this one. */
static inline void cut_span_week(int32_t *first, int32_t *last, const struct problem *problem, int32_t day)
{
	const int32_t *week_of_day = problem->week_of_day;

	*first = *last = day;
	while (*first > 0 && week_of_day[*first - 1] == week_of_day[day])
		(*first)--;
	while (*last + 1 < problem->day_count && week_of_day[*last + 1] == week_of_day[day])
		(*last)++;
}

/* How a cut of this tier grows: behind presence with visits where they are, since a visit less would hurt it. */
static inline enum cut_kind cut_kind_of(const struct problem *problem, enum tier tier)
{
	enum tier presence = problem_tier(problem, KIND_PRESENCE);

	return tier > presence ? CUT_AS_PLANNED : tier == presence ? CUT_OF_VISITS : CUT_OF_HOURS;
}

/* The room of the finder for a question of this client, empty but for what is known. */
struct cut_growth *cut_begin_growth(const struct cut_finder *finder, int32_t client, enum tier tier);

/* Follows what is asked to its end, or until it is settled whether the cut is tight. Who asks for what leaks by herself
 * is remembered. */
void cut_grow(struct cut_growth *growth);

/* The order of the clients of a closure: ascending. */
int cut_compare_clients(const void *left, const void *right);

/* Is the closure closed around this client too? Then it holds all that she reaches. */
bool cut_is_free_in(const struct cut_closure *closure, int32_t client);

/* The visits of a caregiver on a day. */
const struct visit *cut_cell(const struct cut_finder *finder, int32_t caregiver, int32_t day, int32_t *count);

/* Her visit on this day, or NULL. */
const struct visit *cut_visit_on(const struct cut_finder *finder, int32_t client, int32_t day);

/* Her must of fixed length. */
bool cut_is_fixed(const struct cut_finder *finder, const struct visit *visit);
bool cut_is_must(const struct cut_finder *finder, const struct visit *visit);

/* The shortest that this visit may be. */
int32_t cut_shortest(const struct cut_finder *finder, const struct visit *visit);

/* What each client would lose with a unit less; the caller frees. */
struct values *cut_unit_losses(const struct cut_finder *finder);

/* Claims that are kept: two for each length of what may be taken. */
size_t cut_count_claims(const struct cut_finder *finder);

/* Reckons what she who asks would gain; no claims yet. */
void cut_begin_claims(struct cut_growth *growth);

/* Notes what is claimed by a visit of the cut; it is undue if she who asks would gain more. */
void cut_claim_visit(struct cut_growth *growth, const struct visit *visit);

/* Has nobody of these more than her due, compared with her who asks? */
bool cut_are_due(const struct cut_growth *growth, const struct cut_claim *claims);

/* Has nobody in the cut more than her due, compared with this client? */
bool cut_is_due(const struct cut *cut, const struct cut_finder *finder, int32_t client);

#endif
