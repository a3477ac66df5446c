#include "planner/command/commands.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/folder/place.h"
#include "output/plan/terminal.h"
#include "planner/runs/night.h"
#include "planner/runs/nights.h"

/* The folder that becomes the place once all is in it. Nothing that stands is replaced: many nights are many plans. */
static char *make_folder(const char *place, struct error_log *log)
{
	char *folder = place_name_partial(place);

	if (access(place, F_OK) == 0)
		error_fail(log, EXIT_SYSTEM, "%s: something stands there already; it is not replaced", place);
	else if (mkdir(folder, S_IRWXU) != 0)
		error_fail(log, EXIT_SYSTEM, "%s: %s%s", folder, strerror(errno),
			   errno == EEXIST ? "; left by a run that was broken off: remove it" : "");
	return folder;
}

static bool show(const struct options *options, const struct text *told, struct error_log *log)
{
	return options->quiet || terminal_print(told, log);
}

static bool run(const struct options *options, const struct night *night, struct error_log *log)
{
	struct nights_settings settings = {.seed = (uint64_t)options->seed,
					   .absence_permille = options->absence_permille,
					   .night_count = options->nights,
					   .confirmed_days = options->confirmed_days,
					   .effort_percent = options->effort_percent,
					   .dutch = options->dutch};
	struct text told = {0};
	char *folder = make_folder(options->output, log);
	bool good = error_exit_code(log) == EXIT_DONE &&
		    nights_run(&settings, &night->region, &night->policy, folder, &told, log) &&
		    show(options, &told, log) &&
		    (rename(folder, options->output) == 0 ||
		     error_fail(log, EXIT_SYSTEM, "%s: %s", options->output, strerror(errno)));

	text_free(&told);
	free(folder);
	return good;
}

enum exit_code command_nights(const struct options *options)
{
	struct night night = {.has_previous = false};
	struct error_log log = {0};
	bool good = night_read(&night, options->region, &options->load, &log);

	if (good) {
		error_print(&log, stderr);
		error_free(&log);
		run(options, &night, &log);
	}
	enum exit_code code = error_exit_code(&log);

	error_print(&log, stderr);
	night_free(&night);
	error_free(&log);
	return code;
}
