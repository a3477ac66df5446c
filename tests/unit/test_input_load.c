/* A region's tables: what reads well in each dialect, and where each finding points. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "input/text/csv_reader.h"
#include "planner/base/day.h"
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

TestSuite(load, .init = begin, .fini = end);

static void load_with(const char *file, const char *text)
{
	input_write(&input, file, text);
	input_load(&input, NULL);
}

static int32_t day_of(int year, int month, int day_of_month)
{
	int32_t day = 0;

	cr_assert(day_from_civil(&day, year, month, day_of_month));
	return day;
}

Test(load, a_good_region)
{
	input_load(&input, NULL);
	input_expect_counts(&input, 0, 0);
	cr_assert(input.good);
	cr_assert_eq(input.region.client_count, 2);
	const struct region_client *first = &input.region.clients[0], *second = &input.region.clients[1];
	cr_expect_str_eq(first->key, "c1");
	cr_expect_str_eq(input.region.providers.names[first->provider], "p1");
	cr_expect_str_eq(input.region.insurers.names[first->insurer], "7085");
	cr_expect_str_eq(input.region.insurers.names[second->insurer], "0101");
	cr_expect_eq(first->postcode, 1000);
	cr_expect_eq(first->postcode_letters, 256 * 'A' + 'A');
	cr_expect_eq(second->postcode_letters, 0);
	cr_expect_eq(first->due_day, day_of(2026, 7, 10));
	cr_expect_eq(first->birth_day, day_of(2026, 7, 11));
	cr_expect_eq(second->due_day, day_of(2026, 7, 20));
	cr_expect_eq(second->birth_day, DAY_NONE);
	cr_expect_eq(first->indicated_ticks, 490000);
	cr_expect_eq(first->minimum_ticks, REGION_NONE);
	cr_expect_eq(first->care_days, REGION_NONE);
	cr_expect(first->digital_consent && !second->digital_consent);
	cr_expect_str_eq(first->group, "a");
	cr_expect_str_eq(second->group, "");
	cr_expect(first->line == 2 && second->line == 3);
	cr_expect(input.region.caregivers[0].employee && !input.region.caregivers[1].employee);
	cr_expect_eq(input.region.caregivers[1].max_week_ticks, REGION_NONE);
	cr_expect_eq(input.region.availability[1].ticks, 75000);
	cr_expect_eq(input.region.availability[1].caregiver, 1);
	cr_expect(!input.region.has_contracts);
}

/* In either dialect: what a spreadsheet of the other language shows must not differ from what is planned. */
Test(load, hours_that_two_readers_read_differently)
{
	load_with("availability.csv",
		  "caregiver_id;date;hours\nk1;2026-07-13;8.000\nk2;2026-07-13;7,500\nk2;2026-07-14;7,3333\n"
		  "k2;2026-07-15;0,3125\n");
	input_expect(&input, false, "availability.csv", 2, 15,
		     "hours: \"8.000\" is 8 to one reader and 8000 to another, who takes its sign for "
		     "one between thousands: write it without, or with one or two decimals");
	input_expect(&input, false, "availability.csv", 3, 15,
		     "hours: \"7,500\" is 7.5 to one reader and 7500 to another, who takes its sign for "
		     "one between thousands: write it without, or with one or two decimals");
	input_expect(&input, false, "availability.csv", 4, 15,
		     "hours: expected hours from 0 to 24 with at most two decimals, found \"7,3333\"");
	input_expect_counts(&input, 3, 1); /* no shift reaches a visit */
}

/* Errors, warnings, faults of quotes, findings across tables: of a row, which tells of a person, one cell is shown. */
Test(load, a_finding_shows_no_other_cell_of_the_row)
{
	input_write(&input, "clients.csv",
		    INPUT_CLIENTS_HEADING
		    "c1,p1,7085,1000 AA,2026-07-10,2026-07-11,2026-01-05,49.3,0,2,yes,,,,,secret\n"
		    "c2,p1,7085,1000 AA,2026-07-10,2026-07-11,2026-01-05,8O,0,2,yes,,,,,secret\n"
		    "c3,p1,7085,1000 AA,2026-07-10,2026-07-11,2026-01-05,49,0,2,yes,,,,\n"
		    "c4,p1,7085,1000 AA,2026-07-10,2026-07-11,2026-01-05,49,0,2,yes,,,,,secret,9999\n"
		    "c5,p1,7085,1000 AA,2026-07-10,2026-07-11,2026-01-05,4\"9,0,2,yes,,,,,secret\n"
		    "c6,p1,7085,1000 AA,2026-07-10,2026-07-11,2026-01-05,49,0,2,yes,,,,,\"secret\n"
		    "c7,p1,7085,1000 AA,2026-07-10,2026-07-11,2026-01-05,49,0,2,yes\n");
	input_load(&input, NULL);
	cr_expect(input.log.error_count >= 4 && input.log.warning_count >= 2);
	char *shown = input_print(&input);
	cr_expect_null(strstr(shown, "1000 AA"), "%s", shown);
	cr_expect_null(strstr(shown, "2026-01-05"), "%s", shown);
	cr_expect_null(strstr(shown, "secret"), "%s", shown);
	cr_expect_not_null(strstr(shown, "\n    indicated_hours: 8O\n                     ^\n"), "%s", shown);
	free(shown);
}

/* A heading that is lost: the first family stands in its place. */
Test(load, a_row_in_the_place_of_the_heading_is_not_shown)
{
	load_with("clients.csv", "c1,p1,7085,1000 AA,2026-07-10\n");
	char *shown = input_print(&input);
	cr_expect_null(strstr(shown, "c1,p1"), "%s", shown);
	cr_expect_not_null(strstr(shown, "the column client_id (client) is missing"), "%s", shown);
	free(shown);
}

Test(load, digests_are_of_the_files)
{
	load_with("contracts.csv", "provider,insurer\n");
	cr_assert_eq(input.digests.count, 6);
	cr_expect_str_eq(input.digests.files[0].name, "clients.csv");
	cr_expect_eq(input.digests.files[0].row_count, 2);
	cr_expect_str_eq(input.digests.files[4].name, "contracts.csv");
	cr_expect_str_eq(input.digests.files[5].name, "policy.ini");
	/* printf 'provider,insurer\n' | sha256sum */
	cr_expect_str_eq(input.digests.files[4].hex,
			 "1d44ff9527795171c0e3808d00c8308d058494c31e501dffa53d945f45fb27ab");
}

#define DUTCH_HEADING "Kraamverzorgende ; DATUM;Uren"

static void expect_availability(void)
{
	input_expect_counts(&input, 0, 0);
	cr_assert_eq(input.region.availability_count, 2);
	cr_expect_eq(input.region.availability[0].day, day_of(2026, 7, 14));
	cr_expect_eq(input.region.availability[0].ticks, 75000);
	cr_expect_eq(input.region.availability[1].day, day_of(2026, 7, 20));
}

Test(load, dutch_spreadsheet)
{
	load_with("availability.csv",
		  "\xEF\xBB\xBF" DUTCH_HEADING "\r\nk1;14-07-2026;7,5\r\n k2 ; 20-7-2026;8\r\n;;\r\n\r\n");
	expect_availability();
	cr_expect_eq(input.region.availability[1].line, 3);
}

Test(load, tabs)
{
	load_with("availability.csv", "uren\tcaregiver_id\tdate\n7.5\tk1\t2026-07-14\n8\tk2\t2026-07-20");
	expect_availability();
}

Test(load, separator_line)
{
	load_with("availability.csv", "SEP=;\r\n" DUTCH_HEADING "\r\nk1;14-07-2026;7,5\r\nk2;20-7-2026;8\r\n");
	expect_availability();
	cr_expect_eq(input.region.availability[0].line, 3);
}

Test(load, bad_separator_line)
{
	load_with("availability.csv", "sep=|\ncaregiver_id|date|hours\n");
	input_expect(&input, false, "availability.csv", 1, 5, "expected a comma, a semicolon or a tab");
	input_expect_counts(&input, 1, 0);
}

Test(load, quoted_decimal_comma)
{
	load_with("availability.csv", "caregiver_id,date,hours\nk1,2026-07-14,\"7,5\"\n\"k2\",2026-07-20,8\n");
	expect_availability();
}

Test(load, decimal_comma_between_commas)
{
	load_with("availability.csv", "caregiver_id,date,hours\nk1,2026-07-14,7,5\nk2,2026-07-20,8\n");
	input_expect(&input, false, "availability.csv", 2, 17, "cell 4, but the heading has 3 columns");
	input_expect_counts(&input, 1, 0);
}

Test(load, short_rows_are_empty_at_their_end)
{
	load_with("caregivers.csv", "caregiver_id,provider,employment,max_hours_week\nk1,p1,employee\nk2,p2,zzp,\n");
	input_expect(&input, true, "caregivers.csv", 2, 0, "3 cells, but the heading has 4");
	input_expect_counts(&input, 0, 1);
	cr_expect_eq(input.region.caregivers[0].max_week_ticks, REGION_NONE);
}

Test(load, windows_1252)
{
	load_with("clients.csv",
		  INPUT_CLIENTS_HEADING INPUT_CLIENT("c1") "c2,p1,0101,2000,2026-07-20,,,45,,,,,,,,caf\xE9 \x80\n");
	input_expect(&input, true, "clients.csv", 3, 43, "not UTF-8");
	input_expect_counts(&input, 0, 1);
	cr_expect_str_eq(input.region.clients[1].group, "café €");
}

Test(load, neither_utf8_nor_windows)
{
	load_with("clients.csv", INPUT_CLIENTS_HEADING "c1,p1,0101,2000,2026-07-20,,,45,,,,,,,,\xE9\x81\n");
	input_expect(&input, false, "clients.csv", 2, 41, "0x81");
	input_expect_counts(&input, 1, 0);
}

Test(load, broken_utf8_behind_its_mark)
{
	load_with("clients.csv", "\xEF\xBB\xBF" INPUT_CLIENTS_HEADING "c1,é\xE9\n");
	input_expect(&input, false, "clients.csv", 2, 5, "byte order mark");
}

Test(load, utf16)
{
	input_write_bytes(&input, "clients.csv",
			  "\xFF\xFE"
			  "c\0l\0",
			  6);
	input_load(&input, NULL);
	input_expect(&input, false, "clients.csv", 1, 0, "UTF-16");
}

Test(load, zero_bytes)
{
	static const char text[] = "caregiver_id,date,hours\nk\0001,2026-07-14,8\n";

	input_write_bytes(&input, "availability.csv", text, sizeof text - 1);
	input_load(&input, NULL);
	input_expect(&input, false, "availability.csv", 2, 2, "NUL byte");
	input_expect_counts(&input, 1, 0);
}

Test(load, every_cell_has_its_place)
{
	load_with("clients.csv", INPUT_CLIENTS_HEADING
		  "c1,,708,123,2026-02-30,x,1,8O,81,7.12345,maybe,3-13-2026,43,-1,\"1 h\",\"a\x01\"\n" INPUT_CLIENT(
			  "c2"));
	input_expect(&input, false, "clients.csv", 2, 4, "provider: may not be empty");
	input_expect(&input, false, "clients.csv", 2, 5, "insurer: expected a UZOVI code of four digits");
	input_expect(&input, false, "clients.csv", 2, 9, "postcode: expected a postcode");
	input_expect(&input, false, "clients.csv", 2, 13, "due_date: there is no day \"2026-02-30\"");
	input_expect(&input, false, "clients.csv", 2, 24, "birth_date: expected a date");
	input_expect(&input, false, "clients.csv", 2, 26, "registered_on: expected a date");
	input_expect(&input, false, "clients.csv", 2, 28, "indicated_hours: expected hours from 0 to 80, found \"8O\"");
	input_expect(&input, false, "clients.csv", 2, 31, "medical_hours: expected hours from 0 to 80");
	input_expect(&input, false, "clients.csv", 2, 34,
		     "digital_hours: expected hours from 0 to 80 with at most two");
	input_expect(&input, false, "clients.csv", 2, 42, "digital_consent: expected yes or no");
	input_expect(&input, false, "clients.csv", 2, 48, "home_from: there is no day");
	input_expect(&input, false, "clients.csv", 2, 58, "care_days: expected a whole number from 1 to 42");
	input_expect(&input, false, "clients.csv", 2, 61, "minimum_hours: expected hours");
	input_expect(&input, false, "clients.csv", 2, 64, "declined_hours: expected hours");
	input_expect(&input, false, "clients.csv", 2, 70, "group: expected a text without control characters");
	input_expect_counts(&input, 15, 0);
	cr_expect_eq(error_exit_code(&input.log), EXIT_REJECTED);
}

Test(load, findings_name_columns_as_the_heading_does)
{
	load_with("availability.csv", DUTCH_HEADING "\nk1;14-07-2026;x\nk2;20-07-2026;8\n");
	input_expect(&input, false, "availability.csv", 2, 15, "uren: expected hours from 0 to 24");
}

Test(load, places_in_rows_of_several_lines)
{
	load_with("clients.csv",
		  INPUT_CLIENTS_HEADING "c1,p1,7085,\"1000\nAA\",2026-07-10,x,,49,,,,,,,,\n" INPUT_CLIENT("c2"));
	input_expect(&input, false, "clients.csv", 2, 12, "postcode: expected a postcode");
	input_expect(&input, false, "clients.csv", 3, 16, "birth_date: expected a date");
	input_expect_counts(&input, 2, 0);
	cr_expect_eq(input.region.clients[1].line, 4);
}

Test(load, unknown_words_list_the_known)
{
	load_with("caregivers.csv", "caregiver_id,provider,employment\nk1,p1,Vast\nk2,p2,FREELANCE\n");
	input_expect(&input, false, "caregivers.csv", 2, 7,
		     "employment: expected employee, loondienst, freelance or zzp, found \"Vast\"");
	input_expect_counts(&input, 1, 0);
}

Test(load, columns_unknown_twice_and_missing)
{
	load_with("availability.csv", "caregiver_id,note,datum,date,note,\nk1,x,2026-07-14,2026-07-14,y,z\n");
	input_expect(&input, true, "availability.csv", 1, 14, "\"note\" is not known");
	input_expect(&input, true, "availability.csv", 1, 30, "\"note\" is not known");
	input_expect(&input, false, "availability.csv", 1, 25, "the column date is there twice");
	input_expect(&input, false, "availability.csv", 1, 0, "the column hours (uren) is missing");
	input_expect_counts(&input, 2, 2);
}

Test(load, columns_in_any_order_and_spelling)
{
	load_with("availability.csv", " Hours ,\"Caregiver ID\",DATE\n7.5,k1,2026-07-14\n8,k2,2026-07-20\n");
	expect_availability();
}

Test(load, keys_are_unique)
{
	load_with("clients.csv",
		  INPUT_CLIENTS_HEADING INPUT_CLIENT("c1") INPUT_CLIENT("c2") " \"c1\" ,p1,7085,2000,"
									      "2026-07-20,,,45,,,,,,,,\n");
	input_expect(&input, false, "clients.csv", 4, 2, "client_id: this client is there already, on line 2");
	input_expect(&input, true, "clients.csv", 3, 1, "registered twice?");
	input_expect_counts(&input, 1, 1);
}

Test(load, who_is_not_there)
{
	input_write(&input, "deliveries.csv",
		    "client_id,date,caregiver_id,hours,kind\nc9,2026-07-12,k1,3,visit\nc1,2026-07-12,k9,3,bezoek\n"
		    "c1,2026-07-12,,3,ligdag\n");
	input_load(&input, NULL);
	input_expect(&input, true, "deliveries.csv", 2, 1, "client_id: there is no client \"c9\" in clients.csv");
	input_expect(&input, true, "deliveries.csv", 3, 15, "caregiver_id: there is no caregiver \"k9\"");
	input_expect_counts(&input, 0, 2);
	cr_assert(input.good);
	cr_assert_eq(input.region.delivery_count, 3);
	cr_expect_eq(input.region.deliveries[0].client, REGION_NONE, "the work of k1 counts");
	cr_expect_eq(input.region.deliveries[1].caregiver, REGION_NONE, "the care of c1 counts");
}

Test(load, care_that_is_nobodys_drops_out)
{
	input_write(&input, "deliveries.csv",
		    "client_id,date,caregiver_id,hours,kind\nc9,2026-07-12,k9,3,visit\nc9,2026-07-12,,3,ligdag\n"
		    "c9,2026-07-12,k1,3,digital\nc9,2026-07-12,k1,3,partus\n");
	input_load(&input, NULL);
	input_expect_counts(&input, 0, 5);
	cr_assert_eq(input.region.delivery_count, 1);
	cr_expect_eq(input.region.deliveries[0].kind, REGION_PARTUS);
}

Test(load, who_could_not_be_read_is_not_called_unknown)
{
	input_write(&input, "deliveries.csv", "client_id,date,caregiver_id,hours,kind\nc2,2026-07-12,k1,3,visit\n");
	load_with("clients.csv", INPUT_CLIENTS_HEADING INPUT_CLIENT("c1") "c2\",p1\n");
	input_expect(&input, false, "clients.csv", 3, 3, "a quote stands around a whole cell");
	input_expect_counts(&input, 1, 0);
}

Test(load, citizen_numbers_are_refused_and_not_shown)
{
	input_write(&input, "deliveries.csv",
		    "client_id,date,caregiver_id,hours,kind\nc1,2026-07-12,123456782,3,visit\n");
	input_write(&input, "absences.csv", "caregiver_id,from,to,remark 123456782\n");
	load_with("clients.csv", INPUT_CLIENTS_HEADING INPUT_CLIENT("1234.56.782")
					 INPUT_CLIENT("c1") "c3,p1,x,2000,2026-07-20,,,45,,,,,,,,mevr. 123456782\n");
	char *shown = input_print(&input);

	input_expect(&input, false, "clients.csv", 2, 1, "citizen number");
	input_expect(&input, false, "clients.csv", 4, 37, "citizen number");
	input_expect(&input, false, "absences.csv", 1, 22, "citizen number");
	input_expect(&input, true, "absences.csv", 1, 22, "a text that is not shown is not known");
	input_expect(&input, false, "deliveries.csv", 2, 15, "citizen number");
	cr_expect_null(strstr(shown, "123456782"), "%s", shown);
	cr_expect_null(strstr(shown, "1234.56.782"), "%s", shown);
	free(shown);
}

Test(load, rounded_demands_are_warned_of)
{
	input_write(&input, "policy.ini", "[plan]\nplan_date=2026-07-13\nunit_minutes=60\ntravel_minutes=60\n");
	load_with("clients.csv", INPUT_CLIENTS_HEADING "c1,p1,7085,1000 AA,2026-07-10,,,48.75,0.5,2,yes,,,,,a\n");
	input_expect(&input, true, "clients.csv", 2, 33, "units of 60 minutes: rounded down to 48");
	input_expect(&input, true, "clients.csv", 2, 39, "rounded down to 0");
	input_expect_counts(&input, 0, 2);
	cr_expect_eq(input.region.clients[0].indicated_ticks, 487500);
}

Test(load, tables_that_must_be_there)
{
	input_write(&input, "clients.csv", NULL);
	input_write(&input, "workareas.csv", "");
	input_load(&input, NULL);
	input_expect(&input, false, "clients.csv", 0, 0, "not there");
	input_expect(&input, false, "workareas.csv", 0, 0, "empty");
	input_expect_counts(&input, 2, 0);
	cr_expect_eq(error_exit_code(&input.log), EXIT_REJECTED);
}

Test(load, no_clients_at_all)
{
	load_with("clients.csv", INPUT_CLIENTS_HEADING);
	input_expect_counts(&input, 0, 0);
	cr_expect(input.good);
}

Test(load, a_folder_is_no_table)
{
	char path[128];

	input_write(&input, "pins.csv", NULL);
	snprintf(path, sizeof path, "%s/pins.csv", input.folder);
	cr_assert_eq(mkdir(path, 0700), 0);
	snprintf(path, sizeof path, "%s/contracts.csv", input.folder);
	cr_assert_eq(mkfifo(path, 0600), 0); /* must not wait for a writer */
	input_load(&input, NULL);
	input_expect(&input, false, "pins.csv", 0, 0, "not a regular file");
	input_expect(&input, false, "contracts.csv", 0, 0, "not a regular file");
	input_expect_counts(&input, 2, 0);
}

Test(load, a_table_has_a_size)
{
	char path[128];

	snprintf(path, sizeof path, "%s/pins.csv", input.folder);
	FILE *stream = fopen(path, "wb");
	cr_assert(stream != NULL && fseek(stream, 300L * 1024 * 1024, SEEK_SET) == 0 && fputc('x', stream) != EOF);
	cr_assert_eq(fclose(stream), 0); /* a hole: it takes no room */
	input_load(&input, NULL);
	input_expect(&input, false, "pins.csv", 0, 0, "larger than 256 MiB");
}

Test(load, long_cells_end_their_table)
{
	char *text = malloc(4 * CSV_FIELD_BYTES_MAX);

	cr_assert_not_null(text);
	int length = snprintf(text, 100, "caregiver_id,date,hours\nk1,2026-07-14,8\n\"");
	memset(text + length, 'k', 3 * CSV_FIELD_BYTES_MAX);
	text[length + 3 * CSV_FIELD_BYTES_MAX] = '\0';
	load_with("availability.csv", text);
	input_expect(&input, false, "availability.csv", 3, 1, "a cell of more than 4 KiB");
	input_expect_counts(&input, 1, 0);
	free(text);
}

Test(load, a_missing_region)
{
	struct load_options options = {.plan_date = DAY_NONE};
	struct input_region other = {0};

	cr_expect(!load_region(&other.region, &other.policy, &other.digests, "/nonexistent/region", &options,
			       &other.log));
	cr_expect_eq(error_exit_code(&other.log), EXIT_SYSTEM);
	region_free(&other.region);
	policy_free(&other.policy);
	error_free(&other.log);
}

Test(load, only_the_first_findings_are_shown)
{
	char *text = malloc(40 * 3000 + 100);
	size_t length = 0;

	cr_assert_not_null(text);
	length += (size_t)snprintf(text, 100, "caregiver_id,date,hours\n");
	for (int i = 0; i < 3000; i++)
		length += (size_t)snprintf(text + length, 40, "k1,2026-07-14,%s\n", i % 3 == 2 ? "x" : "0");
	load_with("availability.csv", text);
	char *shown = input_print(&input);
	size_t lines = 0;
	for (const char *at = shown; (at = strstr(at, ": error: ")) != NULL; at++)
		lines++;
	cr_expect_eq(input.log.error_count, 1000);
	cr_expect(input.log.finding_count < 1000);
	cr_expect_eq(lines, ERROR_SHOWN);
	cr_expect_not_null(strstr(shown, "availability.csv:4:15: error: hours"));
	cr_expect_not_null(strstr(shown, "availability.csv:151:15: error: hours"));
	cr_expect_not_null(strstr(shown, "... and 950 more: 950 errors, 0 warnings\n"));
	free(shown);
	free(text);
}
