#include "planner/bottleneck.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "planner/day.h"

#define MINUTES_PER_HOUR 60
#define HOURS_SIZE 32
#define PLACE_SIZE 32

/* Hours with as many decimals as they need, of at most two: units are quarters at the least. */
static const char *format_hours(char text[HOURS_SIZE], const struct policy *policy, int64_t units, bool dutch)
{
	int64_t hundredths = units * policy->unit_minutes * 100 / MINUTES_PER_HOUR;
	int64_t whole = hundredths / 100;
	int part = (int)(hundredths % 100);
	const char *point = dutch ? "," : ".";

	if (part == 0)
		snprintf(text, HOURS_SIZE, "%" PRId64, whole);
	else if (part % 10 == 0)
		snprintf(text, HOURS_SIZE, "%" PRId64 "%s%d", whole, point, part / 10);
	else
		snprintf(text, HOURS_SIZE, "%" PRId64 "%s%02d", whole, point, part);
	return text;
}

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
	char wanted[HOURS_SIZE], available[HOURS_SIZE], unused[HOURS_SIZE], longest[HOURS_SIZE], place[PLACE_SIZE];
	char from[DAY_TEXT_SIZE], to[DAY_TEXT_SIZE];
};

static const char *clients_word(const struct wording *w)
{
	bool one = w->bottleneck->client_count == 1;

	if (w->dutch)
		return one ? "cliënt" : "cliënten";
	return one ? "client" : "clients";
}

/* Who wants what and where: the beginning of every sentence. */
static void write_demand(char *text, const struct wording *w)
{
	bool one = w->bottleneck->client_count == 1;
	int count = (int)w->bottleneck->client_count;

	if (w->dutch)
		append(text, "%d %s in %s %s van %s tot en met %s nog %s uur; ", count, clients_word(w), w->place,
		       one ? "wil" : "willen", w->from, w->to, w->wanted);
	else
		append(text, "%d %s in %s %s %s h more from %s to %s; ", count, clients_word(w), w->place,
		       one ? "wants" : "want", w->wanted, w->from, w->to);
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
	append(text, "%s",
	       w->dutch ? "zonder de eigen vastlegging in pins.csv zou minder ontbreken"
			: "without the planner's own pins in pins.csv less would be short");
}

static void write_capacity(char *text, const struct wording *w)
{
	const struct bottleneck *b = w->bottleneck;
	bool one = b->caregiver_count == 1, helps = b->helped_count > 0;
	int count = (int)b->caregiver_count;

	if (w->dutch)
		append(text, "de %d kraamverzorgende%s die %s komen %s voor hen %s uur", count, one ? "" : "n",
		       one ? "mag" : "mogen", one ? "heeft" : "hebben", w->available);
	else
		append(text, "the %d caregiver%s who may come %s %s h for them", count, one ? "" : "s",
		       one ? "has" : "have", w->available);
	if (b->unused_units == 0)
		return;
	append(text, w->dutch ? ", waarvan %s uur %s" : ", %s h of it %s", w->unused,
	       helps ? (w->dutch ? "ongebruikt blijft" : "left unused")
		     : (w->dutch ? "in stukken waar geen bezoek in past" : "in pieces that no visit of theirs fits"));
}

void bottleneck_write_words(char text[BOTTLENECK_WORDS_SIZE], const struct bottlenecks *found,
			    const struct bottleneck *bottleneck, bool dutch)
{
	static void (*const write[BOTTLENECK_REASON_COUNT])(char *, const struct wording *) = {
		[BOTTLENECK_WINDOW] = write_window,     [BOTTLENECK_AREA] = write_area,
		[BOTTLENECK_CONTRACT] = write_contract, [BOTTLENECK_PIN] = write_pin,
		[BOTTLENECK_CAPACITY] = write_capacity,
	};
	const struct policy *policy = found->problem->policy;
	struct wording w = {.found = found, .bottleneck = bottleneck, .dutch = dutch};

	format_hours(w.wanted, policy, bottleneck->wanted_units, dutch);
	format_hours(w.available, policy, bottleneck->available_units, dutch);
	format_hours(w.unused, policy, bottleneck->unused_units, dutch);
	format_hours(w.longest, policy, policy->max_visit_units, dutch);
	format_place(w.place, bottleneck);
	day_format(w.from, policy->plan_date + bottleneck->first_day, dutch);
	day_format(w.to, policy->plan_date + bottleneck->last_day, dutch);
	text[0] = '\0';
	write_demand(text, &w);
	write[bottleneck->reason](text, &w);
}
