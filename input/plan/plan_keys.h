/* The night before as its plan alone tells it: who had visits when, by keys. Its tables may be gone. */
#ifndef INPUT_PLAN_PLAN_KEYS_H
#define INPUT_PLAN_PLAN_KEYS_H

#include <stdbool.h>

#include "input/table/cells.h"
#include "planner/base/error.h"
#include "planner/figures/loss.h"

struct plan_keys {
	struct loss_before before; /* clients and caregivers with visits from the new plan date on; visits */
	struct cells cells;        /* owns the keys */
};

/* Reads visits.csv of a plan, in either dialect; the caller frees it, also after false. False, with a failure or errors
 * in the log, where there is none or it cannot be read. Rows that are none are left out: plan_reader tells of them. */
bool plan_keys_read(struct plan_keys *keys, const char *folder, int32_t plan_date, struct error_log *log);

void plan_keys_free(struct plan_keys *keys);

#endif
