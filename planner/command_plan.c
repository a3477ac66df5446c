#include "planner/command_plan.h"

#include <stdlib.h>

#include "input/plan_reader.h"
#include "output/certificate_table.h"
#include "output/plan_files.h"
#include "output/plan_tables.h"
#include "output/sink.h"
#include "output/summary_json.h"
#include "output/terminal.h"
#include "planner/outcome.h"
#include "planner/pins.h"
#include "planner/progress.h"
#include "planner/rules.h"
#include "planner/solution.h"

#define BROKEN_SHOWN 10

/* What the stages hand on to each other. */
struct night {
	const struct options *options;
	struct region region;
	struct policy policy;
	struct load_digests digests, previous_digests;
	struct problem problem;
	struct plan previous; /* of --previous */
	struct solution solution;
	struct outcome outcome;
	struct error_log log;
};

/* Region, policy and pins. Warnings are printed before the long work begins. */
static bool read_region(struct night *night)
{
	const struct options *options = night->options;
	bool good = sink_check_place(options->output, options->force, &night->log) &&
		    load_region(&night->region, &night->policy, &night->digests, options->region, &options->load,
				&night->log);

	if (good) {
		problem_derive(&night->problem, &night->region, &night->policy);
		good = pins_check(&night->problem, &night->log);
	}
	if (good) {
		error_print(&night->log, stderr);
		error_free(&night->log);
	}
	return good;
}

static bool find_plan(struct night *night)
{
	const struct options *options = night->options;
	const struct plan *previous = NULL;

	if (options->previous != NULL) {
		if (!plan_reader_read_digested(&night->previous, &night->previous_digests, &night->problem,
					       options->previous, PLAN_READER_LENIENT, &night->log))
			return false;
		previous = &night->previous;
	}
	solution_find(&night->solution, &night->problem, previous, options->effort_percent);
	progress_end();
	outcome_derive(&night->outcome, &night->problem, &night->solution, previous);
	return true;
}

/* A plan that breaks a rule, or a bound above its value, is a defect of this program: it is not written. */
static bool check_plan(struct night *night)
{
	struct broken_rules broken;

	rules_check(&broken, &night->problem, &night->solution.plan);
	for (size_t i = 0; i < broken.count && i < BROKEN_SHOWN; i++) {
		char text[RULES_TEXT_SIZE];
		rules_describe(text, &night->problem, &broken.rules[i]);
		fprintf(stderr, PROGRAM_NAME ": %s\n", text);
	}
	if (broken.count > 0)
		error_fail(&night->log, EXIT_DEFECT, "the plan that was found breaks %zu rules; it is not written",
			   broken.count);
	for (int t = 0; t < TIER_COUNT; t++)
		if (night->solution.bounds.scaled[t] > night->solution.values.scaled[t])
			error_fail(&night->log, EXIT_DEFECT, "the bound of %s is above its value; no plan is written",
				   tier_names[t]);
	rules_free(&broken);
	return error_exit_code(&night->log) == EXIT_DONE;
}

static bool write_table(struct sink *sink, const char *name, struct night *night,
			void (*fill)(struct csv_writer *, const struct outcome *, bool))
{
	struct csv_writer writer;

	fill(&writer, &night->outcome, night->options->dutch);
	bool written = sink_write_file(sink, name, writer.text.bytes, writer.text.length, &night->log);

	csv_writer_free(&writer);
	return written;
}

static void list_inputs(struct summary_input inputs[LOAD_FILE_COUNT], const struct load_digests *digests)
{
	for (size_t i = 0; i < digests->count; i++) {
		const struct load_digest *digest = &digests->files[i];
		inputs[i] = (struct summary_input){digest->name, digest->hex, digest->row_count};
	}
}

static bool write_summary(struct sink *sink, struct night *night)
{
	struct summary_input inputs[LOAD_FILE_COUNT], previous[LOAD_FILE_COUNT];
	struct summary_source source = {.version = PROGRAM_VERSION,
					.inputs = inputs,
					.input_count = night->digests.count,
					.previous = previous,
					.previous_count = night->previous_digests.count,
					.effort_percent = night->options->effort_percent};
	struct text text = {0};

	list_inputs(inputs, &night->digests);
	list_inputs(previous, &night->previous_digests);
	summary_write(&text, &night->outcome, &source);
	bool written = sink_write_file(sink, PLAN_SUMMARY, text.bytes, text.length, &night->log);

	text_free(&text);
	return written;
}

static bool show_summary(struct night *night)
{
	struct text text = {0};

	if (night->options->quiet)
		return true;
	terminal_write(&text, &night->outcome, night->options->verbose);
	bool shown = terminal_print(&text, &night->log);

	text_free(&text);
	return shown;
}

/* The summary is shown before the plan takes its place: so a failure of any kind leaves what stood there before. */
static bool write_plan(struct night *night)
{
	struct sink sink;
	bool written = sink_open(&sink, night->options->output, night->options->force, &night->log) &&
		       write_table(&sink, PLAN_VISITS, night, plan_tables_write_visits) &&
		       write_table(&sink, PLAN_ALLOCATIONS, night, plan_tables_write_allocations) &&
		       write_table(&sink, PLAN_BOTTLENECKS, night, plan_tables_write_bottlenecks) &&
		       write_table(&sink, PLAN_CERTIFICATE, night, certificate_table_write) &&
		       write_summary(&sink, night) && show_summary(night) && sink_commit(&sink, &night->log);

	sink_discard(&sink);
	return written;
}

static void free_night(struct night *night)
{
	outcome_free(&night->outcome);
	solution_free(&night->solution);
	plan_free(&night->previous);
	problem_free(&night->problem);
	policy_free(&night->policy);
	region_free(&night->region);
	error_free(&night->log);
}

enum exit_code command_plan(const struct options *options)
{
	struct night night = {.options = options};
	bool planned = read_region(&night) && find_plan(&night) && check_plan(&night) && write_plan(&night);
	enum exit_code code = error_exit_code(&night.log);

	if (planned && night.outcome.tiers[TIER_MINIMUM].short_clients > 0)
		code = EXIT_MINIMUM_SHORT;
	error_print(&night.log, stderr);
	free_night(&night);
	return code;
}
