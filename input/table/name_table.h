/* Texts to indices and back: a hash table over names that a pool owns.
 *
 * The hash has a secret of its own in each run (SipHash): nobody can write a table whose keys all collide. No result
 * depends on it, since indices are given out in the order in which names are first seen.
 */
#ifndef INPUT_TABLE_NAME_TABLE_H
#define INPUT_TABLE_NAME_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "planner/region/region.h"

/* Blocks of text, freed together. */
struct name_pool {
	char **blocks;
	size_t block_count, block_capacity;
	size_t used, size; /* of the last block */
};

struct name_slot {
	uint32_t hash;
	uint32_t number; /* index + 1, 0 is empty */
};

struct name_table {
	const char **names; /* [index]; the texts are the pool's or the caller's */
	int32_t count, capacity;
	struct name_slot *slots;
	uint32_t slot_count; /* a power of two */
};

/* A copy of the text with a final zero, owned by the pool. */
const char *name_pool_copy(struct name_pool *pool, const char *text, size_t length);

void name_pool_free(struct name_pool *pool);

/* The index of the text, or -1. */
int32_t name_table_find(const struct name_table *table, const char *text, size_t length);

/* The index of the text, which is added if it is new; *added (may be NULL) tells. The pool keeps a copy; without a pool
 * the text itself must end in zero and outlive the table. */
int32_t name_table_add(struct name_table *table, struct name_pool *pool, const char *text, size_t length, bool *added);

/* The keys of a region's clients, of its caregivers, in its order: the region lends them. */
void name_table_lend_clients(struct name_table *table, const struct region *region);
void name_table_lend_caregivers(struct name_table *table, const struct region *region);

void name_table_free(struct name_table *table);

#endif
