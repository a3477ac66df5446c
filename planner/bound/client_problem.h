/* What prices leave of a client: the cheapest schedule of her visits, by a dynamic program over her care days. */
#ifndef PLANNER_BOUND_CLIENT_PROBLEM_H
#define PLANNER_BOUND_CLIENT_PROBLEM_H

#include <stdbool.h>

#include "planner/bound/costs.h"
#include "planner/bound/limits.h"
#include "planner/plan/values.h"
#include "planner/problem/classes.h"
#include "planner/problem/problem.h"

/* The states of a client's dynamic program: points of her visits so far, and their units. A visit on the first day is
 * worth first_points, on any other day one, so that q points are made by a number of visits between two bounds. */
struct client_grid {
	int32_t points, units; /* the most of each */
	int32_t first_points;
	int32_t shortest, longest; /* lengths of a visit */
};

struct client_grid client_problem_grid(const struct problem *problem, int32_t client);

/* Points of a visit on the day of this offset. */
static inline int32_t client_problem_points_on(struct client_grid grid, int32_t offset)
{
	return offset == 0 ? grid.first_points : 1;
}

/* The most points that there can be before the day of this offset. */
static inline int32_t client_problem_reach(struct client_grid grid, int32_t offset)
{
	int32_t most = offset == 0 ? 0 : offset - 1 + grid.first_points;

	return most < grid.points ? most : grid.points;
}

/* Units of visits that make so many points: from .. to, whatever the day. */
static inline int32_t client_problem_units_from(struct client_grid grid, int32_t points)
{
	return (points >= grid.first_points ? points - grid.first_points + 1 : points) * grid.shortest;
}

static inline int32_t client_problem_units_to(struct client_grid grid, int32_t points)
{
	int32_t most = points * grid.longest;

	return most < grid.units ? most : grid.units;
}

/* The place of a state before the day of an offset in the layers. */
static inline int64_t client_problem_state(struct client_grid grid, int32_t offset, int32_t points, int32_t units)
{
	return ((int64_t)offset * (grid.points + 1) + points) * (grid.units + 1) + units;
}

/* The least cost of one client: terms of the tier, kept weights and prices paid. Adds her visits to use. */
struct client_problem {
	const struct problem *problem;
	const struct classes *classes;
	enum tier tier;
	bool kept_as_rule[TIER_COUNT]; /* an earlier tier that is at its floor: so is each client's term */
	int64_t spare[TIER_COUNT];     /* of an earlier tier, scaled as in values.h: its value less all floors */
	int64_t *floors; /* [client][tier], scaled likewise: least term, had she every caregiver to herself */
	int64_t floor_sums[TIER_COUNT];    /* over all clients */
	bool *wanted;                      /* [classes_place * lengths + units]: some client could have such a visit */
	int64_t *hour_table, *point_table; /* [client]: offsets of her rows in the terms */
	int64_t *hour_terms;               /* [units][tier], in prices' units, rounded down */
	int64_t *point_terms;              /* [points] of presence */
	int64_t *layers;                   /* work space of the dynamic program */
	int64_t *hour_costs;               /* [units] */
	int64_t *day_prices;               /* [day][units], best class */
	bool *forced;                      /* [day]: somebody must come */
	const struct limits *limits;       /* NULL: pins and rules alone */
	int64_t tolerance;         /* of classes whose prices differ by less the one with most time left is used */
	int32_t *open_units;       /* [classes_place]: caregivers' time, journeys counted, less what is used */
	int64_t terms[TIER_COUNT]; /* out: terms of the tiers in her best schedule, in prices' units */
};

int64_t client_problem_solve(struct client_problem *client_problem, const struct prices *prices, int32_t client,
			     excess_demand *use);
/* The cost of q points and p units at the end of her schedule: all but the prices. */
int64_t client_problem_end_cost(const struct client_problem *client_problem, const struct prices *prices,
				int32_t client, int32_t points, int32_t units);
void client_problem_build(struct client_problem *client_problem, const struct problem *problem,
			  const struct classes *classes);
/* What each client's terms come to at least, had she every caregiver to herself; once, after building.
 * class_available: [classes_place]. */
void client_problem_find_floors(struct client_problem *client_problem, const int32_t *class_available);
/* Lengths of visits that some client could have, per class and day; once, after building. */
void client_problem_find_wanted(struct client_problem *client_problem);
void client_problem_free(struct client_problem *client_problem);

#endif
