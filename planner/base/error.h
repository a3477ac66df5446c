/* What is wrong, gathered: findings of the input, and the one failure that ends a command.
 *
 * Findings keep file, line and column; they are printed sorted, the first 50 of them, the rest counted. A failure of
 * the system (cannot read, cannot write) is one message; a lower message is never overwritten by a higher one.
 */
#ifndef PLANNER_BASE_ERROR_H
#define PLANNER_BASE_ERROR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define ERROR_SHOWN 50 /* findings printed; the rest is counted */

/* Exit codes; every command returns one of these. */
enum exit_code {
	EXIT_DONE = 0,
	EXIT_MINIMUM_SHORT = 1, /* planned, but the legal minimum cannot be met for everyone, or without some rows */
	EXIT_USAGE = 2,
	EXIT_REJECTED = 3, /* errors in the tables; nothing is written */
	EXIT_SYSTEM = 4,   /* could not be read or written */
	EXIT_BROKEN = 5,   /* audit: a rule is broken or a claim is not true */
	EXIT_LOST = 6,     /* the tables look lost or half delivered; nothing is replaced */
	EXIT_DEFECT = 70   /* a defect of the program itself */
};

struct finding {
	bool warning;     /* else an error, which rejects the region */
	const char *file; /* name of the table; static or owned by the caller of error_find */
	uint32_t line;    /* 1 is the first; 0: the table as a whole */
	uint32_t column;  /* in characters, 1 is the first; 0: the row as a whole */
	char *text;       /* owned */
	/* What is shown below it, with a caret under this character (1 is the first; 0: none), or NULL; owned. Of
	 * a row that tells of a person no cell but the one in question. */
	char *shown;
	uint32_t caret;
	char *source; /* the line as it stands in the file, owned; NULL where it must not be told. Not shown */
};

/* A finding that is to be added: its place, and what of it may be shown. All borrowed, the texts are copied. */
struct error_place {
	const char *file;
	uint32_t line, column;
	const char *shown;
	uint32_t caret;
	const char *source;
};

struct error_log {
	struct finding *findings;
	size_t finding_count, finding_capacity;
	size_t error_count, warning_count; /* all of them, kept or not */
	struct finding last_kept[2]; /* [warning] place after which findings are only counted; file NULL: none yet */
	enum exit_code failure;      /* EXIT_DONE while nothing has failed */
	char *failure_text;          /* owned; the first failure */
};

/* Adds a finding. shown is the whole line, with a caret below the column, or NULL; it is copied. */
void error_find(struct error_log *log, bool warning, const char *file, uint32_t line, uint32_t column,
		const char *shown, const char *format, ...) __attribute__((format(printf, 7, 8)));

void error_find_list(struct error_log *log, bool warning, const struct error_place *place, const char *format,
		     va_list values) __attribute__((format(printf, 4, 0)));

/* Notes the failure that ends the command, unless there is one already. Returns false, for `return error_fail(...)`. */
bool error_fail(struct error_log *log, enum exit_code failure, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Adds to the text of the failure, of which there is one. */
void error_add(struct error_log *log, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Prints findings sorted by file, line and column, with what may be shown and a caret, then the failure. Where not all
 * can be shown, errors go before warnings. */
void error_print(struct error_log *log, FILE *stream);

/* The exit code that the log calls for: its failure, else EXIT_REJECTED if there are errors, else EXIT_DONE. */
enum exit_code error_exit_code(const struct error_log *log);

void error_free(struct error_log *log);

#endif
