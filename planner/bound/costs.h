/* Costs of the small problems that prices leave, in prices' units. */
#ifndef PLANNER_BOUND_COSTS_H
#define PLANNER_BOUND_COSTS_H

#include <stdint.h>

#include "planner/plan/prices.h"

#define COSTS_NEVER (INT64_C(1) << 60) /* cost of what may not be */

/* Price of a length for which nobody of a class has time on a day: it keeps clients away and is free for the bound. */
#define COSTS_NOBODY (4096 * PRICES_SCALE)

__extension__ typedef __int128 int128; /* products of prices and weights, before they are scaled down */

/* Clients who use a length on a day of a class, less caregivers who offer it: the subgradient of the bound in the
 * prices, [place * lengths + units]. Where a function takes one, NULL means that it is not asked for. */
typedef int32_t excess_demand;

#endif
