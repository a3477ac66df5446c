#include "planner/audit/archive.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "output/folder/archive.h"
#include "output/folder/sink.h"
#include "output/plan/summary.h"
#include "output/plan/terminal.h"
#include "output/writer/csv_writer.h"
#include "planner/audit/audit.h"
#include "planner/base/excerpt.h"
#include "planner/base/memory.h"
#include "planner/base/version.h"
#include "planner/region/files.h"

enum chain {
	CHAIN_FIRST,  /* no night stands before it */
	CHAIN_WHOLE,  /* it tells the digest of the night before it */
	CHAIN_BROKEN, /* another one, or of another night */
	CHAIN_UNREAD  /* its summary cannot be read */
};

static const char *const chain_words[] = {"first", "whole", "broken", "unread"};
static const char *const columns[] = {"date",     "verdict", "chain",         "policy",
				      "findings", "finding", "region_sha256", "plan_sha256"};

/* A night, and how it comes off. */
struct judged {
	bool accepted, readable;
	enum chain chain;
	size_t findings;
	struct text policy; /* settings in which its policy differs, as in output/FORMAT.md; owned */
	char region_sha256[FILE_HEX_SIZE], plan_sha256[FILE_HEX_SIZE]; /* of what was judged; "" where it is unread */
	char *first; /* its first finding that rejects; owned, NULL: none */
};

struct walk {
	const struct audit_archive_request *request;
	struct error_log *log;
	struct csv_writer nights;
	size_t count, accepted, broken;
};

/* The summary of a night, which the caller lets go of, and its digest; NULL where it is none. */
static json_t *read_summary(char hex[FILE_HEX_SIZE], const char *plan)
{
	struct error_log own = {0};
	struct file_bytes bytes = {0};
	json_t *summary = NULL;

	if (file_read_in(&bytes, plan, PLAN_SUMMARY, &own) == FILE_READ) {
		file_digest(hex, &bytes);
		summary = json_loadb(bytes.bytes, bytes.length, JSON_REJECT_DUPLICATES, NULL);
	}
	file_free(&bytes);
	error_free(&own);
	return summary;
}

static bool tells(const json_t *before, const char *key, const char *right)
{
	const char *told = json_string_value(json_object_get(before, key));

	return told != NULL && strcmp(told, right) == 0;
}

/* before: the date of the night before in the archive, DAY_NONE for none. */
static enum chain check_chain(const char *archive, int32_t date, int32_t before)
{
	char hex[FILE_HEX_SIZE] = "", before_hex[FILE_HEX_SIZE] = "", text[DAY_TEXT_SIZE];
	char *plan = archive_name(archive, date, ARCHIVE_PLAN);
	json_t *summary = read_summary(hex, plan);
	const json_t *told = json_object_get(summary, "night_before");
	enum chain chain = summary == NULL ? CHAIN_UNREAD : CHAIN_FIRST;

	free(plan);
	if (before != DAY_NONE && summary != NULL) {
		char *earlier = archive_name(archive, before, ARCHIVE_PLAN);

		json_decref(read_summary(before_hex, earlier));
		day_format(text, before, false);
		chain = tells(told, "date", text) && tells(told, "sha256", before_hex) ? CHAIN_WHOLE : CHAIN_BROKEN;
		free(earlier);
	}
	json_decref(summary);
	return chain;
}

static void take_findings(struct judged *judged, const struct audit *audit)
{
	judged->findings = audit->findings.count;
	for (size_t i = 0; i < audit->findings.count && judged->first == NULL; i++)
		if (judge_kind_rejects(audit->findings.list[i].kind))
			judged->first = memory_copy_text(audit->findings.list[i].text);
}

/* Settings that the plan tells otherwise than policy.ini of its tables, or than the command line. */
static void take_policy(struct judged *judged, const struct policy_origin *origin)
{
	for (size_t i = 0; i < origin->name_count; i++)
		text_format(&judged->policy, "%s%s", i == 0 ? "" : " ", origin->names[i]);
}

/* A night that cannot be read is judged so; only what the system does not give ends the walk. */
static void judge_night(struct judged *judged, const struct walk *walk, int32_t date, int32_t before)
{
	const char *archive = walk->request->archive;
	char *tables = archive_name(archive, date, ARCHIVE_TABLES), *plan = archive_name(archive, date, ARCHIVE_PLAN);
	char *previous = before != DAY_NONE ? archive_name(archive, before, ARCHIVE_PLAN) : NULL;
	struct audit audit = {.request = {.plan = plan}};
	struct load_options load = *walk->request->load;

	load.plan_date = DAY_NONE; /* as of the command line, which tells none here */
	judged->readable = audit_read_files_and_policy(&audit, &load);
	audit.plan_policy.load.plan_date = date; /* whatever the plan tells */
	judged->readable = judged->readable && audit_read_region(&audit, tables) && audit_read_plan(&audit, previous);
	take_policy(judged, &audit.plan_policy.origin);
	if (judged->readable) {
		audit_judge(&audit);
		judged->accepted = judge_accepts(&audit.findings) && error_exit_code(&audit.log) == EXIT_DONE;
		take_findings(judged, &audit);
		memcpy(judged->region_sha256, audit.region_sha256, sizeof judged->region_sha256);
		memcpy(judged->plan_sha256, audit.plan_sha256, sizeof judged->plan_sha256);
	} else {
		for (size_t i = 0; i < audit.log.finding_count && judged->first == NULL; i++)
			if (!audit.log.findings[i].warning)
				judged->first = excerpt_copy_text(audit.log.findings[i].text);
		if (judged->first == NULL && audit.log.failure_text != NULL)
			judged->first = excerpt_copy_text(audit.log.failure_text);
	}
	audit_free(&audit);
	free(previous);
	free(plan);
	free(tables);
}

static void take_night(struct walk *walk, int32_t date, int32_t before)
{
	struct judged judged = {.chain = check_chain(walk->request->archive, date, before)};
	char text[DAY_TEXT_SIZE];

	judge_night(&judged, walk, date, judged.chain == CHAIN_FIRST ? DAY_NONE : before);
	const char *verdict = !judged.readable ? "unread" : judged.accepted ? "accepted" : "rejected";

	csv_add_day(&walk->nights, date);
	csv_add_word(&walk->nights, verdict);
	csv_add_word(&walk->nights, chain_words[judged.chain]);
	csv_add_text(&walk->nights, judged.policy.bytes);
	csv_add_count(&walk->nights, (int64_t)judged.findings);
	csv_add_text(&walk->nights, judged.first);
	csv_add_text(&walk->nights, judged.region_sha256);
	csv_add_text(&walk->nights, judged.plan_sha256);
	csv_end_row(&walk->nights);
	walk->count++;
	walk->accepted += judged.accepted;
	walk->broken += judged.chain >= CHAIN_BROKEN;
	day_format(text, date, false);
	if (!walk->request->quiet) {
		struct text line = {0};
		text_format(&line, "%s  %s, chain %s%s%s%s%s\n", text, verdict, chain_words[judged.chain],
			    judged.policy.length > 0 ? ", policy differs in " : "",
			    judged.policy.length > 0 ? judged.policy.bytes : "", judged.first != NULL ? ": " : "",
			    judged.first != NULL ? judged.first : "");
		terminal_print(&line, walk->log);
		text_free(&line);
	}
	text_free(&judged.policy);
	free(judged.first);
}

static bool write_json(const struct walk *walk, struct sink *sink)
{
	json_t *object = json_object();
	struct text text = {0};
	char hex[FILE_HEX_SIZE];

	file_digest(hex, &(struct file_bytes){walk->nights.text.bytes, walk->nights.text.length});
	summary_set(object, "program", json_string(PROGRAM_NAME));
	summary_set(object, "version", json_string(PROGRAM_VERSION));
	summary_set(object, "kind", json_string("archive"));
	summary_set(object, "nights", json_integer((json_int_t)walk->count));
	summary_set(object, "accepted", json_integer((json_int_t)walk->accepted));
	summary_set(object, "chain_broken", json_integer((json_int_t)walk->broken));
	summary_set(object, "nights_sha256", json_string(hex));
	summary_end(&text, object);
	bool written = sink_write_file(sink, AUDIT_FILE_ARCHIVE, text.bytes, text.length, walk->log);

	text_free(&text);
	return written;
}

static bool write_results(struct walk *walk)
{
	struct sink sink;
	bool written = sink_open(&sink, walk->request->output, walk->request->force, walk->log) &&
		       sink_write_file(&sink, AUDIT_FILE_NIGHTS, walk->nights.text.bytes, walk->nights.text.length,
				       walk->log) &&
		       write_json(walk, &sink) && sink_commit(&sink, walk->log);

	sink_discard(&sink);
	return written;
}

enum exit_code audit_archive(const struct audit_archive_request *request, struct error_log *log)
{
	struct walk walk = {.request = request, .log = log};
	int32_t *dates;
	size_t count;
	bool good = sink_check_place(request->output, request->force, log) &&
		    archive_list(&dates, &count, request->archive, log);

	if (!good)
		return error_exit_code(log);
	csv_begin_table(&walk.nights, request->dutch, columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < count; i++)
		if ((request->from == DAY_NONE || dates[i] >= request->from) &&
		    (request->to == DAY_NONE || dates[i] <= request->to))
			take_night(&walk, dates[i], i > 0 ? dates[i - 1] : DAY_NONE);
	free(dates);
	if (walk.count == 0)
		error_fail(log, EXIT_SYSTEM, "%s: there is no night in it%s", request->archive,
			   count > 0 ? " of these dates" : "");
	else
		write_results(&walk);
	csv_writer_free(&walk.nights);
	if (log->failure == EXIT_DONE && (walk.accepted < walk.count || walk.broken > 0))
		return EXIT_BROKEN;
	return error_exit_code(log);
}
