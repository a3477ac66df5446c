#include "planner/exact/formulation.h"

#include <assert.h>

#include "planner/base/smaller.h"
#include "planner/plan/values.h"

#define SCALE_MAX INT64_C(100000000000) /* of a tier's whole numbers; beyond it they are rounded down */

/*
 * Shortages are cut into pieces of one unit, each dearer than the one before, so that a sum of linear costs is
 * shortage^2 / demand at whole numbers (v, x, g as in formulation.c; n1, n2, n3 the demands, n3 guaranteed or
 * remaining; what is received or fixed goes to the right):
 *
 *   p[T,j] in [0,1]  j-th unit of the client's shortage in tier T, at (2 j + 1) / demand
 *
 *   (9)  minimum                sum of x + p1               >= n1
 *   (10) presence               sum of points of v + pv     >= points wanted
 *   (11) medical                sum of x + p1 + p2          >= n1 + n2
 *   (12) guaranteed, remaining  sum of x + p1 + p2 + p3 + g >= n1 + n2 + n3
 *   (12') guaranteed, where medical comes after it in the order: z in {0,1} tells whether n1 + n2 are all there
 *                          sum of x + p3 + g - (n1 + n2) z >= n3
 *                          p3 + g + n3 z                   >= n3
 *   (13) kept tiers             sum of costs <= the value reached
 *
 * A p that is larger than the shortage it stands for would be dearer than need be, which (13) does not allow where the
 * kept value is the least possible; where it is not, the answer has a better value there, and that comes first.
 */

static int64_t common_divisor(int64_t a, int64_t b)
{
	while (b != 0) {
		int64_t rest = a % b;
		a = b;
		b = rest;
	}
	return a;
}

/* The demand that the tier's term is divided by; 0 if the client has none in it. */
static int32_t find_demand(const struct problem_client *c, enum tier tier)
{
	return values_client(c, 0, 0, 0).demand_units[tier];
}

/* A whole number that all demands divide, so that costs are exact. */
static int64_t find_scale(const struct formulation *f, enum tier tier)
{
	int64_t scale = 1;

	for (int32_t i = 0; i < f->client_count; i++) {
		int64_t demand = find_demand(&f->problem->clients[f->clients[i].client], tier);
		if (demand == 0)
			continue;
		scale *= demand / common_divisor(scale, demand);
		if (scale > SCALE_MAX)
			return SCALE_MAX;
	}
	return scale;
}

/* The most that the client can lack: what is received or fixed is off. */
static struct shortages measure_worst(const struct formulation *f, const struct formulation_client *client)
{
	return values_client(&f->problem->clients[client->client], client->fixed_units, client->fixed_points, 0);
}

static void set_pieces(struct formulation *f, struct formulation_client *client)
{
	struct shortages now = values_client(&f->problem->clients[client->client], client->planned_units,
					     client->planned_points, client->digital_units);

	const struct problem_client *c = &f->problem->clients[client->client];
	int32_t physical = c->physical_received + client->planned_units;

	if (client->filled != REGION_NONE)
		f->model.columns[client->filled].value = physical >= c->minimum_units + c->medical_units;
	for (int t = 0; t < TIER_COUNT; t++)
		for (int32_t j = 0; j < client->piece_count[t]; j++)
			f->model.columns[client->piece_first[t] + j].value = j < now.short_units[t];
}

static void add_pieces(struct formulation *f, struct formulation_client *client, enum tier tier, int64_t scale)
{
	struct shortages worst = measure_worst(f, client);

	client->piece_first[tier] = f->model.column_count;
	client->piece_count[tier] = worst.short_units[tier];
	for (int32_t j = 0; j < worst.short_units[tier]; j++) {
		int32_t column = solver_add_column(&f->model, 0, 1, false);
		f->model.columns[column].cost = (2 * j + 1) * scale / worst.demand_units[tier];
	}
}

static void add_piece_terms(struct formulation *f, const struct formulation_client *client, enum tier tier)
{
	for (int32_t j = 0; j < client->piece_count[tier]; j++)
		solver_add_term(&f->model, client->piece_first[tier] + j, 1);
}

static void add_units(struct formulation *f, const struct formulation_client *client)
{
	for (int32_t i = client->first; i < client->first + client->count; i++)
		solver_add_term(&f->model, f->visits[i].units, 1);
}

/* Row (10). */
static void add_presence(struct formulation *f, const struct formulation_client *client, enum tier tier)
{
	int32_t demand = f->problem->clients[client->client].points_wanted - client->fixed_points;

	solver_add_row(&f->model, base_larger(0, demand), SOLVER_NO_LIMIT);
	for (int32_t i = client->first; i < client->first + client->count; i++)
		solver_add_term(&f->model, f->visits[i].visit, formulation_points(f, &f->visits[i]));
	add_piece_terms(f, client, tier);
}

/* Row (12) where the medical hours come after the guaranteed ones: column z tells whether they are all there. */
static void add_rest_before_medical(struct formulation *f, struct formulation_client *client, enum tier tier)
{
	const struct problem_client *c = &f->problem->clients[client->client];
	int32_t basis = c->minimum_units + c->medical_units, rest = c->rest_units - c->digital_received;
	int32_t filled = solver_add_column(&f->model, 0, 1, true);

	client->filled = filled;
	solver_add_row(&f->model, rest - c->physical_received - client->fixed_units, SOLVER_NO_LIMIT);
	add_units(f, client);
	solver_add_term(&f->model, client->digital, 1);
	add_piece_terms(f, client, tier);
	solver_add_term(&f->model, filled, -basis);
	solver_add_row(&f->model, rest, SOLVER_NO_LIMIT);
	solver_add_term(&f->model, client->digital, 1);
	add_piece_terms(f, client, tier);
	solver_add_term(&f->model, filled, base_larger(0, rest));
}

/* Rows (9), (11) and (12). */
static void add_demand(struct formulation *f, struct formulation_client *client, enum tier tier)
{
	const struct problem_client *c = &f->problem->clients[client->client];
	enum tier_kind kind = problem_kind(f->problem, tier);
	bool rest = kind == KIND_GUARANTEED || kind == KIND_REMAINING;
	int32_t demand = c->minimum_units - c->physical_received - client->fixed_units;

	if (kind == KIND_PRESENCE) {
		add_presence(f, client, tier);
		return;
	}
	if (rest && tier < c->medical_tier && c->medical_units > 0) {
		add_rest_before_medical(f, client, tier);
		return;
	}
	if (kind != KIND_MINIMUM)
		demand += c->medical_units;
	if (rest)
		demand += c->rest_units - c->digital_received;
	solver_add_row(&f->model, base_larger(0, demand), SOLVER_NO_LIMIT);
	add_units(f, client);
	add_piece_terms(f, client, tier);
	if (kind != KIND_MINIMUM)
		add_piece_terms(f, client, TIER_MINIMUM);
	if (rest) {
		add_piece_terms(f, client, c->medical_tier);
		solver_add_term(&f->model, client->digital, 1);
	}
}

void formulation_minimise(struct formulation *f, enum tier tier, int64_t *scale)
{
	*scale = find_scale(f, tier);
	solver_clear_costs(&f->model);
	for (int32_t i = 0; i < f->client_count; i++) {
		struct formulation_client *client = &f->clients[i];
		if (find_demand(&f->problem->clients[client->client], tier) == 0)
			continue;
		add_pieces(f, client, tier, *scale);
		add_demand(f, client, tier);
		set_pieces(f, client);
	}
}

int64_t formulation_objective(const struct formulation *f)
{
	int64_t value = 0;

	for (int32_t j = 0; j < f->model.column_count; j++)
		value += f->model.columns[j].cost * (int64_t)f->model.columns[j].value;
	return value;
}

static void limit_objective(struct formulation *f, int64_t most)
{
	solver_add_row(&f->model, INT64_MIN, most);
	for (int32_t j = 0; j < f->model.column_count; j++)
		if (f->model.columns[j].cost != 0)
			solver_add_term(&f->model, j, f->model.columns[j].cost);
}

void formulation_keep(struct formulation *f)
{
	limit_objective(f, formulation_objective(f));
	solver_clear_costs(&f->model);
}

void formulation_demand(struct formulation *f, int64_t scale, int64_t most)
{
	__extension__ typedef __int128 wide;

	limit_objective(f, (int64_t)((wide)most * scale / VALUES_SCALE));
}

void formulation_stay_near(struct formulation *f)
{
	solver_clear_costs(&f->model);
	for (int32_t i = 0; i < f->visit_count; i++)
		f->model.columns[f->visits[i].visit].cost = f->model.columns[f->visits[i].visit].value == 0;
}

static void set_visit(struct formulation *f, const struct visit *visit)
{
	for (int32_t i = 0; i < f->client_count; i++) {
		struct formulation_client *client = &f->clients[i];
		if (client->client != visit->client)
			continue;
		client->planned_units += visit->units;
		client->planned_points += problem_points(&f->problem->clients[visit->client], visit->day);
		for (int32_t j = client->first; j < client->first + client->count; j++) {
			if (f->visits[j].day != visit->day || f->visits[j].caregiver != visit->caregiver)
				continue;
			f->model.columns[f->visits[j].visit].value = 1;
			f->model.columns[f->visits[j].units].value = visit->units;
			return;
		}
	}
}

static void set_on(struct formulation *f, const struct formulation_cell *cell)
{
	bool works = false;

	for (int32_t j = 0; j < cell->count; j++)
		works |= f->model.columns[f->visits[f->cell_visits[cell->first + j]].visit].value > 0;
	if (cell->on != REGION_NONE)
		f->model.columns[cell->on].value = works;
}

void formulation_set_incumbent(struct formulation *f, const struct plan *plan)
{
	for (int32_t i = 0; i < f->visit_count; i++)
		f->model.columns[f->visits[i].visit].value = f->model.columns[f->visits[i].units].value = 0;
	for (int32_t i = 0; i < f->client_count; i++)
		f->clients[i].planned_units = f->clients[i].planned_points = 0;
	for (size_t i = 0; i < plan->visit_count; i++)
		set_visit(f, &plan->visits[i]);
	for (int32_t i = 0; i < f->cell_count; i++)
		set_on(f, &f->cells[i]);
	for (int32_t i = 0; i < f->client_count; i++) {
		struct formulation_client *client = &f->clients[i];
		client->digital_units = plan->digital_units[client->client];
		f->model.columns[client->digital].value = client->digital_units;
		set_pieces(f, client);
	}
}

void formulation_read(const struct formulation *f, struct plan *plan)
{
	plan_copy(plan, &f->fixed, f->problem);
	for (int32_t i = 0; i < f->visit_count; i++) {
		const struct formulation_visit *v = &f->visits[i];
		if (f->model.columns[v->visit].value > 0)
			plan_add_visit(plan, (struct visit){v->client, v->caregiver, v->day,
							    (int32_t)f->model.columns[v->units].value});
	}
	for (int32_t i = 0; i < f->client_count; i++)
		plan->digital_units[f->clients[i].client] = (int32_t)f->model.columns[f->clients[i].digital].value;
	plan_sort(plan);
}
