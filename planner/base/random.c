#include "planner/base/random.h"

#include <string.h>

#define MILLION 1000000

uint64_t random_mix(uint64_t key)
{
	key += UINT64_C(0x9e3779b97f4a7c15);
	key = (key ^ (key >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	key = (key ^ (key >> 27)) * UINT64_C(0x94d049bb133111eb);
	return key ^ (key >> 31);
}

uint64_t random_with(uint64_t key, uint64_t number)
{
	return random_mix(random_mix(key) ^ number);
}

/* Eight bytes at a time, the first one lowest on every machine; the length keeps "" and "\0" apart. */
uint64_t random_with_text(uint64_t key, const char *text)
{
	size_t length = strlen(text);

	key = random_with(key, length);
	for (size_t i = 0; i < length; i += 8) {
		uint64_t word = 0;
		for (size_t j = i; j < length && j < i + 8; j++)
			word |= (uint64_t)(unsigned char)text[j] << (8 * (j - i));
		key = random_with(key, word);
	}
	return key;
}

uint32_t random_below(uint64_t key, uint32_t limit)
{
	return (uint32_t)(key % limit);
}

bool random_chance(uint64_t key, uint32_t per_million)
{
	return random_below(key, MILLION) < per_million;
}
