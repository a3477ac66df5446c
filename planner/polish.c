/* The gap between a plan's value and the bound of some prices is a sum of regrets: what each client pays more than in her
 * cheapest schedule, and what each caregiver earns less than in her dearest. Where regrets are high there is something to
 * win, so that is where the windows are put: some clients with regrets who compete for the same caregivers, on some days. */
#include "planner/polish.h"

#include <stdlib.h>
#include <string.h>

#include "planner/memory.h"
#include "planner/program.h"
#include "planner/progress.h"
#include "planner/relaxation_internal.h"
#include "planner/values.h"

#define PRICE_STEPS 1000
#define WINDOW_NODES 100
#define WINDOW_STEPS 100000 /* of the simplex method, for the first relaxation */
#define SEEN 4096           /* windows remembered since the plan has changed */

/* Shapes that take turns: measured on 76 clients, each finds what the others miss. */
static const struct {
	int32_t clients, days;
} shapes[] = {{5, 3}, {4, 8}, {6, 2}};

#define CLIENTS_MOST 6

struct polish {
	const struct problem *problem;
	struct plan *plan;
	enum tier tier;
	struct classes classes;
	struct relaxation *relaxation;
	struct prices prices;
	int64_t *best;           /* [client]: cost of her cheapest schedule */
	int64_t *regrets;        /* [client] */
	int32_t *units, *visits; /* [client]: work space */
	int64_t *paid;
	uint64_t seen[SEEN];
	uint64_t random;
};

static uint64_t next_random(struct polish *p)
{
	p->random ^= p->random << 13;
	p->random ^= p->random >> 7;
	p->random ^= p->random << 17;
	return p->random;
}

static void start(struct polish *p)
{
	size_t clients = (size_t)p->problem->client_count;
	struct values values = values_plan(p->problem, p->plan);
	struct relaxation_climb climb = {
		.steps = PRICE_STEPS, .pace = 1, .goal = values.scaled[p->tier], .sharing = p->tier < TIER_GUARANTEED};

	p->random = UINT64_C(0x9E3779B97F4A7C15);
	classes_find(&p->classes, p->problem);
	p->relaxation = relaxation_build(p->problem, &p->classes);
	prices_reset(&p->prices, &p->classes, p->problem);
	relaxation_climb(p->relaxation, &p->prices, p->tier, &values, climb);
	relaxation_evaluate(p->relaxation, &p->prices, p->tier, &values, NULL);
	p->best = memory_allocate(clients, sizeof *p->best);
	p->regrets = memory_allocate(clients, sizeof *p->regrets);
	p->units = memory_allocate(clients, sizeof *p->units);
	p->visits = memory_allocate(clients, sizeof *p->visits);
	p->paid = memory_allocate(clients, sizeof *p->paid);
	for (int32_t c = 0; c < p->problem->client_count; c++)
		p->best[c] = client_problem_solve(&p->relaxation->clients, &p->prices, c, NULL);
}

static void end(struct polish *p)
{
	relaxation_free(p->relaxation);
	prices_free(&p->prices);
	classes_free(&p->classes);
	free(p->best);
	free(p->regrets);
	free(p->units);
	free(p->visits);
	free(p->paid);
}

/* What each client pays more than she need, at the prices. At least 1, so that everybody has a chance. */
static void find_regrets(struct polish *p)
{
	size_t clients = (size_t)p->problem->client_count;

	memset(p->units, 0, clients * sizeof *p->units);
	memset(p->visits, 0, clients * sizeof *p->visits);
	memset(p->paid, 0, clients * sizeof *p->paid);
	for (size_t i = 0; i < p->plan->visit_count; i++) {
		const struct visit *v = &p->plan->visits[i];
		p->units[v->client] += v->units;
		p->visits[v->client]++;
		p->paid[v->client] += prices_of(&p->prices, p->classes.of_caregiver[v->caregiver], v->day)[v->units];
	}
	for (int32_t c = 0; c < p->problem->client_count; c++) {
		int64_t cost = p->paid[c] + client_problem_end_cost(&p->relaxation->clients, &p->prices, c,
								    p->visits[c], p->units[c]);
		p->regrets[c] = cost > p->best[c] ? cost - p->best[c] + 1 : 1;
	}
}

/* One of the candidates, each as likely as her regret is high; it leaves the list. */
static int32_t draw_client(struct polish *p, int32_t *candidates, int32_t *count)
{
	int64_t sum = 0;

	for (int32_t i = 0; i < *count; i++)
		sum += p->regrets[candidates[i]];
	int64_t mark = (int64_t)(next_random(p) % (uint64_t)sum);
	int32_t chosen = 0;
	while (chosen < *count - 1 && mark >= p->regrets[candidates[chosen]])
		mark -= p->regrets[candidates[chosen++]];
	int32_t client = candidates[chosen];
	candidates[chosen] = candidates[--*count];
	return client;
}

static bool shares_caregiver(const struct problem *problem, int32_t a, int32_t b)
{
	const int32_t *x = problem->eligible + problem->clients[a].eligible_first;
	const int32_t *y = problem->eligible + problem->clients[b].eligible_first;
	int32_t i = 0, j = 0;

	while (i < problem->clients[a].eligible_count && j < problem->clients[b].eligible_count) {
		if (x[i] == y[j])
			return true;
		if (x[i] < y[j])
			i++;
		else
			j++;
	}
	return false;
}

static int32_t list_present(const struct polish *p, int32_t first_day, int32_t day_count, int32_t *candidates)
{
	int32_t count = 0;

	for (int32_t c = 0; c < p->problem->client_count; c++) {
		const struct problem_client *client = &p->problem->clients[c];
		if (client->first_day < first_day + day_count && client->first_day + client->day_count > first_day)
			candidates[count++] = c;
	}
	return count;
}

static int compare_clients(const void *left, const void *right)
{
	int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;

	return (a > b) - (a < b);
}

/* Was this window tried since the plan has changed? */
static bool was_seen(struct polish *p, const struct program_window *window)
{
	uint64_t hash = UINT64_C(1469598103934665603);
	int32_t numbers[CLIENTS_MOST + 2] = {window->first_day, window->day_count};

	memcpy(numbers + 2, window->clients, (size_t)window->client_count * sizeof *numbers);
	for (int32_t i = 0; i < window->client_count + 2; i++)
		hash = (hash ^ (uint64_t)numbers[i]) * UINT64_C(1099511628211);
	uint64_t *place = &p->seen[hash % SEEN];
	bool seen = *place == hash;
	*place = hash;
	return seen;
}

/* Draws a client, days around one of her care days, and others who compete for the same caregivers then. */
static bool try_window(struct polish *p, int32_t turn, int32_t *candidates)
{
	static const struct solver_budget budget = {WINDOW_NODES, WINDOW_STEPS, SOLVER_PROOF};
	const struct problem *problem = p->problem;
	int32_t shape = turn % (int32_t)(sizeof shapes / sizeof *shapes);
	int32_t clients[CLIENTS_MOST], count = list_present(p, 0, problem->day_count, candidates);

	clients[0] = draw_client(p, candidates, &count);
	const struct problem_client *seed = &problem->clients[clients[0]];
	int32_t offset = (int32_t)(next_random(p) % (uint64_t)seed->day_count);
	int32_t first_day = seed->first_day + offset - shapes[shape].days / 2;
	struct program_window window = {clients, 1, first_day > 0 ? first_day : 0, shapes[shape].days, NULL};
	count = list_present(p, window.first_day, window.day_count, candidates);
	while (count > 0 && window.client_count < shapes[shape].clients) {
		int32_t other = draw_client(p, candidates, &count);
		if (other != clients[0] && shares_caregiver(problem, clients[0], other))
			clients[window.client_count++] = other;
	}
	qsort(clients, (size_t)window.client_count, sizeof *clients, compare_clients);
	if (was_seen(p, &window))
		return false;
	return program_improve_window(p->plan, problem, &window, p->tier, TIER_REMAINING, budget) == PROGRAM_BETTER;
}

bool polish_plan(struct plan *plan, const struct problem *problem, enum tier tier, int windows)
{
	struct polish *p = memory_allocate(1, sizeof *p);
	int32_t *candidates = memory_allocate((size_t)problem->client_count, sizeof *candidates);
	bool changed = false;

	*p = (struct polish){.problem = problem, .plan = plan, .tier = tier};
	start(p);
	find_regrets(p);
	for (int i = 0; i < windows && problem->client_count > 0; i++) {
		progress_show("polishing", (double)i / windows);
		if (!try_window(p, i, candidates))
			continue;
		changed = true;
		memset(p->seen, 0, sizeof p->seen);
		find_regrets(p);
	}
	end(p);
	free(candidates);
	free(p);
	return changed;
}
