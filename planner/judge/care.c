#include "planner/judge/care.h"

#include <stdlib.h>

#include "planner/base/hours.h"
#include "planner/base/memory.h"
#include "planner/base/smaller.h"

static void find(struct judge_findings *findings, const struct problem *problem, const struct region_client *client,
		 int64_t found_units, int64_t right_units, const char *what)
{
	char found[HOURS_TEXT_SIZE], right[HOURS_TEXT_SIZE];

	hours_format(found, found_units * problem->policy->unit_minutes, '.');
	hours_format(right, right_units * problem->policy->unit_minutes, '.');
	judge_find(findings, JUDGE_CARE, right, found, "%s %s %s h, %s h are meant", client->key, what, found, right)
		->client = client->key;
}

static void note(struct judge_care *care, size_t client, enum judge_care_fault fault)
{
	care->has_fault[fault][client] = true;
	care->fault_counts[fault]++;
}

static void judge_client(struct judge_care *care, struct judge_findings *findings, const struct problem *problem,
			 size_t index, int64_t physical_ticks, int64_t digital_ticks)
{
	const struct policy *policy = problem->policy;
	const struct region_client *client = &problem->region->clients[index];
	int32_t minimum = client->minimum_ticks == REGION_NONE ? policy->legal_minimum_units
							       : problem_units_of_ticks(policy, client->minimum_ticks);
	int32_t physical = problem_units_of_ticks(policy, physical_ticks);
	int32_t digital = problem_units_of_ticks(policy, digital_ticks);
	int32_t cap = client->digital_consent ? policy->digital_cap_units : 0;

	minimum = base_smaller(minimum, problem_wanted_units(policy, client));
	if (physical < minimum) {
		note(care, index, JUDGE_CARE_BELOW_MINIMUM);
		find(findings, problem, client, physical, minimum, "had");
	}
	if (digital > cap) {
		note(care, index, JUDGE_CARE_DIGITAL);
		find(findings, problem, client, digital, cap,
		     client->digital_consent ? "had, digitally," : "had, digitally and without consent,");
	}
}

void judge_care_derive(struct judge_care *care, struct judge_findings *findings, const struct problem *problem)
{
	const struct region *region = problem->region;
	int32_t *visitors = region_count_visitors(region);
	int64_t *physical, *digital;

	*care = (struct judge_care){.finished = memory_allocate(region->client_count, sizeof(bool))};
	for (int fault = 0; fault < JUDGE_CARE_FAULT_COUNT; fault++)
		care->has_fault[fault] = memory_allocate(region->client_count, sizeof(bool));
	problem_sum_received(&physical, &digital, region);
	for (size_t i = 0; i < region->client_count; i++) {
		if (problem->status[i] != CLIENT_FINISHED)
			continue;
		care->finished_count++;
		care->finished[i] = true;
		judge_client(care, findings, problem, i, physical[i], digital[i]);
		if (visitors[i] <= problem->policy->max_caregivers)
			continue;
		note(care, i, JUDGE_CARE_MANY_CAREGIVERS);
		judge_find(findings, JUDGE_CARE, NULL, NULL, "%s had %d caregivers, at most %d are meant",
			   region->clients[i].key, (int)visitors[i], problem->policy->max_caregivers)
			->client = region->clients[i].key;
	}
	free(visitors);
	free(physical);
	free(digital);
}

void judge_care_free(struct judge_care *care)
{
	free(care->finished);
	for (int fault = 0; fault < JUDGE_CARE_FAULT_COUNT; fault++)
		free(care->has_fault[fault]);
	*care = (struct judge_care){0};
}
