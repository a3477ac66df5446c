/* The four-digit postcodes of the Netherlands and where they are. */
#ifndef TOOLS_GENERATE_POSTCODES_H
#define TOOLS_GENERATE_POSTCODES_H

#include <stdbool.h>
#include <stdint.h>

struct postcode {
	int32_t code; /* 1000 to 9999 */
	char place[48], municipality[48];
	int32_t east_metres, north_metres; /* on a flat map, from 52 N 5 E: good enough to compare distances */
};

/* In ascending order of code; the caller frees rows. */
struct postcodes {
	struct postcode *rows;
	int32_t count;
};

struct position {
	int32_t east_metres, north_metres;
};

/* Reads the table; false, with a message on standard error, if it cannot be read. */
bool postcodes_read(struct postcodes *postcodes, const char *path);

/* The middle of a place, a municipality, or of the one postcode that name is; false if there is none. */
bool postcodes_find_place(struct position *middle, const struct postcodes *postcodes, const char *name);

/* order[0..count-1] becomes the indices of all postcodes by distance from the middle, nearest first. */
void postcodes_sort_by_distance(int32_t *order, const struct postcodes *postcodes, struct position middle);

/* How much is built around each postcode: 1 and one more for each other postcode within 2.5 km. The caller frees. */
int32_t *postcodes_count_neighbours(const struct postcodes *postcodes);

int64_t postcodes_square_distance(const struct postcode *postcode, struct position from);

#endif
