#include "planner/runs/nightly.h"

#include <stdlib.h>
#include <string.h>

#include "input/plan/plan_reader.h"
#include "input/plan/plan_secrets.h"
#include "planner/region/files.h"
#include "planner/runs/guard.h"

/* The night before, which is only looked at. */
struct before {
	int32_t date; /* DAY_NONE: there is none */
	char *tables, *plan;
	struct night night;
	struct loss_before known;
};

static void free_before(struct before *before)
{
	loss_free_before(&before->known);
	night_free(&before->night);
	free(before->tables);
	free(before->plan);
}

/* Its tables are judged as they were then; what was wrong with them was told then. */
static bool read_before(struct before *before, const struct nightly *nightly, const struct load_options *load,
			struct error_log *log)
{
	struct night *night = &before->night;
	struct load_options options = {
		.settings = load->settings, .setting_count = load->setting_count, .plan_date = before->date};
	struct error_log own = {0};
	bool good = load_region(&night->region, &night->policy, &night->digests, before->tables, &options, &own);

	if (good) {
		problem_derive(&night->problem, &night->region, &night->policy);
		good = plan_reader_read(&night->previous, &night->problem, before->plan, PLAN_READER_LENIENT, &own);
	}
	if (good)
		loss_take_before(&before->known, &night->problem, &night->previous, nightly->night.policy.plan_date);
	else if (own.failure != EXIT_DONE)
		error_fail(log, own.failure, "%s", own.failure_text);
	else
		error_find(log, true, "archive", 0, 0, NULL, "%s: the night before cannot be read as it was then",
			   before->tables);
	error_free(&own);
	return good;
}

/* Where the night before cannot be read, nobody knows what was lost since. */
static bool guard(const struct nightly *nightly, const struct nightly_request *request, struct before *before,
		  struct error_log *log)
{
	const struct night *night = &nightly->night;
	struct guard_night checked = {.region = &night->region,
				      .policy = &night->policy,
				      .digests = &night->digests,
				      .accept_losses = request->accept_losses};
	struct loss loss = {0};

	if (before->date != DAY_NONE && read_before(before, nightly, &request->load, log)) {
		loss_compare(&loss, &before->known, &night->region, night->policy.plan_date);
		guard_tell(&loss, night->policy.plan_date, log);
		checked.loss = &loss;
		checked.before = &before->night.digests;
	} else if (before->date != DAY_NONE && !request->accept_losses) {
		error_fail(
			log, EXIT_LOST,
			"what was lost since the night before cannot be told: %s cannot be read; --accept-losses goes "
			"on without",
			before->tables);
	}
	bool good = guard_check(&checked, log);

	loss_free(&loss);
	return good;
}

/* The digest that makes the chain. */
static bool link_to(struct night *night, const struct before *before, struct error_log *log)
{
	struct file_bytes summary = {0};

	if (file_read_in(&summary, before->plan, PLAN_SUMMARY, log) != FILE_READ)
		return error_fail(log, EXIT_SYSTEM, "%s: this folder is no plan", before->plan);
	file_digest(night->before_sha256, &summary);
	day_format(night->before_date, before->date, false);
	bool good = plan_secrets_check(&summary, "previous " PLAN_SUMMARY, log);
	file_free(&summary);
	return good;
}

/* Tables that have errors are compared, too: half a table often ends within a row. */
static bool follow(struct nightly *nightly, const struct nightly_request *request, struct error_log *log)
{
	struct night *night = &nightly->night;
	struct before before = {.date = DAY_NONE};

	if (!archive_check_date(&nightly->archive, night->policy.plan_date, request->force, log) ||
	    !archive_find_before(&before.date, &nightly->archive, night->policy.plan_date, log))
		return false;
	if (before.date != DAY_NONE) {
		before.tables = archive_name(nightly->archive.path, before.date, ARCHIVE_TABLES);
		before.plan = archive_name(nightly->archive.path, before.date, ARCHIVE_PLAN);
	}
	bool good = guard(nightly, request, &before, log) && error_exit_code(log) == EXIT_DONE &&
		    night_derive(night, log) &&
		    (before.date == DAY_NONE ||
		     (night_read_previous(night, before.plan, log) && link_to(night, &before, log)));

	free_before(&before);
	return good;
}

bool nightly_read(struct nightly *nightly, const struct nightly_request *request, struct error_log *log)
{
	struct night *night = &nightly->night;
	struct load_options options = request->load;

	options.files = &nightly->files;
	if (!archive_open(&nightly->archive, request->archive, log))
		return false;
	load_region(&night->region, &night->policy, &night->digests, request->region, &options, log);
	if (log->failure != EXIT_DONE || night->policy.plan_date == DAY_NONE)
		return false;
	return follow(nightly, request, log);
}

static bool write_tables(const struct nightly *nightly, struct error_log *log)
{
	const struct load_files *files = &nightly->files;
	bool written = true;

	for (int i = 0; i < SCHEMA_TABLE_COUNT && written; i++)
		if (files->tables[i].bytes != NULL)
			written = archive_write_table(&nightly->archive, schemas[i].file, files->tables[i].bytes,
						      files->tables[i].length, log);
	if (written && files->policy.bytes != NULL)
		written = archive_write_table(&nightly->archive, ARCHIVE_POLICY, files->policy.bytes,
					      files->policy.length, log);
	return written;
}

static bool write_plan(const struct nightly *nightly, bool dutch, struct error_log *log)
{
	char *place = file_join_path(nightly->archive.begun, ARCHIVE_PLAN);
	bool written = night_write(&nightly->night, place, false, dutch, log);

	free(place);
	return written;
}

bool nightly_write(struct nightly *nightly, bool dutch, struct error_log *log)
{
	return archive_begin(&nightly->archive, nightly->night.policy.plan_date, log) && write_tables(nightly, log) &&
	       write_plan(nightly, dutch, log);
}

bool nightly_commit(struct nightly *nightly, struct error_log *log)
{
	return archive_commit(&nightly->archive, log);
}

void nightly_free(struct nightly *nightly)
{
	archive_close(&nightly->archive);
	load_free_files(&nightly->files);
	night_free(&nightly->night);
}
