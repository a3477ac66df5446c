#include "planner/runs/night.h"

#include <stdio.h>

#include "input/plan/plan_reader.h"
#include "output/plan/certificate_table.h"
#include "planner/region/files.h"
#include "output/plan/plan_tables.h"
#include "output/plan/summary_json.h"
#include "planner/solve/solve.h"
#include "planner/rules/confirmed.h"
#include "planner/rules/pins.h"
#include "planner/rules/reach.h"
#include "planner/base/progress.h"
#include "planner/rules/rules.h"
#include "planner/base/version.h"

#define BROKEN_SHOWN 10

bool night_derive(struct night *night, struct error_log *log)
{
	return pins_derive(&night->problem, &night->region, &night->policy, log);
}

bool night_read(struct night *night, const char *folder, const struct load_options *options, struct error_log *log)
{
	bool good = load_region(&night->region, &night->policy, &night->digests, folder, options, log) &&
		    night_derive(night, log);

	if (good)
		reach_warn(&night->problem, log);
	return good;
}

bool night_read_previous(struct night *night, const char *folder, struct error_log *log)
{
	night->has_previous = true;
	if (!plan_reader_read_noted(&night->previous, &night->previous_visits, &night->previous_digests,
				    &night->problem, folder, PLAN_READER_LENIENT, log))
		return false;
	confirmed_hold(&night->confirmed, &night->problem, &night->region, &night->policy, &night->previous_visits);
	return true;
}

static bool check_plan(const struct night *night, struct error_log *log)
{
	struct broken_rules broken;

	rules_check(&broken, &night->problem, &night->solution.plan);
	for (size_t i = 0; i < broken.count && i < BROKEN_SHOWN; i++) {
		char text[RULES_TEXT_SIZE];
		rules_describe(text, &night->problem, &broken.rules[i]);
		fprintf(stderr, PROGRAM_NAME ": %s\n", text);
	}
	if (broken.count > 0)
		error_fail(log, EXIT_DEFECT, "the plan that was found breaks %zu rules; it is not written",
			   broken.count);
	for (int t = 0; t < TIER_COUNT; t++)
		if (night->solution.bounds.scaled[t] > night->solution.values.scaled[t])
			error_fail(log, EXIT_DEFECT, "the bound of %s is above its value; no plan is written",
				   problem_tier_name(&night->problem, (enum tier)t));
	rules_free(&broken);
	return error_exit_code(log) == EXIT_DONE;
}

bool night_plan(struct night *night, int effort_percent, struct error_log *log)
{
	const struct plan *previous = night->has_previous ? &night->previous : NULL;

	night->effort_percent = effort_percent;
	solve_night(&night->solution, &night->problem, previous, effort_percent);
	progress_end();
	outcome_derive(&night->outcome, &night->problem, &night->solution, previous);
	night->outcome.lifted_visits = night->confirmed.lifted_count;
	if (night->has_previous)
		changes_derive(&night->outcome.changes, &night->problem, &night->solution.plan, &night->previous_visits,
			       &night->confirmed);
	return check_plan(night, log);
}

void night_tell_lifted(const struct night *night, struct error_log *log)
{
	for (size_t i = 0; i < night->confirmed.count; i++) {
		const struct confirmed_visit *row = &night->confirmed.list[i];
		char why[CONFIRMED_TEXT_SIZE], date[DAY_TEXT_SIZE], hours[REGION_HOURS_SIZE];
		if (row->fate == CONFIRMED_STAYS)
			continue;
		confirmed_describe(why, row);
		day_format(date, row->visit->date, false);
		region_format_hours(hours, row->visit->ticks);
		error_find(log, true, row->table != NULL ? row->table : "previous " PLAN_VISITS,
			   (uint32_t)(row->table != NULL ? row->line : row->visit->line), 0, NULL,
			   "lifted: the confirmed visit of %s to %s on %s, %s h; %s", row->visit->caregiver_key,
			   row->visit->client_key, date, hours, why);
	}
}

static bool write_table(const struct night *night, struct sink *sink, const char *name, bool dutch,
			void (*fill)(struct csv_writer *, const struct outcome *, bool), struct error_log *log)
{
	struct csv_writer writer;

	fill(&writer, &night->outcome, dutch);
	return sink_write_table(sink, name, &writer, log);
}

void night_list_inputs(struct summary_input inputs[LOAD_FILE_COUNT], const struct load_digests *digests)
{
	for (size_t i = 0; i < digests->count; i++) {
		const struct load_digest *digest = &digests->files[i];
		inputs[i] = (struct summary_input){digest->name, digest->hex, digest->row_count};
	}
}

static bool write_summary(const struct night *night, struct sink *sink, struct error_log *log)
{
	struct summary_input inputs[LOAD_FILE_COUNT], previous[LOAD_FILE_COUNT];
	struct summary_source source = {.version = PROGRAM_VERSION,
					.inputs = inputs,
					.input_count = night->digests.count,
					.previous = previous,
					.previous_count = night->previous_digests.count,
					.effort_percent = night->effort_percent};
	struct text text = {0};

	if (*night->before_date != '\0') {
		source.before_date = night->before_date;
		source.before_sha256 = night->before_sha256;
	}
	night_list_inputs(inputs, &night->digests);
	night_list_inputs(previous, &night->previous_digests);
	summary_write(&text, &night->outcome, &source);
	bool written = sink_write_file(sink, PLAN_SUMMARY, text.bytes, text.length, log);

	text_free(&text);
	return written;
}

bool night_write_files(const struct night *night, struct sink *sink, bool dutch, struct error_log *log)
{
	return write_table(night, sink, PLAN_VISITS, dutch, plan_tables_write_visits, log) &&
	       write_table(night, sink, PLAN_ALLOCATIONS, dutch, plan_tables_write_allocations, log) &&
	       write_table(night, sink, PLAN_CAREGIVERS, dutch, plan_tables_write_caregivers, log) &&
	       write_table(night, sink, PLAN_BOTTLENECKS, dutch, plan_tables_write_bottlenecks, log) &&
	       write_table(night, sink, PLAN_CERTIFICATE, dutch, certificate_table_write, log) &&
	       (!night->has_previous ||
		write_table(night, sink, PLAN_CHANGES, dutch, plan_tables_write_changes, log)) &&
	       (night->region.set_aside_count == 0 ||
		write_table(night, sink, PLAN_SET_ASIDE, dutch, plan_tables_write_set_aside, log)) &&
	       write_summary(night, sink, log);
}

bool night_write(const struct night *night, const char *place, bool force, bool dutch, struct error_log *log)
{
	struct sink sink;
	bool written = sink_open(&sink, place, force, log) && night_write_files(night, &sink, dutch, log) &&
		       sink_commit(&sink, log);

	sink_discard(&sink);
	return written;
}

bool night_wants_a_look(const struct night *night)
{
	return night->outcome.tiers[TIER_MINIMUM].short_clients > 0 || night->region.set_aside_count > 0;
}

void night_free(struct night *night)
{
	outcome_free(&night->outcome);
	solution_free(&night->solution);
	confirmed_free(&night->confirmed);
	previous_free(&night->previous_visits);
	plan_free(&night->previous);
	problem_free(&night->problem);
	policy_free(&night->policy);
	region_free(&night->region);
	*night = (struct night){0};
}
