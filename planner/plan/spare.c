#include "planner/plan/spare.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"
#include "planner/base/smaller.h"

static size_t week_index(const struct problem *problem, int32_t caregiver, int32_t day)
{
	return (size_t)caregiver * (size_t)problem->week_count + (size_t)problem->week_of_day[day];
}

static int compare_own(const void *left, const void *right)
{
	const struct visit *a = left, *b = right;

	if (a->client != b->client)
		return a->client < b->client ? -1 : 1;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->caregiver > b->caregiver) - (a->caregiver < b->caregiver);
}

void spare_measure(struct spare *spare, const struct problem *problem, const struct plan *plan)
{
	size_t caregivers = (size_t)problem->caregiver_count, clients = (size_t)problem->client_count;

	*spare = (struct spare){.problem = problem};
	spare->visits = memory_allocate(caregivers * (size_t)problem->day_count, sizeof *spare->visits);
	spare->care_units = memory_allocate(caregivers * (size_t)problem->day_count, sizeof *spare->care_units);
	spare->week_units = memory_allocate(caregivers * (size_t)problem->week_count, sizeof *spare->week_units);
	spare->own = memory_allocate(plan->visit_count, sizeof *spare->own);
	spare->own_first = memory_allocate(clients + 1, sizeof *spare->own_first);
	spare->own_units = memory_allocate(clients, sizeof *spare->own_units);
	spare->own_points = memory_allocate(clients, sizeof *spare->own_points);
	spare->digital_units = memory_allocate(clients, sizeof *spare->digital_units);
	if (clients != 0)
		memcpy(spare->digital_units, plan->digital_units, clients * sizeof *spare->digital_units);
	if (plan->visit_count != 0)
		memcpy(spare->own, plan->visits, plan->visit_count * sizeof *spare->own);
	qsort(spare->own, plan->visit_count, sizeof *spare->own, compare_own);
	for (size_t i = 0; i < plan->visit_count; i++) {
		spare_book(spare, &spare->own[i], 1);
		spare->own_first[spare->own[i].client + 1]++;
		spare->own_units[spare->own[i].client] += spare->own[i].units;
		spare->own_points[spare->own[i].client] +=
			problem_points(&problem->clients[spare->own[i].client], spare->own[i].day);
	}
	for (size_t i = 0; i < clients; i++)
		spare->own_first[i + 1] += spare->own_first[i];
}

void spare_free(struct spare *spare)
{
	free(spare->visits);
	free(spare->care_units);
	free(spare->week_units);
	free(spare->own);
	free(spare->own_first);
	free(spare->own_units);
	free(spare->own_points);
	free(spare->digital_units);
	*spare = (struct spare){0};
}

void spare_book(struct spare *spare, const struct visit *visit, int sign)
{
	size_t at = problem_cell(spare->problem, visit->caregiver, visit->day);
	size_t week = week_index(spare->problem, visit->caregiver, visit->day);
	/* Travel lies between two visits: the first of a day brings none, and the last to go takes none away. */
	bool travels = sign > 0 ? spare->visits[at] > 0 : spare->visits[at] > 1;

	spare->visits[at] += sign;
	spare->care_units[at] += sign * visit->units;
	spare->week_units[week] += sign * (visit->units + (travels ? spare->problem->policy->travel_units : 0));
}

/* Length of the run of working days that this day would be part of, past days included. */
static int32_t run_length(const struct spare *spare, int32_t caregiver, int32_t day)
{
	const struct problem *problem = spare->problem;
	const int32_t *visits = &spare->visits[problem_cell(problem, caregiver, 0)];
	int32_t first = day, last = day;

	while (first > 0 && visits[first - 1] > 0)
		first--;
	while (last + 1 < problem->day_count && visits[last + 1] > 0)
		last++;
	return last - first + 1 + (first == 0 ? problem->caregivers[caregiver].past_run : 0);
}

bool spare_row_allows(const struct spare *spare, int32_t caregiver, int32_t day)
{
	int32_t limit = spare->problem->caregivers[caregiver].row_limit;

	return limit == 0 || spare->visits[problem_cell(spare->problem, caregiver, day)] > 0 ||
	       run_length(spare, caregiver, day) <= limit;
}

int32_t spare_day_room(const struct spare *spare, int32_t caregiver, int32_t day, const struct visit *without)
{
	size_t at = problem_cell(spare->problem, caregiver, day);
	int32_t visits = spare->visits[at] - (without != NULL);
	int32_t care = spare->care_units[at] - (without != NULL ? without->units : 0);

	return spare->problem->available_units[at] - care - visits * spare->problem->policy->travel_units;
}

int32_t spare_week_room(const struct spare *spare, int32_t caregiver, int32_t day, const struct visit *without)
{
	const struct problem *problem = spare->problem;
	int32_t room = spare_week_units(spare, caregiver, problem->week_of_day[day]);

	if (room == INT32_MAX)
		return room;
	if (without != NULL) /* its time comes free, and its travel pays for the visit in its place */
		return room + without->units;
	return room - (spare->visits[problem_cell(problem, caregiver, day)] > 0 ? problem->policy->travel_units : 0);
}

int32_t spare_room(const struct spare *spare, int32_t caregiver, int32_t day, const struct visit *without)
{
	int32_t room = base_smaller(spare_day_room(spare, caregiver, day, without),
				    spare_week_room(spare, caregiver, day, without));

	return base_larger(0, room);
}

int32_t spare_week_units(const struct spare *spare, int32_t caregiver, int32_t week)
{
	size_t at = (size_t)caregiver * (size_t)spare->problem->week_count + (size_t)week;
	int32_t free_units = spare->problem->week_free_units[at];

	return free_units == INT32_MAX ? INT32_MAX : free_units - spare->week_units[at];
}

int32_t spare_longest_visit(const struct spare *spare, int32_t caregiver, int32_t day, const struct visit *without)
{
	const struct problem *problem = spare->problem;
	int32_t longest = problem->policy->max_visit_units, room = spare_room(spare, caregiver, day, without);

	if (!spare_row_allows(spare, caregiver, day))
		return 0;
	return room < longest ? room : longest;
}

/* One client as the plan has her. */
struct own_care {
	const struct problem_client *client;
	const struct visit *visits;
	int32_t count, planned, points, digital;
};

static struct own_care own_care(const struct spare *spare, int32_t client)
{
	int32_t first = spare->own_first[client];

	return (struct own_care){.client = &spare->problem->clients[client],
				 .visits = &spare->own[first],
				 .count = spare->own_first[client + 1] - first,
				 .planned = spare->own_units[client],
				 .points = spare->own_points[client],
				 .digital = spare->digital_units[client]};
}

static struct shortages as_planned(const struct own_care *care)
{
	return values_client(care->client, care->planned, care->points, care->digital);
}

struct shortages spare_shortages(const struct spare *spare, int32_t client)
{
	struct own_care care = own_care(spare, client);
	return as_planned(&care);
}

int spare_compare(const struct shortages *a, const struct shortages *b)
{
	for (int tier = 0; tier < TIER_COUNT; tier++)
		if (a->short_units[tier] != b->short_units[tier])
			return a->short_units[tier] < b->short_units[tier] ? -1 : 1;
	return 0;
}

/* The must that holds a visit, NULL if none does. */
static const struct problem_must *find_holding(const struct spare *spare, const struct visit *visit,
					       enum spare_pins pins)
{
	const struct problem_must *must =
		problem_find_must(spare->problem, visit->client, visit->caregiver, visit->day);

	if (must == NULL || must == spare->aside || (pins == SPARE_PINS_ASIDE && must->source != MUST_CONFIRMED))
		return NULL;
	return must;
}

static bool is_fixed(const struct spare *spare, const struct visit *visit, enum spare_pins pins)
{
	const struct problem_must *must = find_holding(spare, visit, pins);

	return must != NULL && must->units != 0;
}

static bool is_must(const struct spare *spare, const struct visit *visit, enum spare_pins pins)
{
	return find_holding(spare, visit, pins) != NULL;
}

/* Her shortages with so many units in visits of so many points. Digital hours make way where they no longer fit beside
 * them, which never harms: a unit of a visit fills all that a digital unit can. */
static struct shortages with_visits(const struct own_care *care, int32_t planned, int32_t points)
{
	return values_client(care->client, planned, points,
			     base_smaller(care->digital, care->client->left_units - planned));
}

/* Units that her visits could give up, and stay visits: all of hers, and of these (in_week) the ones by this caregiver
 * in the week of this day. */
static int32_t shrinkable_units(int32_t *in_week, const struct spare *spare, const struct own_care *care,
				int32_t caregiver, int32_t day, enum spare_pins pins)
{
	const int32_t *week_of_day = spare->problem->week_of_day;
	int32_t units = 0;

	*in_week = 0;
	for (int32_t i = 0; i < care->count; i++) {
		const struct visit *visit = &care->visits[i];
		if (is_fixed(spare, visit, pins))
			continue;
		int32_t given = visit->units - care->client->shortest_units;
		units += given;
		if (visit->caregiver == caregiver && week_of_day[visit->day] == week_of_day[day])
			*in_week += given;
	}
	return units;
}

/* Her shortages with a visit more, by this caregiver on a day without one. Her longer visits make way for it where she
 * has fewer hours left than the shortest visit takes, and where the caregiver's week has: there those by the same
 * caregiver, whose time comes free in that week. One shortened unit serves both. What makes way is only what the
 * shortest visit needs: each unit beyond it would cost one of another visit. */
static struct shortages with_new_visit(const struct spare *spare, const struct own_care *care, int32_t caregiver,
				       int32_t day, enum spare_pins pins)
{
	int32_t shortest = care->client->shortest_units, left = care->client->left_units - care->planned;
	int32_t longest =
		base_smaller(spare->problem->policy->max_visit_units, spare_day_room(spare, caregiver, day, NULL));
	int32_t in_week = spare_week_room(spare, caregiver, day, NULL),
		units = base_smaller(longest, base_smaller(left, in_week));
	int32_t shrinkable, shrinkable_in_week, points = care->points + problem_points(care->client, day);

	if (shortest == 0 || longest < shortest || !spare_row_allows(spare, caregiver, day))
		return as_planned(care);
	if (units >= shortest)
		return with_visits(care, care->planned + units, points);
	shrinkable = shrinkable_units(&shrinkable_in_week, spare, care, caregiver, day, pins);
	if (shortest - units > shrinkable || shortest - in_week > shrinkable_in_week)
		return as_planned(care);
	return with_visits(care, care->planned + units, points);
}

/* Her shortages with one visit of room units at most in the place of this one. */
static struct shortages with_longer_visit(const struct own_care *care, const struct visit *visit, int32_t room)
{
	int32_t more = base_smaller(room - visit->units, care->client->left_units - care->planned);

	return more > 0 ? with_visits(care, care->planned + more, care->points) : as_planned(care);
}

static const struct visit *find_own(const struct own_care *care, int32_t day)
{
	for (int32_t i = 0; i < care->count; i++)
		if (care->visits[i].day == day)
			return &care->visits[i];
	return NULL;
}

static struct shortages with_caregiver(const struct spare *spare, const struct own_care *care, int32_t caregiver,
				       int32_t day, enum spare_pins pins)
{
	const struct visit *visit = find_own(care, day);

	if (visit == NULL)
		return with_new_visit(spare, care, caregiver, day, pins);
	if (visit->caregiver == caregiver && !is_fixed(spare, visit, pins))
		return with_longer_visit(care, visit, spare_longest_visit(spare, caregiver, day, visit));
	if (visit->caregiver != caregiver && !is_must(spare, visit, pins))
		return with_longer_visit(care, visit, spare_longest_visit(spare, caregiver, day, NULL));
	return as_planned(care);
}

static struct shortages with_digital(const struct own_care *care)
{
	int32_t left = care->client->left_units - care->planned, room = care->client->digital_room;
	return values_client(care->client, care->planned, care->points, base_smaller(room, left));
}

struct shortages spare_best(const struct spare *spare, int32_t client, int32_t caregiver, enum spare_pins pins)
{
	const struct problem *problem = spare->problem;
	struct own_care care = own_care(spare, client);
	struct shortages best = with_digital(&care);

	for (int32_t i = 0; i < care.client->eligible_count; i++) {
		int32_t who = problem->eligible[care.client->eligible_first + i];
		if (caregiver != REGION_NONE && caregiver != who)
			continue;
		for (int32_t j = 0; j < care.client->day_count; j++) {
			int32_t day = care.client->first_day + j;
			if (pins == SPARE_PINS_HOLD && problem_is_never(problem, client, who, day))
				continue;
			struct shortages found = with_caregiver(spare, &care, who, day, pins);
			if (spare_compare(&found, &best) < 0)
				best = found;
		}
	}
	return best;
}

int64_t spare_unused_units(const struct spare *spare, int32_t caregiver, const bool *is_care_day)
{
	const struct problem *problem = spare->problem;
	int64_t units = 0;

	for (int32_t day = 0; day < problem->day_count;) {
		int32_t week = problem->week_of_day[day];
		int64_t in_week = 0, limit = spare_week_units(spare, caregiver, week);
		for (; day < problem->day_count && problem->week_of_day[day] == week; day++)
			if (is_care_day[day] && spare_longest_visit(spare, caregiver, day, NULL) > 0)
				in_week += spare_room(spare, caregiver, day, NULL);
		units += in_week < limit ? in_week : limit;
	}
	return units;
}
