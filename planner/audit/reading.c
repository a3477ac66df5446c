#include "planner/audit/reading.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/plan/plan_secrets.h"
#include "output/folder/place.h"
#include "planner/region/files.h"

static const char *const names[AUDIT_FILE_COUNT] = {PLAN_VISITS,      PLAN_ALLOCATIONS, PLAN_CAREGIVERS,
						    PLAN_BOTTLENECKS, PLAN_CERTIFICATE, PLAN_CHANGES,
						    PLAN_SET_ASIDE,   PLAN_SUMMARY};

const char *audit_name_file(enum audit_file file)
{
	return names[file];
}

struct judge_finding *audit_find(struct audit *audit, enum audit_file file, enum judge_kind kind, const char *told,
				 const char *found, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	struct judge_finding *finding = judge_find_list(&audit->findings, kind, told, found, format, values);
	va_end(values);
	audit->file_findings[file]++;
	return finding;
}

void audit_take_log(struct audit *audit, enum audit_file file, struct error_log *log)
{
	size_t listed = 0;

	for (size_t i = 0; i < log->finding_count; i++) {
		const struct finding *f = &log->findings[i];
		if (f->warning)
			continue;
		struct judge_finding *finding = audit_find(audit, file, JUDGE_READING, NULL, NULL, "%s", f->text);
		judge_set_place(finding, "%s:%u:%u", f->file, f->line, f->column);
		listed++;
	}
	/* A log keeps only so many: the last finding stands for the others. */
	if (log->error_count > listed) {
		size_t others = log->error_count - listed;
		judge_set_place(audit_find(audit, file, JUDGE_READING, NULL, NULL, "%zu errors more", others), "%s",
				names[file]);
		judge_count_more(&audit->findings, JUDGE_READING, others - 1);
		audit->file_findings[file] += others - 1;
	}
	if (log->failure != EXIT_DONE)
		error_fail(&audit->log, log->failure, "%s", log->failure_text);
	error_free(log);
}

/* Without visits and allocations there is nothing to judge; of the rest, to be missing is one fault more. */
static void miss(struct audit *audit, enum audit_file file)
{
	if (file == AUDIT_VISITS || file == AUDIT_ALLOCATIONS)
		error_fail(&audit->log, EXIT_SYSTEM, "%s is not a plan: there is no %s", audit->request.plan,
			   names[file]);
	else
		judge_set_place(audit_find(audit, file, JUDGE_READING, NULL, NULL, "%s is not there", names[file]),
				"%s", names[file]);
}

/* Not every plan has them. */
static bool is_optional(enum audit_file file)
{
	return file == AUDIT_CHANGES || file == AUDIT_SET_ASIDE;
}

void audit_expect_file(struct audit *audit, enum audit_file file, bool expected, const char *why_not)
{
	bool there = audit->files[file].bytes != NULL;

	if (expected && !there && audit->file_findings[file] == 0)
		miss(audit, file);
	if (!expected && there)
		judge_set_place(
			audit_find(audit, file, JUDGE_CLAIM, NULL, NULL, "%s is there, but %s", names[file], why_not),
			"%s", names[file]);
}

bool audit_has_file(const struct audit *audit, enum audit_file file)
{
	return !is_optional(file) || audit->file_findings[file] > 0 || audit->files[file].bytes != NULL;
}

/* The number of the line in which two texts first differ, and where it begins in the second. */
static uint32_t find_difference(const char **line, const struct file_bytes *told, const char *right, size_t length)
{
	uint32_t number = 1;

	*line = right;
	for (size_t i = 0; i < told->length && i < length && told->bytes[i] == right[i]; i++)
		if (right[i] == '\n') {
			number++;
			*line = right + i + 1;
		}
	return number;
}

void audit_check_form(struct audit *audit, enum audit_file file, const char *right, size_t length)
{
	const struct file_bytes *told = &audit->files[file];
	const char *line;

	if (audit->file_findings[file] > 0 || (told->length == length && memcmp(told->bytes, right, length) == 0))
		return;
	uint32_t number = find_difference(&line, told, right, length);
	struct judge_finding *finding = audit_find(
		audit, file, JUDGE_READING, NULL, NULL,
		"%s: line %u is not as kraamplan writes it: other columns, cells or signs, or rows in another order; "
		"expected: %.*s",
		names[file], number, (int)strcspn(line, "\r\n"), *line != '\0' ? line : "nothing");

	judge_set_place(finding, "%s:%u", names[file], number);
}

static int compare_names(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

/* A plan has files of its own and no others. */
static bool find_strays(struct audit *audit)
{
	char **strays = NULL;
	size_t count = 0;

	if (!place_list_strays(&strays, &count, audit->request.plan, &audit->log))
		return false;
	if (count > 1)
		qsort(strays, count, sizeof *strays, compare_names);
	for (size_t i = 0; i < count; i++) {
		judge_set_place(
			judge_find(&audit->findings, JUDGE_READING, NULL, NULL, "%s is no file of a plan", strays[i]),
			"%s", strays[i]);
		free(strays[i]);
	}
	free(strays);
	return true;
}

bool audit_is_judged(const struct audit *audit, enum audit_file file)
{
	if (file == AUDIT_CHANGES)
		return audit->has_outcome && !audit->lacks_previous;
	return audit->has_outcome || (file != AUDIT_BOTTLENECKS && file != AUDIT_SUMMARY && file != AUDIT_SET_ASIDE);
}

bool audit_read_files(struct audit *audit)
{
	for (enum audit_file file = 0; file < AUDIT_FILE_COUNT && audit->log.failure == EXIT_DONE; file++) {
		char *path = file_join_path(audit->request.plan, names[file]);
		struct error_log log = {0};

		if (file_read(&audit->files[file], path, FILE_TABLE_BYTES_MAX, names[file], &log) == FILE_ABSENT &&
		    !is_optional(file)) /* whether it should be there summary and region tell */
			miss(audit, file);
		if (file == AUDIT_SUMMARY && !plan_secrets_check(&audit->files[file], names[file], &log))
			file_free(&audit->files[file]);
		audit_take_log(audit, file, &log);
		free(path);
	}
	return audit->log.failure == EXIT_DONE && find_strays(audit);
}
