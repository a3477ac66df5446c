/* The draws of a run as they come: a folder beside the place that they are for, PLACE.partial, which stays when the run
 * is broken off, and goes when its results stand.
 *
 * It is a part of a run like any other (risk.json, draws.csv), to which draws are added at the end. A draw counts once
 * its last row is whole and the SHA-256 of its rows stands in draws.sha256; what follows that is cut off when the run
 * goes on. A draw that has another sum was damaged: then the run does not go on.
 */
#ifndef PLANNER_RUNS_RISK_JOURNAL_H
#define PLANNER_RUNS_RISK_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "planner/base/error.h"

struct risk_journal {
	char *folder;      /* owned */
	char *path;        /* of draws.csv; owned */
	int fd, sums_fd;   /* of draws.csv and draws.sha256; -1: not open */
	int32_t last_draw; /* the last one in it; 0: none */
};

/* What the journal is asked for. All borrowed. */
struct risk_journal_request {
	const char *place;      /* of the results */
	const char *run;        /* what stands in its risk.json */
	int shard, shard_count; /* whose draws are in it (planner/runs/shard.h) */
	bool resume, force;
};

/* Begins a journal for the run, or goes on with the one that is there if it is of the same run (resume) and has its
 * draws without a gap; replaces it by force. The caller closes it, also after false. */
bool risk_journal_open(struct risk_journal *journal, const struct risk_journal_request *request, struct error_log *log);

/* Adds the rows of one draw, whole. */
bool risk_journal_add(struct risk_journal *journal, const char *bytes, size_t size, struct error_log *log);

/* Removes it from disk: its results stand. What cannot be removed is told as a warning. */
void risk_journal_remove(struct risk_journal *journal, struct error_log *log);

void risk_journal_close(struct risk_journal *journal);

#endif
