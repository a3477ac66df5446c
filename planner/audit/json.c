/* audit.json: the verdict for programs. output/audit.schema.json describes it. */
#include <assert.h>
#include <jansson.h>
#include <stdlib.h>

#include "output/plan/summary.h"
#include "planner/region/files.h"
#include "planner/audit/reading.h"
#include "planner/audit/write.h"
#include "planner/base/day.h"
#include "planner/judge/providers.h"
#include "planner/base/version.h"

#define NANO 1e9
#define MINUTES_PER_HOUR 60
#define DIGITS 15

static void set(json_t *object, const char *key, json_t *value)
{
	int failed = json_object_set_new(object, key, value);

	assert(failed == 0);
	(void)failed;
}

static json_t *make_policy(const struct policy_origin *origin)
{
	static const char *const kinds[] = {
		[POLICY_ORIGIN_PLAN] = "plan", [POLICY_ORIGIN_TOLD] = "told", [POLICY_ORIGIN_REGION] = "region"};
	json_t *object = json_object(), *names = json_array();

	for (size_t i = 0; i < origin->name_count; i++)
		json_array_append_new(names, json_string(origin->names[i]));
	set(object, "from", json_string(kinds[origin->kind]));
	set(object, "differs", names);
	return object;
}

static json_t *make_rules(const struct audit *audit)
{
	json_t *array = json_array();

	for (int rule = 1; rule <= RULES_COUNT; rule++) {
		json_t *object = json_object();
		set(object, "rule", json_sprintf("C%d", rule));
		set(object, "judged", json_boolean(audit_judges_rule(audit, rule)));
		set(object, "pass",
		    json_boolean(audit_judges_rule(audit, rule) && audit->findings.rule_counts[rule] == 0));
		set(object, "says", json_string(audit_rule_says(rule)));
		set(object, "source", json_string(audit_rule_source(rule)));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *make_files(const struct audit *audit)
{
	json_t *array = json_array();

	for (int file = 0; file < AUDIT_FILE_COUNT; file++) {
		bool judged = audit_is_judged(audit, (enum audit_file)file);
		if (!audit_has_file(audit, (enum audit_file)file))
			continue;
		json_t *object = json_object();
		set(object, "file", json_string(audit_name_file((enum audit_file)file)));
		set(object, "judged", json_boolean(judged));
		set(object, "pass", json_boolean(judged && audit->file_findings[file] == 0));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *make_tables(const struct audit *audit)
{
	json_t *array = json_array();

	for (size_t i = 0; i < audit->written_count; i++) {
		json_t *object = json_object();
		set(object, "file", json_string(audit->written[i].name));
		set(object, "sha256", json_string(audit->written[i].sha256));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *make_unjudged(const struct audit *audit)
{
	json_t *array = json_array();

	for (size_t i = 0; i < audit->unjudged_count; i++)
		json_array_append_new(array, json_string(audit->unjudged[i]));
	return array;
}

static json_t *make_tiers(const struct audit *audit)
{
	json_t *array = json_array();

	for (int t = 0; t < TIER_COUNT && audit->has_outcome; t++) {
		const struct outcome_tier *tier = &audit->outcome.tiers[t];
		/* An exact value of everybody: less that of the night before it tells of who came between. */
		bool hidden = audit->request.insurer != NULL;
		json_t *object = json_object();
		set(object, "name", json_string(problem_tier_name(&audit->problem, (enum tier)t)));
		set(object, "value", hidden ? json_null() : json_real((double)tier->value_nano / NANO));
		set(object, "told_bound", hidden ? json_null() : json_real(audit->tiers[t].told_bound));
		set(object, "derived_bound", hidden ? json_null() : json_real((double)tier->bound_nano / NANO));
		set(object, "proven", json_boolean(tier->proven));
		set(object, "rests_on_search", json_boolean(audit->tiers[t].rests_on_search));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *make_findings(const struct audit *audit)
{
	json_t *object = json_object();

	for (int kind = 0; kind < JUDGE_KIND_COUNT; kind++)
		set(object, judge_kind_names[kind], json_integer((json_int_t)audit->findings.counts[kind]));
	return object;
}

static json_t *make_care(const struct audit *audit)
{
	json_t *object = json_object();

	set(object, "finished", json_integer(audit->care.finished_count));
	set(object, "below_minimum", json_integer(audit->care.fault_counts[JUDGE_CARE_BELOW_MINIMUM]));
	set(object, "digital_over", json_integer(audit->care.fault_counts[JUDGE_CARE_DIGITAL]));
	set(object, "many_caregivers", json_integer(audit->care.fault_counts[JUDGE_CARE_MANY_CAREGIVERS]));
	return object;
}

static json_t *make_gaps(const struct audit *audit)
{
	unsigned char gaps[10000];
	json_t *array = json_array();

	judge_providers_find_gaps(gaps, &audit->region, audit->policy.plan_date);
	for (int postcode = 0; postcode < 10000; postcode++)
		if (gaps[postcode])
			json_array_append_new(array, json_integer(postcode));
	return array;
}

static json_t *make_without_code(const struct audit *audit)
{
	json_t *array = json_array();

	for (size_t i = 0; i < audit->region.caregiver_count; i++)
		if (region_lacks_agb(&audit->region.caregivers[i], audit->policy.plan_date))
			json_array_append_new(array, json_string(audit->region.caregivers[i].key));
	return array;
}

/* Of a plan that breaks no rule: what the morning is like. */
static void set_morning(json_t *root, const struct audit *audit)
{
	const struct morning *morning = &audit->outcome.morning;

	set(root, "first_days", summary_make_first_days(morning));
	set(root, "standby_hours",
	    json_real((double)(morning->standby_units * audit->policy.unit_minutes) / MINUTES_PER_HOUR));
}

bool audit_write_json(struct sink *sink, struct audit *audit)
{
	char date[DAY_TEXT_SIZE];

	json_t *root = json_object();

	day_format(date, audit->policy.plan_date, false);
	set(root, "program", json_string(PROGRAM_NAME));
	set(root, "version", json_string(PROGRAM_VERSION));
	set(root, "plan_date", json_string(date));
	set(root, "policy", make_policy(&audit->plan_policy.origin));
	set(root, "region_sha256", json_string(audit->region_sha256));
	set(root, "plan_sha256", json_string(audit->plan_sha256));
	set(root, "tables", make_tables(audit));
	set(root, "audit_sha256", json_string(AUDIT_SEAL_ZEROS));
	set(root, "accepted", json_boolean(judge_accepts(&audit->findings)));
	set(root, "inputs_pass", json_boolean(audit->findings.counts[JUDGE_INPUT] == 0));
	set(root, "rules", make_rules(audit));
	set(root, "files", make_files(audit));
	set(root, "not_judged", make_unjudged(audit));
	set(root, "tiers", make_tiers(audit));
	if (audit->request.insurer != NULL) {
		set(root, "insurer", json_string(audit->request.insurer));
	} else {
		set(root, "short_clients", json_integer((json_int_t)audit->short_clients));
		set(root, "findings", make_findings(audit));
		set(root, "care", make_care(audit));
		if (audit->has_outcome)
			set_morning(root, audit);
		set(root, "caregivers_without_agb", make_without_code(audit));
		set(root, "postcodes_without_provider", make_gaps(audit));
	}
	char *bytes = json_dumps(root, JSON_INDENT(2) | JSON_REAL_PRECISION(DIGITS));
	struct text text = {0};

	text_add(&text, bytes);
	text_add(&text, "\n");
	audit_seal(&text, audit->audit_sha256);
	bool written = sink_write_file(sink, AUDIT_FILE_JSON, text.bytes, text.length, &audit->log);

	text_free(&text);
	free(bytes);
	json_decref(root);
	return written;
}
