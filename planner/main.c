/* kraamplan: plans the hours of maternity home care of a region. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output/writer/jansson_memory.h"
#include "output/folder/archive.h"
#include "output/folder/place.h"
#include "output/folder/sink.h"
#include "planner/command/commands.h"
#include "planner/base/memory.h"
#include "planner/base/progress.h"
#include "planner/base/version.h"

static enum exit_code (*const run[COMMAND_COUNT])(const struct options *options) = {
	[COMMAND_PLAN] = command_plan,       [COMMAND_CHECK] = command_check,   [COMMAND_AUDIT] = command_audit,
	[COMMAND_EXPLAIN] = command_explain, [COMMAND_WHATIF] = command_whatif, [COMMAND_RISK] = command_risk,
	[COMMAND_NIGHTS] = command_nights,   [COMMAND_MERGE] = command_merge,   [COMMAND_NIGHTLY] = command_nightly,
	[COMMAND_KEY] = command_key,
};

/* Without a buffer, which would take memory. */
static void tell(const char *text)
{
	ssize_t written = write(STDERR_FILENO, text, strlen(text));

	(void)written; /* there is nobody left to tell */
}

static void leave_without_memory(void)
{
	const char *left = place_name_begun();

	sink_abandon();
	archive_abandon();
	tell(PROGRAM_NAME ": out of memory; what stood there before still does");
	tell(left != NULL ? "; what was begun is left as " : "");
	tell(left != NULL ? left : "");
	tell("\n");
	_exit(EXIT_SYSTEM);
}

/* Dies of the signal itself, so that shells and systemd see what happened. */
static void leave_on_signal(int signal_number)
{
	sink_abandon();
	archive_abandon();
	raise(signal_number);
}

static void catch_signals(void)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
	/* SA_RESETHAND and SA_NODEFER: raise() within the handler takes effect at once. */
	struct sigaction action = {.sa_handler = leave_on_signal, .sa_flags = (int)(SA_RESETHAND | SA_NODEFER)};

	signal(SIGXFSZ, SIG_IGN); /* a file grown too large is a failed write, not a crash */
	signal(SIGPIPE, SIG_IGN); /* `kraamplan plan ... | head` still writes the plan */
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct sigaction before;
		sigaction(numbers[i], NULL, &before);
		if (before.sa_handler != SIG_IGN) /* as under nohup */
			sigaction(numbers[i], &action, NULL);
	}
}

/* Whether all that was printed has gone out; a reader who has gone away does not count. */
static bool flush_output(void)
{
	errno = 0;
	return (fflush(stdout) == 0 && !ferror(stdout)) || errno == EPIPE;
}

int main(int argc, char **argv)
{
	struct options options;
	struct error_log log = {0};
	enum exit_code code;

	memory_set_handler(leave_without_memory);
	jansson_use_memory();
	catch_signals();
	if (!options_read(&options, argc, argv, stdout, &log)) {
		error_print(&log, stderr);
		code = error_exit_code(&log);
	} else if (options.answered) {
		code = EXIT_DONE;
	} else {
		progress_enable(isatty(STDERR_FILENO) && !options.quiet);
		code = run[options.command](&options);
	}
	/* A lost verdict is none; but what rejected the tables, or ended the run, was told on the other stream. */
	if (!flush_output() && (code == EXIT_DONE || code == EXIT_MINIMUM_SHORT || code == EXIT_BROKEN)) {
		fputs(PROGRAM_NAME ": standard output could not be written\n", stderr);
		code = EXIT_SYSTEM;
	}
	options_free(&options);
	error_free(&log);
	return (int)code;
}
