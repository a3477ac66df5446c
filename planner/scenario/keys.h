/* Keys for clients and caregivers who are made up. */
#ifndef PLANNER_SCENARIO_KEYS_H
#define PLANNER_SCENARIO_KEYS_H

#include <stdint.h>

#include "planner/region/region.h"

/* A key that no client or caregiver has: the prefix and the first number from *number on that is free, which *number
 * becomes. The region, a copy of planner/region/copy.h, owns it. */
const char *scenario_make_key(struct region *region, const char *prefix, int32_t *number);

#endif
