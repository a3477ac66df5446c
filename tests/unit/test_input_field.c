/* Scalars: what is a value, and what only looks like one. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/text/field.h"
#include "planner/base/day.h"
#include "planner/region/region.h"

static struct field_text text_of(const char *text)
{
	return (struct field_text){text, strlen(text)};
}

static void expect_hours(const char *text, int32_t expected)
{
	int32_t ticks = -7;

	cr_expect_eq(field_read_hours(&ticks, text_of(text)), FIELD_GOOD, "%s", text);
	cr_expect_eq(ticks, expected, "%s: %d", text, ticks);
}

Test(field, hours)
{
	expect_hours("0", 0);
	expect_hours("7.5", 75000);
	expect_hours("7,5", 75000);
	expect_hours("08", 80000);
	expect_hours("0.0001", 1);
	expect_hours("0,333", 3330);
	expect_hours("0.3125", 3125);
	expect_hours("1234,50", 12345000);
	expect_hours("3.25", 32500);
	expect_hours("99999.99", 999999900);
}

Test(field, no_hours)
{
	static const char *const forms[] = {"",     ".",     ".5",   "7.",    "7,",    "-1", "+1",   "1e3",
					    "0x10", "7.5.2", "1 2",  "1u",    "7,5,1", "8O", "inf",  "nan",
					    "7;5",  "1/2",   "7:30", "1'000", "7. 5",  "٣",  "1.2a", "100000a"};
	static const char *const values[] = {"100000",  "123456789012345678901234567890",
					     "1.00000", "1.12345",
					     "0.12345", "8.0000",
					     "3.0001",  "1234.567",
					     "08.000"};
	int32_t ticks;

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		cr_expect(field_read_hours(&ticks, text_of(forms[i])) == FIELD_FORM || strcmp(forms[i], "7") == 0, "%s",
			  forms[i]);
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		cr_expect_eq(field_read_hours(&ticks, text_of(values[i])), FIELD_VALUE, "%s", values[i]);
	cr_expect_eq(field_read_hours(&ticks, (struct field_text){"7\0", 2}), FIELD_FORM);
}

/* To a Dutch spreadsheet 8.000 is eight thousand, to an English one 8,000. */
Test(field, hours_of_two_readers)
{
	static const char *const twofold[] = {"8.000", "8,000", "7.500", "12,345", "100.000", "1.001"};
	int32_t ticks;

	for (size_t i = 0; i < sizeof twofold / sizeof *twofold; i++)
		cr_expect_eq(field_read_hours(&ticks, text_of(twofold[i])), FIELD_TWOFOLD, "%s", twofold[i]);
}

static void expect_day(const char *text, int year, int month, int day_of_month)
{
	int32_t day = 0, expected = 1;

	cr_assert(day_from_civil(&expected, year, month, day_of_month));
	cr_expect_eq(field_read_day(&day, text_of(text)), FIELD_GOOD, "%s", text);
	cr_expect_eq(day, expected, "%s", text);
}

Test(field, days)
{
	expect_day("2026-07-13", 2026, 7, 13);
	expect_day("13-07-2026", 2026, 7, 13);
	expect_day("3-7-2026", 2026, 7, 3);
	expect_day("03-7-2026", 2026, 7, 3);
	expect_day("29-02-2028", 2028, 2, 29);
	expect_day("01-02-2026", 2026, 2, 1); /* day first, always */
	expect_day("1900-01-01", 1900, 1, 1);
	expect_day("31-12-2199", 2199, 12, 31);
}

Test(field, no_days)
{
	static const char *const forms[] = {"",
					    "2026-7-13",
					    "2026-07-1",
					    "13/07/2026",
					    "13-07-26",
					    "2026.07.13",
					    "20260713",
					    "2026-07-13T00:00",
					    "13 juli 2026",
					    "-7-2026",
					    "1--2026",
					    "2026-07-",
					    "13-07-02026",
					    "+3-7-2026",
					    "46216",
					    "2026-07-13 ",
					    "13-7-2026-1",
					    "vandaag"};
	static const char *const values[] = {"2026-02-29", "31-06-2026", "07-13-2026", "2026-13-01", "0-1-2026",
					     "2026-00-10", "1899-12-31", "01-01-2200", "0000-01-01"};
	int32_t day;

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		cr_expect_eq(field_read_day(&day, text_of(forms[i])), FIELD_FORM, "%s", forms[i]);
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		cr_expect_eq(field_read_day(&day, text_of(values[i])), FIELD_VALUE, "%s", values[i]);
}

Test(field, counts)
{
	int32_t count;

	cr_expect(field_read_count(&count, text_of("42")) == FIELD_GOOD && count == 42);
	cr_expect(field_read_count(&count, text_of("007")) == FIELD_GOOD && count == 7);
	cr_expect_eq(field_read_count(&count, text_of("1000000")), FIELD_VALUE);
	cr_expect_eq(field_read_count(&count, text_of("-1")), FIELD_FORM);
	cr_expect_eq(field_read_count(&count, text_of("8.0")), FIELD_FORM);
	cr_expect_eq(field_read_count(&count, text_of("")), FIELD_FORM);
}

Test(field, yes_and_no)
{
	static const char *const yes_words[] = {"yes", "ja", "true", "waar", "1", "y", "j", "JA", "Yes", "WAAR"};
	static const char *const no_words[] = {"no", "nee", "false", "onwaar", "0", "n", "Nee", "ONWAAR"};
	bool yes = false;

	for (size_t i = 0; i < sizeof yes_words / sizeof *yes_words; i++, yes = false)
		cr_expect(field_read_yes(&yes, text_of(yes_words[i])) == FIELD_GOOD && yes, "%s", yes_words[i]);
	for (size_t i = 0; i < sizeof no_words / sizeof *no_words; i++) {
		yes = true;
		cr_expect(field_read_yes(&yes, text_of(no_words[i])) == FIELD_GOOD && !yes, "%s", no_words[i]);
	}
	cr_expect_eq(field_read_yes(&yes, text_of("")), FIELD_FORM);
	cr_expect_eq(field_read_yes(&yes, text_of("jaa")), FIELD_FORM);
	cr_expect_eq(field_read_yes(&yes, text_of("2")), FIELD_FORM);
}

Test(field, postcodes)
{
	static const char *const bad[] = {"",        "999",      "0999",    "123",     "12345",   "1234A",
					  "1234 A",  "1234  AB", "1234ABC", "1234 1A", "A234 AB", "1234-AB",
					  "1234 SA", "1234sd",   "1234 Ss", "1234 ÀB"};
	int32_t postcode, letters;

	cr_expect(field_read_postcode(&postcode, &letters, text_of("1234 AB")) == FIELD_GOOD && postcode == 1234 &&
		  letters == 256 * 'A' + 'B');
	cr_expect(field_read_postcode(&postcode, &letters, text_of("9999zz")) == FIELD_GOOD && postcode == 9999 &&
		  letters == 256 * 'Z' + 'Z');
	cr_expect(field_read_postcode(&postcode, &letters, text_of("1000")) == FIELD_GOOD && postcode == 1000 &&
		  letters == 0);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		cr_expect_neq(field_read_postcode(&postcode, &letters, text_of(bad[i])), FIELD_GOOD, "%s", bad[i]);
}

Test(field, codes_and_keys)
{
	char key[FIELD_KEY_BYTES_MAX + 2];

	cr_expect(field_is_code(text_of("0101"), 4));
	cr_expect(!field_is_code(text_of("101"), 4));
	cr_expect(!field_is_code(text_of("01010"), 4));
	cr_expect(!field_is_code(text_of("010a"), 4));
	memset(key, 'k', sizeof key);
	cr_expect(field_is_key((struct field_text){key, FIELD_KEY_BYTES_MAX}));
	cr_expect(!field_is_key((struct field_text){key, FIELD_KEY_BYTES_MAX + 1}));
	cr_expect(!field_is_key(text_of("")));
	cr_expect(field_is_key(text_of("Zoë van 't Hek / 3")));
	cr_expect(!field_is_key(text_of("a\tb")));
	cr_expect(!field_is_key(text_of("a\x7F")));
	cr_expect(!field_is_key(text_of("a\xC2\x85")));
	cr_expect(field_is_label(text_of("")));
}

static void expect_trimmed(const char *text, const char *expected)
{
	struct field_text trimmed = field_trim(text, strlen(text));

	cr_expect_eq(trimmed.length, strlen(expected));
	cr_expect(memcmp(trimmed.bytes, expected, trimmed.length) == 0);
}

Test(field, trim)
{
	expect_trimmed(" \t a b \r\n", "a b");
	expect_trimmed("\xC2\xA0x\xC2\xA0", "x");
	expect_trimmed("\xC2\xA0", "");
	expect_trimmed("", "");
	expect_trimmed("é", "é");
	expect_trimmed("à", "à"); /* its last byte is that of the no-break space */
}

Test(field, quote)
{
	char quoted[FIELD_QUOTE_SIZE], expected[FIELD_QUOTE_SIZE + 8], many[168] = "";

	field_quote(quoted, text_of("8O"));
	cr_expect_str_eq(quoted, "\"8O\"");
	field_quote(quoted, text_of("x 123456782"));
	cr_expect_null(strstr(quoted, "123456782"));
	field_quote(quoted, text_of("8\nK2;9711 AB"));
	cr_expect_str_eq(quoted, "\"8\"...");
	for (int i = 0; i < 41; i++)
		memcpy(many + 4 * i, "\xF0\x9F\x91\xB6", 5);
	field_quote(quoted, text_of(many));
	many[160] = '\0';
	snprintf(expected, sizeof expected, "\"%s\"...", many);
	cr_expect_str_eq(quoted, expected);
}

Test(field, hours_as_text)
{
	char text[16];

	region_format_hours(text, 75000);
	cr_expect_str_eq(text, "7.5");
	region_format_hours(text, 0);
	cr_expect_str_eq(text, "0");
	region_format_hours(text, 100000);
	cr_expect_str_eq(text, "10");
	region_format_hours(text, 1);
	cr_expect_str_eq(text, "0.0001");
}

Test(field, names_of_columns)
{
	static const char *const names[] = {"client", "CLIENT", "Cli\xc3\xabnt", "CLI\xc3\x8bNT"};
	static const char *const others[] = {
		"", "clien", "clients", "cli\xc3\xab", "cl\xc3nt", "cli\xe2\x82\xacnt", "cli?nt"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		cr_expect(field_is_name(text_of(names[i]), "client"), "%s", names[i]);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		cr_expect(!field_is_name(text_of(others[i]), "client"), "%s", others[i]);
	cr_expect(field_is_name(text_of("Due date"), "due_date"));
	cr_expect(field_is_name(text_of("due-date"), "due_date"));
	cr_expect(field_is_name(text_of("due\xc2\xa0"
					"date"),
				"due_date"));
	cr_expect(!field_is_name(text_of("duedate"), "due_date"));
	cr_expect(field_is_name(text_of("\xc3\xa5\xc3\xa7\xc3\xb1\xc3\xb6\xc3\xbc\xc3\xbd\xc3\xaf"), "acnouyi"));
}
