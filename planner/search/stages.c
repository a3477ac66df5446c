#include "planner/search/stages.h"

#include <math.h>

#include "planner/search/anneal.h"
#include "planner/search/augment.h"
#include "planner/plan/plan.h"
#include "planner/search/settle.h"
#include "planner/search/softs.h"

#define WARM_HEAT 0.03      /* a warm start's temperatures, of the normal ones */
#define TRY_PERCENT 42      /* of the work, for one of several tries, */
#define TRY_HEAT 0.33       /* and of its first temperature */
#define TRY_SLOTS 100       /* a region with fewer care days is planned so often as a whole that this adds nothing */
#define AGAIN_PERCENT 40    /* of the work, where a previous plan is to stay: most of it stands */
#define AGAIN_BACK 3        /* share of visits put back, beside the shares of the other moves */
#define AGAIN_SOFT_HOT 0.5  /* heat of what comes after the tiers */
#define MOVES_PER_SLOT 1000 /* one share of work */
#define CHAIN_WORK 10000    /* looks at a visit per slot, while chains of visits are sought */
/* Regions with more care days get less work for each: it falls with the root of their number while visits are sought,
 * and with the number itself for the hours, which then come closer to their bound all the same. */
#define FULL_SLOTS 3000

/* A stage betters one kind of tier; weights are energies per planning unit (points for presence). */
struct stage {
	const char *name;
	double before[KIND_COUNT]; /* weights of the kinds that stand before it in the order of the policy */
	double after[KIND_COUNT];  /* ... and of those behind it; its own is 1 */
	struct search_weights rest;
	int tries;   /* each from the best so far, shorter and cooler than one alone (count_tries) */
	double stay; /* weight of a visit of the previous plan, where that is to stay */
	struct anneal_schedule schedule; /* moves in MOVES_PER_SLOT per slot */
};

/* Tiers behind walls weigh more than what is searched, so that hours settle where the walls would have them.
 * While a tier is searched, later ones weigh a little, and so do mediation and the number of caregivers: of plans that
 * are equally good the search then meets the one that families would choose. Presence weighs nothing behind a wall: its
 * visits stay, and hours move freely among them. Shares and heats were tuned by measurement. */
static const struct stage stages[KIND_COUNT] =
	{
		[KIND_MINIMUM] =
			{
				.name = "minimum",
				.tries = 1,
				.stay = 0.08,
				.after = {[KIND_PRESENCE] = 0.01},
				.schedule = {.hot = 1,
					     .cold = 0.002,
					     .moves = 6,
					     .shares = {[MOVE_UNITS] = 3,
							[MOVE_INSERT] = 3,
							[MOVE_REMOVE] = 1,
							[MOVE_SHIFT] = 3,
							[MOVE_EJECT] = 5,
							[MOVE_REASSIGN] = 3,
							[MOVE_SWAP] = 2}},
			},
		[KIND_MEDICAL] =
			{
				.name = "medical hours",
				.tries = 1,
				.stay = 0.08,
				.before = {[KIND_MINIMUM] = 20, [KIND_GUARANTEED] = 5},
				.after = {[KIND_PRESENCE] = 0.02, [KIND_GUARANTEED] = 0.2, [KIND_REMAINING] = 0.02},
				.rest = {.mediated = 1e-4, .caregiver = 1e-3},
				.schedule = {.hot = 1,
					     .cold = 0.01,
					     .moves = 5,
					     .shares = {[MOVE_UNITS] = 4,
							[MOVE_INSERT] = 1,
							[MOVE_SHIFT] = 3,
							[MOVE_EJECT] = 1,
							[MOVE_REASSIGN] = 4,
							[MOVE_SWAP] = 4,
							[MOVE_TEAM] = 1}},
			},
		[KIND_PRESENCE] =
			{
				.name = "presence",
				.tries = 1,
				.stay = 0.04,
				.before = {[KIND_MINIMUM] = 30, [KIND_MEDICAL] = 30, [KIND_GUARANTEED] = 30},
				.after = {[KIND_MEDICAL] = 0.01, [KIND_GUARANTEED] = 0.003, [KIND_REMAINING] = 0.0001},
				.rest = {.unit = 1e-3},
				.schedule =
					{.hot = 0.05,
					 .cold = 0.004,
					 .moves = 4,
					 .shares = {[MOVE_UNITS] = 1,
						    [MOVE_INSERT] = 1,
						    [MOVE_REMOVE] = 1,
						    [MOVE_SHIFT] = 2,
						    [MOVE_EJECT] = 1,
						    [MOVE_REASSIGN] = 3,
						    [MOVE_SWAP] = 2}},
			},
		[KIND_GUARANTEED] =
			{
				.name = "guaranteed hours",
				.tries = 1,
				.stay = 0.08,
				.before = {[KIND_MINIMUM] = 20, [KIND_MEDICAL] = 5},
				.after = {[KIND_PRESENCE] = 0.02, [KIND_MEDICAL] = 0.2, [KIND_REMAINING] = 0.05},
				.rest = {.mediated = 1e-4, .caregiver = 1e-3},
				.schedule = {.hot = 1,
					     .cold = 0.01,
					     .moves = 3,
					     .shares = {[MOVE_UNITS] = 4,
							[MOVE_INSERT] = 1,
							[MOVE_SHIFT] = 3,
							[MOVE_EJECT] = 1,
							[MOVE_REASSIGN] = 4,
							[MOVE_SWAP] = 4,
							[MOVE_TEAM] = 1}},
			},
		[KIND_REMAINING] =
			{
				.name = "remaining hours",
				.tries = 3,
				.stay = 0.8,
				.before = {[KIND_MINIMUM] = 20, [KIND_MEDICAL] = 5, [KIND_GUARANTEED] = 3},
				.rest = {.mediated = 0.045,
					 .caregiver = 0.1,
					 .team = 0.01,
					 .dropped = 0.05,
					 .digital = 1e-4},
				.schedule = {.hot = 3,
					     .cold = 0.005,
					     .moves = 12,
					     .shares = {[MOVE_UNITS] = 4,
							[MOVE_INSERT] = 1,
							[MOVE_SHIFT] = 3,
							[MOVE_EJECT] = 1,
							[MOVE_REASSIGN] = 4,
							[MOVE_SWAP] = 4,
							[MOVE_TEAM] = 6}},
			},
};

/* The first of all: visits for everybody at once, all tiers up to presence free, so that each of the others begins in a
 * plan whose visits are well laid out. Hours are held short. Its schedule is that of presence, hotter. */
#define FIRST_HOT 0.3
#define FIRST_COLD 0.005

/* After the tiers. First all together, warm enough to change many visits; then strictly in their order, down to where
 * no single change is left: hours of mediation, caregivers beyond the wish, visits kept, digital hours. The kinds of
 * tiers are all behind walls. */
static const struct stage soft_stages[] = {
	{
		.name = "own and known caregivers",
		.stay = 16,
		.before = {[KIND_MINIMUM] = 400, [KIND_MEDICAL] = 100, [KIND_GUARANTEED] = 60, [KIND_REMAINING] = 20},
		.rest = {.mediated = 1, .caregiver = 5, .team = 0.1, .dropped = 0.5, .digital = 0.05},
		.schedule = {.hot = 2,
			     .cold = 0.1,
			     .moves = 6,
			     .shares = {[MOVE_UNITS] = 3,
					[MOVE_INSERT] = 1,
					[MOVE_SHIFT] = 2,
					[MOVE_EJECT] = 2,
					[MOVE_REASSIGN] = 4,
					[MOVE_SWAP] = 6,
					[MOVE_TEAM] = 8}},
	},
	{
		.name = "own before known caregivers",
		.stay = 16,
		.before =
			{[KIND_MINIMUM] = 4000, [KIND_MEDICAL] = 1000, [KIND_GUARANTEED] = 600, [KIND_REMAINING] = 200},
		.rest = {.mediated = 1, .caregiver = 0.2, .team = 1e-4, .dropped = 0.02, .digital = 0.001},
		.schedule = {.hot = 0.2,
			     .cold = 1e-4,
			     .moves = 4,
			     .shares = {[MOVE_UNITS] = 3,
					[MOVE_INSERT] = 1,
					[MOVE_SHIFT] = 2,
					[MOVE_EJECT] = 2,
					[MOVE_REASSIGN] = 4,
					[MOVE_SWAP] = 6,
					[MOVE_TEAM] = 8}},
	},
};

/* A stage in its place of the order of the policy: tiers before first_free are walled, last is the one that it betters
 * (TIER_COUNT: none, it comes after the tiers). */
struct task {
	const struct stage *stage;
	enum tier first_free, last;
	struct search_weights weights;
	double hot, cold;
	int looser; /* visits of the previous plan weigh so many times less */
};

static struct task task_for(const struct search *s, const struct stage *stage, enum tier tier)
{
	struct task task = {.stage = stage,
			    .first_free = tier,
			    .last = tier,
			    .weights = stage->rest,
			    .hot = stage->schedule.hot,
			    .cold = stage->schedule.cold,
			    .looser = 1};

	for (int t = 0; t < TIER_COUNT; t++) {
		enum tier_kind kind = problem_kind(s->problem, (enum tier)t);
		task.weights.tier[t] = t < (int)tier ? stage->before[kind] : t > (int)tier ? stage->after[kind] : 1;
	}
	return task;
}

static struct task tier_task(const struct search *s, enum tier tier)
{
	return task_for(s, &stages[problem_kind(s->problem, tier)], tier);
}

static struct task first_task(const struct search *s)
{
	struct task task = tier_task(s, problem_tier(s->problem, KIND_PRESENCE));

	task.first_free = TIER_MINIMUM;
	task.hot = FIRST_HOT;
	task.cold = FIRST_COLD;
	return task;
}

static void wall_before(struct search *s, enum tier first_free)
{
	search_wall_here(s);
	for (int t = (int)first_free; t < TIER_COUNT; t++)
		s->wall.scaled[t] = INT64_MAX;
	s->mediated_wall = INT64_MAX;
}

static int64_t count_moves(const struct search *s, const struct task *task, int effort)
{
	double part = s->slot_count > FULL_SLOTS ? (double)FULL_SLOTS / s->slot_count : 1;
	double thinned = task->last >= TIER_REMAINING ? part : sqrt(part);

	return (int64_t)((double)(task->stage->schedule.moves * MOVES_PER_SLOT) * s->slot_count * thinned * effort /
			 100);
}

/* What ends a stage: its tiers at their floors. The last ones never are done: what comes after the tiers counts too. */
static struct values best_hoped_for(const struct search *s, const struct task *task)
{
	struct values best = {{0}};

	for (int t = 0; t < TIER_COUNT; t++) {
		if (t < (int)task->first_free || t > (int)task->last)
			best.scaled[t] = INT64_MAX;
		else
			best.scaled[t] = search_floor(s, (enum tier)t);
	}
	if (task->last >= TIER_REMAINING)
		best.scaled[TIER_REMAINING] = -1;
	return best;
}

/* While the remaining hours are sought, own and few faces weigh as much as they may cost in the end: next to nothing
 * where no hours may be given up for them, in full from 5 percent on. (In full at 0 they cost 2 to 4 %.) */
#define FACES_LEAST 0.1
#define FACES_PER_PERCENT 0.2

static void weigh_faces(struct search_weights *weights, int32_t continuity_percent)
{
	double part = FACES_LEAST + FACES_PER_PERCENT * continuity_percent;

	part = part < 1 ? part : 1;
	weights->mediated *= part;
	weights->caregiver *= part;
	weights->team *= part;
}

static int count_tries(const struct search *s, const struct task *task, enum stages_start start)
{
	return start == STAGES_FRESH && s->slot_count > TRY_SLOTS ? task->stage->tries : 1;
}

/* given_up_percent: how much of the remaining tier this stage may spend; the more, the less it weighs. */
static void run(struct search *s, const struct task *task, enum stages_start start, int effort,
		int32_t given_up_percent)
{
	struct anneal_schedule schedule = task->stage->schedule;
	struct search_weights weights = task->weights;

	schedule.stage = task->stage->name;
	schedule.moves = count_moves(s, task, effort);
	schedule.enough = best_hoped_for(s, task);
	schedule.hot = task->hot;
	schedule.cold = task->cold;
	if (start == STAGES_FRESH) {
		weights.dropped = 0;
		if (count_tries(s, task, start) > 1) {
			schedule.moves = schedule.moves * TRY_PERCENT / 100;
			schedule.hot = task->hot * TRY_HEAT;
		}
	} else {
		schedule.hot = task->hot * WARM_HEAT > task->cold ? task->hot * WARM_HEAT : task->cold;
	}
	if (start == STAGES_AGAIN) {
		weights.dropped = task->stage->stay / task->looser;
		schedule.moves = schedule.moves * AGAIN_PERCENT / 100;
		schedule.shares[MOVE_BACK] = AGAIN_BACK;
	}
	weights.tier[TIER_REMAINING] /= 1 + given_up_percent;
	if (task->last == TIER_REMAINING)
		weigh_faces(&weights, s->problem->policy->continuity_percent);
	search_weigh(s, &weights);
	anneal_run(s, &schedule);
	if (task->last == problem_tier(s->problem, KIND_PRESENCE))
		augment_visits(s, (int64_t)CHAIN_WORK * s->slot_count);
}

/* Is a better than b in the tiers up to this one? */
static bool is_better(const struct values *a, const struct values *b, enum tier last)
{
	for (int t = 0; t <= (int)last; t++)
		if (a->scaled[t] != b->scaled[t])
			return a->scaled[t] < b->scaled[t];
	return false;
}

static bool is_asked_for(const struct search *s, enum tier tier)
{
	return s->value.scaled[tier] > search_floor(s, tier) || tier == TIER_REMAINING;
}

static void run_undone_unless_better(struct search *s, const struct task *task, enum stages_start start, int effort)
{
	struct plan before = {0};
	struct values value = s->value;

	if (!is_asked_for(s, task->last))
		return;
	search_store(s, &before);
	for (int try = 0; try < count_tries(s, task, start); try++) {
		wall_before(s, task->first_free);
		run(s, task, start, effort, 0);
		search_wall_none(s);
		if (is_better(&s->value, &value, task->last)) {
			value = s->value;
			search_store(s, &before);
		} else {
			search_load(s, &before);
		}
	}
	plan_free(&before);
}

/* Of plans that are equally good in one tier some leave the next one room and some do not: another is looked for. */
static void run_for_next(struct search *s, enum tier tier, int effort)
{
	struct plan before = {0};
	struct values value = s->value;
	enum tier next = (enum tier)(tier + 1);

	if (!is_asked_for(s, next))
		return;
	search_store(s, &before);
	for (int t = (int)tier; t <= (int)next; t++) {
		struct task task = tier_task(s, (enum tier)t);
		wall_before(s, task.first_free);
		run(s, &task, STAGES_FRESH, effort, 0);
		search_wall_none(s);
	}
	if (!is_better(&s->value, &value, next))
		search_load(s, &before);
	plan_free(&before);
}

/* Presence and its neighbours in the order are in each other's way most: visits cost what hours need. */
static bool is_beside_presence(const struct search *s, int tier)
{
	int presence = (int)problem_tier(s->problem, KIND_PRESENCE);

	return (tier == presence || tier == presence - 1) && tier > TIER_MINIMUM && tier + 1 < TIER_REMAINING;
}

void stages_run(struct search *s, enum stages_start start, int effort)
{
	struct task first = first_task(s);

	run_undone_unless_better(s, &first, start, effort);
	for (int t = 0; t < TIER_COUNT; t++) {
		struct task task = tier_task(s, (enum tier)t);
		run_undone_unless_better(s, &task, start, effort);
		if (start == STAGES_FRESH && t > 0 && is_beside_presence(s, t - 1))
			run_for_next(s, (enum tier)(t - 1), effort);
	}
}

void stages_run_looser(struct search *s, enum tier from, int looser, int effort)
{
	for (int t = (int)from; t < TIER_COUNT; t++) {
		struct task task = tier_task(s, (enum tier)t);
		task.looser = looser;
		run_undone_unless_better(s, &task, STAGES_AGAIN, effort);
	}
}

/* Values that no tier may fall behind from here on, and hours that keep to them: settled; with a previous plan no
 * further than they must be, since other hours are a change. */
static struct values settle_and_wall(struct search *s, enum stages_start start, const struct values *most)
{
	struct values wall;

	if (start != STAGES_AGAIN)
		settle_hours(s);
	wall = start == STAGES_AGAIN ? settle_foresee(s) : s->value;
	int64_t *remaining = &wall.scaled[TIER_REMAINING], settled = *remaining;
	*remaining += *remaining / 100 * s->problem->policy->continuity_percent;
	if (most != NULL && *remaining > most->scaled[TIER_REMAINING])
		*remaining = settled > most->scaled[TIER_REMAINING] ? settled : most->scaled[TIER_REMAINING];
	settle_hours_until(s, &wall);
	s->wall = wall;
	if (!search_is_within_walls(s))
		settle_hours(s);
	return wall;
}

void stages_run_softs(struct search *s, enum stages_start start, const struct values *most, int effort)
{
	struct values wall = settle_and_wall(s, start, most);
	int32_t percent = s->problem->policy->continuity_percent;
	/* With a previous plan the second stage would change many visits for little. */
	size_t count = start == STAGES_AGAIN ? 1 : sizeof soft_stages / sizeof *soft_stages;

	for (size_t i = 0; i < count; i++) {
		struct plan before = {0};
		struct soft_values old = softs_count(s);
		search_store(s, &before);
		s->wall = wall;
		s->mediated_wall = INT64_MAX;
		struct task task = task_for(s, &soft_stages[i], TIER_COUNT);
		if (start == STAGES_AGAIN) {
			task.hot = AGAIN_SOFT_HOT / WARM_HEAT;
			s->mediated_wall = s->mediated_units;
		}
		run(s, &task, start, effort, percent);
		search_wall_none(s);
		struct soft_values new = softs_count(s);
		if (!softs_are_better(&new, &old))
			search_load(s, &before);
		plan_free(&before);
	}
	if (percent == 0) { /* visits that changed places may have opened a way; no tier gives anything up */
		settle_hours(s);
		wall = s->value;
	}
	if (start == STAGES_AGAIN)
		softs_walk_back(s, &wall);
}
