/* What another solver's answer is worth, by our own exact rules and values: value_program REGION PLAN
 *
 * Prints a line `NAME VALUE` per tier, in hours (visits for presence). Ends with 1 if the plan breaks a rule; says
 * which on standard error. */
#include <stdio.h>

#include "planner/rules/rules.h"
#include "planner/plan/values.h"
#include "tools/bench/rival.h"

int main(int argc, char **argv)
{
	struct night night = {0};
	struct plan plan = {0};
	struct broken_rules broken = {0};

	if (argc != 3) {
		fprintf(stderr, "usage: %s REGION PLAN\n", argv[0]);
		return 2;
	}
	bool good = rival_load(&night, argv[1]) && rival_read_plan(&plan, &night, argv[2]);
	if (good) {
		struct values values = values_plan(&night.problem, &plan);
		for (int tier = 0; tier < TIER_COUNT; tier++)
			printf("%s %.6f\n", problem_tier_name(&night.problem, (enum tier)tier),
			       values_in_hours(&night.problem, (enum tier)tier, values.scaled[tier]));
		rules_check(&broken, &night.problem, &plan);
		for (size_t i = 0; i < broken.count && i < 5; i++)
			fprintf(stderr, "%s: rule C%d is broken\n", argv[2], broken.rules[i].rule);
		good = broken.count == 0;
	}
	rules_free(&broken);
	plan_free(&plan);
	rival_free(&night);
	return good ? 0 : 1;
}
