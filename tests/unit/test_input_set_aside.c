/* Rows that are left out of a region, and files that are none of its tables. */
#include <criterion/criterion.h>

#include "tests/support/input_support.h"

static struct input_region input;

static void begin(void)
{
	input_begin(&input);
}

static void end(void)
{
	input_end(&input);
}

TestSuite(set_aside, .init = begin, .fini = end);

Test(set_aside, pins_of_who_is_gone_are_set_aside)
{
	input_write(&input, "pins.csv",
		    "client_id,caregiver_id,date,hours,pin\nc9,k1,2026-07-14,3,must\nc1,k9,2026-07-14,3,must\n"
		    "c9,k1,2026-07-12,3,must\nc9,k1,,,never\nc1,k1,2026-07-14,,must\n");
	input_load(&input, NULL);
	cr_assert(input.good);
	input_expect_counts(&input, 0, 4);
	cr_assert_eq(input.region.pin_count, 1);
	cr_expect_str_eq(input.region.pins[0].text, "c1,k1,2026-07-14,,must");
	cr_assert_eq(input.region.set_aside_count, 2, "neither what is past nor a never asks for anything");
	cr_expect_str_eq(input.region.set_aside[0].text, "c9,k1,2026-07-14,3,must");
	cr_expect_str_eq(input.region.set_aside[0].finding, "its client is gone");
	cr_expect_str_eq(input.region.set_aside[1].finding, "its caregiver is gone");
	cr_expect_eq(input.region.set_aside[1].line, 3);
}

static const char *const two_aside[] = {"set_aside_rows=2", NULL};

/* A client with two errors, and a shift of more than a day. */
static void write_two_bad_rows(void)
{
	input_write(&input, "clients.csv",
		    INPUT_CLIENTS_HEADING INPUT_CLIENT("c1") "c2,p1,0101,20,20-07-2026,,,x,,,,,,,,\n");
	input_write(&input, "availability.csv",
		    "caregiver_id,date,hours\nk1,2026-07-14,25\nk1,2026-07-15,8\nk2,2026-07-20,7.5\n");
}

Test(set_aside, rows_with_errors_are_set_aside)
{
	write_two_bad_rows();
	input_load(&input, two_aside);
	cr_assert(input.good);
	cr_expect_eq(input.region.client_count, 1);
	cr_expect_eq(input.region.availability_count, 2);
	cr_assert_eq(input.region.set_aside_count, 2);
	cr_expect_str_eq(input.region.set_aside[0].file, "availability.csv");
	cr_expect_str_eq(input.region.set_aside[0].text, "k1,2026-07-14,25");
	cr_expect_str_eq(input.region.set_aside[1].file, "clients.csv");
	cr_expect_eq(input.region.set_aside[1].line, 3);
	cr_expect_eq(input.digests.files[0].row_count, 1, "rows that count");
}

Test(set_aside, one_row_too_many_is_not_set_aside)
{
	static const char *const one_aside[] = {"set_aside_rows=1", NULL};

	write_two_bad_rows();
	input_load(&input, one_aside);
	cr_expect_not(input.good);
	input_expect_counts(&input, 3, 0);
	cr_expect_eq(input.region.set_aside_count, 0);
}

Test(set_aside, other_errors_are_not_set_aside)
{
	write_two_bad_rows();
	input_write(&input, "caregivers.csv", "caregiver_id,provider,employment\nk1,p1,employee\nk2,p2,x\n");
	input_load(&input, two_aside);
	cr_expect_not(input.good);
	cr_expect_eq(input.region.set_aside_count, 0);
}

Test(set_aside, what_no_row_is_to_blame_for_is_not_set_aside)
{
	input_write(&input, "clients.csv", INPUT_CLIENTS_HEADING INPUT_CLIENT("c1") "\"c2,p1,0101,2000\n");
	input_load(&input, two_aside);
	cr_expect_not(input.good);
	input_expect(&input, false, "clients.csv", 3, 1, "this quote is never closed");
}

Test(set_aside, pins_of_a_client_who_is_set_aside_go_with_her)
{
	static const char *const one_aside[] = {"set_aside_rows=1", NULL};

	write_two_bad_rows();
	input_write(&input, "availability.csv", "caregiver_id,date,hours\nk1,2026-07-15,8\nk2,2026-07-20,7.5\n");
	input_write(&input, "pins.csv", "client_id,caregiver_id,date,hours,pin\nc2,k1,2026-07-15,3,must\n");
	input_load(&input, one_aside);
	cr_assert(input.good);
	cr_assert_eq(input.region.set_aside_count, 2);
	cr_expect_str_eq(input.region.set_aside[1].finding, "its client is gone");
}

Test(set_aside, citizen_numbers_are_not_written_aside)
{
	input_write(&input, "clients.csv", INPUT_CLIENTS_HEADING INPUT_CLIENT("c1") INPUT_CLIENT("1234.56.782"));
	input_load(&input, two_aside);
	cr_assert_eq(input.region.set_aside_count, 1);
	cr_expect_str_eq(input.region.set_aside[0].text, "");
}

Test(set_aside, files_with_nearly_the_name_of_a_table_are_refused)
{
	static const char *const near[][2] = {
		{"Deliveries.CSV", "deliveries.csv"},
		{"deliveries.xlsx", "deliveries.csv"},
		{"delivery.csv", "deliveries.csv"},
		{"delivreies.csv", "deliveries.csv"},
		{"leveringen.csv", "deliveries.csv"},
		{"klanten.csv", "clients.csv"},
		{"pin.csv", "pins.csv"},
		{"policy.txt", "policy.ini"},
		{"absence.csv", "absences.csv"},
	};

	for (size_t i = 0; i < sizeof near / sizeof *near; i++) {
		input_write(&input, near[i][0], "x\n");
		input_load(&input, NULL);
		input_expect(&input, false, near[i][1], 0, 0, "is nearly called so: rename or remove it");
		input_expect_counts(&input, 1, 0);
		input_end(&input);
		input_begin(&input);
	}
}

Test(set_aside, other_files_are_warned_of)
{
	static const char *const far[] = {"plans.csv", "notes.txt", "summer.ini", "postcodes.csv"};

	for (size_t i = 0; i < sizeof far / sizeof *far; i++)
		input_write(&input, far[i], "x\n");
	input_write(&input, ".clients.csv", "x\n");
	input_load(&input, NULL);
	cr_expect(input.good);
	input_expect(&input, true, "region", 0, 0, "the file \"notes.txt\" is none of its tables and is not read");
	input_expect_counts(&input, 0, 4);
	for (size_t i = 0; i < sizeof far / sizeof *far; i++)
		input_write(&input, far[i], NULL);
	input_write(&input, ".clients.csv", NULL);
}
