#include "planner/figures/tally.h"

#include <stdlib.h>

#include "planner/plan/allocation.h"
#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/region/postcode.h"

int32_t tally_rosters_end(const struct region *region)
{
	int32_t last = DAY_NONE;

	for (size_t i = 0; i < region->availability_count; i++)
		if (region->availability[i].day > last)
			last = region->availability[i].day;
	return last;
}

static void add_row(struct tally *tally, struct tally_row row)
{
	memory_grow(tally->rows, tally->count, tally->capacity);
	tally->rows[tally->count++] = row;
}

static int64_t ticks_of(const struct problem *problem, int64_t units)
{
	return units * REGION_HOUR_TICKS * problem->policy->unit_minutes / 60;
}

static int compare_places(const void *left, const void *right)
{
	const struct tally_row *a = left, *b = right;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->week != b->week)
		return a->week < b->week ? -1 : 1;
	return (a->postcode > b->postcode) - (a->postcode < b->postcode);
}

static void add_to(struct tally_row *sum, const struct tally_row *row)
{
	sum->clients += row->clients;
	sum->below_minimum += row->below_minimum;
	sum->below_rostered += row->below_rostered;
	sum->minimum_short_ticks += row->minimum_short_ticks;
	sum->short_ticks += row->short_ticks;
}

/* One row per client and kind, from `first` on, becomes one row per place; those of postcodes where nobody is below the
 * minimum go. */
static void merge_places(struct tally *tally, size_t first)
{
	size_t kept = first;

	qsort(tally->rows + first, tally->count - first, sizeof *tally->rows, compare_places);
	for (size_t i = first; i < tally->count; i++) {
		if (kept > first && compare_places(&tally->rows[kept - 1], &tally->rows[i]) == 0) {
			add_to(&tally->rows[kept - 1], &tally->rows[i]);
			continue;
		}
		if (kept > first && tally->rows[kept - 1].kind == TALLY_POSTCODE &&
		    tally->rows[kept - 1].below_minimum == 0)
			kept--;
		tally->rows[kept++] = tally->rows[i];
	}
	if (kept > first && tally->rows[kept - 1].kind == TALLY_POSTCODE && tally->rows[kept - 1].below_minimum == 0)
		kept--;
	tally->count = kept;
}

static void add_places(struct tally *tally, struct tally_row *all, const struct problem *drawn,
		       const struct allocation *allocations, int32_t rosters_end)
{
	size_t first = tally->count;

	for (int32_t c = 0; c < drawn->client_count; c++) {
		const struct problem_client *client = &drawn->clients[c];
		const struct allocation *allocation = &allocations[client->region_index];
		const int32_t *lacks = allocation->shortages.short_units;
		int32_t day = problem_date(drawn, client->first_day);
		int32_t postcode = drawn->region->clients[client->region_index].postcode;
		struct tally_row row = {
			.draw = all->draw,
			.week = day_of_week_start(day),
			.caregiver = "",
			.clients = 1,
			.below_minimum = lacks[TIER_MINIMUM] > 0,
			.below_rostered = lacks[TIER_MINIMUM] > 0 && day + client->day_count - 1 <= rosters_end,
			.minimum_short_ticks = ticks_of(drawn, lacks[TIER_MINIMUM]),
			.short_ticks = ticks_of(drawn, lacks[TIER_MINIMUM] + lacks[client->medical_tier] +
							       allocation->rest_short_units),
		};
		add_to(all, &row);
		row.kind = TALLY_AREA;
		row.postcode = postcode / POSTCODES_PER_AREA;
		add_row(tally, row);
		row.kind = TALLY_POSTCODE;
		row.postcode = postcode;
		add_row(tally, row);
	}
	merge_places(tally, first);
}

static void add_caregiver(struct tally_row *row, const struct problem *drawn, const int32_t *roster, int32_t caregiver,
			  const struct problem_client *client, int32_t minimum_short)
{
	int64_t away = 0;
	bool has_shift = false;

	for (int32_t day = client->first_day; day < client->first_day + client->day_count; day++) {
		int32_t units = roster[problem_cell(drawn, caregiver, day)];
		has_shift |= units > 0 && units >= client->shortest_units;
		away += units - problem_available_units(drawn, caregiver, day);
	}
	if (!has_shift)
		return;
	row->below_minimum++;
	row->minimum_short_ticks += ticks_of(drawn, minimum_short);
	row->away_ticks += ticks_of(drawn, away);
}

static void add_caregivers(struct tally *tally, int32_t draw, const struct problem *drawn, const struct problem *night,
			   const struct allocation *allocations)
{
	struct tally_row *rows = memory_allocate((size_t)drawn->caregiver_count, sizeof *rows);
	int32_t *roster = problem_sum_shifts(drawn, night->region); /* before anything dropped out */

	for (int32_t c = 0; c < drawn->client_count; c++) {
		const struct problem_client *client = &drawn->clients[c];
		int32_t lacks = allocations[client->region_index].shortages.short_units[TIER_MINIMUM];
		for (int32_t j = 0; lacks > 0 && j < client->eligible_count; j++) {
			int32_t k = drawn->eligible[client->eligible_first + j];
			add_caregiver(&rows[k], drawn, roster, k, client, lacks);
		}
	}
	for (int32_t k = 0; k < drawn->caregiver_count; k++)
		if (rows[k].below_minimum > 0) {
			rows[k].draw = draw;
			rows[k].kind = TALLY_CAREGIVER;
			rows[k].week = DAY_NONE;
			rows[k].caregiver = drawn->region->caregivers[drawn->caregivers[k].region_index].key;
			add_row(tally, rows[k]);
		}
	free(roster);
	free(rows);
}

void tally_add_draw(struct tally *tally, int32_t draw, const struct problem *drawn, const struct plan *plan,
		    const struct problem *night)
{
	struct allocation *allocations = allocation_derive(drawn, plan);
	struct tally_row all = {.draw = draw, .kind = TALLY_DRAW, .week = DAY_NONE, .caregiver = ""};

	add_places(tally, &all, drawn, allocations, tally_rosters_end(night->region));
	add_caregivers(tally, draw, drawn, night, allocations);
	add_row(tally, all);
	free(allocations);
}

void tally_free(struct tally *tally)
{
	free(tally->rows);
	*tally = (struct tally){0};
}
