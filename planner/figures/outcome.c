#include "planner/figures/outcome.h"

#include <stdlib.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/plan/solution.h"
#include "planner/problem/weeks.h"

#define MINUTES_PER_HOUR 60

#define PROVEN_NANO 1000 /* what counts as equal, as the tiers are defined: a millionth */
#define MILLION 1000000

/* One step of a long division: moves three decimals from the remainder to the quotient. */
static int64_t next_decimals(int64_t quotient, int64_t *remainder, int64_t divisor)
{
	int64_t scaled = *remainder * 1000;

	*remainder = scaled % divisor;
	return quotient * 1000 + scaled / divisor;
}

/* scaled / VALUES_SCALE units in billionths of an hour (of a point), rounded down, without a float. */
static int64_t nano_of_value(const struct problem *problem, enum tier tier, int64_t scaled)
{
	int64_t minutes =
		problem_kind(problem, tier) == KIND_PRESENCE ? MINUTES_PER_HOUR : problem->policy->unit_minutes;
	int64_t divisor = VALUES_SCALE * MINUTES_PER_HOUR;
	int64_t units = scaled / VALUES_SCALE, part = scaled % VALUES_SCALE;
	int64_t whole = units * minutes / MINUTES_PER_HOUR;
	int64_t remainder = units * minutes % MINUTES_PER_HOUR * VALUES_SCALE + part * minutes;

	whole += remainder / divisor;
	remainder %= divisor;
	for (int step = 0; step < 3; step++)
		whole = next_decimals(whole, &remainder, divisor);
	return whole;
}

static int32_t gap_millionths(int64_t value, int64_t bound)
{
	double gap = (double)(value - bound) / (double)value * MILLION;
	int32_t whole = (int32_t)gap;

	return whole + ((double)whole < gap); /* for the eye only: nothing is decided by it */
}

static void derive_tiers(struct outcome *outcome)
{
	const struct problem *problem = outcome->problem;
	const struct solution *solution = outcome->solution;

	for (int t = 0; t < TIER_COUNT; t++) {
		struct outcome_tier *tier = &outcome->tiers[t];
		tier->value_nano = nano_of_value(problem, (enum tier)t, solution->values.scaled[t]);
		tier->bound_nano = nano_of_value(problem, (enum tier)t, solution->certificate.bounds.scaled[t]);
		tier->search_nano = nano_of_value(problem, (enum tier)t, solution->bounds.scaled[t]);
		tier->proven = tier->value_nano - tier->bound_nano <= PROVEN_NANO;
		tier->best_by_search = tier->value_nano - tier->search_nano <= PROVEN_NANO;
		if (!tier->proven)
			tier->gap_millionths = gap_millionths(tier->value_nano, tier->bound_nano);
		for (int32_t c = 0; c < problem->client_count; c++) {
			const struct allocation *row = &outcome->allocations[problem->clients[c].region_index];
			tier->demand_units += row->shortages.demand_units[t];
			tier->short_units += row->shortages.short_units[t];
			tier->short_clients += row->shortages.short_units[t] > 0;
		}
	}
}

/* Adds what a client gets, and what she wants beyond minimum and medical hours, day by day. */
static void add_client_to_weeks(struct outcome *outcome, int32_t c)
{
	const struct problem_client *client = &outcome->problem->clients[c];
	const struct allocation *row = &outcome->allocations[client->region_index];
	struct shortages before = values_client(client, 0, 0, 0);
	int64_t rest_left = before.short_units[client->rest_tier];

	for (int32_t i = 0; i < client->day_count; i++) {
		struct outcome_week *week = &outcome->weeks[outcome->problem->week_of_day[client->first_day + i]];
		week->given_units += weeks_even_share(row->planned_units + row->digital_units, i, client->day_count);
		week->rest_wanted_units += weeks_even_share(rest_left, i, client->day_count);
		week->rest_given_units += weeks_even_share(rest_left - row->rest_short_units, i, client->day_count);
	}
}

static void derive_weeks(struct outcome *outcome)
{
	const struct problem *problem = outcome->problem;
	const struct plan *plan = &outcome->solution->plan;
	struct week *weeks = weeks_derive(problem);

	outcome->weeks = memory_allocate((size_t)problem->week_count, sizeof *outcome->weeks);
	for (int32_t w = 0; w < problem->week_count; w++) {
		outcome->weeks[w].week = weeks[w];
		outcome->available_units += weeks[w].available_units;
	}
	free(weeks);
	for (int32_t c = 0; c < problem->client_count; c++)
		add_client_to_weeks(outcome, c);
	for (size_t i = 0; i < plan->visit_count; i++)
		outcome->weeks[problem->week_of_day[plan->visits[i].day]].visit_units += plan->visits[i].units;
}

static void derive_counts(struct outcome *outcome)
{
	const struct problem *problem = outcome->problem;
	const struct region *region = problem->region;

	for (int32_t i = 0; i < problem->must_count; i++)
		outcome->confirmed_visits += problem->musts[i].source != MUST_PINNED;
	for (size_t i = 0; i < region->client_count; i++)
		outcome->status_counts[outcome->allocations[i].status]++;
	for (int32_t c = 0; c < problem->client_count; c++) {
		const struct problem_client *client = &problem->clients[c];
		const struct allocation *row = &outcome->allocations[client->region_index];
		outcome->expected_count += region->clients[client->region_index].birth_day == DAY_NONE;
		outcome->excess_clients += row->caregiver_count > problem->policy->max_caregivers;
		outcome->wanted_units += client->wanted_units;
		outcome->left_units += client->left_units;
	}
	outcome->received_units = outcome->wanted_units - outcome->left_units;
}

void outcome_derive(struct outcome *outcome, const struct problem *problem, const struct solution *solution,
		    const struct plan *previous)
{
	*outcome = (struct outcome){.problem = problem,
				    .solution = solution,
				    .has_previous = previous != NULL,
				    .previous_visits = previous != NULL ? previous->visit_count : 0};
	outcome->allocations = allocation_derive(problem, &solution->plan);
	bottleneck_find(&outcome->bottlenecks, problem, &solution->plan);
	outcome->softs = values_softs(problem, &solution->plan, previous);
	morning_derive(&outcome->morning, problem, &solution->plan);
	derive_tiers(outcome);
	derive_weeks(outcome);
	derive_counts(outcome);
}

void outcome_free(struct outcome *outcome)
{
	free(outcome->allocations);
	free(outcome->weeks);
	bottleneck_free(&outcome->bottlenecks);
	morning_free(&outcome->morning);
	changes_free(&outcome->changes);
	*outcome = (struct outcome){0};
}
