/* Rows that contradict each other: what rejects a region, what is only warned of, and what is fine. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/day.h"
#include "tests/support/input_support.h"

#define DELIVERIES "client_id,date,caregiver_id,hours,kind\n"
#define AVAILABILITY "caregiver_id,date,hours\n"

static struct input_region input;

static void begin(void)
{
	input_begin(&input);
}

static void end(void)
{
	input_end(&input);
}

TestSuite(cross_check, .init = begin, .fini = end);

static void load_with(const char *file, const char *text)
{
	input_write(&input, file, text);
	input_load(&input, NULL);
}

Test(cross_check, birth_after_the_plan_date)
{
	load_with("clients.csv", INPUT_CLIENTS_HEADING "c1,p1,7085,1000,2026-07-14,2026-07-14,,49,,,,,,,,\n"
						       "c2,p1,7085,1000,2026-07-14,2026-07-13,,49,,,,,,,,\n");
	input_expect(&input, false, "clients.csv", 2, 28, "birth_date: after the plan date");
	input_expect_counts(&input, 1, 0);
}

Test(cross_check, births_far_from_the_due_date)
{
	load_with("clients.csv", INPUT_CLIENTS_HEADING "c1,p1,7085,1000,2026-07-01,2026-02-24,,49,,,,,,,,\n"
						       "c2,p1,7085,1000,2026-07-01,2026-02-25,,49,,,,,,,,\n"
						       "c3,p1,7085,1000,2026-06-14,2026-07-12,,49,,,,,,,,\n"
						       "c4,p1,7085,1000,2026-06-13,2026-07-12,,49,,,,,,,,\n");
	input_expect(&input, true, "clients.csv", 2, 28, "far from the due date");
	input_expect(&input, true, "clients.csv", 5, 28, "far from the due date");
	input_expect_counts(&input, 0, 2);
}

Test(cross_check, births_that_nobody_told)
{
	load_with("clients.csv", INPUT_CLIENTS_HEADING "c1,p1,7085,1000,2026-06-28,,,49,,,,,,,,\n"
						       "c2,p1,7085,1000,2026-06-29,,,49,,,,,,,,\n");
	input_expect(&input, true, "clients.csv", 2, 17, "birth_date is empty");
	input_expect_counts(&input, 0, 1);
}

Test(cross_check, expected_days_that_are_past)
{
	load_with("clients.csv", "client_id,provider,insurer,postcode,due_date,expected_on,indicated_hours\n"
				 "c1,p1,7085,1000,2026-07-10,2026-07-12,49\n"
				 "c2,p1,7085,1000,2026-07-10,2026-07-13,49\n");
	input_expect(&input, true, "clients.csv", 2, 28, "expected_on: before the plan date");
	input_expect_counts(&input, 0, 1);
}

Test(cross_check, home_after_the_last_care_day)
{
	load_with("clients.csv",
		  INPUT_CLIENTS_HEADING "c1,p1,7085,1000,2026-07-10,2026-07-11,,49,,,,2026-07-18,,,,\n"
					"c2,p1,7085,1000,2026-07-10,2026-07-11,,49,,,,2026-07-19,,,,\n"
					"c3,p1,7085,1000,2026-07-10,2026-07-11,,49,,,,2026-07-19,9,,,\n");
	input_expect(&input, true, "clients.csv", 3, 46, "after her last care day, 2026-07-18");
	input_expect_counts(&input, 0, 1);
}

Test(cross_check, days_in_hospital)
{
	char text[1000];
	size_t length = (size_t)snprintf(text, sizeof text, DELIVERIES);

	input_write(&input, "clients.csv",
		    INPUT_CLIENTS_HEADING "c1,p1,7085,1000,2026-07-05,2026-07-05,,49,,,,,10,,,\n"
					  "c2,p1,7085,1000,2026-07-05,2026-07-05,,49,,,,,10,,,\n");
	for (int day = 5; day < 10; day++) /* twice on the first day is one day */
		length += (size_t)snprintf(text + length, sizeof text - length,
					   "c1,2026-07-%02d,,3,ligdag\nc2,2026-07-%02d,,3,ligdag\n", day, day);
	snprintf(text + length, sizeof text - length, "c1,2026-07-05,,2,ligdag\nc2,2026-07-10,,3,ligdag\n");
	load_with("deliveries.csv", text);
	input_expect(&input, true, "deliveries.csv", 13, 18, "more than 5 days in hospital");
	input_expect_counts(&input, 0, 1);
}

Test(cross_check, home_before_the_birth)
{
	load_with("clients.csv", INPUT_CLIENTS_HEADING "c1,p1,7085,1000,2026-07-10,2026-07-11,,49,,,,2026-07-10,,,,\n"
						       "c2,p1,7085,1000,2026-07-10,2026-07-11,,49,,,,2026-07-11,,,,\n"
						       "c3,p1,7085,1000,2026-07-20,,,49,,,,2026-07-19,,,,\n");
	input_expect(&input, false, "clients.csv", 2, 46, "home_from: before the birth");
	input_expect(&input, true, "clients.csv", 4, 36, "home_from: before the due date");
	input_expect_counts(&input, 1, 1);
}

Test(cross_check, registrations)
{
	load_with("clients.csv", INPUT_CLIENTS_HEADING "c1,p1,7085,1000,2026-07-20,,2026-07-14,49,,,,,,,,\n"
						       "c2,p1,7085,1000,2026-07-20,,2026-07-13,49,,,,,,,,\n"
						       "c3,p1,7085,1000,2026-07-20,,2025-09-28,49,,,,,,,,\n"
						       "c4,p1,7085,1000,2027-05-04,,,49,,,,,,,,\n");
	input_expect(&input, true, "clients.csv", 2, 29, "registered_on: after the plan date");
	input_expect(&input, true, "clients.csv", 4, 29, "registered_on: more than 42 weeks before");
	input_expect(&input, true, "clients.csv", 5, 17, "due_date: more than 42 weeks after");
	input_expect_counts(&input, 0, 3);
}

Test(cross_check, hours_that_are_parts)
{
	load_with("clients.csv", INPUT_CLIENTS_HEADING "c1,p1,7085,1000,2026-07-20,,,40,41,,,,,,41,\n"
						       "c2,p1,7085,1000,2026-07-20,,,40,40,,,,,,40,\n");
	input_expect(&input, true, "clients.csv", 2, 33, "medical_hours: more than indicated_hours");
	input_expect(&input, true, "clients.csv", 2, 41, "declined_hours: more than indicated_hours");
	input_expect_counts(&input, 0, 2);
}

Test(cross_check, registered_twice)
{
	load_with("clients.csv", INPUT_CLIENTS_HEADING "c1,p1,7085,1000 ab,2026-07-20,,,40,,,,,,,,\n"
						       "c2,p1,7085,1000,2026-07-20,,,40,,,,,,,,\n"
						       "c3,p1,7085,1000AB,20-07-2026,,,40,,,,,,,,\n"
						       "c4,p1,7085,1000 AC,2026-07-20,,,40,,,,,,,,\n"
						       "c5,p1,7085,1000,2026-07-20,,,40,,,,,,,,\n");
	input_expect(&input, true, "clients.csv", 4, 1, "the same postcode and due date as c1 on line 2");
	input_expect_counts(&input, 0, 1);
}

Test(cross_check, a_provider_without_caregivers)
{
	load_with("clients.csv", INPUT_CLIENTS_HEADING "c1,p1,7085,1000,2026-07-20,,,40,,,,,,,,\n"
						       "c2,p3,7085,1000,2026-07-20,,,40,,,,,,,,\n"
						       "c3,p3,7085,1000,2026-07-20,,,40,,,,,,,,\n");
	input_expect(&input, true, "clients.csv", 3, 4, "provider: p3 has no caregiver");
	input_expect_counts(&input, 0, 1);
}

Test(cross_check, a_contract_of_nobody)
{
	load_with("contracts.csv", "provider,insurer\np1,7085\np2,7085\n1,7085\n1,0101\n");
	input_expect(&input, true, "contracts.csv", 4, 1,
		     "provider: there is no provider 1 in caregivers.csv or clients.csv: is the code right?");
	input_expect_counts(&input, 0, 1);
}

Test(cross_check, deliveries_not_before_the_plan_date)
{
	load_with("deliveries.csv", DELIVERIES "c1,2026-07-12,k1,3,visit\nc1,2026-07-13,k1,3,visit\nc1,2026-07-14,k1,3,"
					       "digital\n");
	input_expect(&input, false, "deliveries.csv", 3, 4, "date: on or after the plan date");
	input_expect(&input, false, "deliveries.csv", 4, 4, "date: on or after the plan date");
	input_expect_counts(&input, 2, 0);
}

Test(cross_check, deliveries_and_births)
{
	load_with("deliveries.csv",
		  DELIVERIES "c1,2026-07-10,k1,3,visit\nc1,2026-07-09,k1,3,partus\nc1,2026-07-08,k1,3,partus\n"
			     "c2,2026-07-12,k2,3,visit\nc2,2026-07-11,k2,3,partus\n");
	input_expect(&input, true, "deliveries.csv", 2, 4, "before the birth");
	input_expect(&input, true, "deliveries.csv", 4, 4, "before the birth");
	input_expect(&input, true, "deliveries.csv", 5, 1, "her birth_date is empty");
	input_expect_counts(&input, 0, 3);
}

Test(cross_check, deliveries_twice_and_too_long)
{
	load_with("deliveries.csv",
		  DELIVERIES "c1,2026-07-12,k1,20,visit\nc1,2026-07-12,k2,3,visit\nc1,2026-07-12,k2,3,visit\n"
			     "c1,2026-07-11,,24,ligdag\n");
	input_expect(&input, true, "deliveries.csv", 4, 0, "the same care as on line 3");
	input_expect(&input, true, "deliveries.csv", 4, 18, "more than 24 hours for this client");
	input_expect_counts(&input, 0, 2);
}

Test(cross_check, a_caregiver_works_more_than_a_day)
{
	load_with("deliveries.csv", DELIVERIES "c1,2026-07-12,k1,20,visit\nc2,2026-07-12,k1,8,partus\n");
	input_expect(&input, true, "deliveries.csv", 3, 18, "more than 24 hours for this caregiver");
	input_expect_counts(&input, 0, 1);
}

Test(cross_check, digital_without_consent)
{
	load_with("clients.csv",
		  INPUT_CLIENTS_HEADING "c1,p1,7085,1000,2026-07-10,2026-07-11,,49,,2,no,,,,,\n" INPUT_CLIENT("c2"));
	input_expect_counts(&input, 0, 0);
	error_free(&input.log);
	region_free(&input.region);
	load_with("deliveries.csv", DELIVERIES "c1,2026-07-12,,1,digitaal\nc2,2026-07-12,,1,digitaal\n");
	input_expect(&input, true, "deliveries.csv", 2, 18,
		     "kind: digital instruction, but the client has not consented");
	input_expect_counts(&input, 0, 1);
}

Test(cross_check, areas_turned_around)
{
	load_with("workareas.csv",
		  "provider,caregiver_id,postcode_from,postcode_to\np1,,2999,1000\np1,,1000,2999\np2,,5000,5000\n");
	input_expect(&input, false, "workareas.csv", 2, 10, "postcode_to: before postcode_from");
	input_expect_counts(&input, 1, 0);
}

Test(cross_check, caregivers_without_area)
{
	load_with("workareas.csv",
		  "provider,caregiver_id,postcode_from,postcode_to\np1,,1000,2999\np1,,5000,5999\np1,k1,3000,4999\n"
		  "p1,k2,1000,1100\n");
	input_expect(&input, true, "caregivers.csv", 2, 1, "her own work area lies outside");
	input_expect(&input, true, "caregivers.csv", 3, 4, "p2 has no work area");
	input_expect(&input, true, "workareas.csv", 5, 1, "not the provider of k2, which is p2");
	input_expect_counts(&input, 0, 3);
}

/* A long span before a short one still counts. */
Test(cross_check, own_areas_that_touch)
{
	load_with("workareas.csv", "provider,caregiver_id,postcode_from,postcode_to\np1,,1000,2999\np1,,1500,1600\n"
				   "p1,k1,2999,4999\np2,,1000,1999\np2,k2,3000,4000\np2,k2,1000,1000\n");
	input_expect_counts(&input, 0, 0);
}

Test(cross_check, caregivers_without_availability)
{
	load_with("availability.csv", AVAILABILITY "k1,2026-07-12,8\nk2,2026-07-13,0\nk1,2026-07-13,0,\n");
	input_expect(&input, true, "caregivers.csv", 2, 1, "no hours in availability.csv from the plan date on");
	input_expect(&input, true, "caregivers.csv", 3, 1, "no hours in availability.csv");
	input_expect_counts(&input, 0, 2);
}

Test(cross_check, long_days)
{
	load_with("availability.csv",
		  AVAILABILITY "k1,2026-07-13,8\nk2,2026-07-13,12\nk1,2026-07-13,4.25\nk2,2026-07-14,20\nk2,"
			       "2026-07-14,5\nk1,2026-07-12,20\nk1,2026-07-12,20\n");
	input_expect(&input, true, "availability.csv", 4, 15, "k1 is available for more than 12 hours on 2026-07-13");
	input_expect(&input, false, "availability.csv", 6, 15, "k2 is available for more than 24 hours on 2026-07-14");
	input_expect_counts(&input, 1, 1);
}

/* Availability of k1 and k2 on so many days from the plan date on, in turned order. */
static void write_days(int count)
{
	char text[2000];
	size_t length = (size_t)snprintf(text, sizeof text, AVAILABILITY);

	for (int i = count - 1; i >= 0; i--)
		length += (size_t)snprintf(text + length, sizeof text - length, "k1,%d-7-2026,4\nk2,%d-7-2026,4\n",
					   13 + i, 13 + i);
	input_write(&input, "availability.csv", text);
}

Test(cross_check, days_in_a_row)
{
	write_days(6);
	input_load(&input, NULL);
	input_expect_counts(&input, 0, 0);
}

Test(cross_check, too_many_days_in_a_row)
{
	static const char *const settings[] = {"max_days_in_a_row=8", NULL};

	write_days(9);
	input_load(&input, settings);
	input_expect(&input, true, "availability.csv", 2, 4, "k1 is available 9 days in a row from 2026-07-13 on");
	input_expect_counts(&input, 0, 1);
}

Test(cross_check, no_limit_of_days_in_a_row)
{
	static const char *const settings[] = {"max_days_in_a_row=0", NULL};

	write_days(9);
	input_load(&input, settings);
	input_expect_counts(&input, 0, 0);
}

Test(cross_check, pins)
{
	load_with("pins.csv",
		  "client_id,caregiver_id,date,hours,pin\nc1,k1,2026-07-14,3,must\nc1,k1,,,must\nc1,k1,,,nooit\n"
		  "c2,k2,2026-07-22,3,never\n");
	input_expect(&input, false, "pins.csv", 3, 7, "date: may not be empty where pin is must");
	input_expect(&input, true, "pins.csv", 5, 18, "hours: means nothing where pin is never");
	input_expect_counts(&input, 1, 1);
}

/* A table that could not be read whole is not held against others. */
Test(cross_check, what_follows_from_a_fault_is_not_told)
{
	input_write(&input, "workareas.csv", "provider,caregiver_id,postcode_from,postcode_to\np1,,1000,299\n");
	input_write(&input, "caregivers.csv", "caregiver_id,provider,employment\nk1,p1,employee\nk2,p2,\n");
	load_with("availability.csv", AVAILABILITY "k1,2026-07-14,x\nk7,2026-07-14,8\n");
	input_expect(&input, false, "workareas.csv", 2, 10, "four digits");
	input_expect(&input, false, "caregivers.csv", 3, 7, "employment: may not be empty");
	input_expect(&input, false, "availability.csv", 2, 15, "hours");
	input_expect_counts(&input, 3, 0);
}

/* No plan date: nothing is held against it. */
Test(cross_check, without_a_plan_date)
{
	input_write(&input, "policy.ini", "[plan]\n");
	load_with("deliveries.csv", DELIVERIES "c1,2026-07-12,k1,3,visit\n");
	input_expect(&input, false, "policy.ini", 0, 0, "plan_date");
	input_expect_counts(&input, 1, 0);
}

/* A fault elsewhere in the policy does not hide what the plan date shows. */
Test(cross_check, with_a_faulty_policy)
{
	input_write(&input, "policy.ini", "[plan]\nplan_date = 2026-07-13\ncare_days = x\n");
	load_with("deliveries.csv", DELIVERIES "c1,2026-07-13,k1,3,visit\n");
	input_expect(&input, false, "policy.ini", 3, 13, "care_days");
	input_expect(&input, false, "deliveries.csv", 2, 4, "date: on or after the plan date");
	input_expect_counts(&input, 2, 0);
}

/* Each date column at the first and last date that it takes, and one day beyond each. */
Test(cross_check, dates_too_far_from_the_plan_date)
{
	static const struct {
		const char *file, *heading, *row; /* with %s for the date */
		uint32_t column;
		const char *past, *far_past, *ahead, *far_ahead;
		const char *name;
		bool ahead_good; /* the last date is good, or wrong for another reason */
	} cases[] = {
		{"clients.csv", INPUT_CLIENTS_HEADING, "c1,p1,7085,1000,%s,,,49,,,,,,,,", 17, "2024-07-12",
		 "2024-07-11", "2027-06-08", "2027-06-09", "due_date", true},
		{"clients.csv", INPUT_CLIENTS_HEADING, "c1,p1,7085,1000,2026-07-14,%s,,49,,,,,,,,", 28, "2024-07-12",
		 "2024-07-11", "2027-06-08", "2027-06-09", "birth_date", false},
		{"clients.csv", INPUT_CLIENTS_HEADING, "c1,p1,7085,1000,2026-07-14,,%s,49,,,,,,,,", 29, "2023-08-17",
		 "2023-08-16", "2027-06-08", "2027-06-09", "registered_on", true},
		{"clients.csv", INPUT_CLIENTS_HEADING, "c1,p1,7085,1000,2026-07-14,,,49,,,,%s,,,,", 36, "2024-07-12",
		 "2024-07-11", "2027-11-05", "2027-11-06", "home_from", true},
		{"availability.csv", "caregiver_id,date,hours\n", "k1,%s,8", 4, "2024-07-12", "2024-07-11",
		 "2028-07-13", "2028-07-14", "date", true},
		{"deliveries.csv", "client_id,date,caregiver_id,hours,kind\n", "c1,%s,k1,3,visit", 4, "2024-07-12",
		 "2024-07-11", "2028-07-13", "2028-07-14", "date", false},
		{"pins.csv", "client_id,caregiver_id,date,hours,pin\n", "c1,k1,%s,,never", 7, "2024-07-12",
		 "2024-07-11", "2028-07-13", "2028-07-14", "date", true},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (int which = 0; which < 4; which++) {
			const char *dates[] = {cases[i].past, cases[i].far_past, cases[i].ahead, cases[i].far_ahead};
			char text[512], wanted[160];
			bool far = which % 2 == 1;
			end();
			begin();
			int length = snprintf(text, sizeof text, "%s", cases[i].heading);
			snprintf(text + length, sizeof text - (size_t)length, cases[i].row, dates[which]);
			load_with(cases[i].file, text);
			cr_expect_eq(input.log.error_count > 0, far || (which == 2 && !cases[i].ahead_good),
				     "%s: %zu errors", text, input.log.error_count);
			snprintf(wanted, sizeof wanted, "%s: %s lies more than ", cases[i].name, dates[which]);
			if (far)
				input_expect(&input, false, cases[i].file, 2, cases[i].column, wanted);
			snprintf(wanted, sizeof wanted, "%s the plan date 2026-07-13: check the year",
				 which > 1 ? "after" : "before");
			if (far)
				input_expect(&input, false, cases[i].file, 2, cases[i].column, wanted);
		}
}
