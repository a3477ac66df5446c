/* summary.json against what it should say: written anew from the visits, and compared value by value. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner/region/files.h"
#include "output/plan/summary_form.h"
#include "output/plan/summary_json.h"
#include "planner/audit/audit.h"
#include "planner/base/memory.h"
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

/* Can nothing show whether the member is true? */
static bool is_unknowable(const struct audit *audit, const struct summary_member *member)
{
	return member->judging == SUMMARY_NOT_JUDGED ||
	       (member->judging == SUMMARY_BY_PREVIOUS && audit->lacks_previous);
}

/* What is compared here: of all that has the right form what can be known, but for what has a comparison of its own. */
static bool is_compared(const struct audit *audit, const char *path)
{
	static const char *const others[] = {"inputs", "previous", "tiers"};
	const struct summary_member *member = summary_form_find(path);

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(path, others[i]) == 0)
			return false;
	return member == NULL || !is_unknowable(audit, member);
}

/* Compares what is told with what is right, down to the leaves: also whether a number is told as a whole one. */
static void compare_values(struct audit *audit, const char *path, const json_t *told, const json_t *right)
{
	const char *key;
	const json_t *value;
	char inner[PATH_SIZE];

	if (!is_compared(audit, path))
		return;
	if (!json_is_object(told) || !json_is_object(right)) {
		if (!json_equal(told, right))
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
		if (json_object_get(right, key) == NULL && is_compared(audit, inner))
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

/* Each file stands there once, in the order in which files are read. */
static void check_order(struct audit *audit, const json_t *inputs, const char *key, const struct load_digests *digests)
{
	char text[256], path[PATH_SIZE];
	size_t at = 0; /* behind the file of digests that was last found */

	for (size_t i = 0; i < json_array_size(inputs); i++) {
		const char *name = json_string_value(json_object_get(json_array_get(inputs, i), "file"));
		size_t found = 0;
		while (name != NULL && found < digests->count && strcmp(digests->files[found].name, name) != 0)
			found++;
		if (name == NULL || found == digests->count)
			continue;
		if (found < at) {
			snprintf(text, sizeof text, "%s stands there twice, or behind a later one", name);
			snprintf(path, sizeof path, "%s[%zu]", key, i);
			find(audit, JUDGE_READING, path, NULL, NULL, text);
		}
		at = found + 1;
	}
}

/* Does the plan belong to these tables? key: inputs or previous. */
static void compare_inputs(struct audit *audit, const json_t *summary, const char *key,
			   const struct load_digests *digests)
{
	const json_t *inputs = json_object_get(summary, key);
	char text[256], path[PATH_SIZE];

	check_order(audit, inputs, key, digests);
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

static void find_fault(void *context, const char *path, const char *expected)
{
	char text[256];

	snprintf(text, sizeof text, "%s: expected %s", path, expected);
	find(context, JUDGE_READING, path, NULL, NULL, text);
}

/* Is the member, or that which it is in, told of? */
static bool is_there(const json_t *told, const char *path)
{
	char first[SUMMARY_PATH_SIZE];

	snprintf(first, sizeof first, "%.*s", (int)strcspn(path, ".["), path);
	return json_object_get(told, first) != NULL;
}

/* Notes what is told and cannot be judged: of an object or a list that it is, and not what is in it. */
static void note_unknowable(struct audit *audit, const json_t *told)
{
	const char *last = NULL;

	audit->unjudged = memory_allocate(summary_member_count, sizeof *audit->unjudged);
	for (size_t i = 0; i < summary_member_count; i++) {
		const struct summary_member *member = &summary_members[i];
		size_t length = last != NULL ? strlen(last) : 0;
		bool inside = last != NULL && strncmp(member->path, last, length) == 0 &&
			      (member->path[length] == '.' || member->path[length] == '[');
		if (inside || !is_unknowable(audit, member) || !is_there(told, member->path))
			continue;
		last = member->path;
		audit->unjudged[audit->unjudged_count++] = last;
	}
}

static void check_summary(struct audit *audit, const json_t *told)
{
	summary_form_check(told, find_fault, audit);
	note_unknowable(audit, told);
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
	json_t *told =
		bytes->bytes == NULL ? NULL : json_loadb(bytes->bytes, bytes->length, JSON_REJECT_DUPLICATES, NULL);
	bool tells = json_object_get(told, "previous") != NULL; /* whatever it is: its form is judged */

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
