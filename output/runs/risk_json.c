#include "output/runs/risk_json.h"

#include <stdlib.h>
#include <string.h>

#include "planner/region/files.h"
#include "output/plan/summary.h"
#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/region/region.h"
#include "planner/base/version.h"

#define KIND "risk"
#define MILLION 1e6

void risk_json_write_run(struct text *text, const struct risk_json_run *run)
{
	json_t *object = json_object();
	char date[DAY_TEXT_SIZE];

	summary_set(object, "program", json_string(PROGRAM_NAME));
	summary_set(object, "version", json_string(run->source->version));
	summary_set(object, "kind", json_string(KIND));
	summary_set(object, "draws", json_integer(run->draws));
	summary_set(object, "seed", json_integer(run->seed));
	summary_set(object, "absence_percent", json_real((double)run->absence_permille / 10));
	summary_set(object, "effort_percent", json_integer(run->source->effort_percent));
	if (run->rosters_end != DAY_NONE) {
		day_format(date, run->rosters_end, false);
		summary_set(object, "rosters_end", json_string(date));
	}
	summary_set(object, "policy", summary_make_policy(run->problem));
	summary_set(object, "inputs", summary_make_inputs(run->source->inputs, run->source->input_count));
	if (run->shard_count > 0) {
		summary_set(object, "shard", json_integer(run->shard));
		summary_set(object, "shards", json_integer(run->shard_count));
	}
	summary_end(text, object);
}

static json_t *hours(int64_t ticks)
{
	return json_real((double)ticks / REGION_HOUR_TICKS);
}

static json_t *make_figures(const struct risk *risk)
{
	const struct risk_cell *all = &risk->cells[0]; /* all weeks, all areas */
	json_t *object = json_object();

	summary_set(object, "draws_below", json_integer(all->draws_below));
	summary_set(object, "draws_rostered", json_integer(all->draws_rostered));
	summary_set(object, "probability", json_real((double)all->draws_below / risk->draw_count));
	summary_set(object, "probability_low", json_real(all->probability.low_millionths / MILLION));
	summary_set(object, "probability_high", json_real(all->probability.high_millionths / MILLION));
	summary_set(object, "hours_short_median", hours(all->short_median_ticks));
	summary_set(object, "hours_short_90", hours(all->short_90_ticks));
	summary_set(object, "safety_hours_95", hours(all->safety_ticks));
	summary_set(object, "draws_for_1_percent",
		    json_integer(risk_draws_needed(all->draws_below, risk->draw_count, 10000)));
	return object;
}

void risk_json_write_whole(struct text *text, const char *run, const struct risk *risk)
{
	json_t *object = json_loads(run, 0, NULL);

	if (risk->cell_count > 0)
		summary_set(object, "figures", make_figures(risk));
	summary_end(text, object);
}

static int get_number(const json_t *object, const char *key)
{
	json_int_t number = json_integer_value(json_object_get(object, key));

	return number > 0 && number <= INT32_MAX ? (int)number : 0;
}

static int digits(const char *text, int count)
{
	int number = 0;

	for (int i = 0; i < count; i++)
		number = text[i] >= '0' && text[i] <= '9' ? 10 * number + (text[i] - '0') : INT16_MIN;
	return number;
}

/* A date as day_format writes it. */
static int32_t get_day(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	int32_t day;

	if (text == NULL || strlen(text) != DAY_TEXT_SIZE - 1 ||
	    !day_from_civil(&day, digits(text, 4), digits(text + 5, 2), digits(text + 8, 2)))
		return DAY_NONE;
	return day;
}

bool risk_json_read(struct risk_json_part *part, const char *bytes, size_t length, const char *path,
		    struct error_log *log)
{
	struct text text = {0};

	json_t *object = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, NULL);
	const char *kind = json_string_value(json_object_get(object, "kind"));

	*part = (struct risk_json_part){.draws = get_number(object, "draws"),
					.shard = get_number(object, "shard"),
					.shard_count = get_number(object, "shards"),
					.rosters_end = get_day(object, "rosters_end")};
	bool good = kind != NULL && strcmp(kind, KIND) == 0 && part->draws > 0;

	if (good) {
		json_object_del(object, "shard");
		json_object_del(object, "shards");
		summary_end(&text, object);
		part->run = memory_copy_text(text.bytes);
		text_free(&text);
	} else {
		json_decref(object);
		error_fail(log, EXIT_SYSTEM, "%s: this is no risk.json", path);
	}
	return good;
}

void risk_json_free(struct risk_json_part *part)
{
	free(part->run);
	*part = (struct risk_json_part){0};
}
