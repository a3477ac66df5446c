/* Night after night: plan, let the first day happen, move the date, plan again.
 *
 * Births are drawn once for the whole run (gestation.h), and so is who is ill when (absence.h). A night knows births up
 * to the day before it, and spells that had begun by then, to their end; a caregiver who falls ill on the day itself
 * misses her visits of that day. Care is given as planned to clients who are born and at home; digital hours on the
 * last care day. A visit that was held for a child who is not born finds nobody. A must that can no longer hold goes.
 * Visits of the night before are confirmed as in any plan with a previous one (planner/rules/confirmed.h).
 */
#ifndef PLANNER_RUNS_NIGHTS_H
#define PLANNER_RUNS_NIGHTS_H

#include <stdbool.h>
#include <stdint.h>

#include "output/writer/text.h"
#include "planner/base/error.h"
#include "planner/region/policy.h"
#include "planner/region/region.h"

struct nights_settings {
	uint64_t seed;
	int32_t absence_permille;
	int night_count, effort_percent;
	bool dutch;
};

/* Runs all nights into a folder that stands and is empty: N (the plan) and tables/N (what it was made from) for each,
 * nights.csv and clients.csv. Adds a summary to told. */
bool nights_run(const struct nights_settings *settings, const struct region *region, const struct policy *policy,
		const char *folder, struct text *told, struct error_log *log);

#endif
