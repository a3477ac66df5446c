/* The tables of a plan against what they should say: written anew from the visits, and compared cell by cell. */
#include <stdlib.h>
#include <string.h>

#include "input/table/cells.h"
#include "input/text/field.h"
#include "input/table/name_table.h"
#include "planner/region/words.h"
#include "output/plan/plan_tables.h"
#include "planner/audit/audit.h"
#include "planner/audit/reading.h"
#include "planner/base/day.h"
#include "planner/base/memory.h"

#define KEYS_MOST 3

/* How rows of a table are told from each other. */
struct table_kind {
	enum audit_file file;
	void (*write)(struct csv_writer *, const struct outcome *, bool);
	const char *keys[KEYS_MOST];
};

static const struct table_kind visits_kind = {
	AUDIT_VISITS, plan_tables_write_visits, {"client_id", "date", "caregiver_id"}};
static const struct table_kind allocations_kind = {AUDIT_ALLOCATIONS, plan_tables_write_allocations, {"client_id"}};
static const struct table_kind caregivers_kind = {
	AUDIT_CAREGIVERS, plan_tables_write_caregivers, {"caregiver_id", "date"}};
static const struct table_kind changes_kind = {AUDIT_CHANGES, plan_tables_write_changes, {"date", "client_id"}};
static const struct table_kind set_aside_kind = {AUDIT_SET_ASIDE, plan_tables_write_set_aside, {"file", "line"}};
static const struct table_kind bottlenecks_kind = {AUDIT_BOTTLENECKS, plan_tables_write_bottlenecks, {"bottleneck"}};

/* A table as told and as it should be, with the columns of the one in the other. */
struct comparison {
	struct audit *audit;
	const struct table_kind *kind;
	const struct outcome *outcome;
	bool dutch;
	struct cells told, right;
	int *told_column; /* [column of right], or -1 */
	bool skip_bottleneck;
	struct name_table clients; /* keys of the region's, in its order */
};

/* A row of either table, by its key. */
struct keyed_row {
	const char *keys[KEYS_MOST]; /* "" beyond the last */
	size_t row;
};

static int compare_key(const char *a, const char *b)
{
	struct field_text left = {a, strlen(a)}, right = {b, strlen(b)};
	int32_t x, y;

	if (field_read_day(&x, left) == FIELD_GOOD && field_read_day(&y, right) == FIELD_GOOD)
		return (x > y) - (x < y);
	return strcmp(a, b);
}

static int compare_keys(const struct keyed_row *a, const struct keyed_row *b)
{
	int order = 0;

	for (int i = 0; i < KEYS_MOST && order == 0; i++)
		order = compare_key(a->keys[i], b->keys[i]);
	return order;
}

static int compare_rows(const void *left, const void *right)
{
	const struct keyed_row *a = left, *b = right;
	int order = compare_keys(a, b);

	return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

static const char *name_in(const struct comparison *c, const char *english)
{
	return c->dutch ? words_dutch(english) : english;
}

static struct keyed_row *sort_rows(const struct comparison *c, const struct cells *cells)
{
	struct keyed_row *rows = memory_allocate(cells->row_count, sizeof *rows);
	int columns[KEYS_MOST];

	for (int i = 0; i < KEYS_MOST; i++)
		columns[i] = c->kind->keys[i] != NULL ? cells_find_column(cells, name_in(c, c->kind->keys[i])) : -1;
	for (size_t row = 0; row < cells->row_count; row++) {
		rows[row].row = row + 1;
		for (int i = 0; i < KEYS_MOST; i++)
			rows[row].keys[i] = columns[i] >= 0 ? cells_text(cells, row + 1, (size_t)columns[i]) : "";
	}
	qsort(rows, cells->row_count, sizeof *rows, compare_rows);
	return rows;
}

/* Names the client, the caregiver and the day that a row is about, and its place. */
static void set_subject(struct comparison *c, struct judge_finding *finding, const struct cells *cells, size_t row,
			const char *column)
{
	const struct region *region = &c->audit->region;
	int client = cells_find_column(cells, name_in(c, "client_id"));
	int date = cells_find_column(cells, name_in(c, "date"));

	if (cells == &c->told)
		judge_set_place(finding, "%s:%u:%s", audit_name_file(c->kind->file), cells->lines[row], column);
	else
		judge_set_place(finding, "%s", audit_name_file(c->kind->file));
	if (client >= 0) {
		const char *key = cells_text(cells, row, (size_t)client);
		int32_t index = name_table_find(&c->clients, key, strlen(key));
		if (index >= 0)
			finding->client = region->clients[index].key;
	}
	if (date >= 0) {
		const char *text = cells_text(cells, row, (size_t)date);
		if (field_read_day(&finding->day, (struct field_text){text, strlen(text)}) != FIELD_GOOD)
			finding->day = DAY_NONE;
	}
}

static void find_row(struct comparison *c, const struct cells *cells, const struct keyed_row *row, const char *what)
{
	struct judge_finding *finding =
		audit_find(c->audit, c->kind->file, JUDGE_CLAIM, NULL, NULL, "%s: %s %s %s %s",
			   audit_name_file(c->kind->file), what, row->keys[0], row->keys[1], row->keys[2]);

	set_subject(c, finding, cells, row->row, "");
}

static void compare_row(struct comparison *c, size_t told_row, size_t right_row)
{
	for (size_t i = 0; i < c->right.column_count; i++) {
		if (c->told_column[i] < 0)
			continue;
		const char *told = cells_text(&c->told, told_row, (size_t)c->told_column[i]);
		const char *right = cells_text(&c->right, right_row, i), *column = cells_text(&c->right, 0, i);
		if (strcmp(told, right) == 0)
			continue;
		if (c->skip_bottleneck && strcmp(column, name_in(c, "bottleneck")) == 0)
			continue;
		struct judge_finding *finding =
			audit_find(c->audit, c->kind->file, JUDGE_CLAIM, told, right, "%s: %s is told, %s is found",
				   column, *told != '\0' ? told : "nothing", *right != '\0' ? right : "nothing");
		set_subject(c, finding, &c->told, told_row, column);
	}
}

static void compare_all_rows(struct comparison *c)
{
	struct keyed_row *told = sort_rows(c, &c->told), *right = sort_rows(c, &c->right);
	size_t i = 0, j = 0;

	while (i < c->told.row_count || j < c->right.row_count) {
		int order = i == c->told.row_count  ? 1
			  : j == c->right.row_count ? -1
						    : compare_keys(&told[i], &right[j]);
		if (order < 0)
			find_row(c, &c->told, &told[i++], "should not have a row");
		else if (order > 0)
			find_row(c, &c->right, &right[j++], "has no row");
		else
			compare_row(c, told[i++].row, right[j++].row);
	}
	free(told);
	free(right);
}

static void match_columns(struct comparison *c)
{
	c->told_column = memory_allocate(c->right.column_count, sizeof *c->told_column);
	for (size_t i = 0; i < c->right.column_count; i++) {
		const char *column = cells_text(&c->right, 0, i);
		c->told_column[i] = cells_find_column(&c->told, column);
		if (c->told_column[i] >= 0)
			continue;
		struct judge_finding *finding =
			audit_find(c->audit, c->kind->file, JUDGE_CLAIM, NULL, NULL, "%s: column %s is not there",
				   audit_name_file(c->kind->file), column);
		judge_set_place(finding, "%s:1", audit_name_file(c->kind->file));
	}
}

/* The table as it should be; the caller has it freed. */
static void write_right(struct comparison *c, struct csv_writer *writer, struct error_log *log)
{
	c->kind->write(writer, c->outcome, c->dutch);
	struct file_bytes bytes = {writer->text.bytes, writer->text.length};

	cells_read(&c->right, &bytes, audit_name_file(c->kind->file), log);
}

static void check_table(struct audit *audit, const struct table_kind *kind, const struct outcome *outcome)
{
	struct comparison c = {
		.audit = audit, .kind = kind, .outcome = outcome, .skip_bottleneck = !audit->has_outcome};
	const struct file_bytes *bytes = &audit->files[kind->file];
	struct error_log log = {0};

	if (bytes->bytes == NULL)
		return;
	name_table_lend_clients(&c.clients, &audit->region);
	if (cells_read(&c.told, bytes, audit_name_file(kind->file), &log)) {
		c.dutch = cells_find_column(&c.told, words_dutch(kind->keys[0])) >= 0;
		struct csv_writer writer;
		write_right(&c, &writer, &log);
		match_columns(&c);
		compare_all_rows(&c);
		if (!c.skip_bottleneck)
			audit_check_form(audit, kind->file, writer.text.bytes, writer.text.length);
		csv_writer_free(&writer);
	}
	audit_take_log(audit, kind->file, &log);
	cells_free(&c.told);
	cells_free(&c.right);
	free(c.told_column);
	name_table_free(&c.clients);
}

/* Of a plan that breaks rules nothing but the visits and what they come to is compared: reasons are not defined. */
static void check_without_reasons(struct audit *audit)
{
	struct outcome outcome = {.problem = &audit->problem, .solution = &audit->solution};
	size_t clients = (size_t)audit->problem.client_count;

	outcome.allocations = allocation_derive(&audit->problem, &audit->solution.plan);
	outcome.bottlenecks.of_client = memory_allocate(clients, sizeof *outcome.bottlenecks.of_client);
	for (size_t c = 0; c < clients; c++)
		outcome.bottlenecks.of_client[c] = REGION_NONE;
	check_table(audit, &visits_kind, &outcome);
	check_table(audit, &allocations_kind, &outcome);
	check_table(audit, &caregivers_kind, &outcome);
	outcome_free(&outcome);
}

void audit_check_tables(struct audit *audit)
{
	if (!audit->has_outcome) {
		check_without_reasons(audit);
		return;
	}
	check_table(audit, &visits_kind, &audit->outcome);
	check_table(audit, &allocations_kind, &audit->outcome);
	check_table(audit, &caregivers_kind, &audit->outcome);
	check_table(audit, &bottlenecks_kind, &audit->outcome);
	if (audit->has_previous)
		check_table(audit, &changes_kind, &audit->outcome);
	if (audit->region.set_aside_count > 0)
		check_table(audit, &set_aside_kind, &audit->outcome);
}
