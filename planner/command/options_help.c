#include <stdio.h>

#include "planner/base/version.h"
#include "planner/command/options.h"
#include "planner/command/options_private.h"

#define HELP_COLUMN 24 /* where the texts of --help begin */

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
	for (size_t i = 0; i < OPTIONS_COUNT; i++)
		if ((options_specs[i].commands == OPTIONS_ON_EVERY) == common &&
		    (command == COMMAND_COUNT || (options_specs[i].commands & OPTIONS_ON(command))))
			print_option(stream, &options_specs[i]);
}

static void print_usage(FILE *stream, const char *lead, const struct command_spec *command)
{
	fprintf(stream, "%s " PROGRAM_NAME " %s %s [OPTION]...\n", lead, command->name, command->operands);
}

static void print_commands(FILE *stream)
{
	fputs("\nPlans the hours of maternity home care of a region: who goes where, and when.\n\nCommands:\n", stream);
	for (int i = 0; i < COMMAND_COUNT; i++)
		fprintf(stream, "  %-*s%s\n", HELP_COLUMN - 2, options_commands[i].name, options_commands[i].text);
}

static bool has_own_options(enum command command)
{
	for (size_t i = 0; i < OPTIONS_COUNT; i++)
		if (options_specs[i].commands != OPTIONS_ON_EVERY && (options_specs[i].commands & OPTIONS_ON(command)))
			return true;
	return false;
}

void options_print_help(FILE *stream, enum command command)
{
	if (command == COMMAND_COUNT) {
		for (int i = 0; i < COMMAND_COUNT; i++)
			print_usage(stream, i == 0 ? "Usage:" : "      ", &options_commands[i]);
		print_commands(stream);
	} else {
		const char *text = options_commands[command].text;
		print_usage(stream, "Usage:", &options_commands[command]);
		fprintf(stream, "\n%c%s.\n", text[0] - 'a' + 'A', text + 1);
	}
	for (int i = 0; i < COMMAND_COUNT; i++)
		if ((command == COMMAND_COUNT || (int)command == i) && has_own_options((enum command)i)) {
			char title[HELP_COLUMN];
			snprintf(title, sizeof title, "Options of %s", options_commands[i].name);
			print_options(stream, title, (enum command)i, false);
		}
	print_options(stream, "Options", command, true);
	fputs("\nExit codes: 0 done, 1 planned but short of somebody's legal minimum, 2 wrong\n"
	      "usage, 3 errors in the tables, 4 cannot read or write, 5 audited, and a rule\n"
	      "is broken or a claim is not true, 6 the tables look lost, 70 a defect of\n" PROGRAM_NAME ".\n",
	      stream);
}
