#include "tools/generate/dice.h"

#include <assert.h>

static uint64_t next(struct dice *dice)
{
	uint64_t z = dice->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

struct dice dice_start(uint64_t seed, uint64_t purpose)
{
	struct dice dice = {.state = seed};

	dice.state = next(&dice) ^ (purpose * UINT64_C(0xd1342543de82ef95));
	return dice;
}

/* The upper bits scaled down: no modulus, and a bias of count / 2^32 at most. */
int32_t dice_below(struct dice *dice, int32_t count)
{
	assert(count > 0);
	return (int32_t)(((next(dice) >> 32) * (uint64_t)count) >> 32);
}

bool dice_chance(struct dice *dice, int32_t permille)
{
	return dice_below(dice, 1000) < permille;
}

int32_t dice_weighted(struct dice *dice, const int32_t *weights, int32_t count)
{
	int32_t sum = 0;

	for (int32_t i = 0; i < count; i++)
		sum += weights[i];
	int32_t rest = dice_below(dice, sum);
	for (int32_t i = 0; i < count; i++) {
		rest -= weights[i];
		if (rest < 0)
			return i;
	}
	return count - 1;
}
