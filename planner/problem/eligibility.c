#include "planner/problem/eligibility.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"
#include "planner/region/area_index.h"

/* The tables of areas and contracts as they are asked, which is once for each client. */
struct index {
	struct problem *problem;
	const struct region *region;
	const struct policy *policy;
	int32_t *provider_first;      /* slices of provider_caregivers, [provider + 1] */
	int32_t *provider_caregivers; /* caregivers of the problem, by provider, ascending */
	struct area_index areas;
	struct region_contract *contracts; /* sorted by provider, insurer */
};

int eligibility_compare_contracts(const void *left, const void *right)
{
	const struct region_contract *a = left, *b = right;

	if (a->provider != b->provider)
		return a->provider < b->provider ? -1 : 1;
	return (a->insurer > b->insurer) - (a->insurer < b->insurer);
}

static void index_providers(struct index *index)
{
	const struct problem *problem = index->problem;
	size_t providers = (size_t)index->region->providers.count, caregivers = (size_t)problem->caregiver_count;

	index->provider_first = memory_allocate(providers + 1, sizeof(int32_t));
	index->provider_caregivers = memory_allocate(caregivers, sizeof(int32_t));
	for (size_t k = 0; k < caregivers; k++)
		index->provider_first[problem->caregivers[k].provider + 1]++;
	for (size_t p = 0; p < providers; p++)
		index->provider_first[p + 1] += index->provider_first[p];
	int32_t *next = memory_allocate(providers + 1, sizeof *next);
	memcpy(next, index->provider_first, providers * sizeof *next);
	for (size_t k = 0; k < caregivers; k++)
		index->provider_caregivers[next[problem->caregivers[k].provider]++] = (int32_t)k;
	free(next);
	index->contracts = memory_allocate(index->region->contract_count, sizeof *index->contracts);
	if (index->region->contract_count > 0)
		memcpy(index->contracts, index->region->contracts,
		       index->region->contract_count * sizeof *index->contracts);
	qsort(index->contracts, index->region->contract_count, sizeof *index->contracts, eligibility_compare_contracts);
}

static bool may_help(const struct index *index, int32_t provider, const struct problem_client *client)
{
	struct region_contract contract = {.provider = provider, .insurer = client->insurer};

	if (provider == client->provider)
		return true;
	if (!index->policy->mediation)
		return false;
	return !index->region->has_contracts || bsearch(&contract, index->contracts, index->region->contract_count,
							sizeof contract, eligibility_compare_contracts) != NULL;
}

static int compare_int32(const void *left, const void *right)
{
	int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;

	return (a > b) - (a < b);
}

static void list_eligible(struct index *index)
{
	struct problem *problem = index->problem;
	int32_t count = 0, capacity = 0;

	for (int32_t i = 0; i < problem->client_count; i++) {
		struct problem_client *client = &problem->clients[i];
		int32_t postcode = index->region->clients[client->region_index].postcode;
		client->eligible_first = count;
		for (int32_t provider = 0; provider < index->region->providers.count; provider++) {
			if (!may_help(index, provider, client) ||
			    !area_index_holds(&index->areas, provider, client->insurer, postcode))
				continue;
			for (int32_t j = index->provider_first[provider]; j < index->provider_first[provider + 1];
			     j++) {
				int32_t caregiver = index->provider_caregivers[j];
				if (!area_index_own_holds(&index->areas, problem->caregivers[caregiver].region_index,
							  client->insurer, postcode))
					continue;
				memory_grow(problem->eligible, count, capacity);
				problem->eligible[count++] = caregiver;
			}
		}
		client->eligible_count = count - client->eligible_first;
		if (client->eligible_count > 0)
			qsort(problem->eligible + client->eligible_first, (size_t)client->eligible_count,
			      sizeof(int32_t), compare_int32);
		else
			problem->status[client->region_index] = CLIENT_UNREACHABLE;
	}
}

static void index_free(struct index *index)
{
	area_index_free(&index->areas);
	free(index->provider_first);
	free(index->provider_caregivers);
	free(index->contracts);
}

void eligibility_derive(struct problem *problem)
{
	struct index index = {.problem = problem, .region = problem->region, .policy = problem->policy};

	index_providers(&index);
	area_index_build(&index.areas, problem->region, problem->policy->plan_date);
	list_eligible(&index);
	index_free(&index);
}

bool problem_is_eligible(const struct problem *problem, int32_t client, int32_t caregiver)
{
	const struct problem_client *c = &problem->clients[client];

	return c->eligible_count > 0 && bsearch(&caregiver, problem->eligible + c->eligible_first,
						(size_t)c->eligible_count, sizeof caregiver, compare_int32) != NULL;
}
