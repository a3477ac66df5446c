/* What-if: the region in other circumstances, as a board may ask of it.
 *
 * A scenario is a list of actions on a copy of the region, and a policy. What an action draws at random depends on the
 * seed and on the keys of clients, caregivers and dates alone (random.h): so the same seed hits the same shifts and
 * registrations in every scenario, and a larger share hits all that a smaller one does. Shares of clients are exact,
 * rounded to whole clients; shares of shifts and of caregivers on leave are chances.
 */
#ifndef PLANNER_SCENARIO_SCENARIO_H
#define PLANNER_SCENARIO_SCENARIO_H

#include <stddef.h>
#include <stdint.h>

#include "planner/scenario/absence.h"
#include "planner/region/policy.h"
#include "planner/region/region.h"

/* In the order in which actions happen: hired caregivers fall ill like others. */
enum scenario_kind {
	SCENARIO_AREAS,           /* work areas opened, widened or shrunk */
	SCENARIO_PROVIDER_OUT,    /* shifts of a provider drop out */
	SCENARIO_CAREGIVERS,      /* caregivers are hired */
	SCENARIO_BIRTHS,          /* more or fewer clients are expected */
	SCENARIO_FIRST_LINE,      /* births at home in place of the hospital */
	SCENARIO_LATE,            /* births come when they come */
	SCENARIO_DIGITAL_CONSENT, /* share of those for whom digital instruction is an option */
	SCENARIO_HOLIDAY,         /* caregivers on leave, whole weeks */
	SCENARIO_ABSENCE,         /* caregivers ill, in spells */
	SCENARIO_KIND_COUNT
};

enum scenario_area { SCENARIO_AREA_OPEN, SCENARIO_AREA_WIDEN, SCENARIO_AREA_SHRINK };

struct scenario_action {
	enum scenario_kind kind;
	int32_t amount;              /* permille, caregivers or days, by kind */
	int32_t first_day, last_day; /* both in; days of planner/base/day.h */
	int32_t provider;            /* of the region; REGION_NONE: of all */
	enum absence_employment employment;
	int32_t week_ticks; /* of who is hired; REGION_NONE: as those that she is like */
	enum scenario_area area;
	int32_t postcode_from, postcode_to;
};

struct scenario {
	char *name;                      /* owned */
	struct scenario_action *actions; /* in the order of their kinds; owned */
	size_t action_count;
	struct policy policy; /* owned */
};

struct scenarios {
	int32_t seed;
	struct scenario *list; /* by name */
	size_t count;
};

/* Changes the region, a copy of region_copy.h, into what it is in this scenario. Musts of pins.csv stay where they can:
 * one goes with the shift or the care day that it stood on. */
void scenario_apply(struct region *region, const struct scenario *scenario, int32_t seed);

void scenario_free_all(struct scenarios *scenarios);

#endif
