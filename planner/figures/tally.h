/* What one draw comes to, row by row: what is short, where and in which week, and who could have come.
 *
 * A client belongs to the ISO week in which her care begins (her first care day from the plan date on) and to the first
 * two digits of her postcode; so whatever she lacks is counted once. Below the minimum is who is short in the tier of
 * the minimum, as in a plan. Hours short are those that she wants and gets neither in person nor digitally.
 */
#ifndef PLANNER_FIGURES_TALLY_H
#define PLANNER_FIGURES_TALLY_H

#include <stddef.h>
#include <stdint.h>

#include "planner/plan/plan.h"
#include "planner/problem/problem.h"

enum tally_kind {
	TALLY_AREA,      /* a week of an area: all who are to plan */
	TALLY_POSTCODE,  /* a week of a postcode in which somebody is below the minimum */
	TALLY_CAREGIVER, /* who might serve somebody below the minimum, and has a shift on her care days, ill or not */
	TALLY_DRAW,      /* all together: every draw has this row, as its last */
	TALLY_KIND_COUNT
};

/* 10,000,000,000,000 hours: far beyond what can be short, and so that sums and times 60 still fit. */
#define TALLY_TICKS_MOST INT64_C(100000000000000000)

/* Members that have no meaning for a kind are 0, DAY_NONE or "". */
struct tally_row {
	int32_t draw; /* from 1 */
	enum tally_kind kind;
	int32_t week;          /* the Monday */
	int32_t postcode;      /* two digits of an area, four of a postcode */
	const char *caregiver; /* key; borrowed */
	int32_t clients, below_minimum;
	int32_t below_rostered; /* those of them whose care days all lie before the rosters end (tally_rosters_end) */
	/* Sums over clients: 32 bits would end at 214,748 hours. */
	int64_t minimum_short_ticks; /* of those below it */
	int64_t short_ticks;         /* all hours short */
	int64_t away_ticks;          /* of a caregiver's shifts on those care days that dropped out */
};

struct tally {
	struct tally_row *rows; /* by kind, then week and postcode, or caregiver */
	size_t count, capacity;
};

/* The last day of which shifts are known, of anybody; DAY_NONE: of none. Births may come so late that care reaches past
 * it; what is short then says that rosters are missing, and not that caregivers are. */
int32_t tally_rosters_end(const struct region *region);

/* Adds the rows of a draw and its plan; the caller frees. night: before births and absence were drawn. */
void tally_add_draw(struct tally *tally, int32_t draw, const struct problem *drawn, const struct plan *plan,
		    const struct problem *night);

void tally_free(struct tally *tally);

#endif
