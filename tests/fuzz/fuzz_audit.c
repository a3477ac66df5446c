/* A plan that stands, with cells, lines and bytes of its files changed: audited as any plan, beside an earlier plan and
 * earlier work areas too. Nothing that a table says otherwise than it should is accepted.
 *
 * An input is a list of changes: which file, what to do, where, how many bytes, and the bytes (struct edit).
 */
#include <stdint.h>
#include <string.h>

#include "input/plan/plan_reader.h"
#include "input/table/table.h"
#include "output/plan/plan_tables.h"
#include "output/plan/summary_json.h"
#include "planner/audit/audit.h"
#include "planner/audit/reading.h"
#include "planner/base/memory.h"
#include "planner/base/version.h"
#include "planner/judge/providers.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/small.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum { PREVIOUS = AUDIT_FILE_COUNT, AREAS_BEFORE, FILE_COUNT };

#define HEADER 4 /* bytes of a change before its own */
#define BYTES_MOST 16384
#define CHANGES_MOST 24

enum act { INSERT, REMOVE, OVERWRITE, REPLACE_CELL, REPEAT_LINE, REMOVE_LINE, EMPTY, ACT_COUNT };

struct edit {
	int file;
	enum act act;
	size_t at;
	const uint8_t *bytes;
	size_t size;
};

static struct file_bytes good[FILE_COUNT]; /* what is changed; kept until the end */

static struct file_bytes copy_text(const char *text)
{
	const struct file_bytes bytes = {(char *)(uintptr_t)text, strlen(text)};

	return file_copy(&bytes);
}

static void begin_audit(struct audit *audit)
{
	*audit = (struct audit){.region = small_region, .policy = small_policy(), .request.plan = "plan"};
	problem_derive(&audit->problem, &audit->region, &audit->policy);
}

static void end_audit(struct audit *audit)
{
	free(audit->region.pins); /* those that are confirmed */
	audit->region = (struct region){0};
	audit_free(audit);
}

static void write_table(enum audit_file file, const struct outcome *outcome,
			void (*write)(struct csv_writer *, const struct outcome *, bool))
{
	struct csv_writer writer;

	write(&writer, outcome, false);
	const struct file_bytes bytes = {writer.text.bytes, writer.text.length};
	good[file] = file_copy(&bytes);
	csv_writer_free(&writer);
}

/* The files of a plan of two visits, as audit itself writes them anew. */
static void make_plan(void)
{
	const struct summary_source source = {.version = PROGRAM_VERSION, .effort_percent = 100};
	struct text text = {0};
	struct audit audit;

	begin_audit(&audit);
	audit.files[AUDIT_VISITS] =
		copy_text("date,client_id,caregiver_id,hours\n2026-07-13,C1,K1,8\n2026-07-14,C1,K1,6\n");
	audit.files[AUDIT_ALLOCATIONS] = copy_text("client_id,digital_hours\n");
	require(audit_read_plan(&audit, NULL));
	audit_judge(&audit);
	require(audit.has_outcome);
	write_table(AUDIT_VISITS, &audit.outcome, plan_tables_write_visits);
	write_table(AUDIT_ALLOCATIONS, &audit.outcome, plan_tables_write_allocations);
	write_table(AUDIT_CAREGIVERS, &audit.outcome, plan_tables_write_caregivers);
	write_table(AUDIT_BOTTLENECKS, &audit.outcome, plan_tables_write_bottlenecks);
	good[AUDIT_CERTIFICATE] = copy_text("record,tier,earlier_tier,class,caregiver_id,date,hours,amount\n");
	summary_write(&text, &audit.outcome, &source);
	good[AUDIT_SUMMARY] = (struct file_bytes){text.bytes, text.length};
	good[PREVIOUS] = copy_text("date,client_id,caregiver_id,hours,expected\n2026-07-13,C1,K1,8,no\n");
	good[AREAS_BEFORE] =
		copy_text("provider,caregiver_id,postcode_from,postcode_to\np1,,1000,1999\np9,K9,2000,2001\n");
	end_audit(&audit);
}

/* The next change of the input; false at its end. */
static bool take_edit(struct edit *edit, const uint8_t **bytes, size_t *size)
{
	if (*size < HEADER)
		return false;
	const uint8_t *b = *bytes;
	*edit = (struct edit){b[0] % FILE_COUNT, (enum act)(b[0] / FILE_COUNT % ACT_COUNT), (size_t)b[1] * 256 + b[2],
			      b + HEADER, b[3] % 64};
	*bytes += HEADER;
	*size -= HEADER;
	if (edit->act == REMOVE || edit->act >= REPEAT_LINE)
		return true; /* has no bytes of its own */
	edit->size = edit->size < *size ? edit->size : *size;
	*bytes += edit->size;
	*size -= edit->size;
	return true;
}

/* Puts bytes in the place of those from start to end. */
static void splice(struct file_bytes *file, size_t start, size_t end, const void *bytes, size_t size)
{
	size_t length = file->length - (end - start) + size;

	if (length > BYTES_MOST)
		return;
	char *changed = memory_allocate(length + 1, 1);
	memcpy(changed, file->bytes, start);
	if (size > 0)
		memcpy(changed + start, bytes, size);
	memcpy(changed + start + size, file->bytes + end, file->length - end);
	free(file->bytes);
	*file = (struct file_bytes){changed, length};
}

static size_t find_end(const struct file_bytes *file, size_t at, const char *stops)
{
	while (at < file->length && strchr(stops, file->bytes[at]) == NULL)
		at++;
	return at;
}

static void change_file(struct file_bytes *file, const struct edit *edit)
{
	size_t at = file->length > 0 ? edit->at % (file->length + 1) : 0, end, start = at;

	switch (edit->act) {
	case INSERT:
		splice(file, at, at, edit->bytes, edit->size);
		break;
	case REMOVE:
	case OVERWRITE:
		end = at + edit->size < file->length ? at + edit->size : file->length;
		splice(file, at, end, edit->bytes, edit->act == REMOVE ? 0 : edit->size);
		break;
	case REPLACE_CELL:
		while (start > 0 && strchr(",:\n", file->bytes[start - 1]) == NULL)
			start--;
		splice(file, start, find_end(file, at, ",:\n"), edit->bytes, edit->size);
		break;
	case REPEAT_LINE:
	case REMOVE_LINE:
		while (start > 0 && file->bytes[start - 1] != '\n')
			start--;
		end = find_end(file, at, "\n");
		end += end < file->length;
		if (edit->act == REMOVE_LINE)
			splice(file, start, end, NULL, 0);
		else {
			struct file_bytes copy = file_copy(file);
			splice(file, end, end, copy.bytes + start, end - start);
			file_free(&copy);
		}
		break;
	default:
		splice(file, 0, file->length, NULL, 0);
	}
}

static void read_previous(struct audit *audit, const struct file_bytes *bytes)
{
	const struct file_bytes none = {0};
	struct error_log logs[2] = {{0}, {0}};
	const struct plan_reader_table tables[] = {{bytes, &logs[0]}, {&none, &logs[1]}};

	plan_reader_read_bytes(&audit->previous, &audit->previous_visits, &audit->problem, &tables[0], &tables[1]);
	audit->has_previous = true;
	confirmed_hold(&audit->confirmed, &audit->problem, &audit->region, &audit->policy, &audit->previous_visits);
	error_free(&logs[0]);
	error_free(&logs[1]);
}

static void read_areas(struct audit *audit, const struct file_bytes *bytes)
{
	struct table_names names = {0};
	struct table table = {0};
	struct table_context context = {.names = &names,
					.log = &audit->log,
					.plan_date = DAY_NONE,
					.caregivers_known = true,
					.drops_unknown = true};

	name_table_add(&names.providers, NULL, "p1", 2, NULL);
	table_read_bytes(&table, &schemas[SCHEMA_WORKAREAS], file_copy(bytes), &context);
	audit->areas_before = table_take_rows(&table, &audit->area_before_count);
	free(judge_providers_derive(&audit->problem, &audit->solution.plan, audit->areas_before,
				    audit->area_before_count));
	table_free(&table);
	table_free_names(&names);
}

/* The files of a plan have one form, byte for byte. */
static bool differs(const struct file_bytes *a, const struct file_bytes *b)
{
	return a->length != b->length || (a->length > 0 && memcmp(a->bytes, b->bytes, a->length) != 0);
}

static void judge(struct file_bytes files[FILE_COUNT], bool after)
{
	const struct load_options options = {.plan_date = DAY_NONE};
	bool otherwise = false;
	struct audit audit;

	for (int file = AUDIT_ALLOCATIONS; file <= AUDIT_BOTTLENECKS; file++)
		otherwise |= differs(&files[file], &good[file]);
	otherwise &= !differs(&files[AUDIT_VISITS], &good[AUDIT_VISITS]);
	begin_audit(&audit);
	for (int file = 0; file < AUDIT_FILE_COUNT; file++)
		if (files[file].bytes != NULL)
			audit.files[file] = file_copy(&files[file]);
	plan_policy_read(&audit.plan_policy, &audit.files[AUDIT_SUMMARY], &options);
	audit_read_plan(&audit, NULL);
	if (after && !audit.lacks_previous)
		read_previous(&audit, &files[PREVIOUS]);
	audit_judge(&audit);
	read_areas(&audit, &files[AREAS_BEFORE]);
	require(!otherwise || !judge_accepts(&audit.findings));
	end_audit(&audit);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static bool made;
	struct file_bytes files[FILE_COUNT] = {{0}};
	struct edit edit;

	if (!made)
		make_plan();
	made = true;
	for (int file = 0; file < FILE_COUNT; file++)
		if (good[file].bytes != NULL)
			files[file] = file_copy(&good[file]);
	bool after = size > 0 && bytes[0] % 4 == 0;
	if (size > 0)
		bytes++, size--;
	for (int i = 0; i < CHANGES_MOST && take_edit(&edit, &bytes, &size); i++)
		if (files[edit.file].bytes != NULL)
			change_file(&files[edit.file], &edit);
	judge(files, after);
	for (int file = 0; file < FILE_COUNT; file++)
		file_free(&files[file]);
	return 0;
}
