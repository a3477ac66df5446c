#include "output/plan/plan_tables.h"

#include <stdio.h>

#include "planner/region/words.h"
#include "planner/base/day.h"
#include "planner/figures/caregiver_days.h"
#include "planner/plan/solution.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const visit_columns[] = {"date",     "client_id", "caregiver_id", "hours",
					    "provider", "mediated",  "expected",     "confirmed"};

static const char *const allocation_columns[] = {
	"client_id",       "status",        "provider",      "insurer",        "wanted_hours",  "received_hours",
	"planned_hours",   "digital_hours", "minimum_short", "presence_short", "medical_short", "guaranteed_short",
	"remaining_short", "share",         "caregivers",    "mediated_hours", "bottleneck",
};

static const char *const caregiver_columns[] = {"caregiver_id",    "provider",      "date",
						"available_hours", "visit_hours",   "travel_hours",
						"free_hours",      "standby_hours", "visits"};

static const char *const bottleneck_columns[] = {
	"bottleneck",  "reason",           "clients",      "caregivers",      "postcode_from", "postcode_to",
	"first_date",  "last_date",        "wanted_hours", "available_hours", "unused_hours",  "minimum_short",
	"hours_short", "visits_short",     "tier",         "proof",           "cut_clients",   "cut_days",
	"cut_visits",  "cut_wanted_hours", "explanation",
};

static const char *const change_columns[] = {
	"date",   "client_id",  "what", "caregiver_before", "hours_before", "caregiver_after", "hours_after",
	"reason", "because_of", "when"};

static const char *const set_aside_columns[] = {"file", "line", "row", "finding"};

static const char *const status_words[] = {
	[CLIENT_PLANNED] = "planned",
	[CLIENT_FINISHED] = "finished",
	[CLIENT_LATER] = "later",
	[CLIENT_UNREACHABLE] = "unreachable",
};

static void add_units(struct csv_writer *writer, const struct problem *problem, int64_t units)
{
	csv_add_hours(writer, units * problem->policy->unit_minutes);
}

void plan_name_bottleneck(char name[PLAN_BOTTLENECK_SIZE], const struct bottleneck *bottleneck, bool dutch)
{
	const char *reason = bottleneck_reason_names[bottleneck->reason];

	snprintf(name, PLAN_BOTTLENECK_SIZE, "%s-%d", dutch ? words_dutch(reason) : reason, (int)bottleneck->number);
}

void plan_tables_write_visits(struct csv_writer *writer, const struct outcome *outcome, bool dutch)
{
	const struct problem *problem = outcome->problem;
	const struct region *region = problem->region;
	const struct plan *plan = &outcome->solution->plan;

	csv_begin_table(writer, dutch, visit_columns, COUNT(visit_columns));
	for (size_t i = 0; i < plan->visit_count; i++) {
		const struct visit *visit = &plan->visits[i];
		const struct problem_client *client = &problem->clients[visit->client];
		const struct problem_caregiver *caregiver = &problem->caregivers[visit->caregiver];
		csv_add_day(writer, problem_date(problem, visit->day));
		csv_add_text(writer, region->clients[client->region_index].key);
		csv_add_text(writer, region->caregivers[caregiver->region_index].key);
		add_units(writer, problem, visit->units);
		csv_add_text(writer, region->providers.names[caregiver->provider]);
		csv_add_yes(writer, caregiver->provider != client->provider);
		csv_add_yes(writer, region->clients[client->region_index].birth_day == DAY_NONE);
		csv_add_yes(writer, problem_is_confirmed(problem, visit->client, visit->caregiver, visit->day));
		csv_end_row(writer);
	}
}

/* The cells of a client who is to plan, from minimum_short on. */
static void add_shortages(struct csv_writer *writer, const struct outcome *outcome, const struct allocation *row)
{
	const struct problem *problem = outcome->problem;
	int32_t bottleneck = outcome->bottlenecks.of_client[row->client];
	char name[PLAN_BOTTLENECK_SIZE] = "";

	for (int i = 0; i < KIND_COUNT; i++) {
		enum tier_kind kind = tier_kind_columns[i];
		int32_t units = row->shortages.short_units[problem_tier(problem, kind)];
		if (kind == KIND_PRESENCE)
			csv_add_count(writer, units);
		else
			add_units(writer, problem, units);
	}
	csv_add_share(writer, row->rest_units - row->rest_short_units, row->rest_units);
	csv_add_count(writer, row->caregiver_count);
	add_units(writer, problem, row->mediated_units);
	if (bottleneck != REGION_NONE)
		plan_name_bottleneck(name, &outcome->bottlenecks.list[bottleneck], writer->dutch);
	csv_add_text(writer, name);
}

void plan_tables_write_allocations(struct csv_writer *writer, const struct outcome *outcome, bool dutch)
{
	const struct problem *problem = outcome->problem;
	const struct region *region = problem->region;
	enum { FIRST_SHORTAGE = 8 }; /* column minimum_short */

	csv_begin_table(writer, dutch, allocation_columns, COUNT(allocation_columns));
	for (size_t i = 0; i < region->client_count; i++) {
		const struct region_client *client = &region->clients[i];
		const struct allocation *row = &outcome->allocations[i];
		csv_add_text(writer, client->key);
		csv_add_word(writer, status_words[row->status]);
		csv_add_text(writer, region->providers.names[client->provider]);
		csv_add_text(writer, region->insurers.names[client->insurer]);
		add_units(writer, problem, row->wanted_units);
		add_units(writer, problem, row->received_units);
		add_units(writer, problem, row->planned_units);
		add_units(writer, problem, row->digital_units);
		if (row->client != REGION_NONE)
			add_shortages(writer, outcome, row);
		else
			for (size_t column = FIRST_SHORTAGE; column < COUNT(allocation_columns); column++)
				csv_add_text(writer, NULL);
		csv_end_row(writer);
	}
}

void plan_tables_write_caregivers(struct csv_writer *writer, const struct outcome *outcome, bool dutch)
{
	const struct problem *problem = outcome->problem;
	const struct region *region = problem->region;
	struct caregiver_days days;

	csv_begin_table(writer, dutch, caregiver_columns, COUNT(caregiver_columns));
	caregiver_days_derive(&days, problem, &outcome->solution->plan);
	for (size_t i = 0; i < days.count; i++) {
		const struct caregiver_day *day = &days.list[i];
		const struct problem_caregiver *caregiver = &problem->caregivers[day->caregiver];
		csv_add_text(writer, region->caregivers[caregiver->region_index].key);
		csv_add_text(writer, region->providers.names[caregiver->provider]);
		csv_add_day(writer, day->date);
		add_units(writer, problem, day->available_units);
		add_units(writer, problem, day->visit_units);
		add_units(writer, problem, day->travel_units);
		add_units(writer, problem, day->free_units);
		add_units(writer, problem, day->standby_units);
		csv_add_count(writer, day->visit_count);
		csv_end_row(writer);
	}
	caregiver_days_free(&days);
}

/* The cut behind a bottleneck, or empty cells. */
static void add_cut(struct csv_writer *writer, const struct problem *problem, const struct cut *cut)
{
	enum { CELLS = 4 };

	for (int i = 0; cut->client_count == 0 && i < CELLS; i++)
		csv_add_text(writer, NULL);
	if (cut->client_count == 0)
		return;
	csv_add_count(writer, cut->client_count);
	csv_add_count(writer, cut->day_count);
	csv_add_count(writer, cut->visit_count);
	add_units(writer, problem, cut->wanted_units);
}

void plan_tables_write_bottlenecks(struct csv_writer *writer, const struct outcome *outcome, bool dutch)
{
	const struct problem *problem = outcome->problem;

	csv_begin_table(writer, dutch, bottleneck_columns, COUNT(bottleneck_columns));
	for (size_t i = 0; i < outcome->bottlenecks.count; i++) {
		const struct bottleneck *b = &outcome->bottlenecks.list[i];
		char name[PLAN_BOTTLENECK_SIZE], words[BOTTLENECK_WORDS_SIZE];
		plan_name_bottleneck(name, b, dutch);
		bottleneck_write_words(words, &outcome->bottlenecks, b, dutch);
		csv_add_text(writer, name);
		csv_add_word(writer, bottleneck_reason_names[b->reason]);
		csv_add_count(writer, b->client_count);
		csv_add_count(writer, b->caregiver_count);
		csv_add_count(writer, b->postcode_from);
		csv_add_count(writer, b->postcode_to);
		csv_add_day(writer, problem_date(problem, b->first_day));
		csv_add_day(writer, problem_date(problem, b->last_day));
		add_units(writer, problem, b->wanted_units);
		add_units(writer, problem, b->available_units);
		add_units(writer, problem, b->unused_units);
		add_units(writer, problem, b->minimum_short_units);
		add_units(writer, problem, b->short_units);
		csv_add_count(writer, b->short_visits);
		csv_add_word(writer, problem_tier_name(problem, b->tier));
		csv_add_word(writer, bottleneck_proof_names[b->proof]);
		add_cut(writer, problem, &b->cut);
		csv_add_text(writer, words);
		csv_end_row(writer);
	}
}

static void add_side(struct csv_writer *writer, const char *caregiver, int64_t minutes)
{
	csv_add_text(writer, caregiver);
	if (caregiver != NULL)
		csv_add_hours(writer, minutes);
	else
		csv_add_text(writer, NULL);
}

void plan_name_row(char name[PLAN_ROW_SIZE], const struct change *change)
{
	if (change->table == NULL)
		*name = '\0';
	else if (change->line == 0)
		snprintf(name, PLAN_ROW_SIZE, "%s", change->table);
	else
		snprintf(name, PLAN_ROW_SIZE, "%s:%d", change->table, (int)change->line);
}

void plan_tables_write_changes(struct csv_writer *writer, const struct outcome *outcome, bool dutch)
{
	csv_begin_table(writer, dutch, change_columns, COUNT(change_columns));
	for (size_t i = 0; i < outcome->changes.count; i++) {
		const struct change *change = &outcome->changes.list[i];
		char row[PLAN_ROW_SIZE];
		plan_name_row(row, change);
		csv_add_day(writer, change->date);
		csv_add_text(writer, change->client_key);
		csv_add_word(writer, change_kind_names[change->kind]);
		add_side(writer, change->caregiver_before, change->minutes_before);
		add_side(writer, change->caregiver_after, change->minutes_after);
		csv_add_word(writer, change_reason_names[change->reason]);
		csv_add_text(writer, row);
		csv_add_word(writer, change_when_names[change->when]);
		csv_end_row(writer);
	}
}

void plan_tables_write_set_aside(struct csv_writer *writer, const struct outcome *outcome, bool dutch)
{
	const struct region *region = outcome->problem->region;

	csv_begin_table(writer, dutch, set_aside_columns, COUNT(set_aside_columns));
	for (size_t i = 0; i < region->set_aside_count; i++) {
		const struct region_set_aside *row = &region->set_aside[i];
		csv_add_text(writer, row->file);
		csv_add_count(writer, row->line);
		csv_add_text(writer, row->text);
		csv_add_text(writer, row->finding);
		csv_end_row(writer);
	}
}
