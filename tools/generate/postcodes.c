#include "tools/generate/postcodes.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "planner/base/memory.h"

#define COLUMNS 6
#define NEIGHBOUR_METRES 2500
/* At 52 N; positions stand in the table as degrees with five decimals. */
#define METRES_PER_DEGREE_NORTH 111200
#define METRES_PER_DEGREE_EAST 68500
#define DEGREE 100000 /* table units */

/* Splits a line in place at commas outside quotes; the quotes go. Returns the number of fields. */
static int split_fields(char *fields[COLUMNS], char *line)
{
	int count = 0;

	for (char *at = line; count < COLUMNS && at != NULL;) {
		bool quoted = *at == '"';
		char *end = quoted ? strchr(++at, '"') : strchr(at, ',');
		fields[count++] = at;
		if (end == NULL)
			break;
		*end++ = '\0';
		at = quoted ? (*end == ',' ? end + 1 : NULL) : end;
	}
	return count;
}

/* "52.37298" is 5237298; whatever else stands in the text ends it. */
static int32_t read_decimal(const char *text)
{
	int32_t value = 0, decimals = -1;

	for (; (*text >= '0' && *text <= '9') || (*text == '.' && decimals < 0); text++) {
		if (*text == '.')
			decimals = 0;
		else if (decimals < 5) {
			value = value * 10 + (*text - '0');
			decimals += decimals >= 0;
		}
	}
	for (decimals = decimals < 0 ? 0 : decimals; decimals < 5; decimals++)
		value *= 10;
	return value;
}

static struct postcode read_row(char *fields[COLUMNS])
{
	struct postcode row = {.code = read_decimal(fields[0]) / DEGREE};

	snprintf(row.place, sizeof row.place, "%s", fields[1]);
	snprintf(row.municipality, sizeof row.municipality, "%s", fields[2]);
	int64_t north = read_decimal(fields[4]) - 52 * DEGREE, east = read_decimal(fields[5]) - 5 * DEGREE;
	row.north_metres = (int32_t)(north * METRES_PER_DEGREE_NORTH / DEGREE);
	row.east_metres = (int32_t)(east * METRES_PER_DEGREE_EAST / DEGREE);
	return row;
}

bool postcodes_read(struct postcodes *postcodes, const char *path)
{
	FILE *file = fopen(path, "r");
	char line[512], *fields[COLUMNS];
	int32_t capacity = 0;

	*postcodes = (struct postcodes){0};
	if (file == NULL) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return false;
	}
	while (fgets(line, sizeof line, file) != NULL) {
		if (split_fields(fields, line) != COLUMNS || line[0] < '1' || line[0] > '9')
			continue; /* the heading */
		memory_grow(postcodes->rows, postcodes->count, capacity);
		postcodes->rows[postcodes->count++] = read_row(fields);
	}
	bool good = ferror(file) == 0 && postcodes->count > 0;
	fclose(file);
	if (!good)
		fprintf(stderr, "%s: no postcodes\n", path);
	return good;
}

bool postcodes_find_place(struct position *middle, const struct postcodes *postcodes, const char *name)
{
	/* A place goes before the municipality of its name, which is larger. */
	for (int attempt = 0; attempt < 3; attempt++) {
		int64_t east = 0, north = 0, count = 0;
		for (int32_t i = 0; i < postcodes->count; i++) {
			const struct postcode *row = &postcodes->rows[i];
			char code[8];
			snprintf(code, sizeof code, "%d", (int)row->code % 10000);
			const char *named = attempt == 0 ? code : attempt == 1 ? row->place : row->municipality;
			if (strcasecmp(name, named) != 0)
				continue;
			east += row->east_metres;
			north += row->north_metres;
			count++;
		}
		if (count > 0) {
			*middle = (struct position){(int32_t)(east / count), (int32_t)(north / count)};
			return true;
		}
	}
	return false;
}

int64_t postcodes_square_distance(const struct postcode *postcode, struct position from)
{
	int64_t east = postcode->east_metres - from.east_metres, north = postcode->north_metres - from.north_metres;
	return east * east + north * north;
}

struct distance {
	int64_t square;
	int32_t index;
};

static int compare_distances(const void *left, const void *right)
{
	const struct distance *a = left, *b = right;

	if (a->square != b->square)
		return a->square < b->square ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

void postcodes_sort_by_distance(int32_t *order, const struct postcodes *postcodes, struct position middle)
{
	struct distance *distances = memory_allocate((size_t)postcodes->count, sizeof *distances);

	for (int32_t i = 0; i < postcodes->count; i++)
		distances[i] = (struct distance){postcodes_square_distance(&postcodes->rows[i], middle), i};
	qsort(distances, (size_t)postcodes->count, sizeof *distances, compare_distances);
	for (int32_t i = 0; i < postcodes->count; i++)
		order[i] = distances[i].index;
	free(distances);
}

int32_t *postcodes_count_neighbours(const struct postcodes *postcodes)
{
	int32_t *neighbours = memory_allocate((size_t)postcodes->count, sizeof *neighbours);
	const int64_t square = (int64_t)NEIGHBOUR_METRES * NEIGHBOUR_METRES;

	for (int32_t i = 0; i < postcodes->count; i++) {
		struct position here = {postcodes->rows[i].east_metres, postcodes->rows[i].north_metres};
		for (int32_t j = 0; j < postcodes->count; j++)
			neighbours[i] += postcodes_square_distance(&postcodes->rows[j], here) <= square;
	}
	return neighbours;
}
