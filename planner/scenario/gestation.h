/* When an expected birth comes in a draw: a day of the curve of planner/problem/births.h, given that it has not come by
 * the plan date. */
#ifndef PLANNER_SCENARIO_GESTATION_H
#define PLANNER_SCENARIO_GESTATION_H

#include <stdint.h>

/* The day of birth, on plan_day or later: the curve given that it is not before plan_day. A birth that is overdue
 * beyond the curve comes on plan_day. key: of random.h, the client's own. Days of planner/base/day.h. */
int32_t gestation_draw(uint64_t key, int32_t due_day, int32_t plan_day);

#endif
