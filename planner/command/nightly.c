#include "planner/command/commands.h"

#include "output/plan/terminal.h"
#include "planner/region/set_aside.h"
#include "planner/runs/nightly.h"

/* Warnings are printed before the long work begins. */
static bool read_night(struct nightly *nightly, const struct nightly_request *request, struct error_log *log)
{
	bool good = nightly_read(nightly, request, log);

	set_aside_print(&nightly->night.region, stderr);
	if (!good)
		return false;
	error_print(log, stderr);
	error_free(log);
	return true;
}

/* The summary is shown before the night takes its place: so a failure of any kind leaves what stood there before. */
static bool show_summary(const struct night *night, const struct options *options, struct error_log *log)
{
	struct text text = {0};

	if (options->quiet)
		return true;
	terminal_write(&text, &night->outcome, options->verbose);
	bool shown = terminal_print(&text, log);

	text_free(&text);
	return shown;
}

enum exit_code command_nightly(const struct options *options)
{
	const struct nightly_request request = {.region = options->region,
						.archive = options->plan,
						.load = options->load,
						.force = options->force,
						.accept_losses = options->accept_losses};
	struct nightly nightly = {0};
	struct error_log log = {0};
	bool planned = read_night(&nightly, &request, &log) &&
		       night_plan(&nightly.night, options->effort_percent, &log) &&
		       nightly_write(&nightly, options->dutch, &log) && show_summary(&nightly.night, options, &log) &&
		       nightly_commit(&nightly, &log);
	if (planned)
		night_tell_lifted(&nightly.night, &log);
	enum exit_code code = error_exit_code(&log);

	if (planned && night_wants_a_look(&nightly.night))
		code = EXIT_MINIMUM_SHORT;
	error_print(&log, stderr);
	nightly_free(&nightly);
	error_free(&log);
	return code;
}
