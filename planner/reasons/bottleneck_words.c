#include "planner/reasons/bottleneck.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "planner/base/day.h"
#include "planner/base/hours.h"

#define PLACE_SIZE 32

static const char *format_place(char text[PLACE_SIZE], const struct bottleneck *bottleneck)
{
	if (bottleneck->postcode_from == bottleneck->postcode_to)
		snprintf(text, PLACE_SIZE, "%d", (int)bottleneck->postcode_from);
	else
		snprintf(text, PLACE_SIZE, "%d-%d", (int)bottleneck->postcode_from, (int)bottleneck->postcode_to);
	return text;
}

static void append(char text[BOTTLENECK_WORDS_SIZE], const char *format, ...) __attribute__((format(printf, 2, 3)));

static void append(char text[BOTTLENECK_WORDS_SIZE], const char *format, ...)
{
	size_t used = strlen(text), room = BOTTLENECK_WORDS_SIZE - used;
	va_list values;

	va_start(values, format);
	int length = vsnprintf(text + used, room, format, values);
	va_end(values);
	if (length >= 0 && (size_t)length >= room)
		memcpy(text + BOTTLENECK_WORDS_SIZE - 4, "...", 4);
}

/* What the sentence of any reason needs. */
struct wording {
	const struct bottlenecks *found;
	const struct bottleneck *bottleneck;
	bool dutch;
	char wanted[HOURS_TEXT_SIZE], available[HOURS_TEXT_SIZE], unused[HOURS_TEXT_SIZE], longest[HOURS_TEXT_SIZE],
		place[PLACE_SIZE];
	char from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];
};

static const char *clients_word(const struct wording *w)
{
	bool one = w->bottleneck->client_count == 1;

	if (w->dutch)
		return one ? "cliënt" : "cliënten";
	return one ? "client" : "clients";
}

static void write_days(char *text, const struct wording *w)
{
	if (w->bottleneck->first_day == w->bottleneck->last_day)
		append(text, w->dutch ? " op %s" : " on %s", w->from);
	else
		append(text, w->dutch ? " van %s tot en met %s" : " from %s to %s", w->from, w->to);
}

/* Who wants what, where and when: the beginning of every sentence. */
static void write_demand(char *text, const struct wording *w)
{
	bool one = w->bottleneck->client_count == 1;

	append(text, "%d %s in %s ", (int)w->bottleneck->client_count, clients_word(w), w->place);
	if (w->dutch) {
		append(text, "%s", one ? "wil" : "willen");
		write_days(text, w);
		append(text, " nog %s uur; ", w->wanted);
	} else {
		append(text, "%s %s h more", one ? "wants" : "want", w->wanted);
		write_days(text, w);
		append(text, "; ");
	}
}

static void write_window(char *text, const struct wording *w)
{
	append(text,
	       w->dutch
		       ? "met bezoeken van %s uur, de langste die mogen, op elke zorgdag die rest is dat hooguit %s uur"
		       : "visits of %s h, the longest allowed, on every care day left come to %s h at most",
	       w->longest, w->available);
}

static void write_area(char *text, const struct wording *w)
{
	append(text, "%s",
	       w->dutch ? "geen kraamverzorgende heeft daar werkgebied" : "no caregiver's work area reaches there");
}

/* What lies behind the last day of which anything is known is no shortage of anybody's time. */
static void write_roster(char *text, const struct wording *w)
{
	int days = (int)w->bottleneck->unknown_days;
	char end[DAY_TEXT_SIZE];

	day_format(end, w->found->problem->roster_end, w->dutch);
	if (w->dutch)
		append(text,
		       "de roosters zijn bekend tot en met %s: %d zorgdag%s daarna, en in de dagen tot dan passen "
		       "hooguit %s uur",
		       end, days, days == 1 ? "" : "en", w->available);
	else
		append(text,
		       "rosters are known until %s: %d care day%s beyond it, and the days until then hold %s h at most",
		       end, days, days == 1 ? " lies" : "s lie", w->available);
}

static void write_contract(char *text, const struct wording *w)
{
	const struct problem *problem = w->found->problem;
	const struct problem_client *client = &problem->clients[w->found->clients[w->bottleneck->client_first]];
	const struct region *region = problem->region;

	append(text, w->dutch ? "aanbieder %s heeft daar niemand, en " : "provider %s has nobody there, and ",
	       region->providers.names[client->provider]);
	if (!problem->policy->mediation)
		append(text, "%s",
		       w->dutch ? "bemiddeling naar andere aanbieders staat uit"
				: "mediation to other providers is off");
	else
		append(text,
		       w->dutch ? "wie er wel werkt heeft geen contract met verzekeraar %s"
				: "those who do work there have no contract with insurer %s",
		       region->insurers.names[client->insurer]);
}

static void write_pin(char *text, const struct wording *w)
{
	bool kept_away = w->bottleneck->kept_away;

	if (w->dutch)
		append(text, "%s",
		       kept_away ? "pins.csv verbiedt ieder die in haar dagen tijd heeft"
				 : "zonder de vastlegging in pins.csv kon het plan voor haar beter");
	else
		append(text, "%s",
		       kept_away ? "pins.csv keeps away everybody who has time on her days"
				 : "without the pins in pins.csv the plan could be better for her");
}

/* The one word that names people, by their keys: it is about one visit, which they know of. */
static void write_confirmed(char *text, const struct wording *w)
{
	const struct problem *problem = w->found->problem;
	const struct problem_must *must = &problem->musts[w->bottleneck->must];
	char date[DAY_TEXT_SIZE];

	day_format(date, problem_date(problem, must->day), w->dutch);
	append(text,
	       w->dutch ? "zonder het bevestigde bezoek van %s aan %s op %s kon zij dichter bij haar minimum komen"
			: "without the confirmed visit of %s to %s on %s she could be nearer to her legal minimum",
	       problem->region->caregivers[problem->caregivers[must->caregiver].region_index].key,
	       problem->region->clients[problem->clients[must->client].region_index].key, date);
}

/* The days of a cut, in words: from which to which. */
static void write_cut_days(char *text, const struct wording *w)
{
	const struct cut *cut = &w->bottleneck->cut;
	const struct problem *problem = w->found->problem;
	char from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];

	day_format(from, problem_date(problem, cut->days[0].day), w->dutch);
	day_format(to, problem_date(problem, cut->days[cut->day_count - 1].day), w->dutch);
	if (cut->days[0].day == cut->days[cut->day_count - 1].day)
		append(text, w->dutch ? " op %s" : " on %s", from);
	else
		append(text, w->dutch ? " van %s tot en met %s" : " from %s to %s", from, to);
}

/* Caregiver-days that are used up, and whom they serve. */
static void write_cut(char *text, const struct wording *w)
{
	const struct bottleneck *b = w->bottleneck;
	const struct cut *cut = &b->cut;
	bool one = cut->day_count == 1, alone = cut->client_count == 1;
	if (w->dutch)
		append(text, "%d dag%s van %d kraamverzorgende%s", (int)cut->day_count, one ? "" : "en",
		       (int)b->caregiver_count, b->caregiver_count == 1 ? "" : "n");
	else
		append(text, "%d day%s of %d caregiver%s", (int)cut->day_count, one ? "" : "s", (int)b->caregiver_count,
		       b->caregiver_count == 1 ? "" : "s");
	write_cut_days(text, w);
	if (problem_kind(w->found->problem, cut->tier) == KIND_PRESENCE)
		append(text,
		       w->dutch ? " %s plaats voor %d bezoek%s en niet voor een meer"
				: " %s room for %d visit%s and no more",
		       w->dutch ? (one ? "heeft" : "hebben")
		       : one    ? "has"
				: "have",
		       (int)cut->visit_count,
		       cut->visit_count == 1 ? ""
		       : w->dutch            ? "en"
					     : "s");
	else
		append(text, w->dutch ? " %s %s uur, alles gebruikt" : " %s %s h, all of it used",
		       w->dutch ? (one ? "heeft" : "hebben")
		       : one    ? "has"
				: "have",
		       w->available);
	if (alone)
		append(text, "%s", w->dutch ? ", al voor haar" : ", all for her");
	else
		append(text,
		       w->dutch ? ", al voor %d cliënten van wie niemand meer heeft dan haar toekomt"
				: ", all for %d clients of whom none has more than her due",
		       (int)cut->client_count);
}

/* Whose time a rule keeps, before how much there is without it. */
static void write_kept(char *text, const struct wording *w)
{
	const struct bottleneck *b = w->bottleneck;
	int count = (int)b->kept_caregivers;
	bool one = count == 1, her = b->client_count == 1;

	if (w->dutch)
		append(text, "%d kraamverzorgende%s%s %s tijd voor %s", count, one ? "" : "n",
		       b->reason == BOTTLENECK_CONTRACT ? " van andere aanbieders" : "", one ? "heeft" : "hebben",
		       her ? "haar" : "hen");
	else
		append(text, "%d caregiver%s%s %s time for %s", count, one ? "" : "s",
		       b->reason == BOTTLENECK_CONTRACT ? " of other providers" : "", one ? "has" : "have",
		       her ? "her" : "them");
}

/* The rule that keeps it, and where it stands. */
static void write_rule(char *text, const struct wording *w)
{
	const struct policy *policy = w->found->problem->policy;
	char shortest[HOURS_TEXT_SIZE];

	hours_format(shortest, (int64_t)policy->min_visit_units * policy->unit_minutes, w->dutch ? ',' : '.');
	switch (w->bottleneck->reason) {
	case BOTTLENECK_CONTRACT:
		if (policy->mediation)
			append(text, "%s",
			       w->dutch ? ", maar geen contract met de verzekeraar (contracts.csv)"
					: ", and no contract with the insurer (contracts.csv)");
		else
			append(text, "%s",
			       w->dutch ? ", maar bemiddeling naar andere aanbieders staat uit (mediation)"
					: ", and mediation to other providers is off");
		break;
	case BOTTLENECK_LIMIT:
		append(text, "%s",
		       w->dutch ? " die haar weekgrens niet toelaat (max_uren_week)"
				: " that a weekly limit does not allow (max_hours_week)");
		break;
	case BOTTLENECK_DAYS:
		append(text,
		       w->dutch ? " op een dag die meer dan %d dagen op rij zou maken (max_days_in_a_row)"
				: " on a day that would make more than %d days in a row (max_days_in_a_row)",
		       (int)policy->max_days_in_a_row);
		break;
	default:
		append(text,
		       w->dutch ? " in een dienst die korter is dan het kortste bezoek van %s uur (min_visit_hours)"
				: " in shifts that are shorter than the shortest visit of %s h (min_visit_hours)",
		       shortest);
	}
}

static void write_capacity(char *text, const struct wording *w)
{
	if (w->bottleneck->kept_caregivers > 0) {
		write_kept(text, w);
		write_rule(text, w);
		if (w->bottleneck->cut.client_count == 0 || w->bottleneck->available_units == 0)
			return;
		append(text, "; ");
	}
	if (w->bottleneck->cut.client_count > 0) {
		write_cut(text, w);
		return;
	}
	const struct bottleneck *b = w->bottleneck;
	bool one = b->caregiver_count == 1, her = b->client_count == 1, helps = b->helped_count > 0;
	int count = (int)b->caregiver_count;

	if (w->dutch)
		append(text, "de %d kraamverzorgende%s die %s%s komen %s voor %s %s uur", count, one ? "" : "n",
		       her ? "" : "bij minstens een van hen ", one ? "mag" : "mogen", one ? "heeft" : "hebben",
		       her ? "haar" : "hen", w->available);
	else
		append(text, "the %d caregiver%s who may come%s %s %s h for %s", count, one ? "" : "s",
		       her ? "" : " to at least one of them", one ? "has" : "have", w->available, her ? "her" : "them");
	if (b->unused_units == 0)
		return;
	append(text, w->dutch ? ", waarvan %s uur " : ", %s h of it ", w->unused);
	if (helps)
		append(text, "%s", w->dutch ? "ongebruikt blijft" : "left unused");
	else if (w->dutch)
		append(text, "in stukken korter dan een bezoek, of op dagen waarop zij al bezoek %s",
		       her ? "heeft" : "hebben");
	else
		append(text, "in pieces shorter than a visit, or on days when %s a visit already",
		       her ? "she has" : "they have");
}

void bottleneck_write_words(char text[BOTTLENECK_WORDS_SIZE], const struct bottlenecks *found,
			    const struct bottleneck *bottleneck, bool dutch)
{
	static void (*const write[BOTTLENECK_REASON_COUNT])(char *, const struct wording *) = {
		[BOTTLENECK_WINDOW] = write_window,     [BOTTLENECK_AREA] = write_area,
		[BOTTLENECK_CONTRACT] = write_contract, [BOTTLENECK_ROSTER] = write_roster,
		[BOTTLENECK_PIN] = write_pin,           [BOTTLENECK_LIMIT] = write_capacity,
		[BOTTLENECK_DAYS] = write_capacity,     [BOTTLENECK_SHORTEST] = write_capacity,
		[BOTTLENECK_CAPACITY] = write_capacity, [BOTTLENECK_CONFIRMED] = write_confirmed,
	};
	const struct policy *policy = found->problem->policy;
	struct wording w = {.found = found, .bottleneck = bottleneck, .dutch = dutch};
	char mark = dutch ? ',' : '.';

	hours_format(w.wanted, bottleneck->wanted_units * policy->unit_minutes, mark);
	hours_format(w.available, bottleneck->available_units * policy->unit_minutes, mark);
	hours_format(w.unused, bottleneck->unused_units * policy->unit_minutes, mark);
	hours_format(w.longest, (int64_t)policy->max_visit_units * policy->unit_minutes, mark);
	format_place(w.place, bottleneck);
	day_format(w.from, problem_date(found->problem, bottleneck->first_day), dutch);
	day_format(w.to, problem_date(found->problem, bottleneck->last_day), dutch);
	text[0] = '\0';
	write_demand(text, &w);
	/* A contract keeps everybody from her, or some who have time. */
	if (bottleneck->kept_caregivers > 0)
		write_capacity(text, &w);
	else
		write[bottleneck->reason](text, &w);
}
