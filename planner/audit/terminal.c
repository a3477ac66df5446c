/* The verdict of an audit, rule by rule, for people. */
#include "output/plan/policy_words.h"
#include "output/plan/terminal.h"
#include "output/writer/text.h"
#include "planner/audit/audit.h"
#include "planner/audit/reading.h"
#include "planner/base/day.h"
#include "planner/base/hours.h"

#define FINDINGS_SHOWN 20
#define CODES_SHOWN 10
#define NANO 1e9 /* of which hours and points are told */

/* What a rule says, and where it comes from: policies of Dutch insurers for purchasing maternity care. */
static const struct {
	const char *says, *source;
} rules[RULES_COUNT + 1] = {
	[1] = {"visits only to clients to plan", "care days are counted from the birth (LIP)"},
	[2] = {"visits only by known caregivers",
	       "a personal code of who is not employed, from 2027 of all (Zorg en Zekerheid 2026)"},
	[3] = {"visits only on care days",
	       "8 days from the birth (LIP), in hospital not at home (Zilveren Kruis 2021)"},
	[4] = {"one visit a day", "the planner's own: no insurer asks for it"},
	[5] = {"by a caregiver who may come",
	       "work area (Zorg en Zekerheid 2026), mediation (Menzis); all accepted (Zilveren Kruis, VGZ)"},
	[6] = {"length of visits", "the planner's own: min_visit_hours, max_visit_hours"},
	[7] = {"availability and travel", "rosters of the providers"},
	[8] = {"hours a week", "contracts of the caregivers, past work of the week counted"},
	[9] = {"days in a row", "36 hours of rest in every 7 x 24 (working hours act)"},
	[10] = {"digital hours", "at most 6, with consent, never in place of the first 24 (Zorg en Zekerheid 2026)"},
	[11] = {"no more than is wanted", "indication (LIP) less what the family declines"},
	[12] = {"pins of the planner", "pins.csv"},
	[13] = {"confirmed visits stay", "the previous plan; policy of the region"},
};

const char *audit_rule_says(int rule)
{
	return rules[rule].says;
}

const char *audit_rule_source(int rule)
{
	return rules[rule].source;
}

bool audit_judges_rule(const struct audit *audit, int rule)
{
	return rule != 13 || !audit->lacks_previous;
}

static const char *verdict(bool good)
{
	return good ? "pass" : "FAIL";
}

static void tell_rules(struct text *text, const struct audit *audit)
{
	text_format(text, "Rules\n");
	for (int rule = 1; rule <= RULES_COUNT; rule++) {
		bool good = audit->findings.rule_counts[rule] == 0;
		text_format(text, "  %s  C%-3d %-32s %s\n",
			    good && !audit_judges_rule(audit, rule) ? " -  " : verdict(good), rule, rules[rule].says,
			    rules[rule].source);
	}
}

/* Who lacks a code is no fault of the plan, but her care cannot be declared. */
static void tell_codes(struct text *text, const struct audit *audit)
{
	size_t count = 0;

	if (audit->request.insurer != NULL) /* other providers' caregivers are none of its business */
		return;
	for (size_t i = 0; i < audit->region.caregiver_count; i++) {
		const struct region_caregiver *row = &audit->region.caregivers[i];
		if (!region_lacks_agb(row, audit->policy.plan_date))
			continue;
		if (count < CODES_SHOWN || audit->request.verbose)
			text_format(text, "%s%s",
				    count == 0 ? "\nWithout the personal AGB code that is asked of them: " : ", ",
				    row->key);
		count++;
	}
	if (count > CODES_SHOWN && !audit->request.verbose)
		text_format(text, " and %zu more", count - CODES_SHOWN);
	if (count > 0)
		text_format(text, " (%zu)\n", count);
}

static void tell_claims(struct text *text, const struct audit *audit)
{
	text_format(text, "\nClaims, each number recomputed\n");
	text_format(text, "  %s  tables of the region are those that the plan was made from\n",
		    verdict(audit->findings.counts[JUDGE_INPUT] == 0));
	for (int file = 0; file < AUDIT_FILE_COUNT; file++) {
		bool undone = !audit_is_judged(audit, (enum audit_file)file);
		bool good = audit->file_findings[file] == 0;
		if (!audit_has_file(audit, (enum audit_file)file))
			continue;
		text_format(text, "  %s  %s\n", undone && good ? " -  " : verdict(good),
			    audit_name_file((enum audit_file)file));
	}
	for (size_t i = 0; i < audit->unjudged_count; i++)
		text_format(text, "%s%s", i == 0 ? "  Not judged, as nothing shows them: " : ", ", audit->unjudged[i]);
	text_add(text, audit->unjudged_count > 0 ? " (summary.json)\n" : "");
	if (!audit->has_outcome)
		text_format(text, "  Reasons and values of a plan that breaks rules are not judged.\n");
	if (audit->lacks_previous)
		text_format(text, "  Not judged: C13, and changes of the previous plan; --previous PLAN has it. What "
				  "is told to\n  be confirmed is taken as told.\n");
}

static void tell_tiers(struct text *text, const struct audit *audit)
{
	if (!audit->has_outcome)
		return;
	text_format(text, "\nBounds, derived anew          value        told       proven\n");
	for (int t = 0; t < TIER_COUNT; t++) {
		const struct outcome_tier *tier = &audit->outcome.tiers[t];
		const struct audit_tier *told = &audit->tiers[t];
		bool above = told->told && told->told_bound > (double)tier->bound_nano / NANO;
		text_format(text, "  %s  %-18s %11.4f %11.4f %12.4f  %s\n", verdict(!above),
			    problem_tier_name(&audit->problem, (enum tier)t), (double)tier->value_nano / NANO,
			    told->told_bound, (double)tier->bound_nano / NANO,
			    tier->proven            ? "proven best"
			    : told->rests_on_search ? "more is told by search alone"
						    : "");
	}
}

static void tell_findings(struct text *text, const struct audit *audit)
{
	const struct judge_findings *findings = &audit->findings;
	size_t most = audit->request.verbose ? findings->count : FINDINGS_SHOWN, shown = 0;
	char date[DAY_TEXT_SIZE];

	for (int kind = 0; kind < JUDGE_KIND_COUNT; kind++)
		for (size_t i = 0; i < findings->count; i++) {
			const struct judge_finding *f = &findings->list[i];
			if ((int)f->kind != kind || shown++ >= most)
				continue;
			text_format(text, "%s%s%s%s", shown == 1 ? "\nFindings\n  " : "  ", f->place,
				    *f->place ? ": " : "", f->text);
			if (f->kind == JUDGE_CLAIM && f->client != NULL)
				text_format(text, " (%s)", f->client);
			if (f->kind == JUDGE_CLAIM && f->day != DAY_NONE) {
				day_format(date, f->day, false);
				text_format(text, " on %s", date);
			}
			text_format(text, "\n");
		}
	if (shown > most)
		text_format(text, "  and %zu more; --verbose shows them all, -o AUDIT writes them down\n",
			    shown - most);
}

static void tell_order(struct text *text, const struct audit *audit)
{
	if (audit->has_outcome)
		text_format(text,
			    "\nOrder of the tiers: of %zu clients who are short, %zu could be helped by a transfer\n",
			    audit->short_clients, audit->findings.counts[JUDGE_ORDER]);
}

/* What the tiers do not tell: who comes home to nobody, and what is kept for births. */
static void tell_morning(struct text *text, const struct audit *audit)
{
	const struct morning *morning = &audit->outcome.morning;
	char standby[HOURS_TEXT_SIZE];

	if (!audit->has_outcome || audit->request.insurer != NULL)
		return;
	hours_format(standby, morning->standby_units * audit->policy.unit_minutes, '.');
	text_format(text,
		    "First days at home: %d of %d families see nobody on the first, %d of %d on the first two\n"
		    "Standby: %s h from the plan date on\n",
		    morning->nobody_first, morning->first_count, morning->nobody_first_two, morning->first_two_count,
		    standby);
}

/* Tiers that are not proven best, or those of them of which the search tells more than is proven. */
static void list_unproven(struct text *text, const struct audit *audit, bool searched)
{
	const char *separator = "";

	for (int t = 0; t < TIER_COUNT; t++) {
		if (audit->outcome.tiers[t].proven || (searched && !audit->tiers[t].rests_on_search))
			continue;
		text_format(text, "%s%s", separator, problem_tier_name(&audit->problem, (enum tier)t));
		separator = ", ";
	}
}

/* What an accepted plan does not prove, in a line of its own; nothing where it proves all. */
static void tell_unproven(struct text *text, const struct audit *audit)
{
	struct text open = {0}, searched = {0};

	if (!judge_accepts(&audit->findings) || !audit->has_outcome)
		return;
	list_unproven(&open, audit, false);
	list_unproven(&searched, audit, true);
	if (open.length > 0)
		text_format(text, "Not proven best: %s", open.bytes);
	if (searched.length > 0)
		text_format(text, "; more is told by the program's search alone, and not judged: %s", searched.bytes);
	text_add(text, open.length > 0 ? "\n" : "");
	text_free(&open);
	text_free(&searched);
}

bool audit_print(struct audit *audit)
{
	struct text text = {0}, unproven = {0};

	tell_unproven(&unproven, audit);
	if (audit->request.quiet) { /* the exit status is the verdict, and does not tell that something is not proven */
		bool told = terminal_print(&unproven, &audit->log);
		text_free(&unproven);
		return told;
	}
	policy_words_add(&text, &audit->plan_policy.origin, "Judged");
	text_add(&text, "\n");
	tell_rules(&text, audit);
	tell_claims(&text, audit);
	tell_tiers(&text, audit);
	tell_order(&text, audit);
	tell_morning(&text, audit);
	tell_codes(&text, audit);
	tell_findings(&text, audit);
	text_add(&text, !judge_accepts(&audit->findings) ? "\nRejected: a rule is broken, or a claim is not true\n"
			: unproven.length == 0
				? "\nAccepted: no rule is broken, and every claim is true\n"
				: "\nAccepted: no rule is broken, and no claim that can be judged is false\n");
	if (*audit->audit_sha256 != '\0') /* there is a folder that the verdict is to be bound to */
		text_format(&text, "Judged: region %s\n        plan   %s\n        audit  %s\n", audit->region_sha256,
			    audit->plan_sha256, audit->audit_sha256);
	text_add_bytes(&text, unproven.bytes, unproven.length);
	text_free(&unproven);
	bool shown = terminal_print(&text, &audit->log);
	text_free(&text);
	return shown;
}
