/* The relaxation behind the bounds: what prices prove (Lagrangian relaxation; M. L. Fisher, 1981). All of it in whole
 * numbers. Good prices are looked for in climb.h. */
#ifndef PLANNER_BOUND_RELAXATION_H
#define PLANNER_BOUND_RELAXATION_H

#include "planner/bound/costs.h"
#include "planner/bound/limits.h"
#include "planner/plan/prices.h"

struct relaxation; /* the small problems of one night, built once */

/* The caller frees. problem and classes are borrowed and must outlive it. */
struct relaxation *relaxation_build(const struct problem *problem, const struct classes *classes);
void relaxation_free(struct relaxation *relaxation);

/* The bound of a tier that these prices prove, given the exact values reached in the tiers before it: scaled as in
 * values.h, rounded down, never below 0. */
int64_t relaxation_bound(struct relaxation *relaxation, const struct prices *prices, enum tier tier,
			 const struct values *reached);

/* The Lagrangian's value in prices' units, COSTS_NEVER where limits leave no plan; use, if not NULL, gets clients'
 * visits less caregivers' offers. */
int64_t relaxation_evaluate(struct relaxation *relaxation, const struct prices *prices, enum tier tier,
			    const struct values *reached, excess_demand *use);

/* Operations of the clients' dynamic programs in one step of a search for prices, nearly: most of its work where visits
 * may be long and care days are many. */
int64_t relaxation_count_cells(const struct relaxation *relaxation);

/* Bounds from here on are of plans within these limits only; NULL: of all plans. limits are borrowed. */
void relaxation_limit(struct relaxation *relaxation, const struct limits *limits);

/* Cuts off whatever no plan within the limits has whose value of the tier is at most `most`, the tiers before it being
 * as reached. False if there is no such plan at all. The relaxation must be limited by the same limits or by none. */
bool relaxation_tighten(struct relaxation *relaxation, struct limits *limits, const struct prices *prices,
			enum tier tier, const struct values *reached, int64_t most);

/* What it costs the bound to give a client exactly so many units (visits, when the tier is presence), for 0 up to one
 * less than the returned count. The caller frees *regrets. Call after relaxation_evaluate at these prices. */
int32_t relaxation_regret_outcomes(struct relaxation *relaxation, const struct limits *limits,
				   const struct prices *prices, int32_t client, int64_t **regrets);

#endif
