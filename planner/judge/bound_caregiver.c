/* The caregivers' small problems: what each can earn at most at the prices of a certificate, within the rules. */
#include <stdlib.h>
#include <string.h>

#include "planner/judge/market.h"
#include "planner/base/memory.h"

/* earned[(class * day_count + day) * size + x]: the most for visits that with a journey before each take x units. The
 * first visit needs no journey, so a day of a units is x = a + travel. */
struct takings {
	int64_t *earned;
	int32_t size;
};

static const int64_t *takings_of(const struct takings *takings, const struct judge_market *market, int32_t class,
				 int32_t day)
{
	return takings->earned + ((int64_t) class * market->problem->day_count + day) * takings->size;
}

static void fill_takings(struct takings *takings, const struct judge_market *market)
{
	const struct problem *problem = market->problem;
	int32_t travel = problem->policy->travel_units, longest = problem->policy->max_visit_units, available = 0;

	for (size_t i = 0; i < problem_cell(problem, problem->caregiver_count, 0); i++)
		available = problem->available_units[i] > available ? problem->available_units[i] : available;
	takings->size = available + travel + 1;
	takings->earned = memory_allocate((size_t)market->certificate->class_count * (size_t)problem->day_count *
						  (size_t)takings->size,
					  sizeof *takings->earned);
	for (int32_t class = 1; class < market->certificate->class_count; class ++)
		for (int32_t day = 0; day < problem->day_count; day++) {
			const int64_t *prices = judge_market_prices(market, class, day);
			int64_t *earned =
				takings->earned + ((int64_t) class * problem->day_count + day) * takings->size;
			for (int32_t x = 1; x < takings->size; x++) {
				earned[x] = earned[x - 1];
				for (int32_t units = 1; units <= longest && units + travel <= x; units++) {
					int64_t with = earned[x - units - travel] + prices[units];
					earned[x] = with > earned[x] ? with : earned[x];
				}
			}
		}
}

/* A caregiver's diary: the most earned so far, [days in a row][units of the week]. rows is 1 without a limit on days in
 * a row, loads is 1 where no weekly limit can bind. */
struct diary {
	int32_t rows, loads;
	bool counts_weeks;
	int64_t *now, *next;
};

static bool weeks_can_bind(const struct problem *problem, int32_t caregiver)
{
	for (int32_t day = 0; day < problem->day_count;) {
		int32_t week = problem->week_of_day[day], offered = 0;
		for (; day < problem->day_count && problem->week_of_day[day] == week; day++)
			offered += problem_available_units(problem, caregiver, day);
		if (offered > problem->week_free_units[caregiver * problem->week_count + week])
			return true;
	}
	return false;
}

static int32_t most_of_a_week(const struct problem *problem, int32_t caregiver)
{
	int32_t most = 0;

	for (int32_t day = 0; day < problem->day_count;) {
		int32_t week = problem->week_of_day[day], offered = 0;
		int32_t limit = problem->week_free_units[caregiver * problem->week_count + week];
		for (; day < problem->day_count && problem->week_of_day[day] == week; day++)
			offered += problem_available_units(problem, caregiver, day);
		offered = offered < limit ? offered : limit;
		most = offered > most ? offered : most;
	}
	return most;
}

/* Monday: nothing of the week is used yet. */
static void begin_week(struct diary *diary)
{
	for (int32_t row = 0; row < diary->rows; row++) {
		int64_t *earned = diary->now + (int64_t)row * diary->loads;
		for (int32_t load = 1; load < diary->loads; load++) {
			earned[0] = earned[load] > earned[0] ? earned[load] : earned[0];
			earned[load] = -JUDGE_FORBIDDEN;
		}
	}
}

static void raise_to(int64_t *place, int64_t earned)
{
	if (earned > *place)
		*place = earned;
}

/* A day: off, or worked for so many units. takings is shifted by the journey that the first visit needs not. */
static void live_day(struct diary *diary, const int64_t *takings, int32_t available, int32_t week_free)
{
	for (int32_t i = 0; i < diary->rows * diary->loads; i++)
		diary->next[i] = -JUDGE_FORBIDDEN;
	for (int32_t row = 0; row < diary->rows; row++)
		for (int32_t load = 0; load < diary->loads; load++) {
			int64_t before = diary->now[(int64_t)row * diary->loads + load];
			int32_t after = diary->rows > 1 ? row + 1 : 0;
			if (before < 0)
				continue;
			raise_to(&diary->next[load], before);
			if (after == diary->rows && diary->rows > 1)
				continue;
			if (!diary->counts_weeks) {
				raise_to(&diary->next[after], before + takings[available]);
				continue;
			}
			int64_t *next = diary->next + (int64_t)after * diary->loads + load;
			for (int32_t work = 1; work <= available && load + work <= week_free; work++) {
				if (load + work >= diary->loads)
					break;
				if (takings[work] > takings[work - 1])
					raise_to(&next[work], before + takings[work]);
			}
		}
	int64_t *now = diary->now;

	diary->now = diary->next;
	diary->next = now;
}

static int64_t earn_most(const struct judge_market *market, const struct takings *takings, int32_t caregiver)
{
	const struct problem *problem = market->problem;
	const struct problem_caregiver *row = &problem->caregivers[caregiver];
	int32_t class = market->certificate->class_of[caregiver];
	struct diary diary = {row->row_limit > 0 ? row->row_limit + 1 : 1, 1, false, NULL, NULL};
	int64_t most = 0;

	diary.counts_weeks = weeks_can_bind(problem, caregiver);
	if (diary.counts_weeks)
		diary.loads = most_of_a_week(problem, caregiver) + 1;
	size_t count = (size_t)diary.rows * (size_t)diary.loads;

	diary.now = memory_allocate(count, sizeof *diary.now);
	diary.next = memory_allocate(count, sizeof *diary.next);
	for (size_t i = 0; i < count; i++)
		diary.now[i] = -JUDGE_FORBIDDEN;
	diary.now[(row->past_run < diary.rows ? row->past_run : diary.rows - 1) * diary.loads] = 0;
	for (int32_t day = 0; day < problem->day_count; day++) {
		int32_t week = problem->week_of_day[day];
		if (day > 0 && week != problem->week_of_day[day - 1])
			begin_week(&diary);
		live_day(&diary, takings_of(takings, market, class, day) + problem->policy->travel_units,
			 problem_available_units(problem, caregiver, day),
			 problem->week_free_units[caregiver * problem->week_count + week]);
	}
	for (size_t i = 0; i < count; i++)
		most = diary.now[i] > most ? diary.now[i] : most;
	free(diary.now);
	free(diary.next);
	return most;
}

judge_wide judge_bound_earnings(const struct judge_market *market)
{
	struct takings takings;
	judge_wide sum = 0;

	if (market->certificate->prices[market->tier] == NULL)
		return 0;
	fill_takings(&takings, market);
	for (int32_t caregiver = 0; caregiver < market->problem->caregiver_count; caregiver++)
		if (market->certificate->class_of[caregiver] != 0)
			sum += earn_most(market, &takings, caregiver);
	free(takings.earned);
	return sum;
}
