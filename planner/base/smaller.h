/* The smaller and the larger of two numbers of units, days or postcodes. */
#ifndef PLANNER_BASE_SMALLER_H
#define PLANNER_BASE_SMALLER_H

#include <stdint.h>

static inline int32_t base_smaller(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static inline int32_t base_larger(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

#endif
