/* How much work was done, by kind: counts that are the same on every machine, so that a slower algorithm shows without
 * a clock. Of this process alone; nothing that is decided rests on them. */
#ifndef PLANNER_BASE_WORK_H
#define PLANNER_BASE_WORK_H

#include <stdint.h>

enum work_kind {
	WORK_MOVES,           /* moves of the search that were proposed */
	WORK_CHAINS,          /* slots that chains of visits looked at */
	WORK_SETTLING,        /* visits that the settling of hours looked at */
	WORK_CLIENT_CELLS,    /* additions in the dynamic programs of clients */
	WORK_CAREGIVER_CELLS, /* likewise of caregivers: of days, and of blocks of days */
	WORK_COMBINATIONS,    /* partial combinations of what clients may get */
	WORK_NODES,           /* of the integer programs' trees */
	WORK_REASONS,         /* visits that were followed to find why hours are short */
	WORK_KINDS
};

extern const char *const work_names[WORK_KINDS];

void work_add(enum work_kind kind, int64_t amount);
int64_t work_done(enum work_kind kind);

/* All counts are 0 again. */
void work_reset(void);

#endif
