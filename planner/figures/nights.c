#include "planner/figures/nights.h"

#include <stdlib.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"

#define DAYS_AHEAD 2

/* A visit in places of the region and days of the calendar. */
struct meeting {
	int32_t client, caregiver, date;
	bool old; /* it was there, and is no more; else it is new */
};

struct changes {
	struct meeting *list;
	size_t count, capacity;
};

static struct meeting meeting_of(const struct nights_plan *night, const struct visit *visit)
{
	return (struct meeting){.client = night->problem->clients[visit->client].region_index,
				.caregiver = night->problem->caregivers[visit->caregiver].region_index,
				.date = problem_date(night->problem, visit->day)};
}

static bool is_in(const struct nights_plan *night, const struct meeting *meeting)
{
	for (size_t i = 0; i < night->plan->visit_count; i++) {
		struct meeting other = meeting_of(night, &night->plan->visits[i]);
		if (other.client == meeting->client && other.caregiver == meeting->caregiver &&
		    other.date == meeting->date)
			return true;
	}
	return false;
}

/* Is it for a child who is not born yet? Nobody knows of it, and who it is for changes every night. */
static bool is_held(const struct nights_plan *night, const struct meeting *meeting)
{
	return night->problem->region->clients[meeting->client].birth_day == DAY_NONE;
}

/* Visits of one plan on these days that the other does not have; returns how many the plan has in all. */
static int32_t list_missing(struct changes *changes, const struct nights_plan *plan, const struct nights_plan *other,
			    bool old, int32_t first, int32_t end)
{
	int32_t all = 0;

	for (size_t i = 0; i < plan->plan->visit_count; i++) {
		struct meeting meeting = meeting_of(plan, &plan->plan->visits[i]);
		if (meeting.date < first || meeting.date >= end || is_held(plan, &meeting))
			continue;
		all++;
		if (is_in(other, &meeting))
			continue;
		meeting.old = old;
		memory_grow(changes->list, changes->count, changes->capacity);
		changes->list[changes->count++] = meeting;
	}
	return all;
}

static bool is_direct(const struct nights *nights, const struct meeting *meeting)
{
	return nights->client_news[meeting->client] || nights->caregiver_news[meeting->caregiver];
}

/* Does this client have news, or has she lost a visit to her caregiver's? */
static bool is_looked_after(const struct nights *nights, const struct changes *changes, int32_t client)
{
	if (nights->client_news[client])
		return true;
	for (size_t i = 0; i < changes->count; i++)
		if (changes->list[i].old && changes->list[i].client == client &&
		    nights->caregiver_news[changes->list[i].caregiver])
			return true;
	return false;
}

/* Does its caregiver now go, on that day, to somebody who is looked after? One step, no chain: where plans differ much
 * everything hangs together with everything. */
static bool makes_room(const struct nights *nights, const struct changes *changes, const struct meeting *meeting)
{
	for (size_t i = 0; i < changes->count; i++) {
		const struct meeting *other = &changes->list[i];
		if (!other->old && other->caregiver == meeting->caregiver && other->date == meeting->date &&
		    is_looked_after(nights, changes, other->client))
			return true;
	}
	return false;
}

void nights_compare(struct nights_row *row, const struct nights *nights, const struct nights_plan *before,
		    const struct nights_plan *now)
{
	struct changes changes = {0};
	int32_t first = now->problem->policy->plan_date, end = first + DAYS_AHEAD;

	row->ahead = list_missing(&changes, before, now, true, first, end);
	list_missing(&changes, now, before, false, first, end);
	for (size_t i = 0; i < changes.count; i++) {
		if (!changes.list[i].old)
			continue;
		row->changed++;
		if (is_direct(nights, &changes.list[i]))
			row->changed_direct++;
		else if (makes_room(nights, &changes, &changes.list[i]))
			row->changed_indirect++;
	}
	free(changes.list);
}

/* The first day at home, as the truth has it. */
static int32_t home_date(const struct nights *nights, int32_t client)
{
	int32_t birth = nights->births[client], home_from = nights->truth->clients[client].home_from_day;

	return home_from != DAY_NONE && home_from > birth ? home_from : birth;
}

void nights_count_visit(struct nights *nights, struct nights_row *row, int32_t client, int32_t units)
{
	struct nights_client *counted = &nights->clients[client];
	int32_t home = home_date(nights, client);

	row->given++;
	row->given_units += units;
	counted->received_visits++;
	counted->came_first |= row->date == home;
	counted->came_second |= row->date == home + 1;
}

/* end: the day after her last care day. */
static void count_first_days(struct nights *nights, int32_t client, int32_t end)
{
	struct nights_client *counted = &nights->clients[client];
	int32_t first = home_date(nights, client) - nights->first_date; /* index of its row, if it has one */
	int32_t days = end - nights->first_date < nights->row_count ? end - nights->first_date : nights->row_count;

	counted->has_first = first >= 0 && first < days;
	counted->has_second = first >= 0 && first + 1 < days;
	if (counted->has_first) {
		nights->rows[first].first_count++;
		nights->rows[first].nobody_first += !counted->came_first;
	}
	if (counted->has_second) {
		nights->rows[first + 1].first_two_count++;
		nights->rows[first + 1].nobody_first_two += !counted->came_first && !counted->came_second;
	}
}

void nights_conclude(struct nights *nights, const struct region *region, const struct policy *policy)
{
	int32_t *visitors = region_count_visitors(region); /* before the first night as well */
	int64_t *physical_ticks, *digital_ticks;

	problem_sum_received(&physical_ticks, &digital_ticks, region);
	for (size_t i = 0; i < region->client_count; i++) {
		const struct region_client *row = &region->clients[i];
		struct nights_client *client = &nights->clients[i];
		int32_t end = nights->births[i] + (row->care_days == REGION_NONE ? policy->care_days : row->care_days);
		int32_t physical = problem_units_of_ticks(policy, physical_ticks[i]);
		client->wanted_units = problem_wanted_units(policy, row);
		client->minimum_units = problem_minimum_units(policy, row);
		client->ended = end <= nights->first_date + nights->row_count;
		client->received_units = physical + problem_units_of_ticks(policy, digital_ticks[i]);
		client->minimum_short_units = physical < client->minimum_units ? client->minimum_units - physical : 0;
		client->received_caregivers = visitors[i];
		count_first_days(nights, (int32_t)i, end);
		client->counted |= client->has_first;
	}
	free(visitors);
	free(physical_ticks);
	free(digital_ticks);
}
