#include "tests/support/input_support.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "planner/base/day.h"

static const char *const files[][2] = {
	{"clients.csv", INPUT_CLIENTS_HEADING INPUT_CLIENT("c1") "c2,p1,0101,2000,20-07-2026,,,45,,,,,,,,\n"},
	{"caregivers.csv", "caregiver_id,provider,employment,max_hours_week\nk1,p1,employee,28\nk2,p2,zzp,\n"},
	{"availability.csv", "caregiver_id,date,hours\nk1,2026-07-14,8\nk2,2026-07-20,7.5\n"},
	{"workareas.csv", "provider,caregiver_id,postcode_from,postcode_to\np1,,1000,2999\np2,,1000,1999\n"},
	{"policy.ini", "[plan]\nplan_date = 2026-07-13\n"},
};

void input_write_bytes(const struct input_region *input, const char *file, const void *bytes, size_t size)
{
	char path[128];

	snprintf(path, sizeof path, "%s/%s", input->folder, file);
	unlink(path);
	if (bytes == NULL)
		return;
	FILE *stream = fopen(path, "wb");
	cr_assert_not_null(stream);
	cr_assert_eq(fwrite(bytes, 1, size, stream), size);
	cr_assert_eq(fclose(stream), 0);
}

void input_write(const struct input_region *input, const char *file, const char *text)
{
	input_write_bytes(input, file, text, text != NULL ? strlen(text) : 0);
}

void input_begin(struct input_region *input)
{
	*input = (struct input_region){.folder = "/tmp/kraamplan-test-XXXXXX"};
	cr_assert_not_null(mkdtemp(input->folder));
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		input_write(input, files[i][0], files[i][1]);
}

void input_load(struct input_region *input, const char *const *settings)
{
	struct load_options options = {.plan_date = DAY_NONE, .settings = settings};

	while (settings != NULL && settings[options.setting_count] != NULL)
		options.setting_count++;
	input->good =
		load_region(&input->region, &input->policy, &input->digests, input->folder, &options, &input->log);
	cr_expect_eq(input->good, error_exit_code(&input->log) == EXIT_DONE);
}

static void print_findings(const struct error_log *log)
{
	for (size_t i = 0; i < log->finding_count; i++)
		fprintf(stderr, "%s:%u:%u: %s: %s\n", log->findings[i].file, (unsigned)log->findings[i].line,
			(unsigned)log->findings[i].column, log->findings[i].warning ? "warning" : "error",
			log->findings[i].text);
	if (log->failure_text != NULL)
		fprintf(stderr, "failure: %s\n", log->failure_text);
}

void input_expect(const struct input_region *input, bool warning, const char *file, uint32_t line, uint32_t column,
		  const char *fragment)
{
	for (size_t i = 0; i < input->log.finding_count; i++) {
		const struct finding *finding = &input->log.findings[i];

		if (finding->warning == warning && strcmp(finding->file, file) == 0 && finding->line == line &&
		    finding->column == column && strstr(finding->text, fragment) != NULL)
			return;
	}
	print_findings(&input->log);
	cr_expect(false, "no %s %s:%u:%u with \"%s\"", warning ? "warning" : "error", file, (unsigned)line,
		  (unsigned)column, fragment);
}

void input_expect_counts(const struct input_region *input, size_t errors, size_t warnings)
{
	if (input->log.error_count != errors || input->log.warning_count != warnings)
		print_findings(&input->log);
	cr_expect_eq(input->log.error_count, errors);
	cr_expect_eq(input->log.warning_count, warnings);
	cr_expect_null(input->log.failure_text);
}

char *input_print(struct input_region *input)
{
	char *text = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size);

	cr_assert_not_null(stream);
	error_print(&input->log, stream);
	cr_assert_eq(fclose(stream), 0);
	return text;
}

static void remove_folder(const char *folder)
{
	DIR *stream = opendir(folder);
	struct dirent *entry;

	cr_assert_not_null(stream);
	while ((entry = readdir(stream)) != NULL)
		if (entry->d_name[0] != '.') {
			char path[512];

			snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
			if (unlink(path) != 0)
				rmdir(path);
		}
	closedir(stream);
	rmdir(folder);
}

void input_end(struct input_region *input)
{
	remove_folder(input->folder);
	region_free(&input->region);
	policy_free(&input->policy);
	error_free(&input->log);
	error_free(&input->log); /* twice is fine */
}
