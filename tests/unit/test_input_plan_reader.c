/* Earlier plans: what is read back, what is left out, and what is an error when read strictly. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/plan/plan_reader.h"
#include "output/plan/plan_tables.h"
#include "planner/plan/solution.h"
#include "tests/support/input_support.h"
#include "tests/support/support.h"

#define VISITS "date,client_id,caregiver_id,hours,provider,mediated,expected\n"
#define ALLOCATIONS "client_id,status,digital_hours,bottleneck\n"

static struct input_region input; /* its folder is the plan's */
static struct support support;
static struct plan plan;

/* Clients ann and "=bea" and caregiver kim; cor is finished. */
static void begin(void)
{
	input_begin(&input);
	support_begin(&support);
	support_add_client(&support, "ann", "p1");
	support_add_client(&support, "=bea", "p1");
	struct region_client *cor = support_add_client(&support, "cor", "p1");
	cor->due_day = cor->birth_day = SUPPORT_PLAN_DATE - 30;
	support_add_caregiver(&support, "kim", "p1");
	support_add_availability(&support, "kim", 0, 7, HOURS(8));
	support_add_area(&support, "p1", NULL, 1000, 1999);
	support_derive(&support);
	input_write(&input, "visits.csv", VISITS);
	input_write(&input, "allocations.csv", ALLOCATIONS);
}

static void end(void)
{
	plan_free(&plan);
	support_free(&support);
	input_end(&input);
}

TestSuite(plan_reader, .init = begin, .fini = end);

static bool read_plan(enum plan_reading reading)
{
	plan_free(&plan);
	return plan_reader_read(&plan, &support.problem, input.folder, reading, &input.log);
}

static void expect_visit(size_t index, const char *client, int32_t day, int32_t units)
{
	cr_assert_lt(index, plan.visit_count);
	cr_expect_eq(plan.visits[index].client, support_find_client(&support, client));
	cr_expect_eq(plan.visits[index].caregiver, support_find_caregiver(&support, "kim"));
	cr_expect_eq(plan.visits[index].day, day);
	cr_expect_eq(plan.visits[index].units, units);
}

Test(plan_reader, english)
{
	input_write(&input, "visits.csv",
		    VISITS "2026-07-14,ann,kim,3.5,p1,no,no\n2026-07-13,ann,kim,3,p1,no,no\n"
			   "2026-07-13,'=bea,kim,4,p1,no,no\n");
	input_write(&input, "allocations.csv",
		    ALLOCATIONS "ann,planned,1.5,capacity-1\n'=bea,planned,0,\ncor,finished,0,\n");
	cr_assert(read_plan(PLAN_READER_STRICT));
	input_expect_counts(&input, 0, 0);
	cr_assert_eq(plan.visit_count, 3);
	expect_visit(0, "=bea", 0, 8);
	expect_visit(1, "ann", 0, 6);
	expect_visit(2, "ann", 1, 7);
	cr_expect_eq(plan.digital_units[support_find_client(&support, "ann")], 3);
	cr_expect_eq(plan.digital_units[support_find_client(&support, "=bea")], 0);
}

Test(plan_reader, hours_that_two_readers_read_differently)
{
	input_write(&input, "visits.csv", VISITS "2026-07-14,ann,kim,8.000,p1,no,no\n");
	cr_assert(!read_plan(PLAN_READER_STRICT));
	input_expect(&input, false, "visits.csv", 2, 20, "\"8.000\" is 8 to one reader and 8000 to another");
	cr_expect(!read_plan(PLAN_READER_LENIENT));
}

Test(plan_reader, dutch)
{
	input_write(&input, "visits.csv",
		    "\xEF\xBB\xBF"
		    "datum;client;kraamverzorgende;uren;aanbieder;bemiddeld;verwacht\r\n"
		    "14-07-2026;ann;kim;3,5;p1;nee;nee\r\n");
	input_write(&input, "allocations.csv", "client;status;digitale_uren\r\nann;gepland;0,5\r\n");
	cr_assert(read_plan(PLAN_READER_STRICT));
	input_expect_counts(&input, 0, 0);
	expect_visit(0, "ann", 1, 7);
	cr_expect_eq(plan.digital_units[support_find_client(&support, "ann")], 1);
}

static void write_misfits(void)
{
	input_write(&input, "visits.csv",
		    VISITS "2026-07-12,ann,kim,3,p1,no,no\n2026-07-13,dora,kim,3,p1,no,no\n"
			   "2026-07-13,ann,lea,3,p1,no,no\n2026-07-13,cor,kim,3,p1,no,no\n"
			   "2026-08-30,ann,kim,3,p1,no,no\n2026-07-13,ann,kim,3.25,p1,no,no\n"
			   "2026-07-14,ann,kim,0.25,p1,no,no\n");
	input_write(&input, "allocations.csv",
		    ALLOCATIONS "cor,finished,1,\ndora,planned,1,\nann,planned,0.75,\nann,planned,1,\n");
}

Test(plan_reader, misfits_are_left_out)
{
	write_misfits();
	cr_assert(read_plan(PLAN_READER_LENIENT));
	input_expect_counts(&input, 0, 0);
	cr_assert_eq(plan.visit_count, 1);
	expect_visit(0, "ann", 0, 6);
	cr_expect_eq(plan.digital_units[support_find_client(&support, "ann")], 1);
}

Test(plan_reader, every_row_is_noted)
{
	struct previous_visits noted = {0};

	input_write(&input, "visits.csv",
		    "date,client_id,caregiver_id,hours,expected,confirmed\n2026-07-14,ann,kim,3.5,no,yes\n"
		    "2026-07-13,zoe,kim,4,yes,no\n2026-07-13,ann,pam,4,no,no\n2026-07-13,'=bea,kim,4,no,no\n");
	plan_free(&plan);
	cr_assert(plan_reader_read_noted(&plan, &noted, NULL, &support.problem, input.folder, PLAN_READER_LENIENT,
					 &input.log));
	input_expect_counts(&input, 0, 0);
	cr_expect_eq(plan.visit_count, 2);
	cr_assert_eq(noted.count, 4);
	cr_expect_str_eq(noted.list[0].client_key, "=bea");
	cr_expect_str_eq(noted.list[1].caregiver_key, "pam");
	cr_expect_eq(noted.list[1].caregiver, REGION_NONE);
	cr_expect_eq(noted.list[1].line, 4);
	cr_expect_str_eq(noted.list[2].client_key, "zoe");
	cr_expect_eq(noted.list[2].client, REGION_NONE);
	cr_expect(noted.list[2].expected);
	cr_expect(noted.list[3].confirmed);
	cr_expect_eq(noted.list[3].ticks, HOURS(3.5));
	previous_free(&noted);
}

Test(plan_reader, misfits_are_errors)
{
	write_misfits();
	cr_expect(!read_plan(PLAN_READER_STRICT));
	input_expect(&input, false, "visits.csv", 2, 1, "date: before the plan date");
	input_expect(&input, false, "visits.csv", 3, 12, "client_id: there is no client \"dora\"");
	input_expect(&input, false, "visits.csv", 4, 16, "caregiver_id: there is no caregiver \"lea\"");
	input_expect(&input, false, "visits.csv", 5, 12, "client_id: this client is not to plan");
	input_expect(&input, false, "visits.csv", 6, 1, "date: after the last care day");
	input_expect(&input, false, "visits.csv", 7, 20, "hours: no whole number of planning units");
	input_expect(&input, false, "visits.csv", 8, 20, "hours: no whole number of planning units");
	input_expect(&input, false, "allocations.csv", 2, 14, "digital_hours: this client is not to plan");
	input_expect(&input, false, "allocations.csv", 3, 1, "client_id: there is no client \"dora\"");
	input_expect(&input, false, "allocations.csv", 4, 13, "digital_hours: no whole number of planning units");
	input_expect(&input, false, "allocations.csv", 5, 1, "client_id: this client is there already");
	input_expect_counts(&input, 12, 0);
	cr_expect_eq(error_exit_code(&input.log), EXIT_REJECTED);
}

Test(plan_reader, bad_cells_are_errors_in_any_case)
{
	input_write(&input, "visits.csv", VISITS "2026-07-32,ann,kim,3,p1,no,no\n");
	cr_expect(!read_plan(PLAN_READER_LENIENT));
	input_expect(&input, false, "visits.csv", 2, 1, "date: there is no day");
	cr_expect_eq(plan.visit_count, 0);
}

Test(plan_reader, no_plan)
{
	input_write(&input, "visits.csv", NULL);
	cr_expect(!read_plan(PLAN_READER_LENIENT));
	cr_expect_eq(error_exit_code(&input.log), EXIT_SYSTEM);
	cr_expect_not_null(strstr(input.log.failure_text, "is not a plan: there is no visits.csv"));
}

/* What the program writes it reads back, in both dialects. */
static void expect_round_trip(bool dutch)
{
	struct solution solution = {0};
	struct outcome outcome;
	struct csv_writer visits, allocations;

	plan_reset(&solution.plan, &support.problem);
	support_add_visit(&solution.plan, &support, "=bea", "kim", 2, 7);
	support_add_visit(&solution.plan, &support, "ann", "kim", 1, 6);
	solution.plan.digital_units[support_find_client(&support, "ann")] = 5;
	plan_sort(&solution.plan);
	solution.values = values_plan(&support.problem, &solution.plan);
	outcome_derive(&outcome, &support.problem, &solution, NULL);
	plan_tables_write_visits(&visits, &outcome, dutch);
	plan_tables_write_allocations(&allocations, &outcome, dutch);
	input_write(&input, "visits.csv", visits.text.bytes);
	input_write(&input, "allocations.csv", allocations.text.bytes);
	cr_assert(read_plan(PLAN_READER_STRICT));
	input_expect_counts(&input, 0, 0);
	cr_assert_eq(plan.visit_count, 2);
	expect_visit(0, "ann", 1, 6);
	expect_visit(1, "=bea", 2, 7);
	cr_expect_eq(plan.digital_units[support_find_client(&support, "ann")], 5);
	csv_writer_free(&visits);
	csv_writer_free(&allocations);
	outcome_free(&outcome);
	plan_free(&solution.plan);
}

Test(plan_reader, round_trip)
{
	expect_round_trip(false);
	expect_round_trip(true);
}
