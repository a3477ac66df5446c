/* The command line: what it accepts, and what it says of the rest. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/day.h"
#include "planner/command/options.h"
#include "planner/base/version.h"

#define ARGUMENTS_MOST 16

struct reading {
	struct options options;
	struct error_log log;
	bool good;
	char *printed;
	char *line; /* what the options point into */
};

/* Reads a command line, its words split at spaces. */
static struct reading read_line(const char *line)
{
	struct reading reading = {.line = strdup(line)};
	char *arguments[ARGUMENTS_MOST + 1] = {PROGRAM_NAME}, *rest = NULL;
	int count = 1;
	size_t size;
	FILE *stream = open_memstream(&reading.printed, &size);

	for (char *word = strtok_r(reading.line, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest))
		arguments[count++] = word;
	reading.good = options_read(&reading.options, count, arguments, stream, &reading.log);
	fclose(stream);
	return reading;
}

static void free_reading(struct reading *reading)
{
	options_free(&reading->options);
	error_free(&reading->log);
	free(reading->printed);
	free(reading->line);
}

Test(options, plan_with_everything)
{
	struct reading r = read_line("--quiet plan --set a=1 region -o out --policy p.ini --set b=2 --date 3-7-2026 "
				     "--force -j4");

	cr_assert(r.good, "%s", r.log.failure_text);
	cr_assert_eq(r.options.command, COMMAND_PLAN);
	cr_assert_str_eq(r.options.region, "region");
	cr_assert_str_eq(r.options.output, "out");
	cr_assert_str_eq(r.options.load.policy_file, "p.ini");
	cr_assert_eq(r.options.load.setting_count, 2);
	cr_assert_str_eq(r.options.load.settings[0], "a=1");
	cr_assert_str_eq(r.options.load.settings[1], "b=2");
	cr_assert(r.options.force && r.options.quiet && !r.options.verbose && !r.options.answered);
	cr_assert_eq(r.options.jobs, 4);
	char date[DAY_TEXT_SIZE];
	day_format(date, r.options.load.plan_date, false);
	cr_assert_str_eq(date, "2026-07-03");
	free_reading(&r);
}

Test(options, nothing_but_what_is_needed)
{
	struct reading r = read_line("plan region --output out");

	cr_assert(r.good);
	cr_assert_eq(r.options.load.plan_date, DAY_NONE);
	cr_assert_eq(r.options.effort_percent, 100);
	cr_assert_eq(r.options.jobs, 1);
	cr_assert_null(r.options.previous);
	cr_assert(!r.options.force && !r.options.quiet && !r.options.verbose && !r.options.dutch);
	free_reading(&r);
}

Test(options, the_later_of_quiet_and_verbose_holds)
{
	struct reading r = read_line("check region --quiet --verbose --dialect nl");

	cr_assert(r.good);
	cr_assert(r.options.verbose && !r.options.quiet && r.options.dutch);
	free_reading(&r);
}

Test(options, wrong_usage)
{
	static const struct {
		const char *line, *words;
	} cases[] = {
		{"", "which command?"},
		{"frob region", "frob: there is no such command"},
		{"plan region", "-o PLAN is missing"},
		{"plan -o out", "expected REGION"},
		{"plan region more -o out", "expected REGION"},
		{"check", "expected REGION"},
		{"check region --force", "--force is not for this command"},
		{"check region --previous plan", "--previous is not for this command"},
		{"plan region -o", "-o: an argument is missing"},
		{"plan region --date", "--date: an argument is missing"},
		{"plan region --frob", "--frob: there is no such option"},
		{"plan region --force=yes", "--force=yes"},
		{"plan region -o out --date 2026-02-29", "there is no day 2026-02-29"},
		{"plan region -o out --date 07/13/2026", "expected a date"},
		{"plan region -o out --dialect de", "expected en or nl"},
		{"plan region -o out --jobs 0", "from 1 to 256"},
		{"plan region -o out --jobs 257", "from 1 to 256"},
		{"plan region -o out --effort -5", "from 1 to 100000"},
		{"plan region -o out --effort 1e3", "from 1 to 100000"},
		{"plan region -o out --effort 99999999999999999999", "from 1 to 100000"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct reading r = read_line(cases[i].line);
		cr_assert_not(r.good, "%s", cases[i].line);
		cr_assert_eq(error_exit_code(&r.log), EXIT_USAGE);
		cr_assert_not_null(strstr(r.log.failure_text, cases[i].words), "%s: %s", cases[i].line,
				   r.log.failure_text);
		free_reading(&r);
	}
}

Test(options, answers)
{
	struct reading r = read_line("plan --help");

	cr_assert(r.good && r.options.answered);
	cr_assert_not_null(strstr(r.printed, "--previous PLAN"));
	free_reading(&r);
	r = read_line("check --help");
	cr_assert(r.good && r.options.answered);
	cr_assert_null(strstr(r.printed, "--previous"));
	cr_assert_not_null(strstr(r.printed, "--policy FILE"));
	free_reading(&r);
	r = read_line("--version");
	cr_assert(r.good && r.options.answered);
	cr_assert_str_eq(r.printed, "kraamplan " PROGRAM_VERSION "\n");
	free_reading(&r);
}

Test(options, help_fits_a_terminal)
{
	struct reading r = read_line("--help");

	for (const char *line = r.printed; *line != '\0'; line += strcspn(line, "\n") + 1)
		cr_assert_leq(strcspn(line, "\n"), 80, "%.*s", (int)strcspn(line, "\n"), line);
	free_reading(&r);
}
