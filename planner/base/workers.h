/* Tasks in child processes, so many at a time. Every task runs in a process of its own, forked from the caller: it sees
 * all that the caller has, changes nothing of it, and hands back bytes. The caller takes them in the order of the
 * tasks, however many run at a time: so nothing depends on that number.
 *
 * A task that fails, or whose process dies, ends the run; what came before it in order has been taken. When the caller
 * dies of a signal its children get SIGTERM (prctl(2), PR_SET_PDEATHSIG). The caller must have no sink open
 * (output/folder/sink.h) and no threads.
 */
#ifndef PLANNER_BASE_WORKERS_H
#define PLANNER_BASE_WORKERS_H

#include <stdbool.h>
#include <stddef.h>

#include "planner/base/error.h"

/* Bytes that a task hands back; owned by whoever holds them. */
struct workers_result {
	char *bytes;
	size_t size;
};

struct workers {
	/* Runs in the child. False with a failure in the log if the task failed. */
	bool (*work)(struct workers_result *result, void *context, size_t task, struct error_log *log);
	/* Runs in the caller, task after task. False ends the run. */
	bool (*take)(void *context, size_t task, const struct workers_result *result, struct error_log *log);
	const char *name; /* of a task, for failures and progress: "draw" */
	void *context;
};

/* Runs tasks 0 to count - 1, at most jobs at a time. */
bool workers_run(const struct workers *workers, size_t count, int jobs, struct error_log *log);

#endif
