#include "tests/support/tiny.h"

#include "planner/base/day.h"
#include "planner/rules/rules.h"

static const char *const provider_keys[] = {"p1", "p2"};
static const char *const insurer_codes[] = {"7085", "0101"};
static const char *const client_keys[TINY_CLIENTS] = {"c1", "c2", "c3", "c4"};
static const char *const caregiver_keys[TINY_CAREGIVERS] = {"k1", "k2", "k3"};

/* What is being made, and the numbers it is made of. */
struct maker {
	struct support *s;
	uint64_t state;
};

static uint32_t below(struct maker *m, uint32_t limit)
{
	return support_random(&m->state, limit);
}

static int32_t between(struct maker *m, int32_t low, int32_t high)
{
	return low + (int32_t)below(m, (uint32_t)(high - low + 1));
}

static bool one_in(struct maker *m, uint32_t times)
{
	return below(m, times) == 0;
}

/* Whole units, and now and then half a unit more that has to be rounded away. */
static int32_t ticks(struct maker *m, int32_t units)
{
	int32_t unit = REGION_HOUR_TICKS * m->s->policy.unit_minutes / 60;

	return units * unit + (one_in(m, 6) ? unit / 2 : 0);
}

/* Any of the six: the tiers between the first and the last are dealt out. */
static void make_order(struct maker *m, enum tier_kind order[TIER_COUNT])
{
	for (int t = TIER_SECOND; t < TIER_REMAINING; t++) {
		int other = between(m, t, TIER_FOURTH);
		enum tier_kind kind = order[t];
		order[t] = order[other];
		order[other] = kind;
	}
}

static void make_policy(struct maker *m)
{
	static const int unit_minutes[] = {15, 30, 60};
	struct policy *policy = &m->s->policy;

	policy->plan_date += between(m, 0, 6);
	policy->unit_minutes = unit_minutes[below(m, 3)];
	policy->min_visit_units = one_in(m, 4) ? 1 : between(m, 2, 3);
	policy->max_visit_units = policy->min_visit_units + between(m, 0, 2);
	policy->travel_units = between(m, 0, 1);
	policy->legal_minimum_units = between(m, 1, 5);
	policy->digital_cap_units = between(m, 0, 2);
	policy->care_days = between(m, 2, 4);
	policy->max_caregivers = between(m, 1, 2);
	policy->max_days_in_a_row = between(m, 0, 3);
	policy->mediation = !one_in(m, 4);
	policy->digital = one_in(m, 4) ? POLICY_DIGITAL_ALWAYS : POLICY_DIGITAL_WHEN_SHORT;
	policy->horizon_days = one_in(m, 8) ? 2 : 0;
	policy->first_day_weight = one_in(m, 2) ? 1 : between(m, 2, 3);
	policy->births = one_in(m, 2) ? POLICY_BIRTHS_SPREAD : POLICY_BIRTHS_DUE;
	policy->expected_from = between(m, 0, 1);
	make_order(m, policy->order);
	if (one_in(m, 3))
		support_add_guarantee(m->s, insurer_codes[0], 20);
}

static void make_client(struct maker *m, const char *key)
{
	int32_t plan_date = m->s->policy.plan_date, insurer = support_insurer(m->s, insurer_codes[below(m, 2)]);
	struct region_client *client = support_add_client(m->s, key, provider_keys[below(m, 2)]);

	client->insurer = insurer;
	client->postcode = one_in(m, 6) ? 1000 : between(m, 1001, 1002);
	client->due_day = plan_date + between(m, -1, 1);
	client->birth_day = client->due_day > plan_date || one_in(m, 4) ? DAY_NONE : client->due_day;
	client->registered_day = one_in(m, 4) ? DAY_NONE : client->due_day - between(m, 100, 180);
	if (client->birth_day != DAY_NONE && one_in(m, 4))
		client->home_from_day = client->birth_day + between(m, 0, 3);
	client->care_days = one_in(m, 3) ? between(m, 1, 4) : REGION_NONE;
	client->indicated_ticks = ticks(m, one_in(m, 8) ? between(m, 0, 2) : between(m, 4, 11));
	client->medical_ticks = one_in(m, 2) ? ticks(m, between(m, 0, 4)) : 0;
	client->minimum_ticks = one_in(m, 4) ? ticks(m, between(m, 0, 5)) : REGION_NONE;
	client->declined_ticks = one_in(m, 4) ? ticks(m, between(m, 0, 3)) : 0;
	client->digital_ticks = ticks(m, between(m, 0, 3));
	client->digital_consent = one_in(m, 2);
}

static void make_caregiver(struct maker *m, const char *key)
{
	const struct policy *policy = &m->s->policy;
	const char *provider = provider_keys[below(m, 2)];
	struct region_caregiver *caregiver = support_add_caregiver(m->s, key, provider);

	caregiver->employee = !one_in(m, 3);
	caregiver->max_week_ticks = one_in(m, 3) ? ticks(m, between(m, 0, 8)) : REGION_NONE;
	if (one_in(m, 5)) {
		int32_t from = between(m, 1000, 1002);
		support_add_area(m->s, provider, key, from, between(m, from, 1002));
	}
	for (int32_t day = 0; day < TINY_DAYS; day++)
		if (!one_in(m, 4))
			support_add_availability(m->s, key, day, day,
						 ticks(m, between(m, 1, 2 * policy->max_visit_units + 1)));
}

static void make_areas(struct maker *m)
{
	for (int i = 0; i < 2; i++) {
		int32_t from = one_in(m, 4) ? 1001 : 1000;
		support_add_area(m->s, provider_keys[i], NULL, from, one_in(m, 6) ? 1001 : 1002);
	}
	if (!one_in(m, 3))
		return;
	support_add_contract(m->s, provider_keys[below(m, 2)], insurer_codes[below(m, 2)]);
	for (int i = 0; i < 2; i++)
		support_add_contract(m->s, provider_keys[i], insurer_codes[below(m, 2)]);
}

static void make_deliveries(struct maker *m)
{
	static const enum region_delivery_kind kinds[] = {REGION_VISIT, REGION_VISIT, REGION_DIGITAL, REGION_LIGDAG,
							  REGION_PARTUS};
	uint32_t clients = (uint32_t)m->s->region.client_count, caregivers = (uint32_t)m->s->region.caregiver_count;

	for (int32_t i = between(m, 0, 4); i > 0; i--)
		support_add_delivery(m->s, client_keys[below(m, clients)],
				     one_in(m, 4) ? NULL : caregiver_keys[below(m, caregivers)], between(m, -3, -1),
				     ticks(m, between(m, 1, 3)), kinds[below(m, sizeof kinds / sizeof *kinds)]);
}

void tiny_plan(struct plan *plan, const struct support *support, uint64_t seed)
{
	enum { TRIES = 20 };
	const struct problem *problem = &support->problem;
	struct maker m = {NULL, seed};

	plan_reset(plan, problem);
	for (int i = 0; i < TRIES && problem->client_count > 0 && problem->caregiver_count > 0; i++) {
		const struct policy *policy = problem->policy;
		struct visit visit = {.client = between(&m, 0, problem->client_count - 1),
				      .caregiver = between(&m, 0, problem->caregiver_count - 1),
				      .day = between(&m, 0, problem->day_count - 1),
				      .units = between(&m, 1, policy->max_visit_units)};
		struct broken_rules broken;
		size_t faults = 0;
		plan_add_visit(plan, visit);
		rules_check(&broken, problem, plan);
		for (size_t j = 0; j < broken.count; j++)
			faults += broken.rules[j].rule != 12 || broken.rules[j].found_units > 0; /* musts come later */
		if (faults > 0)
			plan->visit_count--;
		rules_free(&broken);
	}
}

/* Nevers at random; musts out of a plan that obeys them. */
static void make_pins(struct maker *m)
{
	struct support *s = m->s;
	uint32_t clients = (uint32_t)s->region.client_count, caregivers = (uint32_t)s->region.caregiver_count;
	struct plan plan = {0};

	for (int32_t i = between(m, 0, 2); i > 0; i--)
		support_add_never(s, client_keys[below(m, clients)], caregiver_keys[below(m, caregivers)],
				  one_in(m, 3) ? REGION_NONE : between(m, 0, TINY_DAYS - 1));
	support_derive(s);
	if (!one_in(m, 2))
		return;
	tiny_plan(&plan, s, m->state);
	for (size_t i = 0; i < plan.visit_count && i < 2; i++) {
		const struct visit *visit = &plan.visits[i];
		int32_t client = s->problem.clients[visit->client].region_index;
		int32_t caregiver = s->problem.caregivers[visit->caregiver].region_index;
		int32_t unit = REGION_HOUR_TICKS * s->policy.unit_minutes / 60;
		support_add_must(s, s->region.clients[client].key, s->region.caregivers[caregiver].key,
				 problem_date(&s->problem, visit->day) - s->policy.plan_date,
				 one_in(m, 2) ? REGION_NONE : visit->units * unit);
	}
	plan_free(&plan);
	support_derive(s);
}

void tiny_make(struct support *support, uint64_t seed)
{
	struct maker m = {support, seed};

	support_begin(support);
	make_policy(&m);
	for (int32_t i = 0, count = one_in(&m, 8) ? 1 : between(&m, 2, TINY_CLIENTS); i < count; i++)
		make_client(&m, client_keys[i]);
	for (int32_t i = 0, count = one_in(&m, 8) ? 1 : between(&m, 2, TINY_CAREGIVERS); i < count; i++)
		make_caregiver(&m, caregiver_keys[i]);
	make_areas(&m);
	make_deliveries(&m);
	make_pins(&m);
}
