#include "planner/search/stages.h"

#include <math.h>

#include "planner/search/anneal.h"
#include "planner/search/augment.h"
#include "planner/plan/plan.h"
#include "planner/search/settle.h"

#define WARM_HEAT 0.03      /* a warm start's temperatures, of the normal ones */
#define MOVES_PER_SLOT 1000 /* one share of work */
#define CHAIN_WORK 10000    /* looks at a visit per slot, while chains of visits are sought */
/* Regions with more care days get less work for each: it falls with the root of their number while visits are sought,
 * and with the number itself for the hours, which then come closer to their bound all the same. */
#define FULL_SLOTS 3000

/* A stage betters tiers up to `tier`; weights are energies per planning unit (visits for presence). */
struct stage {
	const char *name;
	enum tier tier;
	enum tier first_walled_free; /* tiers before this one are walled */
	struct search_weights weights;
	struct anneal_schedule schedule; /* moves in MOVES_PER_SLOT per slot */
};

/* Tiers behind walls weigh more than what is searched, so that hours settle where the walls would have them.
 * While a tier is searched, later ones weigh a little, and so do mediation and the number of caregivers: of plans that
 * are equally good the search then meets the one that families would choose. Shares and heats were tuned by
 * measurement. */
enum { STAGE_FIRST, STAGE_MINIMUM, STAGE_PRESENCE, STAGE_MEDICAL, STAGE_GUARANTEED, STAGE_REMAINING, STAGE_COUNT };

static const struct stage stages[STAGE_COUNT] = {
	{
		.name = "minimum and presence",
		.tier = TIER_PRESENCE,
		.first_walled_free = TIER_MINIMUM,
		.weights = {.tier = {30, 1, 0.01, 0.003, 0.0001}, .unit = 1e-3},
		.schedule = {.hot = 0.3,
			     .cold = 0.005,
			     .moves = 4,
			     .shares = {[MOVE_UNITS] = 1,
					[MOVE_INSERT] = 1,
					[MOVE_REMOVE] = 1,
					[MOVE_SHIFT] = 2,
					[MOVE_EJECT] = 1,
					[MOVE_REASSIGN] = 3,
					[MOVE_SWAP] = 2}},
	},
	{
		.name = "minimum",
		.tier = TIER_MINIMUM,
		.first_walled_free = TIER_MINIMUM,
		.weights = {.tier = {1, 0.01, 0, 0, 0}},
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
	{
		.name = "presence",
		.tier = TIER_PRESENCE,
		.first_walled_free = TIER_PRESENCE,
		.weights = {.tier = {30, 1, 0.01, 0.003, 0.0001}, .unit = 1e-3},
		.schedule = {.hot = 0.05,
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
	{
		.name = "medical hours",
		.tier = TIER_MEDICAL,
		.first_walled_free = TIER_MEDICAL,
		.weights = {.tier = {20, 0, 1, 0.2, 0.02}, .mediated = 1e-4, .caregiver = 1e-3},
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
	{
		.name = "guaranteed hours",
		.tier = TIER_GUARANTEED,
		.first_walled_free = TIER_GUARANTEED,
		.weights = {.tier = {20, 0, 5, 1, 0.05}, .mediated = 1e-4, .caregiver = 1e-3},
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
	{
		.name = "remaining hours",
		.tier = TIER_REMAINING,
		.first_walled_free = TIER_REMAINING,
		.weights = {.tier = {20, 0, 5, 3, 1},
			    .mediated = 0.045,
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

/* After the tiers. First all together, warm enough to change many visits; then strictly in their order, down to where
 * no single change is left: hours of mediation, caregivers beyond the wish, visits kept, digital hours. */
static const struct stage soft_stages[] = {
	{
		.name = "own and known caregivers",
		.tier = TIER_REMAINING,
		.first_walled_free = TIER_COUNT,
		.weights = {.tier = {400, 0, 100, 60, 20},
			    .mediated = 1,
			    .caregiver = 5,
			    .team = 0.1,
			    .dropped = 0.5,
			    .digital = 0.05},
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
		.tier = TIER_REMAINING,
		.first_walled_free = TIER_COUNT,
		.weights = {.tier = {4000, 0, 1000, 600, 200},
			    .mediated = 1,
			    .caregiver = 0.2,
			    .team = 1e-4,
			    .dropped = 0.02,
			    .digital = 0.001},
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

static void wall_before(struct search *s, enum tier first_free)
{
	search_wall_here(s);
	for (int t = (int)first_free; t < TIER_COUNT; t++)
		s->wall.scaled[t] = INT64_MAX;
	s->mediated_wall = INT64_MAX;
}

static int64_t count_moves(const struct search *s, const struct stage *stage, int effort)
{
	double part = s->slot_count > FULL_SLOTS ? (double)FULL_SLOTS / s->slot_count : 1;
	double thinned = stage->tier == TIER_REMAINING ? part : sqrt(part);

	return (int64_t)((double)(stage->schedule.moves * MOVES_PER_SLOT) * s->slot_count * thinned * effort / 100);
}

/* What ends a stage: its tiers at their floors. The last ones never are done: what comes after the tiers counts too. */
static struct values best_hoped_for(const struct search *s, const struct stage *stage)
{
	struct values best = {{0}};

	for (int t = 0; t < TIER_COUNT; t++) {
		if (t < (int)stage->first_walled_free || t > (int)stage->tier)
			best.scaled[t] = INT64_MAX;
		else
			best.scaled[t] = search_floor(s, (enum tier)t);
	}
	if (stage->tier == TIER_REMAINING)
		best.scaled[TIER_REMAINING] = -1;
	return best;
}

/* given_up_percent: how much of the remaining tier this stage may spend; the more, the less it weighs. */
static void run(struct search *s, const struct stage *stage, bool warm, int effort, int32_t given_up_percent)
{
	struct anneal_schedule schedule = stage->schedule;
	struct search_weights weights = stage->weights;

	schedule.stage = stage->name;
	schedule.moves = count_moves(s, stage, effort);
	schedule.enough = best_hoped_for(s, stage);
	if (warm)
		schedule.hot = stage->schedule.hot * WARM_HEAT > schedule.cold ? stage->schedule.hot * WARM_HEAT
									       : schedule.cold;
	weights.tier[TIER_REMAINING] /= 1 + given_up_percent;
	search_weigh(s, &weights);
	anneal_run(s, &schedule);
	if (stage->tier == TIER_PRESENCE)
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

static bool is_asked_for(const struct search *s, const struct stage *stage)
{
	return s->value.scaled[stage->tier] > search_floor(s, stage->tier) || stage->tier == TIER_REMAINING;
}

static void run_undone_unless_better(struct search *s, const struct stage *stage, bool warm, int effort)
{
	struct plan before = {0};
	struct values value = s->value;

	if (!is_asked_for(s, stage))
		return;
	search_store(s, &before);
	wall_before(s, stage->first_walled_free);
	run(s, stage, warm, effort, 0);
	search_wall_none(s);
	if (!is_better(&s->value, &value, stage->tier))
		search_load(s, &before);
	plan_free(&before);
}

/* Of plans equally good in presence some leave the medical hours room and some do not: another one is looked for. */
static void run_presence_for_medical(struct search *s, int effort)
{
	struct plan before = {0};
	struct values value = s->value;

	if (!is_asked_for(s, &stages[STAGE_MEDICAL]))
		return;
	search_store(s, &before);
	for (int i = STAGE_PRESENCE; i <= STAGE_MEDICAL; i++) {
		wall_before(s, stages[i].first_walled_free);
		run(s, &stages[i], false, effort, 0);
		search_wall_none(s);
	}
	if (!is_better(&s->value, &value, TIER_MEDICAL))
		search_load(s, &before);
	plan_free(&before);
}

void stages_run(struct search *s, bool warm, int effort)
{
	for (int i = 0; i < STAGE_COUNT; i++) {
		run_undone_unless_better(s, &stages[i], warm, effort);
		if (i == STAGE_MEDICAL && !warm)
			run_presence_for_medical(s, effort);
	}
}

/* What comes after the tiers, in its order. */
enum { SOFT_MEDIATED, SOFT_EXCESS, SOFT_DROPPED, SOFT_DIGITAL, SOFT_COUNT };

struct soft_values {
	int64_t amounts[SOFT_COUNT];
};

static struct soft_values soft_values_of(const struct search *s)
{
	return (struct soft_values){
		{s->mediated_units, s->excess_caregivers, s->dropped_visits, search_digital_regret(s)}};
}

static bool softs_are_better(const struct soft_values *a, const struct soft_values *b)
{
	for (int i = 0; i < SOFT_COUNT; i++)
		if (a->amounts[i] != b->amounts[i])
			return a->amounts[i] < b->amounts[i];
	return false;
}

void stages_run_softs(struct search *s, bool warm, int effort)
{
	struct values wall;
	int32_t percent = s->problem->policy->continuity_percent;

	settle_hours(s);
	wall = s->value;
	wall.scaled[TIER_REMAINING] += wall.scaled[TIER_REMAINING] / 100 * percent;
	for (size_t i = 0; i < sizeof soft_stages / sizeof *soft_stages; i++) {
		struct plan before = {0};
		struct soft_values old = soft_values_of(s);
		search_store(s, &before);
		s->wall = wall;
		s->mediated_wall = INT64_MAX;
		run(s, &soft_stages[i], warm, effort, percent);
		search_wall_none(s);
		struct soft_values new = soft_values_of(s);
		if (!softs_are_better(&new, &old))
			search_load(s, &before);
		plan_free(&before);
	}
	if (percent == 0) /* visits that changed places may have opened a way; no tier gives anything up */
		settle_hours(s);
}
