#include "planner/command/commands.h"

#include <stdlib.h>
#include <string.h>

#include "input/plan/certificate_reader.h"
#include "input/text/file.h"
#include "input/plan/plan_policy.h"
#include "input/plan/plan_reader.h"
#include "input/plan/plan_secrets.h"
#include "planner/region/files.h"
#include "output/plan/plan_tables.h"
#include "output/plan/policy_words.h"
#include "output/plan/terminal.h"
#include "planner/explain/explain.h"
#include "planner/judge/bound.h"
#include "planner/region/set_aside.h"
#include "planner/rules/pins.h"
#include "planner/rules/rules.h"

/* By the policy that the plan tells, over which that of the command line goes. */
static bool read_region(struct explain *explain, const struct options *options)
{
	struct plan_policy own;
	struct file_bytes summary = {0};
	enum file_result result = file_read_in(&summary, explain->folder, PLAN_SUMMARY, &explain->log);

	if (result == FILE_REFUSED || result == FILE_FAILED)
		return false;
	if (!plan_secrets_check(&summary, PLAN_SUMMARY, &explain->log)) {
		file_free(&summary);
		return false;
	}
	plan_policy_read(&own, &summary, &options->load);
	bool read = load_region(&explain->region, &explain->policy, &explain->digests, options->region, &own.load,
				&explain->log) &&
		    plan_policy_compare(&own, &explain->policy, options->region, &explain->log);

	if (own.origin.kind != POLICY_ORIGIN_PLAN || own.origin.other_unread || own.origin.name_count > 0)
		policy_words_add(&explain->text, &own.origin, "Explained");
	if (explain->text.length > 0 && options->client_count == 0)
		text_add(&explain->text, "\n");
	plan_policy_free(&own);
	file_free(&summary);
	if (!read)
		return false;
	return pins_derive(&explain->problem, &explain->region, &explain->policy, &explain->log);
}

/* The visits of --previous, and which of them could not stay: before those that the plan tells to be confirmed hold. */
static bool read_earlier(struct explain *explain)
{
	struct plan plan = {0};

	if (explain->previous == NULL)
		return true;
	bool read = plan_reader_read_noted(&plan, &explain->earlier, NULL, &explain->problem, explain->previous,
					   PLAN_READER_LENIENT, &explain->log);

	if (read)
		confirmed_derive(&explain->earlier_fates, &explain->problem, &explain->earlier);
	plan_free(&plan);
	return read;
}

/* A plan that breaks a rule explains nothing: who breaks them has time that others have not. */
static bool read_plan(struct explain *explain)
{
	const char *folder = explain->folder;
	struct broken_rules broken;

	if (!plan_reader_read_noted(&explain->plan, &explain->told, NULL, &explain->problem, folder, PLAN_READER_STRICT,
				    &explain->log))
		return false;
	if (!read_earlier(explain))
		return false;
	previous_keep_confirmed(&explain->told);
	confirmed_hold(&explain->confirmed, &explain->problem, &explain->region, &explain->policy, &explain->told);
	rules_check(&broken, &explain->problem, &explain->plan);
	if (broken.count > 0) {
		char text[RULES_TEXT_SIZE];
		rules_describe(text, &explain->problem, &broken.rules[0]);
		error_fail(&explain->log, EXIT_BROKEN, "%s does not belong to this region, or breaks its rules: %s",
			   folder, text);
	}
	rules_free(&broken);
	return error_exit_code(&explain->log) == EXIT_DONE;
}

static bool is_met(const struct problem *problem, const struct judge_certificate *certificate, enum tier tier,
		   const struct values *values)
{
	int64_t bound = judge_bound_derive(problem, certificate, tier, values), value = values->scaled[tier];

	return values_lift_bound(problem, tier, bound, value) == value;
}

/* Tiers whose bound meets their value, asked only where no cut proves a reason. Without certificate there are none. */
static void prove_tiers(struct explain *explain)
{
	struct judge_certificate certificate = {0};
	struct file_bytes bytes = {0};
	struct error_log log = {0}; /* what has no meaning in a certificate proves nothing */
	struct values values = values_plan(&explain->problem, &explain->plan);
	bool asked[TIER_COUNT] = {false}, any = false;

	for (size_t i = 0; i < explain->bottlenecks.count; i++)
		if (explain->bottlenecks.list[i].proof == BOTTLENECK_SEARCH)
			any = asked[explain->bottlenecks.list[i].tier] = true;
	bool read = any && file_read_in(&bytes, explain->folder, PLAN_CERTIFICATE, &log) == FILE_READ &&
		    certificate_reader_read(&certificate, &explain->problem, &bytes, &log);
	for (int t = 0; read && t < TIER_COUNT; t++)
		explain->is_proven[t] = asked[t] && is_met(&explain->problem, &certificate, (enum tier)t, &values);
	if (log.failure != EXIT_DONE)
		error_fail(&explain->log, log.failure, "%s", log.failure_text);
	judge_certificate_free(&certificate);
	file_free(&bytes);
	error_free(&log);
}

static bool find_client(int32_t *region_index, const struct explain *explain, const char *key)
{
	for (size_t i = 0; i < explain->region.client_count; i++)
		if (strcmp(explain->region.clients[i].key, key) == 0) {
			*region_index = (int32_t)i;
			return true;
		}
	return false;
}

/* The bottleneck of this name, as tables of either dialect call it, or NULL. */
static const struct bottleneck *find_bottleneck(const struct explain *explain, const char *name)
{
	for (size_t i = 0; i < explain->bottlenecks.count; i++)
		for (int dutch = 0; dutch < 2; dutch++) {
			char told[PLAN_BOTTLENECK_SIZE];
			plan_name_bottleneck(told, &explain->bottlenecks.list[i], dutch == 1);
			if (strcmp(told, name) == 0)
				return &explain->bottlenecks.list[i];
		}
	return NULL;
}

static bool write_named(struct explain *explain, const char *name)
{
	const struct bottleneck *bottleneck = find_bottleneck(explain, name);
	int32_t region_index = REGION_NONE;

	if (find_client(&region_index, explain, name))
		explain_write_client(explain, region_index);
	else if (bottleneck != NULL)
		explain_write_bottleneck(explain, bottleneck);
	else
		return error_fail(&explain->log, EXIT_USAGE, "explain: there is no client and no bottleneck \"%s\"",
				  name);
	return true;
}

static bool write_all(struct explain *explain, const struct options *options)
{
	explain->allocations = allocation_derive(&explain->problem, &explain->plan);
	bottleneck_find(&explain->bottlenecks, &explain->problem, &explain->plan);
	help_finder_begin(&explain->help_finder, &explain->bottlenecks, &explain->plan);
	cut_finder_build(&explain->finder, &explain->problem, &explain->plan);
	prove_tiers(explain);
	if (explain->log.failure != EXIT_DONE)
		return false;
	if (options->client_count == 0) {
		explain_write_bottlenecks(explain);
		if (explain->before != NULL)
			explain_write_all_changes(explain);
	}
	for (int i = 0; i < options->client_count; i++)
		if (!write_named(explain, options->clients[i]))
			return false;
	if (explain->text.bytes == NULL)
		text_add(&explain->text, "");
	const char *start = explain->text.bytes;
	struct text shown = {.bytes = explain->text.bytes + (*start == '\n'),
			     .length = explain->text.length - (*start == '\n')};
	return terminal_print(&shown, &explain->log);
}

static void free_all(struct explain *explain)
{
	explain_free_before(explain);
	text_free(&explain->text);
	cut_finder_free(&explain->finder);
	help_finder_free(&explain->help_finder);
	bottleneck_free(&explain->bottlenecks);
	free(explain->allocations);
	confirmed_free(&explain->confirmed);
	confirmed_free(&explain->earlier_fates);
	previous_free(&explain->earlier);
	previous_free(&explain->told);
	plan_free(&explain->plan);
	problem_free(&explain->problem);
	policy_free(&explain->policy);
	region_free(&explain->region);
	error_free(&explain->log);
}

enum exit_code command_explain(const struct options *options)
{
	struct explain explain = {.folder = options->plan, .previous = options->previous, .verbose = options->verbose};
	bool read = read_region(&explain, options) && read_plan(&explain) && explain_read_before(&explain);

	if (read)
		write_all(&explain, options);
	enum exit_code code = error_exit_code(&explain.log);

	set_aside_print(&explain.region, stderr);
	error_print(&explain.log, stderr);
	free_all(&explain);
	return code;
}
