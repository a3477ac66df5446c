/* The weeks ahead from many draws: how likely it is that somebody stays below the minimum, what is short, and the
 * error of all that.
 *
 * A probability is a count of draws. Its interval is Wilson's at 95 % (E. B. Wilson, Probable inference, JASA 22,
 * 1927), which also holds at 0 and at all. Quantiles are order statistics: the least value that is not exceeded in the
 * share of draws. The interval of a quantile lies between the order statistics whose ranks are 1.96 standard deviations
 * of the binomial below and above it (W. J. Conover, Practical Nonparametric Statistics, 3.2); where the upper rank is
 * beyond the last draw there is no upper end.
 */
#ifndef PLANNER_FIGURES_RISK_H
#define PLANNER_FIGURES_RISK_H

#include <stddef.h>
#include <stdint.h>

#include "planner/figures/tally.h"

#define RISK_OPEN (-1) /* the upper end of an interval that more draws would be needed for */

struct risk_interval {
	int32_t low_millionths, high_millionths; /* rounded outwards */
};

/* A week of an area, or all weeks, or all areas. */
struct risk_cell {
	int32_t week;           /* the Monday; DAY_NONE: all weeks */
	int32_t area;           /* two digits; 0: all areas */
	int32_t draws_below;    /* in which somebody is below the minimum */
	int32_t draws_rostered; /* in which somebody is whose care days all have shifts known, of whomever */
	struct risk_interval probability;
	int64_t below_median;                       /* clients below the minimum */
	int64_t short_median_ticks, short_90_ticks; /* hours short */
	/* Hours that would have to reach those below the minimum so that in 95 % of the draws nobody is; and the
	 * interval of that. */
	int64_t safety_ticks, safety_low_ticks, safety_high_ticks;
};

/* A postcode where somebody is below the minimum in some draw, or a caregiver who might have come. */
struct risk_cause {
	enum tally_kind kind;
	int32_t postcode;
	char *caregiver;    /* owned by the risk */
	int32_t draws;      /* in which it takes part */
	int32_t draws_away; /* of a caregiver: in which shifts of hers dropped out on those care days */
	int64_t minimum_short_ticks, away_ticks; /* over all draws */
};

/* Life: risk_begin, risk_add_row for every row, risk_end, then cells and causes can be read; risk_free in any state. */
struct risk {
	int32_t draw_count;
	struct risk_cell *cells; /* by week, then area; DAY_NONE and 0 come first */
	size_t cell_count;
	struct risk_cause
		*causes; /* postcodes, then caregivers; each by draws (of caregivers: away first), hours, key */
	size_t cause_count;
	struct risk_sums *sums; /* what was added; until risk_end */
};

void risk_begin(struct risk *risk, int32_t draw_count);

/* Draws ascend from 1 to draw_count. Nothing of the row is kept: memory goes to one sample for each cell and draw in
 * which something is short, and to one sum for each cause. */
void risk_add_row(struct risk *risk, const struct tally_row *row);

void risk_end(struct risk *risk);

struct risk_interval risk_wilson(int32_t hits, int32_t draws);

/* Draws so that a probability as found has an error of at most so many millionths, at 95 %. A probability is taken to
 * be no nearer to 0 or 1 than a hundredth. */
int64_t risk_draws_needed(int32_t hits, int32_t draws, int32_t error_millionths);

void risk_free(struct risk *risk);

#endif
