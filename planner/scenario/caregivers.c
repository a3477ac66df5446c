#include <stdlib.h>
#include <string.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/base/random.h"
#include "planner/region/copy.h"
#include "planner/scenario/change.h"
#include "planner/scenario/keys.h"

#define DAYS_OF_WEEK 7
#define PER_MILLION_OF_PERMILLE 1000
#define SHIFT_MOST_TICKS (10 * REGION_HOUR_TICKS) /* collective agreement: a shift of at most 10 hours */

/* Keeps the rows of availability that are not to go. */
static void drop_shifts(const struct scenario_change *change,
			bool (*goes)(const struct scenario_change *, const struct region_caregiver *, int32_t day))
{
	struct region *region = change->region;
	size_t kept = 0;

	for (size_t i = 0; i < region->availability_count; i++) {
		struct region_availability row = region->availability[i];
		if (!scenario_has_day(change->action, row.day) ||
		    !goes(change, &region->caregivers[row.caregiver], row.day))
			region->availability[kept++] = row;
	}
	region->availability_count = kept;
}

static bool is_stopped(const struct scenario_change *change, const struct region_caregiver *caregiver, int32_t day)
{
	(void)day;
	return caregiver->provider == change->action->provider;
}

void scenario_stop_provider(const struct scenario_change *change)
{
	drop_shifts(change, is_stopped);
}

static bool is_on_leave(const struct scenario_change *change, const struct region_caregiver *caregiver, int32_t day)
{
	const struct scenario_action *action = change->action;
	uint64_t key = random_with_text(random_with(change->seed, RANDOM_HOLIDAY), caregiver->key);

	return scenario_has_provider(action, caregiver->provider) &&
	       (action->employment == ABSENCE_ALL ||
		caregiver->employee == (action->employment == ABSENCE_EMPLOYEES)) &&
	       random_chance(random_with(key, (uint64_t)(int64_t)day_week(day)),
			     (uint32_t)action->amount * PER_MILLION_OF_PERMILLE);
}

void scenario_send_on_leave(const struct scenario_change *change)
{
	drop_shifts(change, is_on_leave);
}

/* A caregiver of today, whom one may be hired like. */
struct pattern {
	const char *key;
	int32_t caregiver;
	int64_t ticks; /* all her shifts from the plan date on */
};

struct patterns {
	struct pattern *list;
	size_t count;
	int32_t day_count; /* from the plan date to the last shift of anybody */
};

static int compare_patterns(const void *left, const void *right)
{
	return strcmp(((const struct pattern *)left)->key, ((const struct pattern *)right)->key);
}

/* Those of the provider who have shifts; of all providers if provider is REGION_NONE. */
static struct patterns list_patterns(const struct scenario_change *change, int32_t provider)
{
	const struct region *region = change->region;
	struct patterns patterns = {.list = memory_allocate(region->caregiver_count, sizeof *patterns.list)};
	int64_t *ticks = memory_allocate(region->caregiver_count, sizeof *ticks);

	for (size_t i = 0; i < region->availability_count; i++) {
		const struct region_availability *row = &region->availability[i];
		int32_t day = row->day - change->policy->plan_date;
		if (day < 0)
			continue;
		ticks[row->caregiver] += row->ticks;
		if (day >= patterns.day_count)
			patterns.day_count = day + 1;
	}
	for (size_t k = 0; k < region->caregiver_count; k++)
		if (ticks[k] > 0 && (provider == REGION_NONE || region->caregivers[k].provider == provider))
			patterns.list[patterns.count++] =
				(struct pattern){region->caregivers[k].key, (int32_t)k, ticks[k]};
	if (patterns.count > 0)
		qsort(patterns.list, patterns.count, sizeof *patterns.list, compare_patterns);
	free(ticks);
	return patterns;
}

/* A shift so much longer or shorter that the hours of her weeks are those wanted on average; whole units. */
static int32_t scale_shift(const struct scenario_change *change, const struct patterns *patterns,
			   const struct pattern *pattern, int32_t ticks)
{
	int32_t unit = REGION_HOUR_TICKS * change->policy->unit_minutes / 60;
	int64_t most = ticks > SHIFT_MOST_TICKS ? ticks : SHIFT_MOST_TICKS, scaled;

	if (change->action->week_ticks == REGION_NONE)
		return ticks;
	scaled = (int64_t)ticks * change->action->week_ticks * patterns->day_count / (DAYS_OF_WEEK * pattern->ticks);
	scaled = (scaled + unit / 2) / unit * unit;
	return (int32_t)(scaled < most ? scaled : most);
}

static void add_shifts(const struct scenario_change *change, const struct patterns *patterns,
		       const struct pattern *pattern, int32_t hired)
{
	struct region *region = change->region;
	size_t before = region->availability_count;

	for (size_t i = 0; i < before; i++) {
		struct region_availability row = region->availability[i];
		if (row.caregiver != pattern->caregiver || row.day < change->policy->plan_date ||
		    !scenario_has_day(change->action, row.day))
			continue;
		row.caregiver = hired;
		row.ticks = scale_shift(change, patterns, pattern, row.ticks);
		*region_copy_add_row(region, availability, availability_count) = row;
	}
}

static void hire_one(const struct scenario_change *change, const struct patterns *patterns, int32_t *number)
{
	struct region *region = change->region;
	const struct scenario_action *action = change->action;
	const char *name = scenario_make_key(region, "hired", number);
	uint64_t key = random_with(random_with(change->seed, RANDOM_HIRED), (uint64_t)*number);
	const struct pattern *pattern = &patterns->list[random_below(key, (uint32_t)patterns->count)];
	struct region_caregiver caregiver = region->caregivers[pattern->caregiver];

	caregiver.key = name;
	if (action->provider != REGION_NONE)
		caregiver.provider = action->provider;
	if (action->employment != ABSENCE_ALL)
		caregiver.employee = action->employment == ABSENCE_EMPLOYEES;
	if (caregiver.max_week_ticks != REGION_NONE && action->week_ticks != REGION_NONE)
		caregiver.max_week_ticks = action->week_ticks;
	*region_copy_add_row(region, caregivers, caregiver_count) = caregiver;
	add_shifts(change, patterns, pattern, (int32_t)region->caregiver_count - 1);
}

/* Like those of the provider, or like anybody where it has none with shifts. */
void scenario_hire(const struct scenario_change *change)
{
	struct patterns patterns = list_patterns(change, change->action->provider);
	int32_t number = 1;

	if (patterns.count == 0) {
		free(patterns.list);
		patterns = list_patterns(change, REGION_NONE);
	}
	for (int32_t i = 0; patterns.count > 0 && i < change->action->amount; i++, number++)
		hire_one(change, &patterns, &number);
	free(patterns.list);
}
