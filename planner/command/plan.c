#include "planner/command/commands.h"

#include "output/folder/sink.h"
#include "output/plan/terminal.h"
#include "planner/region/set_aside.h"
#include "planner/runs/guard.h"
#include "planner/runs/night.h"

/* Region, policy and pins, and the previous plan. Warnings are printed before the long work begins. */
static bool read_region(struct night *night, const struct options *options, struct error_log *log)
{
	if (!sink_check_place(options->output, options->force, log) ||
	    !night_read(night, options->region, &options->load, log))
		return false;
	if (options->previous != NULL &&
	    (!night_read_previous(night, options->previous, log) ||
	     !guard_tell_previous(&night->region, night->policy.plan_date, options->previous, log)))
		return false;
	set_aside_print(&night->region, stderr);
	error_print(log, stderr);
	error_free(log);
	return true;
}

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

/* The summary is shown before the plan takes its place: so a failure of any kind leaves what stood there before. */
static bool write_plan(const struct night *night, const struct options *options, struct error_log *log)
{
	struct sink sink;
	bool written = sink_open(&sink, options->output, options->force, log) &&
		       night_write_files(night, &sink, options->dutch, log) && show_summary(night, options, log) &&
		       sink_commit(&sink, log);

	sink_discard(&sink);
	return written;
}

enum exit_code command_plan(const struct options *options)
{
	struct night night = {0};
	struct error_log log = {0};
	bool planned = read_region(&night, options, &log) && night_plan(&night, options->effort_percent, &log) &&
		       write_plan(&night, options, &log);
	if (planned)
		night_tell_lifted(&night, &log);
	enum exit_code code = error_exit_code(&log);

	if (planned && night_wants_a_look(&night))
		code = EXIT_MINIMUM_SHORT;
	error_print(&log, stderr);
	night_free(&night);
	error_free(&log);
	return code;
}
