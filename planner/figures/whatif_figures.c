#include "planner/figures/whatif_figures.h"

#include <stdlib.h>

#include "planner/problem/calendar.h"
#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/region/postcode.h"

#define AREAS 100
#define INSURERS 10000 /* UZOVI codes have four digits */
#define MILLION 1000000

static void add_client(struct whatif_sum *sum, const struct outcome *outcome, int32_t client)
{
	const struct problem *problem = outcome->problem;
	const struct problem_client *row = &problem->clients[client];
	const struct allocation *got = &outcome->allocations[row->region_index];
	int64_t minutes = problem->policy->unit_minutes;

	sum->clients++;
	sum->below_minimum += got->shortages.short_units[TIER_MINIMUM] > 0;
	sum->wanted_minutes += row->left_units * minutes;
	sum->planned_minutes += got->planned_units * minutes;
	sum->digital_minutes += got->digital_units * minutes;
	for (int kind = 0; kind < KIND_COUNT; kind++)
		sum->short_amounts[kind] += got->shortages.short_units[problem_tier(problem, (enum tier_kind)kind)] *
					    (kind == KIND_PRESENCE ? 1 : minutes);
	if (got->rest_units > 0) {
		int32_t share =
			(int32_t)((int64_t)(got->rest_units - got->rest_short_units) * MILLION / got->rest_units);
		if (sum->share_clients == 0 || share < sum->lowest_millionths)
			sum->lowest_millionths = share;
		sum->share_millionths += share;
		sum->share_clients++;
	}
	sum->mediated_minutes += got->mediated_units * minutes;
	sum->caregivers += got->caregiver_count;
}

static int32_t area_of(const struct region *region, const struct region_client *client)
{
	(void)region;
	return client->postcode / POSTCODES_PER_AREA;
}

static int32_t insurer_of(const struct region *region, const struct region_client *client)
{
	int32_t code = 0;

	for (const char *digit = region->insurers.names[client->insurer]; *digit != '\0'; digit++)
		code = (10 * code + (*digit - '0')) % INSURERS;
	return code;
}

/* The parts that have a client, by rising key below most; the caller frees. */
static struct whatif_part *sum_parts(size_t *count, const struct outcome *outcome, int32_t most,
				     int32_t (*key_of)(const struct region *, const struct region_client *))
{
	const struct problem *problem = outcome->problem;
	const struct region *region = problem->region;
	struct whatif_part *parts = memory_allocate((size_t)most, sizeof *parts);

	for (int32_t c = 0; c < problem->client_count; c++)
		add_client(&parts[key_of(region, &region->clients[problem->clients[c].region_index])].sum, outcome, c);
	*count = 0;
	for (int32_t key = 0; key < most; key++)
		if (parts[key].sum.clients > 0)
			parts[(*count)++] = (struct whatif_part){key, parts[key].sum};
	return parts;
}

/* Weeks that stand for those that the calendar leaves out say nothing: nobody has care in them. */
static void list_weeks(struct whatif_figures *figures, const struct outcome *outcome)
{
	const struct problem *problem = outcome->problem;
	int64_t minutes = problem->policy->unit_minutes;
	size_t *place = memory_allocate((size_t)problem->week_count, sizeof *place);

	figures->weeks = memory_allocate((size_t)problem->week_count, sizeof *figures->weeks);
	for (int32_t w = 0; w < problem->week_count; w++) {
		const struct outcome_week *from = &outcome->weeks[w];
		int32_t first_day = from->week.first_date;
		if (calendar_is_gap(problem, problem_find_day(problem, first_day)))
			continue;
		place[w] = figures->week_count++;
		figures->weeks[place[w]] = (struct whatif_week){
			.number = day_week(first_day),
			.first_day = first_day,
			.clients = from->week.family_count,
			.wanted_minutes = from->week.wanted_units * minutes,
			.available_minutes = from->week.available_units * minutes,
			.planned_minutes = from->visit_units * minutes,
			.given_minutes = from->given_units * minutes,
		};
	}
	for (int32_t c = 0; c < problem->client_count; c++)
		add_client(&figures->weeks[place[problem->week_of_day[problem->clients[c].first_day]]].beginning,
			   outcome, c);
	free(place);
}

void whatif_figures_derive(struct whatif_figures *figures, const struct outcome *outcome)
{
	*figures = (struct whatif_figures){0};
	for (int32_t c = 0; c < outcome->problem->client_count; c++)
		add_client(&figures->all, outcome, c);
	figures->available_minutes = outcome->available_units * outcome->problem->policy->unit_minutes;
	for (int t = 0; t < TIER_COUNT; t++)
		figures->gap_millionths[problem_kind(outcome->problem, (enum tier)t)] =
			outcome->tiers[t].gap_millionths;
	list_weeks(figures, outcome);
	figures->areas = sum_parts(&figures->area_count, outcome, AREAS, area_of);
	figures->insurers = sum_parts(&figures->insurer_count, outcome, INSURERS, insurer_of);
}

static int64_t given_minutes(const struct whatif_part *part)
{
	return part != NULL ? part->sum.planned_minutes + part->sum.digital_minutes : 0;
}

int64_t whatif_figures_moved(const struct whatif_figures *figures, const struct whatif_figures *base)
{
	int64_t moved = 0;

	for (size_t i = 0, j = 0; i < figures->insurer_count; i++) {
		const struct whatif_part *own = &figures->insurers[i], *other = NULL;
		while (j < base->insurer_count && base->insurers[j].key < own->key)
			j++;
		if (j < base->insurer_count && base->insurers[j].key == own->key)
			other = &base->insurers[j];
		int64_t more = given_minutes(own) - given_minutes(other);
		moved += more > 0 ? more : 0;
	}
	return moved;
}

void whatif_figures_free(struct whatif_figures *figures)
{
	free(figures->weeks);
	free(figures->areas);
	free(figures->insurers);
	*figures = (struct whatif_figures){0};
}
