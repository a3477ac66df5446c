#include "planner/problem/shifts.h"

#include <stdlib.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"

/* Absences by caregiver and first day. The last days of a caregiver are made to rise, so that the last spell that has
 * begun by a day tells whether any lasts until then. */
struct spells {
	struct region_absence *list;
	size_t count;
};

static int compare_spells(const void *left, const void *right)
{
	const struct region_absence *a = left, *b = right;

	if (a->caregiver != b->caregiver)
		return a->caregiver < b->caregiver ? -1 : 1;
	return (a->from_day > b->from_day) - (a->from_day < b->from_day);
}

static struct spells sort_spells(const struct region *region)
{
	struct spells spells = {memory_allocate(region->absence_count, sizeof *spells.list), region->absence_count};

	for (size_t i = 0; i < spells.count; i++) {
		spells.list[i] = region->absences[i];
		if (spells.list[i].to_day == DAY_NONE)
			spells.list[i].to_day = INT32_MAX;
	}
	if (spells.count > 1)
		qsort(spells.list, spells.count, sizeof *spells.list, compare_spells);
	for (size_t i = 1; i < spells.count; i++)
		if (spells.list[i].caregiver == spells.list[i - 1].caregiver &&
		    spells.list[i].to_day < spells.list[i - 1].to_day)
			spells.list[i].to_day = spells.list[i - 1].to_day;
	return spells;
}

static bool spells_hold(const struct spells *spells, int32_t caregiver, int32_t date)
{
	struct region_absence wanted = {.caregiver = caregiver, .from_day = date};
	size_t low = 0, high = spells->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_spells(&spells->list[middle], &wanted) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 && spells->list[low - 1].caregiver == caregiver && spells->list[low - 1].to_day >= date;
}

static int compare_shifts(const void *left, const void *right)
{
	const struct shift *a = left, *b = right;

	if (a->caregiver != b->caregiver)
		return a->caregiver < b->caregiver ? -1 : 1;
	return (a->date > b->date) - (a->date < b->date);
}

void shifts_derive(struct shifts *shifts, const struct region *region, int32_t plan_date)
{
	struct spells spells = sort_spells(region);
	size_t count = 0;

	*shifts = (struct shifts){.list = memory_allocate(region->availability_count, sizeof *shifts->list)};
	for (size_t i = 0; i < region->availability_count; i++) {
		const struct region_availability *row = &region->availability[i];
		if (row->day < plan_date || spells_hold(&spells, row->caregiver, row->day))
			continue;
		shifts->list[count++] = (struct shift){row->caregiver, row->day, row->standby ? 0 : row->ticks,
						       row->standby ? row->ticks : 0};
	}
	free(spells.list);
	if (count > 1)
		qsort(shifts->list, count, sizeof *shifts->list, compare_shifts);
	for (size_t i = 0; i < count; i++) {
		const struct shift *row = &shifts->list[i];
		struct shift *last = shifts->count > 0 ? &shifts->list[shifts->count - 1] : NULL;
		if (last != NULL && compare_shifts(last, row) == 0) {
			last->work_ticks += row->work_ticks;
			last->standby_ticks += row->standby_ticks;
		} else {
			shifts->list[shifts->count++] = *row;
		}
	}
}

void shifts_free(struct shifts *shifts)
{
	free(shifts->list);
	*shifts = (struct shifts){0};
}

int32_t shifts_find_end(const struct shifts *shifts, const struct policy *policy)
{
	int64_t unit_ticks = (int64_t)REGION_HOUR_TICKS * policy->unit_minutes / 60;
	int32_t end = DAY_NONE;

	for (size_t i = 0; i < shifts->count; i++)
		if (shifts->list[i].work_ticks >= unit_ticks && shifts->list[i].date > end)
			end = shifts->list[i].date;
	return end;
}

bool shifts_is_absent(const struct region *region, int32_t caregiver, int32_t date)
{
	for (size_t i = 0; i < region->absence_count; i++) {
		const struct region_absence *row = &region->absences[i];
		if (row->caregiver == caregiver && row->from_day <= date &&
		    (row->to_day == DAY_NONE || date <= row->to_day))
			return true;
	}
	return false;
}
