/* The staff: as many caregivers as the tightness asks for, with contracts, days and areas. */
#include <stdio.h>
#include <stdlib.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "tools/generate/draft.h"

#define HOUR 60
#define LONGEST_ROW 6 /* days in a row of an employee, by the collective agreement */
#define EMPLOYEE_PERMILLE 760
#define OWN_AREA_PERMILLE 250
#define LEAVE_PERMILLE 40 /* weeks of leave */
#define NO_LIMIT 0

static const int32_t shift_minutes[] = {8 * HOUR, 15 * HOUR / 2, 9 * HOUR, 5 * HOUR, 6 * HOUR};
static const int32_t shift_weights[] = {40, 17, 15, 15, 13};
/* Hours a week by contract; most contracts are 16 to 32 hours. */
static const int32_t week_hours[] = {NO_LIMIT, 16, 20, 24, 28, 32, 36};
static const int32_t employee_weights[] = {26, 9, 11, 25, 11, 9, 9};
static const int32_t freelance_weights[] = {38, 8, 8, 24, 8, 8, 6};
static const int32_t days_weights[] = {0, 2, 14, 34, 31, 14, 5}; /* days offered in a week, without a limit */
#define CHOICES(table) ((int32_t)(sizeof(table) / sizeof *(table)))

/* Days of one week: a limit is filled, with a day to choose from beyond it in half of the weeks. */
static int32_t count_days(const struct draft_caregiver *caregiver, struct dice *dice)
{
	if (dice_chance(dice, LEAVE_PERMILLE))
		return 0;
	if (caregiver->week_minutes == DRAFT_NONE)
		return dice_weighted(dice, days_weights, CHOICES(days_weights));
	int32_t full = (caregiver->week_minutes + caregiver->day_minutes - 1) / caregiver->day_minutes;
	int32_t days = full + dice_below(dice, 2);
	return days > LONGEST_ROW ? LONGEST_ROW : days;
}

static void break_rows(struct draft_caregiver *caregiver, int32_t day_count)
{
	int32_t row = 0;

	for (int32_t day = 0; day < day_count; day++) {
		row = caregiver->offers[day] ? row + 1 : 0;
		if (row > LONGEST_ROW) {
			caregiver->offers[day] = false;
			row = 0;
		}
	}
}

static void offer_days(const struct draft *draft, struct draft_caregiver *caregiver, struct dice *dice)
{
	caregiver->offers = memory_allocate((size_t)draft->day_count, sizeof *caregiver->offers);
	/* Weeks begin on Monday, and the first one may have begun before the first day. */
	int32_t monday = 0;
	while (monday > -7 && day_week(draft->first_day + monday - 1) == day_week(draft->first_day))
		monday--;
	for (; monday < draft->day_count; monday += 7) {
		bool week[7] = {false};
		for (int32_t left = count_days(caregiver, dice); left > 0;) {
			int32_t day = dice_below(dice, 7);
			left -= !week[day];
			week[day] = true;
		}
		for (int32_t day = 0; day < 7; day++)
			if (monday + day >= 0 && monday + day < draft->day_count)
				caregiver->offers[monday + day] = week[day];
	}
	if (caregiver->employee)
		break_rows(caregiver, draft->day_count);
}

/* Part of her provider's area, around her home. */
static bool *narrow_area(const struct draft *draft, const bool *area, struct dice *dice)
{
	int32_t all = draft->postcodes->count, size = 0;
	int32_t *order = memory_allocate((size_t)all, sizeof *order);
	bool *own = memory_allocate((size_t)all, sizeof *own);

	for (int32_t i = 0; i < all; i++)
		size += area[i];
	int32_t home = draft->places[dice_below(dice, draft->place_count)],
		left = size * (25 + dice_below(dice, 50)) / 100;
	const struct postcode *row = &draft->postcodes->rows[home];
	postcodes_sort_by_distance(order, draft->postcodes, (struct position){row->east_metres, row->north_metres});
	for (int32_t i = 0; i < all && left > 0; i++) {
		left -= area[order[i]];
		own[order[i]] = area[order[i]];
	}
	free(order);
	return own;
}

static struct draft_caregiver make_caregiver(const struct draft *draft, struct dice *dice, int32_t provider)
{
	struct draft_caregiver caregiver = {.provider = provider};
	const bool *area = draft->providers[caregiver.provider].area;

	caregiver.employee = dice_chance(dice, EMPLOYEE_PERMILLE);
	const int32_t *limits = caregiver.employee ? employee_weights : freelance_weights;
	int32_t hours = week_hours[dice_weighted(dice, limits, CHOICES(week_hours))];
	caregiver.week_minutes = hours == NO_LIMIT ? DRAFT_NONE : hours * HOUR;
	caregiver.day_minutes = shift_minutes[dice_weighted(dice, shift_weights, CHOICES(shift_minutes))];
	if (dice_chance(dice, OWN_AREA_PERMILLE)) {
		caregiver.area = narrow_area(draft, area, dice);
		bool any = false;
		for (int32_t i = 0; i < draft->postcodes->count; i++)
			any |= caregiver.area[i];
		if (!any) {
			free(caregiver.area);
			caregiver.area = NULL;
		}
	}
	offer_days(draft, &caregiver, dice);
	return caregiver;
}

/* Minutes from the plan date to the last due date, each week under her limit. */
static int32_t sum_offered(const struct draft *draft, const struct draft_caregiver *caregiver)
{
	int32_t past = draft->options->plan_date - draft->first_day, sum = 0, in_week = 0;

	for (int32_t day = past; day < past + draft->options->expected_days; day++) {
		if (day == past || day_week(draft->first_day + day) != day_week(draft->first_day + day - 1))
			in_week = 0;
		int32_t most = caregiver->week_minutes == DRAFT_NONE ? INT32_MAX : caregiver->week_minutes - in_week;
		int32_t today = caregiver->offers[day] ? caregiver->day_minutes : 0;
		today = today > most ? most : today;
		in_week += today;
		sum += today;
	}
	return sum;
}

/* Wanted from the plan date on: of who is in care, the part that her remaining days are of all her days. */
static int32_t sum_wanted(const struct draft *draft)
{
	int32_t sum = 0;

	for (int32_t i = 0; i < draft->client_count; i++) {
		const struct draft_client *client = &draft->clients[i];
		int32_t days = draft_care_days(client), left = days;
		if (client->birth_day != DAY_NONE && client->birth_day < draft->options->plan_date)
			left = client->birth_day + days - draft->options->plan_date;
		if (left > 0)
			sum += draft_wanted(client) * left / days;
	}
	return sum;
}

void draft_make_staff(struct draft *draft)
{
	struct dice dice = dice_start(draft->options->seed, 's');
	int32_t *weights = memory_allocate((size_t)draft->provider_count, sizeof *weights);

	for (int32_t i = 0; i < draft->provider_count; i++)
		weights[i] = draft->providers[i].staff_weight;
	draft->wanted_minutes = sum_wanted(draft);
	int64_t enough = (int64_t)draft->wanted_minutes * draft->options->tightness_percent / 100;
	while (draft->caregiver_count == 0 || draft->offered_minutes < enough) {
		/* First one for each provider, then by size. */
		int32_t provider = draft->caregiver_count;
		if (provider >= draft->provider_count)
			provider = dice_weighted(&dice, weights, draft->provider_count);
		memory_grow(draft->caregivers, draft->caregiver_count, draft->caregiver_capacity);
		struct draft_caregiver *caregiver = &draft->caregivers[draft->caregiver_count++];
		*caregiver = make_caregiver(draft, &dice, provider);
		snprintf(caregiver->key, DRAFT_KEY_SIZE, "V%04d", (int)draft->caregiver_count % 10000);
		draft->offered_minutes += sum_offered(draft, caregiver);
	}
	free(weights);
}
