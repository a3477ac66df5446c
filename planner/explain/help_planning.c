#include <stdlib.h>

#include "planner/explain/help_private.h"
#include "planner/base/memory.h"
#include "planner/plan/spare.h"
#include "planner/region/area_index.h"

#define CANDIDATES_MOST 24 /* changes that are counted for one bottleneck */
#define TRIALS_MOST 3      /* of them planned with: those that promise most */
#define CARE_DAYS_MOST 3

/* A change, and by how much one change of the plan then lowers what the bottleneck's clients lack. */
struct candidate {
	struct help help;
	int64_t promise;
};

struct candidates {
	struct candidate list[CANDIDATES_MOST];
	int count;
};

static int32_t client_at(const struct help_quest *quest, int32_t i)
{
	return quest->found->clients[quest->bottleneck->client_first + i];
}

/* The same change once only. */
static void add_candidate(struct candidates *all, const struct help *help)
{
	for (int i = 0; i < all->count; i++) {
		const struct help *other = &all->list[i].help;
		if (other->provider == help->provider && other->postcode == help->postcode &&
		    other->insurer == help->insurer && other->client == help->client && other->days == help->days &&
		    other->must == help->must)
			return;
	}
	if (all->count < CANDIDATES_MOST)
		all->list[all->count++] = (struct candidate){.help = *help};
}

static bool has_contract(const struct problem *problem, int32_t provider, const struct problem_client *client)
{
	const struct region *region = problem->region;

	if (provider == client->provider)
		return true;
	for (size_t i = 0; i < region->contract_count; i++)
		if (region->contracts[i].provider == provider && region->contracts[i].insurer == client->insurer)
			return true;
	return !region->has_contracts;
}

/* Providers who could come to this client, were it not for their area; or for a contract. */
static void list_providers(struct candidates *all, const struct help_quest *quest, int32_t client, enum help_kind kind)
{
	const struct problem *problem = quest->problem;
	const struct problem_client *c = &problem->clients[client];
	int32_t postcode = problem->region->clients[c->region_index].postcode;
	struct area_index areas;

	area_index_build(&areas, problem->region, problem->policy->plan_date);
	for (int32_t provider = 0; provider < problem->region->providers.count; provider++) {
		bool near = area_index_holds(&areas, provider, c->insurer, postcode);
		bool bound = has_contract(problem, provider, c);
		struct help help = {.kind = kind, .provider = provider, .caregiver = REGION_NONE, .must = REGION_NONE};
		if (!problem->policy->mediation && provider != c->provider)
			continue;
		if (kind == HELP_AREA && !near && bound) {
			help.postcode = postcode;
			add_candidate(all, &help);
		} else if (kind == HELP_CONTRACT && near && !bound) {
			help.insurer = c->insurer;
			add_candidate(all, &help);
		}
	}
	area_index_free(&areas);
}

/* Visits as short as the longest shift that no visit fits now, of those who may come on her days. */
static void list_shortest(struct candidates *all, const struct help_quest *quest, int32_t client)
{
	const struct problem *problem = quest->problem;
	const struct problem_client *c = &problem->clients[client];
	struct help help = {
		.kind = HELP_SHORTEST, .provider = REGION_NONE, .caregiver = REGION_NONE, .must = REGION_NONE};

	for (int32_t i = 0; i < c->eligible_count; i++)
		for (int32_t day = c->first_day; day < c->first_day + c->day_count; day++) {
			int32_t units = problem_available_units(problem, problem->eligible[c->eligible_first + i], day);
			if (units < problem->policy->min_visit_units && units > help.units)
				help.units = units;
		}
	if (help.units > 0)
		add_candidate(all, &help);
}

static void list_for(struct candidates *all, const struct help_quest *quest, int32_t client, enum help_kind kind)
{
	const struct problem *problem = quest->problem;
	struct help help = {.kind = kind, .client = client, .caregiver = REGION_NONE, .must = REGION_NONE};

	if (kind == HELP_SHORTEST)
		list_shortest(all, quest, client);
	else if (kind == HELP_AREA || kind == HELP_CONTRACT)
		list_providers(all, quest, client, kind);
	else if (kind == HELP_CARE_DAYS)
		for (help.days = 1; help.days <= CARE_DAYS_MOST; help.days++)
			add_candidate(all, &help);
	else if (kind == HELP_PINS && quest->bottleneck->reason == BOTTLENECK_CONFIRMED) {
		help.must = quest->bottleneck->must;
		add_candidate(all, &help);
	} else if (kind == HELP_PINS) {
		add_candidate(all, &help);
		for (help.must = 0; help.must < problem->must_count; help.must++)
			if (problem->musts[help.must].client != client &&
			    problem->musts[help.must].source != MUST_CONFIRMED &&
			    problem_is_eligible(problem, client, problem->musts[help.must].caregiver))
				add_candidate(all, &help);
	} else if (!problem->policy->mediation && all->count == 0)
		add_candidate(all, &help);
}

/* What one change for each client would bring under the changed tables. */
static int64_t count_promise(const struct help_quest *quest, const struct help *help)
{
	struct trial trial;
	struct spare spare;
	struct plan plan = {0};
	int64_t promise = 0;

	help_apply(&trial, quest->found, quest->bottleneck, help);
	trial_derive(&trial);
	if (trial.problem.client_count == quest->problem->client_count) {
		trial_carry(&plan, &trial, quest->plan);
		spare_measure(&spare, &trial.problem, &plan);
		for (int32_t i = 0; i < quest->bottleneck->client_count; i++) {
			struct shortages now = spare_shortages(&spare, client_at(quest, i));
			struct shortages best = spare_best(&spare, client_at(quest, i), REGION_NONE, SPARE_PINS_HOLD);
			promise += now.short_units[quest->bottleneck->tier] - best.short_units[quest->bottleneck->tier];
		}
		spare_free(&spare);
	}
	plan_free(&plan);
	trial_free(&trial);
	return promise;
}

static int compare_candidates(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;

	if (a->promise != b->promise)
		return a->promise > b->promise ? -1 : 1;
	return (a->help.days > b->help.days) - (a->help.days < b->help.days);
}

static bool try_candidate(struct help *help, const struct help_quest *quest)
{
	struct trial trial;

	help_apply(&trial, quest->found, quest->bottleneck, help);
	trial_derive(&trial);
	bool same = trial.problem.client_count == quest->problem->client_count;
	if (same)
		trial_plan(&trial, quest->plan);
	bool helps = same && help_judge(help, quest, &trial);

	trial_free(&trial);
	return helps;
}

/* What planning once more brings without any change: a help must bring more than that. */
static int64_t short_without_help(const struct help_quest *quest)
{
	struct trial *again = &quest->finder->again;

	if (again->plan.digital_units == NULL) {
		trial_begin(again, quest->problem);
		trial_derive(again);
		trial_plan(again, quest->plan);
	}
	return help_sum_short(quest, &again->problem, &again->plan, NULL);
}

/* What leaves least short; of care days the fewest, since they come first. */
static bool is_better(const struct help *help, const struct help *best)
{
	if (best->plan.digital_units == NULL)
		return true;
	return help->short_after < best->short_after;
}

bool help_try_planning(struct help *help, const struct help_quest *quest, enum help_kind kind)
{
	struct candidates *all = memory_allocate(1, sizeof *all);
	struct help best = {0};
	int64_t without = -1;
	bool promising = kind == HELP_AREA || kind == HELP_CONTRACT;

	for (int32_t i = 0; i < quest->bottleneck->client_count; i++)
		list_for(all, quest, client_at(quest, i), kind);
	for (int i = 0; promising && i < all->count; i++)
		all->list[i].promise = count_promise(quest, &all->list[i].help);
	qsort(all->list, (size_t)all->count, sizeof *all->list, compare_candidates);
	for (int i = 0; i < all->count && i < TRIALS_MOST; i++) {
		struct help *tried = &all->list[i].help;
		if (promising && all->list[i].promise == 0)
			break;
		if (without < 0)
			without = short_without_help(quest);
		if (try_candidate(tried, quest) && tried->short_after < without && is_better(tried, &best)) {
			plan_free(&best.plan);
			best = *tried;
		} else
			plan_free(&tried->plan);
	}
	bool found = best.plan.digital_units != NULL;
	if (found)
		*help = best;
	free(all);
	return found;
}
