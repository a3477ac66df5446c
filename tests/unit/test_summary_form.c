/* The table of the members of summary.json against the schema that others have, and against what is refused. */
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "output/plan/summary_form.h"

#define PATH_SIZE SUMMARY_PATH_SIZE

static const json_t *schema;
static size_t compared;

static const json_t *get(const json_t *object, const char *key)
{
	return json_object_get(object, key);
}

/* What a schema refers to, if it does. */
static const json_t *resolve(const json_t *node)
{
	const char *reference = json_string_value(get(node, "$ref"));

	if (reference == NULL)
		return node;
	cr_assert(strncmp(reference, "#/$defs/", 8) == 0, "%s", reference);
	return get(get(schema, "$defs"), reference + 8);
}

/* The type of the table that a schema describes. */
static bool describes(const json_t *node, enum summary_type type)
{
	const char *name = json_string_value(get(node, "type")), *pattern = json_string_value(get(node, "pattern"));
	json_int_t least = json_integer_value(get(node, "minimum"));
	bool fixed = get(node, "enum") != NULL || get(node, "const") != NULL;
	const json_t *first = get(node, "const") != NULL ? get(node, "const") : json_array_get(get(node, "enum"), 0);

	switch (type) {
	case SUMMARY_OBJECT:
		return strcmp(name, "object") == 0 && json_is_false(get(node, "additionalProperties"));
	case SUMMARY_BY_CODE:
		return strcmp(name, "object") == 0 && json_is_object(get(node, "additionalProperties")) &&
		       get(node, "patternProperties") == NULL;
	case SUMMARY_LIST:
		return strcmp(name, "array") == 0;
	case SUMMARY_TEXT:
		return fixed ? json_is_string(first) : strcmp(name, "string") == 0;
	case SUMMARY_DATE:
		return pattern != NULL && strstr(pattern, "{4}-[0-9]{2}-") != NULL;
	case SUMMARY_DIGEST:
		return pattern != NULL && strstr(pattern, "{64}") != NULL;
	case SUMMARY_VERSION:
		return pattern != NULL && strstr(pattern, "\\.") != NULL;
	case SUMMARY_COUNT:
		return fixed ? json_is_integer(first) : strcmp(name, "integer") == 0;
	case SUMMARY_POSITIVE:
		return strcmp(name, "integer") == 0 && least == 1;
	case SUMMARY_AMOUNT:
		return strcmp(name, "number") == 0 && get(node, "minimum") != NULL;
	default:
		return strcmp(name, "boolean") == 0;
	}
}

static bool is_required(const json_t *node, const char *key)
{
	for (size_t i = 0; i < json_array_size(get(node, "required")); i++)
		if (strcmp(json_string_value(json_array_get(get(node, "required"), i)), key) == 0)
			return true;
	return false;
}

static void compare_node(const char *path, const json_t *node, bool required);

static void compare_members(const char *path, const json_t *node)
{
	const char *key;
	const json_t *value;
	char inner[PATH_SIZE];

	json_object_foreach((json_t *)(uintptr_t)get(node, "properties"), key, value)
	{
		snprintf(inner, sizeof inner, "%s%s%.40s", path, *path != '\0' ? "." : "", key);
		compare_node(inner, value, is_required(node, key));
	}
}

static void compare_node(const char *path, const json_t *node, bool required)
{
	const struct summary_member *member = summary_form_find(path);
	char inner[PATH_SIZE];

	node = resolve(node);
	cr_assert_not_null(member, "the table lacks %s", path);
	cr_expect(describes(node, member->type), "%s is of another type", path);
	cr_expect_eq(required, !member->optional, "%s: optional in one of the two", path);
	compared++;
	if (member->type == SUMMARY_OBJECT)
		compare_members(path, node);
	if (member->type != SUMMARY_LIST)
		return;
	const json_t *item =
		get(node, "prefixItems") != NULL ? json_array_get(get(node, "prefixItems"), 1) : get(node, "items");
	snprintf(inner, sizeof inner, "%.80s[]", path);
	compare_node(inner, item, true);
}

Test(summary_form, schema_says_the_same)
{
	json_error_t error;
	json_t *read = json_load_file("output/summary.schema.json", JSON_REJECT_DUPLICATES, &error);

	cr_assert_not_null(read, "%d: %s", error.line, error.text);
	schema = read;
	compare_members("", read);
	cr_expect_eq(compared, summary_member_count, "the schema has %zu members, the table %zu", compared,
		     summary_member_count);
	json_decref(read);
}

struct faults {
	size_t count;
	char path[PATH_SIZE];
};

static void note_fault(void *context, const char *path, const char *expected)
{
	struct faults *faults = context;

	cr_expect_gt(strlen(expected), 0);
	if (faults->count++ == 0)
		snprintf(faults->path, sizeof faults->path, "%s", path);
}

/* A summary with this in the place of one member, or beside them. */
static struct faults check_with(const char *object, const char *key, const char *value)
{
	struct faults faults = {0};
	json_t *summary = json_load_file("tests/fuzz/corpus/summary/whole", 0, NULL);
	json_t *where = *object == '\0' ? summary : json_object_get(summary, object);

	cr_assert_not_null(where, "%s", object);
	if (json_is_array(where))
		where = json_array_get(where, 0);
	json_t *made = json_loads(value, JSON_DECODE_ANY, NULL);

	cr_assert_not_null(made, "%s", value);
	json_object_set_new(where, key, made);
	summary_form_check(summary, note_fault, &faults);
	json_decref(summary);
	return faults;
}

Test(summary_form, other_types_are_refused)
{
	static const struct {
		const char *object, *key, *value, *path;
	} bad[] = {
		{"", "version", "1", "version"},
		{"", "version", "\"1.2\"", "version"},
		{"", "version", "\"1.2.x\"", "version"},
		{"", "effort_percent", "0", "effort_percent"},
		{"", "effort_percent", "1e2", "effort_percent"},
		{"", "more", "1", "more"},
		{"", "policy.care_days", "8", "policy.care_days"},
		{"", "inputs", "{}", "inputs"},
		{"", "tiers", "null", "tiers"},
		{"", "roster_end", "\"2026-02-30\"", "roster_end"},
		{"", "roster_end", "\"2026-2-3\"", "roster_end"},
		{"", "night_before", "{\"date\": \"2026-07-12\"}", "night_before.sha256"},
		{"", "previous", "[{}]", "previous[0].file"},
		{"policy", "care_days", "\"8\"", "policy.care_days"},
		{"policy", "care_days", "8.0", "policy.care_days"},
		{"policy", "order", "[1]", "policy.order[0]"},
		{"policy", "guarantee", "{\"70\": 20}", "policy.guarantee"},
		{"policy", "guarantee", "{\"7085\": \"20\"}", "policy.guarantee"},
		{"inputs", "sha256", "\"00\"", "inputs[0].sha256"},
		{"inputs", "rows", "-1", "inputs[0].rows"},
		{"inputs", "size", "1", "inputs[0].size"},
		{"counts", "visits", "\"3\"", "counts.visits"},
		{"hours", "wanted", "\"24\"", "hours.wanted"},
		{"tiers", "proven", "\"true\"", "tiers[0].proven"},
		{"tiers", "proven", "1", "tiers[0].proven"},
		{"tiers", "value", "-0.5", "tiers[0].value"},
		{"softs", "dropped_visits", "-1", "softs.dropped_visits"},
	};

	cr_expect_eq(check_with("", "program", "\"kraamplan\"").count, 0, "the summary as it is");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct faults faults = check_with(bad[i].object, bad[i].key, bad[i].value);
		cr_expect_geq(faults.count, 1, "%s %s", bad[i].path, bad[i].value);
		cr_expect_str_eq(faults.path, bad[i].path, "%s: found at %s", bad[i].path, faults.path);
	}
}

/* Whatever must be there is missed. */
Test(summary_form, members_that_are_not_there)
{
	struct faults faults = {0};
	json_t *nothing = json_object();

	summary_form_check(nothing, note_fault, &faults);
	cr_expect_eq(faults.count, 10, "of the ten that must be there %zu are missed", faults.count);
	json_decref(nothing);
	summary_form_check(NULL, note_fault, &faults);
	cr_expect_eq(faults.count, 11);
}
