#include "input/plan/certificate_reader.h"

#include <stdlib.h>
#include <string.h>

#include "input/table/table.h"
#include "planner/base/day.h"

#define AT(row, member) .offset = offsetof(struct row, member), .size = sizeof(((struct row *)0)->member)

#define CLASSES_MOST 100000
#define DAY_HOURS 24
#define MINUTES_PER_HOUR 60

enum certificate_record { RECORD_CLASS, RECORD_PRICE, RECORD_WEIGHT };

struct certificate_row {
	enum certificate_record record;
	int tier, earlier_tier; /* kind + 1, 0 where empty */
	int32_t class, caregiver, day, ticks;
	const char *amount;
	int32_t line;
};

enum certificate_column {
	COLUMN_RECORD,
	COLUMN_TIER,
	COLUMN_EARLIER_TIER,
	COLUMN_CLASS,
	COLUMN_CAREGIVER,
	COLUMN_DATE,
	COLUMN_HOURS,
	COLUMN_AMOUNT
};

static const struct schema_word records[] = {
	{"class", RECORD_CLASS},
	{"klasse", RECORD_CLASS},
	{"price", RECORD_PRICE},
	{"prijs", RECORD_PRICE},
	{"weight", RECORD_WEIGHT},
	{"gewicht", RECORD_WEIGHT},
	{NULL, 0},
};

static const struct schema_word tiers[] = {
	{"minimum", KIND_MINIMUM + 1},         {"presence", KIND_PRESENCE + 1},
	{"aanwezigheid", KIND_PRESENCE + 1},   {"medical", KIND_MEDICAL + 1},
	{"medisch", KIND_MEDICAL + 1},         {"guaranteed", KIND_GUARANTEED + 1},
	{"gegarandeerd", KIND_GUARANTEED + 1}, {"remaining", KIND_REMAINING + 1},
	{"overig", KIND_REMAINING + 1},        {NULL, 0},
};

static const struct schema_column columns[] = {
	[COLUMN_RECORD] = {"record", "regel", SCHEMA_CHOICE, true, AT(certificate_row, record), .words = records},
	[COLUMN_TIER] = {"tier", "trede", SCHEMA_CHOICE, false, AT(certificate_row, tier), .words = tiers},
	[COLUMN_EARLIER_TIER] = {"earlier_tier", "eerdere_trede", SCHEMA_CHOICE, false,
				 AT(certificate_row, earlier_tier), .words = tiers},
	[COLUMN_CLASS] = {"class", "klasse", SCHEMA_COUNT, false, AT(certificate_row, class), .empty = REGION_NONE,
			  .min = 1, .max = CLASSES_MOST},
	[COLUMN_CAREGIVER] = {"caregiver_id", "kraamverzorgende", SCHEMA_CAREGIVER, false,
			      AT(certificate_row, caregiver), .empty = REGION_NONE},
	[COLUMN_DATE] = {"date", "datum", SCHEMA_DAY, false, AT(certificate_row, day), .empty = DAY_NONE},
	[COLUMN_HOURS] = {"hours", "uren", SCHEMA_HOURS, false, AT(certificate_row, ticks), .empty = REGION_NONE,
			  .max = DAY_HOURS},
	[COLUMN_AMOUNT] = {"amount", "bedrag", SCHEMA_LABEL, false, AT(certificate_row, amount)},
};

static const struct schema schema = {"certificate.csv",
				     .computed = true,
				     .columns = columns,
				     .column_count = sizeof columns / sizeof *columns,
				     .row_size = sizeof(struct certificate_row),
				     .line_offset = offsetof(struct certificate_row, line)};

struct reader {
	const struct problem *problem;
	struct judge_certificate *certificate;
	struct table table;
};

static void refuse(struct reader *reader, const struct certificate_row *row, int column, const char *why)
{
	table_find(&reader->table, false, row->line, column, "%s", why);
}

/* A whole number from 0 to most. */
static bool read_amount(int64_t *amount, const char *text, int64_t most)
{
	size_t length = strlen(text);

	*amount = 0;
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9' || *amount > most)
			return false;
		*amount = *amount * 10 + (text[i] - '0');
	}
	return length > 0 && *amount <= most;
}

static void take_class(struct reader *reader, const struct certificate_row *row)
{
	int32_t *class = NULL;

	if (row->caregiver != REGION_NONE)
		class = &reader->certificate->class_of[reader->problem->caregiver_of_region[row->caregiver]];
	if (row->class == REGION_NONE)
		refuse(reader, row, COLUMN_CLASS, "the number of the class is missing");
	else if (class == NULL)
		refuse(reader, row, COLUMN_CAREGIVER, "the caregiver of the class is missing");
	else if (row->class > reader->problem->caregiver_count)
		refuse(reader, row, COLUMN_CLASS, "more classes than caregivers");
	else if (*class != 0)
		refuse(reader, row, COLUMN_CAREGIVER, "this caregiver has a class already");
	else
		*class = row->class;
}

/* The tier of the policy that a cell names; REGION_NONE where it is empty. */
static int find_tier(const struct reader *reader, int cell)
{
	return cell == 0 ? REGION_NONE : (int)problem_tier(reader->problem, (enum tier_kind)(cell - 1));
}

static void take_weight(struct reader *reader, const struct certificate_row *row)
{
	int64_t amount;
	int tier = find_tier(reader, row->tier), earlier = find_tier(reader, row->earlier_tier);

	if (earlier == REGION_NONE || earlier >= tier)
		refuse(reader, row, COLUMN_EARLIER_TIER, "a weight is for a tier and an earlier one");
	else if (!read_amount(&amount, row->amount, JUDGE_WEIGHT_MOST))
		refuse(reader, row, COLUMN_AMOUNT, "expected a whole number up to 2^36");
	else
		reader->certificate->weights[tier][earlier] = amount;
}

static void take_price(struct reader *reader, const struct certificate_row *row)
{
	int32_t unit_ticks = REGION_HOUR_TICKS * reader->problem->policy->unit_minutes / MINUTES_PER_HOUR;
	int32_t day = problem_find_day(reader->problem, row->day);
	int32_t units = row->ticks > 0 && row->ticks % unit_ticks == 0 ? row->ticks / unit_ticks : 0;
	int64_t amount;

	if (row->tier == 0)
		refuse(reader, row, COLUMN_TIER, "the tier of the price is missing");
	else if (row->class == REGION_NONE || row->class >= reader->certificate->class_count)
		refuse(reader, row, COLUMN_CLASS, "no caregiver is in this class");
	else if (day == REGION_NONE)
		refuse(reader, row, COLUMN_DATE, "no day that is planned");
	else if (units <= 0 || units > reader->problem->policy->max_visit_units)
		refuse(reader, row, COLUMN_HOURS, "no length of a visit");
	else if (!read_amount(&amount, row->amount, JUDGE_PRICE_MOST))
		refuse(reader, row, COLUMN_AMOUNT, "expected a whole number up to 2^44");
	else
		*judge_certificate_price(reader->certificate, (enum tier)find_tier(reader, row->tier), row->class, day,
					 units) = amount;
}

static void take_rows(struct reader *reader)
{
	const struct certificate_row *rows = (const void *)reader->table.rows;
	int32_t class_count = 0;

	for (size_t i = 0; i < reader->table.row_count; i++)
		if (rows[i].record == RECORD_CLASS && rows[i].class > class_count &&
		    rows[i].class <= reader->problem->caregiver_count)
			class_count = rows[i].class;
	judge_certificate_reset(reader->certificate, reader->problem, class_count);
	for (size_t i = 0; i < reader->table.row_count; i++)
		if (rows[i].record == RECORD_CLASS)
			take_class(reader, &rows[i]);
	for (size_t i = 0; i < reader->table.row_count; i++)
		if (rows[i].record == RECORD_PRICE)
			take_price(reader, &rows[i]);
		else if (rows[i].record == RECORD_WEIGHT)
			take_weight(reader, &rows[i]);
}

bool certificate_reader_read(struct judge_certificate *certificate, const struct problem *problem,
			     const struct file_bytes *bytes, struct error_log *log)
{
	struct reader reader = {.problem = problem, .certificate = certificate};
	struct table_names names = {0};
	struct table_context context = {.names = &names, .log = log, .caregivers_known = true, .guarded = true};
	size_t errors_before = log->error_count;

	name_table_lend_caregivers(&names.caregivers, problem->region);
	table_read_bytes(&reader.table, &schema, file_copy(bytes), &context);
	bool whole = reader.table.whole;

	take_rows(&reader);
	table_free(&reader.table);
	table_free_names(&names);
	return whole && log->error_count == errors_before;
}
