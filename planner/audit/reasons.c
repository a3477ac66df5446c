/* Reasons that name a rule, against a count of their own: the reasons themselves are compared cell by cell with those
 * that are derived anew (tables.c), and these with the visits and the tables of the region. */
#include <stdio.h>
#include <stdlib.h>

#include "planner/audit/audit.h"
#include "planner/audit/reading.h"
#include "planner/judge/reason.h"
#include "planner/judge/transfer.h"
#include "planner/plan/single.h"
#include "planner/rules/rules.h"

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

/* Does the proof of her reason leave room for what betters this tier? The search found nothing that does, except for
 * remaining hours that the policy lets it give up. */
static bool leaves_room(const struct audit *audit, const struct bottleneck *bottleneck, enum tier tier)
{
	switch (bottleneck->proof) {
	case BOTTLENECK_CUT:
		return true; /* it is counted anew, for the tier that it is of */
	case BOTTLENECK_GIVEN_UP:
		return tier == TIER_REMAINING && audit->policy.continuity_percent > 0;
	default:
		return false;
	}
}

static void find_false_reason(struct audit *audit, const struct judge_transfer *transfer)
{
	const struct bottlenecks *reasons = &audit->outcome.bottlenecks;
	const struct problem *problem = &audit->problem;
	enum tier tier = judge_transfer_tier(transfer);
	int32_t index = reasons->of_client[transfer->client];

	if (index == REGION_NONE || leaves_room(audit, &reasons->list[index], tier))
		return;
	const char *key = audit->region.clients[problem->clients[transfer->client].region_index].key;
	const char *proof = bottleneck_proof_names[reasons->list[index].proof];
	struct judge_finding *finding =
		audit_find(audit, AUDIT_BOTTLENECKS, JUDGE_CLAIM, proof, "",
			   "%s is the proof of B%d, that no single change would help, and one helps %s: see order",
			   proof, (int)reasons->list[index].number, key);

	judge_set_place(finding, "bottlenecks.csv:B%d", (int)reasons->list[index].number);
	finding->client = key;
}

/* What continuity_percent gives up has a limit: whoever found it, a plan by single changes that obeys the rules and is
 * better by more shows that there was more to have. */
static void check_given_up(struct audit *audit)
{
	const struct plan *plan = &audit->solution.plan;
	struct plan settled = {0};
	struct broken_rules broken;
	char told[32], found[32];

	bool too_much = single_gives_up_too_much(&settled, plan, &audit->problem);
	rules_check(&broken, &audit->problem, &settled);
	if (too_much && broken.count == 0) {
		snprintf(told, sizeof told, "%.9f", values_plan_in_hours(&audit->problem, plan, TIER_REMAINING));
		snprintf(found, sizeof found, "%.9f", values_plan_in_hours(&audit->problem, &settled, TIER_REMAINING));
		struct judge_finding *finding =
			audit_find(audit, AUDIT_BOTTLENECKS, JUDGE_CLAIM, told, found,
				   "more is given up than continuity_percent (%d) allows: single changes bring the "
				   "value of the remaining hours to %s, and it is %s",
				   (int)audit->policy.continuity_percent, found, told);
		judge_set_place(finding, "bottlenecks.csv");
	}
	rules_free(&broken);
	plan_free(&settled);
}

void audit_check_transfers(struct audit *audit)
{
	size_t count;
	struct judge_transfer *list =
		judge_transfer_find(&count, &audit->short_clients, &audit->problem, &audit->solution.plan);

	for (size_t i = 0; i < count; i++) {
		judge_transfer_tell(&audit->findings, &audit->problem, &list[i]);
		find_false_reason(audit, &list[i]);
	}
	free(list);
	check_given_up(audit);
}
