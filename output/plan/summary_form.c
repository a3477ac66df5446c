#include "output/plan/summary_form.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/day.h"

#define DIGEST_LENGTH 64
#define CODE_LENGTH 4 /* of an insurer */

const struct summary_member summary_members[] = {
	{"program", SUMMARY_TEXT, false, SUMMARY_JUDGED},
	{"version", SUMMARY_VERSION, false, SUMMARY_NOT_JUDGED},
	{"effort_percent", SUMMARY_POSITIVE, false, SUMMARY_NOT_JUDGED},
	{"policy", SUMMARY_OBJECT, false, SUMMARY_JUDGED},
	{"policy.plan_date", SUMMARY_DATE, false, SUMMARY_JUDGED},
	{"policy.unit_minutes", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"policy.legal_minimum_hours", SUMMARY_AMOUNT, false, SUMMARY_JUDGED},
	{"policy.digital_cap_hours", SUMMARY_AMOUNT, false, SUMMARY_JUDGED},
	{"policy.min_visit_hours", SUMMARY_AMOUNT, false, SUMMARY_JUDGED},
	{"policy.max_visit_hours", SUMMARY_AMOUNT, false, SUMMARY_JUDGED},
	{"policy.care_days", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"policy.travel_minutes", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"policy.max_caregivers", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"policy.continuity_percent", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"policy.max_days_in_a_row", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"policy.mediation", SUMMARY_TEXT, false, SUMMARY_JUDGED},
	{"policy.digital", SUMMARY_TEXT, false, SUMMARY_JUDGED},
	{"policy.order", SUMMARY_LIST, false, SUMMARY_JUDGED},
	{"policy.order[]", SUMMARY_TEXT, false, SUMMARY_JUDGED},
	{"policy.first_day_weight", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"policy.births", SUMMARY_TEXT, false, SUMMARY_JUDGED},
	{"policy.expected_from", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"policy.confirmed_days", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"policy.horizon_days", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"policy.guarantee", SUMMARY_BY_CODE, false, SUMMARY_JUDGED},
	{"policy.set_aside_rows", SUMMARY_POSITIVE, true, SUMMARY_JUDGED},
	{"inputs", SUMMARY_LIST, false, SUMMARY_JUDGED},
	{"inputs[]", SUMMARY_OBJECT, false, SUMMARY_JUDGED},
	{"inputs[].file", SUMMARY_TEXT, false, SUMMARY_JUDGED},
	{"inputs[].sha256", SUMMARY_DIGEST, false, SUMMARY_JUDGED},
	{"inputs[].rows", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"previous", SUMMARY_LIST, true, SUMMARY_BY_PREVIOUS},
	{"previous[]", SUMMARY_OBJECT, false, SUMMARY_BY_PREVIOUS},
	{"previous[].file", SUMMARY_TEXT, false, SUMMARY_BY_PREVIOUS},
	{"previous[].sha256", SUMMARY_DIGEST, false, SUMMARY_BY_PREVIOUS},
	{"previous[].rows", SUMMARY_COUNT, false, SUMMARY_BY_PREVIOUS},
	{"confirmed", SUMMARY_OBJECT, true, SUMMARY_JUDGED},
	{"confirmed.visits", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"confirmed.lifted", SUMMARY_COUNT, false, SUMMARY_BY_PREVIOUS},
	{"changes", SUMMARY_OBJECT, true, SUMMARY_BY_PREVIOUS},
	{"changes.today", SUMMARY_COUNT, false, SUMMARY_BY_PREVIOUS},
	{"changes.tomorrow", SUMMARY_COUNT, false, SUMMARY_BY_PREVIOUS},
	{"changes.week", SUMMARY_COUNT, false, SUMMARY_BY_PREVIOUS},
	{"changes.later", SUMMARY_COUNT, false, SUMMARY_BY_PREVIOUS},
	{"night_before", SUMMARY_OBJECT, true, SUMMARY_NOT_JUDGED},
	{"night_before.date", SUMMARY_DATE, false, SUMMARY_NOT_JUDGED},
	{"night_before.sha256", SUMMARY_DIGEST, false, SUMMARY_NOT_JUDGED},
	{"roster_end", SUMMARY_DATE, true, SUMMARY_JUDGED},
	{"counts", SUMMARY_OBJECT, false, SUMMARY_JUDGED},
	{"counts.clients", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"counts.planned", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"counts.overdue", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"counts.finished", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"counts.ended_short", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"counts.later", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"counts.later_roster", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"counts.unreachable", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"counts.caregivers", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"counts.visits", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"counts.set_aside", SUMMARY_POSITIVE, true, SUMMARY_JUDGED},
	{"counts.bottlenecks", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"hours", SUMMARY_OBJECT, false, SUMMARY_JUDGED},
	{"hours.wanted", SUMMARY_AMOUNT, false, SUMMARY_JUDGED},
	{"hours.received", SUMMARY_AMOUNT, false, SUMMARY_JUDGED},
	{"hours.available", SUMMARY_AMOUNT, false, SUMMARY_JUDGED},
	{"hours.standby", SUMMARY_AMOUNT, false, SUMMARY_JUDGED},
	{"hours.planned", SUMMARY_AMOUNT, false, SUMMARY_JUDGED},
	{"hours.digital", SUMMARY_AMOUNT, false, SUMMARY_JUDGED},
	{"tiers", SUMMARY_LIST, false, SUMMARY_JUDGED},
	{"tiers[]", SUMMARY_OBJECT, false, SUMMARY_JUDGED},
	{"tiers[].name", SUMMARY_TEXT, false, SUMMARY_JUDGED},
	{"tiers[].value", SUMMARY_AMOUNT, false, SUMMARY_JUDGED},
	{"tiers[].bound", SUMMARY_AMOUNT, false, SUMMARY_JUDGED},
	{"tiers[].gap", SUMMARY_AMOUNT, false, SUMMARY_JUDGED},
	{"tiers[].proven", SUMMARY_TRUTH, false, SUMMARY_JUDGED},
	{"tiers[].search_bound", SUMMARY_AMOUNT, false, SUMMARY_NOT_JUDGED},
	{"tiers[].unit", SUMMARY_TEXT, false, SUMMARY_JUDGED},
	{"tiers[].demand", SUMMARY_AMOUNT, false, SUMMARY_JUDGED},
	{"tiers[].short", SUMMARY_AMOUNT, false, SUMMARY_JUDGED},
	{"tiers[].short_clients", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"first_days", SUMMARY_OBJECT, false, SUMMARY_JUDGED},
	{"first_days.families", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"first_days.nobody_first", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"first_days.families_two", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"first_days.nobody_first_two", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"softs", SUMMARY_OBJECT, false, SUMMARY_JUDGED},
	{"softs.mediated_hours", SUMMARY_AMOUNT, false, SUMMARY_JUDGED},
	{"softs.excess_caregivers", SUMMARY_COUNT, false, SUMMARY_JUDGED},
	{"softs.dropped_visits", SUMMARY_COUNT, false, SUMMARY_BY_PREVIOUS},
	{"softs.digital_hours", SUMMARY_AMOUNT, false, SUMMARY_JUDGED},
	{"softs.client_caregivers", SUMMARY_COUNT, false, SUMMARY_JUDGED},
};

const size_t summary_member_count = sizeof summary_members / sizeof *summary_members;

/* What is expected of a type, in words. */
static const char *const expected[] = {
	[SUMMARY_OBJECT] = "an object",
	[SUMMARY_LIST] = "a list",
	[SUMMARY_BY_CODE] = "an object of numbers by the four digits of an insurer",
	[SUMMARY_TEXT] = "a text",
	[SUMMARY_DATE] = "a date as \"2026-07-13\"",
	[SUMMARY_DIGEST] = "64 digits in hexadecimal",
	[SUMMARY_VERSION] = "a version as \"1.2.3\"",
	[SUMMARY_COUNT] = "a whole number of at least 0",
	[SUMMARY_POSITIVE] = "a whole number of at least 1",
	[SUMMARY_AMOUNT] = "a number of at least 0",
	[SUMMARY_TRUTH] = "true or false",
};

struct check {
	summary_fault *tell;
	void *context;
};

const struct summary_member *summary_form_find(const char *path)
{
	char plain[SUMMARY_PATH_SIZE] = "";
	size_t length = 0;

	for (const char *p = path; *p != '\0' && length + 1 < sizeof plain; p++) {
		bool counted = length > 0 && plain[length - 1] == '[' && *p >= '0' && *p <= '9';
		if (!counted)
			plain[length++] = *p;
	}
	plain[length] = '\0';
	for (size_t i = 0; i < summary_member_count; i++)
		if (strcmp(summary_members[i].path, plain) == 0)
			return &summary_members[i];
	return NULL;
}

static bool is_of(const char *text, size_t length, const char *letters)
{
	return strlen(text) == length && strspn(text, letters) == length;
}

static bool is_version(const char *text)
{
	for (int part = 0; part < 3; part++) {
		size_t digits = strspn(text, "0123456789");
		if (digits == 0)
			return false;
		text += digits;
		if (part < 2 && *text++ != '.')
			return false;
	}
	return *text == '\0';
}

static bool is_date(const char *text)
{
	char again[DAY_TEXT_SIZE];
	char *end;
	long year = strtol(text, &end, 10), month = *end == '-' ? strtol(end + 1, &end, 10) : 0;
	long of_month = *end == '-' ? strtol(end + 1, &end, 10) : 0;
	int32_t day;

	if (strlen(text) != DAY_TEXT_SIZE - 1 || !day_from_civil(&day, (int)year, (int)month, (int)of_month))
		return false;
	day_format(again, day, false);
	return strcmp(text, again) == 0;
}

static bool is_by_code(const json_t *value)
{
	const char *code;
	const json_t *week;

	json_object_foreach((json_t *)(uintptr_t)value, code, week)
	{
		if (!is_of(code, CODE_LENGTH, "0123456789") || !json_is_number(week) || json_number_value(week) < 0)
			return false;
	}
	return json_is_object(value);
}

static bool is_of_type(const json_t *value, enum summary_type type)
{
	const char *text = json_string_value(value);

	switch (type) {
	case SUMMARY_OBJECT:
		return json_is_object(value);
	case SUMMARY_LIST:
		return json_is_array(value);
	case SUMMARY_BY_CODE:
		return is_by_code(value);
	case SUMMARY_TEXT:
		return text != NULL;
	case SUMMARY_DATE:
		return text != NULL && is_date(text);
	case SUMMARY_DIGEST:
		return text != NULL && is_of(text, DIGEST_LENGTH, "0123456789abcdef");
	case SUMMARY_VERSION:
		return text != NULL && is_version(text);
	case SUMMARY_COUNT:
		return json_is_integer(value) && json_integer_value(value) >= 0;
	case SUMMARY_POSITIVE:
		return json_is_integer(value) && json_integer_value(value) >= 1;
	case SUMMARY_AMOUNT:
		return json_is_number(value) && json_number_value(value) >= 0 && isfinite(json_number_value(value));
	default:
		return json_is_boolean(value);
	}
}

static void check_value(const struct check *check, const char *path, const json_t *value);

/* Each member that is there is known, each that must be is there. */
static void check_object(const struct check *check, const char *path, const json_t *object)
{
	const char *key;
	const json_t *value;
	char inner[SUMMARY_PATH_SIZE];
	const char *dot = *path != '\0' ? "." : "";

	json_object_foreach((json_t *)(uintptr_t)object, key, value)
	{
		snprintf(inner, sizeof inner, "%s%s%.40s", path, dot, key);
		if (strpbrk(key, ".[]") != NULL) /* its path would be that of another member */
			check->tell(check->context, inner, "no such member");
		else
			check_value(check, inner, value);
	}
	const struct summary_member *of = summary_form_find(path);
	const char *prefix = of != NULL ? of->path : "";
	size_t length = strlen(prefix);

	for (size_t i = 0; i < summary_member_count; i++) {
		const struct summary_member *member = &summary_members[i];
		const char *name = member->path + length + (length > 0);
		bool inside =
			strncmp(member->path, prefix, length) == 0 && (length == 0 || member->path[length] == '.');
		if (!inside || member->optional || strpbrk(name, ".[") != NULL || json_object_get(object, name) != NULL)
			continue;
		snprintf(inner, sizeof inner, "%s%s%s", path, dot, name);
		check->tell(check->context, inner, expected[member->type]);
	}
}

static void check_value(const struct check *check, const char *path, const json_t *value)
{
	const struct summary_member *member = summary_form_find(path);

	if (member == NULL) {
		check->tell(check->context, path, "no such member");
		return;
	}
	if (!is_of_type(value, member->type)) {
		check->tell(check->context, path, expected[member->type]);
		return;
	}
	if (member->type == SUMMARY_OBJECT)
		check_object(check, path, value);
	for (size_t i = 0; member->type == SUMMARY_LIST && i < json_array_size(value); i++) {
		char inner[SUMMARY_PATH_SIZE];
		snprintf(inner, sizeof inner, "%s[%zu]", path, i);
		check_value(check, inner, json_array_get(value, i));
	}
}

void summary_form_check(const json_t *summary, summary_fault *tell, void *context)
{
	const struct check check = {tell, context};

	if (json_is_object(summary))
		check_object(&check, "", summary);
	else
		tell(context, "", expected[SUMMARY_OBJECT]);
}
