/* The night's problem: a region under a policy, derived once and only read afterwards.
 *
 * Clients to plan and caregivers stand in the order of their keys (bytewise), so that nothing that follows depends
 * on the order of rows in the tables. All amounts are whole planning units. Where a list belongs to a client it is a
 * slice of one shared array.
 *
 * Days are indices into the calendar (dates), which holds whole weeks: those in which a client to plan has a care day,
 * and that of the plan date, from the plan date (day 0) to the last care day. Weeks in between that nobody needs are
 * left out, so that time and memory depend on the care days and not on how far the last of them lies ahead. One day
 * stands for each such gap: its first, on which nobody has care and nobody is available, so that days in a row end
 * there. The care days of a client follow each other without a gap.
 */
#ifndef PLANNER_PROBLEM_PROBLEM_H
#define PLANNER_PROBLEM_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "planner/region/policy.h"
#include "planner/region/region.h"

enum client_status {
	CLIENT_PLANNED,
	CLIENT_FINISHED,   /* no care day from the plan date on */
	CLIENT_LATER,      /* starts after the horizon, or after the last day of which anybody's hours are known */
	CLIENT_UNREACHABLE /* to plan, but nobody may serve her */
};

struct problem_client {
	int32_t region_index;
	int32_t provider, insurer;
	int32_t first_day, day_count; /* care days left: first_day .. first_day + day_count - 1, all in the calendar */
	/* Demands, filled from the bottom: minimum, then medical, then the rest. */
	int32_t minimum_units, medical_units, rest_units, wanted_units;
	enum tier medical_tier, presence_tier; /* where they stand in the order of the policy */
	enum tier rest_tier; /* in which the rest counts: where the guaranteed hours stand, or remaining */
	int32_t physical_received, digital_received;
	int32_t left_units;     /* wanted and not yet received */
	int32_t shortest_units; /* shortest visit: the policy's, or all that is left if that is less; 0: none is left */
	int32_t visits_wanted;  /* as many care days as visits of what is left could be made on */
	/* Presence counts in points: a visit on the first care day left is worth first_points, on another day one. */
	int32_t first_points;
	int32_t points_wanted; /* demand of presence: the points of the visits_wanted days of most points */
	int32_t digital_room;  /* digital units that may still be given */
	int32_t eligible_first, eligible_count; /* slice of problem.eligible */
	int32_t known_first, known_count;       /* slice of problem.known: caregivers of past visits */
	int32_t must_first, must_count;         /* slice of problem.musts, by day */
};

struct problem_caregiver {
	int32_t region_index;
	int32_t provider;
	int32_t row_limit; /* days in a row that she may work; 0 is no limit */
	int32_t past_run;  /* days worked in a row up to the day before the plan date */
};

/* Who wants a must. One of both has the hours that were confirmed, and is the planner's where it is told of. */
enum problem_must_source {
	MUST_PINNED,    /* the planner */
	MUST_CONFIRMED, /* the previous plan (C13) */
	MUST_BOTH
};

/* A visit that has to be. */
struct problem_must {
	int32_t client, caregiver, day;
	int32_t units; /* 0: any allowed length */
	enum problem_must_source source;
};

/* A visit that the planner has forbidden. */
struct problem_never {
	int32_t client, caregiver;
	int32_t day; /* REGION_NONE: on no day */
};

struct problem {
	const struct region *region; /* borrowed, outlives the problem */
	const struct policy *policy; /* borrowed, outlives the problem */
	struct problem_client *clients;
	struct problem_caregiver *caregivers;
	int32_t client_count, caregiver_count;
	int32_t day_count;          /* days of the calendar; the last is the last care day */
	int32_t week_count;         /* ISO weeks that these days touch */
	int32_t roster_end;         /* date: the last of which anybody's hours are known; DAY_NONE if none is */
	int32_t *dates;             /* [day], ascending; dates[0] is the plan date */
	int32_t *week_of_day;       /* [day], ascending and without holes */
	int32_t *available_units;   /* [caregiver * day_count + day] */
	int32_t *week_free_units;   /* [caregiver * week_count + week]: her limit less past work; INT32_MAX: no limit */
	int32_t *eligible;          /* caregivers, ascending within a client */
	int32_t *known;             /* caregivers, ascending within a client */
	struct problem_must *musts; /* sorted by client, day, caregiver */
	struct problem_never *nevers; /* sorted by client, caregiver, day */
	int32_t must_count, never_count;
	enum tier tier_of[KIND_COUNT];
	enum client_status *status;   /* [client of the region] */
	int32_t *birth_dates;         /* [client of the region]: her birth, or the day on which it is expected */
	int32_t *client_of_region;    /* [client of the region], REGION_NONE if not to plan */
	int32_t *caregiver_of_region; /* [caregiver of the region] */
};

/* Derives the problem; *problem is filled, the caller frees. The tables must have been checked (load_region). */
void problem_derive(struct problem *problem, const struct region *region, const struct policy *policy);

void problem_free(struct problem *problem);

/* May this caregiver serve this client, by area, contract and mediation (C5)? Pins are not looked at. */
bool problem_is_eligible(const struct problem *problem, int32_t client, int32_t caregiver);

/* Has the planner forbidden this visit (C12)? */
bool problem_is_never(const struct problem *problem, int32_t client, int32_t caregiver, int32_t day);

/* The must of this visit, or NULL. */
const struct problem_must *problem_find_must(const struct problem *problem, int32_t client, int32_t caregiver,
					     int32_t day);

/* Is this a visit that the previous plan confirmed? */
bool problem_is_confirmed(const struct problem *problem, int32_t client, int32_t caregiver, int32_t day);

/* The must of a client on a day, whoever is to come; the first where pins contradict each other, NULL without one. */
const struct problem_must *problem_must_on(const struct problem *problem, int32_t client, int32_t day);

/* 0 on days outside the calendar. */
int32_t problem_available_units(const struct problem *problem, int32_t caregiver, int32_t day);

/* What a tier is about. */
static inline enum tier_kind problem_kind(const struct problem *problem, enum tier tier)
{
	return problem->policy->order[tier];
}

/* Where a kind of tier stands in the order of the policy. */
static inline enum tier problem_tier(const struct problem *problem, enum tier_kind kind)
{
	return problem->tier_of[kind];
}

/* The name of a tier in files. */
static inline const char *problem_tier_name(const struct problem *problem, enum tier tier)
{
	return tier_kind_names[problem_kind(problem, tier)];
}

/* Points of a visit on this day. */
static inline int32_t problem_points(const struct problem_client *client, int32_t day)
{
	return day == client->first_day ? client->first_points : 1;
}

/* The place of a caregiver's day in all arrays [caregiver * day_count + day]. */
static inline size_t problem_cell(const struct problem *problem, int32_t caregiver, int32_t day)
{
	return (size_t)caregiver * (size_t)problem->day_count + (size_t)day;
}

/* The date of a day. Days outside the calendar, which only a plan that breaks C3 has, go on at its ends. */
int32_t problem_date(const struct problem *problem, int32_t day);

/* The day of a date, REGION_NONE if it is not in the calendar. */
int32_t problem_find_day(const struct problem *problem, int32_t date);
/* Work of a region's shifts, in units, [caregiver * day_count + day] of the problem; the caller frees. The region may
 * be another one than the problem's, with the same caregivers in the same places: before absence was drawn, say. */
int32_t *problem_sum_shifts(const struct problem *problem, const struct region *region);

/* Care that each client of the region has received, in exact ticks; the caller frees both arrays. */
void problem_sum_received(int64_t **physical_ticks, int64_t **digital_ticks, const struct region *region);

/* Indicated minus declined, each rounded down to units. */
int32_t problem_wanted_units(const struct policy *policy, const struct region_client *row);

/* Her legal minimum, or what she wants if that is less. */
int32_t problem_minimum_units(const struct policy *policy, const struct region_client *row);

/* The first day at home of a client of the region: of her birth, or of the day on which it is expected, or later. */
int32_t problem_home_date(const struct problem *problem, int32_t region_index);

/* A client of the region who is later because her first day at home lies beyond the last day of any roster. */
bool problem_is_beyond_rosters(const struct problem *problem, int32_t region_index);

/* Whole units in an exact number of ticks, rounded down. */
int32_t problem_units_of_ticks(const struct policy *policy, int64_t ticks);

#endif
