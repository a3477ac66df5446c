/* What single rows cannot tell: rows that contradict each other, and what a planner should look at.
 *
 * Errors are what cannot be planned truthfully; all else is a warning. Tables that were not read whole are left out of
 * what would follow from that alone. All of it takes n log n steps at most, since tables may be written to hurt.
 */
#ifndef INPUT_REGION_CROSS_CHECK_H
#define INPUT_REGION_CROSS_CHECK_H

#include "planner/region/schema.h"
#include "input/table/table.h"
#include "planner/region/policy.h"
#include "planner/region/region.h"

/* All borrowed; the tables lend their text to findings and their log takes them. */
struct cross_check {
	const struct region *region;
	const struct policy *policy; /* its plan date may be unknown: DAY_NONE */
	struct table *tables;        /* [enum schema_table] */
};

/* All that follows. */
void cross_check_region(const struct cross_check *check);

/* Dates and hours of single registrations, and families that registered twice. */
void cross_check_clients(const struct cross_check *check);

/* Care given: not in the future, not before the birth, not twice, not more than a day holds. */
void cross_check_deliveries(const struct cross_check *check);

/* Work areas, and caregivers who cannot be planned for want of one. */
void cross_check_areas(const struct cross_check *check);

/* Days offered: too long, too many in a row, none at all. */
void cross_check_availability(const struct cross_check *check);

#endif
