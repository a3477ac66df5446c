/* The tables behind the command line: options.c reads by them, options_help.c tells them. */
#ifndef PLANNER_COMMAND_OPTIONS_PRIVATE_H
#define PLANNER_COMMAND_OPTIONS_PRIVATE_H

#include <limits.h>

#include "planner/command/options.h"

#define OPTIONS_ON(command) (1u << (command))
#define OPTIONS_ON_EVERY (OPTIONS_ON(COMMAND_COUNT) - 1)

struct command_spec {
	const char *name, *operands, *text;
	int operand_least, operand_most;
};

extern const struct command_spec options_commands[COMMAND_COUNT];

enum option_id {
	OPTION_OUTPUT = UCHAR_MAX + 1, /* beyond what getopt_long returns for itself */
	OPTION_POLICY,
	OPTION_SET,
	OPTION_DATE,
	OPTION_PREVIOUS,
	OPTION_FORCE,
	OPTION_ACCEPT_LOSSES,
	OPTION_EFFORT,
	OPTION_INSURER,
	OPTION_KEY,
	OPTION_AREAS_BEFORE,
	OPTION_ARCHIVE,
	OPTION_FROM,
	OPTION_TO,
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

#define OPTIONS_COUNT (OPTION_VERSION + 1 - OPTION_OUTPUT)

struct option_spec {
	enum option_id id;
	char letter; /* 0: none */
	const char *name, *argument;
	unsigned commands;
	const char *text; /* lines of --help */
};

extern const struct option_spec options_specs[OPTIONS_COUNT];

#endif
