#include "planner/base/day.h"

#include <stdio.h>

#define FIRST_YEAR 1900
#define LAST_YEAR 2199
#define EPOCH_SHIFT 719468 /* days from 0000-03-01 to 1970-01-01 */
#define ERA_DAYS 146097    /* days in 400 years */
#define MONDAY_SHIFT 3     /* days from a Monday to 1970-01-01, which was a Thursday */

/* The calendar arithmetic counts years from 1 March, so that the leap day is the last of its year. */
static int32_t days_from_civil(int year, int month, int day_of_month)
{
	int y = month <= 2 ? year - 1 : year, era = y / 400, year_of_era = y - era * 400;
	int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day_of_month - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * ERA_DAYS + day_of_era - EPOCH_SHIFT;
}

bool day_from_civil(int32_t *day, int year, int month, int day_of_month)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day_of_month < 1)
		return false;
	if (day_of_month > lengths[month - 1] + (month == 2 && leap))
		return false;
	*day = days_from_civil(year, month, day_of_month);
	return true;
}

void day_to_civil(int32_t day, int *year, int *month, int *day_of_month)
{
	int32_t z = day + EPOCH_SHIFT, era = z / ERA_DAYS, doe = z - era * ERA_DAYS;
	int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;

	*day_of_month = doy - (153 * mp + 2) / 5 + 1;
	*month = mp < 10 ? mp + 3 : mp - 9;
	*year = yoe + era * 400 + (*month <= 2);
}

void day_format(char text[DAY_TEXT_SIZE], int32_t day, bool dutch)
{
	int year, month, day_of_month;

	day_to_civil(day, &year, &month, &day_of_month);
	/* The modulus tells the compiler what the callers know: no part is longer than its place. */
	if (dutch)
		snprintf(text, DAY_TEXT_SIZE, "%02u-%02u-%04u", (unsigned)day_of_month % 100, (unsigned)month % 100,
			 (unsigned)year % 10000);
	else
		snprintf(text, DAY_TEXT_SIZE, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100,
			 (unsigned)day_of_month % 100);
}

int32_t day_week(int32_t day)
{
	int32_t shifted = day + MONDAY_SHIFT;
	return shifted >= 0 ? shifted / 7 : -((6 - shifted) / 7);
}

int32_t day_of_week_start(int32_t day)
{
	return 7 * day_week(day) - MONDAY_SHIFT;
}

void day_to_iso_week(int32_t day, int *year, int *week)
{
	int month, day_of_month;
	int32_t thursday = day_week(day) * 7, january = 0;

	day_to_civil(thursday, year, &month, &day_of_month);
	day_from_civil(&january, *year, 1, 1);
	*week = (int)((thursday - january) / 7) + 1;
}
