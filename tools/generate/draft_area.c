/* The land: postcodes of the region, holes, providers with their areas and contracts. */
#include <stdio.h>
#include <stdlib.h>

#include "planner/base/memory.h"
#include "planner/base/smaller.h"
#include "tools/generate/draft.h"

/* UZOVI codes; one of them with a leading zero, which spreadsheets like to eat. */
const char *const draft_insurers[DRAFT_INSURERS] = {"7085", "0101", "3311", "7029", "3332", "7095"};

#define WHOLE_AREA_PERMILLE 500 /* providers that serve the whole region */
#define CONTRACT_PERMILLE 850
#define FIRST_AGB 33900100 /* keys of the form that care providers have */

/* Small regions of the field have about as many postcodes as families in a month; large ones are cities. */
static int32_t count_places(const struct draft *draft)
{
	int32_t clients = draft->client_count, wide = 20 + clients * 9 / 10;

	if (wide > 350)
		wide = clients / 4 > 350 ? clients / 4 : 350;
	return base_smaller(wide, draft->postcodes->count);
}

/* About the square root of the families, a little less in large regions. */
static int32_t count_providers(const struct draft *draft)
{
	int32_t count = 3;

	if (draft->options->provider_count > 0)
		return draft->options->provider_count;
	while (count < 60 && (count + 2) * (count + 2) < draft->client_count * 2 / 3)
		count++;
	return count;
}

static void choose_places(struct draft *draft)
{
	struct dice dice = dice_start(draft->options->seed, 'p');
	int32_t all = draft->postcodes->count;

	draft->places = memory_allocate((size_t)all, sizeof *draft->places);
	draft->holes = memory_allocate((size_t)all, sizeof *draft->holes);
	draft->groups = memory_allocate((size_t)all, sizeof *draft->groups);
	postcodes_sort_by_distance(draft->places, draft->postcodes, draft->options->middle);
	draft->place_count = count_places(draft);
	for (int32_t i = 0; i < all; i++) {
		static const int32_t shares[] = {2, 5, 3}; /* low, mid, high */
		draft->groups[i] = dice_weighted(&dice, shares, 3);
	}
	int32_t holes = draft->place_count * draft->options->hole_permille / 1000;
	while (holes > 0) {
		int32_t place = draft->places[dice_below(&dice, draft->place_count)];
		holes -= !draft->holes[place];
		draft->holes[place] = true;
	}
}

/* The whole region, or what is nearest to where the provider sits. */
static bool *make_area(const struct draft *draft, struct dice *dice, bool whole)
{
	int32_t all = draft->postcodes->count, left = draft->place_count;
	bool *area = memory_allocate((size_t)all, sizeof *area);
	bool *inside = memory_allocate((size_t)all, sizeof *inside);
	int32_t *order = memory_allocate((size_t)all, sizeof *order);
	const struct postcode *seat = &draft->postcodes->rows[draft->places[dice_below(dice, draft->place_count)]];

	if (!whole)
		left = draft->place_count * (200 + dice_below(dice, 600)) / 1000 + 1;
	for (int32_t i = 0; i < draft->place_count; i++)
		inside[draft->places[i]] = true;
	postcodes_sort_by_distance(order, draft->postcodes, (struct position){seat->east_metres, seat->north_metres});
	for (int32_t i = 0; i < all && left > 0; i++) {
		if (!inside[order[i]])
			continue;
		area[order[i]] = !draft->holes[order[i]];
		left--;
	}
	free(inside);
	free(order);
	return area;
}

void draft_make_area(struct draft *draft)
{
	struct dice dice = dice_start(draft->options->seed, 'a');

	choose_places(draft);
	draft->provider_count = count_providers(draft);
	draft->providers = memory_allocate((size_t)draft->provider_count, sizeof *draft->providers);
	draft->contracts = memory_allocate((size_t)draft->provider_count * DRAFT_INSURERS, sizeof *draft->contracts);
	for (int32_t i = 0; i < draft->provider_count; i++) {
		struct draft_provider *provider = &draft->providers[i];
		snprintf(provider->key, sizeof provider->key, "%08d", (int)(FIRST_AGB + i * 137));
		provider->family_weight = 2 + dice_below(&dice, 9);
		/* Some have more families than staff: that is what helping each other out is for. */
		int32_t staff_weight = provider->family_weight + dice_below(&dice, 5) - 2;
		provider->staff_weight = staff_weight < 1 ? 1 : staff_weight;
		/* The first serves all, so that no place is a hole by accident. */
		provider->area = make_area(draft, &dice, dice_chance(&dice, WHOLE_AREA_PERMILLE) || i == 0);
		for (int32_t insurer = 0; insurer < DRAFT_INSURERS; insurer++)
			draft->contracts[i * DRAFT_INSURERS + insurer] =
				i == 0 || dice_chance(&dice, CONTRACT_PERMILLE);
	}
}
