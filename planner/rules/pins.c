#include "planner/rules/pins.h"

#include <stdio.h>
#include <string.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/plan/plan.h"
#include "planner/region/set_aside.h"
#include "planner/rules/rules.h"

#define TABLE "pins.csv"
#define OTHERS_SHOWN 5 /* lines of other pins named in one finding */
#define OUTLIVED_SIZE 96

/* One row of pins.csv in the indices of the problem; day is REGION_NONE for a date that is not in its calendar. */
struct row {
	int32_t client, caregiver, day;
};

static struct row find_row(const struct problem *problem, const struct region_pin *pin)
{
	return (struct row){problem->client_of_region[pin->client], problem->caregiver_of_region[pin->caregiver],
			    pin->day == DAY_NONE ? REGION_NONE : problem_find_day(problem, pin->day)};
}

static bool counts(const struct problem *problem, const struct region_pin *pin)
{
	return pin->day != DAY_NONE && pin->day >= problem->policy->plan_date;
}

static bool is_in_week(const struct problem *problem, int32_t day, int32_t other)
{
	return day_week(problem_date(problem, day)) == day_week(problem_date(problem, other));
}

/* Does this must take part in breaking the rule? */
static bool takes_part(const struct problem *problem, const struct broken_rule *broken, struct row row)
{
	bool client = row.client == broken->client, caregiver = row.caregiver == broken->caregiver;

	switch (broken->rule) {
	case 4:
		return client && row.day == broken->day;
	case 7:
		return caregiver && row.day == broken->day;
	case 8:
		return caregiver && is_in_week(problem, row.day, broken->day);
	case 9:
		return caregiver && row.day <= broken->day && row.day > broken->day - broken->found_units;
	case 11:
		return client;
	default:
		return client && caregiver && row.day == broken->day;
	}
}

/* Why she may not serve this client, more closely than C5 says it. */
static const char *explain_eligibility(const struct problem *problem, const struct broken_rule *broken)
{
	const struct region *region = problem->region;
	const struct problem_client *client = &problem->clients[broken->client];
	int32_t provider = problem->caregivers[broken->caregiver].provider;
	bool contract = !region->has_contracts;

	for (size_t i = 0; !contract && i < region->contract_count; i++)
		contract = region->contracts[i].provider == provider && region->contracts[i].insurer == client->insurer;
	if (provider != client->provider && !problem->policy->mediation)
		return "; the policy does not let other providers help out";
	if (provider != client->provider && !contract)
		return "; her provider has no contract with the client's insurer";
	return "; the client's postcode is not in her area";
}

/* The other pins that stand in the way, as "; with lines 3 and 8". */
static void name_others(char *text, size_t size, const struct problem *problem, const struct broken_rule *broken,
			const struct region_pin *at)
{
	const struct region *region = problem->region;
	size_t used = 0;
	int shown = 0;

	text[0] = '\0';
	for (size_t i = 0; i < region->pin_count && used < size; i++) {
		const struct region_pin *pin = &region->pins[i];
		struct row row = find_row(problem, pin);
		bool never = broken->rule == 12 && !pin->must && row.client == broken->client &&
			     row.caregiver == broken->caregiver && (pin->day == DAY_NONE || row.day == broken->day);
		bool must = pin->must && counts(problem, pin) && takes_part(problem, broken, row);
		if (pin == at || (!never && !must) || row.client == REGION_NONE)
			continue;
		if (shown == OTHERS_SHOWN) {
			snprintf(text + used, size - used, " and more");
			return;
		}
		used += (size_t)snprintf(text + used, size - used, shown == 0 ? "; together with line %d" : ", %d",
					 (int)pin->line);
		shown++;
	}
}

static void report(struct error_log *log, const struct problem *problem, const struct broken_rule *broken,
		   const struct region_pin *pin)
{
	char text[RULES_TEXT_SIZE], others[128];

	rules_describe(text, problem, broken);
	name_others(others, sizeof others, problem, broken, pin);
	error_find(log, false, TABLE, (uint32_t)pin->line, 0, NULL, "must cannot hold: %s%s%s", text,
		   broken->rule == 5 ? explain_eligibility(problem, broken) : "", others);
}

/* The pin that a broken rule is reported at: the last one that takes part. */
static const struct region_pin *find_culprit(const struct problem *problem, const struct broken_rule *broken)
{
	const struct region_pin *culprit = NULL;

	for (size_t i = 0; i < problem->region->pin_count; i++) {
		const struct region_pin *pin = &problem->region->pins[i];
		if (!pin->must || !counts(problem, pin))
			continue;
		struct row row = find_row(problem, pin);
		if (row.client != REGION_NONE && takes_part(problem, broken, row) &&
		    (culprit == NULL || pin->line > culprit->line))
			culprit = pin;
	}
	return culprit;
}

static const char *tell_why_unplanned(const struct problem *problem, int32_t client)
{
	if (problem_is_beyond_rosters(problem, client))
		return "starts after the last day of any roster and is not planned yet";
	return problem->status[client] == CLIENT_LATER
		     ? "starts after the horizon (horizon_days) and is not planned yet"
		     : "has no care day from the plan date on";
}

/* Musts of clients who are not to plan have no place in the problem, so no rule would tell of them. */
static bool check_clients(const struct problem *problem, struct error_log *log)
{
	const struct region *region = problem->region;
	bool good = true;

	for (size_t i = 0; i < region->pin_count; i++) {
		const struct region_pin *pin = &region->pins[i];
		if (!pin->must || !counts(problem, pin) || problem->client_of_region[pin->client] != REGION_NONE)
			continue;
		error_find(log, false, TABLE, (uint32_t)pin->line, 0, NULL, "must cannot hold: C1: %s %s",
			   region->clients[pin->client].key, tell_why_unplanned(problem, pin->client));
		good = false;
	}
	return good;
}

/* The musts as a plan, each of free length at its shortest. Every rule is either about single visits or an upper limit
 * of what is planned: if this plan obeys them, the musts can hold together; if it breaks one, so does every plan with
 * these musts. */
static void plan_musts(struct plan *plan, const struct problem *problem)
{
	plan_reset(plan, problem);
	for (int32_t i = 0; i < problem->must_count; i++) {
		const struct problem_must *must = &problem->musts[i];
		const struct problem_must *before = i > 0 ? must - 1 : must;
		bool again = i > 0 && must->client == before->client && must->caregiver == before->caregiver &&
			     must->day == before->day && must->units == before->units;
		int32_t units = must->units != 0 ? must->units : problem->clients[must->client].shortest_units;
		if (!again)
			plan_add_visit(plan, (struct visit){must->client, must->caregiver, must->day, units});
	}
}

bool pins_check(const struct problem *problem, struct error_log *log)
{
	struct plan plan = {0};
	struct broken_rules broken;
	bool good = check_clients(problem, log);

	plan_musts(&plan, problem);
	rules_check(&broken, problem, &plan);
	for (size_t i = 0; i < broken.count; i++) {
		const struct region_pin *culprit = find_culprit(problem, &broken.rules[i]);
		if (culprit != NULL)
			report(log, problem, &broken.rules[i], culprit);
		good = false;
	}
	rules_free(&broken);
	plan_free(&plan);
	return good;
}

static bool is_absent(const struct region *region, const struct region_pin *pin)
{
	for (size_t i = 0; i < region->absence_count; i++) {
		const struct region_absence *absence = &region->absences[i];
		if (absence->caregiver == pin->caregiver && absence->from_day <= pin->day &&
		    (absence->to_day == DAY_NONE || absence->to_day >= pin->day))
			return true;
	}
	return false;
}

/* What has happened since the must was written, as a finding; NULL if it is not outlived. words: room for one. */
static const char *find_outlived(char words[OUTLIVED_SIZE], const struct problem *problem, const struct region_pin *pin)
{
	const struct region *region = problem->region;
	int32_t client = problem->client_of_region[pin->client];

	if (!pin->must || !counts(problem, pin))
		return NULL;
	if (is_absent(region, pin))
		return "outlived: its caregiver is absent on this day";
	if (region->clients[pin->client].birth_day == DAY_NONE || problem->status[pin->client] == CLIENT_LATER)
		return NULL;
	if (client == REGION_NONE)
		return "outlived: the care of its client is finished";
	const struct problem_client *row = &problem->clients[client];
	int32_t day = problem_find_day(problem, pin->day);
	char first[DAY_TEXT_SIZE], last[DAY_TEXT_SIZE];

	if (day != REGION_NONE && day >= row->first_day && day < row->first_day + row->day_count)
		return NULL;
	day_format(first, problem_home_date(problem, pin->client), false);
	day_format(last, problem_date(problem, row->first_day + row->day_count - 1), false);
	snprintf(words, OUTLIVED_SIZE, "outlived: since the birth the care days of its client are %s to %s", first,
		 last);
	return words;
}

/* True if any has gone. */
static bool set_outlived_aside(struct region *region, const struct problem *problem)
{
	size_t kept = 0, before = region->pin_count;

	for (size_t i = 0; i < before; i++) {
		const struct region_pin pin = region->pins[i];
		char words[OUTLIVED_SIZE];
		const char *finding = find_outlived(words, problem, &pin);
		if (finding != NULL)
			set_aside_add(region, TABLE, pin.line, pin.text, finding);
		else
			region->pins[kept++] = pin;
	}
	region->pin_count = kept;
	return kept < before;
}

bool pins_derive(struct problem *problem, struct region *region, const struct policy *policy, struct error_log *log)
{
	problem_derive(problem, region, policy);
	if (set_outlived_aside(region, problem)) {
		problem_free(problem);
		problem_derive(problem, region, policy);
	}
	return pins_check(problem, log);
}

static bool can_hold(const struct problem *problem, const struct region_pin *pin)
{
	int32_t client = problem->client_of_region[pin->client];
	int32_t caregiver = problem->caregiver_of_region[pin->caregiver];
	int32_t day = problem_find_day(problem, pin->day);

	if (pin->day < problem->policy->plan_date) /* of the past: says nothing any more, and stands in no way */
		return true;
	if (client == REGION_NONE)
		return false;
	const struct problem_client *row = &problem->clients[client];
	return day >= row->first_day && day < row->first_day + row->day_count &&
	       problem_is_eligible(problem, client, caregiver) && problem_available_units(problem, caregiver, day) > 0;
}

bool pins_drop_impossible(struct region *copy, const struct problem *problem)
{
	size_t kept = 0, before = copy->pin_count;

	for (size_t i = 0; i < before; i++) {
		const struct region_pin pin = copy->pins[i];
		if (!pin.must || can_hold(problem, &pin))
			copy->pins[kept++] = pin;
	}
	copy->pin_count = kept;
	return kept < before;
}
