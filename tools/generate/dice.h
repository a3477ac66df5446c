/* A small random generator of our own (splitmix64): the same seed gives the same region on every machine. */
#ifndef TOOLS_GENERATE_DICE_H
#define TOOLS_GENERATE_DICE_H

#include <stdbool.h>
#include <stdint.h>

struct dice {
	uint64_t state;
};

/* A stream of its own for each purpose: more holes do not change the families. */
struct dice dice_start(uint64_t seed, uint64_t purpose);

/* 0 to count - 1, each as likely; count is at least 1. */
int32_t dice_below(struct dice *dice, int32_t count);

/* True in permille of 1000 cases. */
bool dice_chance(struct dice *dice, int32_t permille);

/* An index, each as likely as its weight; the sum of the weights is above 0. */
int32_t dice_weighted(struct dice *dice, const int32_t *weights, int32_t count);

#endif
