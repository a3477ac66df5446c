/* Keyed random numbers: what is drawn for a thing depends on the seed and on the thing's own key, never on how much was
 * drawn before or in which order rows stand. So the same seed draws the same for whoever is in two scenarios (common
 * random numbers).
 *
 * A key is 64 bits, made from a seed by adding what is drawn for and whom, and is then the random number itself. The
 * mixing is that of SplitMix64 by Sebastiano Vigna (public domain, https://prng.di.unimi.it/splitmix64.c), after G. L.
 * Steele, D. Lea and C. H. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014.
 */
#ifndef PLANNER_BASE_RANDOM_H
#define PLANNER_BASE_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

/* What is drawn. Numbers stay as they are: another one means other draws under every seed. */
enum random_purpose {
	RANDOM_DRAW = 1,         /* the seed of one draw of many */
	RANDOM_BIRTH = 2,        /* gestation.h */
	RANDOM_SPELL = 3,        /* absence.h: does one begin */
	RANDOM_SPELL_LENGTH = 4, /* absence.h */
	/* scenario.h */
	RANDOM_FEWER = 20,      /* who is not expected after all */
	RANDOM_EXTRA = 21,      /* whom an extra client is like */
	RANDOM_EXTRA_DUE = 22,  /* whose due date she has */
	RANDOM_FIRST_LINE = 23, /* who gives birth at home */
	RANDOM_CONSENT = 24,    /* who accepts digital instruction */
	RANDOM_HOLIDAY = 25,    /* who is on leave in a week */
	RANDOM_HIRED = 26       /* whom a hired caregiver is like */
};

/* The next number of the sequence that the key is in; a key on its own. */
uint64_t random_mix(uint64_t key);

/* A key of its own for this number, or text, under that key. */
uint64_t random_with(uint64_t key, uint64_t number);
uint64_t random_with_text(uint64_t key, const char *text);

/* 0 <= result < limit; limit > 0 and below 2^32: no value is favoured by more than 2^-32 of its chance. */
uint32_t random_below(uint64_t key, uint32_t limit);

bool random_chance(uint64_t key, uint32_t per_million);

#endif
