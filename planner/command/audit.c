#include "planner/command/commands.h"

#include "output/folder/sink.h"
#include "planner/audit/archive.h"
#include "planner/audit/audit.h"
#include "planner/region/set_aside.h"

static bool check_options(struct audit *audit, const struct options *options)
{
	if (options->from_day != DAY_NONE || options->to_day != DAY_NONE)
		return error_fail(&audit->log, EXIT_USAGE, "audit: --from and --to are of --archive");
	if ((options->insurer != NULL) != (options->key_file != NULL))
		return error_fail(&audit->log, EXIT_USAGE, "audit: --insurer and --key go together");
	if (options->insurer != NULL && options->output == NULL)
		return error_fail(&audit->log, EXIT_USAGE, "audit: --insurer needs -o FOLDER");
	return true;
}

/* Each night of an archive, in the place of a region and a plan. */
static enum exit_code judge_archive(const struct options *options)
{
	const struct audit_archive_request request = {.archive = options->archive,
						      .output = options->output,
						      .from = options->from_day,
						      .to = options->to_day,
						      .load = &options->load,
						      .force = options->force,
						      .dutch = options->dutch,
						      .quiet = options->quiet};
	struct error_log log = {0};
	enum exit_code code = EXIT_USAGE;

	if (options->output == NULL)
		error_fail(&log, EXIT_USAGE, "audit: --archive needs -o FOLDER");
	else if (options->insurer != NULL || options->key_file != NULL || options->areas_before != NULL ||
		 options->previous != NULL || options->load.plan_date != DAY_NONE)
		error_fail(&log, EXIT_USAGE,
			   "audit: --archive judges each night after the one before it: no --insurer, --key, "
			   "--areas-before, --previous or --date");
	else
		code = audit_archive(&request, &log);
	if (log.failure != EXIT_DONE)
		code = log.failure;
	error_print(&log, stderr);
	error_free(&log);
	return code;
}

enum exit_code command_audit(const struct options *options)
{
	struct audit audit = {.request = {.plan = options->plan,
					  .insurer = options->insurer,
					  .key_file = options->key_file,
					  .areas_before = options->areas_before,
					  .output = options->output,
					  .force = options->force,
					  .dutch = options->dutch,
					  .quiet = options->quiet,
					  .verbose = options->verbose}};
	if (options->archive != NULL)
		return judge_archive(options);
	bool judged = check_options(&audit, options) &&
		      (options->output == NULL || sink_check_place(options->output, options->force, &audit.log)) &&
		      audit_read_files_and_policy(&audit, &options->load) &&
		      audit_read_region(&audit, options->region) &&
		      (options->areas_before == NULL || audit_read_areas_before(&audit)) &&
		      (options->key_file == NULL || (audit_check_insurers(&audit) && audit_read_key(&audit))) &&
		      audit_read_plan(&audit, options->previous);

	if (judged)
		audit_judge(&audit);
	judged = judged && audit.log.failure == EXIT_DONE &&
		 (options->output != NULL ? audit_write(&audit) : audit_print(&audit));
	enum exit_code code = error_exit_code(&audit.log);

	if (judged && code == EXIT_DONE && !judge_accepts(&audit.findings))
		code = EXIT_BROKEN;
	set_aside_print(&audit.region, stderr);
	error_print(&audit.log, stderr);
	audit_free(&audit);
	return code;
}
