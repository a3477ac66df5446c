#include "output/runs/whatif_json.h"

#include <stdlib.h>
#include <string.h>

#include "planner/region/files.h"
#include "output/plan/summary.h"
#include "planner/base/memory.h"
#include "planner/base/version.h"

#define KIND "whatif"

/* What a scenario is, is told by the tables that it makes. */
static json_t *list_scenarios(const struct whatif_json_run *run)
{
	json_t *array = json_array();

	for (size_t i = 0; i < run->scenarios->count; i++) {
		json_t *object = json_object();
		summary_set(object, "name", json_string(run->scenarios->list[i].name));
		summary_set(object, "tables_sha256", json_string(run->sha256[i]));
		json_array_append_new(array, object);
	}
	return array;
}

void whatif_json_write(struct text *text, const struct whatif_json_run *run)
{
	json_t *object = json_object();

	summary_set(object, "program", json_string(PROGRAM_NAME));
	summary_set(object, "version", json_string(run->source->version));
	summary_set(object, "kind", json_string(KIND));
	summary_set(object, "effort_percent", json_integer(run->source->effort_percent));
	summary_set(object, "dialect", json_string(run->dutch ? "nl" : "en"));
	summary_set(object, "policy", summary_make_policy(run->problem));
	summary_set(object, "inputs", summary_make_inputs(run->source->inputs, run->source->input_count));
	summary_set(object, "seed", json_integer(run->scenarios->seed));
	summary_set(object, "scenarios", list_scenarios(run));
	if (run->shard_count > 0) {
		summary_set(object, "shard", json_integer(run->shard));
		summary_set(object, "shards", json_integer(run->shard_count));
	}
	summary_end(text, object);
}

static int get_number(const json_t *object, const char *key)
{
	json_int_t number = json_integer_value(json_object_get(object, key));

	return number > 0 && number <= INT32_MAX ? (int)number : 0;
}

/* The object as text, without these members. */
static char *dump_without(const json_t *object, const char *const *keys, size_t count)
{
	json_t *copy = json_copy((json_t *)(uintptr_t)object);
	struct text text = {0};

	for (size_t i = 0; i < count; i++)
		json_object_del(copy, keys[i]);
	summary_end(&text, copy);
	return text.bytes;
}

/* False if it is not what it should be. */
static bool take_object(struct whatif_json_part *part, const json_t *object)
{
	static const char *const keys[] = {"shard", "shards", "scenarios", "seed"};
	const char *kind = json_string_value(json_object_get(object, "kind"));
	const char *dialect = json_string_value(json_object_get(object, "dialect"));
	const json_t *names = json_object_get(object, "scenarios");

	if (kind == NULL || strcmp(kind, KIND) != 0 || dialect == NULL || !json_is_array(names))
		return false;
	part->names = memory_allocate(json_array_size(names), sizeof *part->names);
	for (size_t i = 0; i < json_array_size(names); i++) {
		const char *name = json_string_value(json_object_get(json_array_get(names, i), "name"));
		if (name == NULL || strchr(name, '/') != NULL)
			return false;
		part->names[part->name_count++] = memory_copy_text(name);
	}
	part->dutch = strcmp(dialect, "nl") == 0;
	part->shard = get_number(object, "shard");
	part->shard_count = get_number(object, "shards");
	part->run = dump_without(object, keys, 2);
	part->origin = dump_without(object, keys, sizeof keys / sizeof *keys);
	return true;
}

bool whatif_json_read(struct whatif_json_part *part, const char *bytes, size_t length, const char *path,
		      struct error_log *log)
{
	json_t *object = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, NULL);

	*part = (struct whatif_json_part){0};
	bool good = take_object(part, object);

	json_decref(object);
	return good || error_fail(log, EXIT_SYSTEM, "%s: this is no whatif.json", path);
}

void whatif_json_free(struct whatif_json_part *part)
{
	for (size_t i = 0; i < part->name_count; i++)
		free(part->names[i]);
	free(part->names);
	free(part->run);
	free(part->origin);
	*part = (struct whatif_json_part){0};
}
