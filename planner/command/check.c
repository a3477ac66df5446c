#include "planner/command/commands.h"

#include <stdlib.h>

#include "planner/base/day.h"
#include "planner/base/excerpt.h"
#include "planner/base/hours.h"
#include "planner/rules/pins.h"
#include "planner/rules/reach.h"
#include "planner/problem/problem.h"
#include "planner/region/set_aside.h"
#include "planner/plan/values.h"
#include "planner/problem/weeks.h"

#define NAME_COLUMNS 12 /* where the figures begin */
#define CODES_SHOWN 10

static const char *hours(char buffer[HOURS_TEXT_SIZE], const struct problem *problem, int64_t units)
{
	hours_format(buffer, units * problem->policy->unit_minutes, '.');
	return buffer;
}

static void print_clients(const struct problem *problem)
{
	int32_t counts[CLIENT_UNREACHABLE + 1] = {0}, expected = 0;

	for (size_t i = 0; i < problem->region->client_count; i++)
		counts[problem->status[i]]++;
	for (int32_t c = 0; c < problem->client_count; c++)
		expected += problem->region->clients[problem->clients[c].region_index].birth_day == DAY_NONE;
	printf("%-*s%d to plan (%d still expected), %d finished, %d later\n", NAME_COLUMNS, "Clients",
	       problem->client_count, expected, counts[CLIENT_FINISHED], counts[CLIENT_LATER]);
	if (counts[CLIENT_UNREACHABLE] > 0)
		printf("%*sof those to plan, %d may be served by nobody\n", NAME_COLUMNS, "",
		       counts[CLIENT_UNREACHABLE]);
}

/* Care by who lacks a code cannot be declared. */
static void print_codes(const struct region *region, int32_t plan_date)
{
	size_t count = 0;

	for (size_t i = 0; i < region->caregiver_count; i++) {
		if (!region_lacks_agb(&region->caregivers[i], plan_date))
			continue;
		if (count < CODES_SHOWN) {
			printf(count == 0 ? "%*swithout the AGB code that is asked of them: " : "%*s, ",
			       count == 0 ? NAME_COLUMNS : 0, "");
			excerpt_print_text(stdout, region->caregivers[i].key);
		}
		count++;
	}
	if (count > CODES_SHOWN)
		printf(" and %zu more", count - CODES_SHOWN);
	if (count > 0)
		putchar('\n');
}

static void print_caregivers(const struct region *region)
{
	size_t employees = 0;

	for (size_t i = 0; i < region->caregiver_count; i++)
		employees += region->caregivers[i].employee;
	printf("%-*s%zu: %zu employees, %zu freelance\n", NAME_COLUMNS, "Caregivers", region->caregiver_count,
	       employees, region->caregiver_count - employees);
}

static void print_hours(const struct problem *problem)
{
	int64_t wanted = 0, left = 0, minimum = 0;
	char a[HOURS_TEXT_SIZE], b[HOURS_TEXT_SIZE], c[HOURS_TEXT_SIZE];

	for (int32_t i = 0; i < problem->client_count; i++) {
		wanted += problem->clients[i].wanted_units;
		left += problem->clients[i].left_units;
		minimum += values_client(&problem->clients[i], 0, 0, 0).short_units[TIER_MINIMUM];
	}
	printf("%-*s%s wanted, %s still to give, %s of them legal minimum\n", NAME_COLUMNS, "Hours",
	       hours(a, problem, wanted), hours(b, problem, left), hours(c, problem, minimum));
}

static void print_weeks(const struct problem *problem)
{
	struct week *weeks = weeks_derive(problem);
	char date[DAY_TEXT_SIZE], wanted[HOURS_TEXT_SIZE], available[HOURS_TEXT_SIZE];
	int year, number;

	printf("\n%-10s%-12s%8s%12s%14s\n", "Week", "from", "clients", "wanted", "available");
	for (int32_t w = 0; w < problem->week_count; w++) {
		if (weeks[w].family_count == 0)
			continue;
		int32_t day = weeks[w].first_date;
		day_to_iso_week(day, &year, &number);
		day_format(date, day, false);
		printf("%04d-W%02d  %s%10d%10s h%12s h\n", year, number, date, weeks[w].family_count,
		       hours(wanted, problem, weeks[w].wanted_units),
		       hours(available, problem, weeks[w].available_units));
	}
	printf("What a client still wants is spread evenly over her care days. Travel is not\n"
	       "taken off what is available.\n");
	free(weeks);
}

static void print_summary(const struct problem *problem)
{
	char date[DAY_TEXT_SIZE];

	day_format(date, problem->policy->plan_date, false);
	printf("%-*s%s\n", NAME_COLUMNS, "Plan date", date);
	print_clients(problem);
	print_caregivers(problem->region);
	print_codes(problem->region, problem->policy->plan_date);
	print_hours(problem);
	print_weeks(problem);
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static void print_verdict(const struct region *region, const struct error_log *log)
{
	size_t aside = region->set_aside_count;

	printf("%s: %zu error%s, %zu warning%s", log->error_count > 0 ? "Rejected" : "Good", log->error_count,
	       plural(log->error_count), log->warning_count, plural(log->warning_count));
	if (aside > 0)
		printf(", %zu row%s set aside", aside, plural(aside));
	putchar('\n');
}

/* Findings, then the summary of what can be planned. */
static void report(struct region *region, const struct policy *policy, bool quiet, struct error_log *log)
{
	struct problem problem = {0};
	bool good = error_exit_code(log) == EXIT_DONE;

	if (good)
		good = pins_derive(&problem, region, policy, log);
	if (good)
		reach_warn(&problem, log);
	set_aside_print(region, stderr);
	error_print(log, stderr);
	if (!quiet && log->failure == EXIT_DONE) {
		print_verdict(region, log);
		if (good)
			print_summary(&problem);
	}
	problem_free(&problem);
}

enum exit_code command_check(const struct options *options)
{
	struct region region;
	struct policy policy;
	struct load_digests digests;
	struct error_log log = {0};

	load_region(&region, &policy, &digests, options->region, &options->load, &log);
	report(&region, &policy, options->quiet, &log);
	enum exit_code code = error_exit_code(&log);
	region_free(&region);
	policy_free(&policy);
	error_free(&log);
	return code;
}
