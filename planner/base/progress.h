/* Progress of long work, for a person at a terminal. Silent unless main has asked for it. */
#ifndef PLANNER_BASE_PROGRESS_H
#define PLANNER_BASE_PROGRESS_H

#include <stdbool.h>

/* Shows progress on standard error from now on; main calls it when that is a terminal and --quiet is not given. */
void progress_enable(bool enable);

/* Work of this stage done so far, 0 to 1. Cheap to call some hundred times a second. stage is a few words. */
void progress_show(const char *stage, double done);

/* Wipes the progress line. */
void progress_end(void);

#endif
