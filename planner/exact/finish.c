/* Branch and bound, tier by tier, from Lagrangian bounds and their reduced costs.
 *
 * Sets: c clients, t the tier in hand, V[t] its value in the plan in hand, X the plans that obey the rules and come to
 * at most V[e] in every earlier tier e. Amounts a[c] are the units (points for presence) that c is given.
 *
 *   L(p)         bound of prices p: no plan of X has a value of t below it                  (relaxation.h)
 *   r(c, a)      regret: what it costs L to give c the amount a; likewise of each visit     (limits.h)
 *   N = (B, l, m)  a node: the plans of X within limits B with l <= value of t <= m
 *
 *   (1)  L(p) > m, p climbing within B               -> N is empty
 *   (2)  L(p) + regret of a visit > m                -> B without that visit
 *   (3)  L(p) + sum over c of r(c, a[c]) > m         -> no plan has this combination        (combinations.h)
 *        terms of a[c] beyond m, or beyond V[e]      -> likewise; B takes what no combination has
 *   (4)  the same by the prices of each earlier tier, whose value is at most V[e]
 *   (5)  an integer program of what is left of N     -> a better plan, N empty, or undecided (formulation.h)
 *   (6)  undecided: branch on the client c whose amounts differ most, a[c] <= b or a[c] > b
 *
 * The roots are growing spans [l, m] from the bound upwards: if a span has no plan, the bound rises to its end; if it
 * has one, that is nearly the best, and what is left to prove is little. Each span has its share of the work. */
#include "planner/exact/finish.h"

#include "planner/base/memory.h"
#include "planner/exact/combinations.h"
#include "planner/exact/formulation.h"
#include "planner/bound/climb.h"
#include "planner/bound/relaxation.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_STEPS 4000 /* of the search for prices from scratch; fewer where there are few care days */
#define STEPS_PER_SLOT 40
#define NEXT_STEPS 80 /* from prices that are good already, after limits have become tighter */
#define NEXT_PACE 0.1F
#define CLIMB_PART 8 /* where steps are dear a tier's first prices may take this part of the work that is left */
/* All work is counted in steps of the search for prices, a tenth of a millisecond or less each: */
#define STEP_CELLS 300000  /* one has no more operations than this (relaxation_count_cells), else it counts for more */
#define STEPS_PER_NODE 10  /* are the work of a node of an integer program's tree, as finish.h counts */
#define TIGHTEN_STEPS 10   /* are that of cutting off by regrets */
#define LIST_STEPS 2       /* are that of listing amounts */
#define WALK_PARTS 10000   /* partial combinations of amounts are that of a step */
#define PROGRAM_STEPS 50   /* are that of building an integer program */
#define SIMPLEX_SIZES 4000 /* rows and columns times steps of the simplex method are that of a step */
#define NODE_STEPS 100     /* are the least that looking through a span can be */
#define SPANS 64           /* the first span is this part of the gap, or a larger one where steps are dear */
#define EASY_STEPS 2000    /* a span that took less is followed by a larger one */
#define TIER_PART 8        /* this part of the work that is left is kept for the tiers to come */
#define SHARES 12          /* a span may take so many times its share of the work, by how much of the gap it is, */
#define SHARE_STEPS 2000   /* and so much in any case */
/* Nodes of an integer program's tree: of a whole span, where clients' amounts still differ, and where they do not. */
#define SPAN_NODES 60
#define INNER_NODES 1
#define ANSWER_NODES 400
#define PROOF_NODES 1000
/* Better by less than this part of a unit (visit) is not looked for: 0.5e-6, well within what counts as proven. */
#define BETTER_PARTS 2000000

struct finish {
	const struct problem *problem;
	struct classes classes;
	struct relaxation *relaxation;
	struct limits known;              /* what every plan obeys that is as good as this one in the tiers done */
	struct prices prices[TIER_COUNT]; /* the best found for each tier so far */
	struct values bounds;             /* proven for the tiers done */
	struct plan *plan;
	struct values values;
	enum tier tier;
	int64_t span_least; /* no use to ask in smaller spans */
	int64_t step_work;  /* of a step of the search for prices: 1 in a small region */
	int64_t work;       /* left of the budget, in steps of a small region */
	int64_t tier_end;   /* a tier is given up when this is left, */
	int64_t span_end;   /* and a span, as too much, when this is */
	int32_t *clients;   /* all of them */
};

/* What a search for plans within limits comes to. */
enum found {
	FOUND_NONE,     /* there is none */
	FOUND_PLAN,     /* it is the plan in hand now */
	FOUND_TOO_MUCH, /* too many combinations of amounts: to be asked in smaller spans */
	FOUND_OUT_OF_WORK
};

/* The largest value that a better plan can have. Each client's term is rounded down in values, so add what that may
 * hide. */
static int64_t better_value(const struct finish *f)
{
	int64_t steps = values_steps(f->problem, f->tier);

	if (steps == 0 || steps > BETTER_PARTS)
		steps = BETTER_PARTS;
	return f->values.scaled[f->tier] + f->problem->client_count - VALUES_SCALE / steps;
}

/* The bound that is proven once no better plan is left. */
static int64_t proven_bound(const struct finish *f)
{
	int64_t steps = values_steps(f->problem, f->tier), value = f->values.scaled[f->tier];

	if (steps != 0 && steps <= BETTER_PARTS)
		return value;
	return value > VALUES_SCALE / BETTER_PARTS ? value - VALUES_SCALE / BETTER_PARTS : 0;
}

static int64_t climb(struct finish *f, const struct limits *limits, int steps, float pace, int64_t goal)
{
	struct climb climb = {.steps = steps, .pace = pace, .goal = goal};

	f->work -= steps * f->step_work;
	relaxation_limit(f->relaxation, limits);
	return climb_prices(f->relaxation, &f->prices[f->tier], f->tier, &f->values, climb);
}

/* A node of the tree: plans within limits, with a value of the tier from least to most. */
struct node {
	struct limits limits;
	int64_t least, most;
};

/* Cuts off by regrets at these prices; false if no plan is left. */
static bool fix_by_regrets(struct finish *f, struct limits *limits, enum tier tier, int64_t most)
{
	f->work -= TIGHTEN_STEPS * f->step_work;
	relaxation_limit(f->relaxation, limits);
	return relaxation_tighten(f->relaxation, limits, &f->prices[tier], tier, &f->values, most);
}

static enum combinations_answer find_combinations(struct combinations *combinations, struct finish *f,
						  const struct node *node, enum tier tier,
						  struct combinations_wanted wanted)
{
	enum combinations_answer answer =
		combinations_find(combinations, f->relaxation, &node->limits, &f->prices[tier], tier, wanted);

	f->work -= LIST_STEPS * f->step_work + combinations->steps / WALK_PARTS;
	return answer;
}

/* Tightens the limits as far as new prices go on to help. False if no plan is left. */
static bool tighten_by_prices(struct finish *f, struct node *node)
{
	int32_t before = INT32_MAX, now = limits_count_visits(&node->limits);

	while (now < before - before / 20) {
		if (!fix_by_regrets(f, &node->limits, f->tier, node->most))
			return false;
		before = now;
		now = limits_count_visits(&node->limits);
		if (climb(f, &node->limits, NEXT_STEPS, NEXT_PACE, node->most + 1) > node->most)
			return false;
	}
	return fix_by_regrets(f, &node->limits, f->tier, node->most);
}

/* Branching (6): on the client whose amounts are most in doubt, up to an amount and beyond it. */
struct branching {
	int32_t client; /* REGION_NONE: nothing is in doubt */
	int32_t amount;
	bool points;          /* of points, else of units */
	int64_t combinations; /* of amounts, one of which is to be found */
	bool low_first;       /* the amount that costs the bound least is in the lower branch */
};

static struct branching find_branching(const struct combinations *o)
{
	struct branching branching = {REGION_NONE, 0, problem_kind(o->problem, o->tier) == KIND_PRESENCE,
				      o->combinations, true};
	int32_t most = 1;

	for (int32_t i = 0; i < o->problem->client_count; i++) {
		const struct combined_amount *list = &o->list[o->first[i]], *best = NULL;
		int32_t count = 0, highest = 0;
		int64_t sum = 0;
		for (int32_t j = 0; j < o->count[i]; j++) {
			if (!list[j].possible)
				continue;
			best = best == NULL ? &list[j] : best;
			highest = list[j].least > highest ? list[j].least : highest;
			sum += list[j].least;
			count++;
		}
		if (count <= most)
			continue;
		most = count;
		branching.client = i;
		branching.amount = (int32_t)(sum / count);
		branching.amount = branching.amount < highest ? branching.amount : highest - 1;
		branching.low_first = best->least <= branching.amount;
	}
	return branching;
}

/* Of several doubts the one with fewer combinations is the sooner settled. */
static void take_branching(struct branching *branching, const struct combinations *o)
{
	struct branching other = find_branching(o);

	if (other.client != REGION_NONE &&
	    (branching->client == REGION_NONE || other.combinations < branching->combinations))
		*branching = other;
}

/* Takes the answer of the integer program, if the plan that it tells is better by the exact values. */
static enum found take_answer(struct finish *f, const struct formulation *formulation)
{
	struct plan answer = {0};
	enum found found = FOUND_OUT_OF_WORK;

	formulation_read(formulation, &answer);
	struct values values = values_plan(f->problem, &answer);
	if (values_compare(&values, &f->values) < 0) {
		plan_copy(f->plan, &answer, f->problem);
		f->values = values;
		found = FOUND_PLAN;
	}
	plan_free(&answer);
	return found;
}

/* The integer program of what is left of a node. */
static void build_rest(struct finish *f, const struct node *node, struct formulation *formulation)
{
	struct program_window all = {f->clients, f->problem->client_count, 0, f->problem->day_count, &node->limits};
	int64_t scale;

	formulation_build(formulation, f->problem, f->plan, &all);
	for (int t = TIER_MINIMUM; t < (int)f->tier; t++) {
		formulation_minimise(formulation, (enum tier)t, &scale);
		formulation_keep(formulation);
	}
	formulation_minimise(formulation, f->tier, &scale);
	formulation_demand(formulation, scale, node->most);
}

static enum found solve_rest(struct finish *f, struct formulation *formulation, enum solver_aim aim, int64_t nodes)
{
	int64_t size = formulation->model.row_count + formulation->model.column_count;
	int64_t left = f->work - f->span_end - PROGRAM_STEPS;
	struct solver_budget budget = {nodes, left > 0 ? left * SIMPLEX_SIZES / size : 0, aim};
	enum solver_status status = solver_solve(&formulation->model, false, budget);

	f->work -= PROGRAM_STEPS + formulation->model.steps_used * size / SIMPLEX_SIZES;
	if (status == SOLVER_EXHAUSTED)
		return FOUND_NONE;
	if (status == SOLVER_OPTIMAL || status == SOLVER_FEASIBLE)
		return take_answer(f, formulation);
	return FOUND_OUT_OF_WORK;
}

/* Looks for the plan of the node that is nearest to the one in hand: among so many plans that are as good this tells
 * the relaxation where to go, and families see the same faces. */
static enum found try_rest(struct finish *f, const struct node *node, bool last, int depth)
{
	int64_t nodes = last ? ANSWER_NODES : depth == 0 ? SPAN_NODES : INNER_NODES;
	struct formulation formulation;

	build_rest(f, node, &formulation);
	formulation_stay_near(&formulation);
	enum found found = solve_rest(f, &formulation, SOLVER_ANSWER, nodes);
	if (last && found == FOUND_OUT_OF_WORK)
		found = solve_rest(f, &formulation, SOLVER_PROOF, PROOF_NODES);
	formulation_free(&formulation);
	return found;
}

static enum found search_node(struct finish *f, struct node *node, int depth);

static void copy_prices(struct prices *to, const struct prices *from)
{
	size_t count = (size_t)from->class_count * (size_t)from->day_count * (size_t)from->length_count;

	*to = *from;
	to->visit = memory_allocate(count, sizeof *to->visit);
	memcpy(to->visit, from->visit, count * sizeof *to->visit);
}

/* Searches one branch of a node; the prices are afterwards as they were. */
static enum found search_branch(struct finish *f, const struct node *node, struct branching branching, bool low,
				int depth)
{
	struct node branch = {.least = node->least, .most = node->most};
	struct prices kept;

	copy_prices(&kept, &f->prices[f->tier]);
	limits_copy(&branch.limits, &node->limits);
	struct limits_client *client = &branch.limits.clients[branching.client];
	if (low)
		*(branching.points ? &client->points_most : &client->units_most) = branching.amount;
	else
		*(branching.points ? &client->points_least : &client->units_least) = branching.amount + 1;
	enum found found = search_node(f, &branch, depth + 1);
	prices_free(&f->prices[f->tier]);
	f->prices[f->tier] = kept;
	limits_free(&branch.limits);
	return found;
}

/* What the regrets of an earlier tier leave of a node (4): that tier is to have the value reached again. */
static enum combinations_answer tighten_by_tier(struct finish *f, struct node *node, enum tier tier,
						struct branching *branching)
{
	int64_t most = f->values.scaled[tier] + f->problem->client_count;
	struct combinations_wanted wanted = {&f->values, f->bounds.scaled[tier], most};
	struct combinations combinations;
	enum combinations_answer answer = COMBINATIONS_NONE;

	if (!fix_by_regrets(f, &node->limits, tier, most))
		return COMBINATIONS_NONE;
	answer = find_combinations(&combinations, f, node, tier, wanted);
	if (answer == COMBINATIONS_SOME) {
		combinations_tighten(&combinations, &node->limits);
		take_branching(branching, &combinations);
	}
	combinations_free(&combinations);
	return answer;
}

/* Tightens a node by bounds and combinations until neither helps, (1) to (4). FOUND_OUT_OF_WORK: something is left. */
static enum found tighten_node(struct finish *f, struct node *node, struct branching *branching)
{
	struct combinations_wanted wanted = {&f->values, node->least, node->most};
	struct combinations combinations = {0};
	enum combinations_answer answer;

	*branching = (struct branching){.client = REGION_NONE};
	do {
		combinations_free(&combinations);
		if (!tighten_by_prices(f, node))
			return FOUND_NONE;
		answer = find_combinations(&combinations, f, node, f->tier, wanted);
	} while (answer == COMBINATIONS_SOME && combinations_tighten(&combinations, &node->limits));
	if (answer == COMBINATIONS_SOME)
		take_branching(branching, &combinations);
	combinations_free(&combinations);
	if (answer == COMBINATIONS_MANY && node->most - node->least > f->span_least)
		return FOUND_TOO_MUCH;
	for (int t = 0; t < (int)f->tier && answer != COMBINATIONS_NONE; t++)
		if (f->values.scaled[t] > 0)
			answer = tighten_by_tier(f, node, (enum tier)t, branching);
	return answer == COMBINATIONS_NONE ? FOUND_NONE : FOUND_OUT_OF_WORK;
}

/* What a node comes to when its work is done: a smaller span may be settled with less. */
static enum found out_of_work(const struct finish *f, const struct node *node)
{
	return f->work > f->tier_end && node->most - node->least > f->span_least ? FOUND_TOO_MUCH : FOUND_OUT_OF_WORK;
}

/* Recursion no deeper than there are amounts: a branching leaves each branch fewer. */
static enum found search_node(struct finish *f, struct node *node, int depth)
{
	struct branching branching;

	if (f->work <= f->span_end)
		return out_of_work(f, node);
	enum found found = tighten_node(f, node, &branching);
	if (found != FOUND_OUT_OF_WORK)
		return found;
	found = try_rest(f, node, branching.client == REGION_NONE, depth);
	if (found == FOUND_OUT_OF_WORK && branching.client == REGION_NONE)
		return out_of_work(f, node);
	if (found != FOUND_OUT_OF_WORK)
		return found;
	found = search_branch(f, node, branching, branching.low_first, depth);
	return found == FOUND_NONE ? search_branch(f, node, branching, !branching.low_first, depth) : found;
}

static int count_first_steps(const struct finish *f)
{
	int64_t steps = (int64_t)f->known.slot_count * STEPS_PER_SLOT, most = f->work / CLIMB_PART;

	most = (most > FIRST_STEPS ? most : FIRST_STEPS) / f->step_work;
	most = most < 1 ? 1 : most > FIRST_STEPS ? FIRST_STEPS : most;
	return (int)(steps < most ? steps : most);
}

/* Whole spans that it takes from the bound up to the value. The next one begins at the least value that is larger. */
static int64_t count_spans(const struct finish *f, int64_t bound, int64_t span)
{
	int64_t lifted = values_lift_bound(f->problem, f->tier, bound, f->values.scaled[f->tier]);

	return (better_value(f) - lifted) / (span + f->span_least);
}

/* Spans are too small for the work that is left: were each as dear as the dearest that was ruled out so far, they would
 * not reach the value. There is no proof to be had then, and the bound hardly rises. */
static bool is_hopeless(const struct finish *f, int64_t bound, int64_t span, int64_t span_work)
{
	span = span > f->span_least ? span : f->span_least;
	return count_spans(f, bound, span) > (f->work - f->tier_end) / (span_work > 0 ? span_work : 1);
}

/* The work that is left when a span from the bound upwards has had what it is worth. */
static int64_t find_span_end(const struct finish *f, int64_t bound, int64_t span)
{
	int64_t spans = count_spans(f, bound, span) + 1, left = f->work - f->tier_end;
	int64_t share = spans > SHARES ? left / spans * SHARES : left;

	share = share > SHARE_STEPS ? share : SHARE_STEPS;
	return share < left ? f->work - share : f->tier_end;
}

static int64_t count_first_spans(const struct finish *f)
{
	int64_t most = (f->work - f->tier_end) / (2 * NODE_STEPS * f->step_work);

	return most < 1 ? 1 : most < SPANS ? most : SPANS;
}

/* Proves the tier, or betters it until that can be done. The bound that is reached. */
static int64_t finish_tier(struct finish *f)
{
	int64_t bound = climb(f, &f->known, count_first_steps(f), 1, better_value(f) + 1);
	int64_t steps = values_steps(f->problem, f->tier), dearest = NODE_STEPS * f->step_work;
	int64_t easy = dearest * SHARES > EASY_STEPS ? dearest * SHARES : EASY_STEPS;

	f->tier_end = f->tier < TIER_REMAINING && f->work > 0 ? f->work / TIER_PART : 0;
	f->span_least = VALUES_SCALE / (steps == 0 || steps > BETTER_PARTS ? BETTER_PARTS : steps);
	int64_t span = (f->values.scaled[f->tier] - bound) / count_first_spans(f);
	while (bound <= better_value(f)) {
		if (span < f->span_least)
			span = f->span_least;
		bound = values_lift_bound(f->problem, f->tier, bound, f->values.scaled[f->tier]);
		struct node root = {.least = bound, .most = bound + span};
		if (root.most > better_value(f))
			root.most = better_value(f);
		limits_copy(&root.limits, &f->known);
		int64_t work = f->work;
		f->span_end = find_span_end(f, bound, span);
		enum found found = search_node(f, &root, 0);
		limits_free(&root.limits);
		if (found == FOUND_OUT_OF_WORK)
			return bound;
		if (found == FOUND_TOO_MUCH)
			span /= 4;
		if (found == FOUND_PLAN && span > (f->values.scaled[f->tier] - bound) / 4)
			span = (f->values.scaled[f->tier] - bound) / 4;
		if (found == FOUND_NONE) {
			bound = root.most + 1;
			dearest = work - f->work > dearest ? work - f->work : dearest;
			if (work - f->work < easy)
				span *= 2;
		}
		if (found != FOUND_PLAN && is_hopeless(f, bound, span, dearest))
			return bound;
	}
	return proven_bound(f);
}

static void start(struct finish *f)
{
	f->values = values_plan(f->problem, f->plan);
	classes_find(&f->classes, f->problem);
	f->relaxation = relaxation_build(f->problem, &f->classes);
	limits_build(&f->known, f->problem, &f->classes);
	f->step_work = 1 + relaxation_count_cells(f->relaxation) / STEP_CELLS;
	f->clients = memory_allocate((size_t)f->problem->client_count, sizeof *f->clients);
	for (int32_t c = 0; c < f->problem->client_count; c++)
		f->clients[c] = c;
}

static void end(struct finish *f)
{
	for (int t = 0; t < TIER_COUNT; t++)
		prices_free(&f->prices[t]);
	limits_free(&f->known);
	relaxation_free(f->relaxation);
	classes_free(&f->classes);
	free(f->clients);
}

bool finish_plan(struct plan *plan, struct values *bounds, bool proven[TIER_COUNT], const struct problem *problem,
		 int64_t *work)
{
	struct finish f = {.problem = problem, .plan = plan, .work = *work * STEPS_PER_NODE};
	bool all = true;

	start(&f);
	for (int t = 0; t < TIER_COUNT; t++) {
		f.tier = (enum tier)t;
		prices_reset(&f.prices[t], &f.classes, problem);
		if (f.values.scaled[t] > 0) {
			f.bounds.scaled[t] = finish_tier(&f);
			fix_by_regrets(&f, &f.known, f.tier, f.values.scaled[t] + problem->client_count);
		}
		proven[t] = f.values.scaled[t] - f.bounds.scaled[t] <= VALUES_SCALE / 1000000;
		all = all && proven[t];
	}
	*bounds = f.bounds;
	*work = f.work / STEPS_PER_NODE;
	end(&f);
	return all;
}
