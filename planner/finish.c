/* Bound, cut off, solve: a tier's prices (relaxation.h) prove a bound, their regrets cut off what no better plan has, and
 * the integer program of what is left (formulation.h) is small enough for GLPK to find the better plan, or to find that
 * there is none. */
#include "planner/finish.h"

#include "planner/memory.h"
#include "planner/program.h"
#include "planner/relaxation.h"

#include <stdlib.h>

#define FIRST_STEPS 4000  /* of the search for prices from scratch */
#define NEXT_STEPS 600    /* from prices that are good already, after limits have become tighter */
#define NEXT_PACE 0.1F
#define ROUNDS_MOST 40
#define SIMPLEX_STEPS_MOST 1000000
/* Better by less than this part of a unit (visit) is not looked for: 0.5e-6, well within what counts as proven. */
#define BETTER_PARTS 2000000

struct finish {
	const struct problem *problem;
	struct classes classes;
	struct relaxation *relaxation;
	struct limits known;  /* what every plan obeys that is as good as this one in the tiers done */
	struct limits better; /* what every plan obeys that is better in the tier in hand, too */
	struct prices prices;
	struct plan *plan;
	struct values values;
	enum tier tier;
	int64_t nodes;
	int32_t *clients; /* all of them */
};

/* The largest value that a better plan can have. Each client's term is rounded down in values, so add what that may hide. */
static int64_t better_value(const struct finish *f)
{
	int64_t steps = values_steps(f->problem, f->tier);

	if (steps == 0 || steps > BETTER_PARTS)
		steps = BETTER_PARTS;
	return f->values.scaled[f->tier] + f->problem->client_count - VALUES_SCALE / steps;
}

/* The bound that is proven once no plan within `better` is left. */
static int64_t proven_bound(const struct finish *f)
{
	int64_t steps = values_steps(f->problem, f->tier), value = f->values.scaled[f->tier];

	if (steps != 0 && steps <= BETTER_PARTS)
		return value;
	return value > VALUES_SCALE / BETTER_PARTS ? value - VALUES_SCALE / BETTER_PARTS : 0;
}

static int64_t climb(struct finish *f, const struct limits *limits, int steps, float pace)
{
	struct relaxation_climb climb = {steps, pace, better_value(f) + 1, false};

	relaxation_limit(f->relaxation, limits);
	return relaxation_climb(f->relaxation, &f->prices, f->tier, &f->values, climb);
}

/* Tightens `better` as far as new prices go on to help. False if no better plan is left. */
static bool tighten(struct finish *f, int64_t *bound)
{
	int32_t before = INT32_MAX, now = limits_count_visits(&f->better);

	relaxation_limit(f->relaxation, &f->better);
	while (now < before - before / 20) {
		if (!relaxation_tighten(f->relaxation, &f->better, &f->prices, f->tier, &f->values, better_value(f)))
			return false;
		before = now;
		now = limits_count_visits(&f->better);
		int64_t limited = climb(f, &f->better, NEXT_STEPS, NEXT_PACE);
		if (limited > better_value(f))
			return false;
		if (limited > *bound)
			*bound = limited;
	}
	return true;
}

/* The integer program of what is left, asked for a plan that is better in this tier. */
static enum solver_status solve_rest(struct finish *f, int64_t nodes)
{
	struct program_window all = {f->clients, f->problem->client_count, 0, f->problem->day_count, &f->better};
	struct solver_budget budget = {nodes, SIMPLEX_STEPS_MOST};
	struct formulation formulation;
	struct plan answer = {0};
	int64_t scale;

	formulation_build(&formulation, f->problem, f->plan, &all);
	for (int t = TIER_MINIMUM; t < (int)f->tier; t++) {
		formulation_minimise(&formulation, (enum tier)t, &scale);
		formulation_keep(&formulation);
	}
	formulation_minimise(&formulation, f->tier, &scale);
	formulation_demand(&formulation, scale, better_value(f));
	enum solver_status status = solver_solve(&formulation.model, false, budget);
	if (status == SOLVER_OPTIMAL || status == SOLVER_FEASIBLE) {
		formulation_read(&formulation, &answer);
		struct values values = values_plan(f->problem, &answer);
		if (values_compare(&values, &f->values) < 0) {
			plan_copy(f->plan, &answer, f->problem);
			f->values = values;
		} else {
			status = SOLVER_FAILED;
		}
	}
	plan_free(&answer);
	formulation_free(&formulation);
	return status;
}

/* Proves the tier, or betters it until that can be done. The bound that is reached. */
static int64_t finish_tier(struct finish *f)
{
	int64_t bound = climb(f, &f->known, FIRST_STEPS, 1);

	limits_copy(&f->better, &f->known);
	for (int round = 0; round < ROUNDS_MOST && bound <= better_value(f); round++) {
		int64_t limited = bound;
		if (!tighten(f, &limited))
			return proven_bound(f);
		enum solver_status status = solve_rest(f, f->nodes);
		if (status == SOLVER_EXHAUSTED)
			return proven_bound(f);
		if (limited > bound)
			bound = limited < proven_bound(f) ? limited : proven_bound(f);
		if (status != SOLVER_OPTIMAL && status != SOLVER_FEASIBLE)
			return bound;
		if (f->values.scaled[f->tier] == 0)
			return 0;
	}
	return bound > better_value(f) ? proven_bound(f) : bound;
}

static void start(struct finish *f)
{
	f->values = values_plan(f->problem, f->plan);
	classes_find(&f->classes, f->problem);
	f->relaxation = relaxation_build(f->problem, &f->classes);
	limits_build(&f->known, f->problem, &f->classes);
	f->clients = memory_allocate((size_t)f->problem->client_count, sizeof *f->clients);
	for (int32_t c = 0; c < f->problem->client_count; c++)
		f->clients[c] = c;
}

static void end(struct finish *f)
{
	limits_free(&f->known);
	limits_free(&f->better);
	relaxation_free(f->relaxation);
	classes_free(&f->classes);
	free(f->clients);
}

bool finish_plan(struct plan *plan, struct values *bounds, bool proven[TIER_COUNT], const struct problem *problem,
		 int64_t nodes)
{
	struct finish f = {.problem = problem, .plan = plan, .nodes = nodes};
	bool all = true;

	start(&f);
	for (int t = 0; t < TIER_COUNT; t++) {
		f.tier = (enum tier)t;
		bounds->scaled[t] = 0;
		if (f.values.scaled[t] > 0) {
			prices_reset(&f.prices, &f.classes, problem);
			bounds->scaled[t] = finish_tier(&f);
			relaxation_limit(f.relaxation, &f.known);
			relaxation_tighten(f.relaxation, &f.known, &f.prices, f.tier, &f.values,
					   f.values.scaled[t] + problem->client_count);
			prices_free(&f.prices);
		}
		proven[t] = f.values.scaled[t] - bounds->scaled[t] <= VALUES_SCALE / 1000000;
		all = all && proven[t];
	}
	end(&f);
	return all;
}
