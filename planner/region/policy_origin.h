/* By which policy a plan on disk is judged or explained, and where another one says otherwise. */
#ifndef PLANNER_REGION_POLICY_ORIGIN_H
#define PLANNER_REGION_POLICY_ORIGIN_H

#include <stdbool.h>

#include "planner/region/setting.h"

enum policy_origin_kind {
	POLICY_ORIGIN_PLAN,  /* as the plan's summary.json tells it; the other is the region's own */
	POLICY_ORIGIN_TOLD,  /* as the command line tells it; the other is the plan's */
	POLICY_ORIGIN_REGION /* the region's own: the plan tells none that can be read, and there is no other */
};

struct policy_origin {
	enum policy_origin_kind kind;
	int32_t plan_date;
	bool other_unread; /* the other cannot be read */
	const char *names[SETTING_DIFFERENCES_MOST];
	size_t name_count; /* settings in which the other differs */
};

#endif
