/* Any bytes as a file of scenarios: read or refused, with findings that can be printed. What is read can be applied,
 * and leaves a region whose rows point to rows. */
#include <stdint.h>
#include <string.h>

#include "input/text/dialect.h"
#include "input/scenario/scenario_file.h"
#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/region/copy.h"
#include "planner/scenario/scenario.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define PLAN_DATE 20647 /* 2026-07-13 */

static const char *provider_names[] = {"41000001", "p:2"}, *insurer_names[] = {"7085"};
static struct region_client clients[] = {
	{.key = "C1",
	 .postcode = 7101,
	 .due_day = PLAN_DATE + 3,
	 .birth_day = DAY_NONE,
	 .registered_day = PLAN_DATE - 99,
	 .home_from_day = DAY_NONE,
	 .indicated_ticks = 490000,
	 .minimum_ticks = REGION_NONE,
	 .care_days = REGION_NONE,
	 .digital_ticks = 40000,
	 .group = ""},
	{.key = "C2",
	 .provider = 1,
	 .postcode = 7102,
	 .due_day = PLAN_DATE,
	 .birth_day = PLAN_DATE,
	 .registered_day = DAY_NONE,
	 .home_from_day = DAY_NONE,
	 .indicated_ticks = 490000,
	 .minimum_ticks = REGION_NONE,
	 .care_days = REGION_NONE,
	 .group = ""},
};
static struct region_caregiver caregivers[] = {{.key = "K1", .employee = true, .max_week_ticks = 240000},
					       {.key = "K2", .provider = 1, .max_week_ticks = REGION_NONE}};
static struct region_availability availability[] = {{.day = PLAN_DATE, .ticks = 70000},
						    {.caregiver = 1, .day = PLAN_DATE + 1, .ticks = 80000}};
static struct region_area areas[] = {
	{.caregiver = REGION_NONE, .postcode_from = 7100, .postcode_to = 7109, REGION_AREA_OPEN},
	{.provider = 1, .caregiver = 1, .postcode_from = 7102, .postcode_to = 7102, REGION_AREA_OPEN}};
static struct region_pin pins[] = {{.day = PLAN_DATE + 3, .ticks = REGION_NONE, .must = true}};

static const struct region region = {.providers = {provider_names, 2, 2},
				     .insurers = {insurer_names, 1, 1},
				     .clients = clients,
				     .caregivers = caregivers,
				     .availability = availability,
				     .areas = areas,
				     .pins = pins,
				     .client_count = 2,
				     .caregiver_count = 2,
				     .availability_count = 2,
				     .area_count = 2,
				     .pin_count = 1};

static void apply(const struct scenario *scenario, int32_t seed)
{
	struct region copy;

	region_copy_make(&copy, &region);
	scenario_apply(&copy, scenario, seed);
	for (size_t i = 0; i < copy.client_count; i++)
		require(copy.clients[i].key != NULL && copy.clients[i].provider >= 0 && copy.clients[i].provider < 2);
	for (size_t i = 0; i < copy.availability_count; i++)
		require(copy.availability[i].caregiver >= 0 &&
			(size_t)copy.availability[i].caregiver < copy.caregiver_count &&
			copy.availability[i].ticks >= 0 && copy.availability[i].ticks <= 24 * REGION_HOUR_TICKS);
	for (size_t i = 0; i < copy.area_count; i++)
		require(copy.areas[i].postcode_from >= 1000 &&
			copy.areas[i].postcode_from <= copy.areas[i].postcode_to && copy.areas[i].postcode_to <= 9999);
	for (size_t i = 0; i < copy.pin_count; i++)
		require((size_t)copy.pins[i].client < copy.client_count);
	region_copy_free(&copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct error_log log = {0};
	struct source source = {.name = "scenarios.ini", .log = &log};
	const struct load_options options = {.plan_date = PLAN_DATE};
	const struct scenario_base base = {&region, "no-such-folder", &options};
	struct scenarios scenarios = {0};

	source.text.bytes = memory_allocate(size + 1, 1);
	source.text.length = size;
	if (size > 0)
		memcpy(source.text.bytes, bytes, size);
	if (dialect_decode(&source.text, source.name, &log)) {
		bool good = scenario_file_read_source(&scenarios, &source, &base);
		require(good == (error_exit_code(&log) == EXIT_DONE));
		for (size_t i = 0; good && i < scenarios.count; i++)
			apply(&scenarios.list[i], scenarios.seed);
	}
	fuzz_print_findings(&log);
	scenario_free_all(&scenarios);
	source_free(&source);
	error_free(&log);
	return 0;
}
