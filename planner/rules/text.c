#include <stdio.h>

#include "planner/base/day.h"
#include "planner/rules/rules.h"

#define HOURS_TEXT_SIZE 16

/* What a sentence about a rule is made of. */
struct words {
	const char *client, *caregiver;
	char date[DAY_TEXT_SIZE], found[HOURS_TEXT_SIZE], allowed[HOURS_TEXT_SIZE];
	int iso_week;
};

/* Hours of whole units; units are quarters at the finest. By hand, since printf follows the locale's decimal sign. */
static void write_hours(char text[HOURS_TEXT_SIZE], const struct problem *problem, int32_t units)
{
	static const char *const quarters[] = {"", ".25", ".5", ".75"};
	int64_t minutes = (int64_t)units * problem->policy->unit_minutes;
	int64_t positive = minutes < 0 ? -minutes : minutes;

	snprintf(text, HOURS_TEXT_SIZE, "%s%d%s", minutes < 0 ? "-" : "", (int)(positive / 60),
		 quarters[positive % 60 / 15]);
}

static struct words find_words(const struct problem *problem, const struct broken_rule *broken)
{
	const struct region *region = problem->region;
	struct words words = {.client = "a client who is not to plan", .caregiver = "an unknown caregiver"};
	int year;

	if (broken->client >= 0 && broken->client < problem->client_count)
		words.client = region->clients[problem->clients[broken->client].region_index].key;
	if (broken->caregiver >= 0 && broken->caregiver < problem->caregiver_count)
		words.caregiver = region->caregivers[problem->caregivers[broken->caregiver].region_index].key;
	if (broken->rule != 10 && broken->rule != 11) {
		day_format(words.date, problem_date(problem, broken->day), false);
		day_to_iso_week(problem_date(problem, broken->day), &year, &words.iso_week);
	}
	write_hours(words.found, problem, broken->found_units);
	write_hours(words.allowed, problem, broken->allowed_units);
	return words;
}

/* C12: a must that is missing, or a never that is there. */
static void describe_pin(char text[RULES_TEXT_SIZE], const struct words *words, const struct broken_rule *broken)
{
	if (broken->found_units != 0)
		snprintf(text, RULES_TEXT_SIZE, "C12: %s must not come to %s on %s", words->caregiver, words->client,
			 words->date);
	else if (broken->allowed_units != 0)
		snprintf(text, RULES_TEXT_SIZE, "C12: the pinned visit of %s to %s on %s is not there with %s h",
			 words->caregiver, words->client, words->date, words->allowed);
	else
		snprintf(text, RULES_TEXT_SIZE, "C12: the pinned visit of %s to %s on %s is not there",
			 words->caregiver, words->client, words->date);
}

void rules_describe(char text[RULES_TEXT_SIZE], const struct problem *problem, const struct broken_rule *broken)
{
	struct words w = find_words(problem, broken);

#define SAY(...) snprintf(text, RULES_TEXT_SIZE, __VA_ARGS__)
	switch (broken->rule) {
	case 1:
		SAY("C1: a visit of %s to %s", w.caregiver, w.client);
		break;
	case 2:
		SAY("C2: a visit to %s by %s", w.client, w.caregiver);
		break;
	case 3:
		SAY("C3: the visit to %s on %s is on none of her care days", w.client, w.date);
		break;
	case 4:
		SAY("C4: %s has two visits on %s", w.client, w.date);
		break;
	case 5:
		SAY("C5: %s may not serve %s (area, contract or mediation)", w.caregiver, w.client);
		break;
	case 6:
		SAY("C6: the visit to %s on %s lasts %s h, which should be %s %s h", w.client, w.date, w.found,
		    broken->found_units < broken->allowed_units ? "at least" : "at most", w.allowed);
		break;
	case 7:
		SAY("C7: %s has %s h of work on %s, available %s h", w.caregiver, w.found, w.date, w.allowed);
		break;
	case 8:
		SAY("C8: %s has %s h of work in week %d, at most %s h are left of her weekly limit", w.caregiver,
		    w.found, w.iso_week, w.allowed);
		break;
	case 9:
		SAY("C9: %s works %d days in a row up to %s, at most %d", w.caregiver, (int)broken->found_units, w.date,
		    (int)broken->allowed_units);
		break;
	case 10:
		SAY("C10: %s gets %s h digitally, at most %s h", w.client, w.found, w.allowed);
		break;
	case 11:
		SAY("C11: %s gets %s h, of the hours that she wants %s h are left", w.client, w.found, w.allowed);
		break;
	case 13:
		SAY("C13: the confirmed visit of %s to %s on %s is not there with %s h", w.caregiver, w.client, w.date,
		    w.allowed);
		break;
	default:
		describe_pin(text, &w, broken);
	}
#undef SAY
}
