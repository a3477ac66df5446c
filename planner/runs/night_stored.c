#include "planner/runs/night_stored.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "input/text/file.h"
#include "input/plan/plan_reader.h"
#include "planner/region/files.h"
#include "planner/rules/rules.h"

#define MILLION 1e6

/* The summary, which the caller lets go of; NULL with a failure in the log. */
static json_t *read_summary(const char *folder, struct error_log *log)
{
	struct file_bytes bytes = {0};
	json_t *summary = NULL;

	if (file_read_in(&bytes, folder, PLAN_SUMMARY, log) == FILE_READ)
		summary = json_loadb(bytes.bytes, bytes.length, JSON_REJECT_DUPLICATES, NULL);
	if (summary == NULL)
		error_fail(log, EXIT_SYSTEM, "%s: this folder is no plan", folder);
	file_free(&bytes);
	return summary;
}

static bool has_digests(const json_t *inputs, const struct load_digests *digests)
{
	if (json_array_size(inputs) != digests->count)
		return false;
	for (size_t i = 0; i < digests->count; i++) {
		const json_t *input = json_array_get(inputs, i);
		const char *file = json_string_value(json_object_get(input, "file"));
		const char *hex = json_string_value(json_object_get(input, "sha256"));
		if (file == NULL || hex == NULL || strcmp(file, digests->files[i].name) != 0 ||
		    strcmp(hex, digests->files[i].hex) != 0)
			return false;
	}
	return true;
}

bool night_stored_check(const char *folder, const struct load_digests *digests, int effort_percent,
			struct error_log *log)
{
	json_t *summary = read_summary(folder, log);

	if (summary == NULL)
		return false;
	bool good = has_digests(json_object_get(summary, "inputs"), digests) &&
		    json_integer_value(json_object_get(summary, "effort_percent")) == effort_percent;

	json_decref(summary);
	return good ||
	       error_fail(log, EXIT_SYSTEM, "%s: this plan was made from other tables, or with another effort", folder);
}

static bool take_gaps(struct outcome *outcome, const char *folder, struct error_log *log)
{
	json_t *summary = read_summary(folder, log);
	const json_t *tiers = json_object_get(summary, "tiers");

	for (int t = 0; t < TIER_COUNT; t++) {
		double gap = json_number_value(json_object_get(json_array_get(tiers, (size_t)t), "gap"));
		outcome->tiers[t].gap_millionths = (int32_t)lround(gap * MILLION);
		outcome->tiers[t].proven = outcome->tiers[t].best_by_search = gap == 0;
	}
	json_decref(summary);
	return summary != NULL;
}

bool night_stored_read(struct night *night, const char *folder, struct error_log *log)
{
	struct solution *solution = &night->solution;
	struct broken_rules broken;

	if (!plan_reader_read(&solution->plan, &night->problem, folder, PLAN_READER_STRICT, log))
		return false;
	rules_check(&broken, &night->problem, &solution->plan);
	size_t count = broken.count;
	rules_free(&broken);
	if (count > 0)
		return error_fail(log, EXIT_BROKEN, "%s: this plan breaks %zu rules", folder, count);
	solution->values = solution->bounds = values_plan(&night->problem, &solution->plan);
	outcome_derive(&night->outcome, &night->problem, solution, NULL);
	return take_gaps(&night->outcome, folder, log);
}
