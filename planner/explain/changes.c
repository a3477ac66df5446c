#include <stdlib.h>
#include <string.h>

#include "input/table/cells.h"
#include "input/text/field.h"
#include "input/table/name_table.h"
#include "input/plan/plan_reader.h"
#include "output/plan/plan_tables.h"
#include "planner/figures/changes.h"
#include "planner/region/files.h"
#include "planner/base/day.h"
#include "planner/reasons/cut_growth.h"
#include "planner/explain/explain.h"
#include "planner/explain/words.h"
#include "planner/base/formula.h"
#include "planner/base/hours.h"
#include "planner/base/memory.h"

#define CAUSES_MOST 8

/* What an earlier plan says of a client. */
struct before_client {
	bool is_known;        /* she is in its allocations */
	bool was_expected;    /* one of its visits says so */
	int32_t wanted_ticks; /* REGION_NONE if it does not say */
};

struct explain_before {
	struct plan plan;              /* its visits from the plan date on, in the indices of the problem */
	struct spare spare;            /* of plan: for each client's visits */
	struct name_table keys;        /* of the region's clients, in its order */
	struct before_client *clients; /* [client of the region] */
	int32_t *work_units;           /* [caregiver * day_count + day]: its visits with travel */
};

static int find_column(const struct cells *cells, const char *english, const char *dutch)
{
	int column = cells_find_column(cells, english);

	return column >= 0 ? column : cells_find_column(cells, dutch);
}

static struct before_client *client_of_row(struct explain *explain, const struct cells *cells, size_t row)
{
	int column = find_column(cells, "client_id", "client");
	const char *key = column < 0 ? "" : formula_skip_guard(cells_text(cells, row, (size_t)column));
	int32_t client = name_table_find(&explain->before->keys, key, strlen(key));

	return client < 0 ? NULL : &explain->before->clients[client];
}

static void take_allocations(struct explain *explain, const struct cells *cells)
{
	int wanted = find_column(cells, "wanted_hours", "gewenste_uren");

	for (size_t row = 1; row <= cells->row_count; row++) {
		struct before_client *client = client_of_row(explain, cells, row);
		if (client == NULL)
			continue;
		client->is_known = true;
		const char *text = wanted < 0 ? "" : cells_text(cells, row, (size_t)wanted);
		if (field_read_hours(&client->wanted_ticks, (struct field_text){text, strlen(text)}) != FIELD_GOOD)
			client->wanted_ticks = REGION_NONE;
	}
}

static void take_visits(struct explain *explain, const struct cells *cells)
{
	int column = find_column(cells, "expected", "verwacht");

	for (size_t row = 1; column >= 0 && row <= cells->row_count; row++) {
		struct before_client *client = client_of_row(explain, cells, row);
		const char *text = cells_text(cells, row, (size_t)column);
		bool expected = false;
		if (client != NULL && field_read_yes(&expected, (struct field_text){text, strlen(text)}) == FIELD_GOOD)
			client->was_expected |= expected;
	}
}

static bool read_table(struct explain *explain, const char *name,
		       void (*take)(struct explain *explain, const struct cells *cells))
{
	char *path = file_join_path(explain->previous, name);
	struct file_bytes bytes = {0};
	struct cells cells = {0};
	bool read = file_read(&bytes, path, FILE_TABLE_BYTES_MAX, name, &explain->log) == FILE_READ &&
		    cells_read(&cells, &bytes, name, &explain->log);

	if (read)
		take(explain, &cells);
	cells_free(&cells);
	file_free(&bytes);
	free(path);
	return read;
}

static void sum_work(struct explain_before *before, const struct problem *problem)
{
	for (size_t i = 0; i < before->plan.visit_count; i++) {
		const struct visit *visit = &before->plan.visits[i];
		int32_t *work = &before->work_units[problem_cell(problem, visit->caregiver, visit->day)];
		*work += visit->units + (*work > 0 ? problem->policy->travel_units : 0);
	}
}

bool explain_read_before(struct explain *explain)
{
	const struct problem *problem = &explain->problem;

	if (explain->previous == NULL)
		return true;
	explain->before = memory_allocate(1, sizeof *explain->before);
	explain->before->clients = memory_allocate(explain->region.client_count, sizeof *explain->before->clients);
	explain->before->work_units =
		memory_allocate((size_t)problem->caregiver_count * (size_t)problem->day_count, sizeof(int32_t));
	name_table_lend_clients(&explain->before->keys, &explain->region);
	if (!plan_reader_read(&explain->before->plan, problem, explain->previous, PLAN_READER_LENIENT, &explain->log) ||
	    !read_table(explain, PLAN_ALLOCATIONS, take_allocations) || !read_table(explain, PLAN_VISITS, take_visits))
		return false;
	spare_measure(&explain->before->spare, problem, &explain->before->plan);
	sum_work(explain->before, problem);
	return true;
}

void explain_free_before(struct explain *explain)
{
	if (explain->before == NULL)
		return;
	plan_free(&explain->before->plan);
	spare_free(&explain->before->spare);
	name_table_free(&explain->before->keys);
	free(explain->before->clients);
	free(explain->before->work_units);
	free(explain->before);
	explain->before = NULL;
}

/* Facts that stand behind a change, each once. */
struct causes {
	struct explain *explain;
	struct text list[CAUSES_MOST];
	int count;
};

static void end_cause(struct causes *causes, struct text *text)
{
	for (int i = 0; i < causes->count; i++)
		if (strcmp(causes->list[i].bytes, text->bytes) == 0) {
			text_free(text);
			return;
		}
	if (causes->count < CAUSES_MOST)
		causes->list[causes->count++] = *text;
	else
		text_free(text);
	*text = (struct text){0};
}

/* Her visit of that day in the earlier plan, or NULL. */
static const struct visit *find_visit(const struct explain_before *before, int32_t client, int32_t day)
{
	for (int32_t i = before->spare.own_first[client]; i < before->spare.own_first[client + 1]; i++)
		if (before->spare.own[i].day == day)
			return &before->spare.own[i];
	return NULL;
}

/* Has this caregiver less time on this day than the earlier plan used? */
static bool is_absent(const struct explain *explain, int32_t caregiver, int32_t day)
{
	const struct problem *problem = &explain->problem;

	return explain->before->work_units[problem_cell(problem, caregiver, day)] >
	       problem_available_units(problem, caregiver, day);
}

static void add_absence(struct causes *causes, int32_t caregiver, int32_t day)
{
	const struct explain *explain = causes->explain;
	char date[16], now[HOURS_TEXT_SIZE], then[HOURS_TEXT_SIZE];
	struct text text = {0};

	text_format(&text, "%s has %s h on %s, and the earlier plan used %s h (availability.csv)",
		    explain_caregiver_key(explain, caregiver),
		    explain_hours(now, explain, problem_available_units(&explain->problem, caregiver, day)),
		    explain_day(date, explain, day),
		    explain_hours(then, explain,
				  explain->before->work_units[problem_cell(&explain->problem, caregiver, day)]));
	end_cause(causes, &text);
}

/* News about a client herself, told already or not: she is new, was born, or wants other hours. */
static bool add_news(struct causes *causes, int32_t region_index)
{
	const struct explain *explain = causes->explain;
	const struct before_client *before = &explain->before->clients[region_index];
	const struct region_client *row = &explain->region.clients[region_index];
	int32_t wanted = explain->allocations[region_index].wanted_units;
	struct text text = {0};
	char then[HOURS_TEXT_SIZE], now[HOURS_TEXT_SIZE], date[DAY_TEXT_SIZE];
	bool any = true;

	if (!before->is_known) {
		text_format(&text, "%s is new since then (clients.csv)", row->key);
		end_cause(causes, &text);
	} else if (before->was_expected && row->birth_day != DAY_NONE) {
		day_format(date, row->birth_day, false);
		text_format(&text, "the child of %s was expected then, and was born on %s (clients.csv)", row->key,
			    date);
		end_cause(causes, &text);
	} else {
		any = false;
	}
	int32_t wanted_then = before->wanted_ticks == REGION_NONE
				    ? wanted
				    : problem_units_of_ticks(&explain->policy, before->wanted_ticks);
	if (before->is_known && wanted_then != wanted) {
		text_format(&text, "%s wanted %s h then, and wants %s h now (clients.csv)", row->key,
			    explain_hours(then, explain, wanted_then), explain_hours(now, explain, wanted));
		end_cause(causes, &text);
		any = true;
	}
	return any;
}

/* Why a visit of the earlier plan is not there any more, by the tables of now. */
static void add_causes_of_loss(struct causes *causes, const struct visit *visit)
{
	const struct explain *explain = causes->explain;
	const struct problem *problem = &explain->problem;
	const struct problem_client *client = &problem->clients[visit->client];
	struct text text = {0};
	char date[16];

	explain_day(date, explain, visit->day);
	if (visit->day < client->first_day || visit->day >= client->first_day + client->day_count)
		text_format(&text, "%s is no care day of %s any more (clients.csv)", date,
			    explain_client_key(explain, visit->client));
	else if (!problem_is_eligible(problem, visit->client, visit->caregiver))
		text_format(&text, "%s may not serve %s any more (workareas.csv, contracts.csv or mediation)",
			    explain_caregiver_key(explain, visit->caregiver),
			    explain_client_key(explain, visit->client));
	else if (problem_is_never(problem, visit->client, visit->caregiver, visit->day))
		text_format(&text, "pins.csv keeps %s away on %s", explain_caregiver_key(explain, visit->caregiver),
			    date);
	if (text.bytes != NULL)
		end_cause(causes, &text);
	else if (is_absent(explain, visit->caregiver, visit->day))
		add_absence(causes, visit->caregiver, visit->day);
}

/* Of a client without visits in the earlier plan it may not be known what changed: only that she has some now. */
static void add_first_visits(struct causes *causes, int32_t client)
{
	const struct spare *then = &causes->explain->before->spare;
	struct text text = {0};

	if (then->own_first[client] < then->own_first[client + 1])
		return;
	text_format(&text, "%s has visits now, and had none in the earlier plan",
		    explain_client_key(causes->explain, client));
	end_cause(causes, &text);
}

/* Who has the caregiver's time of that day now, and had not then: what changed for her hits this client. */
static void add_causes_of_others(struct causes *causes, const struct visit *lost)
{
	const struct explain *explain = causes->explain;
	int32_t count;
	const struct visit *now = cut_cell(&explain->finder, lost->caregiver, lost->day, &count);

	for (int32_t i = 0; i < count; i++) {
		const struct visit *then = find_visit(explain->before, now[i].client, lost->day);
		if (now[i].client == lost->client || (then != NULL && then->caregiver == lost->caregiver))
			continue;
		if (add_news(causes, explain->problem.clients[now[i].client].region_index))
			continue;
		if (then != NULL)
			add_causes_of_loss(causes, then);
		else
			add_first_visits(causes, now[i].client);
	}
}

static void add_visit_words(struct text *line, const struct explain *explain, const struct visit *visit)
{
	char hours[HOURS_TEXT_SIZE];

	if (visit == NULL)
		text_add(line, "nobody");
	else
		text_format(line, "%s %s h", explain_caregiver_key(explain, visit->caregiver),
			    explain_hours(hours, explain, visit->units));
}

static void compare_day(struct causes *causes, struct text *changes, int32_t client, int32_t day)
{
	struct explain *explain = causes->explain;
	const struct visit *then = find_visit(explain->before, client, day);
	const struct visit *now = cut_visit_on(&explain->finder, client, day);
	char date[16];

	if (then == NULL && now == NULL)
		return;
	if (then != NULL && now != NULL && then->caregiver == now->caregiver && then->units == now->units)
		return;
	text_format(changes, "    %s  ", explain_day(date, explain, day));
	add_visit_words(changes, explain, then);
	text_add(changes, " -> ");
	add_visit_words(changes, explain, now);
	text_add(changes, "\n");
	if (then != NULL && (now == NULL || now->caregiver != then->caregiver || now->units < then->units)) {
		add_causes_of_loss(causes, then);
		add_causes_of_others(causes, then);
	}
}

void explain_write_changes(struct explain *explain, int32_t region_index)
{
	struct causes causes = {.explain = explain};
	int32_t client = explain->problem.client_of_region[region_index];
	struct text changes = {0};
	char then[HOURS_TEXT_SIZE], now[HOURS_TEXT_SIZE];

	if (explain->before == NULL || client == REGION_NONE)
		return;
	add_news(&causes, region_index);
	for (int32_t day = 0; day < explain->problem.day_count; day++)
		compare_day(&causes, &changes, client, day);
	int32_t before = explain->before->plan.digital_units[client], digital = explain->plan.digital_units[client];
	if (before != digital)
		text_format(&changes, "    digital instruction  %s h -> %s h\n", explain_hours(then, explain, before),
			    explain_hours(now, explain, digital));
	if (changes.bytes != NULL) {
		text_format(&explain->text, "  changed for %s since the earlier plan\n%s",
			    explain->region.clients[region_index].key, changes.bytes);
		for (int i = 0; i < causes.count; i++) {
			struct text line = {0};
			text_format(&line, "because %s", causes.list[i].bytes);
			explain_add_gathered(explain, 4, &line);
		}
		if (causes.count == 0)
			explain_add_words(explain, 4,
					  "because hours were divided anew: no change of the tables that is known "
					  "touches these visits");
	}
	text_free(&changes);
	for (int i = 0; i < causes.count; i++)
		text_free(&causes.list[i]);
}

static const char *const when_words[CHANGE_WHEN_COUNT] = {"today", "tomorrow", "this week", "later"};

static void add_side(struct text *line, const char *caregiver, int64_t minutes)
{
	char hours[HOURS_TEXT_SIZE];

	hours_format(hours, minutes, '.');
	if (caregiver == NULL)
		text_add(line, "nobody");
	else
		text_format(line, "%s %s h", caregiver, hours);
}

static void write_change(struct text *text, const struct change *change)
{
	char date[DAY_TEXT_SIZE], row[PLAN_ROW_SIZE];

	day_format(date, change->date, false);
	plan_name_row(row, change);
	text_format(text, "    %s  %-10s  ", date, change->client_key);
	add_side(text, change->caregiver_before, change->minutes_before);
	text_add(text, " -> ");
	add_side(text, change->caregiver_after, change->minutes_after);
	text_format(text, ": %s%s%s%s\n", change_reason_names[change->reason], *row != '\0' ? " (" : "", row,
		    *row != '\0' ? ")" : "");
}

void explain_write_all_changes(struct explain *explain)
{
	struct changes changes;

	changes_derive(&changes, &explain->problem, &explain->plan, &explain->earlier, &explain->earlier_fates);
	text_format(&explain->text, "\n%zu visit%s changed since the earlier plan\n", changes.count,
		    changes.count == 1 ? "" : "s");
	for (size_t i = 0; i < changes.count; i++) {
		enum change_when when = changes.list[i].when;
		if (i == 0 || changes.list[i - 1].when != when)
			text_format(&explain->text, "  %s: %zu\n", when_words[when], changes.counts[when]);
		write_change(&explain->text, &changes.list[i]);
	}
	changes_free(&changes);
}
