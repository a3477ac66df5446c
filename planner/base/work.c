#include "planner/base/work.h"

#include <string.h>

const char *const work_names[WORK_KINDS] = {
	[WORK_MOVES] = "moves",
	[WORK_CHAINS] = "chains",
	[WORK_SETTLING] = "settling",
	[WORK_CLIENT_CELLS] = "client cells",
	[WORK_CAREGIVER_CELLS] = "caregiver cells",
	[WORK_COMBINATIONS] = "combinations",
	[WORK_NODES] = "nodes",
	[WORK_REASONS] = "reasons",
};

static int64_t done[WORK_KINDS];

void work_add(enum work_kind kind, int64_t amount)
{
	done[kind] += amount;
}

int64_t work_done(enum work_kind kind)
{
	return done[kind];
}

void work_reset(void)
{
	memset(done, 0, sizeof done);
}
