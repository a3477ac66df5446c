#include "input/region/load_set_aside.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"
#include "planner/region/set_aside.h"

/* Tables of which a row may be missing: without one of caregivers, areas or contracts others could not be served. */
static const enum schema_table tables[] = {SCHEMA_CLIENTS, SCHEMA_AVAILABILITY, SCHEMA_PINS, SCHEMA_ABSENCES};

static int find_table(const char *file)
{
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		if (strcmp(schemas[tables[i]].file, file) == 0)
			return (int)tables[i];
	return SCHEMA_TABLE_COUNT;
}

/* False if the line is there already. */
static bool add_line(struct load_set_aside *aside, int table, int32_t line)
{
	int32_t *lines = aside->lines[table];
	size_t at = aside->counts[table];

	while (at > 0 && lines[at - 1] > line)
		at--;
	if (at > 0 && lines[at - 1] == line)
		return false;
	lines = memory_resize(lines, aside->counts[table] + 1, sizeof *lines);
	memmove(lines + at + 1, lines + at, (aside->counts[table] - at) * sizeof *lines);
	lines[at] = line;
	aside->lines[table] = lines;
	aside->counts[table]++;
	return true;
}

enum load_found load_set_aside_take(struct load_set_aside *aside, const struct error_log *log, size_t most)
{
	size_t before = aside->rows.set_aside_count;

	if (log->failure != EXIT_DONE)
		return LOAD_FOUND_TOO_MUCH;
	if (log->error_count == 0)
		return LOAD_FOUND_NOTHING;
	for (size_t i = 0; i < log->finding_count; i++) {
		const struct finding *finding = &log->findings[i];
		int table = find_table(finding->file);

		if (finding->warning)
			continue;
		if (table == SCHEMA_TABLE_COUNT || finding->line <= 1) /* 0: the table as a whole; 1: its heading */
			return LOAD_FOUND_TOO_MUCH;
		if (add_line(aside, table, (int32_t)finding->line))
			set_aside_add(&aside->rows, schemas[table].file, (int32_t)finding->line, finding->source,
				      finding->text);
	}
	/* An error that comes again although its row was left out is not of that row alone. */
	bool more = aside->rows.set_aside_count > before;
	return more && aside->rows.set_aside_count <= most ? LOAD_FOUND_ROWS : LOAD_FOUND_TOO_MUCH;
}

void load_set_aside_free(struct load_set_aside *aside)
{
	for (int i = 0; i < SCHEMA_TABLE_COUNT; i++)
		free(aside->lines[i]);
	region_free(&aside->rows);
	*aside = (struct load_set_aside){0};
}
