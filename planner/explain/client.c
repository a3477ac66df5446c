#include <stdlib.h>
#include <string.h>

#include "output/plan/plan_tables.h"
#include "planner/base/day.h"
#include "planner/explain/explain.h"
#include "planner/explain/words.h"
#include "planner/base/hours.h"

static const char *const status_words[] = {
	[CLIENT_PLANNED] = "planned",
	[CLIENT_FINISHED] = "her care days are over",
	[CLIENT_LATER] = "she starts after the horizon",
	[CLIENT_UNREACHABLE] = "nobody may serve her",
};

static void write_wishes(struct explain *explain, const struct region_client *row, const struct allocation *allocation)
{
	char indicated[32], declined[32], wanted[32], received[32];
	const struct policy *policy = &explain->policy;

	text_format(&explain->text, "  indicated %s h, declined %s h, wanted %s h; received %s h\n",
		    explain_hours(indicated, explain, problem_units_of_ticks(policy, row->indicated_ticks)),
		    explain_hours(declined, explain, problem_units_of_ticks(policy, row->declined_ticks)),
		    explain_hours(wanted, explain, allocation->wanted_units),
		    explain_hours(received, explain, allocation->received_units));
}

static void write_visit(struct explain *explain, const struct problem_client *client, int32_t day,
			const struct visit *visit)
{
	char date[16], hours[HOURS_TEXT_SIZE];

	if (visit == NULL) {
		text_format(&explain->text, "    %s  nobody\n", explain_day(date, explain, day));
		return;
	}
	int32_t provider = explain->problem.caregivers[visit->caregiver].provider;
	text_format(&explain->text, "    %s  %4s h  %s", explain_day(date, explain, day),
		    explain_hours(hours, explain, visit->units), explain_caregiver_key(explain, visit->caregiver));
	if (provider != client->provider)
		text_format(&explain->text, " of %s", explain->region.providers.names[provider]);
	if (problem_is_confirmed(&explain->problem, visit->client, visit->caregiver, day))
		text_add(&explain->text, ", confirmed");
	text_add(&explain->text, "\n");
}

static void write_visits(struct explain *explain, const struct allocation *allocation)
{
	const struct problem_client *client = &explain->problem.clients[allocation->client];
	const struct spare *spare = &explain->finder.spare;
	char hours[HOURS_TEXT_SIZE], digital[HOURS_TEXT_SIZE];
	int32_t at = spare->own_first[allocation->client];

	text_format(&explain->text, "  gets %s h in %d visit%s, and %s h of digital instruction\n",
		    explain_hours(hours, explain, allocation->planned_units), (int)allocation->visit_count,
		    allocation->visit_count == 1 ? "" : "s",
		    explain_hours(digital, explain, allocation->digital_units));
	for (int32_t day = client->first_day; day < client->first_day + client->day_count; day++) {
		bool visited = at < spare->own_first[allocation->client + 1] && spare->own[at].day == day;
		write_visit(explain, client, day, visited ? &spare->own[at++] : NULL);
	}
}

/* One tier in which she is short, with the cut around her if there is a tight one. */
static void write_tier(struct explain *explain, int32_t client, enum tier tier, const struct shortages *shortages)
{
	char lacking[HOURS_TEXT_SIZE], demand[HOURS_TEXT_SIZE];
	bool of_time = explain->bottlenecks.list[explain->bottlenecks.of_client[client]].of_time;
	struct cut cut;

	if (problem_kind(&explain->problem, tier) == KIND_PRESENCE)
		text_format(&explain->text, "  %s: %d of %d points are missing\n", explain_tier_words(explain, tier),
			    (int)shortages->short_units[tier], (int)shortages->demand_units[tier]);
	else
		text_format(&explain->text, "  %s: %s of %s h are missing\n", explain_tier_words(explain, tier),
			    explain_hours(lacking, explain, shortages->short_units[tier]),
			    explain_hours(demand, explain, shortages->demand_units[tier]));
	if (!of_time)
		return;
	cut_find(&cut, &explain->finder, client, tier);
	if (cut.tight && cut.day_count > 0)
		explain_write_cut(explain, &cut);
	else if (cut.tight)
		explain_add_words(explain, 4, "nobody who may come has time for a visit on these days");
	else
		explain_add_words(
			explain, 4,
			"no set of caregiver-days that is used up proves this: the plan is the best found (search)");
	cut_free(&cut);
}

/* Nothing can be planned for her any more; what she has had may still be too little. */
static void write_ended(struct explain *explain, int32_t region_index)
{
	const struct region_client *row = &explain->region.clients[region_index];
	int32_t minimum = problem_minimum_units(&explain->policy, row);
	char had_hours[HOURS_TEXT_SIZE], minimum_hours[HOURS_TEXT_SIZE];
	int64_t *physical, *digital;

	problem_sum_received(&physical, &digital, &explain->region);
	int32_t had = problem_units_of_ticks(&explain->policy, physical[region_index]);

	if (had < minimum)
		text_format(&explain->text, "  of her legal minimum she has had %s of %s h\n",
			    explain_hours(had_hours, explain, had), explain_hours(minimum_hours, explain, minimum));
	free(physical);
	free(digital);
}

/* Why nothing is planned for her. */
static void write_status(struct explain *explain, int32_t region_index, enum client_status status)
{
	char end[DAY_TEXT_SIZE];

	if (problem_is_beyond_rosters(&explain->problem, region_index)) {
		day_format(end, explain->problem.roster_end, false);
		text_format(&explain->text,
			    "  she starts after %s, the last day of any roster: plan again when more is known\n", end);
		return;
	}
	text_format(&explain->text, "  %s\n", status_words[status]);
	if (status == CLIENT_FINISHED)
		write_ended(explain, region_index);
}

void explain_write_client(struct explain *explain, int32_t region_index)
{
	const struct region_client *row = &explain->region.clients[region_index];
	const struct allocation *allocation = &explain->allocations[region_index];
	char date[DAY_TEXT_SIZE];

	day_format(date, row->birth_day != DAY_NONE ? row->birth_day : row->due_day, false);
	text_format(&explain->text, "\n%s  %d, provider %s, insurer %s, %s %s\n", row->key, (int)row->postcode,
		    explain->region.providers.names[row->provider], explain->region.insurers.names[row->insurer],
		    row->birth_day != DAY_NONE ? "born" : "expected", date);
	write_wishes(explain, row, allocation);
	if (allocation->client == REGION_NONE) {
		write_status(explain, region_index, allocation->status);
		return;
	}
	write_visits(explain, allocation);
	int32_t at = explain->bottlenecks.of_client[allocation->client];
	if (at == REGION_NONE)
		text_add(&explain->text, "  nothing is missing\n");
	for (int t = 0; t < TIER_COUNT; t++)
		if (allocation->shortages.short_units[t] > 0)
			write_tier(explain, allocation->client, (enum tier)t, &allocation->shortages);
	explain_write_changes(explain, region_index);
	if (at != REGION_NONE)
		explain_write_bottleneck(explain, &explain->bottlenecks.list[at]);
}
