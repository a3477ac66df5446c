/* The stages of an audit, from the files of a region and a plan to all that is found. */
#include <stdlib.h>

#include "input/plan/certificate_reader.h"
#include "input/plan/plan_reader.h"
#include "output/writer/jansson_memory.h"
#include "planner/audit/audit.h"
#include "planner/audit/reading.h"
#include "planner/rules/pins.h"

bool audit_read_files_and_policy(struct audit *audit, const struct load_options *options)
{
	jansson_use_memory(); /* whatever program this is part of: a plan is not rejected for want of memory */
	if (!audit_read_files(audit))
		return false;
	plan_policy_read(&audit->plan_policy, &audit->files[AUDIT_SUMMARY], options);
	return true;
}

bool audit_read_region(struct audit *audit, const char *folder)
{
	bool good = load_region(&audit->region, &audit->policy, &audit->digests, folder, &audit->plan_policy.load,
				&audit->log);

	return good && plan_policy_compare(&audit->plan_policy, &audit->policy, folder, &audit->log) &&
	       pins_derive(&audit->problem, &audit->region, &audit->policy, &audit->log);
}

bool audit_read_plan(struct audit *audit, const char *previous)
{
	struct error_log logs[2] = {{0}, {0}};
	const struct plan_reader_table visits = {&audit->files[AUDIT_VISITS], &logs[0]};
	const struct plan_reader_table allocations = {&audit->files[AUDIT_ALLOCATIONS], &logs[1]};

	audit->lacks_previous = previous == NULL && audit_tells_previous(audit);
	plan_reader_read_bytes(&audit->solution.plan, audit->lacks_previous ? &audit->previous_visits : NULL,
			       &audit->problem, &visits, &allocations);
	audit_take_log(audit, AUDIT_VISITS, &logs[0]);
	audit_take_log(audit, AUDIT_ALLOCATIONS, &logs[1]);
	if (previous != NULL)
		audit->has_previous =
			plan_reader_read_noted(&audit->previous, &audit->previous_visits, &audit->previous_digests,
					       &audit->problem, previous, PLAN_READER_LENIENT, &audit->log);
	audit_expect_file(audit, AUDIT_CHANGES, audit_tells_previous(audit), "the plan has no previous one");
	audit_expect_file(audit, AUDIT_SET_ASIDE, audit->region.set_aside_count > 0, "no row is set aside");
	if (audit->lacks_previous)
		previous_keep_confirmed(&audit->previous_visits);
	if (audit->log.failure == EXIT_DONE && (audit->has_previous || audit->lacks_previous))
		confirmed_hold(&audit->confirmed, &audit->problem, &audit->region, &audit->policy,
			       &audit->previous_visits);
	return audit->log.failure == EXIT_DONE;
}

static void derive_bounds(struct audit *audit)
{
	struct solution *solution = &audit->solution;
	struct error_log log = {0};

	if (audit->files[AUDIT_CERTIFICATE].bytes == NULL)
		return;
	certificate_reader_read(&audit->certificate, &audit->problem, &audit->files[AUDIT_CERTIFICATE], &log);
	audit_take_log(audit, AUDIT_CERTIFICATE, &log);
	for (int t = 0; t < TIER_COUNT; t++) {
		int64_t bound =
			judge_bound_derive(&audit->problem, &audit->certificate, (enum tier)t, &solution->values);
		solution->bounds.scaled[t] =
			values_tell_bound(&audit->problem, (enum tier)t, bound, solution->values.scaled[t]);
	}
	solution->certificate.bounds = solution->bounds;
}

void audit_judge(struct audit *audit)
{
	struct solution *solution = &audit->solution;

	judge_rules(&audit->findings, &audit->problem, &solution->plan);
	solution->values = values_plan(&audit->problem, &solution->plan);
	derive_bounds(audit);
	audit->has_outcome = audit->findings.counts[JUDGE_RULE] == 0;
	if (audit->has_outcome) {
		outcome_derive(&audit->outcome, &audit->problem, solution,
			       audit->has_previous ? &audit->previous : NULL);
		audit->outcome.has_previous |= audit->lacks_previous;
		audit->outcome.lifted_visits = audit->confirmed.lifted_count;
		if (audit->has_previous)
			changes_derive(&audit->outcome.changes, &audit->problem, &solution->plan,
				       &audit->previous_visits, &audit->confirmed);
		audit_check_reasons(audit);
		audit_check_transfers(audit);
	}
	judge_care_derive(&audit->care, &audit->findings, &audit->problem);
	audit_check_tables(audit);
	audit_check_certificate(audit);
	audit_check_summary(audit);
	audit_take_digests(audit);
}

void audit_free(struct audit *audit)
{
	plan_policy_free(&audit->plan_policy);
	outcome_free(&audit->outcome);
	judge_care_free(&audit->care);
	free(audit->areas_before);
	free(audit->unjudged);
	for (int file = 0; file < AUDIT_FILE_COUNT; file++)
		file_free(&audit->files[file]);
	file_free(&audit->key);
	judge_certificate_free(&audit->certificate);
	plan_free(&audit->solution.plan);
	confirmed_free(&audit->confirmed);
	previous_free(&audit->previous_visits);
	plan_free(&audit->previous);
	problem_free(&audit->problem);
	policy_free(&audit->policy);
	region_free(&audit->region);
	judge_free(&audit->findings);
	error_free(&audit->log);
}
