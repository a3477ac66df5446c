#include "input/plan/plan_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/table/table.h"
#include "planner/base/day.h"

#define AT(row, member) .offset = offsetof(struct row, member), .size = sizeof(((struct row *)0)->member)

#define DAY_HOURS 24
#define CLIENT_HOURS_MAX 1008 /* 24 hours on each of at most 42 care days */
#define MINUTES_PER_HOUR 60

/* Clients and caregivers in the indices of the region. */
struct visit_row {
	int32_t day, client, caregiver, ticks;
	int32_t provider;
	bool mediated, expected, confirmed;
	int32_t line;
};

struct allocation_row {
	int32_t client;
	int32_t digital_ticks, wanted_ticks;
	int32_t line;
};

enum visit_column {
	VISIT_DATE,
	VISIT_CLIENT,
	VISIT_CAREGIVER,
	VISIT_HOURS,
	VISIT_PROVIDER,
	VISIT_MEDIATED,
	VISIT_EXPECTED,
	VISIT_CONFIRMED
};
enum allocation_column { ALLOCATION_CLIENT, ALLOCATION_DIGITAL, ALLOCATION_WANTED };

static const struct schema_column visit_columns[] = {
	[VISIT_DATE] = {"date", "datum", SCHEMA_DAY, true, AT(visit_row, day)},
	[VISIT_CLIENT] = {"client_id", "client", SCHEMA_CLIENT, true, AT(visit_row, client), .empty = REGION_NONE},
	[VISIT_CAREGIVER] = {"caregiver_id", "kraamverzorgende", SCHEMA_CAREGIVER, true, AT(visit_row, caregiver),
			     .empty = REGION_NONE},
	[VISIT_HOURS] = {"hours", "uren", SCHEMA_HOURS, true, AT(visit_row, ticks), .max = DAY_HOURS},
	[VISIT_PROVIDER] = {"provider", "aanbieder", SCHEMA_PROVIDER, false, AT(visit_row, provider),
			    .empty = REGION_NONE},
	[VISIT_MEDIATED] = {"mediated", "bemiddeld", SCHEMA_YES_NO, false, AT(visit_row, mediated)},
	[VISIT_EXPECTED] = {"expected", "verwacht", SCHEMA_YES_NO, false, AT(visit_row, expected)},
	[VISIT_CONFIRMED] = {"confirmed", "bevestigd", SCHEMA_YES_NO, false, AT(visit_row, confirmed)},
};

static const struct schema_column allocation_columns[] = {
	[ALLOCATION_CLIENT] = {"client_id", "client", SCHEMA_CLIENT, true, AT(allocation_row, client),
			       .empty = REGION_NONE},
	[ALLOCATION_DIGITAL] = {"digital_hours", "digitale_uren", SCHEMA_HOURS, false,
				AT(allocation_row, digital_ticks), .max = CLIENT_HOURS_MAX},
	[ALLOCATION_WANTED] = {"wanted_hours", "gewenste_uren", SCHEMA_HOURS, false, AT(allocation_row, wanted_ticks),
			       .empty = REGION_NONE, .max = CLIENT_HOURS_MAX},
};

#define COLUMNS(array) .columns = (array), .column_count = sizeof(array) / sizeof *(array)
#define ROWS(row) .row_size = sizeof(struct row), .line_offset = offsetof(struct row, line)

static const struct schema visits_schema = {"visits.csv", COLUMNS(visit_columns), ROWS(visit_row)};
static const struct schema allocations_schema = {"allocations.csv", COLUMNS(allocation_columns), ROWS(allocation_row),
						 .partial = true};

/* The two tables of a plan and what reading them needs. */
struct reader {
	const struct problem *problem;
	struct table_names names;
	struct table table;               /* the one at hand */
	struct load_digests *digests;     /* or NULL */
	struct previous_visits *previous; /* or NULL */
	bool strict;
};

static void add_digest(struct load_digests *digests, const struct table *table, const char *hex)
{
	struct load_digest *digest = &digests->files[digests->count++];

	snprintf(digest->name, sizeof digest->name, "%s", table->schema->file);
	snprintf(digest->hex, sizeof digest->hex, "%s", hex);
	digest->row_count = table->row_count;
}

static struct table_context make_context(struct reader *reader, struct error_log *log)
{
	return (struct table_context){.names = &reader->names,
				      .log = log,
				      .clients_known = true,
				      .caregivers_known = true,
				      .drops_unknown = !reader->strict,
				      .adds_unknown = !reader->strict,
				      .guarded = true};
}

static bool read_table(struct reader *reader, const struct schema *schema, const char *folder, struct error_log *log)
{
	struct table_context context = make_context(reader, log);
	char *path = file_join_path(folder, schema->file);
	char hex[FILE_HEX_SIZE] = "";

	table_read(&reader->table, schema, path, &context, hex);
	free(path);
	if (reader->digests != NULL && *hex != '\0')
		add_digest(reader->digests, &reader->table, hex);
	if (!reader->table.present && log->error_count == 0)
		error_fail(log, EXIT_SYSTEM, "%s is not a plan: there is no %s", folder, schema->file);
	return reader->table.present && reader->table.whole;
}

static void read_bytes(struct reader *reader, const struct schema *schema, const struct plan_reader_table *given)
{
	struct table_context context = make_context(reader, given->log);

	if (given->bytes->bytes != NULL)
		table_read_bytes(&reader->table, schema, file_copy(given->bytes), &context);
}

/* Leaves something out: in silence, or with an error where it stands. */
static void leave_out(struct reader *reader, int32_t line, int column, const char *why)
{
	if (reader->strict)
		table_find(&reader->table, false, line, column, "%s", why);
}

/* Whole units; what is left over drops out. */
static int32_t read_units(struct reader *reader, int32_t ticks, int32_t line, int column)
{
	int32_t unit_ticks = REGION_HOUR_TICKS * reader->problem->policy->unit_minutes / MINUTES_PER_HOUR;

	if (ticks % unit_ticks != 0)
		leave_out(reader, line, column, "no whole number of planning units");
	return ticks / unit_ticks;
}

/* Of people who are in no table, none: their index lies behind those of the region. */
static int32_t known(int32_t index, size_t count)
{
	return (size_t)index < count ? index : REGION_NONE;
}

static void note_visit(struct reader *reader, const struct visit_row *row)
{
	const struct region *region = reader->problem->region;
	struct previous_visit visit = {.client = known(row->client, region->client_count),
				       .caregiver = known(row->caregiver, region->caregiver_count),
				       .date = row->day,
				       .ticks = row->ticks,
				       .expected = row->expected,
				       .confirmed = row->confirmed,
				       .line = row->line};

	previous_add(reader->previous, &visit, reader->names.clients.names[row->client],
		     reader->names.caregivers.names[row->caregiver]);
}

static void take_visit(struct reader *reader, struct plan *plan, const struct visit_row *row)
{
	const struct problem *problem = reader->problem;
	const struct region *region = problem->region;

	if (reader->previous != NULL)
		note_visit(reader, row);
	if (known(row->client, region->client_count) == REGION_NONE ||
	    known(row->caregiver, region->caregiver_count) == REGION_NONE)
		return;
	struct visit visit = {problem->client_of_region[row->client], problem->caregiver_of_region[row->caregiver],
			      problem_find_day(problem, row->day),
			      read_units(reader, row->ticks, row->line, VISIT_HOURS)};

	if (row->day < problem->policy->plan_date)
		leave_out(reader, row->line, VISIT_DATE, "before the plan date");
	else if (row->day > problem->dates[problem->day_count - 1])
		leave_out(reader, row->line, VISIT_DATE, "after the last care day of all clients");
	else if (visit.day == REGION_NONE)
		leave_out(reader, row->line, VISIT_DATE, "in a week in which no client has a care day");
	else if (visit.client == REGION_NONE)
		leave_out(reader, row->line, VISIT_CLIENT, "this client is not to plan");
	else if (visit.caregiver == REGION_NONE)
		leave_out(reader, row->line, VISIT_CAREGIVER, "this caregiver cannot be planned");
	else if (visit.units == 0)
		leave_out(reader, row->line, VISIT_HOURS, "less than one planning unit");
	else
		plan_add_visit(plan, visit);
}

static void take_digital(struct reader *reader, struct plan *plan, const struct allocation_row *row)
{
	if (known(row->client, reader->problem->region->client_count) == REGION_NONE)
		return;
	if (reader->previous != NULL)
		previous_add_client(reader->previous, row->client, row->wanted_ticks);
	int32_t client = reader->problem->client_of_region[row->client];
	int32_t units = read_units(reader, row->digital_ticks, row->line, ALLOCATION_DIGITAL);

	if (units == 0)
		return;
	if (client == REGION_NONE)
		leave_out(reader, row->line, ALLOCATION_DIGITAL, "this client is not to plan");
	else if (plan->digital_units[client] != 0)
		leave_out(reader, row->line, ALLOCATION_CLIENT, "this client is there already");
	else
		plan->digital_units[client] = units;
}

static void take_visits(struct reader *reader, struct plan *plan)
{
	const struct visit_row *rows = (const void *)reader->table.rows;

	for (size_t i = 0; i < reader->table.row_count; i++)
		take_visit(reader, plan, &rows[i]);
	table_free(&reader->table);
}

static void take_allocations(struct reader *reader, struct plan *plan)
{
	const struct allocation_row *rows = (const void *)reader->table.rows;

	for (size_t i = 0; i < reader->table.row_count; i++)
		take_digital(reader, plan, &rows[i]);
	table_free(&reader->table);
}

static void begin(struct reader *reader, struct plan *plan)
{
	*plan = (struct plan){0};
	plan_reset(plan, reader->problem);
	name_table_lend_clients(&reader->names.clients, reader->problem->region);
	name_table_lend_caregivers(&reader->names.caregivers, reader->problem->region);
}

static void end(struct reader *reader, struct plan *plan)
{
	table_free_names(&reader->names);
	plan_sort(plan);
	if (reader->previous != NULL)
		previous_sort(reader->previous);
}

static bool read_folder(struct reader *reader, struct plan *plan, const char *folder, struct error_log *log)
{
	size_t errors_before = log->error_count;

	begin(reader, plan);
	bool visits = read_table(reader, &visits_schema, folder, log);
	take_visits(reader, plan);
	bool digital = log->failure == EXIT_DONE && read_table(reader, &allocations_schema, folder, log);
	take_allocations(reader, plan);
	end(reader, plan);
	return visits && digital && log->error_count == errors_before;
}

bool plan_reader_read(struct plan *plan, const struct problem *problem, const char *folder, enum plan_reading reading,
		      struct error_log *log)
{
	struct reader reader = {.problem = problem, .strict = reading == PLAN_READER_STRICT};

	return read_folder(&reader, plan, folder, log);
}

bool plan_reader_read_noted(struct plan *plan, struct previous_visits *visits, struct load_digests *digests,
			    const struct problem *problem, const char *folder, enum plan_reading reading,
			    struct error_log *log)
{
	struct reader reader = {
		.problem = problem, .digests = digests, .previous = visits, .strict = reading == PLAN_READER_STRICT};

	return read_folder(&reader, plan, folder, log);
}

void plan_reader_read_bytes(struct plan *plan, struct previous_visits *noted, const struct problem *problem,
			    const struct plan_reader_table *visits, const struct plan_reader_table *allocations)
{
	struct reader reader = {.problem = problem, .previous = noted, .strict = true};

	begin(&reader, plan);
	read_bytes(&reader, &visits_schema, visits);
	take_visits(&reader, plan);
	read_bytes(&reader, &allocations_schema, allocations);
	take_allocations(&reader, plan);
	end(&reader, plan);
}
