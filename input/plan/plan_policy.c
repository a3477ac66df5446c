#include "input/plan/plan_policy.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/region/policy_file.h"
#include "planner/base/day.h"
#include "planner/base/memory.h"

#define VALUE_SIZE 256 /* of a setting as text; what is longer is none */

/* A string, a number or a list of strings as it would stand in policy.ini; false where it is neither, or too long. */
static bool write_value(char value[VALUE_SIZE], const json_t *json)
{
	size_t length = 0;

	if (json_is_string(json))
		length = (size_t)snprintf(value, VALUE_SIZE, "%s", json_string_value(json));
	else if (json_is_number(json))
		length = (size_t)snprintf(value, VALUE_SIZE, "%.10g", json_number_value(json));
	for (size_t i = 0; i < json_array_size(json) && length < VALUE_SIZE; i++) {
		const char *word = json_string_value(json_array_get(json, i));
		if (word == NULL)
			return false;
		length += (size_t)snprintf(value + length, VALUE_SIZE - length, "%s%s", i == 0 ? "" : " ", word);
	}
	return length > 0 && length < VALUE_SIZE;
}

static bool add_setting(struct plan_policy *own, const char *prefix, const char *key, const json_t *json)
{
	char value[VALUE_SIZE];

	if (!write_value(value, json))
		return false;
	size_t size = strlen(prefix) + strlen(key) + strlen(value) + 2;
	char *text = memory_allocate(size, 1);

	snprintf(text, size, "%s%s=%s", prefix, key, value);
	memory_grow(own->own, own->own_count, own->own_capacity);
	own->own[own->own_count++] = text;
	return true;
}

static bool add_settings(struct plan_policy *own, const json_t *policy)
{
	const char *key, *insurer;
	const json_t *value, *week;

	if (!json_is_object(policy))
		return false;
	json_object_foreach((json_t *)(uintptr_t)policy, key, value)
	{
		if (strcmp(key, SETTING_GUARANTEE) != 0 || !json_is_object(value)) {
			if (!add_setting(own, "", key, value))
				return false;
			continue;
		}
		json_object_foreach((json_t *)(uintptr_t)value, insurer, week)
		{
			if (!add_setting(own, SETTING_GUARANTEE ".", insurer, week))
				return false;
		}
	}
	return true;
}

/* The settings must make a policy with a plan date by themselves. */
static bool make_policy(struct plan_policy *own)
{
	struct error_log log = {0};
	struct source nothing = {.name = "policy.ini", .log = &log};
	const struct load_options options = {
		.settings = (const char *const *)own->own, .setting_count = own->own_count, .plan_date = DAY_NONE};
	bool good = policy_read(&own->policy, &nothing, &options);

	error_free(&log);
	return good;
}

void plan_policy_read(struct plan_policy *own, const struct file_bytes *summary, const struct load_options *told)
{
	json_t *json = summary->bytes != NULL
			     ? json_loadb(summary->bytes, summary->length, JSON_REJECT_DUPLICATES, NULL)
			     : NULL;
	char date[sizeof "plan_date=" + DAY_TEXT_SIZE] = "plan_date=";
	size_t count = 0;

	*own = (struct plan_policy){.load = *told};
	own->known = add_settings(own, json_object_get(json, "policy")) && make_policy(own);
	json_decref(json);
	bool others = told->policy_file != NULL || told->setting_count > 0 || told->plan_date != DAY_NONE;

	own->origin.kind = others ? POLICY_ORIGIN_TOLD : !own->known ? POLICY_ORIGIN_REGION : POLICY_ORIGIN_PLAN;
	own->origin.other_unread = !own->known;
	if (!own->known)
		return;
	if (told->policy_file != NULL) { /* of the plan's own settings only the date is left */
		for (size_t i = 0; i < own->own_count; i++)
			free(own->own[i]);
		day_format(date + strlen(date), own->policy.plan_date, false);
		own->own[0] = memory_copy_text(date);
		own->own_count = 1;
	}
	own->settings = memory_allocate(own->own_count + told->setting_count, sizeof *own->settings);
	for (size_t i = 0; i < own->own_count; i++)
		own->settings[count++] = own->own[i];
	for (size_t i = 0; i < told->setting_count; i++)
		own->settings[count++] = told->settings[i];
	own->load.settings = own->settings;
	own->load.setting_count = count;
	own->load.settings_alone = told->policy_file == NULL;
}

/* A region need not tell a date: then its policy is read all the same. What the system does not give is a failure in
 * the caller's log. */
static bool read_region(struct policy *policy, const char *folder, struct error_log *caller)
{
	const struct load_options options = {.plan_date = DAY_NONE};
	char hex[FILE_HEX_SIZE] = "";
	struct error_log log = {0};
	bool good = load_policy(policy, folder, &options, hex, &log);

	good |= log.failure == EXIT_DONE && log.error_count == 1 && policy->plan_date == DAY_NONE;
	if (log.failure == EXIT_SYSTEM)
		error_fail(caller, log.failure, "%s", log.failure_text);
	error_free(&log);
	return good;
}

bool plan_policy_compare(struct plan_policy *own, const struct policy *in_force, const char *region_folder,
			 struct error_log *log)
{
	struct policy_origin *origin = &own->origin;
	struct policy region = {0};

	origin->plan_date = in_force->plan_date;
	if (origin->kind == POLICY_ORIGIN_PLAN) {
		origin->other_unread = !read_region(&region, region_folder, log);
		if (!origin->other_unread)
			origin->name_count = setting_list_differences(origin->names, in_force, &region);
		policy_free(&region);
	} else if (origin->kind == POLICY_ORIGIN_TOLD && own->known) {
		origin->name_count = setting_list_differences(origin->names, in_force, &own->policy);
	}
	return log->failure == EXIT_DONE;
}

void plan_policy_free(struct plan_policy *own)
{
	for (size_t i = 0; i < own->own_count; i++)
		free(own->own[i]);
	free(own->own);
	free(own->settings);
	policy_free(&own->policy);
	*own = (struct plan_policy){0};
}
