/* The files of a plan as an audit reads them, and what is wrong with each.
 *
 * Every file is read once: what is judged is what is compared. A finding about a file is made here, so that none is
 * made that does not count for it: a file passes only if nothing was found.
 */
#ifndef PLANNER_AUDIT_READING_H
#define PLANNER_AUDIT_READING_H

#include <stdbool.h>

#include "planner/audit/audit.h"

/* The name of a file of the plan: visits.csv, ... */
const char *audit_name_file(enum audit_file file);

/* Reads all files of the plan into audit->files. What cannot be had of a file becomes a finding of it, and its bytes
 * stay NULL. False with a failure in the log where a file is there and the system does not give it, or the folder is no
 * plan. */
bool audit_read_files(struct audit *audit);

/* Adds a finding about a file of the plan, which fails by it; as judge_find, whose caller may fill in the rest. */
struct judge_finding *audit_find(struct audit *audit, enum audit_file file, enum judge_kind kind, const char *told,
				 const char *found, const char *format, ...) __attribute__((format(printf, 6, 7)));

/* Turns the errors found while reading a file into findings of it, all of them counted; the log is empty afterwards. */
void audit_take_log(struct audit *audit, enum audit_file file, struct error_log *log);

/* A finding where changes.csv or set_aside.csv is not there though expected, or there though not: only some plans have
 * them. why_not: in words. */
void audit_expect_file(struct audit *audit, enum audit_file file, bool expected, const char *why_not);

/* Is there anything to say of the file: is it there, or should it be, or is something wrong with it? */
bool audit_has_file(const struct audit *audit, enum audit_file file);

/* A finding where the file is not byte for byte what the program writes: all files of a plan have one form, so that no
 * other reader finds in them what was not judged. Only where nothing else is wrong with it. */
void audit_check_form(struct audit *audit, enum audit_file file, const char *right, size_t length);

/* Is what the file claims judged? Reasons and values of a plan that breaks rules are not, nor changes without the
 * previous plan at hand. */
bool audit_is_judged(const struct audit *audit, enum audit_file file);

#endif
