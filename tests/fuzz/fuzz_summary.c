/* Any bytes as summary.json of a plan: it tells a valid policy, or none. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "input/plan/plan_policy.h"
#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void require_valid(const struct plan_policy *own)
{
	require(own->policy.plan_date != DAY_NONE);
	require(own->policy.min_visit_units > 0 && own->policy.min_visit_units <= own->policy.max_visit_units);
	require(own->own_count > 0 && own->load.setting_count >= own->own_count);
	for (size_t i = 0; i < own->load.setting_count; i++)
		require(strchr(own->load.settings[i], '=') != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const char *const care_days[] = {"care_days=9"};
	const struct load_options told[] = {
		{.plan_date = DAY_NONE},
		{.plan_date = DAY_NONE, .settings = care_days, .setting_count = 1},
		{.plan_date = DAY_NONE, .policy_file = "policy.ini"},
	};
	struct file_bytes summary = {.bytes = memory_allocate(size + 1, 1), .length = size};

	if (size > 0)
		memcpy(summary.bytes, bytes, size);
	for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
		struct plan_policy own;
		plan_policy_read(&own, &summary, &told[i]);
		require(own.known != own.origin.other_unread);
		if (own.known)
			require_valid(&own);
		plan_policy_free(&own);
	}
	file_free(&summary);
	return 0;
}
