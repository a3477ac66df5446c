/* summary.json against what it should say: written anew from the visits, and compared value by value. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner/region/files.h"
#include "output/plan/summary_json.h"
#include "planner/audit/audit.h"
#include "planner/base/version.h"
#include "planner/audit/reading.h"

#define PATH_SIZE 64 /* of a place within the summary */
#define PROVEN 1e-6  /* what counts as equal, as the tiers are defined */
#define GAP_STEP 1e-6
#define DIGITS 15

static struct judge_finding *find(struct audit *audit, enum judge_kind kind, const char *path, const char *told,
				  const char *found, const char *text)
{
	struct judge_finding *finding = audit_find(audit, AUDIT_SUMMARY, kind, told, found, "%s", text);

	judge_set_place(finding, PLAN_SUMMARY ":%s", path);
	return finding;
}

static void find_difference(struct audit *audit, const char *path, const json_t *told, const json_t *right)
{
	size_t flags = JSON_ENCODE_ANY | JSON_REAL_PRECISION(DIGITS) | JSON_COMPACT;
	char *a = told != NULL ? json_dumps(told, flags) : NULL, *b = right != NULL ? json_dumps(right, flags) : NULL;
	char text[256];

	snprintf(text, sizeof text, "%s: %.60s is told, %.60s is found", path, a != NULL ? a : "nothing",
		 b != NULL ? b : "nothing");
	find(audit, JUDGE_CLAIM, path, a, b, text);
	free(a);
	free(b);
}

static bool is_skipped(const struct audit *audit, const char *path)
{
	static const char *const unknowable[] = {"version",  "effort_percent", "inputs",
						 "previous", "night_before",   "tiers"};

	for (size_t i = 0; i < sizeof unknowable / sizeof *unknowable; i++)
		if (strcmp(path, unknowable[i]) == 0)
			return true;
	return audit->lacks_previous && (strcmp(path, "softs.dropped_visits") == 0 ||
					 strcmp(path, "confirmed.lifted") == 0 || strcmp(path, "changes") == 0);
}

/* Compares what is told with what is right, down to the leaves. */
static void compare_values(struct audit *audit, const char *path, const json_t *told, const json_t *right)
{
	const char *key;
	const json_t *value;
	char inner[PATH_SIZE];

	if (is_skipped(audit, path))
		return;
	if (!json_is_object(told) || !json_is_object(right)) {
		bool numbers = json_is_number(told) && json_is_number(right);
		if (numbers ? json_number_value(told) != json_number_value(right) : !json_equal(told, right))
			find_difference(audit, path, told, right);
		return;
	}
	json_object_foreach((json_t *)(uintptr_t)right, key, value)
	{
		snprintf(inner, sizeof inner, "%s%s%.30s", path, *path != '\0' ? "." : "", key);
		compare_values(audit, inner, json_object_get(told, key), value);
	}
	json_object_foreach((json_t *)(uintptr_t)told, key, value)
	{
		snprintf(inner, sizeof inner, "%s%s%.30s", path, *path != '\0' ? "." : "", key);
		if (json_object_get(right, key) == NULL && !is_skipped(audit, inner))
			find_difference(audit, inner, value, NULL);
	}
}

static const json_t *find_input(const json_t *inputs, const char *file)
{
	for (size_t i = 0; i < json_array_size(inputs); i++) {
		const char *name = json_string_value(json_object_get(json_array_get(inputs, i), "file"));
		if (name != NULL && strcmp(name, file) == 0)
			return json_array_get(inputs, i);
	}
	return NULL;
}

/* Does the plan belong to these tables? key: inputs or previous. */
static void compare_inputs(struct audit *audit, const json_t *summary, const char *key,
			   const struct load_digests *digests)
{
	const json_t *inputs = json_object_get(summary, key);
	char text[256], path[PATH_SIZE];

	for (size_t i = 0; i < digests->count; i++) {
		const struct load_digest *digest = &digests->files[i];
		const json_t *input = find_input(inputs, digest->name);
		const char *told = json_string_value(json_object_get(input, "sha256"));
		bool rows = json_integer_value(json_object_get(input, "rows")) == (json_int_t)digest->row_count;
		if (told != NULL && strcmp(told, digest->hex) == 0 && rows)
			continue;
		snprintf(text, sizeof text, "%s is not the one that the plan was made from: %s", digest->name,
			 input == NULL                                    ? "it was not there then"
			 : told == NULL || strcmp(told, digest->hex) != 0 ? "its SHA-256 differs"
									  : "its number of rows differs");
		snprintf(path, sizeof path, "%s.%s", key, digest->name);
		find(audit, JUDGE_INPUT, path, told, digest->hex, text);
	}
	for (size_t i = 0; i < json_array_size(inputs); i++) {
		const char *name = json_string_value(json_object_get(json_array_get(inputs, i), "file"));
		bool known = false;
		for (size_t j = 0; name != NULL && j < digests->count; j++)
			known |= strcmp(name, digests->files[j].name) == 0;
		if (known)
			continue;
		snprintf(text, sizeof text, "the plan was made from %.60s too, which is not there",
			 name != NULL ? name : "a file without a name");
		snprintf(path, sizeof path, "%s[%zu]", key, i);
		find(audit, JUDGE_INPUT, path, NULL, NULL, text);
	}
}

static double number_of(const json_t *object, const char *key)
{
	return json_number_value(json_object_get(object, key));
}

static void find_bound(struct audit *audit, int tier, const char *key, double told, double found, const char *why)
{
	char a[32], b[32], text[256], path[PATH_SIZE];

	snprintf(path, sizeof path, "tiers[%d].%s", tier, key);
	snprintf(a, sizeof a, "%.9f", told);
	snprintf(b, sizeof b, "%.9f", found);
	snprintf(text, sizeof text, "%s of %s is told to be %s: %s %s", key,
		 problem_tier_name(&audit->problem, (enum tier)tier), a, why, b);
	find(audit, JUDGE_BOUND, path, a, b, text);
}

/* A bound may be told lower than the certificate proves, never higher. What the search tells beyond it nothing in the
 * plan shows: it has to lie between bound and value, and is not judged. */
static void compare_tier(struct audit *audit, int t, const json_t *told, const json_t *right)
{
	struct audit_tier *tier = &audit->tiers[t];
	double value = number_of(right, "value"), proven = number_of(right, "bound");
	double bound = number_of(told, "bound"), gap = number_of(told, "gap"), right_gap = 0;
	double searched = number_of(told, "search_bound");

	tier->told = true;
	tier->told_bound = bound;
	tier->rests_on_search = searched > bound;
	if (bound > proven)
		find_bound(audit, t, "bound", bound, proven, "certificate.csv proves");
	if (searched > value)
		find_bound(audit, t, "search_bound", searched, value, "above the value, which is");
	if (searched < bound)
		find_bound(audit, t, "search_bound", searched, bound, "below the bound, which is told to be");
	if (value - bound > PROVEN)
		right_gap = (value - bound) / value;
	if (gap < right_gap - GAP_STEP / 1000 || gap > right_gap + 2 * GAP_STEP)
		find_bound(audit, t, "gap", gap, right_gap, "value and bound make it");
	if (json_is_true(json_object_get(told, "proven")) != (right_gap == 0))
		find_bound(audit, t, "proven", json_is_true(json_object_get(told, "proven")), right_gap == 0,
			   "value and bound make it");
}

static void compare_tiers(struct audit *audit, const json_t *told, const json_t *right)
{
	static const char *const plain[] = {"name", "value", "unit", "demand", "short", "short_clients"};
	char path[PATH_SIZE];

	if (json_array_size(told) != TIER_COUNT) {
		find(audit, JUDGE_CLAIM, "tiers", NULL, NULL, "tiers: five are expected");
		return;
	}
	for (int t = 0; t < TIER_COUNT; t++) {
		const json_t *a = json_array_get(told, (size_t)t), *b = json_array_get(right, (size_t)t);
		for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
			snprintf(path, sizeof path, "tiers[%d].%s", t, plain[i]);
			compare_values(audit, path, json_object_get(a, plain[i]), json_object_get(b, plain[i]));
		}
		compare_tier(audit, t, a, b);
	}
}

/* The summary as it should be; the caller has it decref'd. */
static json_t *write_right(const struct audit *audit)
{
	struct summary_source source = {.version = PROGRAM_VERSION, .effort_percent = 1};
	struct text text = {0};

	summary_write(&text, &audit->outcome, &source);
	json_t *right = json_loadb(text.bytes, text.length, 0, NULL);

	text_free(&text);
	return right;
}

static void check_summary(struct audit *audit, const json_t *told)
{
	if (audit->has_previous)
		compare_inputs(audit, told, "previous", &audit->previous_digests);
	compare_inputs(audit, told, "inputs", &audit->digests);
	if (!audit->has_outcome)
		return;
	json_t *right = write_right(audit);

	compare_values(audit, "", told, right);
	compare_tiers(audit, json_object_get(told, "tiers"), json_object_get(right, "tiers"));
	json_decref(right);
}

bool audit_tells_previous(const struct audit *audit)
{
	const struct file_bytes *bytes = &audit->files[AUDIT_SUMMARY];
	json_t *told = bytes->bytes == NULL ? NULL : json_loadb(bytes->bytes, bytes->length, 0, NULL);
	bool tells = json_object_get(told, "previous") != NULL;

	json_decref(told);
	return tells;
}

void audit_check_summary(struct audit *audit)
{
	const struct file_bytes *bytes = &audit->files[AUDIT_SUMMARY];
	json_error_t error;

	if (bytes->bytes == NULL)
		return;
	json_t *told = json_loadb(bytes->bytes, bytes->length, JSON_REJECT_DUPLICATES, &error);

	if (!json_is_object(told)) {
		char place[PATH_SIZE];
		snprintf(place, sizeof place, "%d:%d", error.line, error.column);
		find(audit, JUDGE_READING, place, NULL, NULL, "summary.json cannot be read: it is no JSON object");
	} else {
		check_summary(audit, told);
	}
	json_decref(told);
}
