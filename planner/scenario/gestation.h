/* When an expected birth comes in a draw: a day of the curve of planner/problem/births.h, given that it has not come by
 * the plan date. */
#ifndef PLANNER_SCENARIO_GESTATION_H
#define PLANNER_SCENARIO_GESTATION_H

#include <stdint.h>

#include "planner/region/region.h"

/* The day of birth, on plan_day or later: the curve given that it is not before plan_day. A birth that is overdue
 * beyond the curve comes on plan_day. key: of random.h, the client's own. Days of planner/base/day.h. */
int32_t gestation_draw(uint64_t key, int32_t due_day, int32_t plan_day);

/* The same for a client who is expected, by her key under the seed; at the latest on the day that is set for it, a
 * caesarean or an induction (expected_on), while that is not past. */
int32_t gestation_draw_client(uint64_t seed, const struct region_client *client, int32_t plan_day);

#endif
