#include "planner/reasons/bottleneck.h"

#include <stdlib.h>
#include <string.h>

#include "planner/reasons/ceiling.h"
#include "planner/reasons/coverage.h"
#include "planner/reasons/kept.h"
#include "planner/reasons/likeness.h"
#include "planner/base/memory.h"
#include "planner/reasons/pin_reasons.h"
#include "planner/plan/single.h"
#include "planner/plan/spare.h"
#include "planner/plan/values.h"

const char *const bottleneck_reason_names[BOTTLENECK_REASON_COUNT] = {
	"area", "contract", "roster", "window", "pin", "confirmed", "limit", "days", "shortest", "capacity"};

const char *const bottleneck_proof_names[BOTTLENECK_PROOF_COUNT] = {"cut", "search", "given-up"};

/* A short client, with what she has in common with others of her bottleneck. */
struct short_client {
	int32_t client;
	enum bottleneck_reason reason;
	int32_t cause, second_cause; /* meaning depends on the reason; equal within a bottleneck */
	struct shortages shortages;
	int64_t short_units;   /* hours of all tiers */
	struct shortages held; /* the least that one change which the rules and pins allow would leave */
	bool is_helped;        /* that is less than she lacks */
	bool of_time;          /* somebody may come to her: what is short is time, of which a rule may keep some */
};

/* What reasons are found from. */
struct reasoning {
	const struct problem *problem;
	struct cut_finder finder;
	struct single single;
	struct coverage coverage;
	struct pin_reasons pins;
	struct kept kept;
	struct short_client *members;
	size_t count;
	struct cut *cuts; /* [client]: the cut of which she is the first, if there is one; a bottleneck takes it over */
};

static bool is_short(const struct shortages *shortages)
{
	for (int tier = 0; tier < TIER_COUNT; tier++)
		if (shortages->short_units[tier] > 0)
			return true;
	return false;
}

/* What her days come to whoever comes, which remains whatever else were lifted. */
static bool is_of_days(struct short_client *found, const struct reasoning *reasoning)
{
	const struct problem *problem = reasoning->problem;
	const struct problem_client *client = &problem->clients[found->client];
	enum tier tier = values_first_short(&found->shortages);
	int32_t all = ceiling_short(problem, client, tier), known = ceiling_known_short(problem, client, tier);

	if (known > all) {
		found->reason = BOTTLENECK_ROSTER;
		found->cause = problem->roster_end;
	} else if (all > 0) {
		found->reason = BOTTLENECK_WINDOW;
		found->cause = client->first_day + client->day_count;
	}
	return known > 0;
}

static const enum bottleneck_reason reason_of_rule[KEPT_RULE_COUNT] = {
	[KEPT_BY_CONTRACT] = BOTTLENECK_CONTRACT,
	[KEPT_BY_LIMIT] = BOTTLENECK_LIMIT,
	[KEPT_BY_ROW] = BOTTLENECK_DAYS,
	[KEPT_BY_SHORTEST] = BOTTLENECK_SHORTEST,
};

/* Somebody may come, and nothing else stands in the way: time is short, by the first rule that keeps some. */
static void find_reason_of_time(struct short_client *found, const struct reasoning *reasoning)
{
	found->of_time = true;
	found->reason = BOTTLENECK_CAPACITY;
	for (int rule = 0; rule < KEPT_RULE_COUNT && found->reason == BOTTLENECK_CAPACITY; rule++)
		if (kept_holds(&reasoning->kept, (enum kept_rule)rule, found->client, REGION_NONE, &found->held))
			found->reason = reason_of_rule[rule];
}

/* Sets the reason, and the cause by which clients are put together. */
static void find_reason(struct short_client *found, struct reasoning *reasoning)
{
	const struct problem *problem = reasoning->problem;
	struct coverage *coverage = &reasoning->coverage;
	const struct problem_client *client = &problem->clients[found->client];
	int32_t postcode = problem->region->clients[client->region_index].postcode;

	found->held = spare_best(&reasoning->finder.spare, found->client, REGION_NONE, SPARE_PINS_HOLD);
	found->is_helped = spare_compare(&found->held, &found->shortages) < 0;
	if (ceiling_is_reached(problem, client, &found->shortages)) {
		found->reason = BOTTLENECK_WINDOW;
		found->cause = client->first_day + client->day_count;
	} else if (client->eligible_count == 0 && !coverage_holds(coverage, client->insurer, postcode)) {
		found->reason = BOTTLENECK_AREA;
		found->cause = coverage_hole_start(coverage, client->insurer, postcode);
	} else if (client->eligible_count == 0) {
		found->reason = BOTTLENECK_CONTRACT;
		found->cause = client->provider;
		found->second_cause = client->insurer;
	} else if (pin_reasons_keep_away(problem, found->client) ||
		   pin_reasons_hold(&reasoning->pins, found->client, &found->shortages, &found->held)) {
		found->reason = BOTTLENECK_PIN;
		found->cause = found->client;
	} else {
		int32_t must =
			pin_reasons_find_confirmed(&reasoning->pins, found->client, &found->shortages, &found->held);
		if (must != REGION_NONE) {
			found->reason = BOTTLENECK_CONFIRMED;
			found->cause = found->client;
			found->second_cause = must;
		} else if (!is_of_days(found, reasoning)) {
			find_reason_of_time(found, reasoning);
		}
	}
}

static int compare_causes(const struct short_client *a, const struct short_client *b)
{
	if (a->reason != b->reason)
		return a->reason < b->reason ? -1 : 1;
	if (a->of_time != b->of_time)
		return a->of_time ? 1 : -1;
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

/* Hours of all tiers. */
static int64_t sum_short_units(const struct shortages *shortages, enum tier presence)
{
	int64_t units = 0;

	for (int tier = 0; tier < TIER_COUNT; tier++)
		if (tier != (int)presence)
			units += shortages->short_units[tier];
	return units;
}

/* Who lacks most of the legal minimum first, then who lacks most hours. */
static int compare_lacks(const void *left, const void *right)
{
	const struct short_client *a = left, *b = right;
	int64_t lack_a = a->shortages.short_units[TIER_MINIMUM], lack_b = b->shortages.short_units[TIER_MINIMUM];

	if (lack_a == lack_b) {
		lack_a = a->short_units;
		lack_b = b->short_units;
	}
	if (lack_a != lack_b)
		return lack_a > lack_b ? -1 : 1;
	return (a->client > b->client) - (a->client < b->client);
}

/* What proves that time is short: second_cause. */
enum {
	PROVEN_BY_CUT,
	PROVEN_BY_SEARCH,
	PROVEN_BY_NO_TIME, /* a cut without a caregiver-day */
	PROOF_COUNT
};

/* Puts clients together who are short of time and for whom one cut holds: each who is left becomes the first of a cut
 * of her own, and those of it who lack less in the same tier, kept by the same rule, join where it holds for them, too.
 */
static void join_cuts(struct reasoning *reasoning)
{
	struct short_client *members = reasoning->members;
	size_t *place =
		memory_allocate((size_t)reasoning->problem->client_count, sizeof *place); /* of members, from 1 */

	for (size_t i = 0; i < reasoning->count; i++)
		place[members[i].client] = members[i].of_time ? i + 1 : 0;
	for (size_t i = 0; i < reasoning->count; i++) {
		struct cut *cut = &reasoning->cuts[members[i].client];
		if (!members[i].of_time || members[i].cause != REGION_NONE)
			continue;
		cut_find_first(cut, &reasoning->finder, members[i].client);
		members[i].second_cause = !cut->tight         ? PROVEN_BY_SEARCH
					: cut->day_count == 0 ? PROVEN_BY_NO_TIME
							      : PROVEN_BY_CUT;
		if (members[i].second_cause != PROVEN_BY_CUT) {
			cut_free(cut);
			continue;
		}
		members[i].cause = members[i].client;
		for (int32_t j = 0; j < cut->client_count; j++) {
			size_t at = place[cut->clients[j]];
			if (at <= i + 1) /* her own turn has come already, or never does */
				continue;
			struct short_client *member = &members[at - 1];
			if (member->cause != REGION_NONE || member->reason != members[i].reason ||
			    values_first_short(&member->shortages) != cut->tier ||
			    !cut_holds_for(cut, &reasoning->finder, member->client))
				continue;
			member->cause = members[i].client;
			member->second_cause = PROVEN_BY_CUT;
		}
	}
	free(place);
}

#define KIND_OF_TIME_COUNT (BOTTLENECK_REASON_COUNT * PROOF_COUNT)

static int32_t kind_of_time(const struct short_client *member)
{
	return (int32_t)member->reason * PROOF_COUNT + member->second_cause;
}

/* Puts those together who have no cut, and whom nearly the same caregivers may serve: each joins the first of those who
 * lack more that is like her. That is the same one for all with the same caregivers, rule and kind of proof. */
static void join_alike(struct reasoning *reasoning)
{
	struct short_client *members = reasoning->members;
	size_t *leaders = memory_allocate(reasoning->count, sizeof *leaders), leader_count = 0;
	struct likeness likeness;

	likeness_find(&likeness, reasoning->problem);
	size_t *joined =
		memory_allocate((size_t)likeness.set_count * KIND_OF_TIME_COUNT, sizeof *joined); /* leaders, from 1 */
	for (size_t i = 0; i < reasoning->count; i++) {
		int32_t set = likeness.set_of_client[members[i].client], kind = kind_of_time(&members[i]);
		if (!members[i].of_time || members[i].second_cause == PROVEN_BY_CUT)
			continue;
		size_t *known = &joined[(size_t)set * KIND_OF_TIME_COUNT + (size_t)kind], at = 0;
		while (*known == 0 && at < leader_count &&
		       (kind_of_time(&members[leaders[at]]) != kind ||
			!likeness_holds(&likeness, likeness.set_of_client[members[leaders[at]].client], set)))
			at++;
		if (*known == 0) {
			if (at == leader_count)
				leaders[leader_count++] = i;
			*known = at + 1;
		}
		members[i].cause = members[leaders[*known - 1]].client;
	}
	likeness_free(&likeness);
	free(joined);
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
	if (to->client_count == 0 || values_first_short(&member->shortages) < to->tier)
		to->tier = values_first_short(&member->shortages);
	to->client_count++;
	to->kept_away = to->reason == BOTTLENECK_PIN && pin_reasons_keep_away(problem, member->client);
	to->wanted_units += client->left_units;
	to->minimum_short_units += lacks[TIER_MINIMUM];
	to->short_visits += lacks[client->presence_tier];
	to->short_units += member->short_units;
	int32_t known_days = ceiling_known_days(problem, client);
	to->unknown_days += client->day_count - known_days;
	if (to->reason == BOTTLENECK_WINDOW || to->reason == BOTTLENECK_ROSTER)
		to->available_units += ceiling_units(problem, client, known_days);
	else
		for (int32_t i = spare->own_first[member->client]; i < spare->own_first[member->client + 1]; i++)
			to->available_units += spare->own[i].units;
	to->helped_count += member->is_helped;
}

/* Who may come to clients, and when. Empty between two bottlenecks. */
struct comers {
	bool *may_come; /* [caregiver * day_count + day] */
	bool *is_listed;
	int32_t *list, count; /* caregivers */
};

static void note_comers(struct comers *comers, const struct problem *problem, int32_t index)
{
	const struct problem_client *client = &problem->clients[index];

	for (int32_t i = 0; i < client->eligible_count; i++) {
		int32_t caregiver = problem->eligible[client->eligible_first + i];
		if (!comers->is_listed[caregiver])
			comers->list[comers->count++] = caregiver;
		comers->is_listed[caregiver] = true;
		memset(&comers->may_come[(size_t)caregiver * (size_t)problem->day_count + (size_t)client->first_day],
		       true, (size_t)client->day_count);
	}
}

/* Those who may come to at least one of these clients, and the time that they have left on the days when they may. */
static void add_unused(struct bottleneck *to, struct comers *comers, const struct spare *spare, const int32_t *clients)
{
	const struct problem *problem = spare->problem;
	size_t days = (size_t)problem->day_count;

	for (int32_t i = 0; i < to->client_count; i++)
		note_comers(comers, problem, clients[i]);
	to->caregiver_count = comers->count;
	for (; comers->count > 0; comers->count--) {
		int32_t caregiver = comers->list[comers->count - 1];
		bool *may_come = &comers->may_come[(size_t)caregiver * days];
		to->unused_units += spare_unused_units(spare, caregiver, may_come);
		memset(may_come, false, days);
		comers->is_listed[caregiver] = false;
	}
	to->available_units += to->unused_units;
}

/* The cut, and its figures in the place of the clients' own. */
static void add_cut(struct bottleneck *to, const struct cut *cut)
{
	to->cut = *cut;
	to->tier = cut->tier;
	to->caregiver_count = cut->caregiver_count;
	to->available_units = cut->available_units;
	to->unused_units = cut->unused_units;
}

static enum bottleneck_proof find_proof(const struct bottleneck *bottleneck, const struct short_client *member)
{
	if (member->of_time)
		return member->second_cause == PROVEN_BY_SEARCH ? BOTTLENECK_SEARCH : BOTTLENECK_CUT;
	if (bottleneck->reason == BOTTLENECK_CONFIRMED)
		return BOTTLENECK_SEARCH;
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
	return (order[a->client_first] > order[b->client_first]) - (order[a->client_first] < order[b->client_first]);
}

/* One bottleneck for each run of equal causes. */
static void group_clients(struct bottlenecks *found, const struct reasoning *reasoning)
{
	const struct spare *spare = &reasoning->finder.spare;
	const struct short_client *members = reasoning->members;

	found->list = memory_allocate(reasoning->count, sizeof *found->list);
	found->clients = memory_allocate(reasoning->count, sizeof *found->clients);
	for (size_t i = 0; i < reasoning->count; i++) {
		if (i == 0 || compare_causes(&members[i - 1], &members[i]) != 0) {
			found->list[found->count].reason = members[i].reason;
			found->list[found->count].must =
				members[i].reason == BOTTLENECK_CONFIRMED ? members[i].second_cause : REGION_NONE;
			found->list[found->count++].client_first = (int32_t)i;
		}
		struct bottleneck *bottleneck = &found->list[found->count - 1];
		bool given_up = bottleneck->proof == BOTTLENECK_GIVEN_UP;
		bottleneck->of_time = members[i].of_time;
		found->clients[i] = members[i].client;
		add_client(bottleneck, spare, &members[i]);
		bottleneck->proof = find_proof(bottleneck, &members[i]);
		if (bottleneck->proof == BOTTLENECK_SEARCH &&
		    (given_up || single_gives_up(&reasoning->single, members[i].client)))
			bottleneck->proof = BOTTLENECK_GIVEN_UP;
	}
}

/* Those whose time the rule keeps from at least one of these clients. */
static void count_kept(struct bottleneck *to, const struct reasoning *reasoning)
{
	const struct problem *problem = reasoning->problem;
	bool *marks = memory_allocate((size_t)problem->caregiver_count, sizeof *marks);

	for (int rule = 0; rule < KEPT_RULE_COUNT; rule++)
		for (int32_t i = 0; to->reason == reason_of_rule[rule] && i < to->client_count; i++) {
			const struct short_client *member = &reasoning->members[to->client_first + i];
			kept_mark_caregivers(marks, &reasoning->kept, (enum kept_rule)rule, member->client,
					     &member->held);
		}
	for (int32_t k = 0; k < problem->caregiver_count; k++)
		to->kept_caregivers += marks[k];
	free(marks);
}

/* What is there for the clients of each bottleneck. */
static void count_time(struct bottlenecks *found, const struct reasoning *reasoning)
{
	const struct problem *problem = reasoning->problem;
	size_t caregivers = (size_t)problem->caregiver_count;
	struct comers comers = {
		.may_come = memory_allocate(caregivers * (size_t)problem->day_count, sizeof *comers.may_come),
		.is_listed = memory_allocate(caregivers, sizeof *comers.is_listed),
		.list = memory_allocate(caregivers, sizeof *comers.list)};

	for (size_t i = 0; i < found->count; i++) {
		struct bottleneck *bottleneck = &found->list[i];
		const struct short_client *member = &reasoning->members[bottleneck->client_first];
		if (member->of_time)
			count_kept(bottleneck, reasoning);
		if (member->of_time && member->second_cause == PROVEN_BY_CUT)
			add_cut(bottleneck, &reasoning->cuts[member->cause]);
		else if (member->of_time || bottleneck->reason == BOTTLENECK_PIN ||
			 bottleneck->reason == BOTTLENECK_CONFIRMED)
			add_unused(bottleneck, &comers, &reasoning->finder.spare,
				   &found->clients[bottleneck->client_first]);
	}
	free(comers.may_come);
	free(comers.is_listed);
	free(comers.list);
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
	size_t clients = (size_t)problem->client_count;
	struct reasoning reasoning = {.problem = problem,
				      .members = memory_allocate(clients, sizeof *reasoning.members),
				      .cuts = memory_allocate(clients, sizeof *reasoning.cuts)};

	*found = (struct bottlenecks){.problem = problem};
	found->of_client = memory_allocate(clients, sizeof *found->of_client);
	coverage_begin(&reasoning.coverage, problem->region, problem->policy->plan_date);
	cut_finder_build(&reasoning.finder, problem, plan);
	pin_reasons_find(&reasoning.pins, &reasoning.finder.spare);
	single_begin(&reasoning.single, problem, plan);
	kept_build(&reasoning.kept, &reasoning.finder.spare);
	for (int32_t i = 0; i < problem->client_count; i++) {
		struct short_client member = {
			.client = i, .cause = REGION_NONE, .shortages = spare_shortages(&reasoning.finder.spare, i)};
		member.short_units = sum_short_units(&member.shortages, problem->clients[i].presence_tier);
		if (!is_short(&member.shortages))
			continue;
		find_reason(&member, &reasoning);
		reasoning.members[reasoning.count++] = member;
	}
	qsort(reasoning.members, reasoning.count, sizeof *reasoning.members, compare_lacks);
	join_cuts(&reasoning);
	join_alike(&reasoning);
	qsort(reasoning.members, reasoning.count, sizeof *reasoning.members, compare_short_clients);
	group_clients(found, &reasoning);
	count_time(found, &reasoning);
	qsort_r(found->list, found->count, sizeof *found->list, compare_bottlenecks, found->clients);
	number_bottlenecks(found);
	kept_free(&reasoning.kept);
	single_end(&reasoning.single);
	cut_finder_free(&reasoning.finder);
	coverage_free(&reasoning.coverage);
	pin_reasons_free(&reasoning.pins);
	free(reasoning.members);
	free(reasoning.cuts);
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
