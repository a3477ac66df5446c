#include <stdlib.h>

#include "planner/explain/help_private.h"
#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/base/smaller.h"
#include "planner/plan/spare.h"

#define DAY_MINUTES 1440

/* A plan that grows into hours that are not there yet. */
struct widening {
	const struct help_quest *quest;
	struct help *help;
	struct spare spare; /* of the plan as it grows, but for spare.own */
	struct plan plan;
	size_t *first_visit; /* [client]: place of her first visit in the plan, from 1 */
	size_t *next_visit;  /* [visit]: place of the next of the same client, from 1 */
	size_t next_capacity;
	int32_t *row_of_cell; /* [caregiver * day_count + day]: row of the help, from 1 */
};

/* A place for a visit, and the units that its caregiver would need more on that day. */
struct place {
	int32_t caregiver, day, lacking;
};

static const struct problem *problem_of(const struct widening *w)
{
	return w->quest->problem;
}

static size_t cell_of(const struct widening *w, int32_t caregiver, int32_t day)
{
	return problem_cell(problem_of(w), caregiver, day);
}

/* Time of hers on this day that is added already. */
static int32_t added_units(const struct widening *w, int32_t caregiver, int32_t day)
{
	int32_t row = w->row_of_cell[cell_of(w, caregiver, day)];

	return row > 0 ? w->help->rows[row - 1].units : 0;
}

/* Her first visit in the plan, or NULL; and the next one of the same client. */
static struct visit *first_visit(struct widening *w, int32_t client)
{
	return w->first_visit[client] > 0 ? &w->plan.visits[w->first_visit[client] - 1] : NULL;
}

static struct visit *next_visit(struct widening *w, const struct visit *visit)
{
	size_t next = w->next_visit[visit - w->plan.visits];

	return next > 0 ? &w->plan.visits[next - 1] : NULL;
}

/* The last visit of the plan becomes the last of its client. */
static void link_last_visit(struct widening *w)
{
	size_t place = w->plan.visit_count, *link = &w->first_visit[w->plan.visits[place - 1].client];

	if (place > w->next_capacity) {
		w->next_capacity = 2 * place;
		w->next_visit = memory_resize(w->next_visit, w->next_capacity, sizeof *w->next_visit);
	}
	w->next_visit[place - 1] = 0;
	while (*link > 0)
		link = &w->next_visit[*link - 1];
	*link = place;
}

/* Units that this much more work on a day would need beyond what she has; below 0: the week or the day forbids it. */
static int32_t lacking_units(const struct widening *w, int32_t caregiver, int32_t day, int32_t work)
{
	const struct problem *problem = problem_of(w);
	size_t cell = cell_of(w, caregiver, day);
	int32_t visits = w->spare.visits[cell], travel = problem->policy->travel_units;
	int32_t used = w->spare.care_units[cell] + (visits > 1 ? (visits - 1) * travel : 0);
	int32_t available = problem->available_units[cell] + added_units(w, caregiver, day);
	int32_t lacking = used + work - available;

	if (work > spare_week_units(&w->spare, caregiver, problem->week_of_day[day]) ||
	    used + work > DAY_MINUTES / problem->policy->unit_minutes)
		return -1;
	return lacking > 0 ? lacking : 0;
}

static void add_units(struct widening *w, int32_t caregiver, int32_t day, int32_t units)
{
	struct help *help = w->help;
	int32_t *row = &w->row_of_cell[cell_of(w, caregiver, day)];

	if (units == 0)
		return;
	help->units += units;
	if (*row == 0) {
		help->rows = memory_resize(help->rows, (size_t)help->row_count + 1, sizeof *help->rows);
		help->rows[help->row_count++] = (struct help_hours){caregiver, day, 0};
		*row = help->row_count;
	}
	help->rows[*row - 1].units += units;
}

static struct visit *visit_on(struct widening *w, int32_t client, int32_t day)
{
	struct visit *visit = first_visit(w, client);

	while (visit != NULL && visit->day != day)
		visit = next_visit(w, visit);
	return visit;
}

static bool is_fixed(const struct widening *w, const struct visit *visit)
{
	const struct problem_must *must = problem_find_must(problem_of(w), visit->client, visit->caregiver, visit->day);
	return must != NULL && must->units != 0;
}

/* What she wants and has not got. */
static int32_t open_units(struct widening *w, int32_t client)
{
	int32_t planned = 0;

	for (const struct visit *visit = first_visit(w, client); visit != NULL; visit = next_visit(w, visit))
		planned += visit->units;
	return problem_of(w)->clients[client].left_units - planned - w->plan.digital_units[client];
}

/* Makes one visit longer, by so many units at most. */
static int32_t lengthen(struct widening *w, struct visit *visit, int32_t most)
{
	int32_t units = base_smaller(most, problem_of(w)->policy->max_visit_units - visit->units);

	while (units > 0 && lacking_units(w, visit->caregiver, visit->day, units) < 0)
		units--;
	if (units <= 0 || is_fixed(w, visit))
		return 0;
	struct visit more = {visit->client, visit->caregiver, visit->day, units};
	add_units(w, visit->caregiver, visit->day, lacking_units(w, visit->caregiver, visit->day, units));
	visit->units += units;
	w->spare.care_units[cell_of(w, more.caregiver, more.day)] += units;
	w->spare.week_units[(size_t)more.caregiver * (size_t)problem_of(w)->week_count +
			    (size_t)problem_of(w)->week_of_day[more.day]] += units;
	return units;
}

/* Where a visit of this length costs least more time. */
static bool find_place(struct place *best, struct widening *w, int32_t client, int32_t units)
{
	const struct problem *problem = problem_of(w);
	const struct problem_client *c = &problem->clients[client];
	bool found = false;

	for (int32_t day = c->first_day; day < c->first_day + c->day_count; day++) {
		if (visit_on(w, client, day) != NULL ||
		    (problem->roster_end != DAY_NONE && problem_date(problem, day) > problem->roster_end))
			continue; /* nobody can be asked for hours on days whose roster is not made yet */
		for (int32_t i = 0; i < c->eligible_count; i++) {
			int32_t who = problem->eligible[c->eligible_first + i];
			bool travels = w->spare.visits[cell_of(w, who, day)] > 0;
			int32_t lacking =
				lacking_units(w, who, day, units + (travels ? problem->policy->travel_units : 0));
			if (lacking < 0 || problem_is_never(problem, client, who, day) ||
			    !spare_row_allows(&w->spare, who, day) || (found && lacking >= best->lacking))
				continue;
			*best = (struct place){who, day, lacking};
			found = true;
		}
	}
	return found;
}

/* Takes units from her digital hours, then from her longest visits, so that she stays within what she wants. */
static bool give_up(struct widening *w, int32_t client, int32_t units)
{
	int32_t digital = base_smaller(units, w->plan.digital_units[client]);
	int32_t shortest = problem_of(w)->clients[client].shortest_units;

	w->plan.digital_units[client] -= digital;
	for (units -= digital; units > 0; units--) {
		struct visit *longest = NULL;
		for (struct visit *visit = first_visit(w, client); visit != NULL; visit = next_visit(w, visit))
			if (visit->units > shortest && !is_fixed(w, visit) &&
			    (longest == NULL || visit->units > longest->units))
				longest = visit;
		if (longest == NULL)
			return false;
		longest->units--;
		w->spare.care_units[cell_of(w, longest->caregiver, longest->day)]--;
		w->spare.week_units[(size_t)longest->caregiver * (size_t)problem_of(w)->week_count +
				    (size_t)problem_of(w)->week_of_day[longest->day]]--;
	}
	return true;
}

/* One visit more, of so many units at most; its length, or 0. */
static int32_t add_visit(struct widening *w, int32_t client, int32_t most)
{
	const struct problem_client *c = &problem_of(w)->clients[client];
	int32_t units = base_smaller(problem_of(w)->policy->max_visit_units, most), open = open_units(w, client);
	struct place place;

	if (units < c->shortest_units)
		units = c->shortest_units;
	if (units == 0 || !find_place(&place, w, client, units))
		return 0;
	if (units > open && !give_up(w, client, units - open))
		return 0;
	struct visit visit = {client, place.caregiver, place.day, units};
	add_units(w, place.caregiver, place.day, place.lacking);
	spare_book(&w->spare, &visit, 1);
	plan_add_visit(&w->plan, visit);
	link_last_visit(w);
	w->help->visits++;
	return units;
}

static void widen_for(struct widening *w, int32_t client)
{
	enum tier tier = w->quest->bottleneck->tier;
	const struct problem_client *c = &problem_of(w)->clients[client];
	int32_t lack = spare_shortages(&w->spare, client).short_units[tier];

	if (tier == c->presence_tier) {
		while (lack > 0 && add_visit(w, client, c->shortest_units) > 0)
			lack -= problem_points(c, w->plan.visits[w->plan.visit_count - 1].day);
		return;
	}
	for (int32_t day = c->first_day; lack > 0 && day < c->first_day + c->day_count; day++) {
		struct visit *visit = visit_on(w, client, day);
		if (visit != NULL)
			lack -= lengthen(w, visit, base_smaller(lack, open_units(w, client)));
	}
	for (int32_t units = 1; lack > 0 && units > 0; lack -= units)
		units = add_visit(w, client, lack);
}

/* The plan as it is, indexed; free_widening keeps the plan. */
static void begin_widening(struct widening *w)
{
	const struct problem *problem = problem_of(w);
	const struct plan *plan = w->quest->plan;
	size_t cells = (size_t)problem->caregiver_count * (size_t)problem->day_count;

	plan_copy(&w->plan, plan, problem);
	spare_measure(&w->spare, problem, plan);
	w->first_visit = memory_allocate((size_t)problem->client_count, sizeof *w->first_visit);
	w->next_visit = memory_allocate(plan->visit_count, sizeof *w->next_visit);
	w->next_capacity = plan->visit_count;
	w->row_of_cell = memory_allocate(cells, sizeof *w->row_of_cell);
	for (size_t place = plan->visit_count; place > 0; place--) {
		size_t *first = &w->first_visit[plan->visits[place - 1].client];
		w->next_visit[place - 1] = *first;
		*first = place;
	}
}

static void free_widening(struct widening *w)
{
	spare_free(&w->spare);
	free(w->first_visit);
	free(w->next_visit);
	free(w->row_of_cell);
}

bool help_try_hours(struct help *help, const struct help_quest *quest)
{
	const struct bottleneck *b = quest->bottleneck;
	struct widening w = {.quest = quest, .help = help};
	struct trial trial;

	begin_widening(&w);
	for (int32_t i = 0; i < b->client_count; i++)
		widen_for(&w, quest->found->clients[b->client_first + i]);
	plan_sort(&w.plan);
	help_apply(&trial, quest->found, b, help);
	trial_derive(&trial);
	trial.plan = w.plan;
	bool helps = help->units > 0 && help_judge(help, quest, &trial);

	/* Of a tight cut nothing less would do: its time is used up, and nobody in it could give any. */
	help->smallest = helps && b->cut.tight &&
			 (problem_kind(quest->problem, help->tier) == KIND_PRESENCE ? help->visits : help->units) ==
				 help->short_before - help->short_after;
	trial_free(&trial);
	free_widening(&w);
	return helps;
}

bool help_try_digital(struct help *help, const struct help_quest *quest)
{
	const struct bottleneck *b = quest->bottleneck;
	struct trial trial;

	help_apply(&trial, quest->found, b, help);
	trial_derive(&trial);
	plan_copy(&trial.plan, quest->plan, quest->problem);
	int32_t *planned_units = memory_allocate((size_t)quest->problem->client_count, sizeof *planned_units);
	for (size_t v = 0; v < trial.plan.visit_count; v++)
		planned_units[trial.plan.visits[v].client] += trial.plan.visits[v].units;
	for (int32_t i = 0; i < b->client_count; i++) {
		int32_t client = quest->found->clients[b->client_first + i], planned = planned_units[client];
		const struct problem_client *c = &trial.problem.clients[client];
		int32_t *digital = &trial.plan.digital_units[client], before = *digital;
		struct shortages now = values_client(c, planned, 0, before);
		int32_t lack = now.short_units[c->rest_tier];
		int32_t more = base_smaller(base_smaller(c->digital_room, c->left_units - planned) - before, lack);
		if (more > 0) {
			*digital += more;
			help->units += more;
		}
	}
	free(planned_units);
	bool helps = help->units > 0 && help_judge(help, quest, &trial);

	trial_free(&trial);
	return helps;
}
