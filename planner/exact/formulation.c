#include "planner/exact/formulation.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"
#include "planner/base/smaller.h"

/*
 * Sets: c clients of the window, d its days that are care days of c, k caregivers eligible for c. A cell is a day of a
 * caregiver; m and u are the number and units of its visits that are fixed. a availability, t travel, s shortest and l
 * longest visit of c, w what a week has left beside fixed work.
 *
 *   v[c,d,k] in {0,1}      there is a visit                           (C1 to C3, C5: only these columns exist)
 *   x[c,d,k] in {0..l}     its units
 *   o[k,d]   in [0,1]      she works on this day; where m = 0 and C8 or C9 ask
 *   g[c]     in {0..room}  digital units                                              (C10)
 *
 *   (1)  s v <= x <= min(l, a) v                                                      (C6)
 *   (2)  sum over k of v[c,d,k] <= 1                                                  (C4)
 *   (3)  sum over c of x + t v <= a + t             where m = 0, without o            (C7)
 *        sum over c of x + t v <= (a + t) o         where m = 0, with o
 *        sum over c of x + t v <= a - u - t (m - 1) where m > 0
 *   (4)  v <= o,  o <= sum over c of v,  sum over c of v <= n o, n visits at their shortest fit the day
 *   (5)  sum over the week of x + t (v - o) <= w                                      (C8)
 *   (6)  sum of o over r + 1 days in a row, all of which she might work <= r - fixed  (C9)
 *   (7)  sum over d, k of x[c] + g[c] <= left                                         (C11)
 *   (8)  pinned visits: v = 1, x = the pinned units; forbidden ones have no columns   (C12, C13)
 *   (14) with limits, which only better plans than the one in hand obey: fewer columns, a narrower x, days with exactly
 *        one visit, and a range for each client's units and visits
 *
 * With v whole, (4) leaves o one value. The tiers, (9) to (13), stand in formulation_tiers.c.
 */

static bool is_free(const struct program_window *window, int32_t client, int32_t day)
{
	int32_t low = 0, high = window->client_count;

	if (day < window->first_day || day >= window->first_day + window->day_count)
		return false;
	while (low < high) {
		int32_t middle = low + (high - low) / 2;
		if (window->clients[middle] < client)
			low = middle + 1;
		else
			high = middle;
	}
	return low < window->client_count && window->clients[low] == client;
}

static void split_plan(struct formulation *f, const struct plan *plan, const struct program_window *window)
{
	plan_reset(&f->fixed, f->problem);
	memcpy(f->fixed.digital_units, plan->digital_units,
	       (size_t)f->problem->client_count * sizeof *plan->digital_units);
	for (size_t i = 0; i < plan->visit_count; i++)
		if (!is_free(window, plan->visits[i].client, plan->visits[i].day))
			plan_add_visit(&f->fixed, plan->visits[i]);
}

/* Rows (1) and (8), and the columns they are about. */
static void add_visit(struct formulation *f, const struct limits *limits, int32_t client, int32_t caregiver,
		      int32_t day)
{
	const struct problem *problem = f->problem;
	const struct problem_client *c = &problem->clients[client];
	const struct problem_must *must = problem_find_must(problem, client, caregiver, day);
	int32_t longest = base_smaller(problem->policy->max_visit_units, c->left_units), shortest = c->shortest_units;

	longest = base_smaller(longest, problem_available_units(problem, caregiver, day));
	if (must != NULL && must->units != 0)
		shortest = longest = must->units;
	if (limits != NULL) {
		int32_t slot = limits->clients[client].slot_first + day - c->first_day;
		shortest = limits_visit(limits, slot, caregiver)->shortest;
		longest = limits_visit(limits, slot, caregiver)->longest;
	}
	if (shortest == 0 || longest < shortest || problem_is_never(problem, client, caregiver, day))
		return;
	struct formulation_visit visit = {client, caregiver, day, 0, 0};
	visit.visit = solver_add_column(&f->model, must != NULL, 1, true);
	visit.units = solver_add_column(&f->model, must != NULL ? shortest : 0, longest, true);
	if (must == NULL) {
		solver_add_row(&f->model, INT64_MIN, 0);
		solver_add_term(&f->model, visit.units, 1);
		solver_add_term(&f->model, visit.visit, -longest);
		solver_add_row(&f->model, 0, SOLVER_NO_LIMIT);
		solver_add_term(&f->model, visit.units, 1);
		solver_add_term(&f->model, visit.visit, -shortest);
	}
	memory_grow(f->visits, f->visit_count, f->visit_capacity);
	f->visits[f->visit_count++] = visit;
}

/* Rows (2), and (14) for a day. */
static void add_client_day(struct formulation *f, const struct limits *limits, int32_t client, int32_t day)
{
	const struct problem_client *c = &f->problem->clients[client];
	int32_t first = f->visit_count;
	bool forced = limits != NULL && limits->forced[limits->clients[client].slot_first + day - c->first_day];

	for (int32_t i = 0; i < c->eligible_count; i++)
		add_visit(f, limits, client, f->problem->eligible[c->eligible_first + i], day);
	if (f->visit_count - first < 2 && !forced)
		return;
	solver_add_row(&f->model, forced ? 1 : INT64_MIN, 1);
	for (int32_t i = first; i < f->visit_count; i++)
		solver_add_term(&f->model, f->visits[i].visit, 1);
}

/* Rows (7). */
static void add_client_total(struct formulation *f, struct formulation_client *client)
{
	const struct problem_client *c = &f->problem->clients[client->client];

	client->digital = solver_add_column(&f->model, 0, c->digital_room, true);
	solver_add_row(&f->model, INT64_MIN, c->left_units - client->fixed_units);
	for (int32_t i = 0; i < client->count; i++)
		solver_add_term(&f->model, f->visits[client->first + i].units, 1);
	solver_add_term(&f->model, client->digital, 1);
}

/* Rows (14) for a client. */
static void add_client_limits(struct formulation *f, const struct formulation_client *client,
			      const struct limits_client *limits)
{
	solver_add_row(&f->model, limits->units_least, limits->units_most);
	for (int32_t i = 0; i < client->count; i++)
		solver_add_term(&f->model, f->visits[client->first + i].units, 1);
	solver_add_row(&f->model, limits->points_least, limits->points_most);
	for (int32_t i = client->first; i < client->first + client->count; i++)
		solver_add_term(&f->model, f->visits[i].visit, formulation_points(f, &f->visits[i]));
}

static void add_clients(struct formulation *f, const struct program_window *window)
{
	f->clients = memory_allocate((size_t)window->client_count, sizeof *f->clients);
	f->client_count = window->client_count;
	for (int32_t i = 0; i < window->client_count; i++) {
		struct formulation_client *client = &f->clients[i];
		const struct problem_client *c = &f->problem->clients[window->clients[i]];
		int32_t first_day = base_larger(c->first_day, window->first_day);
		int32_t end = base_smaller(c->first_day + c->day_count, window->first_day + window->day_count);
		client->client = window->clients[i];
		client->filled = REGION_NONE;
		client->first = f->visit_count;
		for (size_t v = 0; v < f->fixed.visit_count; v++)
			if (f->fixed.visits[v].client == client->client) {
				client->fixed_units += f->fixed.visits[v].units;
				client->fixed_points += problem_points(c, f->fixed.visits[v].day);
			}
		for (int32_t day = first_day; day < end; day++)
			add_client_day(f, window->limits, client->client, day);
		client->count = f->visit_count - client->first;
		add_client_total(f, client);
		if (window->limits != NULL)
			add_client_limits(f, client, &window->limits->clients[client->client]);
	}
}

/* Cells that the window touches, each with its visits; a scratch table finds a visit's cell. */
static void collect_cells(struct formulation *f)
{
	const struct problem *problem = f->problem;
	size_t cells = (size_t)problem->caregiver_count * (size_t)problem->day_count;
	int32_t *counts = memory_allocate(cells + 1, sizeof *counts);
	int32_t used = 0;

	for (int32_t i = 0; i < f->visit_count; i++)
		counts[problem_cell(problem, f->visits[i].caregiver, f->visits[i].day)]++;
	for (size_t cell = 0; cell < cells; cell++)
		f->cell_count += counts[cell] > 0;
	f->cells = memory_allocate((size_t)f->cell_count, sizeof *f->cells);
	f->cell_visits = memory_allocate((size_t)f->visit_count, sizeof *f->cell_visits);
	f->cell_count = 0;
	for (size_t cell = 0; cell < cells; cell++) {
		if (counts[cell] == 0)
			continue;
		f->cells[f->cell_count] =
			(struct formulation_cell){.caregiver = (int32_t)(cell / (size_t)problem->day_count),
						  .day = (int32_t)(cell % (size_t)problem->day_count),
						  .on = REGION_NONE,
						  .first = used};
		used += counts[cell];
		counts[cell] = ++f->cell_count; /* one more than the index: 0 is no cell */
	}
	for (int32_t i = 0; i < f->visit_count; i++) {
		int32_t cell = counts[problem_cell(problem, f->visits[i].caregiver, f->visits[i].day)] - 1;
		f->cell_visits[f->cells[cell].first + f->cells[cell].count++] = i;
	}
	for (size_t i = 0; i < f->fixed.visit_count; i++) {
		const struct visit *v = &f->fixed.visits[i];
		int32_t cell = counts[problem_cell(problem, v->caregiver, v->day)] - 1;
		if (cell >= 0) {
			f->cells[cell].fixed_visits++;
			f->cells[cell].fixed_units += v->units;
		}
	}
	free(counts);
}

/* How many visits at their shortest fit into the cell, none being fixed. */
static int32_t count_fitting(const struct formulation *f, const struct formulation_cell *cell)
{
	int32_t travel = f->problem->policy->travel_units, shortest = f->problem->policy->min_visit_units;
	int32_t available = problem_available_units(f->problem, cell->caregiver, cell->day);

	for (int32_t i = 0; i < cell->count; i++) {
		const struct formulation_visit *v = &f->visits[f->cell_visits[cell->first + i]];
		shortest = base_smaller(shortest, f->problem->clients[v->client].shortest_units);
	}
	return base_smaller(cell->count, (available + travel) / (shortest + travel));
}

/* Rows (3) and (4). */
static void add_cell(struct formulation *f, struct formulation_cell *cell)
{
	const struct problem *problem = f->problem;
	int32_t travel = problem->policy->travel_units, week = problem->week_of_day[cell->day];
	int32_t room = problem_available_units(problem, cell->caregiver, cell->day) + travel - cell->fixed_units -
		       travel * cell->fixed_visits;
	bool capped = problem->week_free_units[cell->caregiver * problem->week_count + week] != INT32_MAX;
	bool limited = problem->caregivers[cell->caregiver].row_limit > 0;

	if (cell->fixed_visits == 0 && (limited || (capped && travel > 0)))
		cell->on = solver_add_column(&f->model, 0, 1, false);
	solver_add_row(&f->model, INT64_MIN, cell->on == REGION_NONE ? room : 0);
	for (int32_t i = 0; i < cell->count; i++) {
		const struct formulation_visit *v = &f->visits[f->cell_visits[cell->first + i]];
		solver_add_term(&f->model, v->units, 1);
		if (travel > 0)
			solver_add_term(&f->model, v->visit, travel);
	}
	if (cell->on != REGION_NONE)
		solver_add_term(&f->model, cell->on, -room);
	if (cell->fixed_visits > 0)
		return;
	int32_t most = count_fitting(f, cell);
	if (most < cell->count || cell->on != REGION_NONE) {
		solver_add_row(&f->model, INT64_MIN, cell->on == REGION_NONE ? most : 0);
		for (int32_t i = 0; i < cell->count; i++)
			solver_add_term(&f->model, f->visits[f->cell_visits[cell->first + i]].visit, 1);
		if (cell->on != REGION_NONE)
			solver_add_term(&f->model, cell->on, -most);
	}
	if (cell->on == REGION_NONE)
		return;
	for (int32_t i = 0; most > 1 && i < cell->count; i++) {
		solver_add_row(&f->model, INT64_MIN, 0);
		solver_add_term(&f->model, f->visits[f->cell_visits[cell->first + i]].visit, 1);
		solver_add_term(&f->model, cell->on, -1);
	}
	solver_add_row(&f->model, 0, SOLVER_NO_LIMIT);
	for (int32_t i = 0; i < cell->count; i++)
		solver_add_term(&f->model, f->visits[f->cell_visits[cell->first + i]].visit, 1);
	solver_add_term(&f->model, cell->on, -1);
}

/* What fixed visits take of a caregiver's week, travel included. */
static int32_t sum_fixed_week(const struct formulation *f, int32_t caregiver, int32_t week, int32_t *per_day)
{
	const struct problem *problem = f->problem;
	int32_t travel = problem->policy->travel_units, units = 0;

	memset(per_day, 0, (size_t)problem->day_count * sizeof *per_day);
	for (size_t i = 0; i < f->fixed.visit_count; i++) {
		const struct visit *v = &f->fixed.visits[i];
		if (v->caregiver == caregiver && problem->week_of_day[v->day] == week)
			units += v->units + (per_day[v->day]++ > 0 ? travel : 0);
	}
	return units;
}

/* Rows (5), for the cells first .. end - 1, which are of one caregiver and week. */
static void add_week(struct formulation *f, int32_t first, int32_t end, int32_t *per_day)
{
	const struct problem *problem = f->problem;
	int32_t caregiver = f->cells[first].caregiver, week = problem->week_of_day[f->cells[first].day];
	int32_t limit = problem->week_free_units[caregiver * problem->week_count + week];
	int32_t travel = problem->policy->travel_units;

	if (limit == INT32_MAX)
		return;
	solver_add_row(&f->model, INT64_MIN, limit - sum_fixed_week(f, caregiver, week, per_day));
	for (int32_t i = first; i < end; i++) {
		const struct formulation_cell *cell = &f->cells[i];
		for (int32_t j = 0; j < cell->count; j++) {
			const struct formulation_visit *v = &f->visits[f->cell_visits[cell->first + j]];
			solver_add_term(&f->model, v->units, 1);
			if (travel > 0)
				solver_add_term(&f->model, v->visit, travel);
		}
		if (cell->on != REGION_NONE && travel > 0)
			solver_add_term(&f->model, cell->on, -travel);
	}
}

/* Rows (6), for the cells first .. end - 1 of one caregiver. works[day + past]: 0 never, 1 maybe, 2 for certain. */
static void add_rows_of_days(struct formulation *f, int32_t first, int32_t end)
{
	const struct problem *problem = f->problem;
	const struct problem_caregiver *caregiver = &problem->caregivers[f->cells[first].caregiver];
	int32_t limit = caregiver->row_limit, past = base_smaller(caregiver->past_run, limit + 1);
	int32_t span = past + problem->day_count;
	unsigned char *works = memory_allocate((size_t)span, 1);
	int32_t *on = memory_allocate((size_t)span, sizeof *on);

	memset(works, 2, (size_t)past);
	for (int32_t i = first; i < end; i++)
		if (f->cells[i].fixed_visits == 0) {
			works[past + f->cells[i].day] = 1;
			on[past + f->cells[i].day] = f->cells[i].on;
		}
	for (size_t i = 0; i < f->fixed.visit_count; i++)
		if (f->fixed.visits[i].caregiver == f->cells[first].caregiver)
			works[past + f->fixed.visits[i].day] = 2;
	for (int32_t start = 0; start + limit < span; start++) {
		int32_t fixed = 0, maybe = 0;
		for (int32_t i = start; i <= start + limit; i++) {
			fixed += works[i] == 2;
			maybe += works[i] == 1;
		}
		if (maybe == 0 || fixed + maybe <= limit)
			continue;
		solver_add_row(&f->model, INT64_MIN, limit - fixed);
		for (int32_t i = start; i <= start + limit; i++)
			if (works[i] == 1)
				solver_add_term(&f->model, on[i], 1);
	}
	free(works);
	free(on);
}

static void add_caregivers(struct formulation *f)
{
	const struct problem *problem = f->problem;
	int32_t *per_day = memory_allocate((size_t)problem->day_count, sizeof *per_day);

	for (int32_t i = 0; i < f->cell_count; i++)
		add_cell(f, &f->cells[i]);
	for (int32_t first = 0, end; first < f->cell_count; first = end) {
		int32_t week = first, caregiver = f->cells[first].caregiver;
		for (end = first; end < f->cell_count && f->cells[end].caregiver == caregiver; end++) {
			if (problem->week_of_day[f->cells[end].day] == problem->week_of_day[f->cells[week].day])
				continue;
			add_week(f, week, end, per_day);
			week = end;
		}
		add_week(f, week, end, per_day);
		if (problem->caregivers[caregiver].row_limit > 0)
			add_rows_of_days(f, first, end);
	}
	free(per_day);
}

void formulation_build(struct formulation *f, const struct problem *problem, const struct plan *plan,
		       const struct program_window *window)
{
	*f = (struct formulation){.problem = problem};
	split_plan(f, plan, window);
	add_clients(f, window);
	collect_cells(f);
	add_caregivers(f);
	formulation_set_incumbent(f, plan);
}

void formulation_free(struct formulation *f)
{
	solver_free(&f->model);
	free(f->visits);
	free(f->clients);
	free(f->cells);
	free(f->cell_visits);
	plan_free(&f->fixed);
	*f = (struct formulation){0};
}
