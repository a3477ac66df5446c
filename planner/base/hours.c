#include "planner/base/hours.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

void hours_format(char text[HOURS_TEXT_SIZE], int64_t minutes, char decimal_mark)
{
	assert(minutes >= 0 && minutes % 15 == 0);
	int64_t whole = minutes / 60;
	int hundredths = (int)(minutes % 60) * 100 / 60;

	if (hundredths == 0)
		snprintf(text, HOURS_TEXT_SIZE, "%" PRId64, whole);
	else if (hundredths % 10 == 0)
		snprintf(text, HOURS_TEXT_SIZE, "%" PRId64 "%c%d", whole, decimal_mark, hundredths / 10);
	else
		snprintf(text, HOURS_TEXT_SIZE, "%" PRId64 "%c%02d", whole, decimal_mark, hundredths);
}
