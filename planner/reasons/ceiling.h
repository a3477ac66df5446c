/* As little short as a client could be if everybody came for her alone: what her days allow. */
#ifndef PLANNER_REASONS_CEILING_H
#define PLANNER_REASONS_CEILING_H

#include <stdbool.h>
#include <stdint.h>

#include "planner/plan/values.h"
#include "planner/problem/problem.h"

/* Her care days left up to the last day of which anybody's hours are known; all of them where no hours are known. */
int32_t ceiling_known_days(const struct problem *problem, const struct problem_client *client);

/* Units of visits of the longest length on so many of her days, no more than she still wants. */
int32_t ceiling_units(const struct problem *problem, const struct problem_client *client, int32_t day_count);

/* Would nothing that can still be given make any of her shortages smaller? */
bool ceiling_is_reached(const struct problem *problem, const struct problem_client *client,
			const struct shortages *shortages);

/* What she would still lack in a tier with the longest visit on each of her days left, and all digital hours. */
int32_t ceiling_short(const struct problem *problem, const struct problem_client *client, enum tier tier);

/* The same on the known days alone. */
int32_t ceiling_known_short(const struct problem *problem, const struct problem_client *client, enum tier tier);

#endif
