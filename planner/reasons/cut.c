#include "planner/reasons/cut.h"

#include <stdlib.h>
#include <string.h>

#include "planner/reasons/cut_growth.h"
#include "planner/base/memory.h"

/* The room for questions of a finder that is built but for it. */
static struct cut_growth *make_growth(const struct cut_finder *finder)
{
	const struct problem *problem = finder->spare.problem;
	struct cut_growth *growth = memory_allocate(1, sizeof *growth);
	size_t cells = (size_t)problem->caregiver_count * (size_t)problem->day_count;
	size_t clients = (size_t)problem->client_count;
	int32_t asks = 0;

	growth->problem = problem;
	growth->day_marks = memory_allocate(cells, sizeof *growth->day_marks);
	growth->client_marks = memory_allocate(clients, sizeof *growth->client_marks);
	growth->free_marks = memory_allocate(clients, sizeof *growth->free_marks);
	growth->first_ask = memory_allocate(clients, sizeof *growth->first_ask);
	growth->clients = memory_allocate(clients, sizeof *growth->clients);
	for (size_t i = 0; i < clients; i++) {
		growth->first_ask[i] = asks;
		asks += problem->clients[i].day_count;
	}
	growth->ask_marks = memory_allocate((size_t)asks, sizeof *growth->ask_marks);
	growth->gains = memory_allocate((size_t)finder->longest_units + 1, sizeof *growth->gains);
	growth->claims = memory_allocate(cut_count_claims(finder), sizeof *growth->claims);
	for (int kind = 0; kind < CUT_KIND_COUNT; kind++) {
		growth->is_leaking[kind] = memory_allocate(clients, sizeof *growth->is_leaking[kind]);
		growth->closures[kind] = memory_allocate(clients, sizeof(struct cut_closure *));
	}
	return growth;
}

static void let_go(struct cut_closure *closure)
{
	if (closure == NULL || --closure->holders > 0)
		return;
	free(closure->clients);
	free(closure->free);
	free(closure->days);
	free(closure->claims);
	free(closure);
}

static void free_growth(struct cut_growth *growth)
{
	for (int kind = 0; kind < CUT_KIND_COUNT; kind++) {
		for (int32_t i = 0; i < growth->problem->client_count; i++)
			let_go(growth->closures[kind][i]);
		free(growth->closures[kind]);
		free(growth->is_leaking[kind]);
	}
	free(growth->gains);
	free(growth->claims);
	free(growth->day_marks);
	free(growth->client_marks);
	free(growth->free_marks);
	free(growth->ask_marks);
	free(growth->first_ask);
	free(growth->days);
	free(growth->clients);
	free(growth->asked);
	free(growth);
}

void cut_finder_build(struct cut_finder *finder, const struct problem *problem, const struct plan *plan)
{
	size_t cells = (size_t)problem->caregiver_count * (size_t)problem->day_count;

	*finder = (struct cut_finder){0};
	spare_measure(&finder->spare, problem, plan);
	finder->visits = memory_allocate(plan->visit_count, sizeof *finder->visits);
	if (plan->visit_count > 0)
		memcpy(finder->visits, plan->visits, plan->visit_count * sizeof *finder->visits);
	qsort(finder->visits, plan->visit_count, sizeof *finder->visits, plan_compare_by_cell);
	finder->cell_first = memory_allocate(cells + 1, sizeof *finder->cell_first);
	finder->day_least = memory_allocate(cells, sizeof *finder->day_least);
	finder->week_least = memory_allocate((size_t)problem->caregiver_count * (size_t)problem->week_count,
					     sizeof *finder->week_least);
	for (size_t i = 0; i < plan->visit_count; i++) {
		const struct visit *visit = &finder->visits[i];
		bool travels = i > 0 && visit->caregiver == visit[-1].caregiver && visit->day == visit[-1].day;
		size_t cell = problem_cell(problem, visit->caregiver, visit->day);
		int32_t shortest = cut_shortest(finder, visit);
		finder->cell_first[cell + 1]++;
		finder->day_least[cell] += shortest;
		finder->week_least[cut_week_index(problem, visit->caregiver, visit->day)] +=
			shortest + (travels ? problem->policy->travel_units : 0);
		if (visit->units > finder->longest_units)
			finder->longest_units = visit->units;
	}
	for (size_t i = 0; i < cells; i++)
		finder->cell_first[i + 1] += finder->cell_first[i];
	finder->unit_losses = cut_unit_losses(finder);
	finder->growth = make_growth(finder);
}

void cut_finder_free(struct cut_finder *finder)
{
	spare_free(&finder->spare);
	free(finder->visits);
	free(finder->cell_first);
	free(finder->day_least);
	free(finder->week_least);
	free(finder->unit_losses);
	if (finder->growth != NULL)
		free_growth(finder->growth);
	*finder = (struct cut_finder){0};
}

int64_t cut_finder_work(const struct cut_finder *finder)
{
	return finder->growth->work;
}

/* Without a caregiver-day nobody has time on the days that she asks for; where visits stay as planned, it only means
 * that she has none to lengthen. */
static bool says_something(const struct cut *cut, enum cut_kind kind)
{
	return cut->day_count > 0 || kind != CUT_AS_PLANNED;
}

static void list_clients(struct cut_closure *closure, const struct cut_growth *growth)
{
	size_t count = (size_t)growth->client_count;

	closure->client_count = growth->client_count;
	closure->clients = memory_allocate(count, sizeof *closure->clients);
	closure->free = memory_allocate(count, sizeof *closure->free);
	memcpy(closure->clients, growth->clients, count * sizeof *closure->clients);
	qsort(closure->clients, count, sizeof *closure->clients, cut_compare_clients);
	for (size_t i = 0; i < count; i++) {
		int32_t client = closure->clients[i];
		struct shortages shortages = spare_shortages(&growth->finder->spare, client);
		closure->free[i] = growth->free_marks[client] == growth->question;
		closure->counted.wanted_units += growth->problem->clients[client].left_units;
		for (int t = 0; t < TIER_COUNT; t++) {
			closure->short_clients[t] += shortages.short_units[t] > 0;
			closure->short_units[t] += shortages.short_units[t];
		}
	}
}

/* Adds up the week of one caregiver: its days of the cut, within what the limit leaves to them. */
static void count_week(struct cut *cut, const struct cut_growth *growth, int32_t caregiver, int32_t day)
{
	const struct problem *problem = growth->problem;
	const struct spare *spare = &growth->finder->spare;
	int64_t available = 0, others = 0;
	int32_t limit = problem->week_free_units[cut_week_index(problem, caregiver, day)], first, last;

	cut_span_week(&first, &last, problem, day);
	for (int32_t other = first; other <= last; other++) {
		size_t cell = problem_cell(problem, caregiver, other);
		int32_t count = spare->visits[cell], care = spare->care_units[cell];
		int32_t travel = count > 1 ? (count - 1) * problem->policy->travel_units : 0;
		if (growth->day_marks[cell] != growth->question) {
			others += care + travel;
			continue;
		}
		cut->visit_count += count;
		cut->care_units += care;
		cut->travel_units += travel;
		available += problem->available_units[cell];
	}
	if (limit != INT32_MAX && available > limit - others)
		available = limit - others;
	cut->available_units += available;
}

static int compare_by_caregiver(const void *left, const void *right)
{
	const struct cut_day *a = left, *b = right;

	if (a->caregiver != b->caregiver)
		return a->caregiver < b->caregiver ? -1 : 1;
	return (a->day > b->day) - (a->day < b->day);
}

static int compare_by_day(const void *left, const void *right)
{
	const struct cut_day *a = left, *b = right;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->caregiver > b->caregiver) - (a->caregiver < b->caregiver);
}

static void list_days(struct cut_closure *closure, const struct cut_growth *growth)
{
	const int32_t *week_of_day = growth->problem->week_of_day;
	struct cut *counted = &closure->counted;
	size_t count = (size_t)growth->day_count;

	closure->day_count = growth->day_count;
	closure->days = memory_allocate(count, sizeof *closure->days);
	if (count == 0)
		return;
	memcpy(closure->days, growth->days, count * sizeof *closure->days);
	qsort(closure->days, count, sizeof *closure->days, compare_by_caregiver);
	for (const struct cut_day *day = closure->days; day < closure->days + count; day++) {
		bool same = day > closure->days && day[-1].caregiver == day->caregiver;
		counted->caregiver_count += !same;
		if (!same || week_of_day[day[-1].day] != week_of_day[day->day])
			count_week(counted, growth, day->caregiver, day->day);
	}
	counted->unused_units = counted->available_units - counted->care_units - counted->travel_units;
	qsort(closure->days, count, sizeof *closure->days, compare_by_day);
}

/* What has grown, to its end. */
static struct cut_closure *make_closure(const struct cut_growth *growth)
{
	struct cut_closure *closure = memory_allocate(1, sizeof *closure);
	size_t claims = cut_count_claims(growth->finder);

	list_clients(closure, growth);
	list_days(closure, growth);
	closure->claims = memory_allocate(claims, sizeof *closure->claims);
	memcpy(closure->claims, growth->claims, claims * sizeof *closure->claims);
	closure->counted.clients = closure->clients;
	closure->counted.free = closure->free;
	closure->counted.days = closure->days;
	closure->counted.client_count = closure->client_count;
	closure->counted.day_count = closure->day_count;
	closure->counted.closure = closure;
	return closure;
}

void cut_find(struct cut *cut, const struct cut_finder *finder, int32_t client, enum tier tier)
{
	struct cut_growth *growth = cut_begin_growth(finder, client, tier);
	struct cut_closure **own = &growth->closures[growth->kind][client];

	*cut = (struct cut){.client = client, .tier = tier, .as_planned = growth->kind == CUT_AS_PLANNED};
	cut_grow(growth);
	if (growth->leaks || growth->is_undue)
		return;
	if (*own == NULL) {
		*own = growth->known != NULL ? growth->known : make_closure(growth);
		(*own)->holders++;
	}
	const struct cut *counted = &(*own)->counted;
	if (!says_something(counted, growth->kind) || (growth->kind == CUT_OF_HOURS && counted->unused_units != 0))
		return;
	*cut = *counted;
	cut->closure->holders++;
	cut->client = client;
	cut->tier = tier;
	cut->as_planned = growth->kind == CUT_AS_PLANNED;
	cut->tight = true;
	cut->short_clients = cut->closure->short_clients[tier];
	cut->short_units = cut->closure->short_units[tier];
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
	return cut->tight && cut_is_free_in(cut->closure, client) &&
	       spare_shortages(&finder->spare, client).short_units[cut->tier] > 0 && cut_is_due(cut, finder, client);
}

void cut_free(struct cut *cut)
{
	let_go(cut->closure);
	*cut = (struct cut){0};
}
