/* A region written as tables is the same region when it is read again. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/region/load.h"
#include "output/folder/place.h"
#include "output/folder/region_tables.h"
#include "planner/base/day.h"
#include "planner/problem/equal.h"
#include "tests/support/tiny.h"

static char folder[64], place[80];

static void begin_folder(void)
{
	snprintf(folder, sizeof folder, "/tmp/test_region_tables-XXXXXX");
	cr_assert_not_null(mkdtemp(folder));
	snprintf(place, sizeof place, "%s/tables", folder);
}

static void remove_folder(void)
{
	char command[128];

	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	cr_assert_eq(system(command), 0);
}

/* Reads the tables of a region from their folder; warnings do not count. */
static void read_back(struct support *back, const struct region_tables *tables)
{
	struct error_log log = {0};
	struct load_digests digests;
	struct load_options options = {.plan_date = DAY_NONE};

	cr_assert(region_tables_write(tables, place, &log), "%s", log.failure_text);
	bool read = load_region(&back->region, &back->policy, &digests, place, &options, &log);
	if (!read)
		error_print(&log, stderr);
	cr_assert(read);
	problem_derive(&back->problem, &back->region, &back->policy);
	error_free(&log);
}

static void check_equal_tables(const struct region_tables *a, const struct region_tables *b)
{
	cr_assert_eq(a->count, b->count);
	for (size_t i = 0; i < a->count; i++) {
		cr_assert_str_eq(a->files[i].name, b->files[i].name);
		cr_assert_str_eq(a->files[i].text.bytes, b->files[i].text.bytes);
	}
}

static void check_round(struct support *support)
{
	struct support back = {0};
	struct region_tables tables, again;

	begin_folder();
	region_tables_make(&tables, &support->region, &support->policy);
	read_back(&back, &tables);
	region_tables_make(&again, &back.region, &back.policy);
	check_equal_tables(&tables, &again);
	const char *difference = problem_equal_find_difference(&support->problem, &back.problem);
	cr_assert_null(difference, "%s", difference);
	region_tables_free(&tables);
	region_tables_free(&again);
	problem_free(&back.problem);
	policy_free(&back.policy);
	region_free(&back.region);
	remove_folder();
}

/* Tables have hours with two decimals at most; REGION_NONE stays. */
static int32_t keep_hundredths(int32_t ticks)
{
	return ticks - (ticks > 0 ? ticks % (REGION_HOUR_TICKS / 100) : 0);
}

static void write_as_people_do(struct support *support)
{
	struct region *region = &support->region;

	for (size_t i = 0; i < region->client_count; i++) {
		struct region_client *client = &region->clients[i];
		client->indicated_ticks = keep_hundredths(client->indicated_ticks);
		client->medical_ticks = keep_hundredths(client->medical_ticks);
		client->minimum_ticks = keep_hundredths(client->minimum_ticks);
		client->declined_ticks = keep_hundredths(client->declined_ticks);
		client->digital_ticks = keep_hundredths(client->digital_ticks);
	}
	for (size_t i = 0; i < region->caregiver_count; i++)
		region->caregivers[i].max_week_ticks = keep_hundredths(region->caregivers[i].max_week_ticks);
	for (size_t i = 0; i < region->availability_count; i++)
		region->availability[i].ticks = keep_hundredths(region->availability[i].ticks);
	for (size_t i = 0; i < region->delivery_count; i++)
		region->deliveries[i].ticks = keep_hundredths(region->deliveries[i].ticks);
	for (size_t i = 0; i < region->pin_count; i++)
		region->pins[i].ticks = keep_hundredths(region->pins[i].ticks);
	support_derive(support);
}

Test(region_tables, comes_back_the_same)
{
	enum { REGIONS = 300 };

	for (uint64_t seed = 1; seed <= REGIONS; seed++) {
		struct support support;

		tiny_make(&support, seed);
		write_as_people_do(&support);
		check_round(&support);
		support_free(&support);
	}
}

Test(region_tables, keys_that_need_quotes_and_formulas)
{
	static const char *const keys[] = {"a,b", "=1+1", "'x", "\"q\"", "semi;colon", "-", "1.5", "x  y"};
	struct support support;

	support_begin(&support);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		support_add_client(&support, keys[i], "p,1")->group = "=group";
		support_add_caregiver(&support, keys[i], "p,1");
		support_add_availability(&support, keys[i], 0, 3, HOURS(7) + 100);
	}
	support_add_area(&support, "p,1", NULL, 1000, 1002);
	support_derive(&support);
	check_round(&support);
	support_free(&support);
}

Test(region_tables, a_difference_is_found)
{
	struct support a, b;

	tiny_make(&a, 7);
	tiny_make(&b, 7);
	cr_assert_null(problem_equal_find_difference(&a.problem, &b.problem));
	b.policy.continuity_percent++;
	cr_assert_str_eq(problem_equal_find_difference(&a.problem, &b.problem), "policy");
	b.policy.continuity_percent--;
	b.problem.available_units[0]++;
	cr_assert_str_eq(problem_equal_find_difference(&a.problem, &b.problem), "hours");
	b.problem.available_units[0]--;
	b.problem.clients[0].digital_room++;
	cr_assert_str_eq(problem_equal_find_difference(&a.problem, &b.problem), "clients");
	support_free(&a);
	support_free(&b);
}
