#include "input/table/name_table.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "planner/base/memory.h"

#define BLOCK_BYTES ((size_t)64 * 1024)
#define SLOTS_MIN 64 /* a power of two */

const char *name_pool_copy(struct name_pool *pool, const char *text, size_t length)
{
	if (pool->block_count == 0 || pool->size - pool->used < length + 1) {
		memory_grow(pool->blocks, pool->block_count, pool->block_capacity);
		pool->size = length + 1 > BLOCK_BYTES ? length + 1 : BLOCK_BYTES;
		pool->used = 0;
		pool->blocks[pool->block_count++] = memory_allocate(pool->size, 1);
	}
	char *copy = pool->blocks[pool->block_count - 1] + pool->used;
	if (length > 0)
		memcpy(copy, text, length);
	copy[length] = '\0';
	pool->used += length + 1;
	return copy;
}

void name_pool_free(struct name_pool *pool)
{
	for (size_t i = 0; i < pool->block_count; i++)
		free(pool->blocks[i]);
	free(pool->blocks);
	*pool = (struct name_pool){0};
}

static uint64_t rotate(uint64_t value, int bits)
{
	return value << bits | value >> (64 - bits);
}

static void mix(uint64_t v[4])
{
	v[0] += v[1], v[1] = rotate(v[1], 13) ^ v[0], v[0] = rotate(v[0], 32);
	v[2] += v[3], v[3] = rotate(v[3], 16) ^ v[2];
	v[0] += v[3], v[3] = rotate(v[3], 21) ^ v[0];
	v[2] += v[1], v[1] = rotate(v[1], 17) ^ v[2], v[2] = rotate(v[2], 32);
}

/* SipHash-1-3 (Aumasson and Bernstein), key from the system. */
static uint32_t hash_text(const char *text, size_t length)
{
	static uint64_t secret[2];
	static bool seeded;
	uint64_t word = 0;

	if (!seeded) {
		/* Without a secret the table is as right as with one, only slower for who aims at that. */
		if (getrandom(secret, sizeof secret, GRND_NONBLOCK) != (ssize_t)sizeof secret)
			secret[0] = UINT64_C(0x9E3779B97F4A7C15);
		seeded = true;
	}
	uint64_t v[4] = {secret[0] ^ UINT64_C(0x736f6d6570736575), secret[1] ^ UINT64_C(0x646f72616e646f6d),
			 secret[0] ^ UINT64_C(0x6c7967656e657261), secret[1] ^ UINT64_C(0x7465646279746573)};
	size_t tail = length % 8;
	for (size_t i = 0; i < length - tail; i += 8) {
		memcpy(&word, text + i, 8);
		v[3] ^= word;
		mix(v);
		v[0] ^= word;
	}
	word = (uint64_t)length << 56;
	for (size_t i = 0; i < tail; i++)
		word |= (uint64_t)(unsigned char)text[length - tail + i] << (8 * i);
	v[3] ^= word;
	mix(v);
	v[0] ^= word;
	v[2] ^= 0xFF;
	mix(v), mix(v), mix(v);
	uint64_t hash = v[0] ^ v[1] ^ v[2] ^ v[3];
	return (uint32_t)(hash ^ hash >> 32);
}

/* The slot that holds the text, or the empty one where it belongs. */
static struct name_slot *find_slot(const struct name_table *table, const char *text, size_t length, uint32_t hash)
{
	uint32_t mask = table->slot_count - 1;

	for (uint32_t i = hash & mask;; i = (i + 1) & mask) {
		struct name_slot *slot = &table->slots[i];

		if (slot->number == 0)
			return slot;
		if (slot->hash != hash)
			continue;
		const char *name = table->names[slot->number - 1];
		if (strncmp(name, text, length) == 0 && name[length] == '\0')
			return slot;
	}
}

static void grow_slots(struct name_table *table)
{
	uint32_t old_count = table->slot_count;
	struct name_slot *old = table->slots;

	table->slot_count = old_count > 0 ? 2 * old_count : SLOTS_MIN;
	table->slots = memory_allocate(table->slot_count, sizeof *table->slots);
	for (uint32_t i = 0; i < old_count; i++) {
		uint32_t to = old[i].hash & (table->slot_count - 1);

		if (old[i].number == 0)
			continue;
		while (table->slots[to].number != 0)
			to = (to + 1) & (table->slot_count - 1);
		table->slots[to] = old[i];
	}
	free(old);
}

int32_t name_table_find(const struct name_table *table, const char *text, size_t length)
{
	if (table->slot_count == 0)
		return -1;
	return (int32_t)find_slot(table, text, length, hash_text(text, length))->number - 1;
}

int32_t name_table_add(struct name_table *table, struct name_pool *pool, const char *text, size_t length, bool *added)
{
	if (2 * (uint32_t)table->count >= table->slot_count)
		grow_slots(table);
	uint32_t hash = hash_text(text, length);
	struct name_slot *slot = find_slot(table, text, length, hash);
	bool is_new = slot->number == 0;
	if (is_new) {
		memory_grow(table->names, table->count, table->capacity);
		table->names[table->count++] = pool != NULL ? name_pool_copy(pool, text, length) : text;
		*slot = (struct name_slot){hash, (uint32_t)table->count};
	}
	if (added != NULL)
		*added = is_new;
	return (int32_t)slot->number - 1;
}

void name_table_lend_clients(struct name_table *table, const struct region *region)
{
	for (size_t i = 0; i < region->client_count; i++)
		name_table_add(table, NULL, region->clients[i].key, strlen(region->clients[i].key), NULL);
}

void name_table_lend_caregivers(struct name_table *table, const struct region *region)
{
	for (size_t i = 0; i < region->caregiver_count; i++)
		name_table_add(table, NULL, region->caregivers[i].key, strlen(region->caregivers[i].key), NULL);
}

void name_table_free(struct name_table *table)
{
	free(table->names);
	free(table->slots);
	*table = (struct name_table){0};
}
