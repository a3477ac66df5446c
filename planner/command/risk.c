#include "planner/command/commands.h"

#include <stdlib.h>
#include <string.h>

#include "input/plan/draws_reader.h"
#include "output/runs/risk_json.h"
#include "output/runs/risk_tables.h"
#include "output/folder/sink.h"
#include "planner/solve/draw.h"
#include "planner/base/memory.h"
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

/* Are these the draws that were asked for? Not where somebody had a hand in the journal. */
static bool is_complete(struct risk_run *run, const struct draws *draws)
{
	int shard = run->options->shard, shard_count = run->options->shard_count;
	int step = shard_count > 0 ? shard_count : 1, wanted = shard_count > 0 ? shard : 1;

	for (size_t i = 0; i < draws->count; i++)
		if (draws->rows[i].kind == TALLY_DRAW) {
			if (draws->rows[i].draw != wanted)
				break;
			wanted += step;
		}
	return wanted > run->options->draws ||
	       error_fail(&run->log, EXIT_SYSTEM, "%s: draw %d is missing; --force begins anew", run->journal.path,
			  wanted);
}

static bool write_results(struct risk_run *run)
{
	struct file_bytes bytes = {0};
	struct draws draws;
	struct risk_json_part part = {0};
	bool good =
		file_read(&bytes, run->journal.path, FILE_TABLE_BYTES_MAX, run->journal.path, &run->log) == FILE_READ;

	if (!good)
		return false;
	good = draws_reader_read(&draws, bytes, &run->log) && is_complete(run, &draws);
	if (good && run->options->shard_count > 0)
		good = risk_write_part(run->options, run->told.bytes, draws.rows, draws.count, &run->log);
	else if (good)
		good = risk_json_read(&part, run->told.bytes, run->told.length, run->options->output, &run->log) &&
		       risk_write_whole(run->options, &part, draws.rows, draws.count, &run->log);
	risk_json_free(&part);
	draws_reader_free(&draws);
	return good && risk_journal_remove(&run->journal, &run->log);
}

enum exit_code command_risk(const struct options *options)
{
	struct risk_run run = {.options = options, .journal.fd = -1};

	if (read_region(&run)) {
		tell_run(&run);
		if (risk_journal_open(&run.journal, options->output, run.told.bytes, options->resume, options->force,
				      &run.log)) {
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
