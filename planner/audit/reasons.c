/* Reasons that name a rule, against a count of their own: the reasons themselves are compared cell by cell with those
 * that are derived anew (tables.c), and these with the visits and the tables of the region. */
#include "planner/audit/audit.h"
#include "planner/audit/reading.h"
#include "planner/judge/reason.h"

static bool holds(const struct judge_reason *judge, const struct bottleneck *bottleneck, int32_t client)
{
	switch (bottleneck->reason) {
	case BOTTLENECK_CONTRACT:
		return !bottleneck->of_time || judge_reason_holds(judge, client, JUDGE_KEEPER_CONTRACT);
	case BOTTLENECK_LIMIT:
		return judge_reason_holds(judge, client, JUDGE_KEEPER_LIMIT);
	case BOTTLENECK_DAYS:
		return judge_reason_holds(judge, client, JUDGE_KEEPER_DAYS);
	case BOTTLENECK_SHORTEST:
		return judge_reason_holds(judge, client, JUDGE_KEEPER_SHORTEST);
	case BOTTLENECK_ROSTER:
		return judge_reason_roster_holds(judge, client);
	default:
		return true;
	}
}

void audit_check_reasons(struct audit *audit)
{
	const struct bottlenecks *found = &audit->outcome.bottlenecks;
	struct judge_reason judge;

	judge_reason_begin(&judge, &audit->problem, &audit->solution.plan);
	for (int32_t client = 0; client < audit->problem.client_count; client++) {
		if (found->of_client[client] == REGION_NONE)
			continue;
		const struct bottleneck *bottleneck = &found->list[found->of_client[client]];
		if (holds(&judge, bottleneck, client))
			continue;
		const char *key = audit->region.clients[audit->problem.clients[client].region_index].key;
		struct judge_finding *finding =
			audit_find(audit, AUDIT_BOTTLENECKS, JUDGE_CLAIM, bottleneck_reason_names[bottleneck->reason],
				   "", "%s is told as the reason of %s, and keeps nothing from her",
				   bottleneck_reason_names[bottleneck->reason], key);
		finding->client = key;
	}
	judge_reason_free(&judge);
}
