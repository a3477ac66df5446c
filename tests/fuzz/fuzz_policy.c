/* Any bytes as policy.ini: read or refused, with findings that can be printed. What is read is a valid policy. */
#include <stdint.h>
#include <string.h>

#include "input/text/dialect.h"
#include "input/region/policy_file.h"
#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void require_valid(const struct policy *policy)
{
	require(policy->plan_date != DAY_NONE);
	require(policy->unit_minutes == 15 || policy->unit_minutes == 30 || policy->unit_minutes == 60);
	require(policy->min_visit_units > 0 && policy->min_visit_units <= policy->max_visit_units);
	require(policy->legal_minimum_units >= 0 && policy->digital_cap_units >= 0 && policy->travel_units >= 0);
	require(policy->care_days > 0 && policy->max_caregivers >= 0 && policy->max_days_in_a_row >= 0);
	require(policy->continuity_percent >= 0 && policy->horizon_days >= 0);
	for (size_t i = 0; i < policy->guarantee_count; i++)
		require(policy->guarantees[i].insurer != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct error_log log = {0};
	struct source source = {.name = "policy.ini", .log = &log};
	struct load_options options = {.plan_date = DAY_NONE};
	struct policy policy = {0};

	source.text.bytes = memory_allocate(size + 1, 1);
	source.text.length = size;
	if (size > 0)
		memcpy(source.text.bytes, bytes, size);
	if (dialect_decode(&source.text, source.name, &log)) {
		bool good = policy_read(&policy, &source, &options);
		require(good == (error_exit_code(&log) == EXIT_DONE));
		if (good)
			require_valid(&policy);
		policy_free(&policy);
	}
	fuzz_print_findings(&log);
	source_free(&source);
	error_free(&log);
	return 0;
}
