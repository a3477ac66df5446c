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
#define SHARE_COLUMN_COUNT 10 /* of fairness.csv, from mean to place_difference */

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

static void add_hours(struct csv_writer *writer, const struct audit *audit, int64_t units)
{
	csv_add_hours(writer, units * audit->policy.unit_minutes);
}

#define DECLINED_COLUMNS "indicated_hours", "declined_hours", "given_hours", "given_share", "declined_below_minimum"

static void add_declined(struct csv_writer *writer, const struct audit *audit, const struct judge_declined_group *group)
{
	add_hours(writer, audit, group->indicated_units);
	add_hours(writer, audit, group->declined_units);
	add_hours(writer, audit, group->given_units);
	csv_add_share(writer, group->given_units, group->indicated_units);
	csv_add_count(writer, group->below_count);
}

/* f: of those of the group who want hours beyond minimum and medical; NULL if nobody does. */
static void add_shares(struct csv_writer *writer, const struct audit *audit, const struct judge_figures *f)
{
	csv_add_count(writer, f != NULL ? f->client_count : 0);
	if (f == NULL) {
		for (int i = 0; i < SHARE_COLUMN_COUNT; i++)
			csv_add_text(writer, NULL);
		return;
	}
	csv_add_decimal(writer, f->mean);
	csv_add_decimal(writer, f->lowest);
	csv_add_decimal(writer, f->first_quartile);
	csv_add_decimal(writer, f->median);
	csv_add_decimal(writer, f->third_quartile);
	csv_add_decimal(writer, f->gini);
	csv_add_decimal(writer, f->jain);
	csv_add_decimal(writer, f->units * audit->policy.unit_minutes * JUDGE_MILLION / 60 / f->client_count);
	csv_add_decimal(writer, f->difference);
	csv_add_decimal(writer, f->place_difference);
}

/* What each client to plan has and is to get, and who they are; the caller frees. */
static struct judge_declined derive_planned(const struct audit *audit)
{
	size_t client_count = audit->region.client_count;
	bool *counts = memory_allocate(client_count, sizeof *counts);
	int64_t *given = memory_allocate(client_count, sizeof *given);
	struct judge_declined declined;

	for (size_t i = 0; i < client_count; i++) {
		const struct allocation *row = &audit->outcome.allocations[i];
		counts[i] = row->client != REGION_NONE;
		if (counts[i])
			given[i] = (int64_t)row->received_units + row->planned_units + row->digital_units;
	}
	judge_declined_derive(&declined, &audit->problem, counts, given);
	free(counts);
	free(given);
	return declined;
}

static void write_fairness(struct csv_writer *writer, struct audit *audit)
{
	static const char *const columns[] = {
		"dimension",        "value",      "clients",          "mean",    "lowest",
		"quartile_1",       "median",     "quartile_3",       "gini",    "jain",
		"hours_per_client", "difference", "place_difference", "to_plan", DECLINED_COLUMNS};
	struct judge_declined declined = derive_planned(audit);
	struct judge_fairness fairness;
	size_t at = 0; /* in fairness, whose groups are some of the others, in the same order */

	csv_begin_table(writer, audit->request.dutch, columns, COUNT(columns));
	judge_fairness_derive(&fairness, &audit->problem, audit->outcome.allocations, NULL);
	for (size_t i = 0; i < declined.count; i++) {
		const struct judge_declined_group *group = &declined.list[i];
		const struct judge_figures *f = at < fairness.count ? &fairness.list[at] : NULL;
		bool same = f != NULL && f->dimension == group->dimension && strcmp(f->group, group->group) == 0;
		csv_add_word(writer, judge_dimension_names[group->dimension]);
		add_optional(writer, group->group);
		add_shares(writer, audit, same ? f : NULL);
		csv_add_count(writer, group->client_count);
		add_declined(writer, audit, group);
		csv_end_row(writer);
		at += same;
	}
	judge_fairness_free(&fairness);
	judge_declined_free(&declined);
}

/* What each finished client had; the caller frees. */
static struct judge_declined derive_finished(const struct audit *audit)
{
	size_t client_count = audit->region.client_count;
	int64_t *physical, *digital;
	struct judge_declined declined;

	problem_sum_received(&physical, &digital, &audit->region);
	for (size_t i = 0; i < client_count; i++)
		physical[i] = (int64_t)problem_units_of_ticks(&audit->policy, physical[i]) +
			      problem_units_of_ticks(&audit->policy, digital[i]);
	judge_declined_derive(&declined, &audit->problem, audit->care.finished, physical);
	free(physical);
	free(digital);
	return declined;
}

static int32_t count_faults(const struct audit *audit, const struct judge_declined_group *group, int fault)
{
	char name[JUDGE_GROUP_SIZE];
	int32_t count = 0;

	for (size_t i = 0; i < audit->region.client_count; i++) {
		if (!audit->care.finished[i] || !audit->care.has_fault[fault][i])
			continue;
		judge_fairness_name_group(name, &audit->problem, group->dimension, i);
		count += strcmp(name, group->group) == 0;
	}
	return count;
}

/* Of finished clients, by the same groupings. */
static void write_care(struct csv_writer *writer, struct audit *audit)
{
	static const char *const columns[] = {"dimension",    "value",           "clients",       "below_minimum",
					      "digital_over", "many_caregivers", DECLINED_COLUMNS};
	struct judge_declined declined = derive_finished(audit);

	csv_begin_table(writer, audit->request.dutch, columns, COUNT(columns));
	for (size_t i = 0; i < declined.count; i++) {
		const struct judge_declined_group *group = &declined.list[i];
		csv_add_word(writer, judge_dimension_names[group->dimension]);
		add_optional(writer, group->group);
		csv_add_count(writer, group->client_count);
		for (int fault = 0; fault < JUDGE_CARE_FAULT_COUNT; fault++)
			csv_add_count(writer, count_faults(audit, group, fault));
		add_declined(writer, audit, group);
		csv_end_row(writer);
	}
	judge_declined_free(&declined);
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
	return audit_write_table(sink, name, &writer, audit);
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
		       (audit->request.insurer != NULL ? audit_write_insurer(&sink, audit) : write_all(&sink, audit)) &&
		       audit_write_json(&sink, audit) && audit_print(audit) && sink_commit(&sink, &audit->log);

	sink_discard(&sink);
	return written;
}
