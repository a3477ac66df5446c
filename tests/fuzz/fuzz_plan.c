/* Any bytes as the tables of an earlier plan: read or refused. What is read leads to no index outside the problem, and
 * can be judged whatever it breaks.
 *
 * The first line "@allocations.csv" ends visits.csv and begins allocations.csv.
 */
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "input/plan/plan_reader.h"
#include "planner/base/day.h"
#include "planner/rules/rules.h"
#include "planner/plan/values.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define PLAN_DATE 20647 /* 2026-07-13 */

static const char *provider_names[] = {"p1"}, *insurer_names[] = {"7085"};

static struct region_client clients[] = {
	{.key = "C1",
	 .postcode = 1000,
	 .due_day = PLAN_DATE,
	 .birth_day = PLAN_DATE,
	 .registered_day = DAY_NONE,
	 .home_from_day = DAY_NONE,
	 .expected_day = DAY_NONE,
	 .indicated_ticks = 490000,
	 .digital_ticks = 40000,
	 .digital_consent = true,
	 .minimum_ticks = REGION_NONE,
	 .care_days = REGION_NONE,
	 .group = ""},
	{.key = "C2",
	 .postcode = 1000,
	 .due_day = PLAN_DATE - 9,
	 .birth_day = DAY_NONE,
	 .registered_day = DAY_NONE,
	 .home_from_day = DAY_NONE,
	 .expected_day = DAY_NONE,
	 .indicated_ticks = 240000,
	 .minimum_ticks = REGION_NONE,
	 .care_days = REGION_NONE,
	 .group = ""},
};
static struct region_caregiver caregivers[] = {{.key = "K1", .employee = true, .max_week_ticks = 240000}};
static struct region_availability availability[] = {{.day = PLAN_DATE, .ticks = 80000},
						    {.day = PLAN_DATE + 1, .ticks = 80000}};
static struct region_area areas[] = {
	{.caregiver = REGION_NONE, .postcode_from = 1000, .postcode_to = 1999, REGION_AREA_OPEN}};

static const struct region region = {
	.providers = {provider_names, 1, 1},
	.insurers = {insurer_names, 1, 1},
	.clients = clients,
	.caregivers = caregivers,
	.availability = availability,
	.areas = areas,
	.client_count = 2,
	.caregiver_count = 1,
	.availability_count = 2,
	.area_count = 1,
};

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

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static bool made;
	struct policy policy = policy_default();
	struct problem problem;

	if (!made) {
		require(mkdtemp(folder) != NULL);
		made = true;
		atexit(remove_folder);
	}
	policy.plan_date = PLAN_DATE;
	problem_derive(&problem, &region, &policy);
	write_files(bytes, size);
	read_plan(&problem, PLAN_READER_LENIENT);
	read_plan(&problem, PLAN_READER_STRICT);
	problem_free(&problem);
	policy_free(&policy);
	return 0;
}
