#include "planner/scenario/absence.h"

#include "planner/base/day.h"
#include "planner/base/random.h"

/* Persons per length, of the source: 131 / 3 lengths, 235 / 11, 71 / 28, on the common denominator 924. */
#define SHORT_LONGEST 3
#define MEDIUM_LONGEST 14
#define SHORT_WEIGHT 40348
#define MEDIUM_WEIGHT 19740
#define LONG_WEIGHT 2343

#define ONE (UINT64_C(1) << 31) /* a probability of 1 */

uint32_t absence_weight(int32_t days)
{
	if (days < 1 || days > ABSENCE_LONGEST)
		return 0;
	return days <= SHORT_LONGEST ? SHORT_WEIGHT : days <= MEDIUM_LONGEST ? MEDIUM_WEIGHT : LONG_WEIGHT;
}

/* Chance, of ONE, that a day is worked when on each day a spell begins with this chance, of ONE. */
static uint64_t chance_of_work(uint64_t begin)
{
	uint64_t total = 0, longer = 0, work = ONE;

	for (int32_t days = 1; days <= ABSENCE_LONGEST; days++)
		total += absence_weight(days);
	for (int32_t days = ABSENCE_LONGEST; days >= 1; days--) { /* a spell that began days - 1 ago lasts as long */
		longer += absence_weight(days);
		work = work * (ONE - begin * longer / total) / ONE;
	}
	return work;
}

/* Chance, of ONE, that a spell begins on a day, so that the share of shifts drops out. */
static uint64_t find_begin(int32_t permille)
{
	uint64_t wanted = ONE - ONE * (uint64_t)permille / 1000, low = 0, high = ONE;

	while (low < high) {
		uint64_t middle = (low + high) / 2;
		if (chance_of_work(middle) <= wanted)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

static int32_t draw_length(uint64_t key)
{
	uint32_t total = 0, drawn;
	int32_t days = 1;

	for (int32_t i = 1; i <= ABSENCE_LONGEST; i++)
		total += absence_weight(i);
	drawn = random_below(key, total);
	while (drawn >= absence_weight(days))
		drawn -= absence_weight(days++);
	return days;
}

/* Whether a spell that began before or on this day lasts to it. */
static bool is_ill(uint64_t key, uint64_t begin, int32_t day)
{
	for (int32_t ago = 0; ago < ABSENCE_LONGEST; ago++) {
		uint64_t date = (uint64_t)(int64_t)(day - ago);
		if (random_below(random_with(random_with(key, RANDOM_SPELL), date), (uint32_t)ONE) < begin &&
		    draw_length(random_with(random_with(key, RANDOM_SPELL_LENGTH), date)) > ago)
			return true;
	}
	return false;
}

static bool is_meant(const struct absence *absence, const struct region_caregiver *caregiver)
{
	return (absence->employment == ABSENCE_ALL ||
		caregiver->employee == (absence->employment == ABSENCE_EMPLOYEES)) &&
	       (absence->provider == REGION_NONE || caregiver->provider == absence->provider);
}

static bool drops(const struct absence *absence, uint64_t begin, const struct region *region,
		  const struct region_availability *row)
{
	const struct region_caregiver *caregiver = &region->caregivers[row->caregiver];

	return row->day >= absence->first_day && row->day <= absence->last_day && is_meant(absence, caregiver) &&
	       is_ill(random_with_text(absence->seed, caregiver->key), begin, row->day);
}

void absence_find_spells(int32_t *since, const struct region *region, const struct absence *absence)
{
	uint64_t begin = find_begin(absence->permille);

	for (size_t i = 0; i < region->availability_count; i++) {
		const struct region_availability *row = &region->availability[i];
		uint64_t key = random_with_text(absence->seed, region->caregivers[row->caregiver].key);
		since[i] = DAY_NONE;
		if (!drops(absence, begin, region, row))
			continue;
		since[i] = row->day;
		while (since[i] > absence->first_day && is_ill(key, begin, since[i] - 1))
			since[i]--;
	}
}

size_t absence_drop(struct region *region, const struct absence *absence)
{
	uint64_t begin = find_begin(absence->permille);
	size_t kept = 0, before = region->availability_count;

	for (size_t i = 0; i < before; i++)
		if (!drops(absence, begin, region, &region->availability[i]))
			region->availability[kept++] = region->availability[i];
	region->availability_count = kept;
	return before - kept;
}
