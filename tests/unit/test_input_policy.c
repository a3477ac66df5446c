/* policy.ini and --set: every value, and every fault at its line. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/day.h"
#include "tests/support/input_support.h"

#define DATE "[plan]\nplan_date = 2026-07-13\n"

static struct input_region input;

static void begin(void)
{
	input_begin(&input);
}

static void end(void)
{
	input_end(&input);
}

TestSuite(policy, .init = begin, .fini = end);

static void load_with(const char *text, const char *const *settings)
{
	input_write(&input, "policy.ini", text);
	input_load(&input, settings);
}

Test(policy, defaults)
{
	input_load(&input, NULL);
	const struct policy *policy = &input.policy;
	cr_expect_eq(policy->plan_date, 20647);
	cr_expect_eq(policy->unit_minutes, 30);
	cr_expect_eq(policy->legal_minimum_units, 48);
	cr_expect_eq(policy->digital_cap_units, 12);
	cr_expect_eq(policy->min_visit_units, 6);
	cr_expect_eq(policy->max_visit_units, 16);
	cr_expect_eq(policy->care_days, 8);
	cr_expect_eq(policy->travel_units, 1);
	cr_expect_eq(policy->max_caregivers, 2);
	cr_expect_eq(policy->continuity_percent, 2);
	cr_expect_eq(policy->max_days_in_a_row, 6);
	cr_expect(policy->mediation);
	cr_expect_eq(policy->digital, POLICY_DIGITAL_WHEN_SHORT);
	cr_expect_eq(policy->horizon_days, 0);
	cr_expect_eq(policy->guarantee_count, 0);
}

Test(policy, every_setting)
{
	load_with("\xEF\xBB\xBF; what the board decided\r\n[plan]\r\nplan_date: 13-07-2026\r\n  unit_minutes=15\r\n"
		  "LEGAL_MINIMUM_HOURS = 23,75 ; Dutch comma\r\n# and\r\ndigital_cap_hours = "
		  "5.25\r\nmin_visit_hours=2\r\n"
		  "max_visit_hours = 9.5\r\ncare_days = 10\r\ntravel_minutes = 45\r\nmax_caregivers = 3\r\n"
		  "continuity_percent = 3\r\nmax_days_in_a_row = 0\r\nmediation = nee\r\ndigital = Always\r\n"
		  "horizon_days = 21\r\n\r\n[guarantee]\r\n0101 = 20\r\n7085 = 19.5\r\n",
		  NULL);
	const struct policy *policy = &input.policy;
	input_expect_counts(&input, 0, 0);
	cr_expect_eq(policy->plan_date, 20647);
	cr_expect_eq(policy->unit_minutes, 15);
	cr_expect_eq(policy->legal_minimum_units, 95);
	cr_expect_eq(policy->digital_cap_units, 21);
	cr_expect_eq(policy->min_visit_units, 8);
	cr_expect_eq(policy->max_visit_units, 38);
	cr_expect_eq(policy->care_days, 10);
	cr_expect_eq(policy->travel_units, 3);
	cr_expect_eq(policy->max_caregivers, 3);
	cr_expect_eq(policy->continuity_percent, 3);
	cr_expect_eq(policy->max_days_in_a_row, 0);
	cr_expect(!policy->mediation);
	cr_expect_eq(policy->digital, POLICY_DIGITAL_ALWAYS);
	cr_expect_eq(policy->horizon_days, 21);
	cr_assert_eq(policy->guarantee_count, 2);
	cr_expect_str_eq(policy->guarantees[0].insurer, "0101");
	cr_expect_eq(policy->guarantees[0].before_week_hundredths, 2000);
	cr_expect_eq(policy->guarantees[1].before_week_hundredths, 1950);
}

Test(policy, bad_values_at_their_place)
{
	load_with(DATE
		  "unit_minutes = 20\nlegal_minimum_hours = 81\ndigital_cap_hours = six\nmin_visit_hours=\n"
		  "care_days = 0\ntravel_minutes = -1\ncontinuity_percent = 101\nmediation = perhaps\ndigital = never\n"
		  "horizon_days = 1.5\n",
		  NULL);
	input_expect(&input, false, "policy.ini", 3, 16, "unit_minutes: expected 15, 30 or 60, found \"20\"");
	input_expect(&input, false, "policy.ini", 4, 23, "legal_minimum_hours: expected hours from 0 to 80");
	input_expect(&input, false, "policy.ini", 5, 21,
		     "digital_cap_hours: expected hours from 0 to 80, found \"six\"");
	input_expect(&input, false, "policy.ini", 6, 17, "min_visit_hours: expected hours from 0 to 24, found \"\"");
	input_expect(&input, false, "policy.ini", 7, 13, "care_days: expected a whole number from 1 to 42");
	input_expect(&input, false, "policy.ini", 8, 18, "travel_minutes: expected a whole number from 0 to 720");
	input_expect(&input, false, "policy.ini", 9, 22, "continuity_percent");
	input_expect(&input, false, "policy.ini", 10, 13, "mediation: expected yes or no");
	input_expect(&input, false, "policy.ini", 11, 11, "digital: expected when-short or always");
	input_expect(&input, false, "policy.ini", 12, 16, "horizon_days");
	input_expect_counts(&input, 10, 0);
	cr_expect(!input.good);
}

Test(policy, unknown_and_repeated_keys)
{
	load_with("care_days = 8\n" DATE "caredays = 8\ncare_days = 8\n\ncare_days = 9\n[planning]\ncare_days = 8\n",
		  NULL);
	input_expect(&input, false, "policy.ini", 1, 1, "stands before the first section");
	input_expect(&input, false, "policy.ini", 4, 1, "\"caredays\": there is no such setting");
	input_expect(&input, false, "policy.ini", 7, 1, "care_days: is there already, on line 5");
	input_expect(&input, false, "policy.ini", 9, 1, "none of [plan], [guarantee] and [safety]");
	input_expect_counts(&input, 4, 0);
}

Test(policy, lines_without_a_form)
{
	load_with(DATE "care_days\n[guarantee\n; fine\nmediation\n", NULL);
	input_expect(&input, false, "policy.ini", 3, 1, "expected [section], name = value or a comment");
	input_expect(&input, false, "policy.ini", 4, 1, "expected [section]");
	input_expect(&input, false, "policy.ini", 6, 1, "expected [section]");
	input_expect_counts(&input, 3, 0);
}

Test(policy, long_lines)
{
	char text[1000];
	int length = snprintf(text, sizeof text, DATE ";");

	memset(text + length, 'x', 300);
	length += 300;
	length += snprintf(text + length, 40, "\ncare_days = 8 ;");
	memset(text + length, 'x', 300);
	memcpy(text + length + 300, "\n", 2);
	load_with(text, NULL);
	input_expect(&input, false, "policy.ini", 4, 1, "more than 190 bytes");
	input_expect_counts(&input, 1, 0);
}

/* Guarantees are looked through one by one: their file must not be a table of millions. */
Test(policy, a_policy_has_a_size)
{
	char *text = malloc(70000);

	cr_assert_not_null(text);
	memset(text, '\n', 70000);
	text[69999] = '\0';
	load_with(text, NULL);
	input_expect(&input, false, "policy.ini", 0, 0, "larger than 64 KiB");
	input_expect_counts(&input, 1, 0);
	free(text);
}

Test(policy, times_in_whole_units)
{
	load_with(DATE "min_visit_hours = 2.75\ntravel_minutes = 20\nmax_visit_hours = 7.5\n", NULL);
	input_expect(&input, false, "policy.ini", 3, 19,
		     "min_visit_hours: 2.75 is no whole number of units of 30 minutes");
	input_expect(&input, false, "policy.ini", 4, 18, "travel_minutes: 20 is no whole number");
	input_expect_counts(&input, 2, 0);
}

Test(policy, the_unit_must_fit_the_defaults)
{
	load_with(DATE "unit_minutes = 60\n", NULL);
	input_expect(&input, false, "policy.ini", 3, 16, "travel_minutes, 30 unless it is set, is no whole number");
	input_expect_counts(&input, 1, 0);
}

Test(policy, a_unit_of_an_hour)
{
	load_with(DATE "unit_minutes = 60\ntravel_minutes = 0\n", NULL);
	input_expect_counts(&input, 0, 0);
	cr_expect_eq(input.policy.legal_minimum_units, 24);
	cr_expect_eq(input.policy.max_visit_units, 8);
}

Test(policy, contradictions)
{
	load_with(DATE "max_visit_hours = 2\n", NULL);
	input_expect(&input, false, "policy.ini", 3, 19, "the shortest visit is longer than the longest");
	input_expect_counts(&input, 1, 0);
}

/* One fault does not hide another. */
Test(policy, all_faults_in_one_run)
{
	load_with("[plan]\ncare_days = x\n  nope = 1\nmin_visit_hours = 9\n", NULL);
	input_expect(&input, false, "policy.ini", 0, 0, "plan_date: is missing");
	input_expect(&input, false, "policy.ini", 2, 13, "care_days: expected");
	input_expect(&input, false, "policy.ini", 3, 3, "no such setting");
	input_expect(&input, false, "policy.ini", 4, 19, "the shortest visit is longer");
	input_expect_counts(&input, 4, 0);
}

Test(policy, a_bad_plan_date_is_not_missing)
{
	load_with("[plan]\nplan_date = today\nunit_minutes = 7\ntravel_minutes = 11\n", NULL);
	input_expect(&input, false, "policy.ini", 2, 13, "plan_date: expected a date");
	input_expect(&input, false, "policy.ini", 3, 16, "unit_minutes: expected 15, 30 or 60");
	input_expect_counts(&input, 2, 0);
}

Test(policy, no_visit_of_nothing)
{
	load_with(DATE "min_visit_hours = 0\n", NULL);
	input_expect(&input, false, "policy.ini", 3, 19, "expected more than 0");
}

Test(policy, no_plan_date)
{
	load_with("[plan]\n", NULL);
	input_expect(&input, false, "policy.ini", 0, 0, "plan_date");
	input_expect_counts(&input, 1, 0);
}

Test(policy, no_policy_but_settings)
{
	static const char *const settings[] = {"plan_date=13-7-2026", "unit_minutes = 15", "guarantee.7085=20", NULL};

	load_with(NULL, settings);
	input_expect_counts(&input, 0, 0);
	cr_expect_eq(input.policy.unit_minutes, 15);
	cr_expect_eq(input.policy.plan_date, 20647);
	cr_assert_eq(input.policy.guarantee_count, 1);
	cr_expect_eq(input.digests.count, 4);
}

Test(policy, settings_go_over_the_file)
{
	static const char *const settings[] = {"care_days=9", "care_days=10", "guarantee.7085=18", NULL};

	load_with(DATE "care_days = 8\n[guarantee]\n7085 = 20\n", settings);
	input_expect_counts(&input, 0, 0);
	cr_expect_eq(input.policy.care_days, 10);
	cr_assert_eq(input.policy.guarantee_count, 1);
	cr_expect_eq(input.policy.guarantees[0].before_week_hundredths, 1800);
}

static void expect_bad_setting(const char *setting, const char *fragment)
{
	const char *const settings[] = {setting, NULL};

	error_free(&input.log);
	policy_free(&input.policy);
	region_free(&input.region);
	input_load(&input, settings);
	cr_expect_eq(error_exit_code(&input.log), EXIT_USAGE, "%s", setting);
	cr_assert_not_null(input.log.failure_text);
	cr_expect_not_null(strstr(input.log.failure_text, fragment), "%s", input.log.failure_text);
}

Test(policy, bad_settings_name_themselves)
{
	expect_bad_setting("unit_minutes=7", "--set unit_minutes: expected 15, 30 or 60, found \"7\"");
	expect_bad_setting("no_such=1", "--set \"no_such\": there is no such setting");
	expect_bad_setting("care_days", "--set \"care_days\": expected NAME=VALUE");
	expect_bad_setting("=8", "expected NAME=VALUE");
	expect_bad_setting("guarantee.708=20", "four digits");
	expect_bad_setting("min_visit_hours=3.25", "--set min_visit_hours: 3.25 is no whole number");
	expect_bad_setting("max_visit_hours=1", "the shortest visit is longer");
}

Test(policy, guarantees)
{
	load_with(DATE "[guarantee]\n101 = 20\n7085 = early\n3332 = 43\n3311 = 20\n3311 = 20\n", NULL);
	input_expect(&input, false, "policy.ini", 4, 1, "four digits, leading zeros included");
	input_expect(&input, false, "policy.ini", 5, 8, "expected a week of pregnancy from 0 to 42, found \"early\"");
	input_expect(&input, false, "policy.ini", 6, 8, "expected a week of pregnancy");
	input_expect(&input, false, "policy.ini", 8, 1, "is there already, on line 7");
	input_expect_counts(&input, 4, 0);
}

Test(policy, citizen_numbers_are_not_shown)
{
	load_with(DATE "123456782 = 1\ndigital = 123456782\n", NULL);
	char *shown = input_print(&input);

	input_expect_counts(&input, 2, 0);
	cr_expect_null(strstr(shown, "123456782"));
	free(shown);
}

Test(policy, windows_1252_is_warned_of)
{
	load_with(DATE "; caf\xE9\n", NULL);
	input_expect(&input, true, "policy.ini", 3, 6, "not UTF-8");
	input_expect_counts(&input, 0, 1);
}
