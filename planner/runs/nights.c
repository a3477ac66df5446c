#include "planner/runs/nights.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "input/text/file.h"
#include "planner/region/files.h"
#include "output/folder/region_tables.h"
#include "planner/scenario/absence.h"
#include "planner/plan/allocation.h"
#include "planner/base/day.h"
#include "planner/solve/draw.h"
#include "planner/scenario/gestation.h"
#include "planner/base/memory.h"
#include "planner/figures/nights.h"
#include "planner/runs/night.h"
#include "output/runs/nights_tables.h"
#include "planner/region/copy.h"
#include "planner/rules/pins.h"

#define NAME_SIZE 32

struct run {
	const struct nights_settings *settings;
	struct nights nights;
	struct region region; /* as the tables tell it on this night; a copy of the truth */
	struct policy policy; /* of the region as read, with the night's date; borrows the rest */
	const char *folder;   /* borrowed */
	struct error_log *log;
};

static void draw_truth(struct run *run, const struct policy *policy)
{
	struct nights *nights = &run->nights;
	const struct region *truth = nights->truth;
	struct absence absence = {.seed = run->settings->seed,
				  .permille = run->settings->absence_permille,
				  .first_day = policy->plan_date - ABSENCE_LONGEST,
				  .last_day = INT32_MAX,
				  .provider = REGION_NONE};

	nights->first_date = policy->plan_date;
	nights->births = memory_allocate(truth->client_count, sizeof *nights->births);
	nights->clients = memory_allocate(truth->client_count, sizeof *nights->clients);
	nights->client_news = memory_allocate(truth->client_count, sizeof *nights->client_news);
	nights->caregiver_news = memory_allocate(truth->caregiver_count, sizeof *nights->caregiver_news);
	nights->away_since = memory_allocate(truth->availability_count, sizeof *nights->away_since);
	nights->rows = memory_allocate((size_t)run->settings->night_count, sizeof *nights->rows);
	absence_find_spells(nights->away_since, truth, &absence);
	for (size_t i = 0; i < truth->client_count; i++) {
		const struct region_client *row = &truth->clients[i];
		nights->births[i] = row->birth_day != DAY_NONE
					  ? row->birth_day
					  : gestation_draw_client(run->settings->seed, row, policy->plan_date);
	}
}

/* Is this caregiver ill on this day? */
static bool is_away(const struct nights *nights, int32_t caregiver, int32_t date)
{
	for (size_t i = 0; i < nights->truth->availability_count; i++)
		if (nights->truth->availability[i].caregiver == caregiver &&
		    nights->truth->availability[i].day == date && nights->away_since[i] != DAY_NONE)
			return true;
	return false;
}

/* Shifts as they are known on this night: of spells that had begun before it. */
static void tell_shifts(struct run *run, int32_t date)
{
	size_t kept = 0;

	for (size_t i = 0; i < run->nights.truth->availability_count; i++) {
		int32_t since = run->nights.away_since[i];
		if (since == DAY_NONE || since >= date ||
		    run->nights.truth->availability[i].day < run->nights.first_date)
			run->region.availability[kept++] = run->nights.truth->availability[i];
	}
	run->region.availability_count = kept;
}

/* The planner's own pins: those that could not hold on a night before were dropped for it alone. */
static void tell_pins(struct run *run)
{
	const struct region *truth = run->nights.truth;

	run->region.pins = memory_resize(run->region.pins, truth->pin_count, sizeof *truth->pins);
	run->region.pin_count = truth->pin_count;
	if (truth->pin_count > 0)
		memcpy(run->region.pins, truth->pins, truth->pin_count * sizeof *truth->pins);
}

static bool drop_musts(struct run *run)
{
	struct problem problem;

	problem_derive(&problem, &run->region, &run->policy);
	bool dropped = pins_drop_impossible(&run->region, &problem);
	problem_free(&problem);
	return dropped;
}

/* The tables of a night, written; then read and planned as `kraamplan plan` does. */
static bool plan_night(struct run *run, struct night *night, const char *tables, const char *plan, const char *previous)
{
	struct load_options options = {.plan_date = DAY_NONE};
	struct error_log warnings = {0}; /* of tables that were told once, as the region was read */
	struct region_tables files;

	while (drop_musts(run))
		continue;
	region_tables_make(&files, &run->region, &run->policy);
	bool good = region_tables_write(&files, tables, run->log);
	region_tables_free(&files);
	if (good && !night_read(night, tables, &options, &warnings)) {
		error_print(&warnings, stderr);
		/* A disk that fails is no defect; tables that are refused are one. */
		good = error_fail(run->log, warnings.failure == EXIT_SYSTEM ? EXIT_SYSTEM : EXIT_DEFECT,
				  "%s: tables that were written cannot be read", tables);
	}
	error_free(&warnings);
	return good && (previous == NULL || night_read_previous(night, previous, run->log)) &&
	       night_plan(night, run->settings->effort_percent, run->log) &&
	       night_write(night, plan, false, run->settings->dutch, run->log);
}

static void promise(struct run *run, const struct night *night)
{
	struct allocation *rows = allocation_derive(&night->problem, &night->solution.plan);

	for (size_t i = 0; i < run->region.client_count; i++) {
		struct nights_client *client = &run->nights.clients[i];
		if (rows[i].client == REGION_NONE)
			continue;
		client->in_first_plan = true;
		client->promised_units = rows[i].received_units + rows[i].planned_units + rows[i].digital_units;
		client->promised_visits = rows[i].visit_count;
		client->promised_caregivers = rows[i].caregiver_count;
		client->promised_below = rows[i].shortages.short_units[TIER_MINIMUM] > 0;
	}
	free(rows);
}

static void deliver(struct run *run, int32_t client, int32_t caregiver, int32_t units, enum region_delivery_kind kind)
{
	*region_copy_add_row(&run->region, deliveries, delivery_count) = (struct region_delivery){
		.client = client,
		.caregiver = caregiver,
		.day = run->policy.plan_date,
		.ticks = (int32_t)((int64_t)units * REGION_HOUR_TICKS * run->policy.unit_minutes / 60),
		.kind = kind,
	};
}

/* Visits of the day, where the caregiver is well, and the client born. */
static void give_visits(struct run *run, const struct night *night, struct nights_row *row)
{
	for (size_t i = 0; i < night->solution.plan.visit_count; i++) {
		const struct visit *visit = &night->solution.plan.visits[i];
		int32_t client = night->problem.clients[visit->client].region_index;
		int32_t caregiver = night->problem.caregivers[visit->caregiver].region_index;
		if (visit->day != 0)
			continue;
		bool unborn = run->nights.births[client] > run->policy.plan_date;
		if (unborn || is_away(&run->nights, caregiver, run->policy.plan_date)) {
			row->missed_unborn += unborn;
			row->missed_ill += !unborn;
			run->nights.client_news[client] = true;
			continue;
		}
		nights_count_visit(&run->nights, row, client, visit->units);
		deliver(run, client, caregiver, visit->units, REGION_VISIT);
	}
}

static void give_digital(struct run *run, const struct night *night)
{
	for (int32_t c = 0; c < night->problem.client_count; c++) {
		const struct problem_client *client = &night->problem.clients[c];
		bool is_last_day = client->first_day + client->day_count == 1;
		if (is_last_day && night->solution.plan.digital_units[c] > 0 &&
		    run->nights.births[client->region_index] <= run->policy.plan_date)
			deliver(run, client->region_index, REGION_NONE, night->solution.plan.digital_units[c],
				REGION_DIGITAL);
	}
}

/* Births of the day. Who was not born before it has had hours held for her, and no visit that she knows of. */
static void tell_births(struct run *run, struct nights_row *row)
{
	int32_t date = run->policy.plan_date;

	for (size_t i = 0; i < run->region.client_count; i++) {
		struct region_client *client = &run->region.clients[i];
		if (client->birth_day != DAY_NONE)
			continue;
		bool born = run->nights.births[i] == date;
		if (born) {
			client->birth_day = date;
			run->nights.clients[i].counted = true;
		}
		row->births += born;
		run->nights.client_news[i] = true;
	}
}

static void tell_calls(struct run *run, struct nights_row *row)
{
	for (size_t i = 0; i < run->nights.truth->availability_count; i++) {
		int32_t caregiver = run->nights.truth->availability[i].caregiver;
		if (run->nights.away_since[i] != run->policy.plan_date || run->nights.caregiver_news[caregiver])
			continue;
		run->nights.caregiver_news[caregiver] = true;
		row->calls++;
	}
}

static void count_clients(struct run *run, const struct problem *problem)
{
	for (int32_t c = 0; c < problem->client_count; c++)
		run->nights.clients[problem->clients[c].region_index].counted = true;
}

static void let_day_happen(struct run *run, const struct night *night, struct nights_row *row)
{
	memset(run->nights.client_news, 0, run->region.client_count * sizeof *run->nights.client_news);
	memset(run->nights.caregiver_news, 0, run->region.caregiver_count * sizeof *run->nights.caregiver_news);
	give_visits(run, night, row);
	give_digital(run, night);
	tell_births(run, row);
	tell_calls(run, row);
}

static char *place_of(const char *folder, const char *under, int number)
{
	char name[NAME_SIZE];
	size_t size = strlen(folder) + strlen(under) + sizeof name + 2;
	char *place = memory_allocate(size, 1);

	snprintf(place, size, "%s/%s%d", folder, under, number);
	return place;
}

/* One night: before is the one before it, or NULL. */
static bool run_night(struct run *run, struct night *night, const struct night *before, int number)
{
	struct nights_row *row = &run->nights.rows[number - 1];
	char *tables = place_of(run->folder, NIGHTS_TABLES "/", number), *plan = place_of(run->folder, "", number);
	char *previous = number > 1 ? place_of(run->folder, "", number - 1) : NULL;

	run->policy.plan_date = run->nights.first_date + number - 1;
	tell_shifts(run, run->policy.plan_date);
	tell_pins(run);
	bool planned = plan_night(run, night, tables, plan, previous);
	if (planned) {
		*row = (struct nights_row){
			.date = run->policy.plan_date,
			.clients = night->problem.client_count,
			.visits = (int32_t)night->solution.plan.visit_count,
			.minimum_short_clients = night->outcome.tiers[TIER_MINIMUM].short_clients,
		};
		run->nights.row_count = number;
		if (before == NULL)
			promise(run, night);
		else
			nights_compare(row, &run->nights,
				       &(struct nights_plan){&before->problem, &before->solution.plan},
				       &(struct nights_plan){&night->problem, &night->solution.plan});
		count_clients(run, &night->problem);
		let_day_happen(run, night, row);
	}
	free(tables);
	free(plan);
	free(previous);
	return planned;
}

static bool write_table(const struct run *run, const char *name, struct csv_writer *writer)
{
	bool written = sink_write_alone(run->folder, name, writer->text.bytes, writer->text.length, run->log);

	csv_writer_free(writer);
	return written;
}

static bool write_results(struct run *run, struct text *told)
{
	struct csv_writer rows, clients;

	nights_conclude(&run->nights, &run->region, &run->policy);
	nights_tables_write_rows(&rows, &run->nights, &run->policy, run->settings->dutch);
	nights_tables_write_clients(&clients, &run->nights, &run->region, &run->policy, run->settings->dutch);
	nights_tables_describe(told, &run->nights, &run->policy);
	bool written = write_table(run, NIGHTS_FILE_NIGHTS, &rows);
	return write_table(run, NIGHTS_FILE_CLIENTS, &clients) && written;
}

static bool make_tables_folder(const struct run *run)
{
	char *path = file_join_path(run->folder, NIGHTS_TABLES);
	bool made = mkdir(path, S_IRWXU) == 0 || error_fail(run->log, EXIT_SYSTEM, "%s: %s", path, strerror(errno));

	free(path);
	return made;
}

static void free_run(struct run *run)
{
	region_copy_free(&run->region);
	free(run->nights.births);
	free(run->nights.away_since);
	free(run->nights.clients);
	free(run->nights.client_news);
	free(run->nights.caregiver_news);
	free(run->nights.rows);
}

bool nights_run(const struct nights_settings *settings, const struct region *region, const struct policy *policy,
		const char *folder, struct text *told, struct error_log *log)
{
	struct run run = {
		.settings = settings, .nights.truth = region, .policy = *policy, .folder = folder, .log = log};
	struct night nights[2] = {{.has_previous = false}};
	bool good = make_tables_folder(&run);

	region_copy_make(&run.region, region);
	draw_truth(&run, policy);
	for (int number = 1; good && number <= settings->night_count; number++) {
		struct night *night = &nights[number % 2];
		night_free(night);
		good = run_night(&run, night, number > 1 ? &nights[(number - 1) % 2] : NULL, number);
	}
	good = good && write_results(&run, told);
	night_free(&nights[0]);
	night_free(&nights[1]);
	free_run(&run);
	return good;
}
