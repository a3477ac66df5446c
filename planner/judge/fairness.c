#include "planner/judge/fairness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"

#define TERM_WEEKS 40  /* a pregnancy at its due date */
#define EARLY_WEEKS 20 /* insurers guarantee hours to who registers before (Zorg en Zekerheid 2026) */

const char *const judge_dimension_names[JUDGE_DIMENSION_COUNT] = {
	"all", "insurer", "provider", "group", "postcode_area", "registration", "birth", "guarantee"};

/* A client who counts. */
struct sample {
	char group[JUDGE_GROUP_SIZE];
	int64_t share, place_share; /* hers, and the mean of her area */
	int64_t units;
	size_t client;
};

/* One of the contracts under which the insurer guarantees; without contracts.csv all are. */
static bool has_guaranteeing_contract(const struct region *region, const struct region_client *row)
{
	for (size_t i = 0; i < region->contract_count; i++)
		if (region->contracts[i].provider == row->provider && region->contracts[i].insurer == row->insurer &&
		    region->contracts[i].guarantee)
			return true;
	return !region->has_contracts;
}

/* She registered before the week of pregnancy of her insurer's guarantee, with a provider whose contract has it. */
static bool is_guaranteed(const struct problem *problem, const struct region_client *row)
{
	const struct region *region = problem->region;
	int32_t days = row->due_day - row->registered_day; /* left of the pregnancy, a week of it at 40 - days / 7 */

	if (row->registered_day == DAY_NONE)
		return false;
	for (size_t i = 0; i < problem->policy->guarantee_count; i++) {
		const struct policy_guarantee *guarantee = &problem->policy->guarantees[i];
		if (strcmp(guarantee->insurer, region->insurers.names[row->insurer]) == 0)
			return 100 * (7 * TERM_WEEKS - days) < 7 * guarantee->before_week_hundredths &&
			       has_guaranteeing_contract(region, row);
	}
	return false;
}

void judge_fairness_name_group(char group[JUDGE_GROUP_SIZE], const struct problem *problem,
			       enum judge_dimension dimension, size_t client)
{
	const struct region *region = problem->region;
	const struct region_client *row = &region->clients[client];
	const char *text = "";
	bool registered = row->registered_day != DAY_NONE;
	int32_t days = registered ? row->due_day - row->registered_day : 0;

	switch (dimension) {
	case JUDGE_INSURER:
		text = region->insurers.names[row->insurer];
		break;
	case JUDGE_PROVIDER:
		text = region->providers.names[row->provider];
		break;
	case JUDGE_GROUP:
		text = row->group;
		break;
	case JUDGE_AREA:
		snprintf(group, JUDGE_GROUP_SIZE, "%02d", (int)(row->postcode / 100));
		return;
	case JUDGE_REGISTRATION:
		text = !registered                           ? "unknown"
		     : days > 7 * (TERM_WEEKS - EARLY_WEEKS) ? "before week 20"
							     : "from week 20";
		break;
	case JUDGE_BIRTH:
		text = row->birth_day == DAY_NONE ? "expected" : "born";
		break;
	case JUDGE_GUARANTEE:
		text = is_guaranteed(problem, row) ? "guaranteed" : "not guaranteed";
		break;
	default:
		break;
	}
	snprintf(group, JUDGE_GROUP_SIZE, "%s", text);
}

static int compare_samples(const void *left, const void *right)
{
	const struct sample *a = left, *b = right;
	int order = strcmp(a->group, b->group);

	if (order != 0)
		return order;
	if (a->share != b->share)
		return a->share < b->share ? -1 : 1;
	return (a->client > b->client) - (a->client < b->client);
}

static int64_t quantile(const struct sample *sorted, size_t count, size_t quarter)
{
	return sorted[(count - 1) * quarter / 4].share;
}

/* Samples of one group, by rising share. */
static struct judge_figures describe(const struct sample *sorted, size_t count)
{
	struct judge_figures f = {.client_count = (int32_t)count, .jain = JUDGE_MILLION};
	double sum = 0, squares = 0, ranked = 0, places = 0;

	for (size_t i = 0; i < count; i++) {
		double share = (double)sorted[i].share;
		sum += share;
		squares += share * share;
		ranked += (2.0 * (double)(i + 1) - (double)count - 1) * share;
		places += (double)sorted[i].place_share;
		f.units += sorted[i].units;
	}
	f.mean = (int64_t)(sum / (double)count + 0.5);
	f.place_difference = (int64_t)(places / (double)count + 0.5);
	f.lowest = sorted[0].share;
	f.first_quartile = quantile(sorted, count, 1);
	f.median = quantile(sorted, count, 2);
	f.third_quartile = quantile(sorted, count, 3);
	if (sum > 0) {
		f.gini = (int64_t)(ranked / ((double)count * sum) * JUDGE_MILLION + 0.5);
		f.jain = (int64_t)(sum * sum / ((double)count * squares) * JUDGE_MILLION + 0.5);
	}
	return f;
}

static void add_groups(struct judge_fairness *fairness, const struct problem *problem, struct sample *samples,
		       size_t count, enum judge_dimension dimension)
{
	for (size_t i = 0; i < count; i++)
		judge_fairness_name_group(samples[i].group, problem, dimension, samples[i].client);
	qsort(samples, count, sizeof *samples, compare_samples);
	for (size_t i = 0, end; i < count; i = end) {
		for (end = i + 1; end < count && strcmp(samples[end].group, samples[i].group) == 0;)
			end++;
		struct judge_figures figures = describe(&samples[i], end - i);
		figures.dimension = dimension;
		memcpy(figures.group, samples[i].group, sizeof figures.group);
		if (dimension != JUDGE_ALL) {
			figures.difference = figures.mean - fairness->list[0].mean;
			figures.place_difference -= fairness->list[0].mean;
		} else {
			figures.place_difference = 0;
		}
		memory_grow(fairness->list, fairness->count, fairness->capacity);
		fairness->list[fairness->count++] = figures;
	}
}

/* Every client gets the mean of her area. */
static void fill_places(const struct problem *problem, struct sample *samples, size_t count)
{
	enum { AREAS = 100 };
	double sums[AREAS] = {0};
	int32_t counts[AREAS] = {0};

	for (size_t i = 0; i < count; i++) {
		int32_t area = problem->region->clients[samples[i].client].postcode / 100 % AREAS;
		sums[area] += (double)samples[i].share;
		counts[area]++;
	}
	for (size_t i = 0; i < count; i++) {
		int32_t area = problem->region->clients[samples[i].client].postcode / 100 % AREAS;
		samples[i].place_share = (int64_t)(sums[area] / counts[area] + 0.5);
	}
}

void judge_fairness_derive(struct judge_fairness *fairness, const struct problem *problem,
			   const struct allocation *allocations, const bool *only)
{
	size_t client_count = problem->region->client_count, count = 0;
	struct sample *samples = memory_allocate(client_count, sizeof *samples);

	*fairness = (struct judge_fairness){0};
	for (size_t i = 0; i < client_count; i++) {
		const struct allocation *row = &allocations[i];
		if (row->client == REGION_NONE || row->rest_units == 0 || (only != NULL && !only[i]))
			continue;
		samples[count].client = i;
		samples[count].share =
			(int64_t)(row->rest_units - row->rest_short_units) * JUDGE_MILLION / row->rest_units;
		samples[count++].units = row->received_units + row->planned_units + row->digital_units;
	}
	fill_places(problem, samples, count);
	for (int dimension = 0; dimension < JUDGE_DIMENSION_COUNT; dimension++)
		add_groups(fairness, problem, samples, count, (enum judge_dimension)dimension);
	free(samples);
}

void judge_fairness_free(struct judge_fairness *fairness)
{
	free(fairness->list);
	*fairness = (struct judge_fairness){0};
}
