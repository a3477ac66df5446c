/* Bound, cut off, solve. A tier's prices (relaxation.h) prove a bound. A plan that comes close to it can have few
 * visits and few outcomes only: the regrets (limits.h, outcomes.h) tell which. What is left is often nothing, and else
 * an integer program (formulation.h) that is small enough for GLPK, or is cut in two.
 *
 * How close is asked in growing spans, from the bound upwards: if no plan lies within a span the bound rises by it; if
 * one does it is nearly the best, and what is left to prove is little. */
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
#define LIST_STEPS 2       /* are that of listing outcomes */
#define WALK_PARTS 10000   /* partial combinations of outcomes are that of a step */
#define PROGRAM_STEPS 50   /* are that of building an integer program */
#define SIMPLEX_SIZES 4000 /* rows and columns times steps of the simplex method are that of a step */
#define QUEST_STEPS 100    /* are the least that looking through a span can be */
#define SPANS 64           /* the first span is this part of the gap, or a larger one where steps are dear */
#define EASY_STEPS 2000    /* a span that took less is followed by a larger one */
#define TIER_PART 8        /* this part of the work that is left is kept for the tiers to come */
#define SHARES 4           /* a span may take so many times its share of the work, by how much of the gap it is, */
#define SHARE_STEPS 2000   /* and so much in any case */
/* Nodes of an integer program's tree: of a whole span, where clients' outcomes still differ, and where they do not. */
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
	int64_t quest_end;  /* and a quest, as too much, when this is */
	int32_t *clients;   /* all of them */
};

/* What a search for plans within limits comes to. */
enum found {
	FOUND_NONE,     /* there is none */
	FOUND_PLAN,     /* it is the plan in hand now */
	FOUND_TOO_MUCH, /* too many combinations of outcomes: to be asked in smaller spans */
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

/* What is asked for: a plan within limits, with a value of the tier from least to most. */
struct quest {
	struct limits limits;
	int64_t least, most;
};

/* Cuts off by regrets at these prices; false if no plan is left. */
static bool cut_off(struct finish *f, struct limits *limits, enum tier tier, int64_t most)
{
	f->work -= TIGHTEN_STEPS * f->step_work;
	relaxation_limit(f->relaxation, limits);
	return relaxation_tighten(f->relaxation, limits, &f->prices[tier], tier, &f->values, most);
}

static enum outcomes_answer find_outcomes(struct outcomes *outcomes, struct finish *f, const struct quest *q,
					  enum tier tier, struct outcomes_wanted wanted)
{
	enum outcomes_answer answer =
		combinations_find(outcomes, f->relaxation, &q->limits, &f->prices[tier], tier, wanted);

	f->work -= LIST_STEPS * f->step_work + outcomes->steps / WALK_PARTS;
	return answer;
}

/* Tightens the limits as far as new prices go on to help. False if no plan is left. */
static bool tighten(struct finish *f, struct quest *q)
{
	int32_t before = INT32_MAX, now = limits_count_visits(&q->limits);

	while (now < before - before / 20) {
		if (!cut_off(f, &q->limits, f->tier, q->most))
			return false;
		before = now;
		now = limits_count_visits(&q->limits);
		if (climb(f, &q->limits, NEXT_STEPS, NEXT_PACE, q->most + 1) > q->most)
			return false;
	}
	return cut_off(f, &q->limits, f->tier, q->most);
}

/* A cut in two: the client whose outcomes are most in doubt, up to an amount and beyond it. */
struct parting {
	int32_t client; /* REGION_NONE: nothing is in doubt */
	int32_t amount;
	bool points;          /* of points, else of units */
	int64_t combinations; /* of outcomes, one of which is to be found */
	bool low_first;       /* the outcome that costs the bound least is in the lower half */
};

static struct parting find_parting(const struct outcomes *o)
{
	struct parting parting = {REGION_NONE, 0, problem_kind(o->problem, o->tier) == KIND_PRESENCE, o->combinations,
				  true};
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
		parting.client = i;
		parting.amount = (int32_t)(sum / count);
		parting.amount = parting.amount < highest ? parting.amount : highest - 1;
		parting.low_first = best->least <= parting.amount;
	}
	return parting;
}

/* Of several doubts the one with fewer combinations is the sooner settled. */
static void take_parting(struct parting *parting, const struct outcomes *o)
{
	struct parting other = find_parting(o);

	if (other.client != REGION_NONE &&
	    (parting->client == REGION_NONE || other.combinations < parting->combinations))
		*parting = other;
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

/* The integer program of what is left of a quest. */
static void build_rest(struct finish *f, const struct quest *q, struct formulation *formulation)
{
	struct program_window all = {f->clients, f->problem->client_count, 0, f->problem->day_count, &q->limits};
	int64_t scale;

	formulation_build(formulation, f->problem, f->plan, &all);
	for (int t = TIER_MINIMUM; t < (int)f->tier; t++) {
		formulation_minimise(formulation, (enum tier)t, &scale);
		formulation_keep(formulation);
	}
	formulation_minimise(formulation, f->tier, &scale);
	formulation_demand(formulation, scale, q->most);
}

static enum found solve_rest(struct finish *f, struct formulation *formulation, enum solver_aim aim, int64_t nodes)
{
	int64_t size = formulation->model.row_count + formulation->model.column_count;
	int64_t left = f->work - f->quest_end - PROGRAM_STEPS;
	struct solver_budget budget = {nodes, left > 0 ? left * SIMPLEX_SIZES / size : 0, aim};
	enum solver_status status = solver_solve(&formulation->model, false, budget);

	f->work -= PROGRAM_STEPS + formulation->model.steps_used * size / SIMPLEX_SIZES;
	if (status == SOLVER_EXHAUSTED)
		return FOUND_NONE;
	if (status == SOLVER_OPTIMAL || status == SOLVER_FEASIBLE)
		return take_answer(f, formulation);
	return FOUND_OUT_OF_WORK;
}

/* Looks for the plan of the quest that is nearest to the one in hand: among so many plans that are as good this tells
 * the relaxation where to go, and families see the same faces. */
static enum found try_rest(struct finish *f, const struct quest *q, bool last, int depth)
{
	int64_t nodes = last ? ANSWER_NODES : depth == 0 ? SPAN_NODES : INNER_NODES;
	struct formulation formulation;

	build_rest(f, q, &formulation);
	formulation_stay_near(&formulation);
	enum found found = solve_rest(f, &formulation, SOLVER_ANSWER, nodes);
	if (last && found == FOUND_OUT_OF_WORK)
		found = solve_rest(f, &formulation, SOLVER_PROOF, PROOF_NODES);
	formulation_free(&formulation);
	return found;
}

static enum found search(struct finish *f, struct quest *q, int depth);

static void copy_prices(struct prices *to, const struct prices *from)
{
	size_t count = (size_t)from->class_count * (size_t)from->day_count * (size_t)from->length_count;

	*to = *from;
	to->visit = memory_allocate(count, sizeof *to->visit);
	memcpy(to->visit, from->visit, count * sizeof *to->visit);
}

/* Searches one half of a cut; the prices are afterwards as they were. */
static enum found search_half(struct finish *f, const struct quest *q, struct parting parting, bool low, int depth)
{
	struct quest half = {.least = q->least, .most = q->most};
	struct prices kept;

	copy_prices(&kept, &f->prices[f->tier]);
	limits_copy(&half.limits, &q->limits);
	struct limits_client *client = &half.limits.clients[parting.client];
	if (low)
		*(parting.points ? &client->points_most : &client->units_most) = parting.amount;
	else
		*(parting.points ? &client->points_least : &client->units_least) = parting.amount + 1;
	enum found found = search(f, &half, depth + 1);
	prices_free(&f->prices[f->tier]);
	f->prices[f->tier] = kept;
	limits_free(&half.limits);
	return found;
}

/* What the regrets of an earlier tier leave of a quest: that tier is to have the value reached again. */
static enum outcomes_answer recall(struct finish *f, struct quest *q, enum tier tier, struct parting *parting)
{
	int64_t most = f->values.scaled[tier] + f->problem->client_count;
	struct outcomes_wanted wanted = {&f->values, f->bounds.scaled[tier], most};
	struct outcomes outcomes;
	enum outcomes_answer answer = OUTCOMES_NONE;

	if (!cut_off(f, &q->limits, tier, most))
		return OUTCOMES_NONE;
	answer = find_outcomes(&outcomes, f, q, tier, wanted);
	if (answer == OUTCOMES_SOME) {
		combinations_tighten(&outcomes, &q->limits);
		take_parting(parting, &outcomes);
	}
	combinations_free(&outcomes);
	return answer;
}

/* Narrows a quest by bounds and outcomes until neither helps. FOUND_OUT_OF_WORK: something is left. */
static enum found narrow(struct finish *f, struct quest *q, struct parting *parting)
{
	struct outcomes_wanted wanted = {&f->values, q->least, q->most};
	struct outcomes outcomes = {0};
	enum outcomes_answer answer;

	*parting = (struct parting){.client = REGION_NONE};
	do {
		combinations_free(&outcomes);
		if (!tighten(f, q))
			return FOUND_NONE;
		answer = find_outcomes(&outcomes, f, q, f->tier, wanted);
	} while (answer == OUTCOMES_SOME && combinations_tighten(&outcomes, &q->limits));
	if (answer == OUTCOMES_SOME)
		take_parting(parting, &outcomes);
	combinations_free(&outcomes);
	if (answer == OUTCOMES_MANY && q->most - q->least > f->span_least)
		return FOUND_TOO_MUCH;
	for (int t = 0; t < (int)f->tier && answer != OUTCOMES_NONE; t++)
		if (f->values.scaled[t] > 0)
			answer = recall(f, q, (enum tier)t, parting);
	return answer == OUTCOMES_NONE ? FOUND_NONE : FOUND_OUT_OF_WORK;
}

/* What a quest comes to when its work is done: a smaller span may be settled with less. */
static enum found out_of_work(const struct finish *f, const struct quest *q)
{
	return f->work > f->tier_end && q->most - q->least > f->span_least ? FOUND_TOO_MUCH : FOUND_OUT_OF_WORK;
}

/* Recursion no deeper than there are outcomes: a cut leaves each half fewer. */
static enum found search(struct finish *f, struct quest *q, int depth)
{
	struct parting parting;

	if (f->work <= f->quest_end)
		return out_of_work(f, q);
	enum found found = narrow(f, q, &parting);
	if (found != FOUND_OUT_OF_WORK)
		return found;
	found = try_rest(f, q, parting.client == REGION_NONE, depth);
	if (found == FOUND_OUT_OF_WORK && parting.client == REGION_NONE)
		return out_of_work(f, q);
	if (found != FOUND_OUT_OF_WORK)
		return found;
	found = search_half(f, q, parting, parting.low_first, depth);
	return found == FOUND_NONE ? search_half(f, q, parting, !parting.low_first, depth) : found;
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
static int64_t find_quest_end(const struct finish *f, int64_t bound, int64_t span)
{
	int64_t spans = count_spans(f, bound, span) + 1, left = f->work - f->tier_end;
	int64_t share = spans > SHARES ? left / spans * SHARES : left;

	share = share > SHARE_STEPS ? share : SHARE_STEPS;
	return share < left ? f->work - share : f->tier_end;
}

static int64_t count_first_spans(const struct finish *f)
{
	int64_t most = (f->work - f->tier_end) / (2 * QUEST_STEPS * f->step_work);

	return most < 1 ? 1 : most < SPANS ? most : SPANS;
}

/* Proves the tier, or betters it until that can be done. The bound that is reached. */
static int64_t finish_tier(struct finish *f)
{
	int64_t bound = climb(f, &f->known, count_first_steps(f), 1, better_value(f) + 1);
	int64_t steps = values_steps(f->problem, f->tier), dearest = QUEST_STEPS * f->step_work;
	int64_t easy = dearest * SHARES > EASY_STEPS ? dearest * SHARES : EASY_STEPS;

	f->tier_end = f->tier < TIER_REMAINING && f->work > 0 ? f->work / TIER_PART : 0;
	f->span_least = VALUES_SCALE / (steps == 0 || steps > BETTER_PARTS ? BETTER_PARTS : steps);
	int64_t span = (f->values.scaled[f->tier] - bound) / count_first_spans(f);
	while (bound <= better_value(f)) {
		if (span < f->span_least)
			span = f->span_least;
		bound = values_lift_bound(f->problem, f->tier, bound, f->values.scaled[f->tier]);
		struct quest quest = {.least = bound, .most = bound + span};
		if (quest.most > better_value(f))
			quest.most = better_value(f);
		limits_copy(&quest.limits, &f->known);
		int64_t work = f->work;
		f->quest_end = find_quest_end(f, bound, span);
		enum found found = search(f, &quest, 0);
		limits_free(&quest.limits);
		if (found == FOUND_OUT_OF_WORK)
			return bound;
		if (found == FOUND_TOO_MUCH)
			span /= 4;
		if (found == FOUND_PLAN && span > (f->values.scaled[f->tier] - bound) / 4)
			span = (f->values.scaled[f->tier] - bound) / 4;
		if (found == FOUND_NONE) {
			bound = quest.most + 1;
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
			cut_off(&f, &f.known, f.tier, f.values.scaled[t] + problem->client_count);
		}
		proven[t] = f.values.scaled[t] - f.bounds.scaled[t] <= VALUES_SCALE / 1000000;
		all = all && proven[t];
	}
	*bounds = f.bounds;
	*work = f.work / STEPS_PER_NODE;
	end(&f);
	return all;
}
