#include "output/runs/risk_tables.h"

#include "planner/base/day.h"
#include "planner/figures/draws_columns.h"
#include "planner/base/hours.h"
#include "planner/region/region.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define CAUSES_SHOWN 5
#define MILLION 1000000

static int64_t minutes_of(int64_t ticks)
{
	return ticks * 60 / REGION_HOUR_TICKS;
}

static void add_day(struct csv_writer *writer, int32_t day)
{
	if (day == DAY_NONE)
		csv_add_text(writer, NULL);
	else
		csv_add_day(writer, day);
}

static void add_number(struct csv_writer *writer, int32_t number)
{
	if (number == 0)
		csv_add_text(writer, NULL);
	else
		csv_add_count(writer, number);
}

void risk_tables_begin_draws(struct csv_writer *writer)
{
	const char *names[DRAWS_COLUMN_COUNT];

	for (size_t i = 0; i < DRAWS_COLUMN_COUNT; i++)
		names[i] = draws_columns[i].name;
	csv_begin_table(writer, false, names, DRAWS_COLUMN_COUNT);
}

static void add_cell(struct csv_writer *writer, const struct draws_column *column, const struct tally_row *row)
{
	const void *member = (const char *)row + column->offset;

	switch (column->kind) {
	case DRAWS_COUNT:
		if (column->may_be_empty)
			add_number(writer, *(const int32_t *)member);
		else
			csv_add_count(writer, *(const int32_t *)member);
		break;
	case DRAWS_WORD:
		csv_add_word(writer, draws_words[*(const enum tally_kind *)member]);
		break;
	case DRAWS_DAY:
		add_day(writer, *(const int32_t *)member);
		break;
	case DRAWS_KEY:
		csv_add_text(writer, *(const char *const *)member);
		break;
	case DRAWS_HOURS:
		csv_add_hours(writer, minutes_of(*(const int64_t *)member));
		break;
	}
}

void risk_tables_add_draws(struct csv_writer *writer, const struct tally_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < DRAWS_COLUMN_COUNT; j++)
			add_cell(writer, &draws_columns[j], &rows[i]);
		csv_end_row(writer);
	}
}

void risk_tables_write_risk(struct csv_writer *writer, const struct risk *risk, bool dutch)
{
	static const char *const columns[] = {"week",          "postcode_area",   "draws_below",      "draws_rostered",
					      "probability",   "probability_low", "probability_high", "below_median",
					      "short_median",  "short_90",        "safety_95",        "safety_95_low",
					      "safety_95_high"};

	csv_begin_table(writer, dutch, columns, COUNT(columns));
	for (size_t i = 0; i < risk->cell_count; i++) {
		const struct risk_cell *cell = &risk->cells[i];
		add_day(writer, cell->week);
		add_number(writer, cell->area);
		csv_add_count(writer, cell->draws_below);
		csv_add_count(writer, cell->draws_rostered);
		csv_add_share(writer, cell->draws_below, risk->draw_count);
		csv_add_decimal(writer, cell->probability.low_millionths);
		csv_add_decimal(writer, (cell->probability.high_millionths + 99) / 100 * 100);
		csv_add_count(writer, cell->below_median);
		csv_add_hours(writer, minutes_of(cell->short_median_ticks));
		csv_add_hours(writer, minutes_of(cell->short_90_ticks));
		csv_add_hours(writer, minutes_of(cell->safety_ticks));
		csv_add_hours(writer, minutes_of(cell->safety_low_ticks));
		if (cell->safety_high_ticks == RISK_OPEN)
			csv_add_text(writer, NULL);
		else
			csv_add_hours(writer, minutes_of(cell->safety_high_ticks));
		csv_end_row(writer);
	}
}

void risk_tables_write_causes(struct csv_writer *writer, const struct risk *risk, bool dutch)
{
	static const char *const columns[] = {"kind",  "postcode",   "caregiver_id",  "draws",
					      "share", "draws_away", "minimum_short", "hours_away"};

	csv_begin_table(writer, dutch, columns, COUNT(columns));
	for (size_t i = 0; i < risk->cause_count; i++) {
		const struct risk_cause *cause = &risk->causes[i];
		csv_add_word(writer, draws_words[cause->kind]);
		add_number(writer, cause->postcode);
		csv_add_text(writer, cause->caregiver);
		csv_add_count(writer, cause->draws);
		csv_add_share(writer, cause->draws, risk->draw_count);
		csv_add_count(writer, cause->draws_away);
		csv_add_hours(writer, minutes_of(cause->minimum_short_ticks));
		csv_add_hours(writer, minutes_of(cause->away_ticks));
		csv_end_row(writer);
	}
}

static void add_hours(struct text *text, int width, int64_t ticks)
{
	char hours[HOURS_TEXT_SIZE];

	hours_format(hours, minutes_of(ticks), '.');
	text_format(text, " %*s h", width, hours);
}

/* Percent with one decimal, rounded down, of millionths. */
static void add_percent(struct text *text, int32_t millionths)
{
	text_format(text, "%3d.%d", millionths / 10000, millionths / 1000 % 10);
}

static void describe_cell(struct text *text, const struct risk *risk, const struct risk_cell *cell)
{
	int32_t share = (int32_t)((int64_t)cell->draws_below * MILLION / risk->draw_count);
	int year, week;

	if (cell->week == DAY_NONE) {
		text_add(text, "all weeks ");
	} else {
		day_to_iso_week(cell->week, &year, &week);
		text_format(text, "%04d-W%02d  ", year, week);
	}
	add_percent(text, share);
	text_add(text, " % (");
	add_percent(text, cell->probability.low_millionths);
	text_add(text, " -");
	add_percent(text, cell->probability.high_millionths);
	text_add(text, ")  ");
	add_percent(text, (int32_t)((int64_t)cell->draws_rostered * MILLION / risk->draw_count));
	text_add(text, " %");
	add_hours(text, 8, cell->short_median_ticks);
	add_hours(text, 8, cell->short_90_ticks);
	add_hours(text, 8, cell->safety_ticks);
	text_add(text, "\n");
}

static const char *plural(int32_t count)
{
	return count == 1 ? "" : "s";
}

static void describe_causes(struct text *text, const struct risk *risk, enum tally_kind kind, const char *title)
{
	int shown = 0;

	for (size_t i = 0; i < risk->cause_count && shown < CAUSES_SHOWN; i++) {
		const struct risk_cause *cause = &risk->causes[i];
		if (cause->kind != kind)
			continue;
		if (shown++ == 0)
			text_format(text, "\n%s\n", title);
		if (kind == TALLY_POSTCODE)
			text_format(text, "  %-16d in %d draw%s\n", cause->postcode, cause->draws,
				    plural(cause->draws));
		else
			text_format(text, "  %-16s in %d draw%s, ill in %d\n", cause->caregiver, cause->draws,
				    plural(cause->draws), cause->draws_away);
	}
}

void risk_tables_describe(struct text *text, const struct risk *risk, int32_t rosters_end)
{
	char date[DAY_TEXT_SIZE] = "no day on"; /* where there are no shifts at all */

	if (rosters_end != DAY_NONE)
		day_format(date, rosters_end, false);
	text_format(text, "%d draws of births and absence\n\n", risk->draw_count);
	text_add(text, "Care from  somebody below minimum   rostered     short       90 %    safety\n");
	for (size_t i = risk->cell_count; i-- > 0;)
		if (risk->cells[i].area == 0 && risk->cells[i].week == DAY_NONE)
			describe_cell(text, risk, &risk->cells[i]);
	for (size_t i = 0; i < risk->cell_count; i++)
		if (risk->cells[i].area == 0 && risk->cells[i].week != DAY_NONE)
			describe_cell(text, risk, &risk->cells[i]);
	text_format(text,
		    "By the week in which care begins. In brackets: interval of 95 %% (Wilson). Shifts\n"
		    "are known until %s; rostered: without clients whose care reaches beyond.\n"
		    "Short: median of the hours, and what 90 %% of the draws do not exceed. Safety:\n"
		    "hours with which, in 95 %% of the draws, nobody would be below the minimum.\n",
		    date);
	if (risk->cell_count > 0)
		text_format(text, "For a probability to within 1 %%: %lld draws; to within 2 %%: %lld\n",
			    (long long)risk_draws_needed(risk->cells[0].draws_below, risk->draw_count, 10000),
			    (long long)risk_draws_needed(risk->cells[0].draws_below, risk->draw_count, 20000));
	describe_causes(text, risk, TALLY_POSTCODE, "Where somebody is below the minimum most often");
	describe_causes(text, risk, TALLY_CAREGIVER, "Who might have come, those first who were ill most often");
	text_add(text, "\nTo look at next: risk.csv by week and area, causes.csv\n");
}
