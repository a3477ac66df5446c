/* Any bytes as the tables of an earlier plan: read or refused. What is read leads to no index outside the problem, and
 * can be judged whatever it breaks; what it confirms is held or lifted.
 *
 * The first line "@allocations.csv" ends visits.csv and begins allocations.csv.
 */
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "input/plan/plan_reader.h"
#include "planner/base/memory.h"
#include "planner/figures/changes.h"
#include "planner/rules/confirmed.h"
#include "planner/rules/rules.h"
#include "planner/plan/values.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/small.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static char folder[] = "/tmp/kraamplan-fuzz-XXXXXX";

static void name_file(char path[sizeof folder + 32], const char *name)
{
	snprintf(path, sizeof folder + 32, "%s/%s", folder, name);
}

static void write_file(const char *name, const uint8_t *bytes, size_t size)
{
	char path[sizeof folder + 32];

	name_file(path, name);
	FILE *file = fopen(path, "wb");
	require(file != NULL);
	if (size > 0)
		fwrite(bytes, 1, size, file);
	fclose(file);
}

static void remove_folder(void)
{
	char path[sizeof folder + 32];

	name_file(path, "visits.csv");
	unlink(path);
	name_file(path, "allocations.csv");
	unlink(path);
	rmdir(folder);
}

static void write_files(const uint8_t *bytes, size_t size)
{
	static const char mark[] = "@allocations.csv\n";
	const uint8_t *found = size > 0 ? memmem(bytes, size, mark, sizeof mark - 1) : NULL;
	size_t first = found == NULL ? size : (size_t)(found - bytes);
	size_t second = found == NULL ? size : first + sizeof mark - 1;

	write_file("visits.csv", bytes, first);
	write_file("allocations.csv", size > 0 ? bytes + second : bytes, size - second);
}

static void judge(const struct problem *problem, const struct plan *plan)
{
	struct broken_rules broken;

	for (size_t i = 0; i < plan->visit_count; i++) {
		const struct visit *visit = &plan->visits[i];
		require(visit->client >= 0 && visit->client < problem->client_count);
		require(visit->caregiver >= 0 && visit->caregiver < problem->caregiver_count);
		require(visit->units >= 0);
	}
	rules_check(&broken, problem, plan);
	for (size_t i = 0; i < broken.count; i++) {
		char text[RULES_TEXT_SIZE];
		rules_describe(text, problem, &broken.rules[i]);
	}
	rules_free(&broken);
	values_plan(problem, plan);
	values_softs(problem, plan, plan);
}

static void read_plan(const struct problem *problem, enum plan_reading reading)
{
	struct error_log log = {0};
	struct plan plan = {0};

	if (plan_reader_read(&plan, problem, folder, reading, &log))
		judge(problem, &plan);
	fuzz_print_findings(&log);
	plan_free(&plan);
	error_free(&log);
}

/* As the plan of the night before: what it confirmed stays or is lifted, and what is new of the plan is told. */
static void read_previous(const struct policy *policy)
{
	struct error_log log = {0};
	struct region region = small_region;
	struct problem problem;
	struct previous_visits visits = {0};
	struct confirmed confirmed = {0};
	struct changes changes = {0};
	struct plan plan = {0}, empty = {0};

	problem_derive(&problem, &region, policy);
	empty.digital_units = memory_allocate((size_t)problem.client_count, sizeof *empty.digital_units);
	if (plan_reader_read_noted(&plan, &visits, NULL, &problem, folder, PLAN_READER_LENIENT, &log)) {
		confirmed_hold(&confirmed, &problem, &region, policy, &visits);
		require(confirmed.lifted_count <= confirmed.count && confirmed.count <= visits.count);
		for (size_t i = 0; i < confirmed.count; i++) {
			char text[CONFIRMED_TEXT_SIZE];
			if (confirmed.list[i].fate != CONFIRMED_STAYS)
				confirmed_describe(text, &confirmed.list[i]);
		}
		changes_derive(&changes, &problem, &empty, &visits, &confirmed);
	}
	changes_free(&changes);
	confirmed_free(&confirmed);
	previous_free(&visits);
	plan_free(&plan);
	plan_free(&empty);
	problem_free(&problem);
	free(region.pins); /* those that are confirmed */
	error_free(&log);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static bool made;
	struct policy policy = small_policy();
	struct problem problem;

	if (!made) {
		require(mkdtemp(folder) != NULL);
		made = true;
		atexit(remove_folder);
	}
	problem_derive(&problem, &small_region, &policy);
	write_files(bytes, size);
	read_plan(&problem, PLAN_READER_LENIENT);
	read_plan(&problem, PLAN_READER_STRICT);
	read_previous(&policy);
	problem_free(&problem);
	policy_free(&policy);
	return 0;
}
