#include "planner/reasons/cut.h"

#include <stdlib.h>
#include <string.h>

#include "planner/reasons/cut_growth.h"
#include "planner/base/memory.h"

static size_t cell_index(const struct problem *problem, int32_t caregiver, int32_t day)
{
	return (size_t)caregiver * (size_t)problem->day_count + (size_t)day;
}

static size_t week_index(const struct problem *problem, int32_t caregiver, int32_t day)
{
	return (size_t)caregiver * (size_t)problem->week_count + (size_t)problem->week_of_day[day];
}

static int compare_by_cell(const void *left, const void *right)
{
	const struct visit *a = left, *b = right;

	if (a->caregiver != b->caregiver)
		return a->caregiver < b->caregiver ? -1 : 1;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->client > b->client) - (a->client < b->client);
}

void cut_finder_build(struct cut_finder *finder, const struct problem *problem, const struct plan *plan)
{
	size_t cells = (size_t)problem->caregiver_count * (size_t)problem->day_count;

	*finder = (struct cut_finder){0};
	spare_measure(&finder->spare, problem, plan);
	finder->visits = memory_allocate(plan->visit_count, sizeof *finder->visits);
	if (plan->visit_count > 0)
		memcpy(finder->visits, plan->visits, plan->visit_count * sizeof *finder->visits);
	qsort(finder->visits, plan->visit_count, sizeof *finder->visits, compare_by_cell);
	finder->cell_first = memory_allocate(cells + 1, sizeof *finder->cell_first);
	finder->week_least = memory_allocate((size_t)problem->caregiver_count * (size_t)problem->week_count,
					     sizeof *finder->week_least);
	for (size_t i = 0; i < plan->visit_count; i++) {
		const struct visit *visit = &finder->visits[i];
		bool travels = i > 0 && visit->caregiver == visit[-1].caregiver && visit->day == visit[-1].day;
		finder->cell_first[cell_index(problem, visit->caregiver, visit->day) + 1]++;
		finder->week_least[week_index(problem, visit->caregiver, visit->day)] +=
			cut_shortest(finder, visit) + (travels ? problem->policy->travel_units : 0);
	}
	for (size_t i = 0; i < cells; i++)
		finder->cell_first[i + 1] += finder->cell_first[i];
}

void cut_finder_free(struct cut_finder *finder)
{
	spare_free(&finder->spare);
	free(finder->visits);
	free(finder->cell_first);
	free(finder->week_least);
	*finder = (struct cut_finder){0};
}

const struct visit *cut_cell(const struct cut_finder *finder, int32_t caregiver, int32_t day, int32_t *count)
{
	const int32_t *first = &finder->cell_first[cell_index(finder->spare.problem, caregiver, day)];

	*count = first[1] - first[0];
	return &finder->visits[first[0]];
}

const struct visit *cut_visit_on(const struct cut_finder *finder, int32_t client, int32_t day)
{
	const struct spare *spare = &finder->spare;

	for (int32_t i = spare->own_first[client]; i < spare->own_first[client + 1]; i++)
		if (spare->own[i].day == day)
			return &spare->own[i];
	return NULL;
}

bool cut_is_must(const struct cut_finder *finder, const struct visit *visit)
{
	return problem_find_must(finder->spare.problem, visit->client, visit->caregiver, visit->day) != NULL;
}

bool cut_is_fixed(const struct cut_finder *finder, const struct visit *visit)
{
	const struct problem_must *must =
		problem_find_must(finder->spare.problem, visit->client, visit->caregiver, visit->day);
	return must != NULL && must->units != 0;
}

int32_t cut_shortest(const struct cut_finder *finder, const struct visit *visit)
{
	return cut_is_fixed(finder, visit) ? visit->units
					   : finder->spare.problem->clients[visit->client].shortest_units;
}

static void grow_day(struct cut_growth *growth, int32_t caregiver, int32_t day);

static void ask(struct cut_growth *growth, int32_t client, int32_t day)
{
	bool *mark = &growth->is_asked[cell_index(growth->problem, client, day)];

	if (*mark)
		return;
	*mark = true;
	memory_grow(growth->asked, growth->asked_count, growth->asked_capacity);
	growth->asked[growth->asked_count++] = (struct cut_ask){client, day};
}

/* Could a visit on this day give her more: one where there is none, or a longer one? */
static bool is_wanting(const struct cut_growth *growth, const struct visit *visit)
{
	if (visit == NULL)
		return true;
	return growth->tier != TIER_PRESENCE && visit->units < growth->problem->policy->max_visit_units &&
	       !cut_is_fixed(growth->finder, visit);
}

/* All days on which the client could have something in the place of what she gives up. */
static void ask_everywhere(struct cut_growth *growth, int32_t client)
{
	const struct problem_client *c = &growth->problem->clients[client];

	if (growth->is_free[client])
		return;
	growth->is_free[client] = true;
	for (int32_t day = c->first_day; c->shortest_units > 0 && day < c->first_day + c->day_count; day++)
		if (is_wanting(growth, cut_visit_on(growth->finder, client, day)))
			ask(growth, client, day);
}

/* The other days of this caregiver that keep her from working more on this one: her week, her days in a row. */
static void grow_ties(struct cut_growth *growth, int32_t caregiver, int32_t day, bool by_row)
{
	const struct problem *problem = growth->problem;
	int32_t reach = problem->caregivers[caregiver].row_limit;

	for (int32_t other = 0; other < problem->day_count; other++) {
		int32_t count;
		cut_cell(growth->finder, caregiver, other, &count);
		int32_t apart = problem->dates[other] - problem->dates[day];
		bool tied = by_row ? apart >= -reach && apart <= reach
				   : problem->week_of_day[other] == problem->week_of_day[day];
		if (tied && count > 0)
			grow_day(growth, caregiver, other);
	}
}

static bool as_planned(enum tier tier)
{
	return tier > TIER_PRESENCE;
}

static void grow_client(struct cut_growth *growth, const struct visit *visit)
{
	growth->is_client[visit->client] = true;
	if (as_planned(growth->tier)) {
		if (visit->units > cut_shortest(growth->finder, visit))
			ask_everywhere(growth, visit->client);
		return;
	}
	if (cut_is_must(growth->finder, visit) && growth->tier == TIER_PRESENCE)
		return;
	ask(growth, visit->client, visit->day);
	ask_everywhere(growth, visit->client);
}

static void grow_day(struct cut_growth *growth, int32_t caregiver, int32_t day)
{
	bool *mark = &growth->is_day[cell_index(growth->problem, caregiver, day)];
	int32_t count;
	const struct visit *visits = cut_cell(growth->finder, caregiver, day, &count);

	if (*mark)
		return;
	*mark = true;
	for (int32_t i = 0; i < count; i++)
		grow_client(growth, &visits[i]);
}

/* Units for one visit more on this day and in this week, with all other visits as they are or at their shortest. */
static int32_t day_room(const struct cut_growth *growth, int32_t caregiver, int32_t day, bool shortest)
{
	int32_t count, room = problem_available_units(growth->problem, caregiver, day);
	const struct visit *visits = cut_cell(growth->finder, caregiver, day, &count);

	for (int32_t i = 0; i < count; i++)
		room -= growth->problem->policy->travel_units +
			(shortest ? cut_shortest(growth->finder, &visits[i]) : visits[i].units);
	return room;
}

static int32_t week_room(const struct cut_growth *growth, int32_t caregiver, int32_t day, bool shortest)
{
	const struct problem *problem = growth->problem;
	size_t week = week_index(problem, caregiver, day);
	int32_t count;

	if (problem->week_free_units[week] == INT32_MAX)
		return INT32_MAX;
	cut_cell(growth->finder, caregiver, day, &count);
	return problem->week_free_units[week] - (count > 0 ? problem->policy->travel_units : 0) -
	       (shortest ? growth->finder->week_least[week] : growth->finder->spare.week_units[week]);
}

/* She could be visited by this caregiver on this day, and is not. */
static void try_visit(struct cut_growth *growth, int32_t client, int32_t caregiver, int32_t day)
{
	int32_t needed = growth->problem->clients[client].shortest_units;
	bool shortest = growth->tier == TIER_PRESENCE;
	bool in_day = day_room(growth, caregiver, day, shortest) >= needed;
	bool in_week = week_room(growth, caregiver, day, shortest) >= needed;
	bool in_row = spare_row_allows(&growth->finder->spare, caregiver, day);

	if (in_day && in_week && in_row) {
		growth->leaks = true;
		return;
	}
	grow_day(growth, caregiver, day);
	/* Where the day itself is full, who leaves it makes room in the week and the row as well. */
	if (in_day && !in_week)
		grow_ties(growth, caregiver, day, false);
	if (in_day && !in_row)
		grow_ties(growth, caregiver, day, true);
}

/* Her visit could be longer, if its caregiver had time. */
static void try_longer(struct cut_growth *growth, const struct visit *visit)
{
	const struct problem *problem = growth->problem;
	int32_t travel = problem->policy->travel_units;
	size_t week = week_index(problem, visit->caregiver, visit->day);
	bool in_day = day_room(growth, visit->caregiver, visit->day, false) + travel > 0;
	bool in_week = problem->week_free_units[week] > growth->finder->spare.week_units[week];

	if (in_day && in_week) {
		growth->leaks = true;
		return;
	}
	grow_day(growth, visit->caregiver, visit->day);
	if (in_day)
		grow_ties(growth, visit->caregiver, visit->day, false);
}

static void follow(struct cut_growth *growth, struct cut_ask asked)
{
	const struct problem *problem = growth->problem;
	const struct problem_client *c = &problem->clients[asked.client];
	const struct visit *visit = cut_visit_on(growth->finder, asked.client, asked.day);
	const struct problem_caregiver *caregivers = problem->caregivers;

	if (visit != NULL && growth->tier != TIER_PRESENCE)
		try_longer(growth, visit);
	if (as_planned(growth->tier))
		return;
	for (int32_t i = 0; i < c->eligible_count && !growth->leaks; i++) {
		int32_t who = problem->eligible[c->eligible_first + i];
		bool rests = asked.day == 0 && caregivers[who].row_limit > 0 &&
			     caregivers[who].past_run >= caregivers[who].row_limit;
		if ((visit != NULL && visit->caregiver == who) || rests ||
		    problem_available_units(problem, who, asked.day) < c->shortest_units ||
		    problem_is_never(problem, asked.client, who, asked.day))
			continue;
		try_visit(growth, asked.client, who, asked.day);
	}
}

static void begin(struct cut_growth *growth, const struct cut_finder *finder, enum tier tier)
{
	const struct problem *problem = finder->spare.problem;
	size_t days = (size_t)problem->day_count, clients = (size_t)problem->client_count;

	*growth = (struct cut_growth){.finder = finder, .problem = problem, .tier = tier};
	growth->is_day = memory_allocate((size_t)problem->caregiver_count * days, sizeof *growth->is_day);
	growth->is_client = memory_allocate(clients, sizeof *growth->is_client);
	growth->is_free = memory_allocate(clients, sizeof *growth->is_free);
	growth->is_asked = memory_allocate(clients * days, sizeof *growth->is_asked);
}

static void end(struct cut_growth *growth)
{
	free(growth->is_day);
	free(growth->is_client);
	free(growth->is_free);
	free(growth->is_asked);
	free(growth->asked);
}

/* Without a caregiver-day nobody has time on the days that she asks for; where visits stay as planned, it only means
 * that she has none to lengthen. */
static bool says_something(const struct cut *cut)
{
	return cut->day_count > 0 || !cut->as_planned;
}

static void list_clients(struct cut *cut, const struct cut_growth *growth)
{
	const struct problem *problem = growth->problem;

	cut->clients = memory_allocate((size_t)problem->client_count, sizeof *cut->clients);
	cut->free = memory_allocate((size_t)problem->client_count, sizeof *cut->free);
	for (int32_t i = 0; i < problem->client_count; i++) {
		if (!growth->is_client[i])
			continue;
		struct shortages shortages = spare_shortages(&growth->finder->spare, i);
		cut->free[cut->client_count] = growth->is_free[i];
		cut->clients[cut->client_count++] = i;
		cut->wanted_units += problem->clients[i].left_units;
		cut->short_clients += shortages.short_units[cut->tier] > 0;
		cut->short_units += shortages.short_units[cut->tier];
	}
}

/* Adds up the week of one caregiver: its days of the cut, within what the limit leaves to them. */
static void count_week(struct cut *cut, const struct cut_growth *growth, int32_t caregiver, int32_t week)
{
	const struct problem *problem = growth->problem;
	int64_t available = 0, others = 0;
	int32_t limit = problem->week_free_units[(size_t)caregiver * (size_t)problem->week_count + (size_t)week];

	for (int32_t day = 0; day < problem->day_count; day++) {
		int32_t count, care = 0;
		if (problem->week_of_day[day] != week)
			continue;
		const struct visit *visits = cut_cell(growth->finder, caregiver, day, &count);
		for (int32_t i = 0; i < count; i++)
			care += visits[i].units;
		int32_t travel = count > 1 ? (count - 1) * problem->policy->travel_units : 0;
		if (!growth->is_day[cell_index(problem, caregiver, day)]) {
			others += care + travel;
			continue;
		}
		cut->days[cut->day_count++] = (struct cut_day){caregiver, day};
		cut->visit_count += count;
		cut->care_units += care;
		cut->travel_units += travel;
		available += problem_available_units(problem, caregiver, day);
	}
	if (limit != INT32_MAX && available > limit - others)
		available = limit - others;
	cut->available_units += available;
}

static int compare_days(const void *left, const void *right)
{
	const struct cut_day *a = left, *b = right;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->caregiver > b->caregiver) - (a->caregiver < b->caregiver);
}

static void list_days(struct cut *cut, const struct cut_growth *growth)
{
	const struct problem *problem = growth->problem;
	size_t cells = (size_t)problem->caregiver_count * (size_t)problem->day_count;

	cut->days = memory_allocate(cells, sizeof *cut->days);
	for (int32_t k = 0; k < problem->caregiver_count; k++)
		for (int32_t week = 0; week < problem->week_count; week++)
			count_week(cut, growth, k, week);
	cut->unused_units = cut->available_units - cut->care_units - cut->travel_units;
	qsort(cut->days, (size_t)cut->day_count, sizeof *cut->days, compare_days);
}

void cut_find(struct cut *cut, const struct cut_finder *finder, int32_t client, enum tier tier)
{
	struct cut_growth growth;

	begin(&growth, finder, tier);
	*cut = (struct cut){.client = client, .tier = tier, .as_planned = as_planned(tier)};
	growth.is_client[client] = true;
	ask_everywhere(&growth, client);
	while (growth.asked_count > 0 && !growth.leaks)
		follow(&growth, growth.asked[--growth.asked_count]);
	list_clients(cut, &growth);
	list_days(cut, &growth);
	cut->tight = !growth.leaks && says_something(cut) && (tier != TIER_MINIMUM || cut->unused_units == 0) &&
		     cut_is_due(&growth, client);
	end(&growth);
}

void cut_find_first(struct cut *cut, const struct cut_finder *finder, int32_t client)
{
	struct shortages shortages = spare_shortages(&finder->spare, client);
	int tier = 0;

	while (tier < TIER_COUNT - 1 && shortages.short_units[tier] == 0)
		tier++;
	cut_find(cut, finder, client, (enum tier)tier);
}

bool cut_holds_for(const struct cut *cut, const struct cut_finder *finder, int32_t client)
{
	struct cut_growth growth;
	bool holds = false;

	begin(&growth, finder, cut->tier);
	for (int32_t i = 0; i < cut->day_count; i++)
		growth.is_day[cell_index(growth.problem, cut->days[i].caregiver, cut->days[i].day)] = true;
	for (int32_t i = 0; i < cut->client_count; i++) {
		growth.is_client[cut->clients[i]] = true;
		growth.is_free[cut->clients[i]] = cut->free[i];
		holds |= cut->clients[i] == client && cut->free[i];
	}
	holds = holds && cut->tight && spare_shortages(&finder->spare, client).short_units[cut->tier] > 0 &&
		cut_is_due(&growth, client);
	end(&growth);
	return holds;
}

void cut_free(struct cut *cut)
{
	free(cut->clients);
	free(cut->free);
	free(cut->days);
	*cut = (struct cut){0};
}
