/* Reasons on random plans, by counts that are not those of the planner: each rule named really keeps time from her. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "planner/base/day.h"
#include "planner/judge/reason.h"
#include "planner/reasons/bottleneck.h"
#include "planner/rules/rules.h"
#include "tests/reference/one_change.h"
#include "tests/support/tiny.h"

static bool obeys_rules(const struct problem *problem, const struct plan *plan)
{
	struct broken_rules broken;

	rules_check(&broken, problem, plan);
	bool obeys = broken.count == 0;
	rules_free(&broken);
	return obeys;
}

static bool area_holds(const struct region *region, size_t caregiver, int32_t postcode)
{
	bool provider_holds = false, own_holds = false, narrowed = false;

	for (size_t i = 0; i < region->area_count; i++) {
		const struct region_area *area = &region->areas[i];
		bool holds = area->postcode_from <= postcode && postcode <= area->postcode_to;
		if (area->caregiver == REGION_NONE && area->provider == region->caregivers[caregiver].provider)
			provider_holds = provider_holds || holds;
		if (area->caregiver == (int32_t)caregiver) {
			narrowed = true;
			own_holds = own_holds || holds;
		}
	}
	return provider_holds && (own_holds || !narrowed);
}

static bool is_served(const struct region *region, int32_t postcode)
{
	bool served = false;

	for (size_t k = 0; k < region->caregiver_count; k++)
		served = served || area_holds(region, k, postcode);
	return served;
}

/* How often each reason was given, to see that all of them were put to the test. */
struct tally {
	int given[BOTTLENECK_REASON_COUNT];
	int none;
};

/* Does one change help once the night is derived anew from tables without the rule? */
static bool one_change_helps_without(const struct plan *plan, int32_t client, enum bottleneck_reason rule,
				     uint64_t seed)
{
	struct support s;

	tiny_make(&s, seed);
	if (rule == BOTTLENECK_CONTRACT && s.policy.mediation)
		s.region.has_contracts = false;
	if (rule == BOTTLENECK_CONTRACT)
		s.policy.mediation = true;
	for (size_t k = 0; rule == BOTTLENECK_LIMIT && k < s.region.caregiver_count; k++)
		s.region.caregivers[k].max_week_ticks = REGION_NONE;
	if (rule == BOTTLENECK_DAYS)
		s.policy.max_days_in_a_row = 0;
	if (rule == BOTTLENECK_SHORTEST)
		s.policy.min_visit_units = 1;
	support_derive(&s);
	bool helped = one_change_helps(&s.problem, plan, client);
	support_free(&s);
	return helped;
}

/* Is she short in the earliest tier in which she lacks anything even if these days are hers alone? */
static bool days_are_few(const struct problem *problem, const struct plan *plan, int32_t client, int32_t days)
{
	const struct problem_client *c = &problem->clients[client];
	struct shortages *now = values_clients(problem, plan);
	int32_t longest = days * problem->policy->max_visit_units, tier = 0;
	int32_t physical = longest < c->left_units ? longest : c->left_units, points = 0;
	int32_t digital = c->left_units - physical < c->digital_room ? c->left_units - physical : c->digital_room;

	for (int32_t i = 0; i < days && points < c->points_wanted; i++)
		points += problem_points(c, c->first_day + i);
	struct shortages best = values_client(c, physical, points, digital);
	while (now[client].short_units[tier] == 0)
		tier++;
	free(now);
	return best.short_units[tier] > 0;
}

static int32_t known_days(const struct problem *problem, int32_t client)
{
	const struct problem_client *c = &problem->clients[client];
	int32_t days = 0;

	for (int32_t day = c->first_day; day < c->first_day + c->day_count; day++)
		days += problem->roster_end == DAY_NONE || problem->dates[day] <= problem->roster_end;
	return days;
}

static void expect_true_reason(const struct support *s, const struct plan *plan, const struct bottlenecks *found,
			       int32_t client, uint64_t seed)
{
	const struct problem *problem = &s->problem;
	const struct problem_client *c = &problem->clients[client];
	const struct bottleneck *b = &found->list[found->of_client[client]];
	bool served = is_served(&s->region, s->region.clients[c->region_index].postcode);
	int32_t known = known_days(problem, client);

	switch (b->reason) {
	case BOTTLENECK_WINDOW:
		cr_expect(!one_change_helps(problem, plan, client) || days_are_few(problem, plan, client, c->day_count),
			  "region %d: window, but her days would do", (int)seed);
		break;
	case BOTTLENECK_ROSTER:
		cr_expect(known < c->day_count && days_are_few(problem, plan, client, known),
			  "region %d: roster, but the days until then would do", (int)seed);
		break;
	case BOTTLENECK_AREA:
		cr_expect_not(served, "region %d: area, but somebody's holds her postcode", (int)seed);
		break;
	case BOTTLENECK_CONFIRMED:
		cr_expect_eq(problem->musts[b->must].source, MUST_CONFIRMED);
		break;
	case BOTTLENECK_PIN:
		cr_expect(problem->must_count + problem->never_count > 0, "region %d: pin without pins", (int)seed);
		break;
	case BOTTLENECK_CONTRACT:
		cr_expect(served, "region %d: contract, but nobody is there", (int)seed);
		if (!b->of_time) {
			cr_expect_eq(c->eligible_count, 0, "region %d: contract, but not for that", (int)seed);
			break;
		}
		/* fall through */
	case BOTTLENECK_LIMIT:
	case BOTTLENECK_DAYS:
	case BOTTLENECK_SHORTEST:
		cr_expect(one_change_helps_without(plan, client, b->reason, seed),
			  "region %d: without %s nothing helps", (int)seed, bottleneck_reason_names[b->reason]);
		cr_expect_gt(b->kept_caregivers, 0, "region %d: nobody is kept away", (int)seed);
		break;
	default:
		cr_expect_gt(c->eligible_count, 0, "region %d: capacity, but nobody may come", (int)seed);
		for (int rule = 0; rule < BOTTLENECK_REASON_COUNT && !one_change_helps(problem, plan, client); rule++)
			if (rule == BOTTLENECK_CONTRACT || rule == BOTTLENECK_LIMIT || rule == BOTTLENECK_DAYS)
				cr_expect_not(
					one_change_helps_without(plan, client, (enum bottleneck_reason)rule, seed),
					"region %d: without %s there is help", (int)seed,
					bottleneck_reason_names[rule]);
	}
}

/* Whom one change would help is counted right. */
static void expect_helped_count(const struct support *s, const struct plan *plan, const struct bottleneck *b,
				const int32_t *clients, uint64_t seed)
{
	int32_t count = 0;

	for (int32_t i = 0; i < b->client_count; i++)
		count += one_change_helps(&s->problem, plan, clients[b->client_first + i]);
	cr_expect_eq(b->helped_count, count, "region %d: %d helped, expected %d", (int)seed, b->helped_count, count);
}

/* The same plan without the planner's nevers: what helps then and does not with them is a pin in the way. */
static void expect_nevers_told(struct support *s, const struct plan *plan, const struct bottlenecks *found,
			       uint64_t seed)
{
	int32_t never_count = s->problem.never_count;

	for (int32_t client = 0; client < s->problem.client_count; client++) {
		if (found->of_client[client] == REGION_NONE || one_change_helps(&s->problem, plan, client))
			continue;
		s->problem.never_count = 0;
		bool helped = one_change_helps(&s->problem, plan, client);
		s->problem.never_count = never_count;
		enum bottleneck_reason reason = found->list[found->of_client[client]].reason;
		bool of_days = reason == BOTTLENECK_WINDOW || reason == BOTTLENECK_ROSTER;
		cr_expect(!helped || reason == BOTTLENECK_PIN || of_days, "region %d: a never is in the way, but %s",
			  (int)seed, bottleneck_reason_names[reason]);
	}
}

/* What an auditor counts agrees with each rule that is named, and with none where the rule is not there at all. */
static void expect_judged_alike(struct support *s, const struct plan *plan, const struct bottlenecks *found,
				uint64_t seed)
{
	static const int keepers[BOTTLENECK_REASON_COUNT] = {[BOTTLENECK_LIMIT] = JUDGE_KEEPER_LIMIT,
							     [BOTTLENECK_DAYS] = JUDGE_KEEPER_DAYS,
							     [BOTTLENECK_SHORTEST] = JUDGE_KEEPER_SHORTEST};
	struct judge_reason judge;

	judge_reason_begin(&judge, &s->problem, plan);
	for (int32_t client = 0; client < s->problem.client_count; client++) {
		if (found->of_client[client] == REGION_NONE)
			continue;
		const struct bottleneck *b = &found->list[found->of_client[client]];
		if (b->reason == BOTTLENECK_ROSTER)
			cr_expect(judge_reason_roster_holds(&judge, client), "region %d: roster", (int)seed);
		else if (b->kept_caregivers > 0)
			cr_expect(judge_reason_holds(&judge, client, (enum judge_keeper)keepers[b->reason]),
				  "region %d: %s is not found by the auditor", (int)seed,
				  bottleneck_reason_names[b->reason]);
	}
	/* The week without limits comes last: the region is of no other use afterwards. */
	for (int32_t k = 0; k < s->problem.caregiver_count * s->problem.week_count; k++)
		s->problem.week_free_units[k] = INT32_MAX;
	for (int32_t client = 0; client < s->problem.client_count; client++)
		cr_expect_not(judge_reason_holds(&judge, client, JUDGE_KEEPER_LIMIT),
			      "region %d: a limit that is not there", (int)seed);
	judge_reason_free(&judge);
}

static void check_region(uint64_t seed, struct tally *tally)
{
	struct support s;
	struct plan plan = {0};
	struct bottlenecks found;

	tiny_make(&s, seed);
	for (size_t i = 0; seed % 2 == 0 && i < s.region.pin_count; i++)
		s.region.pins[i].confirmed = s.region.pins[i].must;
	support_derive(&s);
	tiny_plan(&plan, &s, seed);
	bool obeys = obeys_rules(&s.problem, &plan);
	bottleneck_find(&found, &s.problem, &plan);
	for (int32_t client = 0; obeys && client < s.problem.client_count; client++) {
		if (found.of_client[client] == REGION_NONE) {
			tally->none++;
			continue;
		}
		tally->given[found.list[found.of_client[client]].reason]++;
		expect_true_reason(&s, &plan, &found, client, seed);
	}
	for (size_t i = 0; obeys && i < found.count; i++)
		expect_helped_count(&s, &plan, &found.list[i], found.clients, seed);
	if (obeys)
		expect_nevers_told(&s, &plan, &found, seed);
	if (obeys)
		expect_judged_alike(&s, &plan, &found, seed);
	bottleneck_free(&found);
	plan_free(&plan);
	support_free(&s);
}

Test(bottleneck_random, reasons_on_random_plans_are_true)
{
	struct tally tally = {0};

	for (uint64_t seed = 0; seed < 20000; seed++)
		check_region(seed, &tally);
	for (int reason = 0; reason < BOTTLENECK_REASON_COUNT; reason++)
		cr_expect_gt(tally.given[reason], 10, "%s was given %d times only", bottleneck_reason_names[reason],
			     tally.given[reason]);
	cr_expect_gt(tally.none, 10);
}
