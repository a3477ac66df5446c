#include <string.h>

#include "planner/explain/explain.h"
#include "planner/explain/words.h"
#include "planner/base/hours.h"

#define ROWS_SHOWN 8

static const char *goal_of(enum tier_kind kind, bool one)
{
	static const char *const goals[KIND_COUNT][2] = {
		[KIND_MINIMUM] = {"to their legal minimum", "to her legal minimum"},
		[KIND_PRESENCE] = {"a visit on every care day", "a visit on every care day"},
		[KIND_MEDICAL] = {"to all their medical hours", "to all her medical hours"},
		[KIND_GUARANTEED] = {"to all their guaranteed hours", "to all her guaranteed hours"},
		[KIND_REMAINING] = {"to all their indicated hours", "to all her indicated hours"},
	};

	return goals[kind][one];
}

static void add_hours(struct text *line, const struct explain *explain, const struct bottleneck *bottleneck,
		      const struct help *help)
{
	char hours[HOURS_TEXT_SIZE], from[16], to[16];
	int32_t first = help->rows[0].day, last = first;

	for (int32_t i = 1; i < help->row_count; i++) {
		first = help->rows[i].day < first ? help->rows[i].day : first;
		last = help->rows[i].day > last ? help->rows[i].day : last;
	}
	text_format(line, "%s h more", explain_hours(hours, explain, help->units));
	if (help->visits > 0)
		text_format(line, ", for %d visit%s more,", (int)help->visits, help->visits == 1 ? "" : "s");
	text_format(line, " by those who may serve %d", (int)bottleneck->postcode_from);
	if (bottleneck->postcode_to != bottleneck->postcode_from)
		text_format(line, "-%d", (int)bottleneck->postcode_to);
	if (first == last)
		text_format(line, " on %s", explain_day(from, explain, first));
	else
		text_format(line, " between %s and %s", explain_day(from, explain, first),
			    explain_day(to, explain, last));
}

static void add_pins(struct text *line, const struct explain *explain, const struct help *help)
{
	const struct problem_must *must = help->must == REGION_NONE ? NULL : &explain->problem.musts[help->must];
	char date[16];

	if (must == NULL)
		text_format(line, "without the pins of %s", explain_client_key(explain, help->client));
	else
		text_format(line,
			    must->source == MUST_CONFIRMED ? "without the confirmed visit of %s to %s on %s"
							   : "without the pin that %s must visit %s on %s",
			    explain_caregiver_key(explain, must->caregiver), explain_client_key(explain, must->client),
			    explain_day(date, explain, must->day));
}

static void add_change(struct text *line, const struct explain *explain, const struct bottleneck *bottleneck,
		       const struct help *help)
{
	char hours[HOURS_TEXT_SIZE];

	switch (help->kind) {
	case HELP_HOURS:
		add_hours(line, explain, bottleneck, help);
		break;
	case HELP_DIGITAL:
		text_format(line, "%s h of digital instruction, with consent and up to the cap",
			    explain_hours(hours, explain, help->units));
		break;
	case HELP_AREA:
		text_format(line, "if provider %s served %d too", explain->region.providers.names[help->provider],
			    (int)help->postcode);
		break;
	case HELP_CONTRACT:
		text_format(line, "if provider %s had a contract with insurer %s",
			    explain->region.providers.names[help->provider],
			    explain->region.insurers.names[help->insurer]);
		break;
	case HELP_MEDIATION:
		text_add(line, "with mediation = yes in the policy");
		break;
	case HELP_CARE_DAYS:
		text_format(line, "%d care day%s more for %s", (int)help->days, help->days == 1 ? "" : "s",
			    explain_client_key(explain, help->client));
		break;
	case HELP_LIMIT:
		text_format(line, "if %s could work %s h a week (max_hours_week)",
			    explain_caregiver_key(explain, help->caregiver),
			    explain_hours(hours, explain, help->units));
		break;
	case HELP_SHORTEST:
		text_format(line, "with min_visit_hours = %s in the policy",
			    explain_hours(hours, explain, help->units));
		break;
	case HELP_PINS:
		add_pins(line, explain, help);
		break;
	}
}

static void add_effect(struct text *line, const struct explain *explain, const struct bottleneck *bottleneck,
		       const struct help *help)
{
	char before[HOURS_TEXT_SIZE], after[HOURS_TEXT_SIZE];
	bool one = bottleneck->client_count == 1;

	if (help->lifted_count > 0)
		text_format(line, ": that brings %d client%s %s; what", (int)help->lifted_count,
			    help->lifted_count == 1 ? "" : "s",
			    goal_of(problem_kind(&explain->problem, help->tier), help->lifted_count == 1));
	else
		text_add(line, ": what");
	if (problem_kind(&explain->problem, help->tier) == KIND_PRESENCE)
		text_format(line, " %s falls from %d to %d points.", one ? "she lacks" : "these clients lack",
			    (int)help->short_before, (int)help->short_after);
	else
		text_format(line, " %s falls from %s to %s h.", one ? "she lacks" : "these clients lack",
			    explain_hours(before, explain, help->short_before),
			    explain_hours(after, explain, help->short_after));
}

static const char *proof_of(const struct help *help)
{
	if (help->smallest)
		return " Tried: a plan with it is at hand in which nobody has less than now. The smallest, by the cut: "
		       "less "
		       "would have to come from a claim that is as good.";
	if (help->kind == HELP_HOURS || help->kind == HELP_DIGITAL)
		return " Tried: a plan with it is at hand in which nobody has less than now. The smallest found "
		       "(search).";
	if (help->kind == HELP_LIMIT)
		return " Tried: a plan with it is at hand in which nobody has less than now.";
	return " Tried by planning with it, no earlier tier being worse (search).";
}

static void write_rows(struct explain *explain, const struct help *help)
{
	int32_t shown = explain->verbose || help->row_count <= ROWS_SHOWN ? help->row_count : ROWS_SHOWN;
	struct text line = {0};
	char date[16], hours[HOURS_TEXT_SIZE];

	text_add(&line, "for instance");
	for (int32_t i = 0; i < shown; i++)
		text_format(&line, "%s %s on %s %s h", i == 0 ? "" : ",",
			    explain_caregiver_key(explain, help->rows[i].caregiver),
			    explain_day(date, explain, help->rows[i].day),
			    explain_hours(hours, explain, help->rows[i].units));
	if (shown < help->row_count)
		text_format(&line, " and %d more: --verbose", (int)(help->row_count - shown));
	explain_add_gathered(explain, 6, &line);
}

void explain_write_help(struct explain *explain, const struct bottleneck *bottleneck, const struct help *help)
{
	struct text line = {0};

	text_add(&line, "Help: ");
	add_change(&line, explain, bottleneck, help);
	add_effect(&line, explain, bottleneck, help);
	text_add(&line, proof_of(help));
	explain_add_gathered(explain, 4, &line);
	if (help->kind == HELP_HOURS)
		write_rows(explain, help);
}
