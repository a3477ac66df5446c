/* Dutch postcodes by their four digits. */
#ifndef PLANNER_REGION_POSTCODE_H
#define PLANNER_REGION_POSTCODE_H

#define POSTCODE_FIRST 1000
#define POSTCODE_LAST 9999
#define POSTCODE_COUNT (POSTCODE_LAST + 1) /* of a table that a postcode is the index of */

/* A postcode area, by which figures are told: the first two of four digits. */
#define POSTCODES_PER_AREA 100

#endif
