/* Whether the tables of a night look lost or half delivered, beside the night before. */
#ifndef PLANNER_RUNS_GUARD_H
#define PLANNER_RUNS_GUARD_H

#include <stdbool.h>

#include "input/region/load.h"
#include "planner/base/error.h"
#include "planner/figures/loss.h"
#include "planner/region/policy.h"
#include "planner/region/region.h"

/* Adds a warning for each kind of loss, with the first of those whom it is about. */
void guard_tell(const struct loss *loss, int32_t plan_date, struct error_log *log);

/* The same as far as the plan in a folder tells what was there before: clients and caregivers with visits from the plan
 * date on, and visits of the day before. False with a failure or errors in the log where it cannot be read. */
bool guard_tell_previous(const struct region *region, int32_t plan_date, const char *folder, struct error_log *log);

/* Are more than max_loss_percent of something gone, a file of the night before, or every hour from the plan date on?
 * Then, unless losses are accepted, a failure with EXIT_LOST says what to check, and the result is false. loss, before
 * and files of before are NULL where there is no night before. The region may have been rejected. */
struct guard_night {
	const struct region *region;
	const struct policy *policy;
	const struct load_digests *digests;
	const struct loss *loss;
	const struct load_digests *before;
	bool accept_losses;
};

bool guard_check(const struct guard_night *night, struct error_log *log);

#endif
