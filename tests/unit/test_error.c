/* How findings look: the line, the caret, and nothing that could harm a terminal. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/error.h"
#include "planner/base/excerpt.h"

/* What error_print writes; the caller frees. Frees the log. */
static char *print(struct error_log *log)
{
	char *text = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size);

	cr_assert_not_null(stream);
	error_print(log, stream);
	cr_assert_eq(fclose(stream), 0);
	error_free(log);
	return text;
}

static void expect_print(struct error_log *log, const char *expected)
{
	char *text = print(log);

	cr_expect_str_eq(text, expected, "%s", text);
	free(text);
}

Test(error, line_and_caret)
{
	struct error_log log = {0};

	error_find(&log, false, "clients.csv", 14, 4, "K1;8O;x", "%s: found \"%s\"", "hours", "8O");
	expect_print(&log, "clients.csv:14:4: error: hours: found \"8O\"\n    K1;8O;x\n       ^\n");
}

Test(error, without_a_place)
{
	struct error_log log = {0};

	error_find(&log, true, "b.csv", 0, 0, NULL, "all of it");
	error_find(&log, false, "b.csv", 3, 0, "a;b", "the row");
	expect_print(&log, "b.csv: warning: all of it\nb.csv:3: error: the row\n    a;b\n");
}

Test(error, sorted_whatever_the_order)
{
	static const char expected[] = "a.csv:2:9: error: x\na.csv:10:1: error: x\nb.csv:1:1: error: x\n"
				       "b.csv:1:1: error: y\nb.csv:1:1: warning: a\nb.csv:1:2: error: x\n";

	for (int turn = 0; turn < 6; turn++) {
		struct error_log log = {0};

		for (int i = 0; i < 6; i++)
			switch ((i + turn) % 6) {
			case 0:
				error_find(&log, false, "b.csv", 1, 2, NULL, "x");
				break;
			case 1:
				error_find(&log, false, "a.csv", 10, 1, NULL, "x");
				break;
			case 2:
				error_find(&log, false, "b.csv", 1, 1, NULL, "y");
				break;
			case 3:
				error_find(&log, true, "b.csv", 1, 1, NULL, "a");
				break;
			case 4:
				error_find(&log, false, "a.csv", 2, 9, NULL, "x");
				break;
			default:
				error_find(&log, false, "b.csv", 1, 1, NULL, "x");
			}
		expect_print(&log, expected);
	}
}

Test(error, wide_and_combined_characters)
{
	struct error_log log = {0};

	error_find(&log, false, "t", 1, 5, "é日e\xCC\x81;x", "m");
	expect_print(&log, "t:1:5: error: m\n    é日e\xCC\x81;x\n        ^\n");
}

Test(error, tabs)
{
	struct error_log log = {0};

	error_find(&log, false, "t", 1, 4, "ab\tx", "m");
	expect_print(&log, "t:1:4: error: m\n    ab      x\n            ^\n");
}

Test(error, past_the_end)
{
	struct error_log log = {0};

	error_find(&log, false, "t", 1, 3, "ab", "m");
	expect_print(&log, "t:1:3: error: m\n    ab\n      ^\n");
}

Test(error, harmless)
{
	struct error_log log = {0};

	error_find(&log, false, "t\x1B[2J", 1, 3, "a\x1B\x80\xE2\x80\xAE;", "\x07\x7F%s", "\n\xC2\x9B");
	expect_print(&log, "t\xEF\xBF\xBD[2J:1:3: error: \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\n"
			   "    a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD;\n      ^\n");
}

Test(error, long_lines_are_cut_around_the_fault)
{
	struct error_log log = {0};
	char line[5001];

	memset(line, 'x', 5000);
	line[5000] = '\0';
	line[2999] = 'F';
	error_find(&log, false, "t", 1, 3000, line, "m");
	char *text = print(&log), *shown = strchr(text, '\n') + 1, *caret = strchr(shown, '\n') + 1;
	cr_expect(caret - shown < 125, "%s", text);
	cr_expect_eq(strncmp(shown, " ...x", 5), 0);
	cr_expect_eq(strncmp(caret - 5, "x...\n", 5), 0);
	cr_expect_eq(shown[strcspn(caret, "^")], 'F');
	free(text);
}

/* The fault at every place of lines of about the width that is shown. */
Test(error, the_caret_stands_under_the_fault)
{
	char line[130];

	for (size_t length = 105; length < 125; length++)
		for (uint32_t column = 1; column <= length; column++) {
			struct error_log log = {0};

			memset(line, 'x', length);
			line[length] = '\0';
			line[column - 1] = 'F';
			error_find(&log, false, "t", 1, column, line, "m");
			char *text = print(&log), *shown = strchr(text, '\n') + 1, *caret = strchr(shown, '\n') + 1;
			cr_assert_eq(shown[strcspn(caret, "^")], 'F', "%s", text);
			cr_assert(caret - shown <= 120);
			cr_assert_eq(strstr(shown, "...") == NULL, length <= 112, "%s", text);
			free(text);
		}
}

Test(error, errors_are_shown_before_warnings)
{
	struct error_log log = {0};

	for (uint32_t i = 1; i <= 5000; i++)
		error_find(&log, true, "a", i, 1, NULL, "w");
	for (uint32_t i = 1; i <= 20; i++)
		error_find(&log, false, "z", i, 1, NULL, "e");
	cr_expect_eq(log.error_count, 20);
	cr_expect_eq(log.warning_count, 5000);
	cr_expect_eq(error_exit_code(&log), EXIT_REJECTED);
	char *text = print(&log);
	cr_expect_not_null(strstr(text, "a:30:1: warning: w\nz:1:1: error: e\n"));
	cr_expect_null(strstr(text, "a:31:1"));
	cr_expect_not_null(strstr(text, "z:20:1: error: e\n... and 4970 more: 0 errors, 4970 warnings\n"));
	free(text);
}

/* Many findings in any order: the same ones stay. */
Test(error, the_first_ones_stay)
{
	struct error_log log = {0};

	for (uint32_t i = 0; i < 20011; i++)
		error_find(&log, false, "t", 1 + i * 7919 % 20011, 1, NULL, "e");
	cr_expect(log.finding_count <= 500);
	char *text = print(&log);
	for (int line = 1; line <= ERROR_SHOWN; line++) {
		char wanted[40];

		snprintf(wanted, sizeof wanted, "t:%d:1: error: e\n", line);
		cr_expect_not_null(strstr(text, wanted), "%s", wanted);
	}
	cr_expect_not_null(strstr(text, "... and 19961 more"));
	free(text);
}

Test(error, the_first_failure_stays)
{
	struct error_log log = {0};

	cr_expect_eq(error_exit_code(&log), EXIT_DONE);
	error_find(&log, true, "t", 0, 0, NULL, "w");
	cr_expect_eq(error_exit_code(&log), EXIT_DONE);
	cr_expect(!error_fail(&log, EXIT_SYSTEM, "cannot %s", "read"));
	cr_expect(!error_fail(&log, EXIT_USAGE, "higher up"));
	error_find(&log, false, "t", 0, 0, NULL, "e");
	cr_expect_eq(error_exit_code(&log), EXIT_SYSTEM);
	expect_print(&log, "t: error: e\nt: warning: w\nkraamplan: cannot read\n");
}

static void expect_decoded(const char *bytes, size_t length, uint32_t character, size_t size)
{
	size_t found = 0;

	cr_expect_eq(excerpt_decode(bytes, length, &found), character);
	cr_expect_eq(found, size);
}

Test(error, utf8)
{
	expect_decoded("a", 1, 'a', 1);
	expect_decoded("\xC3\xA9", 2, 0xE9, 2);
	expect_decoded("\xE2\x82\xAC", 3, 0x20AC, 3);
	expect_decoded("\xF0\x9F\x91\xB6", 4, 0x1F476, 4);
	expect_decoded("\xC3", 1, UINT32_MAX, 1);
	expect_decoded("\xC0\xAF", 2, UINT32_MAX, 1);         /* overlong */
	expect_decoded("\xE0\x80\xAF", 3, UINT32_MAX, 1);     /* overlong */
	expect_decoded("\xED\xA0\x80", 3, UINT32_MAX, 1);     /* a surrogate */
	expect_decoded("\xF4\x90\x80\x80", 4, UINT32_MAX, 1); /* past the last */
	expect_decoded("\xF8\x88\x80\x80", 4, UINT32_MAX, 1);
	expect_decoded("\x80", 1, UINT32_MAX, 1);
	expect_decoded("\xE2\x28\xA1", 3, UINT32_MAX, 1);
}
