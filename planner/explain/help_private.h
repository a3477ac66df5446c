/* The kinds of help, each tried by a function of its own. */
#ifndef PLANNER_EXPLAIN_HELP_PRIVATE_H
#define PLANNER_EXPLAIN_HELP_PRIVATE_H

#include "planner/explain/help_trial.h"

/* More hours for those who may come; help is filled. */
bool help_try_hours(struct help *help, const struct help_quest *quest);

/* Digital instruction for clients of the bottleneck who have not consented to as much as the cap allows. */
bool help_try_digital(struct help *help, const struct help_quest *quest);

/* A higher weekly limit for one of those who may come, who then comes on days on which nobody does. */
bool help_try_limit(struct help *help, const struct help_quest *quest);

/* Areas, contracts, care days and pins: tried by planning. */
bool help_try_planning(struct help *help, const struct help_quest *quest, enum help_kind kind);

#endif
