/* Citizen numbers in every dress, and what only looks like one. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "input/text/bsn.h"

static bool holds(const char *text)
{
	return bsn_stands_in((struct field_text){text, strlen(text)});
}

/* 111222333 passes: 9+8+7+12+10+8+9+6-3 = 66 = 6 x 11. So does 123456782: 154 = 14 x 11. */
Test(bsn, any_dress)
{
	static const char *const texts[] = {
		"111222333",
		"123456782",
		"BSN 111222333",
		"bsn:1234.56.782",
		"BSN111222333",
		"K111222333",
		"111-222-333",
		"111.222.333",
		"111 222 333",
		"111\xC2\xA0"
		"222\xC2\xA0"
		"333",
		"111_222_333",
		"111/222/333",
		"111,222,333",
		"111 - 222 - 333",
		"111\xE2\x80\x93"
		"222\xE2\x80\x93"
		"333", /* en dashes */
		"1112.22.333",
		"1112 22 333",
		"11-12-22-333",
		"1 1 1 2 2 2 3 3 3",
		"111-222.333",
		"11122-2333",
		"'111222333",
		"=\"111222333\"",
		"111222333.0",
		"111222333,00",
		"111.222.333,0",
		"(111222333)",
		"mevr. 111222333, Assen",
		"mevr. 111-222-333, Assen 2026-07-13",
		"2026-07-13 111.222.333",
		"111 222 333 / 06-12345678",
		"06-12345678 / 111222333",
		"+31 6 12345678, bsn 111 222 333",
		"kind 2, 111222333",
		"1;111222333",
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		cr_expect(holds(texts[i]), "%s", texts[i]);
}

/* Where there are nine digits, they pass the test. */
Test(bsn, what_is_none)
{
	static const char *const texts[] = {
		"",
		"123456783",       /* does not pass */
		"12345678",        /* an AGB code */
		"33010240.0",      /* which a spreadsheet took for a number */
		"1234567820",      /* ten digits */
		"0111222333",      /* a telephone number */
		"06-11222333",     /* another */
		"+31 6 12345609",  /* nine behind the country */
		"+31 6-12345609",  /* the same */
		"0031 50-1234500", /* the same */
		"2026-07-13,33010337",
		"01-07-2026 1", /* a date and a number */
		"2026-08-01 3",
		"08:30 10002", /* a time of day and a number */
		"52.5370006",  /* a degree */
		"123016,125",
		"2026-00002", /* the second file of a year */
		"111; 222; 333",
		"111, 222, 333",
		"111|222|333",
		"111 en 222 en 333",
		"111....222....333",
		"a1b11222333",
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		cr_expect(!holds(texts[i]), "%s", texts[i]);
}

/* The test of the eleven itself, over random numbers: one in eleven passes, and any single digit changed fails. */
Test(field, eleven_test_finds_a_wrong_digit)
{
	unsigned state = 1;
	int found = 0;

	for (int i = 0; i < 11000; i++) {
		char digits[10];

		state = state * 1103515245U + 12345U;
		snprintf(digits, sizeof digits, "%09u", state / 2 % 1000000000U);
		if (!holds(digits))
			continue;
		found++;
		for (size_t at = 0; at < 9; at++) {
			char before = digits[at];

			digits[at] = before == '9' ? '0' : (char)(before + 1);
			cr_expect(!holds(digits), "%s", digits);
			digits[at] = before;
		}
	}
	cr_expect(found > 800 && found < 1200, "%d", found);
}
