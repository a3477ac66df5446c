#include "planner/plan/single.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"
#include "planner/base/smaller.h"

/* The search for one client. */
struct finder {
	const struct single *single;
	int32_t index, shortest, open_units; /* open: wanted, not received and in no visit; digital hours make way */
	const struct visit *own;
	int32_t own_count;
	struct single_change *best;
	bool found;
};

void single_begin(struct single *single, const struct problem *problem, const struct plan *plan)
{
	size_t cells = (size_t)problem->caregiver_count * (size_t)problem->day_count;

	*single = (struct single){.problem = problem};
	spare_measure(&single->spare, problem, plan);
	single->visits = memory_allocate(plan->visit_count, sizeof *single->visits);
	single->first_visit = memory_allocate(cells + 1, sizeof *single->first_visit);
	for (size_t i = 0; i < plan->visit_count; i++) {
		single->visits[i] = plan->visits[i];
		single->first_visit[problem_cell(problem, plan->visits[i].caregiver, plan->visits[i].day) + 1]++;
	}
	for (size_t i = 0; i < cells; i++)
		single->first_visit[i + 1] += single->first_visit[i];
	qsort(single->visits, plan->visit_count, sizeof *single->visits, plan_compare_by_cell);
}

void single_end(struct single *single)
{
	spare_free(&single->spare);
	free(single->visits);
	free(single->first_visit);
	*single = (struct single){0};
}

/* What a client lacks with so many units and points more. */
static struct shortages lacks_with(const struct single *single, int32_t client, int32_t units, int32_t points,
				   int32_t digital)
{
	return values_client(&single->problem->clients[client], single->spare.own_units[client] + units,
			     single->spare.own_points[client] + points, digital);
}

/* What an edit adds to its client's units and points. */
static void add_edit(const struct problem *problem, const struct single_edit *edit, int32_t *units, int32_t *points)
{
	int32_t worth = problem_points(&problem->clients[edit->visit.client], edit->visit.day);

	*units += edit->visit.units - edit->before_units;
	*points += ((edit->visit.units > 0) - (edit->before_units > 0)) * worth;
}

/* Keeps the change if it helps, and more than the best so far. Digital hours make way where they no longer fit. */
static void weigh(struct finder *finder, struct single_change *change)
{
	const struct single *single = finder->single;
	const int32_t *digital = single->spare.digital_units;
	int32_t units = 0, points = 0, given_units = 0, given_points = 0, giver = REGION_NONE;
	struct values nothing = {{0}};

	for (int32_t i = 0; i < change->edit_count; i++) {
		const struct single_edit *edit = &change->edits[i];
		if (edit->visit.client == finder->index) {
			add_edit(single->problem, edit, &units, &points);
			continue;
		}
		giver = edit->visit.client;
		add_edit(single->problem, edit, &given_units, &given_points);
	}
	change->digital_units = base_smaller(change->digital_units, finder->open_units - units);
	struct shortages before = spare_shortages(&single->spare, finder->index);
	struct shortages after = lacks_with(single, finder->index, units, points, change->digital_units);

	change->change = values_change(&before, &after);
	if (giver != REGION_NONE) {
		struct shortages had = spare_shortages(&single->spare, giver);
		struct shortages has = lacks_with(single, giver, given_units, given_points, digital[giver]);
		change->change =
			values_pair_change((struct shortages[2]){before, had}, (struct shortages[2]){after, has});
	}
	if (values_compare(&change->change, finder->found ? &finder->best->change : &nothing) < 0) {
		*finder->best = *change;
		finder->found = true;
	}
}

/* A change to which edits are added. */
static void begin_change(struct single_change *change, const struct finder *finder)
{
	change->client = finder->index;
	change->digital_units = finder->single->spare.digital_units[finder->index];
	change->edit_count = 0;
}

static void edit(struct single_change *change, const struct visit *visit, int32_t before, int32_t after)
{
	assert(change->edit_count < SINGLE_EDITS_MOST);
	change->edits[change->edit_count++] =
		(struct single_edit){{visit->client, visit->caregiver, visit->day, after}, before};
}

/* May this visit get another length, or go (taken)? */
static bool is_held(const struct finder *finder, const struct visit *visit, bool taken)
{
	const struct problem_must *must =
		problem_find_must(finder->single->problem, visit->client, visit->caregiver, visit->day);

	return must != NULL && (taken || must->units != 0);
}

/* The longest visit that she may have on a day on which she has one of so many units. */
static int32_t longest(const struct finder *finder, int32_t units)
{
	return base_smaller(finder->single->problem->policy->max_visit_units, units + finder->open_units);
}

/* Her visit of that day longer: from idle time, or by a unit of another client's. */
static void try_longer(struct finder *finder, const struct visit *visit)
{
	const struct single *single = finder->single;
	const struct problem *problem = single->problem;
	size_t cell = problem_cell(problem, visit->caregiver, visit->day);
	int32_t most = longest(finder, visit->units);
	int32_t idle = base_smaller(most, spare_longest_visit(&single->spare, visit->caregiver, visit->day, visit));
	struct single_change change;

	if (is_held(finder, visit, false) || most <= visit->units)
		return;
	if (idle > visit->units) {
		begin_change(&change, finder);
		edit(&change, visit, visit->units, idle);
		weigh(finder, &change);
	}
	for (int32_t i = single->first_visit[cell]; i < single->first_visit[cell + 1]; i++) {
		const struct visit *other = &single->visits[i];
		if (other->client == finder->index || is_held(finder, other, false) ||
		    other->units <= problem->clients[other->client].shortest_units)
			continue;
		begin_change(&change, finder);
		edit(&change, visit, visit->units, visit->units + 1);
		edit(&change, other, other->units, other->units - 1);
		weigh(finder, &change);
	}
}

/* In the place of another client's visit, or beside it when that gets shorter; her own of that day goes. */
static void try_from(struct finder *finder, const struct visit *other, const struct visit *own)
{
	const struct single *single = finder->single;
	int32_t travel = single->problem->policy->travel_units;
	int32_t most = longest(finder, own != NULL ? own->units : 0);
	int32_t whole = base_smaller(most, spare_longest_visit(&single->spare, other->caregiver, other->day, other));
	int32_t room = spare_room(&single->spare, other->caregiver, other->day, other) - travel;
	int32_t kept = room - finder->shortest;
	struct visit hers = {finder->index, other->caregiver, other->day, 0};
	struct single_change change;

	if (!is_held(finder, other, false) && kept < other->units && most >= finder->shortest &&
	    kept >= single->problem->clients[other->client].shortest_units) {
		begin_change(&change, finder);
		edit(&change, &hers, 0, finder->shortest);
		edit(&change, other, other->units, kept);
		if (own != NULL)
			edit(&change, own, own->units, 0);
		weigh(finder, &change);
	}
	if (is_held(finder, other, true) || whole < finder->shortest)
		return;
	begin_change(&change, finder);
	edit(&change, &hers, 0, whole);
	edit(&change, other, other->units, 0);
	if (own != NULL)
		edit(&change, own, own->units, 0);
	weigh(finder, &change);
}

/* Shortens her visits by so many units in all, first those by this caregiver in the week of this day, of which so many
 * have to come. False if they are not long enough. */
static bool shorten(struct single_change *change, const struct finder *finder, const struct visit *added, int32_t units,
		    int32_t of_week)
{
	const int32_t *week_of_day = finder->single->problem->week_of_day;

	for (int second = 0; second < 2; second++) {
		for (int32_t i = 0; i < finder->own_count; i++) {
			const struct visit *visit = &finder->own[i];
			bool near = visit->caregiver == added->caregiver &&
				    week_of_day[visit->day] == week_of_day[added->day];
			int32_t given = base_smaller(visit->units - finder->shortest, units);
			if (near == (second == 1) || given <= 0 || is_held(finder, visit, false))
				continue;
			edit(change, visit, visit->units, visit->units - given);
			units -= given;
			of_week -= near ? given : 0;
		}
		if (second == 0 && of_week > 0)
			return false;
	}
	return units <= 0;
}

/* A visit more by this caregiver, in idle time, or paid from her own longer ones. */
static void try_more(struct finder *finder, int32_t caregiver, int32_t day)
{
	const struct spare *spare = &finder->single->spare;
	int32_t in_day = spare_day_room(spare, caregiver, day, NULL);
	int32_t in_week = spare_week_room(spare, caregiver, day, NULL);
	int32_t most = base_smaller(spare->problem->policy->max_visit_units, in_day);
	struct visit added = {finder->index, caregiver, day, 0};
	struct single_change change;

	if (finder->shortest == 0 || most < finder->shortest || !spare_row_allows(spare, caregiver, day))
		return;
	int32_t units = base_smaller(most, base_smaller(finder->open_units, in_week));

	begin_change(&change, finder);
	edit(&change, &added, 0, base_larger(units, finder->shortest));
	if (units >= finder->shortest ||
	    shorten(&change, finder, &added, finder->shortest - units, finder->shortest - in_week))
		weigh(finder, &change);
}

/* The visit that she has that day by another caregiver for longer. */
static void try_other(struct finder *finder, const struct visit *own, int32_t caregiver)
{
	const struct single *single = finder->single;
	int32_t room = spare_longest_visit(&single->spare, caregiver, own->day, NULL);
	struct visit hers = {finder->index, caregiver, own->day, 0};
	struct single_change change;

	room = base_smaller(room, longest(finder, own->units));
	if (room <= own->units)
		return;
	begin_change(&change, finder);
	edit(&change, &hers, 0, room);
	edit(&change, own, own->units, 0);
	weigh(finder, &change);
}

static const struct visit *find_own(const struct finder *finder, int32_t day)
{
	for (int32_t i = 0; i < finder->own_count; i++)
		if (finder->own[i].day == day)
			return &finder->own[i];
	return NULL;
}

/* All that this caregiver could do for her on this day. */
static void try_caregiver(struct finder *finder, int32_t caregiver, int32_t day)
{
	const struct single *single = finder->single;
	const struct problem *problem = single->problem;
	const struct visit *own = find_own(finder, day);
	size_t cell = problem_cell(problem, caregiver, day);

	if (problem->available_units[cell] == 0 || problem_is_never(problem, finder->index, caregiver, day))
		return;
	if (own != NULL && own->caregiver == caregiver) {
		try_longer(finder, own);
		return;
	}
	if (own != NULL && is_held(finder, own, true))
		return;
	if (own == NULL)
		try_more(finder, caregiver, day);
	else
		try_other(finder, own, caregiver);
	for (int32_t i = single->first_visit[cell]; i < single->first_visit[cell + 1] && finder->shortest > 0; i++)
		try_from(finder, &single->visits[i], own);
}

bool single_find(struct single_change *best, const struct single *single, int32_t client)
{
	const struct problem *problem = single->problem;
	const struct problem_client *c = &problem->clients[client];
	const struct spare *spare = &single->spare;
	struct finder finder = {.single = single, .index = client, .best = best};
	struct single_change digital;

	finder.shortest = c->shortest_units;
	finder.open_units = c->left_units - spare->own_units[client];
	finder.own = &spare->own[spare->own_first[client]];
	finder.own_count = spare->own_first[client + 1] - spare->own_first[client];
	begin_change(&digital, &finder);
	digital.digital_units = base_smaller(c->digital_room, finder.open_units);
	weigh(&finder, &digital);
	for (int32_t i = 0; i < c->eligible_count; i++)
		for (int32_t day = c->first_day; day < c->first_day + c->day_count; day++)
			try_caregiver(&finder, problem->eligible[c->eligible_first + i], day);
	return finder.found;
}

enum tier single_tier(const struct single_change *change)
{
	int tier = 0;

	while (tier < TIER_COUNT - 1 && change->change.scaled[tier] == 0)
		tier++;
	return (enum tier)tier;
}

bool single_gives_up(const struct single *single, int32_t client)
{
	struct single_change change;

	return single->problem->policy->continuity_percent > 0 && single_find(&change, single, client) &&
	       single_tier(&change) == TIER_REMAINING;
}

static void apply_edit(struct plan *plan, const struct single_edit *edit)
{
	size_t i = 0;

	if (edit->before_units == 0) {
		plan_add_visit(plan, edit->visit);
		return;
	}
	while (plan_compare_visits(&plan->visits[i], &edit->visit) != 0)
		i++;
	if (edit->visit.units > 0)
		plan->visits[i].units = edit->visit.units;
	else
		plan->visits[i] = plan->visits[--plan->visit_count];
}

/* The plan with the change made, and what is asked anew. */
static void apply(struct plan *plan, struct single *single, const struct single_change *change)
{
	const struct problem *problem = single->problem;

	for (int32_t i = 0; i < change->edit_count; i++)
		apply_edit(plan, &change->edits[i]);
	plan->digital_units[change->client] = change->digital_units;
	single_end(single);
	single_begin(single, problem, plan);
}

size_t single_settle(struct plan *plan, const struct problem *problem, enum tier last)
{
	struct single_change change;
	struct single single;
	size_t made = 0, before;

	single_begin(&single, problem, plan);
	do {
		before = made;
		for (int32_t client = 0; client < problem->client_count; client++)
			while (single_find(&change, &single, client) && single_tier(&change) <= last) {
				apply(plan, &single, &change);
				made++;
			}
	} while (made > before);
	single_end(&single);
	plan_sort(plan);
	return made;
}

bool single_gives_up_too_much(struct plan *settled, const struct plan *plan, const struct problem *problem)
{
	plan_copy(settled, plan, problem);
	single_settle(settled, problem, TIER_REMAINING);
	struct values before = values_plan(problem, plan), after = values_plan(problem, settled);

	int64_t most = after.scaled[TIER_REMAINING];

	return before.scaled[TIER_REMAINING] > most + most / 100 * problem->policy->continuity_percent;
}
