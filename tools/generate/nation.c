#include "tools/generate/nation.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"

#define ROUNDS 15 /* of moving the middles; they hardly move any more after ten */

static int32_t find_nearest(const struct nation_region *regions, const struct postcode *postcode)
{
	int32_t nearest = 0;

	for (int32_t r = 1; r < NATION_REGIONS; r++)
		if (postcodes_square_distance(postcode, regions[r].middle) <
		    postcodes_square_distance(postcode, regions[nearest].middle))
			nearest = r;
	return nearest;
}

/* Each middle moves to the mean of the postcodes that are nearest to it. */
static void move_middles(struct nation_region *regions, const struct postcodes *postcodes)
{
	int64_t east[NATION_REGIONS] = {0}, north[NATION_REGIONS] = {0}, count[NATION_REGIONS] = {0};

	for (int32_t i = 0; i < postcodes->count; i++) {
		int32_t r = find_nearest(regions, &postcodes->rows[i]);
		east[r] += postcodes->rows[i].east_metres;
		north[r] += postcodes->rows[i].north_metres;
		count[r]++;
	}
	for (int32_t r = 0; r < NATION_REGIONS; r++)
		if (count[r] > 0)
			regions[r].middle =
				(struct position){(int32_t)(east[r] / count[r]), (int32_t)(north[r] / count[r])};
}

/* Births follow what is built: postcodes with many others near them hold more people. */
static void share_births(struct nation_region *regions, const struct postcodes *postcodes)
{
	int32_t *neighbours = postcodes_count_neighbours(postcodes);
	int64_t weights[NATION_REGIONS] = {0}, sum = 1; /* never 0, whatever the table holds */

	for (int32_t i = 0; i < postcodes->count; i++) {
		int32_t weight = 4 + neighbours[i];
		weights[find_nearest(regions, &postcodes->rows[i])] += weight;
		sum += weight;
	}
	for (int32_t r = 0; r < NATION_REGIONS; r++)
		regions[r].births_per_1000_days = (int32_t)(weights[r] * NATION_BIRTHS_A_YEAR * 1000 / 365 / sum);
	free(neighbours);
}

static void name_region(struct nation_region *region, const struct postcodes *postcodes)
{
	const struct postcode *nearest = &postcodes->rows[0];

	for (int32_t i = 1; i < postcodes->count; i++)
		if (postcodes_square_distance(&postcodes->rows[i], region->middle) <
		    postcodes_square_distance(nearest, region->middle))
			nearest = &postcodes->rows[i];
	memset(region->name, 0, sizeof region->name);
	for (size_t i = 0; i + 1 < sizeof region->name && nearest->place[i] != '\0'; i++) {
		unsigned char letter = (unsigned char)nearest->place[i];
		region->name[i] = (char)(letter < 128 && isalnum(letter) ? tolower(letter) : '-');
	}
}

void nation_divide(struct nation_region regions[NATION_REGIONS], const struct postcodes *postcodes)
{
	for (int32_t r = 0; r < NATION_REGIONS; r++) {
		const struct postcode *seed = &postcodes->rows[r * (postcodes->count / NATION_REGIONS)];
		regions[r] = (struct nation_region){.middle = {seed->east_metres, seed->north_metres}};
	}
	for (int round = 0; round < ROUNDS; round++)
		move_middles(regions, postcodes);
	share_births(regions, postcodes);
	for (int32_t r = 0; r < NATION_REGIONS; r++)
		name_region(&regions[r], postcodes);
}
