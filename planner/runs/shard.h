/* Which part of a run does which of its tasks: the parts take them in turn. */
#ifndef PLANNER_RUNS_SHARD_H
#define PLANNER_RUNS_SHARD_H

#include <stdbool.h>
#include <stddef.h>

/* The part, from 1 to shard_count, that task `number` (from 1) belongs to. */
int shard_of(int shard_count, size_t number);

/* Does the task belong to this part? A shard_count of 0 is a run without parts, which has all. */
bool shard_holds(int shard, int shard_count, size_t number);

#endif
