/* Writes a region as one integer program, for solvers to compare with: write_program REGION TIER PLAN FILE.lp
 *
 * TIER is a name; the tiers above it are kept at the values that PLAN reaches (tools/bench/rival.h; an empty file is
 * the empty plan). Prints the number of columns that visits need, before the file is written; with - for FILE.lp only
 * that. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "planner/exact/program.h"
#include "tools/bench/rival.h"

static int find_tier(const struct problem *problem, const char *name)
{
	int tier = 0;

	while (tier < TIER_COUNT && strcmp(problem_tier_name(problem, (enum tier)tier), name) != 0)
		tier++;
	return tier;
}

/* Two for each visit that may be. */
static int64_t count_columns(const struct problem *problem)
{
	int64_t count = 0;

	for (int32_t c = 0; c < problem->client_count; c++) {
		const struct problem_client *client = &problem->clients[c];
		for (int32_t i = 0; i < client->eligible_count; i++)
			for (int32_t day = client->first_day; day < client->first_day + client->day_count; day++) {
				int32_t caregiver = problem->eligible[client->eligible_first + i];
				int32_t available = problem_available_units(problem, caregiver, day);
				count += 2 * (client->shortest_units > 0 && available >= client->shortest_units);
			}
	}
	return count;
}

int main(int argc, char **argv)
{
	struct night night = {0};
	struct plan plan = {0};
	struct error_log log = {0};
	int64_t scale;

	if (argc != 5) {
		fprintf(stderr, "usage: %s REGION TIER PLAN FILE.lp\n", argv[0]);
		return 2;
	}
	bool good = rival_load(&night, argv[1]) && rival_read_plan(&plan, &night, argv[3]);
	if (good)
		printf("%" PRId64 "\n", count_columns(&night.problem));
	int tier = good ? find_tier(&night.problem, argv[2]) : TIER_COUNT;
	if (good && tier == TIER_COUNT)
		good = error_fail(&log, EXIT_USAGE, "there is no tier %s", argv[2]);
	if (good && strcmp(argv[4], "-") != 0) {
		good = program_write(&scale, &night.problem, &plan, (enum tier)tier, argv[4], &log);
	}
	error_print(&log, stderr);
	error_free(&log);
	plan_free(&plan);
	rival_free(&night);
	return good ? 0 : 1;
}
