/* When an expected birth comes: a day drawn around the due date, given that it has not come by the plan date.
 *
 * After A. M. Jukic, D. D. Baird, C. R. Weinberg, D. R. McConnaughey, A. J. Wilcox, Length of human pregnancy and
 * contributors to its natural variation, Human Reproduction 28 (2013), who state that 4 % of women deliver on the due
 * date itself and 70 % within ten days of it: both hold for a normal distribution with a spread of ten days (3.99 % and
 * 70.6 %). It is cut where care at home after a birth at term begins and ends: 37 weeks, 21 days before the due date,
 * and 42 weeks, 14 days after it. What is left has 4.4 % on the day and a spread of 8.2 days.
 */
#ifndef PLANNER_SCENARIO_GESTATION_H
#define PLANNER_SCENARIO_GESTATION_H

#include <stdint.h>

#define GESTATION_EARLIEST (-21) /* days from the due date */
#define GESTATION_LATEST 14

/* Chance of a birth on this day from the due date, relative to the other days; 0 beyond the cut. */
uint32_t gestation_weight(int32_t days_from_due);

/* The day of birth, on plan_day or later: the distribution given that it is not before plan_day. A birth that is
 * overdue beyond the cut comes on plan_day. key: of random.h, the client's own. Days of planner/base/day.h. */
int32_t gestation_draw(uint64_t key, int32_t due_day, int32_t plan_day);

#endif
