#include <stdlib.h>

#include "output/plan/plan_tables.h"
#include "planner/base/day.h"
#include "planner/explain/explain.h"
#include "planner/explain/words.h"
#include "planner/base/hours.h"
#include "planner/base/memory.h"
#include "planner/base/progress.h"

#define BOTTLENECKS_SHOWN 10
#define CLIENTS_SHOWN 12 /* of a cut, unless verbose */
#define DAYS_SHOWN 10

/* Those of the cut, the short one first named as such: key, postcode, provider, what each lacks. */
static void write_cut_clients(struct explain *explain, const struct cut *cut)
{
	int32_t shown = explain->verbose || cut->client_count < CLIENTS_SHOWN ? cut->client_count : CLIENTS_SHOWN;
	struct text line = {0};
	char hours[HOURS_TEXT_SIZE];

	text_format(&line, "its %d client%s:", (int)cut->client_count, cut->client_count == 1 ? "" : "s");
	for (int32_t i = 0; i < shown; i++) {
		const struct problem_client *client = &explain->problem.clients[cut->clients[i]];
		text_format(&line, "%s %s in %d of %s wants %s h", i == 0 ? "" : ",",
			    explain_client_key(explain, cut->clients[i]),
			    (int)explain->region.clients[client->region_index].postcode,
			    explain->region.providers.names[client->provider],
			    explain_hours(hours, explain, client->left_units));
	}
	if (shown < cut->client_count)
		text_format(&line, " and %d more", (int)(cut->client_count - shown));
	explain_add_gathered(explain, 4, &line);
}

static void write_cut_days(struct explain *explain, const struct cut *cut)
{
	int32_t shown = 0;
	struct text line = {0};

	for (int32_t i = 0; i < cut->day_count;) {
		int32_t day = cut->days[i].day;
		char date[16], hours[HOURS_TEXT_SIZE];
		if (++shown > DAYS_SHOWN && !explain->verbose) {
			text_format(&explain->text, "    and %d more caregiver-days: --verbose\n",
				    (int)(cut->day_count - i));
			break;
		}
		text_format(&line, "%s:", explain_day(date, explain, day));
		for (bool first = true; i < cut->day_count && cut->days[i].day == day; i++, first = false)
			text_format(
				&line, "%s %s %s h", first ? "" : ",",
				explain_caregiver_key(explain, cut->days[i].caregiver),
				explain_hours(hours, explain,
					      problem_available_units(&explain->problem, cut->days[i].caregiver, day)));
		explain_add_gathered(explain, 4, &line);
	}
}

void explain_write_cut(struct explain *explain, const struct cut *cut)
{
	char available[32], care[32], travel[32], unused[32], wanted[32], lacking[32];
	struct text line = {0};

	text_format(&line,
		    "Caregiver-days: %d; %s h there; %s h care in %d visits, %s h travel, %s h left in pieces that "
		    "no visit fits; clients: %d, who want %s h.",
		    (int)cut->day_count, explain_hours(available, explain, cut->available_units),
		    explain_hours(care, explain, cut->care_units), (int)cut->visit_count,
		    explain_hours(travel, explain, cut->travel_units),
		    explain_hours(unused, explain, cut->unused_units), (int)cut->client_count,
		    explain_hours(wanted, explain, cut->wanted_units));
	if (problem_kind(&explain->problem, cut->tier) == KIND_PRESENCE)
		text_format(&line, " Without a visit: %d of them, on %d days in all.", (int)cut->short_clients,
			    (int)cut->short_units);
	else
		text_format(&line, " Short in this tier: %d of them, by %s h.", (int)cut->short_clients,
			    explain_hours(lacking, explain, cut->short_units));
	explain_add_gathered(explain, 4, &line);
	write_cut_clients(explain, cut);
	write_cut_days(explain, cut);
}

static void write_proof(struct explain *explain, const struct bottleneck *bottleneck)
{
	if (bottleneck->proof == BOTTLENECK_SEARCH && explain->is_proven[bottleneck->tier])
		explain_add_words(
			explain, 4,
			"Proof: bound. Derived anew from the plan's certificate, the bound of this tier meets its "
			"value: no plan that is as good in the earlier tiers is better in this one, so nobody could be "
			"helped without somebody else losing as much.");
	else if (bottleneck->proof == BOTTLENECK_GIVEN_UP)
		explain_add_words(
			explain, 4,
			"Proof: given up. One change that the rules allow would give one of these clients more "
			"of the remaining hours; the plan leaves it for the families' own provider, known faces "
			"or visits that stay, as far as continuity_percent lets it.");
	else if (bottleneck->proof == BOTTLENECK_SEARCH)
		explain_add_words(
			explain, 4,
			"Proof: search. The plan is the best found, and no single change that the rules allow helps "
			"these clients; a better plan is not ruled out.");
	else if (bottleneck->cut.client_count == 0)
		explain_add_words(explain, 4, "Proof: cut. The tables themselves say so, whatever the plan.");
	else if (bottleneck->cut.as_planned)
		explain_add_words(
			explain, 4,
			"Proof: cut. As long as who comes to whom on which day stays as it is, which serves the "
			"earlier tiers, these hours are all there are, and they are given to no lesser claim.");
	else
		explain_add_words(explain, 4, "Proof: cut. No plan at all gives these clients together more.");
}

void explain_write_bottleneck(struct explain *explain, const struct bottleneck *bottleneck)
{
	char name[PLAN_BOTTLENECK_SIZE], words[BOTTLENECK_WORDS_SIZE];
	struct helps helps;

	plan_name_bottleneck(name, bottleneck, false);
	bottleneck_write_words(words, &explain->bottlenecks, bottleneck, false);
	text_format(&explain->text, "\n%s  %s\n", name, explain_tier_words(explain, bottleneck->tier));
	explain_add_words(explain, 2, words);
	write_proof(explain, bottleneck);
	if (explain->verbose && bottleneck->cut.client_count > 0)
		explain_write_cut(explain, &bottleneck->cut);
	help_find(&helps, &explain->help_finder, bottleneck);
	for (int32_t i = 0; i < helps.count; i++)
		explain_write_help(explain, bottleneck, &helps.list[i]);
	if (bottleneck->reason == BOTTLENECK_ROSTER)
		explain_add_words(
			explain, 4,
			"Nobody can be asked for hours on days whose roster is not made: plan again when it is.");
	else if (helps.count == 0)
		explain_add_words(explain, 4, "Help: none of what was tried lifts it.");
	help_free(&helps);
}

void explain_write_bottlenecks(struct explain *explain)
{
	const struct bottlenecks *found = &explain->bottlenecks;
	size_t shown = explain->verbose || found->count < BOTTLENECKS_SHOWN ? found->count : BOTTLENECKS_SHOWN;
	int32_t short_clients = 0, by_cut = 0;

	for (size_t i = 0; i < found->count; i++) {
		short_clients += found->list[i].client_count;
		by_cut += found->list[i].proof == BOTTLENECK_CUT ? found->list[i].client_count : 0;
	}
	if (found->count == 0) {
		text_add(&explain->text, "Nobody is short of anything.\n");
		return;
	}
	text_format(&explain->text,
		    "Clients who are short: %d. Reasons: %zu. By a count that anyone can repeat: %d clients.\n",
		    short_clients, found->count, by_cut);
	for (size_t i = 0; i < shown; i++) {
		progress_show("what would help", (double)i / (double)shown);
		explain_write_bottleneck(explain, &found->list[i]);
	}
	progress_end();
	if (shown < found->count)
		text_format(&explain->text, "\nand %zu more: bottlenecks.csv; or --verbose\n", found->count - shown);
}
