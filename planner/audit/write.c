/* What an audit finds, as tables. */
#include "planner/audit/write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/table/table.h"
#include "planner/region/files.h"
#include "output/writer/csv_writer.h"
#include "output/folder/sink.h"
#include "planner/base/day.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void add_optional(struct csv_writer *writer, const char *text)
{
	csv_add_text(writer, text != NULL && *text != '\0' ? text : NULL);
}

static void write_findings(struct csv_writer *writer, struct audit *audit)
{
	static const char *const columns[] = {"kind", "rule", "place", "client_id",  "caregiver_id",
					      "date", "told", "found", "explanation"};

	csv_begin_table(writer, audit->request.dutch, columns, COUNT(columns));
	for (size_t i = 0; i < audit->findings.count; i++) {
		const struct judge_finding *finding = &audit->findings.list[i];
		csv_add_word(writer, judge_kind_names[finding->kind]);
		if (finding->rule != 0)
			csv_add_count(writer, finding->rule);
		else
			csv_add_text(writer, NULL);
		add_optional(writer, finding->place);
		add_optional(writer, finding->client);
		add_optional(writer, finding->caregiver);
		if (finding->day != DAY_NONE)
			csv_add_day(writer, finding->day);
		else
			csv_add_text(writer, NULL);
		add_optional(writer, finding->told);
		add_optional(writer, finding->found);
		csv_add_text(writer, finding->text);
		csv_end_row(writer);
	}
}

static void write_fairness(struct csv_writer *writer, struct audit *audit)
{
	static const char *const columns[] = {"dimension",        "value",      "clients",         "mean", "lowest",
					      "quartile_1",       "median",     "quartile_3",      "gini", "jain",
					      "hours_per_client", "difference", "place_difference"};
	struct judge_fairness fairness;

	csv_begin_table(writer, audit->request.dutch, columns, COUNT(columns));
	judge_fairness_derive(&fairness, &audit->problem, audit->outcome.allocations, NULL);
	for (size_t i = 0; i < fairness.count; i++) {
		const struct judge_figures *f = &fairness.list[i];
		int64_t minutes = f->units * audit->policy.unit_minutes;
		csv_add_word(writer, judge_dimension_names[f->dimension]);
		add_optional(writer, f->group);
		csv_add_count(writer, f->client_count);
		csv_add_decimal(writer, f->mean);
		csv_add_decimal(writer, f->lowest);
		csv_add_decimal(writer, f->first_quartile);
		csv_add_decimal(writer, f->median);
		csv_add_decimal(writer, f->third_quartile);
		csv_add_decimal(writer, f->gini);
		csv_add_decimal(writer, f->jain);
		csv_add_decimal(writer, minutes * JUDGE_MILLION / 60 / f->client_count);
		csv_add_decimal(writer, f->difference);
		csv_add_decimal(writer, f->place_difference);
		csv_end_row(writer);
	}
	judge_fairness_free(&fairness);
}

/* Of finished clients, by the same groupings. */
struct care_group {
	char name[JUDGE_GROUP_SIZE];
	int32_t finished, faults[JUDGE_CARE_FAULT_COUNT];
};

static int compare_groups(const void *left, const void *right)
{
	return strcmp(((const struct care_group *)left)->name, ((const struct care_group *)right)->name);
}

static void write_care_group(struct csv_writer *writer, const struct care_group *group, int dimension)
{
	csv_add_word(writer, judge_dimension_names[dimension]);
	add_optional(writer, group->name);
	csv_add_count(writer, group->finished);
	for (int fault = 0; fault < JUDGE_CARE_FAULT_COUNT; fault++)
		csv_add_count(writer, group->faults[fault]);
	csv_end_row(writer);
}

static void write_care(struct csv_writer *writer, struct audit *audit)
{
	static const char *const columns[] = {"dimension",     "value",        "clients",
					      "below_minimum", "digital_over", "many_caregivers"};
	size_t client_count = audit->region.client_count, count;
	struct care_group *rows = memory_allocate(client_count, sizeof *rows);

	csv_begin_table(writer, audit->request.dutch, columns, COUNT(columns));
	for (int dimension = 0; dimension < JUDGE_DIMENSION_COUNT; dimension++) {
		count = 0;
		for (size_t i = 0; i < client_count; i++) {
			if (!audit->care.finished[i])
				continue;
			rows[count] = (struct care_group){.finished = 1};
			judge_fairness_name_group(rows[count].name, &audit->problem, (enum judge_dimension)dimension,
						  i);
			for (int fault = 0; fault < JUDGE_CARE_FAULT_COUNT; fault++)
				rows[count].faults[fault] = audit->care.has_fault[fault][i];
			count++;
		}
		qsort(rows, count, sizeof *rows, compare_groups);
		for (size_t i = 0; i < count; i++) {
			if (i + 1 < count && compare_groups(&rows[i], &rows[i + 1]) == 0) {
				rows[i + 1].finished += rows[i].finished;
				for (int fault = 0; fault < JUDGE_CARE_FAULT_COUNT; fault++)
					rows[i + 1].faults[fault] += rows[i].faults[fault];
			} else {
				write_care_group(writer, &rows[i], dimension);
			}
		}
	}
	free(rows);
}

static void add_hours(struct csv_writer *writer, const struct audit *audit, int64_t units)
{
	csv_add_hours(writer, units * audit->policy.unit_minutes);
}

static void write_providers(struct csv_writer *writer, struct audit *audit)
{
	static const char *const columns[] = {"provider",       "clients",          "hours",
					      "employee_hours", "employee_share",   "below_line",
					      "mediated_out",   "mediated_in",      "timely_unserved",
					      "postcodes",      "postcodes_before", "postcodes_lost"};
	const struct region *region = &audit->region;
	struct judge_provider *list = judge_providers_derive(&audit->problem, &audit->solution.plan,
							     audit->areas_before, audit->area_before_count);

	csv_begin_table(writer, audit->request.dutch, columns, COUNT(columns));
	for (int32_t p = 0; p < region->providers.count; p++) {
		const struct judge_provider *row = &list[p];
		csv_add_text(writer, region->providers.names[p]);
		csv_add_count(writer, row->client_count);
		add_hours(writer, audit, row->units);
		add_hours(writer, audit, row->employee_units);
		csv_add_share(writer, row->employee_units, row->units);
		csv_add_yes(writer, row->employee_units * 100 < row->units * JUDGE_EMPLOYEE_PERCENT);
		add_hours(writer, audit, row->out_units);
		add_hours(writer, audit, row->in_units);
		csv_add_count(writer, row->unserved_count);
		csv_add_count(writer, row->postcodes);
		if (audit->request.areas_before != NULL) {
			csv_add_count(writer, row->postcodes_before);
			csv_add_count(writer, row->postcodes_lost);
		} else {
			csv_add_text(writer, NULL);
			csv_add_text(writer, NULL);
		}
		csv_end_row(writer);
	}
	free(list);
}

bool audit_read_areas_before(struct audit *audit)
{
	const struct region *region = &audit->region;
	struct table_names names = {0};
	struct table table = {0};
	struct table_context context = {
		.names = &names, .log = &audit->log, .caregivers_known = true, .drops_unknown = true};

	for (int32_t p = 0; p < region->providers.count; p++)
		name_table_add(&names.providers, NULL, region->providers.names[p], strlen(region->providers.names[p]),
			       NULL);
	table_read(&table, &schemas[SCHEMA_WORKAREAS], audit->request.areas_before, &context, NULL);
	audit->areas_before = table_take_rows(&table, &audit->area_before_count);
	if (!table.present && audit->log.failure == EXIT_DONE)
		error_fail(&audit->log, EXIT_SYSTEM, "%s is not there", audit->request.areas_before);
	table_free(&table);
	table_free_names(&names);
	return error_exit_code(&audit->log) == EXIT_DONE;
}

static bool write_table(struct sink *sink, const char *name, struct audit *audit,
			void (*fill)(struct csv_writer *, struct audit *))
{
	struct csv_writer writer;

	fill(&writer, audit);
	return sink_write_table(sink, name, &writer, &audit->log);
}

static bool write_all(struct sink *sink, struct audit *audit)
{
	if (!write_table(sink, AUDIT_FILE_FINDINGS, audit, write_findings) ||
	    !write_table(sink, AUDIT_FILE_CARE, audit, write_care))
		return false;
	return !audit->has_outcome || (write_table(sink, AUDIT_FILE_FAIRNESS, audit, write_fairness) &&
				       write_table(sink, AUDIT_FILE_PROVIDERS, audit, write_providers));
}

bool audit_write(struct audit *audit)
{
	struct sink sink;
	bool written = sink_open(&sink, audit->request.output, audit->request.force, &audit->log) &&
		       audit_write_json(&sink, audit) &&
		       (audit->request.insurer != NULL ? audit_write_insurer(&sink, audit) : write_all(&sink, audit)) &&
		       (audit->request.quiet || audit_print(audit)) && sink_commit(&sink, &audit->log);

	sink_discard(&sink);
	return written;
}
