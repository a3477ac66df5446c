#include "input/plan/draws_reader.h"

#include <stdlib.h>

#include "planner/base/day.h"
#include "planner/region/region.h"
#include "planner/region/postcode.h"

#define AT(member) .offset = offsetof(struct tally_row, member), .size = sizeof(((struct tally_row *)0)->member)

#define DRAWS_MOST 1000000
#define CLIENTS_MOST 1000000
#define HOURS_MOST 200000 /* what an int32_t of ticks holds */

enum draws_column {
	COLUMN_DRAW,
	COLUMN_KIND,
	COLUMN_WEEK,
	COLUMN_POSTCODE,
	COLUMN_CAREGIVER,
	COLUMN_CLIENTS,
	COLUMN_BELOW_MINIMUM,
	COLUMN_BELOW_ROSTERED,
	COLUMN_MINIMUM_SHORT,
	COLUMN_SHORT,
	COLUMN_AWAY
};

static const struct schema_word kinds[] = {
	{"area", TALLY_AREA},
	{"postcode", TALLY_POSTCODE},
	{"caregiver", TALLY_CAREGIVER},
	{"draw", TALLY_DRAW},
	{NULL, 0},
};

static const struct schema_column columns[] = {
	[COLUMN_DRAW] = {"draw", "trekking", SCHEMA_COUNT, true, AT(draw), .min = 1, .max = DRAWS_MOST},
	[COLUMN_KIND] = {"kind", "soort", SCHEMA_CHOICE, true, AT(kind), .words = kinds},
	[COLUMN_WEEK] = {"week", "week", SCHEMA_DAY, false, AT(week), .empty = DAY_NONE},
	[COLUMN_POSTCODE] = {"postcode", "postcode", SCHEMA_COUNT, false, AT(postcode), .max = POSTCODE_LAST},
	[COLUMN_CAREGIVER] = {"caregiver_id", "kraamverzorgende", SCHEMA_LABEL, false, AT(caregiver)},
	[COLUMN_CLIENTS] = {"clients", "clienten", SCHEMA_COUNT, true, AT(clients), .max = CLIENTS_MOST},
	[COLUMN_BELOW_MINIMUM] = {"below_minimum", "onder_minimum", SCHEMA_COUNT, true, AT(below_minimum),
				  .max = CLIENTS_MOST},
	[COLUMN_BELOW_ROSTERED] = {"below_rostered", "onder_in_rooster", SCHEMA_COUNT, true, AT(below_rostered),
				   .max = CLIENTS_MOST},
	[COLUMN_MINIMUM_SHORT] = {"minimum_short", "minimum_tekort", SCHEMA_HOURS, true, AT(minimum_short_ticks),
				  .max = HOURS_MOST},
	[COLUMN_SHORT] = {"hours_short", "uren_tekort", SCHEMA_HOURS, true, AT(short_ticks), .max = HOURS_MOST},
	[COLUMN_AWAY] = {"hours_away", "uren_afwezig", SCHEMA_HOURS, true, AT(away_ticks), .max = HOURS_MOST},
};

static const struct schema schema = {"draws.csv",
				     .computed = true,
				     .columns = columns,
				     .column_count = sizeof columns / sizeof *columns,
				     .row_size = sizeof(struct tally_row),
				     .line_offset = offsetof(struct tally_row, line)};

/* Rows of one draw stand together and end with its own. */
static void check_whole(struct table *table)
{
	const struct tally_row *rows = (const void *)table->rows;

	for (size_t i = 0; i < table->row_count; i++) {
		bool begins = i == 0 || rows[i - 1].kind == TALLY_DRAW;
		if (begins && i > 0 && rows[i].draw <= rows[i - 1].draw)
			table_find(table, false, rows[i].line, COLUMN_DRAW, "this draw is not after the one before");
		else if (!begins && rows[i].draw != rows[i - 1].draw)
			table_find(table, false, rows[i].line, COLUMN_DRAW, "the draw before is not whole");
	}
	if (table->row_count > 0 && rows[table->row_count - 1].kind != TALLY_DRAW)
		table_find(table, false, rows[table->row_count - 1].line, COLUMN_KIND, "the last draw is not whole");
}

bool draws_reader_read(struct draws *draws, struct file_bytes bytes, struct error_log *log)
{
	struct table table = {0};
	size_t errors_before = log->error_count;

	*draws = (struct draws){0};
	struct table_context context = {.names = &draws->names, .log = log, .guarded = true};
	table_read_bytes(&table, &schema, bytes, &context);
	if (table.whole && log->error_count == errors_before)
		check_whole(&table);
	bool good = table.whole && log->error_count == errors_before;
	draws->rows = table_take_rows(&table, &draws->count);
	table_free(&table);
	return good;
}

void draws_reader_free(struct draws *draws)
{
	free(draws->rows);
	table_free_names(&draws->names);
	*draws = (struct draws){0};
}
