#include "planner/runs/shard.h"

int shard_of(int shard_count, size_t number)
{
	return (int)((number - 1) % (size_t)shard_count) + 1;
}

bool shard_holds(int shard, int shard_count, size_t number)
{
	return shard_count == 0 || shard_of(shard_count, number) == shard;
}
