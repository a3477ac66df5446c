#include "planner/figures/draws_columns.h"

#define AT(member) offsetof(struct tally_row, member)

const struct draws_column draws_columns[DRAWS_COLUMN_COUNT] = {
	{"draw", DRAWS_COUNT, false, AT(draw)},
	{"kind", DRAWS_WORD, false, AT(kind)},
	{"week", DRAWS_DAY, true, AT(week)},
	{"postcode", DRAWS_COUNT, true, AT(postcode)},
	{"caregiver_id", DRAWS_KEY, true, AT(caregiver)},
	{"clients", DRAWS_COUNT, false, AT(clients)},
	{"below_minimum", DRAWS_COUNT, false, AT(below_minimum)},
	{"below_rostered", DRAWS_COUNT, false, AT(below_rostered)},
	{"minimum_short", DRAWS_HOURS, false, AT(minimum_short_ticks)},
	{"hours_short", DRAWS_HOURS, false, AT(short_ticks)},
	{"hours_away", DRAWS_HOURS, false, AT(away_ticks)},
};

const char *const draws_words[TALLY_KIND_COUNT] = {
	[TALLY_AREA] = "area",
	[TALLY_POSTCODE] = "postcode",
	[TALLY_CAREGIVER] = "caregiver",
	[TALLY_DRAW] = "draw",
};
