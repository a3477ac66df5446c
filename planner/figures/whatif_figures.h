/* What a scenario comes to, in figures that can be set beside those of another one: times in minutes, since the
 * planning unit may differ; weeks and areas under numbers of their own.
 */
#ifndef PLANNER_FIGURES_WHATIF_FIGURES_H
#define PLANNER_FIGURES_WHATIF_FIGURES_H

#include <stddef.h>
#include <stdint.h>

#include "planner/figures/outcome.h"

/* Of some clients to plan. */
struct whatif_sum {
	int32_t clients, below_minimum;
	int64_t wanted_minutes;            /* and not yet received */
	int64_t planned_minutes;           /* of visits */
	int64_t digital_minutes;           /* planned */
	int64_t short_amounts[KIND_COUNT]; /* minutes; points for presence */
	int64_t share_millionths;  /* of the demand beyond minimum and medical: the sum over those who have it */
	int32_t share_clients;     /* so many */
	int32_t lowest_millionths; /* of one of them */
	int64_t mediated_minutes;
	int64_t caregivers; /* the sum over clients, past ones counted */
};

struct whatif_week {
	int32_t number;    /* day_week of planner/base/day.h */
	int32_t first_day; /* the first day of it that is planned */
	int32_t clients;   /* with a care day in it */
	int64_t wanted_minutes, available_minutes, planned_minutes;
	int64_t given_minutes;       /* of what is wanted: visits and digital hours */
	struct whatif_sum beginning; /* clients whose first care day left lies in it, with all that they get and lack */
};

/* Clients of one area or of one insurer. */
struct whatif_part {
	int32_t key; /* first two digits of the postcode; UZOVI code */
	struct whatif_sum sum;
};

struct whatif_figures {
	struct whatif_sum all;
	int64_t available_minutes;
	int32_t gap_millionths[KIND_COUNT];
	struct whatif_week *weeks;            /* ascending */
	struct whatif_part *areas, *insurers; /* ascending, those with a client */
	size_t week_count, area_count, insurer_count;
};

/* Fills the figures, which the caller frees. */
void whatif_figures_derive(struct whatif_figures *figures, const struct outcome *outcome);

/* Minutes, visits and digital, that clients of some insurers get more than in base, summed over these insurers: what a
 * guarantee moves between insurers, where nothing else differs. */
int64_t whatif_figures_moved(const struct whatif_figures *figures, const struct whatif_figures *base);

void whatif_figures_free(struct whatif_figures *figures);

#endif
