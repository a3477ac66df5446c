/* A cut while it grows; shared by the files of cut. */
#ifndef PLANNER_REASONS_CUT_GROWTH_H
#define PLANNER_REASONS_CUT_GROWTH_H

#include "planner/reasons/cut.h"

/* A care day of a client that asks for time. */
struct cut_ask {
	int32_t client, day;
};

struct cut_growth {
	const struct cut_finder *finder;
	const struct problem *problem;
	enum tier tier;
	bool leaks;
	bool *is_day;              /* [caregiver * day_count + day] */
	bool *is_client, *is_free; /* [client] */
	bool *is_asked;            /* [client * day_count + day] */
	struct cut_ask *asked;     /* to be followed */
	int32_t asked_count, asked_capacity;
};

/* The visits of a caregiver on a day. */
const struct visit *cut_cell(const struct cut_finder *finder, int32_t caregiver, int32_t day, int32_t *count);

/* Her visit on this day, or NULL. */
const struct visit *cut_visit_on(const struct cut_finder *finder, int32_t client, int32_t day);

/* Her must of fixed length. */
bool cut_is_fixed(const struct cut_finder *finder, const struct visit *visit);
bool cut_is_must(const struct cut_finder *finder, const struct visit *visit);

/* The shortest that this visit may be. */
int32_t cut_shortest(const struct cut_finder *finder, const struct visit *visit);

/* Nobody in the growing cut has more than her due, compared with this client. */
bool cut_is_due(const struct cut_growth *growth, int32_t client);

#endif
