#include "planner/command/options.h"

#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "input/text/field.h"
#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/region/region.h"
#include "planner/base/version.h"

#define JOBS_MOST 256
#define EFFORT_MOST 100000
#define DRAWS_MOST 100000
#define NIGHTS_MOST 366
#define SEED_MOST 999999
#define HELP_COLUMN 24 /* where the texts of --help begin */

#define ON(command) (1u << (command))
#define ON_EVERY (ON(COMMAND_COUNT) - 1)

static const struct command_spec {
	const char *name, *operands, *text;
	int operand_least, operand_most;
} commands[COMMAND_COUNT] = {
	[COMMAND_PLAN] = {"plan", "REGION -o PLAN", "make the plan of a region, and write it to PLAN", 1, 1},
	[COMMAND_CHECK] = {"check", "REGION", "read and validate the tables of a region, no more", 1, 1},
	[COMMAND_AUDIT] = {"audit", "REGION PLAN", "judge a plan: rules, claims, bounds, fairness", 2, 2},
	[COMMAND_EXPLAIN] = {"explain", "REGION PLAN [CLIENT]...", "tell why clients get what they get", 2, INT_MAX},
	[COMMAND_WHATIF] = {"whatif", "REGION SCENARIOS -o OUT", "plan the same night in other circumstances", 2, 2},
	[COMMAND_RISK] = {"risk", "REGION -o OUT", "tell how likely it is that somebody stays short", 1, 1},
	[COMMAND_NIGHTS] = {"nights", "REGION -o OUT", "plan night after night, as births and absence come", 1, 1},
	[COMMAND_MERGE] = {"merge", "PART... -o OUT", "put the parts of a run together", 1, INT_MAX},
};

enum option_id {
	OPTION_OUTPUT = UCHAR_MAX + 1, /* beyond what getopt_long returns for itself */
	OPTION_POLICY,
	OPTION_SET,
	OPTION_DATE,
	OPTION_PREVIOUS,
	OPTION_FORCE,
	OPTION_EFFORT,
	OPTION_INSURER,
	OPTION_KEY,
	OPTION_AREAS_BEFORE,
	OPTION_BASE,
	OPTION_DRAWS,
	OPTION_NIGHTS,
	OPTION_CONFIRMED,
	OPTION_SEED,
	OPTION_ABSENCE,
	OPTION_RESUME,
	OPTION_SHARD,
	OPTION_DIALECT,
	OPTION_JOBS,
	OPTION_QUIET,
	OPTION_VERBOSE,
	OPTION_HELP,
	OPTION_VERSION,
};

static const struct option_spec {
	enum option_id id;
	char letter; /* 0: none */
	const char *name, *argument;
	unsigned commands;
	const char *text; /* lines of --help */
} specs[] = {
	{OPTION_OUTPUT, 'o', "output", "FOLDER",
	 ON(COMMAND_PLAN) | ON(COMMAND_AUDIT) | ON(COMMAND_WHATIF) | ON(COMMAND_RISK) | ON(COMMAND_NIGHTS) |
		 ON(COMMAND_MERGE),
	 "folder to write to: the plan, or what was found; whole\nor not at all"},
	{OPTION_POLICY, 0, "policy", "FILE", ON_EVERY, "the policy, in the place of policy.ini of the region"},
	{OPTION_SET, 0, "set", "KEY=VALUE", ON_EVERY,
	 "set one value of the policy over its file, as in\n--set max_caregivers=3; may be given more than once"},
	{OPTION_DATE, 0, "date", "DATE", ON_EVERY,
	 "first day that is planned, over plan_date of the policy;\nas in 2026-07-13"},
	{OPTION_PREVIOUS, 0, "previous", "PLAN", ON(COMMAND_PLAN) | ON(COMMAND_AUDIT) | ON(COMMAND_EXPLAIN),
	 "keep to this earlier plan wherever that costs nothing;\n"
	 "audit: the earlier plan that was kept to; explain: the\nearlier plan since which changes are told"},
	{OPTION_FORCE, 0, "force", NULL, ON(COMMAND_PLAN) | ON(COMMAND_AUDIT) | ON(COMMAND_RISK) | ON(COMMAND_MERGE),
	 "replace what stands in the folder already, if that was\nwritten by this program"},
	{OPTION_EFFORT, 0, "effort", "PERCENT",
	 ON(COMMAND_PLAN) | ON(COMMAND_WHATIF) | ON(COMMAND_RISK) | ON(COMMAND_NIGHTS),
	 "how much to search; 100 is normal, 300 thrice as long"},
	{OPTION_INSURER, 0, "insurer", "UZOVI", ON(COMMAND_AUDIT),
	 "write what this insurer may see: its own clients, and\nfigures on all others"},
	{OPTION_KEY, 0, "key", "FILE", ON(COMMAND_AUDIT), "key under which --insurer replaces client keys"},
	{OPTION_AREAS_BEFORE, 0, "areas-before", "FILE", ON(COMMAND_AUDIT),
	 "an earlier workareas.csv: tell which areas shrank"},
	{OPTION_BASE, 0, "base", "PLAN", ON(COMMAND_WHATIF),
	 "the plan of the region as it is: it must be the one\nthat scenarios are compared with, byte for byte"},
	{OPTION_DRAWS, 0, "draws", "N", ON(COMMAND_RISK), "how many times births and absence are drawn; 1000"},
	{OPTION_NIGHTS, 0, "nights", "N", ON(COMMAND_NIGHTS), "how many nights follow each other; 28"},
	{OPTION_CONFIRMED, 0, "confirmed", "DAYS", ON(COMMAND_NIGHTS),
	 "pin the visits so many days ahead, but for clients and\ncaregivers with news; 2 by default, 0 pins none"},
	{OPTION_SEED, 0, "seed", "N", ON(COMMAND_RISK) | ON(COMMAND_NIGHTS), "draws others than those of seed 1"},
	{OPTION_ABSENCE, 0, "absence", "PERCENT", ON(COMMAND_RISK) | ON(COMMAND_NIGHTS),
	 "share of shifts that drop out because caregivers are\nill, as in 7.5; 0 by default"},
	{OPTION_RESUME, 0, "resume", NULL, ON(COMMAND_WHATIF) | ON(COMMAND_RISK),
	 "go on with the same run where it was broken off"},
	{OPTION_SHARD, 0, "shard", "K/N", ON(COMMAND_WHATIF) | ON(COMMAND_RISK),
	 "only part K of N, which `merge` puts together"},
	{OPTION_DIALECT, 0, "dialect", "en|nl", ON_EVERY,
	 "how tables are written: en, the default, or nl, for a\nDutch spreadsheet; reading finds out by itself"},
	{OPTION_JOBS, 'j', "jobs", "N", ON_EVERY,
	 "work on at most N things at a time, 1 by default; the\nplan is the same for every N"},
	{OPTION_QUIET, 'q', "quiet", NULL, ON_EVERY, "print nothing but errors and warnings"},
	{OPTION_VERBOSE, 'v', "verbose", NULL, ON_EVERY, "print more"},
	{OPTION_HELP, 'h', "help", NULL, ON_EVERY, "print this and do nothing else"},
	{OPTION_VERSION, 'V', "version", NULL, ON_EVERY, "print the version and do nothing else"},
};

#define SPEC_COUNT (sizeof specs / sizeof *specs)

static void print_text(FILE *stream, const char *text)
{
	for (; *text != '\0'; text++) {
		putc(*text, stream);
		if (*text == '\n')
			fprintf(stream, "%*s", HELP_COLUMN, "");
	}
	putc('\n', stream);
}

static void print_option(FILE *stream, const struct option_spec *spec)
{
	char head[HELP_COLUMN + 16];
	int width = 0;

	if (spec->letter != 0)
		width = snprintf(head, sizeof head, "  -%c, --%s", spec->letter, spec->name);
	else
		width = snprintf(head, sizeof head, "      --%s", spec->name);
	if (spec->argument != NULL)
		width += snprintf(head + width, sizeof head - (size_t)width, " %s", spec->argument);
	if (width < HELP_COLUMN)
		fprintf(stream, "%-*s", HELP_COLUMN, head);
	else
		fprintf(stream, "%s\n%*s", head, HELP_COLUMN, "");
	print_text(stream, spec->text);
}

static void print_options(FILE *stream, const char *title, enum command command, bool common)
{
	fprintf(stream, "\n%s:\n", title);
	for (size_t i = 0; i < SPEC_COUNT; i++)
		if ((specs[i].commands == ON_EVERY) == common &&
		    (command == COMMAND_COUNT || (specs[i].commands & ON(command))))
			print_option(stream, &specs[i]);
}

static void print_usage(FILE *stream, const char *lead, const struct command_spec *command)
{
	fprintf(stream, "%s " PROGRAM_NAME " %s %s [OPTION]...\n", lead, command->name, command->operands);
}

static void print_commands(FILE *stream)
{
	fputs("\nPlans the hours of maternity home care of a region: who goes where, and when.\n\nCommands:\n", stream);
	for (int i = 0; i < COMMAND_COUNT; i++)
		fprintf(stream, "  %-*s%s\n", HELP_COLUMN - 2, commands[i].name, commands[i].text);
}

static bool has_own_options(enum command command)
{
	for (size_t i = 0; i < SPEC_COUNT; i++)
		if (specs[i].commands != ON_EVERY && (specs[i].commands & ON(command)))
			return true;
	return false;
}

void options_print_help(FILE *stream, enum command command)
{
	if (command == COMMAND_COUNT) {
		for (int i = 0; i < COMMAND_COUNT; i++)
			print_usage(stream, i == 0 ? "Usage:" : "      ", &commands[i]);
		print_commands(stream);
	} else {
		const char *text = commands[command].text;
		print_usage(stream, "Usage:", &commands[command]);
		fprintf(stream, "\n%c%s.\n", text[0] - 'a' + 'A', text + 1);
	}
	for (int i = 0; i < COMMAND_COUNT; i++)
		if ((command == COMMAND_COUNT || (int)command == i) && has_own_options((enum command)i)) {
			char title[HELP_COLUMN];
			snprintf(title, sizeof title, "Options of %s", commands[i].name);
			print_options(stream, title, (enum command)i, false);
		}
	print_options(stream, "Options", command, true);
	fputs("\nExit codes: 0 done, 1 planned but short of somebody's legal minimum, 2 wrong\n"
	      "usage, 3 errors in the tables, 4 cannot read or write, 5 audited, and a rule\n"
	      "is broken or a claim is not true, 70 a defect of " PROGRAM_NAME ".\n",
	      stream);
}

static const struct option_spec *find_spec(int found)
{
	for (size_t i = 0; i < SPEC_COUNT; i++)
		if (found == (int)specs[i].id || (specs[i].letter != 0 && found == specs[i].letter))
			return &specs[i];
	return NULL;
}

static bool read_number(int *number, const char *name, const char *text, int most, struct error_log *log)
{
	int32_t count;
	enum field_result result = field_read_count(&count, (struct field_text){text, strlen(text)});

	if (result != FIELD_GOOD || count < 1 || count > most)
		return error_fail(log, EXIT_USAGE, "--%s: expected a number from 1 to %d, found \"%s\"", name, most,
				  text);
	*number = count;
	return true;
}

static bool read_date(int32_t *day, const char *text, struct error_log *log)
{
	switch (field_read_day(day, (struct field_text){text, strlen(text)})) {
	case FIELD_GOOD:
		return true;
	case FIELD_VALUE:
		return error_fail(log, EXIT_USAGE, "--date: there is no day %s", text);
	default:
		return error_fail(log, EXIT_USAGE, "--date: expected a date like 2026-07-13, found \"%s\"", text);
	}
}

static bool read_dialect(bool *dutch, const char *text, struct error_log *log)
{
	*dutch = strcmp(text, "nl") == 0;
	if (!*dutch && strcmp(text, "en") != 0)
		return error_fail(log, EXIT_USAGE, "--dialect: expected en or nl, found \"%s\"", text);
	return true;
}

/* Percent with at most one decimal. */
static bool read_permille(int *permille, const char *name, const char *text, struct error_log *log)
{
	size_t length = strlen(text);
	int32_t ticks; /* hours are read the same way */

	if (length > 0 && text[length - 1] == '%')
		length--;
	if (field_read_hours(&ticks, (struct field_text){text, length}) != FIELD_GOOD ||
	    ticks > 100 * REGION_HOUR_TICKS || ticks % (REGION_HOUR_TICKS / 10) != 0)
		return error_fail(log, EXIT_USAGE, "--%s: expected a percentage like 7.5, found \"%s\"", name, text);
	*permille = ticks / (REGION_HOUR_TICKS / 10);
	return true;
}

static bool read_shard(struct options *options, const char *text, struct error_log *log)
{
	size_t length = strcspn(text, "/");
	int32_t shard = 0, count = 0;
	bool good = text[length] == '/' && field_read_count(&shard, (struct field_text){text, length}) == FIELD_GOOD &&
		    field_read_count(&count, (struct field_text){text + length + 1, strlen(text + length + 1)}) ==
			    FIELD_GOOD;

	if (!good || shard < 1 || shard > count)
		return error_fail(log, EXIT_USAGE, "--shard: expected K/N with K from 1 to N, found \"%s\"", text);
	options->shard = shard;
	options->shard_count = count;
	return true;
}

static bool take_option(struct options *options, const struct option_spec *spec, const char *argument,
			struct error_log *log)
{
	switch (spec->id) {
	case OPTION_OUTPUT:
		options->output = argument;
		break;
	case OPTION_POLICY:
		options->load.policy_file = argument;
		break;
	case OPTION_SET:
		options->settings[options->load.setting_count++] = argument;
		break;
	case OPTION_DATE:
		return read_date(&options->load.plan_date, argument, log);
	case OPTION_PREVIOUS:
		options->previous = argument;
		break;
	case OPTION_FORCE:
		options->force = true;
		break;
	case OPTION_EFFORT:
		return read_number(&options->effort_percent, spec->name, argument, EFFORT_MOST, log);
	case OPTION_INSURER:
		options->insurer = argument;
		break;
	case OPTION_KEY:
		options->key_file = argument;
		break;
	case OPTION_AREAS_BEFORE:
		options->areas_before = argument;
		break;
	case OPTION_BASE:
		options->base = argument;
		break;
	case OPTION_DRAWS:
		return read_number(&options->draws, spec->name, argument, DRAWS_MOST, log);
	case OPTION_NIGHTS:
		return read_number(&options->nights, spec->name, argument, NIGHTS_MOST, log);
	case OPTION_CONFIRMED:
		options->confirmed_days = 0;
		return strcmp(argument, "0") == 0 ||
		       read_number(&options->confirmed_days, spec->name, argument, NIGHTS_MOST, log);
	case OPTION_SEED:
		return read_number(&options->seed, spec->name, argument, SEED_MOST, log);
	case OPTION_ABSENCE:
		return read_permille(&options->absence_permille, spec->name, argument, log);
	case OPTION_RESUME:
		options->resume = true;
		break;
	case OPTION_SHARD:
		return read_shard(options, argument, log);
	case OPTION_DIALECT:
		return read_dialect(&options->dutch, argument, log);
	case OPTION_JOBS:
		return read_number(&options->jobs, spec->name, argument, JOBS_MOST, log);
	case OPTION_QUIET:
	case OPTION_VERBOSE:
		options->quiet = spec->id == OPTION_QUIET;
		options->verbose = !options->quiet;
		break;
	case OPTION_HELP:
	case OPTION_VERSION:
		break; /* answered before */
	}
	return true;
}

/* What getopt_long wants of the table; letters is a text like ":o:jq". */
static void describe_options(struct option *longs, char *letters)
{
	*letters++ = ':'; /* a missing argument is reported as ':' */
	for (size_t i = 0; i < SPEC_COUNT; i++) {
		int has_argument = specs[i].argument != NULL ? required_argument : no_argument;
		longs[i] = (struct option){specs[i].name, has_argument, NULL, (int)specs[i].id};
		if (specs[i].letter != 0) {
			*letters++ = specs[i].letter;
			if (has_argument == required_argument)
				*letters++ = ':';
		}
	}
	longs[SPEC_COUNT] = (struct option){0};
	*letters = '\0';
}

/* Reads the options, and marks in used[] which were given; operands are left in argv from optind on. */
static bool scan_options(struct options *options, bool used[SPEC_COUNT], int argc, char **argv, struct error_log *log)
{
	struct option longs[SPEC_COUNT + 1];
	char letters[2 * SPEC_COUNT + 2];
	int found;

	describe_options(longs, letters);
	optind = 0; /* makes glibc begin anew */
	opterr = 0;
	while ((found = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		const struct option_spec *spec = find_spec(found);
		if (found == ':')
			return error_fail(log, EXIT_USAGE, "%s: an argument is missing", argv[optind - 1]);
		if (spec == NULL)
			return error_fail(log, EXIT_USAGE, "%s: there is no such option", argv[optind - 1]);
		if (!take_option(options, spec, optarg, log))
			return false;
		used[spec - specs] = true;
	}
	return true;
}

static bool find_command(enum command *command, const char *name, struct error_log *log)
{
	for (int i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(commands[i].name, name) == 0) {
			*command = (enum command)i;
			return true;
		}
	return error_fail(log, EXIT_USAGE, "%s: there is no such command", name);
}

static bool take_operands(struct options *options, const bool used[SPEC_COUNT], int count, char **operands,
			  struct error_log *log)
{
	const struct command_spec *command = &commands[options->command];

	for (size_t i = 0; i < SPEC_COUNT; i++)
		if (used[i] && !(specs[i].commands & ON(options->command)))
			return error_fail(log, EXIT_USAGE, "%s: --%s is not for this command", command->name,
					  specs[i].name);
	if (count < command->operand_least || count > command->operand_most)
		return error_fail(log, EXIT_USAGE, "%s: expected %s", command->name, command->operands);
	if (options->output == NULL && strstr(command->operands, "-o ") != NULL)
		return error_fail(log, EXIT_USAGE, "%s: -o %s is missing", command->name,
				  strstr(command->operands, "-o ") + 3);
	options->operands = operands;
	options->operand_count = count;
	options->region = operands[0];
	options->plan = count > 1 ? operands[1] : NULL;
	options->clients = operands + (count > 1 ? 2 : count);
	options->client_count = count > 2 ? count - 2 : 0;
	return true;
}

bool options_read(struct options *options, int argc, char **argv, FILE *stream, struct error_log *log)
{
	bool used[SPEC_COUNT] = {false};

	*options = (struct options){.command = COMMAND_COUNT,
				    .jobs = 1,
				    .effort_percent = 100,
				    .draws = 1000,
				    .nights = 28,
				    .confirmed_days = 2,
				    .seed = 1};
	options->load.plan_date = DAY_NONE;
	options->settings = memory_allocate((size_t)argc, sizeof *options->settings);
	options->load.settings = options->settings;
	if (!scan_options(options, used, argc, argv, log))
		return false;
	bool has_command = optind < argc, help = used[find_spec(OPTION_HELP) - specs];

	if (used[find_spec(OPTION_VERSION) - specs]) {
		fputs(PROGRAM_NAME " " PROGRAM_VERSION "\n", stream);
		return options->answered = true;
	}
	if (has_command && !find_command(&options->command, argv[optind], log))
		return false;
	if (help) {
		options_print_help(stream, options->command);
		return options->answered = true;
	}
	if (!has_command)
		return error_fail(log, EXIT_USAGE, "which command? Try " PROGRAM_NAME " --help");
	return take_operands(options, used, argc - optind - 1, argv + optind + 1, log);
}

void options_free(struct options *options)
{
	free(options->settings);
	*options = (struct options){0};
}
