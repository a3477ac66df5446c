/* The command line: which command, on what, under which options. Commands and options are tables (options.c). */
#ifndef PLANNER_COMMAND_OPTIONS_H
#define PLANNER_COMMAND_OPTIONS_H

#include <stdbool.h>
#include <stdio.h>

#include "input/region/load.h"
#include "planner/base/error.h"

enum command {
	COMMAND_PLAN,
	COMMAND_CHECK,
	COMMAND_NIGHTLY,
	COMMAND_AUDIT,
	COMMAND_EXPLAIN,
	COMMAND_WHATIF,
	COMMAND_RISK,
	COMMAND_NIGHTS,
	COMMAND_MERGE,
	COMMAND_KEY,
	COMMAND_COUNT
};

/* What the command line asks for. Texts are borrowed from argv; {0} is valid and empty. */
struct options {
	enum command command;
	bool answered;      /* --help or --version has been printed: nothing else is to be done */
	const char *region; /* folder of tables */
	const char *plan;   /* audit, explain: folder of the plan; whatif: file of scenarios; nightly: archive */
	const char *base;   /* --base; NULL if not given */
	char **clients;     /* explain: keys of clients, from argv */
	int client_count;
	char **operands; /* merge: folders of the parts, from argv */
	int operand_count;
	struct load_options load; /* --policy, --set, --date, --confirmed */
	const char **settings;    /* owned; load.settings points here */
	char *confirmed;          /* --confirmed as one of them; owned, NULL if not given */
	const char *output;       /* -o; NULL if not given */
	const char *insurer;      /* --insurer; NULL if not given */
	const char *key_file;     /* --key; NULL if not given */
	const char *areas_before; /* --areas-before; NULL if not given */
	const char *archive;      /* audit: --archive; NULL if not given */
	int32_t from_day, to_day; /* audit: --from and --to; DAY_NONE if not given */
	const char *previous;     /* --previous; NULL if not given */
	bool force;
	bool accept_losses;  /* nightly: --accept-losses */
	bool quiet, verbose; /* not both: the later one on the command line holds */
	bool dutch;          /* --dialect nl */
	int jobs;            /* threads, 1 or more */
	int effort_percent;  /* 100 is normal */
	int draws, nights, seed;
	int absence_permille;   /* of shifts; --absence */
	bool resume;            /* go on with a run that was broken off */
	int shard, shard_count; /* this part of so many; 0 of 0: all */
};

/* Reads the command line; options is filled, the caller frees. Wrong usage goes to the log as a failure with
 * EXIT_USAGE; --help and --version are answered on stream. */
bool options_read(struct options *options, int argc, char **argv, FILE *stream, struct error_log *log);

/* The help of one command, or of all with COMMAND_COUNT. */
void options_print_help(FILE *stream, enum command command);

void options_free(struct options *options);

#endif
