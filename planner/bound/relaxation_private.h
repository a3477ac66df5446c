/* Shared by relaxation*.c only: the small problems that prices leave, one kind a file. */
#ifndef PLANNER_BOUND_RELAXATION_PRIVATE_H
#define PLANNER_BOUND_RELAXATION_PRIVATE_H

#include "planner/bound/limits.h"
#include "planner/bound/relaxation.h"

#define RELAXATION_NEVER (INT64_C(1) << 60) /* cost of what may not be */

/* Price of a length for which nobody of a class has time on a day: it keeps clients away and is free for the bound. */
#define RELAXATION_NOBODY (4096 * PRICES_SCALE)

__extension__ typedef __int128 int128; /* products of prices and weights, before they are scaled down */

/* Before a function: it is compiled for wide registers too, and the one that fits the processor is chosen when the
 * program starts. Results are the same. Needs x86-64 and the loader of the GNU C library. */
#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__has_attribute)
#if __has_attribute(target_clones)
#define RELAXATION_WIDE __attribute__((target_clones("avx2", "default")))
#endif
#endif
#ifndef RELAXATION_WIDE
#define RELAXATION_WIDE
#endif

/* Clients who use a length, less caregivers who offer it: how the prices are out of balance. NULL: not asked for. */
typedef int32_t relaxation_count;

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
	int64_t *hour_table, *visit_table; /* [client]: offsets of her rows in the terms */
	int64_t *hour_terms;               /* [units][tier], in prices' units, rounded down */
	int64_t *visit_terms;              /* [visits] of tier presence */
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
			     relaxation_count *use);
/* The cost of n visits and p units at the end of her schedule: all but the prices. */
int64_t client_problem_end_cost(const struct client_problem *client_problem, const struct prices *prices,
				int32_t client, int32_t visits, int32_t units);
void client_problem_build(struct client_problem *client_problem, const struct problem *problem,
			  const struct classes *classes);
/* What each client's terms come to at least, had she every caregiver to herself; once, after building.
 * class_available: [classes_place]. */
void client_problem_find_floors(struct client_problem *client_problem, const int32_t *class_available);
/* Lengths of visits that some client could have, per class and day; once, after building. */
void client_problem_find_wanted(struct client_problem *client_problem);
void client_problem_free(struct client_problem *client_problem);

/* The most that a class's caregivers can earn on one day, by load. */
struct day_earnings {
	int64_t *most;   /* [load + travel]: most earned with so many units of visits and travel */
	int32_t *length; /* [load + travel]: visit to take there, 0: one unit less does as well */
};

struct caregiver_problem {
	const struct problem *problem;
	const struct classes *classes;
	int32_t load_count;        /* loads 0 .. longest availability, and travel */
	struct day_earnings *days; /* [classes_place] */
	int64_t *earnings;         /* memory behind days */
	int32_t *lengths;
	int32_t *class_available;       /* [classes_place]: longest availability */
	struct caregiver_block *blocks; /* stretches of days that do not touch each other */
	int32_t block_count, block_capacity;
	int64_t *layers; /* work space */
	int64_t layer_capacity;
	int32_t *loads; /* [day]: work space */
};

void caregiver_problem_build(struct caregiver_problem *caregiver_problem, const struct problem *problem,
			     const struct classes *classes);
void caregiver_problem_free(struct caregiver_problem *caregiver_problem);

/* The most that all caregivers can earn. Takes their visits off use, and adds their time to open_units. */
int64_t caregiver_problem_solve(struct caregiver_problem *caregiver_problem, const struct prices *prices,
				relaxation_count *use, int32_t *open_units);

struct relaxation {
	const struct problem *problem;
	const struct classes *classes;
	struct client_problem clients;
	struct caregiver_problem caregivers;
	double term_sums[TIER_COUNT]; /* of the last solution, in planning units */
};

/* What it costs the bound to give a client exactly so many units (visits, when the tier is presence), for 0 up to one
 * less than the returned count. The caller frees *regrets. Call after relaxation_evaluate at these prices. */
int32_t relaxation_regret_outcomes(struct relaxation *relaxation, const struct limits *limits,
				   const struct prices *prices, int32_t client, int64_t **regrets);

/* The Lagrangian's value in prices' units; use, if not NULL, gets clients' visits less caregivers' offers. */
int64_t relaxation_evaluate(struct relaxation *relaxation, const struct prices *prices, enum tier tier,
			    const struct values *reached, relaxation_count *use);

#endif
