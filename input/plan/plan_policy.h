/* The policy that a plan on disk was made under, as its summary.json tells it: by it the plan is judged and explained,
 * unless the command line tells another.
 *
 * Life: {0}, plan_policy_read, plan_policy_compare once the region has been read, plan_policy_free in every state.
 */
#ifndef INPUT_PLAN_PLAN_POLICY_H
#define INPUT_PLAN_PLAN_POLICY_H

#include <stdbool.h>

#include "input/region/load.h"
#include "input/text/file.h"
#include "planner/region/policy.h"
#include "planner/region/policy_origin.h"

struct plan_policy {
	bool known;           /* the summary tells one that can be read */
	struct policy policy; /* as it tells it; owned */
	char **own;           /* KEY=VALUE for each of its settings; owned */
	size_t own_count, own_capacity;
	const char **settings;    /* what load holds; owned, its texts are not */
	struct load_options load; /* how the region is to be read */
	struct policy_origin origin;
};

/* summary: its bytes, NULL where it is not there; told: what the command line says, borrowed. What is told goes before
 * what the plan tells, setting by setting; --policy in the place of all of it but the plan date. */
void plan_policy_read(struct plan_policy *own, const struct file_bytes *summary, const struct load_options *told);

/* Notes where the policy in force differs from the plan's, if another was told, else from that of the region. False,
 * with a failure in the log, where the system does not give the region's. */
bool plan_policy_compare(struct plan_policy *own, const struct policy *in_force, const char *region_folder,
			 struct error_log *log);

void plan_policy_free(struct plan_policy *own);

#endif
