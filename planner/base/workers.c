#include "planner/base/workers.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "planner/base/descriptor.h"
#include "planner/base/memory.h"
#include "planner/base/progress.h"

#define READ_SIZE 65536

/* What a child sends first: GOOD and then its result, or the exit code of its failure and the text of it. */
#define GOOD EXIT_DONE

struct child {
	size_t task;
	pid_t pid;
	int fd; /* to read from; -1: this place is free */
	struct workers_result sent;
};

struct run {
	const struct workers *workers;
	size_t count;
	struct error_log *log;
	struct child *children; /* [jobs] */
	int jobs;
	struct workers_result *done; /* [task]; bytes are NULL until it is done, and again once it is taken */
	size_t started, taken;
};

/* The child's whole life; its exit tells nothing that its bytes do not. */
static void work_and_end(const struct workers *workers, size_t task, int fd, pid_t parent)
{
	struct workers_result result = {0};
	struct error_log log = {0};

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		_exit(EXIT_SYSTEM);
	progress_enable(false);
	bool good = workers->work(&result, workers->context, task, &log);
	char code = (char)(good ? GOOD : error_exit_code(&log) == EXIT_DONE ? EXIT_DEFECT : error_exit_code(&log));
	const char *text = log.failure_text != NULL ? log.failure_text : "";

	if (!good)
		error_print(&(struct error_log){.findings = log.findings,
						.finding_count = log.finding_count,
						.error_count = log.error_count,
						.warning_count = log.warning_count},
			    stderr);
	bool sent = descriptor_write(fd, &code, 1) &&
		    (good ? descriptor_write(fd, result.bytes, result.size) : descriptor_write(fd, text, strlen(text)));
	_exit(sent ? EXIT_DONE : EXIT_SYSTEM);
}

static bool start_child(struct run *run, struct child *child)
{
	int ends[2];
	pid_t parent = getpid();

	if (pipe(ends) != 0)
		return error_fail(run->log, EXIT_SYSTEM, "no pipe to a %s: %s", run->workers->name, strerror(errno));
	fflush(NULL); /* or the child would write it once more */
	pid_t pid = fork();
	if (pid == 0) {
		close(ends[0]);
		work_and_end(run->workers, run->started, ends[1], parent);
	}
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return error_fail(run->log, EXIT_SYSTEM, "no process for a %s: %s", run->workers->name,
				  strerror(errno));
	}
	*child = (struct child){.task = run->started++, .pid = pid, .fd = ends[0]};
	return true;
}

static int wait_for(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	return status;
}

/* Takes what is there in the order of the tasks. */
static bool take_done(struct run *run)
{
	while (run->taken < run->count && run->done[run->taken].bytes != NULL) {
		struct workers_result *result = &run->done[run->taken];
		struct workers_result body = {result->bytes + 1, result->size - 1};
		bool good = run->workers->take(run->workers->context, run->taken, &body, run->log);
		free(result->bytes);
		*result = (struct workers_result){0};
		if (!good)
			return false;
		run->taken++;
		progress_show(run->workers->name, (double)run->taken / (double)run->count);
	}
	return true;
}

static bool end_child(struct run *run, struct child *child)
{
	int status = wait_for(child->pid);
	size_t number = child->task + 1;
	struct workers_result sent = child->sent;

	close(child->fd);
	*child = (struct child){.fd = -1};
	if (WIFSIGNALED(status))
		error_fail(run->log, EXIT_SYSTEM, "%s %zu: its process died of signal %d", run->workers->name, number,
			   WTERMSIG(status));
	else if (WEXITSTATUS(status) != EXIT_DONE || sent.size == 0)
		error_fail(run->log, EXIT_SYSTEM, "%s %zu: its process ended with code %d", run->workers->name, number,
			   WEXITSTATUS(status));
	else if (sent.bytes[0] != GOOD)
		error_fail(run->log, (enum exit_code)sent.bytes[0], "%s %zu: %.*s", run->workers->name, number,
			   (int)sent.size - 1, sent.bytes + 1);
	else {
		run->done[number - 1] = sent;
		return take_done(run);
	}
	free(sent.bytes);
	return false;
}

/* Reads what a child has sent; at its end the child is done. */
static bool hear_child(struct run *run, struct child *child)
{
	child->sent.bytes = memory_resize(child->sent.bytes, child->sent.size + READ_SIZE, 1);
	ssize_t got = read(child->fd, child->sent.bytes + child->sent.size, READ_SIZE);
	if (got > 0)
		child->sent.size += (size_t)got;
	if (got > 0 || (got < 0 && errno == EINTR))
		return true;
	if (got < 0) /* what is missing might be anything; and the child may still want to write */
		return error_fail(run->log, EXIT_SYSTEM, "%s %zu: what its process sent cannot be read: %s",
				  run->workers->name, child->task + 1, strerror(errno));
	return end_child(run, child);
}

static bool hear_children(struct run *run)
{
	struct pollfd *waits = memory_allocate((size_t)run->jobs, sizeof *waits);
	bool good = true;

	for (int i = 0; i < run->jobs; i++)
		waits[i] = (struct pollfd){.fd = run->children[i].fd, .events = POLLIN};
	int woken = poll(waits, (nfds_t)run->jobs, -1);
	if (woken < 0 && errno != EINTR)
		good = error_fail(run->log, EXIT_SYSTEM, "no %s can be waited for: %s", run->workers->name,
				  strerror(errno));
	if (woken > 0)
		for (int i = 0; good && i < run->jobs; i++)
			if (waits[i].revents != 0)
				good = hear_child(run, &run->children[i]);
	free(waits);
	return good;
}

static void stop_children(struct run *run)
{
	for (int i = 0; i < run->jobs; i++) {
		struct child *child = &run->children[i];
		if (child->fd < 0)
			continue;
		kill(child->pid, SIGTERM);
		close(child->fd);
		wait_for(child->pid);
		free(child->sent.bytes);
	}
}

bool workers_run(const struct workers *workers, size_t count, int jobs, struct error_log *log)
{
	struct run run = {.workers = workers, .count = count, .log = log, .jobs = jobs};
	bool good = true;

	run.children = memory_allocate((size_t)jobs, sizeof *run.children);
	run.done = memory_allocate(count, sizeof *run.done);
	for (int i = 0; i < jobs; i++)
		run.children[i].fd = -1;
	while (good && run.taken < count) {
		for (int i = 0; good && i < jobs && run.started < count; i++)
			if (run.children[i].fd < 0)
				good = start_child(&run, &run.children[i]);
		good = good && hear_children(&run);
	}
	progress_end();
	stop_children(&run);
	for (size_t i = 0; i < count; i++)
		free(run.done[i].bytes);
	free(run.done);
	free(run.children);
	return good;
}
