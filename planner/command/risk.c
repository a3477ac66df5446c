#include "planner/command/commands.h"

#include <stdlib.h>
#include <string.h>

#include "output/runs/risk_json.h"
#include "output/runs/risk_tables.h"
#include "output/folder/sink.h"
#include "planner/solve/draw.h"
#include "planner/base/memory.h"
#include "planner/region/set_aside.h"
#include "planner/runs/night.h"
#include "planner/base/progress.h"
#include "planner/runs/risk_journal.h"
#include "planner/runs/risk_results.h"
#include "planner/runs/shard.h"
#include "planner/base/workers.h"
#include "planner/base/version.h"

struct risk_run {
	const struct options *options;
	struct night night;
	struct plan base;
	struct draw_settings settings;
	struct text told; /* risk.json of this run or part */
	struct risk_journal journal;
	int32_t *todo; /* numbers of the draws that are not in the journal */
	size_t todo_count;
	struct error_log log;
};

static bool read_region(struct risk_run *run)
{
	const struct options *options = run->options;
	bool good = sink_check_place(options->output, options->force, &run->log) &&
		    night_read(&run->night, options->region, &options->load, &run->log);

	if (good) {
		set_aside_print(&run->night.region, stderr);
		error_print(&run->log, stderr);
		error_free(&run->log);
	}
	return good;
}

/* What is run: equal for all parts but for which part it is. */
static void tell_run(struct risk_run *run)
{
	const struct options *options = run->options;
	struct summary_input inputs[LOAD_FILE_COUNT];
	struct summary_source source = {.version = PROGRAM_VERSION,
					.inputs = inputs,
					.input_count = run->night.digests.count,
					.effort_percent = options->effort_percent};
	struct risk_json_run told = {.problem = &run->night.problem,
				     .source = &source,
				     .draws = options->draws,
				     .seed = options->seed,
				     .absence_permille = options->absence_permille,
				     .rosters_end = tally_rosters_end(&run->night.region),
				     .shard = options->shard,
				     .shard_count = options->shard_count};

	night_list_inputs(inputs, &run->night.digests);
	risk_json_write_run(&run->told, &told);
}

static int scaled(int effort, int percent)
{
	int work = effort * percent / 100;

	return work < 1 ? 1 : work;
}

/* Draws are made in the order of their numbers, so those that are missing follow the last one. */
static void list_draws(struct risk_run *run)
{
	run->settings = (struct draw_settings){.seed = (uint64_t)run->options->seed,
					       .absence_permille = run->options->absence_permille,
					       .effort = scaled(run->options->effort_percent, DRAW_EFFORT)};
	run->todo = memory_allocate((size_t)run->options->draws, sizeof *run->todo);
	for (int draw = run->journal.last_draw + 1; draw <= run->options->draws; draw++)
		if (shard_holds(run->options->shard, run->options->shard_count, (size_t)draw))
			run->todo[run->todo_count++] = draw;
}

/* In a child. A plan that breaks a rule is a defect of this program. */
static bool work(struct workers_result *result, void *context, size_t task, struct error_log *log)
{
	const struct risk_run *run = context;
	struct trial trial;
	struct tally tally = {0};
	struct csv_writer writer = {0};

	draw_make(&trial, &run->night.problem, &run->settings, run->todo[task]);
	draw_plan(&trial, &run->night.problem, &run->base, run->settings.effort);
	if (!trial_is_allowed(&trial))
		return error_fail(log, EXIT_DEFECT, "the plan of draw %d breaks a rule", run->todo[task]);
	tally_add_draw(&tally, run->todo[task], &trial.problem, &trial.plan, &run->night.problem);
	risk_tables_add_draws(&writer, tally.rows, tally.count);
	*result = (struct workers_result){writer.text.bytes, writer.text.length};
	tally_free(&tally);
	trial_free(&trial);
	return true;
}

static bool take(void *context, size_t task, const struct workers_result *result, struct error_log *log)
{
	struct risk_run *run = context;

	(void)task;
	return risk_journal_add(&run->journal, result->bytes, result->size, log);
}

static bool make_draws(struct risk_run *run)
{
	struct workers workers = {.work = work, .take = take, .name = "draw", .context = run};

	if (run->todo_count == 0)
		return true;
	draw_plan_base(&run->base, &run->night.problem, scaled(run->options->effort_percent, DRAW_BASE_EFFORT));
	progress_end();
	return workers_run(&workers, run->todo_count, run->options->jobs, &run->log);
}

/* The journal is draws.csv: it is passed on as it stands. */
static bool write_results(struct risk_run *run)
{
	const struct options *options = run->options;
	const char *paths[] = {run->journal.path};
	struct risk_write_draws draws = {.paths = paths,
					 .path_count = 1,
					 .draw_count = options->draws,
					 .shard = options->shard,
					 .shard_count = options->shard_count};
	struct risk_json_part part = {0};
	struct runs_target target = {options->output, options->force, options->dutch, options->quiet};
	bool good;

	if (options->shard_count > 0)
		good = risk_write_part(&target, run->told.bytes, &draws, &run->log);
	else
		good = risk_json_read(&part, run->told.bytes, run->told.length, options->output, &run->log) &&
		       risk_write_whole(&target, &part, &draws, &run->log);
	risk_json_free(&part);
	if (good)
		risk_journal_remove(&run->journal, &run->log);
	return good;
}

static bool open_journal(struct risk_run *run)
{
	const struct options *options = run->options;
	struct risk_journal_request request = {.place = options->output,
					       .run = run->told.bytes,
					       .shard = options->shard,
					       .shard_count = options->shard_count,
					       .resume = options->resume,
					       .force = options->force};

	return risk_journal_open(&run->journal, &request, &run->log);
}

enum exit_code command_risk(const struct options *options)
{
	struct risk_run run = {.options = options, .journal = {.fd = -1, .sums_fd = -1}};

	if (read_region(&run)) {
		tell_run(&run);
		if (open_journal(&run)) {
			list_draws(&run);
			(void)(make_draws(&run) && write_results(&run));
		}
	}
	enum exit_code code = error_exit_code(&run.log);

	error_print(&run.log, stderr);
	risk_journal_close(&run.journal);
	free(run.todo);
	text_free(&run.told);
	plan_free(&run.base);
	night_free(&run.night);
	error_free(&run.log);
	return code;
}
