#include "tests/reference/cut_recount.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "planner/rules/rules.h"
#include "planner/plan/values.h"

struct recount {
	char *fault;
	const struct cut *cut;
	const struct problem *problem;
	const struct plan *plan;
};

static bool say(char *fault, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool say(char *fault, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	vsnprintf(fault, CUT_FAULT_SIZE, format, values);
	va_end(values);
	return false;
}

static bool has_day(const struct cut *cut, int32_t caregiver, int32_t day)
{
	for (int32_t i = 0; i < cut->day_count; i++)
		if (cut->days[i].caregiver == caregiver && cut->days[i].day == day)
			return true;
	return false;
}

/* Her place in the cut, or -1. */
static int32_t place_of(const struct cut *cut, int32_t client)
{
	for (int32_t i = 0; i < cut->client_count; i++)
		if (cut->clients[i] == client)
			return i;
	return -1;
}

static const struct visit *visit_on(const struct plan *plan, int32_t client, int32_t day)
{
	for (size_t i = 0; i < plan->visit_count; i++)
		if (plan->visits[i].client == client && plan->visits[i].day == day)
			return &plan->visits[i];
	return NULL;
}

static int32_t shortest_of(const struct problem *problem, const struct visit *visit)
{
	const struct problem_must *must = problem_find_must(problem, visit->client, visit->caregiver, visit->day);

	return must != NULL && must->units != 0 ? visit->units : problem->clients[visit->client].shortest_units;
}

static bool is_must(const struct problem *problem, const struct visit *visit)
{
	return problem_find_must(problem, visit->client, visit->caregiver, visit->day) != NULL;
}

static bool is_presence(const struct recount *r)
{
	return problem_kind(r->problem, r->cut->tier) == KIND_PRESENCE;
}

/* Of hours before presence: visits may come and go. */
static bool is_of_hours(const struct recount *r)
{
	return r->cut->tier < problem_tier(r->problem, KIND_PRESENCE);
}

static struct shortages shortages_with(const struct recount *r, int32_t client, int32_t units, int32_t points,
				       bool digital_anew)
{
	const struct problem_client *c = &r->problem->clients[client];
	int32_t digital = r->plan->digital_units[client];

	for (size_t i = 0; i < r->plan->visit_count; i++)
		if (r->plan->visits[i].client == client) {
			units += r->plan->visits[i].units;
			points += problem_points(c, r->plan->visits[i].day);
		}
	if (units > c->left_units)
		units = c->left_units;
	if (digital_anew)
		digital = c->digital_room < c->left_units - units ? c->digital_room : c->left_units - units;
	return values_client(c, units, points, digital);
}

static bool sums_hold(const struct recount *r)
{
	const struct cut *cut = r->cut;
	const struct problem *p = r->problem;
	int64_t care = 0, available = 0, wanted = 0, lacking = 0;
	int32_t visits = 0, worked = 0;

	for (size_t i = 0; i < r->plan->visit_count; i++) {
		const struct visit *v = &r->plan->visits[i];
		if (!has_day(cut, v->caregiver, v->day))
			continue;
		if (place_of(cut, v->client) < 0)
			return say(r->fault, "client %d is served there and not in it", v->client);
		care += v->units;
		visits++;
	}
	for (int32_t i = 0; i < cut->day_count; i++) {
		bool any = false;
		for (size_t j = 0; j < r->plan->visit_count; j++)
			any |= r->plan->visits[j].caregiver == cut->days[i].caregiver &&
			       r->plan->visits[j].day == cut->days[i].day;
		worked += any;
	}
	for (int32_t k = 0; k < p->caregiver_count; k++)
		for (int32_t week = 0; week < p->week_count; week++) {
			int64_t days = 0, others = 0;
			for (int32_t day = 0; day < p->day_count; day++) {
				int32_t count = 0, units = 0;
				if (p->week_of_day[day] != week)
					continue;
				for (size_t i = 0; i < r->plan->visit_count; i++)
					if (r->plan->visits[i].caregiver == k && r->plan->visits[i].day == day) {
						units += r->plan->visits[i].units +
							 (count++ > 0 ? p->policy->travel_units : 0);
					}
				if (has_day(cut, k, day))
					days += problem_available_units(p, k, day);
				else
					others += units;
			}
			int32_t limit = p->week_free_units[k * p->week_count + week];
			available += limit != INT32_MAX && limit - others < days ? limit - others : days;
		}
	for (int32_t i = 0; i < cut->client_count; i++) {
		wanted += p->clients[cut->clients[i]].left_units;
		lacking += shortages_with(r, cut->clients[i], 0, 0, false).short_units[cut->tier];
	}
	if (care != cut->care_units || visits != cut->visit_count || available != cut->available_units ||
	    wanted != cut->wanted_units || lacking != cut->short_units)
		return say(r->fault, "care %d visits %d available %d wanted %d short %d", (int)care, visits,
			   (int)available, (int)wanted, (int)lacking);
	if (cut->travel_units != (visits - worked) * p->policy->travel_units)
		return say(r->fault, "travel %d", (int)cut->travel_units);
	if (cut->unused_units != available - care - cut->travel_units)
		return say(r->fault, "unused %d", (int)cut->unused_units);
	return true;
}

static bool breaks(const struct problem *problem, const struct plan *plan, int rule, int32_t caregiver)
{
	struct broken_rules broken;
	bool found = false;

	rules_check(&broken, problem, plan);
	for (size_t i = 0; i < broken.count; i++)
		found |= broken.rules[i].rule == rule && broken.rules[i].caregiver == caregiver;
	rules_free(&broken);
	return found;
}

/* All worked days of the caregiver that a week or a row ties to this one are in the cut. */
static bool ties_hold(const struct recount *r, int32_t caregiver, int32_t day, bool row)
{
	for (size_t i = 0; i < r->plan->visit_count; i++) {
		const struct visit *v = &r->plan->visits[i];
		int32_t reach = r->problem->caregivers[caregiver].row_limit;
		int32_t apart = r->problem->dates[v->day] - r->problem->dates[day];
		bool tied = row ? apart >= -reach && apart <= reach
				: r->problem->week_of_day[v->day] == r->problem->week_of_day[day];
		if (v->caregiver == caregiver && tied && !has_day(r->cut, caregiver, v->day))
			return say(r->fault, "caregiver %d is tied to day %d, which is not in it", caregiver, v->day);
	}
	return true;
}

/* With this change no room is left: the changed plan breaks C7, C8 or C9 of that caregiver. */
static bool is_full(const struct recount *r, const struct plan *changed, int32_t caregiver, int32_t day)
{
	bool in_day = !breaks(r->problem, changed, 7, caregiver), in_week = !breaks(r->problem, changed, 8, caregiver);
	bool in_row = !breaks(r->problem, changed, 9, caregiver);

	if (in_day && in_week && in_row)
		return say(r->fault, "caregiver %d has room on day %d", caregiver, day);
	if (!has_day(r->cut, caregiver, day))
		return say(r->fault, "caregiver %d on day %d is not in it", caregiver, day);
	if (!in_day)
		return true;
	return (in_week || ties_hold(r, caregiver, day, false)) && (in_row || ties_hold(r, caregiver, day, true));
}

/* A visit of the shortest length for her, the one that she has that day gone; in presence with all others of that
 * caregiver at their shortest. */
static bool no_visit_fits(const struct recount *r, int32_t client, int32_t caregiver, int32_t day)
{
	struct plan changed = {0};
	size_t kept = 0;

	plan_copy(&changed, r->plan, r->problem);
	for (size_t i = 0; i < changed.visit_count; i++) {
		struct visit v = changed.visits[i];
		if (v.client == client && v.day == day)
			continue;
		if (is_presence(r) && v.caregiver == caregiver)
			v.units = shortest_of(r->problem, &v);
		changed.visits[kept++] = v;
	}
	changed.visit_count = kept;
	plan_add_visit(&changed, (struct visit){client, caregiver, day, r->problem->clients[client].shortest_units});
	plan_sort(&changed);
	bool full = is_full(r, &changed, caregiver, day);
	plan_free(&changed);
	return full;
}

static bool no_unit_fits(const struct recount *r, const struct visit *visit)
{
	struct plan changed = {0};

	plan_copy(&changed, r->plan, r->problem);
	for (size_t i = 0; i < changed.visit_count; i++)
		if (plan_compare_visits(&changed.visits[i], visit) == 0)
			changed.visits[i].units++;
	bool full = is_full(r, &changed, visit->caregiver, visit->day);
	plan_free(&changed);
	return full;
}

/* Everything that could give this client more on this day is in the cut, and full. */
static bool day_is_closed(const struct recount *r, int32_t client, int32_t day)
{
	const struct problem *p = r->problem;
	const struct problem_client *c = &p->clients[client];
	const struct visit *visit = visit_on(r->plan, client, day);
	bool free = r->cut->free[place_of(r->cut, client)],
	     moves = visit != NULL && has_day(r->cut, visit->caregiver, day);
	bool longer = visit != NULL && visit->units < p->policy->max_visit_units &&
		      !(is_must(p, visit) && shortest_of(p, visit) == visit->units);

	if (moves && is_presence(r) && is_must(p, visit))
		moves = false;
	if (free && longer && !is_presence(r) && !no_unit_fits(r, visit))
		return false;
	if (r->cut->as_planned || !((free && visit == NULL) || (free && longer && is_of_hours(r)) || moves))
		return true;
	for (int32_t i = 0; i < c->eligible_count; i++) {
		int32_t who = p->eligible[c->eligible_first + i];
		bool rests = day == 0 && p->caregivers[who].row_limit > 0 &&
			     p->caregivers[who].past_run >= p->caregivers[who].row_limit;
		if ((visit != NULL && visit->caregiver == who) || rests || problem_is_never(p, client, who, day) ||
		    problem_available_units(p, who, day) < c->shortest_units)
			continue;
		if (!no_visit_fits(r, client, who, day))
			return false;
	}
	return true;
}

/* Whoever could give something up on a day of the cut is free in it. */
static bool givers_are_free(const struct recount *r)
{
	for (size_t i = 0; i < r->plan->visit_count; i++) {
		const struct visit *v = &r->plan->visits[i];
		bool gives = r->cut->as_planned ? v->units > shortest_of(r->problem, v)
						: is_of_hours(r) || !is_must(r->problem, v);
		if (has_day(r->cut, v->caregiver, v->day) && gives && !r->cut->free[place_of(r->cut, v->client)])
			return say(r->fault, "client %d could give, and is not free", v->client);
	}
	return true;
}

/* Would the two be better off in the order of the tiers? */
static bool pair_is_better(const struct shortages before[2], const struct shortages after[2])
{
	for (int t = 0; t < TIER_COUNT; t++) {
		double change = 0;
		for (int i = 0; i < 2; i++)
			if (before[i].demand_units[t] > 0)
				change += (double)(after[i].short_units[t] * after[i].short_units[t] -
						   before[i].short_units[t] * before[i].short_units[t]) /
					  before[i].demand_units[t];
		if (change < -1e-6 || change > 1e-6)
			return change < 0;
	}
	return false;
}

static bool claims_hold(const struct recount *r)
{
	const struct cut *cut = r->cut;
	int32_t her = cut->client;

	for (size_t i = 0; i < r->plan->visit_count; i++) {
		const struct visit *v = &r->plan->visits[i];
		if (!has_day(cut, v->caregiver, v->day) || v->client == her)
			continue;
		struct shortages before[2] = {shortages_with(r, her, 0, 0, false),
					      shortages_with(r, v->client, 0, 0, false)};
		if (is_presence(r) && !is_must(r->problem, v)) {
			const struct problem_client *she = &r->problem->clients[her];
			int32_t gain = visit_on(r->plan, her, she->first_day) == NULL ? she->first_points : 1;
			int32_t loss = problem_points(&r->problem->clients[v->client], v->day);
			int64_t a = before[0].short_units[cut->tier], b = before[1].short_units[cut->tier];
			int64_t m = before[0].demand_units[cut->tier], n = before[1].demand_units[cut->tier];
			int64_t a_then = a > gain ? a - gain : 0, b_then = b + loss < n ? b + loss : n;
			if ((b_then * b_then - b * b) * m < (a * a - a_then * a_then) * n)
				return say(r->fault, "client %d is visited more than she is due", v->client);
		} else if (!is_presence(r) && v->units > shortest_of(r->problem, v)) {
			struct shortages after[2] = {shortages_with(r, her, 1, 0, true),
						     shortages_with(r, v->client, -1, 0, true)};
			if (pair_is_better(before, after))
				return say(r->fault, "client %d has more hours than she is due", v->client);
		}
	}
	return true;
}

bool cut_recount(char fault[CUT_FAULT_SIZE], const struct cut *cut, const struct problem *problem,
		 const struct plan *plan)
{
	struct recount r = {fault, cut, problem, plan};
	bool holds = place_of(cut, cut->client) >= 0 && sums_hold(&r) && givers_are_free(&r) && claims_hold(&r);

	for (int32_t i = 0; holds && i < cut->client_count; i++) {
		const struct problem_client *c = &problem->clients[cut->clients[i]];
		for (int32_t day = c->first_day; holds && c->shortest_units > 0 && day < c->first_day + c->day_count;
		     day++)
			holds = day_is_closed(&r, cut->clients[i], day);
	}
	return holds;
}

static void count_client(const struct problem *problem, const struct plan *plan, int32_t client, int32_t *units,
			 int32_t *points)
{
	*units = *points = 0;
	for (size_t i = 0; i < plan->visit_count; i++)
		if (plan->visits[i].client == client) {
			*units += plan->visits[i].units;
			*points += problem_points(&problem->clients[client], plan->visits[i].day);
		}
}

static int64_t lack_of(const struct bottlenecks *found, const struct bottleneck *b, const struct problem *problem,
		       const struct plan *plan)
{
	int64_t sum = 0;

	for (int32_t i = 0; i < b->client_count; i++) {
		int32_t client = found->clients[b->client_first + i], units, points;
		count_client(problem, plan, client, &units, &points);
		sum += values_client(&problem->clients[client], units, points, plan->digital_units[client])
			       .short_units[b->tier];
	}
	return sum;
}

static bool nobody_loses(char *fault, const struct problem *problem, const struct plan *before,
			 const struct plan *after)
{
	for (int32_t client = 0; client < problem->client_count; client++) {
		int32_t units[2], points[2];
		count_client(problem, before, client, &units[0], &points[0]);
		count_client(problem, after, client, &units[1], &points[1]);
		if (points[1] < points[0] || units[1] < units[0] ||
		    units[1] + after->digital_units[client] < units[0] + before->digital_units[client])
			return say(fault, "client %d has less than before", client);
	}
	return true;
}

bool cut_recount_help(char fault[CUT_FAULT_SIZE], const struct bottlenecks *found, const struct bottleneck *bottleneck,
		      const struct help *help, const struct plan *plan)
{
	struct trial trial;
	struct broken_rules broken;
	bool holds = true;
	int64_t units = 0;

	help_apply(&trial, found, bottleneck, help);
	trial_derive(&trial);
	rules_check(&broken, &trial.problem, &help->plan);
	if (broken.count > 0)
		holds = say(fault, "its plan breaks C%d", broken.rules[0].rule);
	rules_free(&broken);
	int64_t before = lack_of(found, bottleneck, found->problem, plan);
	int64_t after = lack_of(found, bottleneck, &trial.problem, &help->plan);
	if (before != help->short_before || after != help->short_after || after >= before)
		holds = say(fault, "from %d to %d is told, it is from %d to %d", (int)help->short_before,
			    (int)help->short_after, (int)before, (int)after);
	struct values now = values_plan(found->problem, plan), then = values_plan(&trial.problem, &help->plan);
	for (int t = 0; holds && t < (int)bottleneck->tier; t++)
		if (then.scaled[t] > now.scaled[t])
			holds = say(fault, "%s gets worse", problem_tier_name(found->problem, (enum tier)t));
	for (int32_t i = 0; i < help->row_count; i++)
		units += help->rows[i].units;
	if (holds && help->kind == HELP_HOURS && units != help->units)
		holds = say(fault, "%d units are told, it is %d", (int)help->units, (int)units);
	if (holds && (help->kind == HELP_HOURS || help->kind == HELP_DIGITAL))
		holds = nobody_loses(fault, &trial.problem, plan, &help->plan);
	if (holds && help->smallest &&
	    before - after !=
		    (problem_kind(found->problem, bottleneck->tier) == KIND_PRESENCE ? help->visits : help->units))
		holds = say(fault, "it is not the smallest");
	trial_free(&trial);
	return holds;
}
