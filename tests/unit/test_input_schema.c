/* The schema and what input/FORMAT.md tells of it. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner/region/schema.h"
#include "tests/support/input_support.h"

#define FORMAT_BYTES_MAX 65536

/* The document, from the top of the project, where tests run; the caller frees. */
static char *read_format(void)
{
	char *text = calloc(FORMAT_BYTES_MAX, 1);
	FILE *stream = fopen("input/FORMAT.md", "rb");

	cr_assert(text != NULL && stream != NULL);
	cr_assert_gt(fread(text, 1, FORMAT_BYTES_MAX - 1, stream), 0);
	fclose(stream);
	return text;
}

/* The section on a table, up to the next heading; cut out of the text. */
static char *find_section(char *text, const char *file)
{
	char heading[64];

	snprintf(heading, sizeof heading, "\n## %s", file);
	char *section = strstr(text, heading);
	cr_assert_not_null(section, "%s", file);
	char *end = strstr(section + 1, "\n## ");
	cr_assert_not_null(end);
	*end = '\0';
	return section;
}

static void expect_column(const char *section, const struct schema_column *column, const char *file)
{
	char row[160];
	bool needed = column->required;

	snprintf(row, sizeof row, "| `%s` | `%s` |", column->name, column->dutch);
	const char *at = strstr(section, row);
	cr_assert_not_null(at, "%s: %s", file, row);
	cr_expect_eq(strncmp(at + strlen(row), " needed |", 9) == 0, needed, "%s: %s", file, row);
	if (column->kind == SCHEMA_CHOICE)
		for (const struct schema_word *word = column->words; word->word != NULL; word++) {
			snprintf(row, sizeof row, "`%s`", word->word);
			cr_expect_not_null(strstr(section, row), "%s: %s", file, word->word);
		}
}

Test(schema, documented)
{
	for (int i = 0; i < SCHEMA_TABLE_COUNT; i++) {
		char *text = read_format(), *section = find_section(text, schemas[i].file);

		for (size_t c = 0; c < schemas[i].column_count; c++)
			expect_column(section, &schemas[i].columns[c], schemas[i].file);
		free(text);
	}
}

/* Members of rows: within the row, apart from each other and from the line. */
Test(schema, members)
{
	for (int i = 0; i < SCHEMA_TABLE_COUNT; i++) {
		const struct schema *schema = &schemas[i];

		cr_expect(schema->row_size <= SCHEMA_ROW_BYTES_MAX && schema->column_count <= SCHEMA_COLUMNS_MAX);
		for (size_t c = 0; c < schema->column_count; c++) {
			const struct schema_column *column = &schema->columns[c];

			cr_expect(column->offset + column->size <= schema->line_offset, "%s", column->name);
			cr_expect_eq(column->kind == SCHEMA_CHOICE, column->words != NULL, "%s", column->name);
			for (size_t d = 0; d < c; d++)
				cr_expect(schema->columns[d].offset != column->offset &&
						  strcmp(schema->columns[d].name, column->name) != 0 &&
						  strcmp(schema->columns[d].dutch, column->dutch) != 0,
					  "%s: %s", schema->file, column->name);
		}
	}
}

/* The indented lines that follow the first place of this text, without their indent; the caller frees. */
static char *find_example(const char *text, const char *before)
{
	const char *line = strstr(text, before);
	char *example = calloc(FORMAT_BYTES_MAX, 1);
	size_t length = 0;

	cr_assert(line != NULL && example != NULL);
	line = strchr(line + 1, '\n') + 1; /* the text itself may begin with a line end */
	while (*line == '\n' || strncmp(line, "    ", 4) == 0) {
		const char *end = strchr(line, '\n') + 1;
		size_t indent = *line == ' ' ? 4 : 0, count = (size_t)(end - line) - indent;

		memcpy(example + length, line + indent, count);
		length += count;
		line = end;
	}
	return example;
}

/* Writes the files of the small region: a line that is not indented further names the file it begins. */
static void write_files(const struct input_region *input, char *example)
{
	enum { NAME_COLUMNS = 20 };
	char file[64] = "", text[2000] = "";
	size_t length = 0;

	for (char *line = example, *end; *line != '\0'; line = end) {
		end = strchr(line, '\n') + 1;
		if (*line == '\n')
			continue;
		if (*line != ' ') {
			if (*file != '\0')
				input_write(input, file, text);
			snprintf(file, sizeof file, "%.*s", (int)strcspn(line, " "), line);
			length = 0;
		}
		length += (size_t)snprintf(text + length, sizeof text - length, "%.*s",
					   (int)(end - line) - NAME_COLUMNS, line + NAME_COLUMNS);
	}
	input_write(input, file, text);
}

Test(schema, the_small_region_is_good)
{
	struct input_region input;
	char *text = read_format(), *example = find_example(text, "A small region, whole:");

	input_begin(&input);
	write_files(&input, example);
	input_load(&input, NULL);
	input_expect_counts(&input, 0, 0);
	cr_expect_eq(input.region.client_count, 2);
	cr_expect_eq(input.region.availability_count, 2);
	cr_expect_str_eq(input.region.caregivers[0].key, "C1");
	input_end(&input);
	free(example);
	free(text);
}

/* The policy that the document shows is the default, but for date and guarantee. */
Test(schema, the_policy_is_the_default)
{
	struct input_region input;
	char *text = read_format(), *example = find_example(text, "\n## policy.ini\n");
	const struct policy expected = policy_default();

	input_begin(&input);
	input_write(&input, "policy.ini", example);
	input_load(&input, NULL);
	input_expect_counts(&input, 0, 0);
	cr_expect_eq(input.policy.guarantee_count, 1);
	cr_expect_eq(input.policy.unit_minutes, expected.unit_minutes);
	cr_expect_eq(input.policy.legal_minimum_units, expected.legal_minimum_units);
	cr_expect_eq(input.policy.digital_cap_units, expected.digital_cap_units);
	cr_expect_eq(input.policy.min_visit_units, expected.min_visit_units);
	cr_expect_eq(input.policy.max_visit_units, expected.max_visit_units);
	cr_expect_eq(input.policy.care_days, expected.care_days);
	cr_expect_eq(input.policy.travel_units, expected.travel_units);
	cr_expect_eq(input.policy.max_caregivers, expected.max_caregivers);
	cr_expect_eq(input.policy.continuity_percent, expected.continuity_percent);
	cr_expect_eq(input.policy.max_days_in_a_row, expected.max_days_in_a_row);
	cr_expect_eq(input.policy.mediation, expected.mediation);
	cr_expect_eq(input.policy.digital, expected.digital);
	cr_expect_eq(input.policy.horizon_days, expected.horizon_days);
	input_end(&input);
	free(example);
	free(text);
}
