/* The country divided into regions of realistic sizes. */
#ifndef TOOLS_GENERATE_NATION_H
#define TOOLS_GENERATE_NATION_H

#include <stdint.h>

#include "tools/generate/postcodes.h"

#define NATION_REGIONS 70           /* cooperations of providers in the country */
#define NATION_BIRTHS_A_YEAR 170000 /* births of the country */

struct nation_region {
	struct position middle;
	int32_t births_per_1000_days;
	char name[48]; /* of the place in its middle, fit for a folder */
};

/* The same regions every time: they depend on the table of postcodes alone. */
void nation_divide(struct nation_region regions[NATION_REGIONS], const struct postcodes *postcodes);

#endif
