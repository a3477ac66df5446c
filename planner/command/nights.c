#include "planner/command/commands.h"

#include "output/folder/place.h"
#include "output/plan/terminal.h"
#include "planner/region/set_aside.h"
#include "planner/runs/night.h"
#include "planner/runs/nights.h"

static bool show(const struct options *options, const struct text *told, struct error_log *log)
{
	return options->quiet || terminal_print(told, log);
}

/* Nothing that stands is replaced: many nights are many plans. */
static bool run(const struct options *options, const struct night *night, struct error_log *log)
{
	struct nights_settings settings = {.seed = (uint64_t)options->seed,
					   .absence_permille = options->absence_permille,
					   .night_count = options->nights,
					   .effort_percent = options->effort_percent,
					   .dutch = options->dutch};
	struct text told = {0};
	char *folder = place_begin_partial(options->output, log);
	if (folder == NULL)
		return false;
	bool good =
		nights_run(&settings, &night->region, &night->policy, folder, &told, log) && show(options, &told, log);

	text_free(&told);
	return place_end_partial(folder, options->output, good, log);
}

enum exit_code command_nights(const struct options *options)
{
	struct night night = {.has_previous = false};
	struct error_log log = {0};
	bool good = night_read(&night, options->region, &options->load, &log);

	if (good) {
		set_aside_print(&night.region, stderr);
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
