#include "output/plan/summary_json.h"

#include <assert.h>
#include <jansson.h>
#include <stdlib.h>

#include "planner/region/files.h"
#include "output/plan/summary.h"
#include "planner/base/day.h"
#include "planner/plan/solution.h"
#include "planner/region/setting.h"
#include "planner/base/version.h"

#define MINUTES_PER_HOUR 60
#define NANO 1e9
#define MILLION 1e6
#define DIGITS 15 /* the most that every double keeps: decimals come out as they went in */

/* Nothing below returns NULL (output/writer/jansson_memory.h), as long as all text is UTF-8; the reader sees to it. */

void summary_end(struct text *text, json_t *object)
{
	char *bytes = json_dumps(object, JSON_INDENT(2) | JSON_REAL_PRECISION(DIGITS));

	assert(bytes != NULL);
	json_decref(object);
	text_add(text, bytes);
	text_add(text, "\n");
	free(bytes);
}

void summary_set(json_t *object, const char *key, json_t *value)
{
	int failed = json_object_set_new(object, key, value);

	assert(failed == 0);
	(void)failed;
}

static void append(json_t *array, json_t *value)
{
	int failed = json_array_append_new(array, value);

	assert(failed == 0);
	(void)failed;
}

static json_t *hours(const struct problem *problem, int64_t units)
{
	return json_real((double)(units * problem->policy->unit_minutes) / MINUTES_PER_HOUR);
}

static json_t *make_guarantees(const struct policy *policy)
{
	json_t *guarantees = json_object();

	for (size_t i = 0; i < policy->guarantee_count; i++)
		summary_set(guarantees, policy->guarantees[i].insurer,
			    json_real((double)policy->guarantees[i].before_week_hundredths / 100));
	return guarantees;
}

static json_t *make_order(const struct policy *policy)
{
	json_t *order = json_array();

	for (int t = 0; t < TIER_COUNT; t++)
		append(order, json_string(tier_kind_names[policy->order[t]]));
	return order;
}

json_t *summary_make_policy(const struct problem *problem)
{
	const struct policy *policy = problem->policy;
	json_t *object = json_object();
	char date[DAY_TEXT_SIZE];

	day_format(date, policy->plan_date, false);
	summary_set(object, "plan_date", json_string(date));
	summary_set(object, "unit_minutes", json_integer(policy->unit_minutes));
	summary_set(object, "legal_minimum_hours", hours(problem, policy->legal_minimum_units));
	summary_set(object, "digital_cap_hours", hours(problem, policy->digital_cap_units));
	summary_set(object, "min_visit_hours", hours(problem, policy->min_visit_units));
	summary_set(object, "max_visit_hours", hours(problem, policy->max_visit_units));
	summary_set(object, "care_days", json_integer(policy->care_days));
	summary_set(object, "travel_minutes", json_integer(policy->travel_units * policy->unit_minutes));
	summary_set(object, "max_caregivers", json_integer(policy->max_caregivers));
	summary_set(object, "continuity_percent", json_integer(policy->continuity_percent));
	summary_set(object, "max_days_in_a_row", json_integer(policy->max_days_in_a_row));
	summary_set(object, "mediation", json_string(policy->mediation ? "yes" : "no"));
	summary_set(object, "digital", json_string(setting_find_word(&settings[DIGITAL], (int)policy->digital)));
	summary_set(object, "order", make_order(policy));
	summary_set(object, "first_day_weight", json_integer(policy->first_day_weight));
	summary_set(object, "births", json_string(setting_find_word(&settings[BIRTHS], (int)policy->births)));
	summary_set(object, "expected_from", json_integer(policy->expected_from));
	summary_set(object, "confirmed_days", json_integer(policy->confirmed_days));
	summary_set(object, "horizon_days", json_integer(policy->horizon_days));
	summary_set(object, "guarantee", make_guarantees(policy));
	if (policy->set_aside_rows != 0) /* the others of [safety] say nothing about the plan */
		summary_set(object, "set_aside_rows", json_integer(policy->set_aside_rows));
	return object;
}

json_t *summary_make_inputs(const struct summary_input *inputs, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		const struct summary_input *input = &inputs[i];
		json_t *object = json_object();
		summary_set(object, "file", json_string(input->file));
		summary_set(object, "sha256", json_string(input->sha256));
		summary_set(object, "rows", json_integer((json_int_t)input->row_count));
		append(array, object);
	}
	return array;
}

static json_t *make_counts(const struct outcome *outcome)
{
	const struct region *region = outcome->problem->region;
	json_t *object = json_object();

	summary_set(object, "clients", json_integer((json_int_t)region->client_count));
	summary_set(object, "planned", json_integer(outcome->status_counts[CLIENT_PLANNED]));
	summary_set(object, "overdue", json_integer(outcome->morning.overdue_count));
	summary_set(object, "finished", json_integer(outcome->status_counts[CLIENT_FINISHED]));
	summary_set(object, "ended_short", json_integer(outcome->morning.short_count));
	summary_set(object, "later", json_integer(outcome->status_counts[CLIENT_LATER]));
	summary_set(object, "later_roster", json_integer(outcome->morning.later_roster_count));
	summary_set(object, "unreachable", json_integer(outcome->status_counts[CLIENT_UNREACHABLE]));
	summary_set(object, "caregivers", json_integer((json_int_t)region->caregiver_count));
	summary_set(object, "visits", json_integer((json_int_t)outcome->solution->plan.visit_count));
	if (region->set_aside_count > 0)
		summary_set(object, "set_aside", json_integer((json_int_t)region->set_aside_count));
	summary_set(object, "bottlenecks", json_integer((json_int_t)outcome->bottlenecks.count));
	return object;
}

static json_t *make_hours(const struct outcome *outcome)
{
	const struct problem *problem = outcome->problem;
	json_t *object = json_object();

	summary_set(object, "wanted", hours(problem, outcome->wanted_units));
	summary_set(object, "received", hours(problem, outcome->received_units));
	summary_set(object, "available", hours(problem, outcome->available_units));
	summary_set(object, "standby", hours(problem, outcome->morning.standby_units));
	summary_set(object, "planned", hours(problem, outcome->softs.physical_units));
	summary_set(object, "digital", hours(problem, outcome->softs.digital_units));
	return object;
}

static json_t *make_tiers(const struct outcome *outcome)
{
	json_t *array = json_array();

	for (int t = 0; t < TIER_COUNT; t++) {
		const struct outcome_tier *tier = &outcome->tiers[t];
		bool presence = problem_kind(outcome->problem, (enum tier)t) == KIND_PRESENCE;
		json_t *object = json_object();
		summary_set(object, "name", json_string(problem_tier_name(outcome->problem, (enum tier)t)));
		summary_set(object, "value", json_real((double)tier->value_nano / NANO));
		summary_set(object, "bound", json_real((double)tier->bound_nano / NANO));
		summary_set(object, "gap", json_real((double)tier->gap_millionths / MILLION));
		summary_set(object, "proven", json_boolean(tier->proven));
		summary_set(object, "search_bound", json_real((double)tier->search_nano / NANO));
		summary_set(object, "unit", json_string(presence ? "points" : "hours"));
		summary_set(object, "demand",
			    presence ? json_integer(tier->demand_units) : hours(outcome->problem, tier->demand_units));
		summary_set(object, "short",
			    presence ? json_integer(tier->short_units) : hours(outcome->problem, tier->short_units));
		summary_set(object, "short_clients", json_integer(tier->short_clients));
		append(array, object);
	}
	return array;
}

json_t *summary_make_first_days(const struct morning *morning)
{
	json_t *object = json_object();

	summary_set(object, "families", json_integer(morning->first_count));
	summary_set(object, "nobody_first", json_integer(morning->nobody_first));
	summary_set(object, "families_two", json_integer(morning->first_two_count));
	summary_set(object, "nobody_first_two", json_integer(morning->nobody_first_two));
	return object;
}

/* What follows the tiers, in the order in which it counts. */
static json_t *make_softs(const struct outcome *outcome)
{
	const struct softs *softs = &outcome->softs;
	json_t *object = json_object();

	summary_set(object, "mediated_hours", hours(outcome->problem, softs->mediated_units));
	summary_set(object, "excess_caregivers", json_integer(softs->excess_caregivers));
	summary_set(object, "dropped_visits", json_integer(softs->dropped_visits));
	summary_set(object, "digital_hours", hours(outcome->problem, softs->digital_units));
	summary_set(object, "client_caregivers", json_integer(softs->caregiver_count));
	return object;
}

static json_t *make_changes(const struct changes *changes)
{
	json_t *object = json_object();

	for (int when = 0; when < CHANGE_WHEN_COUNT; when++)
		summary_set(object, change_when_names[when], json_integer((json_int_t)changes->counts[when]));
	return object;
}

static json_t *make_confirmed(const struct outcome *outcome)
{
	json_t *object = json_object();

	summary_set(object, "visits", json_integer((json_int_t)outcome->confirmed_visits));
	summary_set(object, "lifted", json_integer((json_int_t)outcome->lifted_visits));
	return object;
}

/* A link of the chain of nights: whoever changes an earlier plan changes all that follow, or is found out. */
static json_t *make_night_before(const struct summary_source *source)
{
	json_t *object = json_object();

	summary_set(object, "date", json_string(source->before_date));
	summary_set(object, "sha256", json_string(source->before_sha256));
	return object;
}

void summary_write(struct text *text, const struct outcome *outcome, const struct summary_source *source)
{
	json_t *summary = json_object();

	summary_set(summary, "program", json_string(PROGRAM_NAME));
	summary_set(summary, "version", json_string(source->version));
	summary_set(summary, "effort_percent", json_integer(source->effort_percent));
	summary_set(summary, "policy", summary_make_policy(outcome->problem));
	summary_set(summary, "inputs", summary_make_inputs(source->inputs, source->input_count));
	if (source->previous_count > 0)
		summary_set(summary, "previous", summary_make_inputs(source->previous, source->previous_count));
	if (outcome->has_previous) {
		summary_set(summary, "confirmed", make_confirmed(outcome));
		summary_set(summary, "changes", make_changes(&outcome->changes));
	}
	if (source->before_date != NULL)
		summary_set(summary, "night_before", make_night_before(source));
	if (outcome->problem->roster_end != DAY_NONE) {
		char date[DAY_TEXT_SIZE];
		day_format(date, outcome->problem->roster_end, false);
		summary_set(summary, "roster_end", json_string(date));
	}
	summary_set(summary, "counts", make_counts(outcome));
	summary_set(summary, "hours", make_hours(outcome));
	summary_set(summary, "tiers", make_tiers(outcome));
	summary_set(summary, "first_days", summary_make_first_days(&outcome->morning));
	summary_set(summary, "softs", make_softs(outcome));
	summary_end(text, summary);
}
