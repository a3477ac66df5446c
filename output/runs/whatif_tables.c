#include "output/runs/whatif_tables.h"

#include <stdio.h>
#include <stdlib.h>

#include "output/plan/plan_tables.h"
#include "planner/base/day.h"
#include "planner/base/memory.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define NOTHING INT64_MIN /* an empty cell */
#define MILLION 1000000
#define CELLS_MOST 20

enum cell_kind { CELL_COUNT, CELL_HOURS, CELL_MILLIONTHS };

/* Cells of one row as they are made; each adds one. */
struct row_cells {
	int64_t values[CELLS_MOST];
	enum cell_kind kinds[CELLS_MOST];
	size_t count;
};

/* Of some clients; put_sum fills them. */
#define SUM_COLUMNS                                                                                               \
	"digital_hours", "below_minimum", "minimum_short", "presence_short", "medical_short", "guaranteed_short", \
		"remaining_short", "share_mean", "share_lowest", "mediated_hours", "caregivers_per_client"

static const char *const comparison_columns[] = {
	"scenario",        "kind",          "clients",     "wanted_hours",
	"available_hours", "planned_hours", SUM_COLUMNS,   "moved_between_insurers",
	"gap_minimum",     "gap_presence",  "gap_medical", "gap_guaranteed",
	"gap_remaining",
};

static const char *const week_columns[] = {
	"scenario",        "kind",          "week",        "from",  "clients",   "wanted_hours",
	"available_hours", "planned_hours", "given_hours", "share", "beginning", SUM_COLUMNS,
};

static const char *const area_columns[] = {
	"scenario", "kind", "postcode_area", "clients", "wanted_hours", "planned_hours", SUM_COLUMNS,
};

static const char *const insurer_columns[] = {
	"scenario", "kind", "insurer", "clients", "wanted_hours", "planned_hours", SUM_COLUMNS,
};

static const char *const change_columns[] = {
	"scenario",       "client_id",      "postcode_area", "change",         "reason",        "planned_before",
	"planned_hours",  "digital_before", "digital_hours", "minimum_before", "minimum_short", "presence_before",
	"presence_short", "hours_before",   "hours_short",   "bottleneck",
};

static const char *const change_words[] = {[WHATIF_NEW] = "new", [WHATIF_GONE] = "gone", [WHATIF_CHANGED] = "changed"};

static const char *const reason_words[WHATIF_REASON_COUNT] = {
	[WHATIF_REGISTRATION] = "registration",
	[WHATIF_DAYS] = "days",
	[WHATIF_DEMAND] = "demand",
	[WHATIF_DIGITAL] = "digital",
	[WHATIF_REACH] = "reach",
	[WHATIF_SHIFTS] = "shifts",
	[WHATIF_OTHERS] = "others",
};

static void put(struct row_cells *cells, enum cell_kind kind, int64_t value)
{
	cells->kinds[cells->count] = kind;
	cells->values[cells->count++] = value;
}

static int64_t per(int64_t sum, int64_t count)
{
	return count > 0 ? sum / count : NOTHING;
}

static void put_sum(struct row_cells *cells, const struct whatif_sum *sum)
{
	put(cells, CELL_HOURS, sum->digital_minutes);
	put(cells, CELL_COUNT, sum->below_minimum);
	for (int i = 0; i < KIND_COUNT; i++) {
		enum tier_kind kind = tier_kind_columns[i];
		put(cells, kind == KIND_PRESENCE ? CELL_COUNT : CELL_HOURS, sum->short_amounts[kind]);
	}
	put(cells, CELL_MILLIONTHS, per(sum->share_millionths, sum->share_clients));
	put(cells, CELL_MILLIONTHS, sum->share_clients > 0 ? sum->lowest_millionths : NOTHING);
	put(cells, CELL_HOURS, sum->mediated_minutes);
	put(cells, CELL_MILLIONTHS, per(sum->caregivers * MILLION, sum->clients));
}

static struct row_cells cells_of_all(const struct whatif_figures *figures)
{
	struct row_cells cells = {0};

	put(&cells, CELL_COUNT, figures->all.clients);
	put(&cells, CELL_HOURS, figures->all.wanted_minutes);
	put(&cells, CELL_HOURS, figures->available_minutes);
	put(&cells, CELL_HOURS, figures->all.planned_minutes);
	put_sum(&cells, &figures->all);
	return cells;
}

static struct row_cells cells_of_part(const struct whatif_sum *sum)
{
	struct row_cells cells = {0};

	put(&cells, CELL_COUNT, sum->clients);
	put(&cells, CELL_HOURS, sum->wanted_minutes);
	put(&cells, CELL_HOURS, sum->planned_minutes);
	put_sum(&cells, sum);
	return cells;
}

static struct row_cells cells_of_week(const struct whatif_week *week)
{
	struct row_cells cells = {0};

	put(&cells, CELL_COUNT, week->clients);
	put(&cells, CELL_HOURS, week->wanted_minutes);
	put(&cells, CELL_HOURS, week->available_minutes);
	put(&cells, CELL_HOURS, week->planned_minutes);
	put(&cells, CELL_HOURS, week->given_minutes);
	put(&cells, CELL_MILLIONTHS,
	    week->wanted_minutes > 0 ? week->given_minutes * MILLION / week->wanted_minutes : NOTHING);
	put(&cells, CELL_COUNT, week->beginning.clients);
	put_sum(&cells, &week->beginning);
	return cells;
}

static void add_cell(struct csv_writer *writer, enum cell_kind kind, int64_t value)
{
	if (value == NOTHING)
		csv_add_text(writer, NULL);
	else if (kind == CELL_COUNT)
		csv_add_count(writer, value);
	else if (kind == CELL_HOURS)
		csv_add_hours(writer, value);
	else
		csv_add_decimal(writer, value);
}

static void add_cells(struct csv_writer *writer, const struct row_cells *cells, const struct row_cells *less)
{
	for (size_t i = 0; i < cells->count; i++) {
		int64_t value = cells->values[i];
		if (less != NULL && value != NOTHING)
			value = less->values[i] == NOTHING ? NOTHING : value - less->values[i];
		add_cell(writer, cells->kinds[i], value);
	}
}

static void begin_row(struct csv_writer *writer, const char *name, bool differs)
{
	csv_add_text(writer, name);
	csv_add_word(writer, differs ? "difference" : "value");
}

static void add_comparison(struct csv_writer *writer, const char *name, const struct whatif_figures *figures,
			   const struct whatif_figures *base)
{
	struct row_cells cells = cells_of_all(figures), less;

	begin_row(writer, name, false);
	add_cells(writer, &cells, NULL);
	csv_add_text(writer, NULL);
	for (int i = 0; i < KIND_COUNT; i++)
		csv_add_decimal(writer, figures->gap_millionths[tier_kind_columns[i]]);
	csv_end_row(writer);
	if (base == NULL)
		return;
	less = cells_of_all(base);
	begin_row(writer, name, true);
	add_cells(writer, &cells, &less);
	csv_add_hours(writer, whatif_figures_moved(figures, base));
	for (int t = 0; t < TIER_COUNT; t++) /* how far a bound is from its value says nothing of the other's */
		csv_add_text(writer, NULL);
	csv_end_row(writer);
}

/* The figures of a week or an area. */
struct entry {
	int32_t key;       /* ascending within a list */
	int32_t first_day; /* of a week */
	struct row_cells cells;
};

static struct entry *list_weeks(const struct whatif_figures *figures)
{
	struct entry *entries = memory_allocate(figures->week_count, sizeof *entries);

	for (size_t i = 0; i < figures->week_count; i++)
		entries[i] = (struct entry){figures->weeks[i].number, figures->weeks[i].first_day,
					    cells_of_week(&figures->weeks[i])};
	return entries;
}

static struct entry *list_parts(const struct whatif_part *parts, size_t count)
{
	struct entry *entries = memory_allocate(count, sizeof *entries);

	for (size_t i = 0; i < count; i++)
		entries[i] = (struct entry){parts[i].key, 0, cells_of_part(&parts[i].sum)};
	return entries;
}

static void add_week_key(struct csv_writer *writer, const struct entry *entry)
{
	char text[32];
	int year, number;

	day_to_iso_week(entry->first_day, &year, &number);
	snprintf(text, sizeof text, "%d-W%02d", year, number);
	csv_add_text(writer, text);
	csv_add_day(writer, entry->first_day);
}

static void add_area_key(struct csv_writer *writer, const struct entry *entry)
{
	csv_add_count(writer, entry->key);
}

static void add_insurer_key(struct csv_writer *writer, const struct entry *entry)
{
	char text[32];

	snprintf(text, sizeof text, "%04d", (int)entry->key);
	csv_add_text(writer, text);
}

/* A list of entries, and what there is in a week or an area that is not in it. */
struct entries {
	struct entry *list;
	size_t count;
	struct row_cells none;
};

/* Entries of either, in the order of their keys. base is NULL for base itself. */
static void add_entries(struct csv_writer *writer, const char *name, const struct entries *own,
			const struct entries *base, void (*add_key)(struct csv_writer *, const struct entry *))
{
	size_t base_count = base != NULL ? base->count : 0;

	for (size_t i = 0, j = 0; i < own->count || j < base_count;) {
		const struct entry *mine = i < own->count ? &own->list[i] : NULL;
		const struct entry *other = j < base_count ? &base->list[j] : NULL;
		bool has_mine = mine != NULL && (other == NULL || mine->key <= other->key);
		bool has_other = other != NULL && (mine == NULL || other->key <= mine->key);
		const struct row_cells *cells = has_mine ? &mine->cells : &own->none;
		const struct row_cells *less = has_other ? &other->cells : &own->none;

		begin_row(writer, name, false);
		add_key(writer, has_mine ? mine : other);
		add_cells(writer, cells, NULL);
		csv_end_row(writer);
		if (base != NULL) {
			begin_row(writer, name, true);
			add_key(writer, has_mine ? mine : other);
			add_cells(writer, cells, less);
			csv_end_row(writer);
		}
		i += has_mine;
		j += has_other;
	}
}

static void add_weeks(struct csv_writer *writer, const char *name, const struct whatif_figures *figures,
		      const struct whatif_figures *base)
{
	const struct row_cells none = cells_of_week(&(struct whatif_week){0});
	struct entries own = {list_weeks(figures), figures->week_count, none};
	struct entries other = {base != NULL ? list_weeks(base) : NULL, base != NULL ? base->week_count : 0, none};

	add_entries(writer, name, &own, base != NULL ? &other : NULL, add_week_key);
	free(own.list);
	free(other.list);
}

static void add_areas(struct csv_writer *writer, const char *name, const struct whatif_figures *figures,
		      const struct whatif_figures *base)
{
	const struct row_cells none = cells_of_part(&(struct whatif_sum){0});
	struct entries own = {list_parts(figures->areas, figures->area_count), figures->area_count, none};
	struct entries other = {.none = none};

	if (base != NULL)
		other = (struct entries){list_parts(base->areas, base->area_count), base->area_count, none};
	add_entries(writer, name, &own, base != NULL ? &other : NULL, add_area_key);
	free(own.list);
	free(other.list);
}

static void add_insurers(struct csv_writer *writer, const char *name, const struct whatif_figures *figures,
			 const struct whatif_figures *base)
{
	const struct row_cells none = cells_of_part(&(struct whatif_sum){0});
	struct entries own = {list_parts(figures->insurers, figures->insurer_count), figures->insurer_count, none};
	struct entries other = {.none = none};

	if (base != NULL)
		other = (struct entries){list_parts(base->insurers, base->insurer_count), base->insurer_count, none};
	add_entries(writer, name, &own, base != NULL ? &other : NULL, add_insurer_key);
	free(own.list);
	free(other.list);
}

void whatif_tables_begin(struct whatif_tables *tables, bool dutch)
{
	csv_begin_table(&tables->comparison, dutch, comparison_columns, COUNT(comparison_columns));
	csv_begin_table(&tables->weeks, dutch, week_columns, COUNT(week_columns));
	csv_begin_table(&tables->areas, dutch, area_columns, COUNT(area_columns));
	csv_begin_table(&tables->insurers, dutch, insurer_columns, COUNT(insurer_columns));
	csv_begin_table(&tables->changes, dutch, change_columns, COUNT(change_columns));
}

void whatif_tables_add(struct whatif_tables *tables, const char *name, const struct whatif_figures *figures,
		       const struct whatif_figures *base)
{
	add_comparison(&tables->comparison, name, figures, base);
	add_weeks(&tables->weeks, name, figures, base);
	add_areas(&tables->areas, name, figures, base);
	add_insurers(&tables->insurers, name, figures, base);
}

static void add_change(struct csv_writer *writer, const char *name, const struct whatif_change *change)
{
	const struct whatif_side *before = &change->before, *after = &change->after;
	char bottleneck[PLAN_BOTTLENECK_SIZE] = "";

	if (change->bottleneck != NULL)
		plan_name_bottleneck(bottleneck, change->bottleneck, writer->dutch);
	csv_add_text(writer, name);
	csv_add_text(writer, change->key);
	csv_add_count(writer, change->postcode / 100);
	csv_add_word(writer, change_words[change->kind]);
	csv_add_word(writer, reason_words[change->reason]);
	csv_add_hours(writer, before->planned_minutes);
	csv_add_hours(writer, after->planned_minutes);
	csv_add_hours(writer, before->digital_minutes);
	csv_add_hours(writer, after->digital_minutes);
	csv_add_hours(writer, before->short_amounts[KIND_MINIMUM]);
	csv_add_hours(writer, after->short_amounts[KIND_MINIMUM]);
	csv_add_count(writer, before->short_amounts[KIND_PRESENCE]);
	csv_add_count(writer, after->short_amounts[KIND_PRESENCE]);
	csv_add_hours(writer, before->hours_short_minutes);
	csv_add_hours(writer, after->hours_short_minutes);
	csv_add_text(writer, bottleneck);
	csv_end_row(writer);
}

void whatif_tables_add_changes(struct whatif_tables *tables, const char *name, const struct whatif_change *changes,
			       size_t count)
{
	for (size_t i = 0; i < count; i++)
		add_change(&tables->changes, name, &changes[i]);
}

void whatif_tables_free(struct whatif_tables *tables)
{
	csv_writer_free(&tables->comparison);
	csv_writer_free(&tables->weeks);
	csv_writer_free(&tables->areas);
	csv_writer_free(&tables->insurers);
	csv_writer_free(&tables->changes);
}
