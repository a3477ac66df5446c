#include "planner/judge/bound.h"

#include <assert.h>
#include <stdlib.h>

#include "planner/judge/market.h"
#include "planner/base/memory.h"

void judge_certificate_reset(struct judge_certificate *certificate, const struct problem *problem, int32_t class_count)
{
	*certificate = (struct judge_certificate){
		.class_count = class_count + 1,
		.class_of = memory_allocate((size_t)problem->caregiver_count, sizeof *certificate->class_of),
		.day_count = problem->day_count,
		.length_count = problem->policy->max_visit_units + 1,
	};
}

int64_t *judge_certificate_price(struct judge_certificate *certificate, enum tier tier, int32_t class, int32_t day,
				 int32_t units)
{
	const struct judge_certificate *c = certificate;
	size_t count = (size_t)c->class_count * (size_t)c->day_count * (size_t)c->length_count;

	assert(class > 0 && class < c->class_count && day >= 0 && day < c->day_count);
	assert(units > 0 && units < c->length_count);
	if (certificate->prices[tier] == NULL)
		certificate->prices[tier] = memory_allocate(count, sizeof(int64_t));
	return certificate->prices[tier] + ((int64_t) class * c->day_count + day) * c->length_count + units;
}

void judge_certificate_free(struct judge_certificate *certificate)
{
	free(certificate->class_of);
	for (int t = 0; t < TIER_COUNT; t++)
		free(certificate->prices[t]);
	*certificate = (struct judge_certificate){0};
}

static judge_wide divide_up(judge_wide number, int64_t divisor)
{
	return (number + divisor - 1) / divisor;
}

/* What the reached values of the weighted tiers take off the bound. */
static judge_wide sum_reached(const struct judge_market *market, const struct values *reached)
{
	judge_wide sum = 0;

	for (int e = 0; e < (int)market->tier; e++) {
		judge_wide value = divide_up((judge_wide)reached->scaled[e] * JUDGE_PRICE_ONE, VALUES_SCALE);
		if (!market->rule[e])
			sum += divide_up(value * market->certificate->weights[market->tier][e], JUDGE_WEIGHT_ONE);
	}
	return sum;
}

/* The longest visit that anybody of a class could make on a day; the caller frees. */
static int32_t *find_longest(const struct problem *problem, const struct judge_certificate *certificate)
{
	int32_t days = problem->day_count;
	int32_t *longest = memory_allocate((size_t)certificate->class_count * (size_t)days, sizeof *longest);

	for (int32_t k = 0; k < problem->caregiver_count; k++)
		for (int32_t day = 0; day < days; day++) {
			int32_t *most = &longest[certificate->class_of[k] * days + day];
			int32_t available = problem_available_units(problem, k, day);
			*most = available > *most ? available : *most;
		}
	return longest;
}

/* Floors of all clients and what they leave of the reached values. */
static void find_spare(struct judge_market *market, const struct values *reached)
{
	int32_t count = market->problem->client_count;

	market->floors = memory_allocate((size_t)count * TIER_COUNT, sizeof *market->floors);
	for (int e = 0; e < TIER_COUNT; e++)
		market->spare[e] = reached->scaled[e];
	for (int32_t i = 0; i < count; i++) {
		int64_t *floors = &market->floors[(int64_t)i * TIER_COUNT];
		judge_bound_find_floors(market, i, floors);
		for (int e = 0; e < TIER_COUNT; e++)
			market->spare[e] -= floors[e];
	}
	for (int e = 0; e < (int)market->tier; e++)
		market->rule[e] = market->spare[e] <= 0;
}

int64_t judge_bound_derive(const struct problem *problem, const struct judge_certificate *certificate, enum tier tier,
			   const struct values *reached)
{
	struct judge_market market = {.problem = problem, .certificate = certificate, .tier = tier};
	int64_t *zeros = memory_allocate((size_t)certificate->length_count, sizeof *zeros);
	int32_t *longest = find_longest(problem, certificate);
	judge_wide bound = 0;
	bool possible = true;

	market.free_of_charge = zeros;
	market.longest = longest;
	find_spare(&market, reached);
	for (int32_t i = 0; i < problem->client_count && possible; i++) {
		int64_t cost = judge_bound_client_cost(&market, i);
		possible = cost < JUDGE_FORBIDDEN;
		bound += cost;
	}
	if (possible)
		bound -= judge_bound_earnings(&market) + sum_reached(&market, reached);
	free(zeros);
	free(longest);
	free(market.floors);
	if (!possible || bound <= 0)
		return 0; /* proven is nothing; or that there is no such plan, but then this is none */
	bound = bound * VALUES_SCALE / JUDGE_PRICE_ONE;
	return bound < reached->scaled[tier] ? (int64_t)bound : reached->scaled[tier];
}
