#include "input/region/policy_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/text/ini_file.h"
#include "planner/region/setting.h"
#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/region/region.h"

#define MINUTES_PER_HOUR 60
#define WEEK_HUNDREDTH_TICKS (REGION_HOUR_TICKS / 100) /* weeks are read like hours */
#define WEEKS_MAX 42

/* Where a value was given. */
struct place {
	struct source *source; /* of the file; NULL: not in one */
	struct ini_place in;
	bool over;  /* what was given before does not count */
	bool given; /* in a file or by --set */
	bool bad;   /* but is none */
};

struct reader {
	struct policy *policy;
	struct source *source;
	struct place places[SETTING_COUNT_ALL];
	int32_t amounts[SETTING_COUNT_ALL]; /* hours in ticks, minutes as they are: units need unit_minutes first */
	uint32_t *guarantee_lines;          /* [guarantee of the policy] */
	size_t guarantee_line_capacity, guarantee_capacity;
	bool failed;
};

static void refuse(struct reader *reader, struct place place, const char *name, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

static void refuse(struct reader *reader, struct place place, const char *name, const char *format, ...)
{
	char text[512];
	va_list values;

	va_start(values, format);
	vsnprintf(text, sizeof text, format, values);
	va_end(values);
	reader->failed = true;
	if (place.source != NULL)
		source_find(place.source, false, place.in.line, place.in.column, "%s: %s", name, text);
	else if (place.given)
		error_fail(reader->source->log, EXIT_USAGE, "--set %s: %s", name, text);
	else
		error_find(reader->source->log, false, reader->source->name, 0, 0, NULL, "%s: %s", name, text);
}

/* The same for what is wrong with the name. */
static void refuse_name(struct reader *reader, struct place place, const char *name, const char *why)
{
	place.in.column = place.in.name_column;
	refuse(reader, place, name, "%s", why);
}

static void refuse_repeated(struct reader *reader, struct place place, const char *name, uint32_t first_line)
{
	char why[64];

	snprintf(why, sizeof why, "is there already, on line %u", (unsigned)first_line);
	refuse_name(reader, place, name, why);
}

static void put_number(struct reader *reader, const struct setting *setting, int32_t value)
{
	memcpy((char *)reader->policy + setting->offset, &value, sizeof value);
}

static bool read_unit(struct field_text text, int32_t *minutes)
{
	return field_read_count(minutes, text) == FIELD_GOOD && (*minutes == 15 || *minutes == 30 || *minutes == 60);
}

/* One of the words of the setting; else they become what was expected. */
static bool read_choice(struct reader *reader, const struct setting *setting, struct field_text text, char expected[80])
{
	size_t length = 0;

	for (const struct setting_word *word = setting->words; word->word != NULL; word++) {
		const char *joint = word == setting->words ? "" : word[1].word == NULL ? " or " : ", ";
		if (field_is_word(text, word->word)) {
			put_number(reader, setting, word->value);
			return true;
		}
		length += (size_t)snprintf(expected + length, 80 - length, "%s%s", joint, word->word);
	}
	return false;
}

/* Every kind of tier once, divided by spaces or commas; the minimum first and remaining last. */
static bool read_order(enum tier_kind order[TIER_COUNT], struct field_text text)
{
	bool seen[KIND_COUNT] = {false};
	int count = 0;

	for (size_t at = 0; at < text.length;) {
		size_t length = 0;
		while (at + length < text.length && strchr(", \t", text.bytes[at + length]) == NULL)
			length++;
		struct field_text word = {text.bytes + at, length};
		at += length + 1;
		if (length == 0)
			continue;
		int kind = 0;
		while (kind < KIND_COUNT && !field_is_word(word, tier_kind_names[kind]))
			kind++;
		if (kind == KIND_COUNT || seen[kind])
			return false;
		seen[kind] = true;
		order[count++] = (enum tier_kind)kind;
	}
	return count == TIER_COUNT && order[TIER_MINIMUM] == KIND_MINIMUM && order[TIER_REMAINING] == KIND_REMAINING;
}

/* Takes the value; false, and what was expected, if it is none. */
static bool take_value(struct reader *reader, size_t index, struct field_text text, char expected[80])
{
	const struct setting *setting = &settings[index];
	int32_t number = 0;

	switch (setting->kind) {
	case SETTING_DAY:
		snprintf(expected, 80, "a date like 2026-07-13 or 13-07-2026");
		return field_read_day(&reader->policy->plan_date, text) == FIELD_GOOD;
	case SETTING_YES_NO:
		snprintf(expected, 80, "yes or no");
		return field_read_yes(&reader->policy->mediation, text) == FIELD_GOOD;
	case SETTING_ORDER: {
		enum tier_kind order[TIER_COUNT];
		snprintf(expected, 80, "each tier once, minimum first and remaining last");
		if (!read_order(order, text))
			return false;
		memcpy(reader->policy->order, order, sizeof order);
		return true;
	}
	case SETTING_CHOICE:
		return read_choice(reader, setting, text, expected);
	case SETTING_UNIT:
		snprintf(expected, 80, "15, 30 or 60");
		if (!read_unit(text, &number))
			return false;
		put_number(reader, setting, number);
		return true;
	case SETTING_HOURS:
		snprintf(expected, 80, "hours from %d to %d", (int)setting->min, (int)setting->max);
		if (field_read_hours(&number, text) != FIELD_GOOD || number > setting->max * REGION_HOUR_TICKS)
			return false;
		reader->amounts[index] = number;
		return true;
	case SETTING_MINUTES:
	case SETTING_COUNT:
		snprintf(expected, 80, "a whole number from %d to %d", (int)setting->min, (int)setting->max);
		if (field_read_count(&number, text) != FIELD_GOOD || number < setting->min || number > setting->max)
			return false;
		reader->amounts[index] = number;
		if (setting->kind == SETTING_COUNT)
			put_number(reader, setting, number);
		return true;
	}
	return false;
}

/* section: that of the file; NULL where the name alone says which setting is meant. */
static void take_setting(struct reader *reader, const char *section, struct field_text name, struct field_text value,
			 struct place place)
{
	char expected[80], quoted[FIELD_QUOTE_SIZE];
	size_t index = 0;

	while (index < SETTING_COUNT_ALL && !field_is_word(name, settings[index].name))
		index++;
	if (index == SETTING_COUNT_ALL) {
		field_quote(quoted, name);
		refuse_name(reader, place, quoted, "there is no such setting");
		return;
	}
	const char *right = setting_is_of_safety(index) ? SETTING_SAFETY : SETTING_PLAN;
	if (section != NULL && strcmp(section, right) != 0) {
		snprintf(expected, sizeof expected, "belongs into the section [%s]", right);
		refuse_name(reader, place, settings[index].name, expected);
		return;
	}
	if (reader->places[index].given && !place.over) {
		refuse_repeated(reader, place, settings[index].name, reader->places[index].in.line);
		return;
	}
	field_quote(quoted, value);
	place.bad = !take_value(reader, index, value, expected);
	if (place.bad)
		refuse(reader, place, settings[index].name, "expected %s, found %s", expected, quoted);
	reader->places[index] = place;
}

static void add_guarantee(struct reader *reader, struct field_text insurer, int32_t week, uint32_t line)
{
	struct policy *policy = reader->policy;
	char *copy = memory_allocate(insurer.length + 1, 1);

	memcpy(copy, insurer.bytes, insurer.length);
	memory_grow(reader->guarantee_lines, policy->guarantee_count, reader->guarantee_line_capacity);
	memory_grow(policy->guarantees, policy->guarantee_count, reader->guarantee_capacity);
	reader->guarantee_lines[policy->guarantee_count] = line;
	policy->guarantees[policy->guarantee_count++] = (struct policy_guarantee){copy, week};
}

static void take_guarantee(struct reader *reader, struct field_text insurer, struct field_text value,
			   struct place place)
{
	struct policy *policy = reader->policy;
	char name[FIELD_QUOTE_SIZE], quoted[FIELD_QUOTE_SIZE];
	int32_t ticks = 0;
	size_t i = 0;

	field_quote(name, insurer);
	field_quote(quoted, value);
	if (!field_is_code(insurer, 4)) {
		refuse_name(reader, place, name,
			    "expected the UZOVI code of an insurer, four digits, leading zeros included");
		return;
	}
	if (field_read_hours(&ticks, value) != FIELD_GOOD || ticks % WEEK_HUNDREDTH_TICKS != 0 ||
	    ticks > WEEKS_MAX * REGION_HOUR_TICKS) {
		refuse(reader, place, name, "expected a week of pregnancy from 0 to %d, found %s", WEEKS_MAX, quoted);
		return;
	}
	while (i < policy->guarantee_count && !field_is_word(insurer, policy->guarantees[i].insurer))
		i++;
	if (i == policy->guarantee_count)
		add_guarantee(reader, insurer, ticks / WEEK_HUNDREDTH_TICKS, place.in.line);
	else if (!place.over)
		refuse_repeated(reader, place, name, reader->guarantee_lines[i]);
	else
		policy->guarantees[i].before_week_hundredths = ticks / WEEK_HUNDREDTH_TICKS;
}

static void take_line(void *context, struct field_text section, struct field_text name, struct field_text value,
		      struct ini_place in)
{
	struct reader *reader = context;
	const struct place place = {.source = reader->source, .in = in, .given = true};
	char quoted[FIELD_QUOTE_SIZE];

	if (field_is_word(section, SETTING_PLAN)) {
		take_setting(reader, SETTING_PLAN, name, value, place);
	} else if (field_is_word(section, SETTING_SAFETY)) {
		take_setting(reader, SETTING_SAFETY, name, value, place);
	} else if (field_is_word(section, SETTING_GUARANTEE)) {
		take_guarantee(reader, name, value, place);
	} else {
		field_quote(quoted, name);
		refuse_name(reader, place, quoted,
			    section.length == 0
				    ? "stands before the first section, [plan]"
				    : "stands in a section that is none of [plan], [guarantee] and [safety]");
	}
}

static struct field_text text_of(const char *text)
{
	return field_trim(text, strlen(text));
}

/* NAME or guarantee.NAME, as settings are given outside of policy.ini. */
static void take_over(struct reader *reader, struct field_text name, struct field_text value, struct place place)
{
	static const char prefix[] = SETTING_GUARANTEE ".";
	size_t length = strlen(prefix);

	if (name.length > length && memcmp(name.bytes, prefix, length) == 0)
		take_guarantee(reader, (struct field_text){name.bytes + length, name.length - length}, value, place);
	else
		take_setting(reader, NULL, name, value, place);
}

static void take_argument(struct reader *reader, const char *argument)
{
	const char *equals = strchr(argument, '=');
	const struct place place = {.over = true, .given = true};

	if (equals == NULL || equals == argument) {
		char quoted[FIELD_QUOTE_SIZE];

		field_quote(quoted, text_of(argument));
		refuse(reader, place, quoted, "expected NAME=VALUE");
		return;
	}
	take_over(reader, field_trim(argument, (size_t)(equals - argument)), text_of(equals + 1), place);
}

/* The place to blame for a time that does not fit the unit: its own, or the unit's where it is the default. */
static void refuse_time(struct reader *reader, size_t index, int32_t amount)
{
	const struct setting *setting = &settings[index];
	char hours[16];

	if (setting->kind == SETTING_HOURS)
		region_format_hours(hours, amount);
	else
		snprintf(hours, sizeof hours, "%d", (int)amount);
	if (reader->places[index].given)
		refuse(reader, reader->places[index], setting->name, "%s is no whole number of units of %d minutes",
		       hours, reader->policy->unit_minutes);
	else
		refuse(reader, reader->places[UNIT_MINUTES], settings[UNIT_MINUTES].name,
		       "%s, %s unless it is set, is no whole number of units of %d minutes", setting->name, hours,
		       reader->policy->unit_minutes);
}

/* Hours and minutes to units. The defaults stand in units of 30 minutes. */
static void settle_times(struct reader *reader)
{
	const struct policy defaults = policy_default();

	for (size_t i = 0; i < SETTING_COUNT_ALL; i++) {
		const struct setting *setting = &settings[i];
		int32_t amount = reader->amounts[i], units;

		if ((setting->kind != SETTING_HOURS && setting->kind != SETTING_MINUTES) || reader->places[i].bad)
			continue;
		int32_t scale = setting->kind == SETTING_HOURS ? REGION_HOUR_TICKS : MINUTES_PER_HOUR;
		if (!reader->places[i].given) {
			memcpy(&units, (const char *)&defaults + setting->offset, sizeof units);
			amount = units * (scale * defaults.unit_minutes / MINUTES_PER_HOUR);
		}
		int32_t unit = scale * reader->policy->unit_minutes / MINUTES_PER_HOUR;
		if (amount % unit != 0)
			refuse_time(reader, i, amount);
		put_number(reader, setting, amount / unit);
	}
}

/* What is wrong with single values has been told; here only what they say together. */
static void settle_visits(struct reader *reader)
{
	const struct place *least = &reader->places[MIN_VISIT_HOURS], *most = &reader->places[MAX_VISIT_HOURS];

	if (least->bad || most->bad || reader->places[UNIT_MINUTES].bad)
		return;
	if (reader->policy->min_visit_units == 0)
		refuse(reader, *least, settings[MIN_VISIT_HOURS].name, "expected more than 0");
	if (reader->policy->min_visit_units > reader->policy->max_visit_units)
		refuse(reader, least->given ? *least : *most, settings[MIN_VISIT_HOURS].name,
		       "the shortest visit is longer than the longest, max_visit_hours");
}

static void settle(struct reader *reader, int32_t plan_date)
{
	struct policy *policy = reader->policy;

	if (!reader->places[UNIT_MINUTES].bad)
		settle_times(reader);
	settle_visits(reader);
	if (plan_date != DAY_NONE && !(reader->places[PLAN_DATE].over && reader->places[PLAN_DATE].source != NULL))
		policy->plan_date = plan_date;
	if (policy->plan_date == DAY_NONE && !reader->places[PLAN_DATE].bad)
		refuse(reader, (struct place){0}, settings[PLAN_DATE].name, "is missing: set it here or give --date");
}

bool policy_read(struct policy *policy, struct source *source, const struct load_options *options)
{
	struct reader reader = {.policy = policy, .source = source};
	const struct ini_events events = {.take = take_line, .context = &reader};

	*policy = policy_default();
	if (source->text.bytes != NULL && !ini_file_read(source, &events))
		reader.failed = true; /* and what its lines have failed stays so */
	for (size_t i = 0; i < options->setting_count; i++)
		take_argument(&reader, options->settings[i]);
	for (size_t i = 0; i < options->override_count; i++) {
		const struct load_override *override = &options->overrides[i];
		take_over(
			&reader, text_of(override->name), text_of(override->value),
			(struct place){.source = override->source, .in = override->place, .over = true, .given = true});
	}
	settle(&reader, options->plan_date);
	free(reader.guarantee_lines);
	return !reader.failed;
}
