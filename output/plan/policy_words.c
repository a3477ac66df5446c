#include "output/plan/policy_words.h"

#include "planner/base/day.h"

static void add_names(struct text *text, const struct policy_origin *origin)
{
	for (size_t i = 0; i < origin->name_count; i++)
		text_format(text, "%s%s", i == 0 ? "" : ", ", origin->names[i]);
}

void policy_words_add(struct text *text, const struct policy_origin *origin, const char *done)
{
	static const char *const sources[] = {
		[POLICY_ORIGIN_PLAN] = "the policy that the plan tells in summary.json",
		[POLICY_ORIGIN_TOLD] = "another policy than the plan's, as told on the command line",
		[POLICY_ORIGIN_REGION] = "the policy of the region: summary.json of the plan tells none"};
	bool told = origin->kind == POLICY_ORIGIN_TOLD;
	char date[DAY_TEXT_SIZE];

	day_format(date, origin->plan_date, false);
	if (told && !origin->other_unread && origin->name_count == 0)
		text_format(text, "%s by the policy told on the command line, which is the plan's own", done);
	else
		text_format(text, "%s by %s", done, sources[origin->kind]);
	text_format(text, ", from %s", date);
	if (origin->name_count > 0) {
		text_add(text, told ? "; the plan's own differs in " : "; the region's own (policy.ini) differs in ");
		add_names(text, origin);
	} else if (origin->other_unread && origin->kind != POLICY_ORIGIN_REGION) {
		text_add(text, told ? "; summary.json of the plan tells none"
				    : "; the region's own (policy.ini) cannot be read");
	}
	text_add(text, "\n");
}
