#include "planner/audit/reading.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "planner/region/files.h"

static const char *const names[AUDIT_FILE_COUNT] = {
	PLAN_VISITS, PLAN_ALLOCATIONS, PLAN_CAREGIVERS, PLAN_BOTTLENECKS, PLAN_CERTIFICATE, PLAN_CHANGES, PLAN_SUMMARY};

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

void audit_expect_changes(struct audit *audit, bool expected)
{
	bool there = audit->files[AUDIT_CHANGES].bytes != NULL;

	if (expected && !there && audit->file_findings[AUDIT_CHANGES] == 0)
		miss(audit, AUDIT_CHANGES);
	if (!expected && there)
		judge_set_place(audit_find(audit, AUDIT_CHANGES, JUDGE_CLAIM, NULL, NULL,
					   "%s is there, but the plan has no previous one", names[AUDIT_CHANGES]),
				"%s", names[AUDIT_CHANGES]);
}

bool audit_is_judged(const struct audit *audit, enum audit_file file)
{
	if (file == AUDIT_CHANGES)
		return audit->has_outcome && !audit->lacks_previous;
	return audit->has_outcome || (file != AUDIT_BOTTLENECKS && file != AUDIT_SUMMARY);
}

bool audit_read_files(struct audit *audit)
{
	for (enum audit_file file = 0; file < AUDIT_FILE_COUNT && audit->log.failure == EXIT_DONE; file++) {
		char *path = file_join_path(audit->request.plan, names[file]);
		struct error_log log = {0};

		if (file_read(&audit->files[file], path, FILE_TABLE_BYTES_MAX, names[file], &log) == FILE_ABSENT &&
		    file != AUDIT_CHANGES) /* whether it should be there the summary tells */
			miss(audit, file);
		audit_take_log(audit, file, &log);
		free(path);
	}
	return audit->log.failure == EXIT_DONE;
}
