#include "planner/base/error.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/excerpt.h"
#include "planner/base/memory.h"

/* Findings kept before the surplus is dropped: a hostile table may hold millions. */
#define KEPT_MAX (8 * ERROR_SHOWN)

__attribute__((format(printf, 1, 0))) static char *format_text(const char *format, va_list values)
{
	char *text;

	return vasprintf(&text, format, values) >= 0 ? text : memory_copy_text(format);
}

static int compare_places(const struct finding *a, const struct finding *b)
{
	int order = strcmp(a->file, b->file);

	if (order != 0)
		return order;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

static int compare_findings(const void *left, const void *right)
{
	const struct finding *a = left, *b = right;
	int order = compare_places(a, b);

	if (order != 0)
		return order;
	return a->warning != b->warning ? a->warning - b->warning : strcmp(a->text, b->text);
}

static void sort_findings(struct error_log *log)
{
	if (log->finding_count > 1)
		qsort(log->findings, log->finding_count, sizeof *log->findings, compare_findings);
}

/* Drops what cannot be among the first ERROR_SHOWN errors or the first ERROR_SHOWN warnings. */
static void drop_surplus(struct error_log *log)
{
	size_t kept = 0, seen[2] = {0, 0};

	sort_findings(log);
	for (size_t i = 0; i < log->finding_count; i++) {
		struct finding *finding = &log->findings[i];

		if (seen[finding->warning]++ < ERROR_SHOWN) {
			log->findings[kept++] = *finding;
			if (seen[finding->warning] == ERROR_SHOWN)
				log->last_kept[finding->warning] = (struct finding){
					.file = finding->file, .line = finding->line, .column = finding->column};
		} else {
			free(finding->text);
			free(finding->shown);
			free(finding->source);
		}
	}
	log->finding_count = kept;
}

static char *copy_if_any(const char *text)
{
	return text != NULL ? memory_copy_text(text) : NULL;
}

void error_find_list(struct error_log *log, bool warning, const struct error_place *place, const char *format,
		     va_list values)
{
	struct finding finding = {.warning = warning,
				  .file = place->file,
				  .line = place->line,
				  .column = place->column,
				  .caret = place->caret};

	*(warning ? &log->warning_count : &log->error_count) += 1;
	if (log->last_kept[warning].file != NULL && compare_places(&finding, &log->last_kept[warning]) > 0)
		return;
	finding.text = format_text(format, values);
	finding.shown = copy_if_any(place->shown);
	finding.source = copy_if_any(place->source);
	memory_grow(log->findings, log->finding_count, log->finding_capacity);
	log->findings[log->finding_count++] = finding;
	if (log->finding_count == KEPT_MAX)
		drop_surplus(log);
}

void error_find(struct error_log *log, bool warning, const char *file, uint32_t line, uint32_t column,
		const char *shown, const char *format, ...)
{
	const struct error_place place = {file, line, column, shown, column, shown};
	va_list values;

	va_start(values, format);
	error_find_list(log, warning, &place, format, values);
	va_end(values);
}

bool error_fail(struct error_log *log, enum exit_code failure, const char *format, ...)
{
	va_list values;

	if (log->failure != EXIT_DONE)
		return false;
	log->failure = failure;
	va_start(values, format);
	log->failure_text = format_text(format, values);
	va_end(values);
	return false;
}

void error_add(struct error_log *log, const char *format, ...)
{
	char *before = log->failure_text, *more;
	va_list values;

	va_start(values, format);
	more = format_text(format, values);
	va_end(values);
	if (asprintf(&log->failure_text, "%s%s", before, more) < 0)
		log->failure_text = before;
	else
		free(before);
	free(more);
}

static void print_finding(const struct finding *finding, FILE *stream)
{
	excerpt_print_text(stream, finding->file);
	if (finding->line > 0)
		fprintf(stream, ":%u", (unsigned)finding->line);
	if (finding->line > 0 && finding->column > 0)
		fprintf(stream, ":%u", (unsigned)finding->column);
	fputs(finding->warning ? ": warning: " : ": error: ", stream);
	excerpt_print_text(stream, finding->text);
	fputc('\n', stream);
	if (finding->shown != NULL && finding->line > 0)
		excerpt_print_line(stream, finding->shown, finding->caret);
}

static void print_rest(const struct error_log *log, size_t errors_shown, size_t warnings_shown, FILE *stream)
{
	size_t errors = log->error_count - errors_shown, warnings = log->warning_count - warnings_shown;

	if (errors + warnings > 0)
		fprintf(stream, "... and %zu more: %zu error%s, %zu warning%s\n", errors + warnings, errors,
			errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s");
}

void error_print(struct error_log *log, FILE *stream)
{
	/* Errors go first where not all can be shown: a region must not be rejected for reasons that nobody sees. */
	size_t errors_shown = log->error_count < ERROR_SHOWN ? log->error_count : ERROR_SHOWN;
	size_t room = ERROR_SHOWN - errors_shown, shown[2] = {0, 0};
	const size_t limits[2] = {errors_shown, log->warning_count < room ? log->warning_count : room};

	sort_findings(log);
	for (size_t i = 0; i < log->finding_count; i++) {
		const struct finding *finding = &log->findings[i];

		if (shown[finding->warning] < limits[finding->warning]) {
			shown[finding->warning]++;
			print_finding(finding, stream);
		}
	}
	print_rest(log, shown[false], shown[true], stream);
	if (log->failure_text != NULL) {
		fputs("kraamplan: ", stream);
		excerpt_print_text(stream, log->failure_text);
		fputc('\n', stream);
	}
}

enum exit_code error_exit_code(const struct error_log *log)
{
	if (log->failure != EXIT_DONE)
		return log->failure;
	return log->error_count > 0 ? EXIT_REJECTED : EXIT_DONE;
}

void error_free(struct error_log *log)
{
	for (size_t i = 0; i < log->finding_count; i++) {
		free(log->findings[i].text);
		free(log->findings[i].shown);
		free(log->findings[i].source);
	}
	free(log->findings);
	free(log->failure_text);
	*log = (struct error_log){0};
}
