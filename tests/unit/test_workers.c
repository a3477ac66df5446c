/* Child processes: results in the order of tasks for any number at a time, and failures that name their task. */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "planner/base/memory.h"
#include "planner/base/workers.h"

#define TASKS 20

struct trial_run {
	char taken[4096];
	size_t bad_task;  /* fails */
	size_t dead_task; /* dies */
};

static bool work(struct workers_result *result, void *context, size_t task, struct error_log *log)
{
	const struct trial_run *trial = context;

	if (task == trial->bad_task)
		return error_fail(log, EXIT_REJECTED, "too bad");
	if (task == trial->dead_task)
		raise(SIGKILL);
	usleep((useconds_t)(task % 3 * 2000)); /* later tasks are done before earlier ones */
	result->bytes = memory_allocate(16, 1);
	result->size = (size_t)snprintf(result->bytes, 16, "<%zu>", task);
	return true;
}

static bool take(void *context, size_t task, const struct workers_result *result, struct error_log *log)
{
	struct trial_run *trial = context;
	size_t length = strlen(trial->taken);

	(void)task;
	(void)log;
	memcpy(trial->taken + length, result->bytes, result->size);
	return true;
}

static bool run_trial(struct trial_run *trial, int jobs, struct error_log *log)
{
	struct workers workers = {.work = work, .take = take, .name = "draw", .context = trial};

	return workers_run(&workers, TASKS, jobs, log);
}

Test(workers, results_come_in_order)
{
	struct trial_run one = {.bad_task = TASKS, .dead_task = TASKS}, four = one;
	struct error_log log = {0};

	cr_assert(run_trial(&one, 1, &log));
	cr_assert(run_trial(&four, 4, &log));
	cr_expect_str_eq(one.taken, four.taken);
	cr_expect_eq(strncmp(one.taken, "<0><1><2><3>", 12), 0);
	cr_expect_not_null(strstr(one.taken, "<18><19>"));
	error_free(&log);
}

Test(workers, a_failure_keeps_its_code_and_names_its_task)
{
	struct trial_run trial = {.bad_task = 6, .dead_task = TASKS};
	struct error_log log = {0};

	cr_assert_not(run_trial(&trial, 1, &log));
	cr_expect_eq(log.failure, EXIT_REJECTED);
	cr_expect_str_eq(log.failure_text, "draw 7: too bad");
	cr_expect_str_eq(trial.taken, "<0><1><2><3><4><5>");
	error_free(&log);
}

Test(workers, a_death_is_a_failure)
{
	struct trial_run trial = {.bad_task = TASKS, .dead_task = 3};
	struct error_log log = {0};

	cr_assert_not(run_trial(&trial, 2, &log));
	cr_expect_eq(log.failure, EXIT_SYSTEM);
	cr_expect_str_eq(log.failure_text, "draw 4: its process died of signal 9");
	error_free(&log);
}

Test(workers, nothing_to_do_is_done)
{
	struct trial_run trial = {0};
	struct error_log log = {0};
	struct workers workers = {.work = work, .take = take, .name = "draw", .context = &trial};

	cr_assert(workers_run(&workers, 0, 3, &log));
	error_free(&log);
}
