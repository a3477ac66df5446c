#include "input/table/cell.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "planner/base/day.h"
#include "planner/base/formula.h"
#include "planner/region/region.h"
#include "planner/region/postcode.h"

#define AGB_DIGITS 8

static void store(char *row, const struct schema_column *column, const void *value, size_t size)
{
	memcpy(row + column->offset, value, size);
}

static void store_number(char *row, const struct schema_column *column, int32_t value)
{
	store(row, column, &value, sizeof value);
}

static void store_text(char *row, const struct schema_column *column, const char *text)
{
	store(row, column, &text, sizeof text);
}

/* A bool or an enum. */
static void store_choice(char *row, const struct schema_column *column, int value)
{
	if (column->size == sizeof(bool))
		store(row, column, &(bool){value != 0}, sizeof(bool));
	else
		store_number(row, column, value);
}

static void store_empty(char *row, const struct schema_column *column)
{
	switch (column->kind) {
	case SCHEMA_CLIENT_KEY:
	case SCHEMA_CAREGIVER_KEY:
	case SCHEMA_AGB:
	case SCHEMA_LABEL:
		store_text(row, column, "");
		break;
	case SCHEMA_YES_NO:
	case SCHEMA_CHOICE:
		store_choice(row, column, column->empty);
		break;
	default:
		store_number(row, column, column->empty);
	}
}

static void list_words(char *list, size_t size, const struct schema_word *words)
{
	size_t length = 0;

	for (const struct schema_word *word = words; word->word != NULL && length < size; word++) {
		const char *joint = word == words ? "" : word[1].word == NULL ? " or " : ", ";

		length += (size_t)snprintf(list + length, size - length, "%s%s", joint, word->word);
	}
}

static enum cell_result refuse(char message[CELL_MESSAGE_SIZE], struct field_text text, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* "expected ..., found ..." */
static enum cell_result refuse(char message[CELL_MESSAGE_SIZE], struct field_text text, const char *format, ...)
{
	char expected[256], quoted[FIELD_QUOTE_SIZE];
	va_list values;

	va_start(values, format);
	vsnprintf(expected, sizeof expected, format, values);
	va_end(values);
	field_quote(quoted, text);
	snprintf(message, CELL_MESSAGE_SIZE, "expected %s, found %s", expected, quoted);
	return CELL_BAD;
}

static enum cell_result read_key(char *row, const struct schema_column *column, struct field_text text,
				 struct table_names *names, char message[CELL_MESSAGE_SIZE])
{
	if (!field_is_key(text))
		return refuse(message, text, "a key of at most %d bytes without control characters",
			      FIELD_KEY_BYTES_MAX);
	if (column->kind == SCHEMA_PROVIDER)
		store_number(row, column,
			     name_table_add(&names->providers, &names->pool, text.bytes, text.length, NULL));
	return CELL_GOOD;
}

static enum cell_result read_insurer(char *row, const struct schema_column *column, struct field_text text,
				     struct table_names *names, char message[CELL_MESSAGE_SIZE])
{
	if (!field_is_code(text, 4))
		return refuse(message, text, "a UZOVI code of four digits, leading zeros included");
	store_number(row, column, name_table_add(&names->insurers, &names->pool, text.bytes, text.length, NULL));
	return CELL_GOOD;
}

static enum cell_result read_reference(char *row, const struct schema_column *column, struct field_text text,
				       const struct table_context *context, char message[CELL_MESSAGE_SIZE])
{
	bool client = column->kind == SCHEMA_CLIENT;
	struct name_table *table = client ? &context->names->clients : &context->names->caregivers;
	int32_t index = name_table_find(table, text.bytes, text.length);
	char quoted[FIELD_QUOTE_SIZE];

	if (index >= 0) {
		store_number(row, column, index);
		return CELL_GOOD;
	}
	if (context->adds_unknown && field_is_key(text)) {
		store_number(row, column, name_table_add(table, &context->names->pool, text.bytes, text.length, NULL));
		return CELL_GOOD;
	}
	/* Who is not found may stand in a row that could not be read: then the table says enough. */
	if (context->drops_unknown || !(client ? context->clients_known : context->caregivers_known))
		return CELL_DROP;
	field_quote(quoted, text);
	snprintf(message, CELL_MESSAGE_SIZE, "there is no %s %s in %s", client ? "client" : "caregiver", quoted,
		 schemas[client ? SCHEMA_CLIENTS : SCHEMA_CAREGIVERS].file);
	return context->strangers ? CELL_WARNED : CELL_BAD;
}

static enum cell_result read_agb(char *row, const struct schema_column *column, struct field_text text,
				 struct table_names *names, char message[CELL_MESSAGE_SIZE])
{
	if (!field_is_code(text, AGB_DIGITS))
		return refuse(message, text, "an AGB code of eight digits, leading zeros included");
	int32_t index = name_table_add(&names->labels, &names->pool, text.bytes, text.length, NULL);
	store_text(row, column, names->labels.names[index]);
	return CELL_GOOD;
}

static enum cell_result read_label(char *row, const struct schema_column *column, struct field_text text,
				   struct table_names *names, char message[CELL_MESSAGE_SIZE])
{
	if (!field_is_label(text))
		return refuse(message, text, "a text without control characters");
	int32_t index = name_table_add(&names->labels, &names->pool, text.bytes, text.length, NULL);
	store_text(row, column, names->labels.names[index]);
	return CELL_GOOD;
}

static enum cell_result read_postcode(char *row, const struct schema_column *column, struct field_text text,
				      char message[CELL_MESSAGE_SIZE])
{
	int32_t parts[2];
	bool area = column->kind == SCHEMA_AREA_POSTCODE;

	if (field_read_postcode(&parts[0], &parts[1], text) != FIELD_GOOD || (area && parts[1] != 0))
		return refuse(message, text,
			      area ? "the four digits of a postcode, %d to %d"
				   : "a postcode like 1234 AB, 1234AB or 1234, %d to %d, not SA, SD or SS",
			      POSTCODE_FIRST, POSTCODE_LAST);
	store(row, column, parts, area ? sizeof parts[0] : sizeof parts);
	return CELL_GOOD;
}

/* A date that lies too far from the plan date to be of this night. */
static bool is_far(const struct schema_column *column, int32_t day, int32_t plan_date, char message[CELL_MESSAGE_SIZE])
{
	char date[DAY_TEXT_SIZE], from[DAY_TEXT_SIZE];

	if (plan_date == DAY_NONE || (column->min == 0 && column->max == 0))
		return false;
	bool late = day > plan_date + column->max;
	if (!late && day >= plan_date + column->min)
		return false;
	day_format(date, day, false);
	day_format(from, plan_date, false);
	snprintf(message, CELL_MESSAGE_SIZE, "%s lies more than %d days %s the plan date %s: check the year", date,
		 (int)(late ? column->max : -column->min), late ? "after" : "before", from);
	return true;
}

static enum cell_result read_day(char *row, const struct schema_column *column, struct field_text text,
				 int32_t plan_date, char message[CELL_MESSAGE_SIZE])
{
	int32_t day;
	char quoted[FIELD_QUOTE_SIZE];

	switch (field_read_day(&day, text)) {
	case FIELD_GOOD:
		if (is_far(column, day, plan_date, message))
			return CELL_BAD;
		store_number(row, column, day);
		return CELL_GOOD;
	case FIELD_VALUE:
		field_quote(quoted, text);
		snprintf(message, CELL_MESSAGE_SIZE,
			 "there is no day %s (year-month-day or day-month-year, 1900 to 2199)", quoted);
		return CELL_BAD;
	default:
		return refuse(message, text, "a date like 2026-07-13 or 13-07-2026");
	}
}

/* ticks is what the one reads who takes the sign for a decimal one; behind it stand three digits. */
static enum cell_result refuse_twofold(char message[CELL_MESSAGE_SIZE], struct field_text text, int32_t ticks)
{
	char quoted[FIELD_QUOTE_SIZE], hours[REGION_HOURS_SIZE];
	int whole = (int)strcspn(text.bytes, ".,");

	field_quote(quoted, text);
	region_format_hours(hours, ticks);
	snprintf(message, CELL_MESSAGE_SIZE,
		 "%s is %s to one reader and %.*s%.3s to another, who takes its sign for one between thousands: write "
		 "it without, or with one or two decimals",
		 quoted, hours, whole, text.bytes, text.bytes + whole + 1);
	return CELL_BAD;
}

static enum cell_result read_hours(char *row, const struct schema_column *column, struct field_text text,
				   int32_t unit_ticks, char message[CELL_MESSAGE_SIZE])
{
	int32_t ticks;
	enum field_result result = field_read_hours(&ticks, text);
	char hours[16];

	if (result == FIELD_TWOFOLD)
		return refuse_twofold(message, text, ticks);
	if (result == FIELD_VALUE || (result == FIELD_GOOD && (ticks < column->min * REGION_HOUR_TICKS ||
							       ticks > column->max * REGION_HOUR_TICKS)))
		return refuse(message, text, "hours from %d to %d with at most two decimals", (int)column->min,
			      (int)column->max);
	if (result != FIELD_GOOD)
		return refuse(message, text, "hours from %d to %d", (int)column->min, (int)column->max);
	store_number(row, column, ticks);
	if (column->kind != SCHEMA_DEMAND || unit_ticks == 0 || ticks % unit_ticks == 0)
		return CELL_GOOD;
	region_format_hours(hours, ticks - ticks % unit_ticks);
	snprintf(message, CELL_MESSAGE_SIZE, "no whole number of planning units of %d minutes: rounded down to %s",
		 (int)(unit_ticks * 60 / REGION_HOUR_TICKS), hours);
	return CELL_WARNED;
}

static enum cell_result read_count(char *row, const struct schema_column *column, struct field_text text,
				   char message[CELL_MESSAGE_SIZE])
{
	int32_t count;

	if (field_read_count(&count, text) != FIELD_GOOD || count < column->min || count > column->max)
		return refuse(message, text, "a whole number from %d to %d", (int)column->min, (int)column->max);
	store_number(row, column, count);
	return CELL_GOOD;
}

static enum cell_result read_choice(char *row, const struct schema_column *column, struct field_text text,
				    char message[CELL_MESSAGE_SIZE])
{
	char list[200];
	bool yes;

	if (column->kind == SCHEMA_YES_NO) {
		if (field_read_yes(&yes, text) != FIELD_GOOD)
			return refuse(message, text,
				      "yes or no (ja or nee, true or false, waar or onwaar, y, j or n, 1 or 0)");
		store_choice(row, column, yes);
		return CELL_GOOD;
	}
	for (const struct schema_word *word = column->words; word->word != NULL; word++)
		if (field_is_word(text, word->word)) {
			store_choice(row, column, word->value);
			return CELL_GOOD;
		}
	list_words(list, sizeof list, column->words);
	return refuse(message, text, "%s", list);
}

enum cell_result cell_read(char *row, const struct schema_column *column, struct field_text text,
			   const struct table_context *context, char message[CELL_MESSAGE_SIZE])
{
	store_empty(row, column);
	if (text.length == 0) {
		if (column->required)
			snprintf(message, CELL_MESSAGE_SIZE, "may not be empty");
		return column->required ? CELL_BAD : CELL_GOOD;
	}
	if (context->guarded) {
		size_t guard = (size_t)(formula_skip_guard(text.bytes) - text.bytes);

		text = (struct field_text){text.bytes + guard, text.length - guard};
	}
	switch (column->kind) {
	case SCHEMA_CLIENT_KEY:
	case SCHEMA_CAREGIVER_KEY:
	case SCHEMA_PROVIDER:
		return read_key(row, column, text, context->names, message);
	case SCHEMA_CLIENT:
	case SCHEMA_CAREGIVER:
		return read_reference(row, column, text, context, message);
	case SCHEMA_INSURER:
		return read_insurer(row, column, text, context->names, message);
	case SCHEMA_AGB:
		return read_agb(row, column, text, context->names, message);
	case SCHEMA_LABEL:
		return read_label(row, column, text, context->names, message);
	case SCHEMA_POSTCODE:
	case SCHEMA_AREA_POSTCODE:
		return read_postcode(row, column, text, message);
	case SCHEMA_DAY:
		return read_day(row, column, text, context->plan_date, message);
	case SCHEMA_HOURS:
	case SCHEMA_DEMAND:
		return read_hours(row, column, text, context->unit_ticks, message);
	case SCHEMA_COUNT:
		return read_count(row, column, text, message);
	case SCHEMA_YES_NO:
	case SCHEMA_CHOICE:
		return read_choice(row, column, text, message);
	}
	return CELL_BAD;
}

enum cell_result cell_add_key(char *row, const struct schema_column *column, struct field_text text,
			      struct table_names *names, int32_t *index)
{
	struct name_table *table = column->kind == SCHEMA_CLIENT_KEY ? &names->clients : &names->caregivers;
	bool added;

	*index = name_table_add(table, &names->pool, text.bytes, text.length, &added);
	if (!added)
		return CELL_BAD;
	store_text(row, column, table->names[*index]);
	return CELL_GOOD;
}
