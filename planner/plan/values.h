/* What a plan is worth: shortages and tier values, exact.
 *
 * The value of a tier is the sum over clients of shortage^2 / demand. It is kept as whole numbers of 1 / VALUES_SCALE
 * units, each client's term rounded down: a plan is called better only by these numbers. No float decides.
 */
#ifndef PLANNER_PLAN_VALUES_H
#define PLANNER_PLAN_VALUES_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/plan/plan.h"
#include "planner/problem/problem.h"

/* Least common multiple of 1..24: with a million clients short of 80 hours in quarters a sum stays below 2^61. */
#define VALUES_SCALE INT64_C(5354228880)

/* Shortage and demand of one client per tier, in planning units (points for presence). */
struct shortages {
	int32_t short_units[TIER_COUNT];
	int32_t demand_units[TIER_COUNT];
};

struct values {
	int64_t scaled[TIER_COUNT]; /* sum of shortage^2 * VALUES_SCALE / demand, in units (points for presence) */
};

/* After the tiers, in this order; smaller is better. */
struct softs {
	int64_t mediated_units;
	int64_t excess_caregivers; /* per client beyond max_caregivers, past ones counted */
	int64_t dropped_visits;    /* of the previous plan that are not there with the same caregiver and hours */
	int64_t digital_units;
	int64_t caregiver_count; /* caregivers over all clients to plan, past ones counted (a figure, not an aim) */
	int64_t physical_units;  /* planned (a figure, not an aim) */
};

struct shortages values_client(const struct problem_client *client, int32_t planned_units, int32_t points,
			       int32_t digital_units);

/* One client's term of a tier's value, scaled. */
int64_t values_term(int32_t short_units, int32_t demand_units);

/* The earliest tier in which she is short; the last one where she is short in none. */
enum tier values_first_short(const struct shortages *shortages);

/* What a change of one client's shortages adds to the values, tier by tier; below 0 where it makes them better. */
struct values values_change(const struct shortages *before, const struct shortages *after);

/* The same for two clients of whom one gives to the other. */
struct values values_pair_change(const struct shortages before[2], const struct shortages after[2]);

/* Is that exchange a gain: is the pair better off in the order of the tiers, by the sum of their terms? */
bool values_pair_gain(const struct shortages before[2], const struct shortages after[2]);

/* [client]: what each lacks under a plan, which may break rules; the caller frees. */
struct shortages *values_clients(const struct problem *problem, const struct plan *plan);

struct values values_plan(const struct problem *problem, const struct plan *plan);

/* previous may be NULL. */
struct softs values_softs(const struct problem *problem, const struct plan *plan, const struct plan *previous);

/* Values of a tier are whole multiples of 1 / steps units (points for presence), whatever the plan: the least common
 * multiple of its demands. At most VALUES_STEPS_MAX; 0 if it is beyond that. */
#define VALUES_STEPS_MAX INT64_C(1000000000000)
int64_t values_steps(const struct problem *problem, enum tier tier);

/* Lifts a proven bound of a tier to the least value at or above it that any plan can have; never above value, which
 * some plan has. All scaled. */
int64_t values_lift_bound(const struct problem *problem, enum tier tier, int64_t bound, int64_t value);

/* Below 0 if a is lexicographically better than b, above 0 if worse. */
int values_compare(const struct values *a, const struct values *b);

/* A tier's value as the contract prints it: in hours, points for presence. For bounds, and for people: each client's
 * term has lost up to 1 / VALUES_SCALE units by rounding down. */
double values_in_hours(const struct problem *problem, enum tier tier, int64_t scaled);

/* Does a bound meet a value: are they at most a millionth of an hour (of a point) apart? Then no plan is better. */
bool values_meet(const struct problem *problem, enum tier tier, int64_t scaled_value, int64_t scaled_bound);

/* A bound as it is told: never above the value; in whole hundred-thousandths of an hour (of a point) and rounded down,
 * unless it meets the value. */
int64_t values_round_bound(const struct problem *problem, enum tier tier, int64_t scaled_bound, int64_t scaled_value);

/* A bound that was proven as it is told: lifted, then rounded. */
int64_t values_tell_bound(const struct problem *problem, enum tier tier, int64_t scaled_bound, int64_t scaled_value);

/* A plan's value in hours, without what rounding down loses: squares are summed per demand as integers and divided
 * once, so that it agrees with anybody's recomputation to the precision of a double. */
double values_plan_in_hours(const struct problem *problem, const struct plan *plan, enum tier tier);

#endif
