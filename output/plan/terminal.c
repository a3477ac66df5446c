#include "output/plan/terminal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/plan/plan_tables.h"
#include "planner/base/excerpt.h"
#include "planner/base/day.h"
#include "planner/base/hours.h"
#include "planner/base/memory.h"
#include "planner/plan/solution.h"

#define COLUMNS 80
#define NAME_COLUMNS 12 /* where the figures of the first block begin */
#define CLIENTS_SHOWN 15
#define BOTTLENECKS_SHOWN 5
#define NANO_PER_SHOWN 100000 /* values are shown with four decimals */
#define SHOWN_SCALE 10000

/* Hours in units, for one use before the next call with the same buffer. */
static const char *hours(char buffer[HOURS_TEXT_SIZE], const struct outcome *outcome, int64_t units)
{
	hours_format(buffer, units * outcome->problem->policy->unit_minutes, '.');
	return buffer;
}

/* Whole percent, rounded down: 100 only if it is all. */
static int percent(int64_t part, int64_t whole)
{
	return whole == 0 || part >= whole ? 100 : (int)(100 * part / whole);
}

static const char *plural(int64_t count)
{
	return count == 1 ? "" : "s";
}

static void add_date(struct text *text, int32_t date)
{
	char words[DAY_TEXT_SIZE];

	day_format(words, date, false);
	text_add(text, words);
}

/* Adds words, broken at spaces so that no line passes COLUMNS; the lines after the first are indented. */
static void add_wrapped(struct text *text, const char *words, int column, int indent)
{
	while (*words != '\0') {
		size_t length = strcspn(words, " ");
		if (column > indent && column + 1 + (int)length > COLUMNS) {
			text_format(text, "\n%*s", indent, "");
			column = indent;
		} else if (column > indent) {
			text_add(text, " ");
			column++;
		}
		text_add_bytes(text, words, length);
		column += (int)length;
		words += length + (words[length] == ' ');
	}
	text_add(text, "\n");
}

/* Beyond the last day of any roster nothing is known: who starts there is planned when it is. */
static void add_roster(struct text *text, const struct outcome *outcome)
{
	int32_t later = outcome->morning.later_roster_count;

	if (later == 0)
		return;
	text_format(text, "%*sknown until ", NAME_COLUMNS, "");
	add_date(text, outcome->problem->roster_end);
	text_format(text, ": %d client%s start%s later\n", later, plural(later), later == 1 ? "s" : "");
}

static void add_figures(struct text *text, const struct outcome *outcome)
{
	const struct problem *problem = outcome->problem;
	const int32_t *status = outcome->status_counts;
	char a[HOURS_TEXT_SIZE], b[HOURS_TEXT_SIZE], c[HOURS_TEXT_SIZE];
	int64_t given = outcome->softs.physical_units + outcome->softs.digital_units;

	text_add(text, "Plan from ");
	add_date(text, problem_date(problem, 0));
	text_add(text, " to ");
	add_date(text, problem_date(problem, problem->day_count - 1));
	text_format(text, "\n\n%-*s%d to plan (%d still expected), %d finished, %d later\n", NAME_COLUMNS, "Clients",
		    problem->client_count, outcome->expected_count, status[CLIENT_FINISHED], status[CLIENT_LATER]);
	if (outcome->morning.overdue_count > 0)
		text_format(text, "%*sof those expected, %d overdue\n", NAME_COLUMNS, "",
			    outcome->morning.overdue_count);
	if (status[CLIENT_UNREACHABLE] > 0)
		text_format(text, "%*sof those to plan, %d may be served by nobody\n", NAME_COLUMNS, "",
			    status[CLIENT_UNREACHABLE]);
	text_format(text, "%-*s%d, together %s h available", NAME_COLUMNS, "Caregivers", problem->caregiver_count,
		    hours(a, outcome, outcome->available_units));
	if (outcome->morning.standby_units > 0)
		text_format(text, ", %s h standby", hours(a, outcome, outcome->morning.standby_units));
	text_add(text, "\n");
	add_roster(text, outcome);
	text_format(text, "%-*s%s wanted, %s received, %s still to give\n", NAME_COLUMNS, "Hours",
		    hours(a, outcome, outcome->wanted_units), hours(b, outcome, outcome->received_units),
		    hours(c, outcome, outcome->left_units));
	text_format(text, "%*s%s planned in %zu visits, %s digital: %d %% of what is still to give\n", NAME_COLUMNS, "",
		    hours(a, outcome, outcome->softs.physical_units), outcome->solution->plan.visit_count,
		    hours(b, outcome, outcome->softs.digital_units), percent(given, outcome->left_units));
}

static void add_value(struct text *text, int64_t nano)
{
	int64_t shown = nano / NANO_PER_SHOWN;

	text_format(text, "%7lld.%04lld", (long long)(shown / SHOWN_SCALE), (long long)(shown % SHOWN_SCALE));
}

/* Value and bound: the one to the nearest, the other down, unless the two are proven to be the same. */
static void add_verdict(struct text *text, const struct outcome_tier *tier)
{
	int64_t value = tier->value_nano + NANO_PER_SHOWN / 2;

	add_value(text, value);
	add_value(text, tier->proven ? value : tier->bound_nano);
	if (tier->proven)
		text_add(text, "  proven best");
	else if (tier->bound_nano == 0)
		text_add(text, "  nothing proven");
	else
		text_format(text, "  within %d.%d %%", (tier->gap_millionths + 999) / 10000,
			    (tier->gap_millionths + 999) / 1000 % 10);
	text_add(text, tier->best_by_search && !tier->proven ? ", best by search\n" : "\n");
}

static void add_tier(struct text *text, const struct outcome *outcome, enum tier t)
{
	const struct outcome_tier *tier = &outcome->tiers[t];
	char amount[HOURS_TEXT_SIZE];

	text_format(text, "%d %-19s", (int)t + 1, tier_kind_words[problem_kind(outcome->problem, t)]);
	if (tier->demand_units == 0) {
		text_add(text, "nobody has any\n");
		return;
	}
	if (tier->short_units == 0) {
		text_add(text, "nothing is short\n");
		return;
	}
	if (problem_kind(outcome->problem, t) == KIND_PRESENCE)
		text_format(text, "%5lld point%-1s", (long long)tier->short_units, plural(tier->short_units));
	else
		text_format(text, "%10s h", hours(amount, outcome, tier->short_units));
	text_format(text, "%8d", (int)tier->short_clients);
	add_verdict(text, tier);
}

static void add_tiers(struct text *text, const struct outcome *outcome)
{
	bool open = false, shorted = false, searched = false;

	text_format(text, "\n%-21s%12s%8s%12s%12s\n", "In this order", "short", "clients", "value", "bound");
	for (int t = 0; t < TIER_COUNT; t++) {
		add_tier(text, outcome, (enum tier)t);
		open |= !outcome->tiers[t].proven;
		searched |= outcome->tiers[t].best_by_search && !outcome->tiers[t].proven;
		shorted |= outcome->tiers[t].short_units > 0;
	}
	if (shorted)
		text_add(text, "Value: the sum over clients of short x short / wanted; less is better. Bound: no\n"
			       "plan that is as good in the lines above has a lower value.\n");
	if (open)
		text_add(text, "Within 2 %: whatever plan there may be, its value is at most 2 % lower.\n");
	if (searched)
		text_add(text, "Best by search: the search has ruled out every better plan; certificate.csv does not "
			       "show that.\n");
}

/* A client who is below her legal minimum, and what she lacks of it. */
struct lacking {
	int32_t client, units;
};

/* Who lacks most stands first. */
static int compare_lacking(const void *left, const void *right)
{
	const struct lacking *a = left, *b = right;

	if (a->units != b->units)
		return a->units > b->units ? -1 : 1;
	return (a->client > b->client) - (a->client < b->client);
}

static void add_lacking(struct text *text, const struct outcome *outcome, const struct lacking *lacking)
{
	const struct problem *problem = outcome->problem;
	const struct problem_client *client = &problem->clients[lacking->client];
	int32_t bottleneck = outcome->bottlenecks.of_client[lacking->client];
	char name[PLAN_BOTTLENECK_SIZE] = "", has[HOURS_TEXT_SIZE], needs[HOURS_TEXT_SIZE];

	if (bottleneck != REGION_NONE)
		plan_name_bottleneck(name, &outcome->bottlenecks.list[bottleneck], false);
	text_format(text, "  %-14s %-12s %5s of %3s h from ", problem->region->clients[client->region_index].key,
		    problem->region->providers.names[client->provider],
		    hours(has, outcome, client->minimum_units - lacking->units),
		    hours(needs, outcome, client->minimum_units));
	add_date(text, problem_date(outcome->problem, client->first_day));
	text_format(text, "  %s\n", name);
}

static void add_below_minimum(struct text *text, const struct outcome *outcome, bool verbose)
{
	const struct problem *problem = outcome->problem;
	int32_t total = outcome->tiers[TIER_MINIMUM].short_clients, count = 0;
	int32_t shown = verbose || total < CLIENTS_SHOWN ? total : CLIENTS_SHOWN;

	if (total == 0) {
		text_format(text, "\nEvery client%s gets her legal minimum.\n",
			    outcome->morning.short_count > 0 ? " to plan" : "");
		return;
	}
	struct lacking *list = memory_allocate((size_t)total, sizeof *list);

	for (int32_t c = 0; c < problem->client_count; c++) {
		const struct allocation *row = &outcome->allocations[problem->clients[c].region_index];
		if (row->shortages.short_units[TIER_MINIMUM] > 0)
			list[count++] = (struct lacking){c, row->shortages.short_units[TIER_MINIMUM]};
	}
	qsort(list, (size_t)count, sizeof *list, compare_lacking);
	text_format(text, "\nBelow the legal minimum: %d client%s\n", total, plural(total));
	for (int32_t i = 0; i < shown; i++)
		add_lacking(text, outcome, &list[i]);
	if (shown < total)
		text_format(text, "  and %d more: allocations.csv, column minimum_short; or --verbose\n",
			    total - shown);
	free(list);
}

/* Whose care is over: no plan can mend it, but somebody should know. */
static void add_ended_short(struct text *text, const struct outcome *outcome, bool verbose)
{
	const struct morning *morning = &outcome->morning;
	const struct region *region = outcome->problem->region;
	int32_t shown = verbose || morning->short_count < CLIENTS_SHOWN ? morning->short_count : CLIENTS_SHOWN;
	char had[HOURS_TEXT_SIZE], minimum[HOURS_TEXT_SIZE];

	if (morning->short_count == 0)
		return;
	text_format(text, "\nCare that ended below the legal minimum: %d client%s\n", morning->short_count,
		    plural(morning->short_count));
	for (int32_t i = 0; i < shown; i++) {
		const struct morning_short *row = &morning->short_list[i];
		const struct region_client *client = &region->clients[row->region_index];
		text_format(text, "  %-14s %-12s had %s of %s h\n", client->key,
			    region->providers.names[client->provider], hours(had, outcome, row->had_units),
			    hours(minimum, outcome, row->minimum_units));
	}
	if (shown < morning->short_count)
		text_format(text, "  and %d more: --verbose\n", morning->short_count - shown);
}

static void add_first_days(struct text *text, const struct outcome *outcome)
{
	const struct morning *morning = &outcome->morning;

	if (morning->first_count > 0)
		text_format(text, "\n%-*s%d of %d see nobody on the first at home, %d of %d on the first two\n",
			    NAME_COLUMNS, "First days", morning->nobody_first, morning->first_count,
			    morning->nobody_first_two, morning->first_two_count);
}

static void add_bottlenecks(struct text *text, const struct outcome *outcome, bool verbose)
{
	const struct bottlenecks *found = &outcome->bottlenecks;
	size_t shown = verbose || found->count < BOTTLENECKS_SHOWN ? found->count : BOTTLENECKS_SHOWN;

	if (found->count == 0)
		return;
	text_add(text, "\nWhy hours are short\n");
	for (size_t i = 0; i < shown; i++) {
		char name[PLAN_BOTTLENECK_SIZE], words[BOTTLENECK_WORDS_SIZE];
		plan_name_bottleneck(name, &found->list[i], false);
		bottleneck_write_words(words, found, &found->list[i], false);
		text_format(text, "  %-13s", name);
		add_wrapped(text, words, 15, 15);
	}
	if (shown < found->count)
		text_format(text, "  and %zu more: bottlenecks.csv; or --verbose\n", found->count - shown);
}

static void add_week(struct text *text, const struct outcome *outcome, const struct outcome_week *row)
{
	const struct week *week = &row->week;
	char a[HOURS_TEXT_SIZE], b[HOURS_TEXT_SIZE], c[HOURS_TEXT_SIZE];
	int year, number;

	day_to_iso_week(week->first_date, &year, &number);
	text_format(text, "%04d-W%02d  ", year, number);
	add_date(text, week->first_date);
	text_format(text, "%10d%8s h%9s h%8s h%5d %%", week->family_count, hours(a, outcome, week->wanted_units),
		    hours(b, outcome, week->available_units), hours(c, outcome, row->visit_units),
		    percent(row->given_units, week->wanted_units));
	if (row->rest_wanted_units > 0)
		text_format(text, "%8d %%", percent(row->rest_given_units, row->rest_wanted_units));
	text_add(text, "\n");
}

static void add_weeks(struct text *text, const struct outcome *outcome)
{
	text_format(text, "\n%-10s%-12s%8s%10s%11s%10s%7s%10s\n", "Week", "from", "clients", "wanted", "available",
		    "visits", "share", "of rest");
	for (int32_t w = 0; w < outcome->problem->week_count; w++)
		if (outcome->weeks[w].week.family_count > 0)
			add_week(text, outcome, &outcome->weeks[w]);
	text_add(text, "What clients want and get is spread evenly over their care days. Share: what is\n"
		       "given of it; of rest: the same beyond minimum and medical hours.\n");
}

static void add_softs(struct text *text, const struct outcome *outcome)
{
	const struct softs *softs = &outcome->softs;
	const struct problem *problem = outcome->problem;
	char amount[HOURS_TEXT_SIZE];
	int64_t clients = problem->client_count > 0 ? problem->client_count : 1;
	int64_t tenths = (10 * softs->caregiver_count + clients / 2) / clients;

	text_format(text, "%s%-*s%s h (%d %%) by other providers than the client's own\n",
		    outcome->morning.first_count == 0 ? "\n" : "", NAME_COLUMNS, "Mediation",
		    hours(amount, outcome, softs->mediated_units),
		    softs->physical_units == 0 ? 0 : percent(softs->mediated_units, softs->physical_units));
	text_format(text, "%-*s%lld.%lld caregivers per client, past ones counted; %d ha%s more than %d\n",
		    NAME_COLUMNS, "Continuity", (long long)(tenths / 10), (long long)(tenths % 10),
		    outcome->excess_clients, outcome->excess_clients == 1 ? "s" : "ve",
		    problem->policy->max_caregivers);
	if (outcome->has_previous)
		text_format(text, "%-*s%zu visit%s changed, %zu of them today, %zu tomorrow\n", NAME_COLUMNS, "Changes",
			    outcome->changes.count, plural((int64_t)outcome->changes.count),
			    outcome->changes.counts[CHANGE_TODAY], outcome->changes.counts[CHANGE_TOMORROW]);
	if (outcome->has_previous && outcome->problem->policy->confirmed_days > 0)
		text_format(text, "%-*s%zu visits of the previous plan stay as they were, %zu are lifted\n",
			    NAME_COLUMNS, "Confirmed", outcome->confirmed_visits, outcome->lifted_visits);
	if (outcome->has_previous)
		text_format(text, "%-*s%lld of %zu visits of the previous plan are gone or have other hours\n",
			    NAME_COLUMNS, "Stability", (long long)softs->dropped_visits, outcome->previous_visits);
}

static void add_next(struct text *text, const struct outcome *outcome)
{
	bool open = false;

	for (int t = 0; t < TIER_COUNT; t++)
		open |= !outcome->tiers[t].best_by_search;
	text_add(text, "\nTo look at next\n");
	if (outcome->tiers[TIER_MINIMUM].short_clients > 0)
		text_add(text, "  the clients below the legal minimum: call them or their providers first\n");
	if (outcome->status_counts[CLIENT_UNREACHABLE] > 0)
		text_add(text, "  whom nobody may serve: a wider work area or another contract would help\n");
	if (outcome->bottlenecks.count > 0)
		text_add(text, "  bottlenecks.csv    why hours are short, and whom it hits (allocations.csv)\n");
	text_add(text, "  visits.csv         who goes where and when\n");
	if (open)
		text_add(text, "  --effort 300       searches three times as much for a better plan\n");
}

void terminal_write(struct text *text, const struct outcome *outcome, bool verbose)
{
	add_figures(text, outcome);
	if (outcome->problem->client_count == 0) {
		text_add(text, "\nThere is nobody to plan.\n");
		add_ended_short(text, outcome, verbose);
		return;
	}
	add_tiers(text, outcome);
	add_below_minimum(text, outcome, verbose);
	add_ended_short(text, outcome, verbose);
	add_bottlenecks(text, outcome, verbose);
	add_weeks(text, outcome);
	add_first_days(text, outcome);
	add_softs(text, outcome);
	add_next(text, outcome);
}

bool terminal_print(const struct text *text, struct error_log *log)
{
	char *shown = excerpt_copy_lines(text->bytes != NULL ? text->bytes : "");
	size_t length = strlen(shown);
	bool written = fwrite(shown, 1, length, stdout) == length && fflush(stdout) == 0;

	free(shown);
	if (written)
		return true;
	if (errno != EPIPE)
		return error_fail(log, EXIT_SYSTEM, "standard output: %s", strerror(errno));
	clearerr(stdout);
	return true;
}
