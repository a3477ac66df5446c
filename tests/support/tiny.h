/* Random tiny regions: small enough for brute force, with everything in them that the contract knows. */
#ifndef TESTS_SUPPORT_TINY_H
#define TESTS_SUPPORT_TINY_H

#include <stdint.h>

#include "tests/support/support.h"

#define TINY_CLIENTS 4
#define TINY_CAREGIVERS 3
#define TINY_DAYS 5

/* 1 to 4 clients, 1 to 3 caregivers, up to 5 days, few units; the same region for the same seed. Its pins can hold
 * together. Ends derived; the caller frees with support_free. */
void tiny_make(struct support *support, uint64_t seed);

/* A plan of random visits that obeys the rules, musts aside: where musts come from, and plans to change. */
void tiny_plan(struct plan *plan, const struct support *support, uint64_t seed);

#endif
