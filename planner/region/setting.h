/* The settings of a policy as data: what may stand in them and where they go. For users: FORMAT.md. */
#ifndef PLANNER_REGION_SETTING_H
#define PLANNER_REGION_SETTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum setting_kind {
	SETTING_DAY,
	SETTING_COUNT,
	SETTING_HOURS,
	SETTING_MINUTES,
	SETTING_UNIT,
	SETTING_YES_NO,
	SETTING_CHOICE, /* an enum: the value of the word */
	SETTING_ORDER   /* the kinds of tiers in their order */
};

struct setting_word {
	const char *word; /* NULL ends the list */
	int value;
};

/* Where they stand in the table; from max_loss_percent on they are of [safety], before it of [plan]. */
enum setting_index {
	PLAN_DATE,
	UNIT_MINUTES,
	LEGAL_MINIMUM_HOURS,
	DIGITAL_CAP_HOURS,
	MIN_VISIT_HOURS,
	MAX_VISIT_HOURS,
	CARE_DAYS,
	TRAVEL_MINUTES,
	MAX_CAREGIVERS,
	CONTINUITY_PERCENT,
	MAX_DAYS_IN_A_ROW,
	MEDIATION,
	DIGITAL,
	ORDER,
	FIRST_DAY_WEIGHT,
	BIRTHS,
	EXPECTED_FROM,
	CONFIRMED_DAYS,
	HORIZON_DAYS,
	MAX_LOSS_PERCENT,
	SET_ASIDE_ROWS,
	SETTING_COUNT_ALL
};

struct setting {
	const char *name;
	enum setting_kind kind;
	size_t offset;                    /* of the member of struct policy; hours and minutes become units there */
	int32_t min, max;                 /* in the unit of the name */
	const struct setting_word *words; /* SETTING_CHOICE */
};

extern const struct setting settings[SETTING_COUNT_ALL];

#define SETTING_PLAN "plan"           /* the section that most of them stand in */
#define SETTING_SAFETY "safety"       /* the section of what guards a night against lost tables */
#define SETTING_GUARANTEE "guarantee" /* the section of insurers that guarantee */

static inline bool setting_is_of_safety(size_t index)
{
	return index >= MAX_LOSS_PERCENT;
}

struct policy;

#define SETTING_DIFFERENCES_MOST (SETTING_COUNT_ALL + 1)

/* Lists the names of the settings in which two policies differ, guarantees as one; returns how many. A plan date is
 * compared where both have one; max_loss_percent is not, it says nothing about a plan. */
size_t setting_list_differences(const char *names[SETTING_DIFFERENCES_MOST], const struct policy *a,
				const struct policy *b);

/* The word of a value; the table has one for each. */
const char *setting_find_word(const struct setting *setting, int value);

#endif
