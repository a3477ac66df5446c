#include "planner/reasons/bottleneck.h"

#include <stdlib.h>
#include <string.h>

#include "planner/reasons/coverage.h"
#include "planner/base/memory.h"
#include "planner/plan/spare.h"
#include "planner/plan/values.h"

const char *const bottleneck_reason_names[BOTTLENECK_REASON_COUNT] = {"window", "area", "contract", "pin", "capacity"};

const char *const bottleneck_proof_names[BOTTLENECK_PROOF_COUNT] = {"cut", "search"};

/* A short client, with what she has in common with others of her bottleneck. */
struct short_client {
	int32_t client;
	enum bottleneck_reason reason;
	int32_t cause, second_cause; /* meaning depends on the reason; equal within a bottleneck */
	struct shortages shortages;
};

static bool is_short(const struct shortages *shortages)
{
	for (int tier = 0; tier < TIER_COUNT; tier++)
		if (shortages->short_units[tier] > 0)
			return true;
	return false;
}

static int32_t smaller(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

/* As little short as she could be if everybody came for her alone. */
static struct shortages without_others(const struct problem *problem, const struct problem_client *client)
{
	int32_t physical = smaller(client->left_units, client->day_count * problem->policy->max_visit_units);
	int32_t digital = smaller(client->left_units - physical, client->digital_room);

	return values_client(client, physical, client->visits_wanted, digital);
}

/* Would nothing that can still be given make any of her shortages smaller? */
static bool is_window(const struct problem *problem, const struct problem_client *client,
		      const struct shortages *shortages)
{
	struct shortages best = without_others(problem, client);

	for (int tier = 0; tier < TIER_COUNT; tier++)
		if (best.short_units[tier] < shortages->short_units[tier])
			return false;
	return true;
}

/* Do nevers keep away everybody who may serve her and has time for a visit on her days? */
static bool is_kept_away(const struct problem *problem, int32_t client)
{
	const struct problem_client *c = &problem->clients[client];
	bool forbidden = false;

	for (int32_t i = 0; i < c->eligible_count; i++) {
		int32_t caregiver = problem->eligible[c->eligible_first + i];
		for (int32_t day = c->first_day; day < c->first_day + c->day_count; day++) {
			if (problem_available_units(problem, caregiver, day) < c->shortest_units)
				continue;
			if (!problem_is_never(problem, client, caregiver, day))
				return false;
			forbidden = true;
		}
	}
	return forbidden;
}

/* Is a pair of clients better off in the order of the tiers, by the sum of their terms? */
static bool is_gain(const struct shortages before[2], const struct shortages after[2])
{
	for (int tier = 0; tier < TIER_COUNT; tier++) {
		int64_t change = 0;
		for (int i = 0; i < 2; i++)
			change += values_term(after[i].short_units[tier], after[i].demand_units[tier]) -
				  values_term(before[i].short_units[tier], before[i].demand_units[tier]);
		if (change != 0)
			return change < 0;
	}
	return false;
}

/* The shortages of who loses this visit; of no one if somebody else with time left may come in its place. */
static struct shortages without_visit(const struct spare *spare, const struct visit *visit)
{
	const struct problem *problem = spare->problem;
	const struct problem_client *client = &problem->clients[visit->client];
	int32_t planned = 0, count = 0;

	for (int32_t i = 0; i < client->eligible_count; i++) {
		int32_t other = problem->eligible[client->eligible_first + i];
		if (other != visit->caregiver && !problem_is_never(problem, visit->client, other, visit->day) &&
		    spare_longest_visit(spare, other, visit->day, NULL) >= visit->units)
			return spare_shortages(spare, visit->client);
	}
	for (int32_t i = spare->own_first[visit->client]; i < spare->own_first[visit->client + 1]; i++) {
		planned += spare->own[i].units;
		count++;
	}
	return values_client(client, planned - visit->units, count - 1, spare->digital_units[visit->client]);
}

/* Would the plan be better with the time of one must of another client given to her? */
static bool is_must_in_the_way(struct spare *spare, int32_t client, const struct shortages *shortages)
{
	const struct problem *problem = spare->problem;

	for (int32_t i = 0; i < problem->must_count; i++) {
		const struct problem_must *must = &problem->musts[i];
		if (must->client == client || !problem_is_eligible(problem, client, must->caregiver))
			continue;
		for (int32_t j = spare->own_first[must->client]; j < spare->own_first[must->client + 1]; j++) {
			const struct visit *visit = &spare->own[j];
			if (visit->day != must->day || visit->caregiver != must->caregiver)
				continue;
			struct shortages before[2] = {*shortages, spare_shortages(spare, must->client)}, after[2];
			after[1] = without_visit(spare, visit);
			spare_book(spare, visit, -1);
			after[0] = spare_best(spare, client, must->caregiver, SPARE_PINS_HOLD);
			spare_book(spare, visit, 1);
			if (is_gain(before, after))
				return true;
		}
	}
	return false;
}

static bool is_pin(struct spare *spare, int32_t client, const struct shortages *shortages)
{
	const struct problem *problem = spare->problem;

	if (problem->must_count == 0 && problem->never_count == 0)
		return false;
	struct shortages held = spare_best(spare, client, REGION_NONE, SPARE_PINS_HOLD);
	struct shortages aside = spare_best(spare, client, REGION_NONE, SPARE_PINS_ASIDE);
	return spare_compare(&aside, &held) < 0 || is_must_in_the_way(spare, client, shortages);
}

/* Sets the reason, and the cause by which clients are put together. */
static void find_reason(struct short_client *found, struct spare *spare, struct coverage *coverage)
{
	const struct problem *problem = spare->problem;
	const struct problem_client *client = &problem->clients[found->client];
	int32_t postcode = problem->region->clients[client->region_index].postcode;

	if (is_window(problem, client, &found->shortages)) {
		found->reason = BOTTLENECK_WINDOW;
		found->cause = client->first_day + client->day_count;
	} else if (client->eligible_count == 0 && !coverage_holds(coverage, client->insurer, postcode)) {
		found->reason = BOTTLENECK_AREA;
		found->cause = coverage_hole_start(coverage, client->insurer, postcode);
	} else if (client->eligible_count == 0) {
		found->reason = BOTTLENECK_CONTRACT;
		found->cause = client->provider;
		found->second_cause = client->insurer;
	} else if (is_kept_away(problem, found->client) || is_pin(spare, found->client, &found->shortages)) {
		found->reason = BOTTLENECK_PIN;
		found->cause = found->client;
	} else {
		found->reason = BOTTLENECK_CAPACITY;
	}
}

static int compare_causes(const struct short_client *a, const struct short_client *b)
{
	if (a->reason != b->reason)
		return a->reason < b->reason ? -1 : 1;
	if (a->cause != b->cause)
		return a->cause < b->cause ? -1 : 1;
	return (a->second_cause > b->second_cause) - (a->second_cause < b->second_cause);
}

static int compare_short_clients(const void *left, const void *right)
{
	const struct short_client *a = left, *b = right;
	int order = compare_causes(a, b);

	return order != 0 ? order : (a->client > b->client) - (a->client < b->client);
}

static int64_t sum_short_units(const struct shortages *shortages)
{
	int64_t units = 0;

	for (int tier = 0; tier < TIER_COUNT; tier++)
		if (tier != TIER_PRESENCE)
			units += shortages->short_units[tier];
	return units;
}

/* Who lacks most of the legal minimum first, then who lacks most hours. */
static int compare_lacks(const void *left, const void *right)
{
	const struct short_client *a = left, *b = right;
	int64_t lack_a = a->shortages.short_units[TIER_MINIMUM], lack_b = b->shortages.short_units[TIER_MINIMUM];

	if (lack_a == lack_b) {
		lack_a = sum_short_units(&a->shortages);
		lack_b = sum_short_units(&b->shortages);
	}
	if (lack_a != lack_b)
		return lack_a > lack_b ? -1 : 1;
	return (a->client > b->client) - (a->client < b->client);
}

/* Have the two at least two thirds in common of those who may serve the one or the other? */
static bool is_alike(const struct problem *problem, int32_t left, int32_t right)
{
	const struct problem_client *a = &problem->clients[left], *b = &problem->clients[right];
	const int32_t *of_a = problem->eligible + a->eligible_first, *of_b = problem->eligible + b->eligible_first;
	int32_t i = 0, j = 0, common = 0;

	while (i < a->eligible_count && j < b->eligible_count) {
		common += of_a[i] == of_b[j];
		if (of_a[i] < of_b[j])
			i++;
		else if (of_a[i] > of_b[j])
			j++;
		else
			i++, j++;
	}
	return 3 * common >= 2 * (a->eligible_count + b->eligible_count - common);
}

static enum tier first_short(const struct shortages *shortages)
{
	int tier = 0;

	while (tier < TIER_COUNT - 1 && shortages->short_units[tier] == 0)
		tier++;
	return (enum tier)tier;
}

/* What proves a capacity: second_cause. */
enum {
	PROVEN_BY_CUT,
	PROVEN_BY_SEARCH,
	PROVEN_BY_NO_TIME /* a cut without a caregiver-day */
};

/* Puts capacity clients together for whom one cut holds: each who is left becomes the first of a cut of her own, and
 * those who lack less in the same tier join where it holds for them, too. */
static void join_cuts(const struct cut_finder *finder, struct short_client *members, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct cut cut;
		if (members[i].reason != BOTTLENECK_CAPACITY || members[i].cause != REGION_NONE)
			continue;
		cut_find_first(&cut, finder, members[i].client);
		members[i].second_cause = !cut.tight         ? PROVEN_BY_SEARCH
					: cut.day_count == 0 ? PROVEN_BY_NO_TIME
							     : PROVEN_BY_CUT;
		for (size_t j = i; j < count && members[i].second_cause == PROVEN_BY_CUT; j++)
			if (members[j].reason == BOTTLENECK_CAPACITY && members[j].cause == REGION_NONE &&
			    (j == i || (first_short(&members[j].shortages) == cut.tier &&
					cut_holds_for(&cut, finder, members[j].client)))) {
				members[j].cause = members[i].client;
				members[j].second_cause = PROVEN_BY_CUT;
			}
		cut_free(&cut);
	}
}

/* Puts those together who have no cut, and whom nearly the same caregivers may serve: each joins the first of those who
 * lack more that is like her. */
static void join_alike(const struct problem *problem, struct short_client *members, size_t count)
{
	size_t *leaders = memory_allocate(count, sizeof *leaders), leader_count = 0;

	for (size_t i = 0; i < count; i++) {
		size_t at = 0;
		if (members[i].reason != BOTTLENECK_CAPACITY || members[i].second_cause == PROVEN_BY_CUT)
			continue;
		while (at < leader_count && (members[leaders[at]].second_cause != members[i].second_cause ||
					     !is_alike(problem, members[leaders[at]].client, members[i].client)))
			at++;
		if (at == leader_count)
			leaders[leader_count++] = i;
		members[i].cause = members[leaders[at]].client;
	}
	free(leaders);
}

static void add_client(struct bottleneck *to, const struct spare *spare, const struct short_client *member)
{
	const struct problem *problem = spare->problem;
	const struct problem_client *client = &problem->clients[member->client];
	int32_t postcode = problem->region->clients[client->region_index].postcode;
	int32_t last_day = client->first_day + client->day_count - 1;
	const int32_t *lacks = member->shortages.short_units;

	if (to->client_count == 0 || postcode < to->postcode_from)
		to->postcode_from = postcode;
	if (to->client_count == 0 || postcode > to->postcode_to)
		to->postcode_to = postcode;
	if (to->client_count == 0 || client->first_day < to->first_day)
		to->first_day = client->first_day;
	if (to->client_count == 0 || last_day > to->last_day)
		to->last_day = last_day;
	if (to->client_count == 0 || first_short(&member->shortages) < to->tier)
		to->tier = first_short(&member->shortages);
	to->client_count++;
	to->kept_away = to->reason == BOTTLENECK_PIN && is_kept_away(problem, member->client);
	to->wanted_units += client->left_units;
	to->minimum_short_units += lacks[TIER_MINIMUM];
	to->short_visits += lacks[TIER_PRESENCE];
	to->short_units += sum_short_units(&member->shortages);
	if (to->reason == BOTTLENECK_WINDOW)
		to->available_units +=
			smaller(client->left_units, client->day_count * problem->policy->max_visit_units);
	else
		for (int32_t i = spare->own_first[member->client]; i < spare->own_first[member->client + 1]; i++)
			to->available_units += spare->own[i].units;
	struct shortages best = spare_best(spare, member->client, REGION_NONE, SPARE_PINS_HOLD);
	if (spare_compare(&best, &member->shortages) < 0)
		to->helped_count++;
}

/* Time that a caregiver has left in the plan on these days, whole and in pieces, under her weekly limit. */
static int64_t unused_units(const struct spare *spare, int32_t caregiver, const bool *is_care_day)
{
	const struct problem *problem = spare->problem;
	int64_t units = 0;

	for (int32_t day = 0; day < problem->day_count;) {
		int32_t week = problem->week_of_day[day];
		int64_t in_week = 0, limit = spare_week_units(spare, caregiver, week);
		for (; day < problem->day_count && problem->week_of_day[day] == week; day++)
			if (is_care_day[day] && spare_longest_visit(spare, caregiver, day, NULL) > 0)
				in_week += spare_room(spare, caregiver, day, NULL);
		units += in_week < limit ? in_week : limit;
	}
	return units;
}

/* Those who may come to at least one of these clients, and the time that they have left on the days when they may. */
static void add_unused(struct bottleneck *to, const struct spare *spare, const int32_t *clients)
{
	const struct problem *problem = spare->problem;
	size_t days = (size_t)problem->day_count;
	bool *may_come = memory_allocate((size_t)problem->caregiver_count * days, sizeof *may_come);
	bool *is_counted = memory_allocate((size_t)problem->caregiver_count, sizeof *is_counted);

	for (int32_t i = 0; i < to->client_count; i++) {
		const struct problem_client *client = &problem->clients[clients[i]];
		for (int32_t j = 0; j < client->eligible_count; j++) {
			int32_t caregiver = problem->eligible[client->eligible_first + j];
			is_counted[caregiver] = true;
			for (int32_t day = client->first_day; day < client->first_day + client->day_count; day++)
				may_come[(size_t)caregiver * days + (size_t)day] = true;
		}
	}
	for (int32_t k = 0; k < problem->caregiver_count; k++) {
		if (!is_counted[k])
			continue;
		to->caregiver_count++;
		to->unused_units += unused_units(spare, k, &may_come[(size_t)k * days]);
	}
	to->available_units += to->unused_units;
	free(may_come);
	free(is_counted);
}

/* The figures of the cut in the place of the clients' own. */
static void add_cut(struct bottleneck *to, const struct cut_finder *finder, int32_t leader)
{
	const struct problem *problem = finder->spare.problem;
	bool *is_counted = memory_allocate((size_t)problem->caregiver_count, sizeof *is_counted);

	cut_find_first(&to->cut, finder, leader);
	to->tier = to->cut.tier;
	to->available_units = to->cut.available_units;
	to->unused_units = to->cut.unused_units;
	for (int32_t i = 0; i < to->cut.day_count; i++) {
		to->caregiver_count += !is_counted[to->cut.days[i].caregiver];
		is_counted[to->cut.days[i].caregiver] = true;
	}
	free(is_counted);
}

static enum bottleneck_proof find_proof(const struct bottleneck *bottleneck, const struct short_client *member)
{
	if (bottleneck->reason == BOTTLENECK_CAPACITY)
		return member->second_cause == PROVEN_BY_SEARCH ? BOTTLENECK_SEARCH : BOTTLENECK_CUT;
	if (bottleneck->reason == BOTTLENECK_PIN)
		return bottleneck->kept_away ? BOTTLENECK_CUT : BOTTLENECK_SEARCH;
	return BOTTLENECK_CUT;
}

static int compare_bottlenecks(const void *left, const void *right, void *clients)
{
	const struct bottleneck *a = left, *b = right;
	const int32_t *order = clients;

	if (a->minimum_short_units != b->minimum_short_units)
		return a->minimum_short_units > b->minimum_short_units ? -1 : 1;
	if (a->short_units != b->short_units)
		return a->short_units > b->short_units ? -1 : 1;
	if (a->short_visits != b->short_visits)
		return a->short_visits > b->short_visits ? -1 : 1;
	return order[a->client_first] < order[b->client_first] ? -1 : 1;
}

/* One bottleneck for each run of equal causes. */
static void group_clients(struct bottlenecks *found, const struct cut_finder *finder,
			  const struct short_client *members, size_t count)
{
	const struct spare *spare = &finder->spare;

	found->list = memory_allocate(count, sizeof *found->list);
	found->clients = memory_allocate(count, sizeof *found->clients);
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || compare_causes(&members[i - 1], &members[i]) != 0) {
			found->list[found->count].reason = members[i].reason;
			found->list[found->count++].client_first = (int32_t)i;
		}
		found->clients[i] = members[i].client;
		add_client(&found->list[found->count - 1], spare, &members[i]);
		found->list[found->count - 1].proof = find_proof(&found->list[found->count - 1], &members[i]);
	}
	for (size_t i = 0; i < found->count; i++) {
		struct bottleneck *bottleneck = &found->list[i];
		const struct short_client *member = &members[bottleneck->client_first];
		if (bottleneck->reason == BOTTLENECK_CAPACITY && member->second_cause == PROVEN_BY_CUT)
			add_cut(bottleneck, finder, member->cause);
		else if (bottleneck->reason == BOTTLENECK_PIN || bottleneck->reason == BOTTLENECK_CAPACITY)
			add_unused(bottleneck, spare, &found->clients[bottleneck->client_first]);
	}
	qsort_r(found->list, found->count, sizeof *found->list, compare_bottlenecks, found->clients);
}

static void number_bottlenecks(struct bottlenecks *found)
{
	for (int32_t i = 0; i < found->problem->client_count; i++)
		found->of_client[i] = REGION_NONE;
	for (size_t i = 0; i < found->count; i++) {
		found->list[i].number = (int32_t)i + 1;
		for (int32_t j = 0; j < found->list[i].client_count; j++)
			found->of_client[found->clients[found->list[i].client_first + j]] = (int32_t)i;
	}
}

void bottleneck_find(struct bottlenecks *found, const struct problem *problem, const struct plan *plan)
{
	struct short_client *members = memory_allocate((size_t)problem->client_count, sizeof *members);
	struct coverage coverage;
	struct cut_finder finder;
	size_t count = 0;

	*found = (struct bottlenecks){.problem = problem};
	found->of_client = memory_allocate((size_t)problem->client_count, sizeof *found->of_client);
	coverage_begin(&coverage, problem->region, problem->policy->plan_date);
	cut_finder_build(&finder, problem, plan);
	for (int32_t i = 0; i < problem->client_count; i++) {
		struct short_client member = {
			.client = i, .cause = REGION_NONE, .shortages = spare_shortages(&finder.spare, i)};
		if (!is_short(&member.shortages))
			continue;
		find_reason(&member, &finder.spare, &coverage);
		members[count++] = member;
	}
	qsort(members, count, sizeof *members, compare_lacks);
	join_cuts(&finder, members, count);
	join_alike(problem, members, count);
	qsort(members, count, sizeof *members, compare_short_clients);
	group_clients(found, &finder, members, count);
	number_bottlenecks(found);
	cut_finder_free(&finder);
	coverage_free(&coverage);
	free(members);
}

void bottleneck_free(struct bottlenecks *found)
{
	for (size_t i = 0; i < found->count; i++)
		cut_free(&found->list[i].cut);
	free(found->list);
	free(found->clients);
	free(found->of_client);
	*found = (struct bottlenecks){0};
}
