#include "planner/exact/combinations.h"

#include <stdlib.h>

#include "planner/base/memory.h"
#include "planner/base/work.h"
#include "planner/bound/relaxation.h"

#define STEPS_MOST 2000000 /* partial combinations looked at */

static int64_t smaller(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static int64_t scale_to_prices(int64_t scaled)
{
	return (int64_t)((int128)scaled * PRICES_SCALE / VALUES_SCALE);
}

/* The terms that so many units (points for presence) come to, with as much digital instruction as helps. */
static void fill_terms(struct combined_amount *combined, const struct problem_client *client, enum tier tier,
		       int32_t amount)
{
	bool presence = tier == client->presence_tier;
	int32_t room = client->left_units - amount;
	int32_t digital = client->digital_room < room ? client->digital_room : room;
	struct shortages s = presence ? values_client(client, 0, amount, 0) : values_client(client, amount, 0, digital);

	for (int t = 0; t <= (int)tier; t++)
		if ((t == (int)client->presence_tier) == presence)
			combined->terms[t] = scale_to_prices(values_term(s.short_units[t], s.demand_units[t]));
}

static bool same_terms(const struct combined_amount *a, const struct combined_amount *b)
{
	for (int t = 0; t < TIER_COUNT; t++)
		if (a->terms[t] != b->terms[t])
			return false;
	return true;
}

static int compare_amounts(const void *left, const void *right)
{
	const struct combined_amount *a = left, *b = right;

	if (a->regret != b->regret)
		return a->regret < b->regret ? -1 : 1;
	return (a->least > b->least) - (a->least < b->least);
}

/* Amounts of one client with regrets of at most `left`; neighbours of the same terms become one. */
static void list_client(struct combinations *o, int32_t client, const int64_t *regrets, int32_t amounts, int64_t left)
{
	const struct problem_client *c = &o->problem->clients[client];

	o->first[client] = o->list_count;
	for (int32_t amount = 0; amount < amounts; amount++) {
		struct combined_amount combined = {.least = amount, .most = amount, .regret = regrets[amount]};
		if (regrets[amount] > left)
			continue;
		fill_terms(&combined, c, o->tier, amount);
		struct combined_amount *before = o->list_count > o->first[client] ? &o->list[o->list_count - 1] : NULL;
		if (before != NULL && before->most == amount - 1 && same_terms(before, &combined)) {
			before->most = amount;
			before->regret = smaller(before->regret, combined.regret);
			continue;
		}
		memory_grow(o->list, o->list_count, o->list_capacity);
		o->list[o->list_count++] = combined;
	}
	o->count[client] = o->list_count - o->first[client];
	if (o->count[client] > 1)
		qsort(o->list + o->first[client], (size_t)o->count[client], sizeof *o->list, compare_amounts);
}

/* The walk through combinations, client by client. */
struct walk {
	struct combinations *o;
	int64_t left;                      /* regrets may come to */
	int64_t most[TIER_COUNT];          /* terms may come to, this tier's included */
	int64_t least;                     /* this tier's terms must come to */
	int64_t (*rest_least)[TIER_COUNT]; /* [client]: what it and those after it come to at least */
	int64_t *rest_most;                /* this tier, likewise */
	int32_t *chosen;                   /* [client] */
	int64_t combinations, steps;
};

static void sum_rests(struct walk *w)
{
	const struct combinations *o = w->o;

	for (int32_t i = o->problem->client_count - 1; i >= 0; i--) {
		for (int t = 0; t <= (int)o->tier; t++) {
			int64_t least = INT64_MAX, most = 0;
			for (int32_t j = o->first[i]; j < o->first[i] + o->count[i]; j++) {
				least = smaller(least, o->list[j].terms[t]);
				most = larger(most, o->list[j].terms[t]);
			}
			w->rest_least[i][t] = w->rest_least[i + 1][t] + least;
			if (t == (int)o->tier)
				w->rest_most[i] = w->rest_most[i + 1] + most;
		}
	}
}

static void note_combination(struct walk *w)
{
	w->combinations++;
	for (int32_t i = 0; i < w->o->problem->client_count; i++)
		w->o->list[w->chosen[i]].possible = true;
}

/* Recursion as deep as there are clients, of whom there are few. */
static void walk_from(struct walk *w, int32_t client, int64_t regret, const int64_t terms[TIER_COUNT])
{
	const struct combinations *o = w->o;

	if (client == o->problem->client_count) {
		note_combination(w);
		return;
	}
	for (int32_t j = o->first[client]; j < o->first[client] + o->count[client]; j++) {
		const struct combined_amount *combined = &o->list[j];
		int64_t sums[TIER_COUNT] = {0};
		bool may = true;
		if (regret + combined->regret > w->left || w->steps++ > STEPS_MOST)
			return;
		for (int t = 0; t <= (int)o->tier; t++) {
			sums[t] = terms[t] + combined->terms[t];
			may = may && sums[t] + w->rest_least[client + 1][t] <= w->most[t];
		}
		w->chosen[client] = j;
		if (may && sums[o->tier] + w->rest_most[client + 1] >= w->least)
			walk_from(w, client + 1, regret + combined->regret, sums);
	}
}

static enum combinations_answer walk_all(struct combinations *o, struct combinations_wanted wanted, int64_t left)
{
	size_t clients = (size_t)o->problem->client_count;
	struct walk w = {.o = o, .left = left};
	int64_t none[TIER_COUNT] = {0};

	/* Each client's term is rounded down, in values and once more here. */
	for (int t = 0; t < (int)o->tier; t++)
		w.most[t] = scale_to_prices(wanted.reached->scaled[t] + o->problem->client_count) + 1;
	w.most[o->tier] = scale_to_prices(wanted.most) + 1;
	w.least = scale_to_prices(wanted.least) - 2 * o->problem->client_count;
	w.rest_least = memory_allocate(clients + 1, sizeof *w.rest_least);
	w.rest_most = memory_allocate(clients + 1, sizeof *w.rest_most);
	w.chosen = memory_allocate(clients, sizeof *w.chosen);
	sum_rests(&w);
	walk_from(&w, 0, 0, none);
	free(w.rest_least);
	free(w.rest_most);
	free(w.chosen);
	o->combinations = w.combinations;
	o->steps = w.steps;
	work_add(WORK_COMBINATIONS, w.steps);
	if (w.steps > STEPS_MOST)
		return COMBINATIONS_MANY;
	return w.combinations > 0 ? COMBINATIONS_SOME : COMBINATIONS_NONE;
}

enum combinations_answer combinations_find(struct combinations *o, struct relaxation *relaxation,
					   const struct limits *limits, const struct prices *prices, enum tier tier,
					   struct combinations_wanted wanted)
{
	const struct problem *problem = limits->problem;
	size_t clients = (size_t)problem->client_count;
	int64_t bound = relaxation_evaluate(relaxation, prices, tier, wanted.reached, NULL), *regrets = NULL;
	int64_t left = scale_to_prices(wanted.most) + 1 - bound;
	bool empty = bound >= COSTS_NEVER || left < 0;

	*o = (struct combinations){.problem = problem, .tier = tier};
	o->first = memory_allocate(clients, sizeof *o->first);
	o->count = memory_allocate(clients, sizeof *o->count);
	for (int32_t i = 0; i < problem->client_count && !empty; i++) {
		int32_t amounts = relaxation_regret_outcomes(relaxation, limits, prices, i, &regrets);
		list_client(o, i, regrets, amounts, left);
		free(regrets);
		empty = o->count[i] == 0;
	}
	return empty ? COMBINATIONS_NONE : walk_all(o, wanted, left);
}

bool combinations_tighten(const struct combinations *o, struct limits *limits)
{
	bool taken = false;

	bool presence = problem_kind(o->problem, o->tier) == KIND_PRESENCE;

	for (int32_t i = 0; i < o->problem->client_count; i++) {
		struct limits_client *client = &limits->clients[i];
		int32_t least = INT32_MAX, most = -1;
		for (int32_t j = o->first[i]; j < o->first[i] + o->count[i]; j++) {
			if (!o->list[j].possible)
				continue;
			least = (int32_t)smaller(least, o->list[j].least);
			most = (int32_t)larger(most, o->list[j].most);
		}
		int32_t *from = presence ? &client->points_least : &client->units_least;
		int32_t *to = presence ? &client->points_most : &client->units_most;
		taken = taken || least > *from || most < *to;
		*from = (int32_t)larger(least, *from);
		*to = (int32_t)smaller(most, *to);
	}
	return taken;
}

void combinations_free(struct combinations *o)
{
	free(o->list);
	free(o->first);
	free(o->count);
	*o = (struct combinations){0};
}
