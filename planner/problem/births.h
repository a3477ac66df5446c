/* When expected births come: the curve around the due date, and the day for which hours are held for a child that is
 * not born yet.
 *
 * The curve is that of A. M. Jukic, D. D. Baird, C. R. Weinberg, D. R. McConnaughey, A. J. Wilcox, Length of human
 * pregnancy and contributors to its natural variation, Human Reproduction 28 (2013), who state that 4 % of women
 * deliver on the due date itself and 70 % within ten days of it: both hold for a normal distribution with a spread of
 * ten days (3.99 % and 70.6 %). It is cut where care at home after a birth at term begins and ends: 37 weeks, 21 days
 * before the due date, and 42 weeks, 14 days after it. What is left has 4.4 % on the day and a spread of 8.2 days.
 *
 * Hours are held for the number of children who come, whoever they will be: each unborn client has a share of the curve
 * that is left, and the shares are spread evenly over clients (births = spread). So the expected day of one client says
 * nothing about her; those of all clients together say how many children come when.
 */
#ifndef PLANNER_PROBLEM_BIRTHS_H
#define PLANNER_PROBLEM_BIRTHS_H

#include <stdint.h>

#include "planner/region/policy.h"
#include "planner/region/region.h"

#define BIRTHS_EARLIEST (-21) /* days from the due date */
#define BIRTHS_LATEST 14

/* Chance of a birth on this day from the due date, relative to the other days; 0 beyond the cut. */
uint32_t births_weight(int32_t days_from_due);

/* For each client of the region her birth, or the day on which the child is expected: expected_on while that is not
 * past; else the due date (births = due) or a day of the curve, given that the child has not come before the plan date
 * (births = spread). Never before plan_date + expected_from. Days of planner/base/day.h; the caller frees. */
int32_t *births_derive(const struct region *region, const struct policy *policy);

#endif
