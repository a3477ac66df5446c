/* Clients whose outcome in a scenario is not that of base, and why. */
#ifndef PLANNER_FIGURES_WHATIF_CHANGES_H
#define PLANNER_FIGURES_WHATIF_CHANGES_H

#include <stddef.h>
#include <stdint.h>

#include "planner/figures/outcome.h"

enum whatif_change_kind { WHATIF_NEW, WHATIF_GONE, WHATIF_CHANGED };

/* The first of these that holds. */
enum whatif_reason {
	WHATIF_REGISTRATION, /* she is registered in one of the two only */
	WHATIF_DAYS,         /* her care days are others */
	WHATIF_DEMAND,       /* so is what she wants */
	WHATIF_DIGITAL,      /* or what may be given digitally */
	WHATIF_REACH,        /* others may come: areas, contracts, mediation, caregivers */
	WHATIF_SHIFTS,       /* who came in base has not that shift */
	WHATIF_OTHERS,       /* hours are divided anew: what changed lies with others */
	WHATIF_REASON_COUNT
};

/* What she has in one of the two; all 0 where she is not to plan. */
struct whatif_side {
	int64_t planned_minutes, digital_minutes;
	int64_t short_amounts[KIND_COUNT]; /* minutes; points for presence */
	int64_t hours_short_minutes;       /* of the hour tiers together */
};

struct whatif_change {
	const char *key; /* borrowed from the region that she is in */
	int32_t postcode;
	enum whatif_change_kind kind;
	enum whatif_reason reason;
	struct whatif_side before, after;
	const struct bottleneck *bottleneck; /* of the scenario; NULL: nothing is short */
};

/* Those who are to plan in one of the two and are not short of the same in both; by key. The caller frees them. */
struct whatif_change *whatif_changes_list(size_t *count, const struct outcome *base, const struct outcome *scenario);

#endif
