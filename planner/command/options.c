#include "planner/command/options.h"

#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "input/text/field.h"
#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/region/policy.h"
#include "planner/region/region.h"
#include "planner/region/setting.h"
#include "planner/base/version.h"
#include "planner/command/options_private.h"

#define JOBS_MOST 256
#define EFFORT_MOST 100000
#define DRAWS_MOST 100000
#define NIGHTS_MOST 366
#define SEED_MOST 999999

static const struct option_spec *find_spec(int found)
{
	for (size_t i = 0; i < OPTIONS_COUNT; i++)
		if (found == (int)options_specs[i].id ||
		    (options_specs[i].letter != 0 && found == options_specs[i].letter))
			return &options_specs[i];
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

static bool read_date(int32_t *day, const char *name, const char *text, struct error_log *log)
{
	switch (field_read_day(day, (struct field_text){text, strlen(text)})) {
	case FIELD_GOOD:
		return true;
	case FIELD_VALUE:
		return error_fail(log, EXIT_USAGE, "--%s: there is no day %s", name, text);
	default:
		return error_fail(log, EXIT_USAGE, "--%s: expected a date like 2026-07-13, found \"%s\"", name, text);
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

/* It is the key of the policy by a shorter name: the last of all such words counts. */
static bool take_confirmed(struct options *options, const char *text, struct error_log *log)
{
	int32_t days;
	char setting[64];

	if (field_read_count(&days, (struct field_text){text, strlen(text)}) != FIELD_GOOD || days < 0 ||
	    days > POLICY_CONFIRMED_MOST)
		return error_fail(log, EXIT_USAGE, "--confirmed: expected a number from 0 to %d, found \"%s\"",
				  POLICY_CONFIRMED_MOST, text);
	snprintf(setting, sizeof setting, "%s=%d", settings[CONFIRMED_DAYS].name, (int)days);
	free(options->confirmed);
	options->confirmed = memory_copy_text(setting);
	return true;
}

/* Where the argument goes as it stands; NULL where it is read. */
static const char **find_text(struct options *options, enum option_id id)
{
	switch (id) {
	case OPTION_OUTPUT:
		return &options->output;
	case OPTION_POLICY:
		return &options->load.policy_file;
	case OPTION_PREVIOUS:
		return &options->previous;
	case OPTION_INSURER:
		return &options->insurer;
	case OPTION_KEY:
		return &options->key_file;
	case OPTION_AREAS_BEFORE:
		return &options->areas_before;
	case OPTION_ARCHIVE:
		return &options->archive;
	case OPTION_BASE:
		return &options->base;
	default:
		return NULL;
	}
}

static bool take_option(struct options *options, const struct option_spec *spec, const char *argument,
			struct error_log *log)
{
	const char **text = find_text(options, spec->id);

	if (text != NULL)
		*text = argument;
	switch (spec->id) {
	case OPTION_SET:
		options->settings[options->load.setting_count++] = argument;
		break;
	case OPTION_DATE:
		return read_date(&options->load.plan_date, spec->name, argument, log);
	case OPTION_FROM:
		return read_date(&options->from_day, spec->name, argument, log);
	case OPTION_TO:
		return read_date(&options->to_day, spec->name, argument, log);
	case OPTION_FORCE:
		options->force = true;
		break;
	case OPTION_ACCEPT_LOSSES:
		options->accept_losses = true;
		break;
	case OPTION_EFFORT:
		return read_number(&options->effort_percent, spec->name, argument, EFFORT_MOST, log);
	case OPTION_DRAWS:
		return read_number(&options->draws, spec->name, argument, DRAWS_MOST, log);
	case OPTION_NIGHTS:
		return read_number(&options->nights, spec->name, argument, NIGHTS_MOST, log);
	case OPTION_CONFIRMED:
		return take_confirmed(options, argument, log);
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
	default: /* a text, or answered before */
		break;
	}
	return true;
}

/* What getopt_long wants of the table; letters is a text like ":o:jq". */
static void describe_options(struct option *longs, char *letters)
{
	*letters++ = ':'; /* a missing argument is reported as ':' */
	for (size_t i = 0; i < OPTIONS_COUNT; i++) {
		int has_argument = options_specs[i].argument != NULL ? required_argument : no_argument;
		longs[i] = (struct option){options_specs[i].name, has_argument, NULL, (int)options_specs[i].id};
		if (options_specs[i].letter != 0) {
			*letters++ = options_specs[i].letter;
			if (has_argument == required_argument)
				*letters++ = ':';
		}
	}
	longs[OPTIONS_COUNT] = (struct option){0};
	*letters = '\0';
}

/* Reads the options, and marks in used[] which were given; operands are left in argv from optind on. */
static bool scan_options(struct options *options, bool used[OPTIONS_COUNT], int argc, char **argv,
			 struct error_log *log)
{
	struct option longs[OPTIONS_COUNT + 1];
	char letters[2 * OPTIONS_COUNT + 2];
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
		used[spec - options_specs] = true;
	}
	return true;
}

static bool find_command(enum command *command, const char *name, struct error_log *log)
{
	for (int i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(options_commands[i].name, name) == 0) {
			*command = (enum command)i;
			return true;
		}
	return error_fail(log, EXIT_USAGE, "%s: there is no such command", name);
}

static bool take_operands(struct options *options, const bool used[OPTIONS_COUNT], int count, char **operands,
			  struct error_log *log)
{
	const struct command_spec *command = &options_commands[options->command];

	for (size_t i = 0; i < OPTIONS_COUNT; i++)
		if (used[i] && !(options_specs[i].commands & OPTIONS_ON(options->command)))
			return error_fail(log, EXIT_USAGE, "%s: --%s is not for this command", command->name,
					  options_specs[i].name);
	bool archive = options->archive != NULL; /* stands for region and plan */

	if (archive ? count > 0 : count < command->operand_least || count > command->operand_most)
		return error_fail(log, EXIT_USAGE, "%s: expected %s", command->name,
				  archive ? "nothing besides --archive" : command->operands);
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
	bool used[OPTIONS_COUNT] = {false};

	*options = (struct options){
		.command = COMMAND_COUNT, .jobs = 1, .effort_percent = 100, .draws = 1000, .nights = 28, .seed = 1};
	options->load.plan_date = options->from_day = options->to_day = DAY_NONE;
	options->settings = memory_allocate((size_t)argc, sizeof *options->settings);
	options->load.settings = options->settings;
	if (!scan_options(options, used, argc, argv, log))
		return false;
	if (options->confirmed != NULL)
		options->settings[options->load.setting_count++] = options->confirmed;
	bool has_command = optind < argc, help = used[find_spec(OPTION_HELP) - options_specs];

	if (used[find_spec(OPTION_VERSION) - options_specs]) {
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
	free(options->confirmed);
	*options = (struct options){0};
}
