/* How a cut grows from the client who asks: see cut.h. */
#include "planner/reasons/cut_growth.h"
#include "planner/base/memory.h"
#include "planner/base/work.h"

/* visit: hers of that day, or NULL. */
static void ask(struct cut_growth *growth, int32_t client, int32_t day, const struct visit *visit)
{
	int32_t care_day = day - growth->problem->clients[client].first_day;
	uint32_t *mark = &growth->ask_marks[growth->first_ask[client] + care_day];

	if (*mark == growth->question)
		return;
	*mark = growth->question;
	memory_grow(growth->asked, growth->asked_count, growth->asked_capacity);
	growth->asked[growth->asked_count++] = (struct cut_ask){client, day, visit};
}

/* Could a visit on this day give her more: one where there is none, or a longer one? */
static bool is_wanting(const struct cut_growth *growth, const struct visit *visit)
{
	if (visit == NULL)
		return growth->kind != CUT_AS_PLANNED;
	return growth->kind != CUT_OF_VISITS && visit->units < growth->problem->policy->max_visit_units &&
	       !cut_is_fixed(growth->finder, visit);
}

/* Could a visit that she has on another day be made on her first day at home, which counts for more? Then points are
 * won without a visit more, and that there is room for no visit more proves nothing of presence. */
static bool could_shift(const struct cut_growth *growth, int32_t client)
{
	const struct problem *problem = growth->problem;
	const struct problem_client *c = &problem->clients[client];

	if (c->first_points == 1 || c->shortest_units == 0 ||
	    cut_visit_on(growth->finder, client, c->first_day) != NULL)
		return false;
	for (int32_t i = 0; i < c->eligible_count; i++) {
		int32_t who = problem->eligible[c->eligible_first + i];
		if (problem_available_units(problem, who, c->first_day) >= c->shortest_units &&
		    !problem_is_never(problem, client, who, c->first_day))
			return true;
	}
	return false;
}

static void add_client(struct cut_growth *growth, int32_t client)
{
	if (growth->client_marks[client] == growth->question)
		return;
	growth->leaks |= growth->kind == CUT_OF_VISITS && could_shift(growth, client);
	growth->client_marks[client] = growth->question;
	growth->clients[growth->client_count++] = client;
}

/* What is known of a client who is reached is true of who reaches her: the leak; the claims; and all, where the other
 * is reached from her as well. */
static void recall(struct cut_growth *growth, int32_t client)
{
	struct cut_closure *closure = growth->closures[growth->kind][client];

	growth->leaks |= growth->is_leaking[growth->kind][client];
	if (closure == NULL || closure == growth->compared)
		return;
	growth->compared = closure;
	growth->is_undue |= !cut_are_due(growth, closure->claims);
	if (cut_is_free_in(closure, growth->client))
		growth->known = closure;
}

/* All days on which the client could have something in the place of what she gives up. */
static void ask_everywhere(struct cut_growth *growth, int32_t client)
{
	const struct problem_client *c = &growth->problem->clients[client];
	const struct spare *spare = &growth->finder->spare;
	int32_t at = spare->own_first[client], end = spare->own_first[client + 1];

	if (growth->free_marks[client] == growth->question)
		return;
	growth->free_marks[client] = growth->question;
	recall(growth, client);
	growth->work += c->day_count;
	for (int32_t day = c->first_day; c->shortest_units > 0 && day < c->first_day + c->day_count; day++) {
		while (at < end && spare->own[at].day < day)
			at++;
		const struct visit *visit = at < end && spare->own[at].day == day ? &spare->own[at] : NULL;
		if (is_wanting(growth, visit))
			ask(growth, client, day, visit);
	}
}

static void grow_client(struct cut_growth *growth, const struct visit *visit)
{
	add_client(growth, visit->client);
	if (growth->kind == CUT_AS_PLANNED) {
		if (visit->units > cut_shortest(growth->finder, visit))
			ask_everywhere(growth, visit->client);
		return;
	}
	if (cut_is_must(growth->finder, visit) && growth->kind == CUT_OF_VISITS)
		return;
	ask(growth, visit->client, visit->day, visit);
	ask_everywhere(growth, visit->client);
}

static void grow_day(struct cut_growth *growth, int32_t caregiver, int32_t day)
{
	uint32_t *mark = &growth->day_marks[problem_cell(growth->problem, caregiver, day)];
	int32_t count;
	const struct visit *visits = cut_cell(growth->finder, caregiver, day, &count);

	if (*mark == growth->question)
		return;
	*mark = growth->question;
	memory_grow(growth->days, growth->day_count, growth->day_capacity);
	growth->days[growth->day_count++] = (struct cut_day){caregiver, day};
	growth->work += 1 + count;
	for (int32_t i = 0; i < count; i++) {
		cut_claim_visit(growth, &visits[i]);
		grow_client(growth, &visits[i]);
	}
}

/* The other days of this caregiver that keep her from working more on this one: her week, her days in a row. */
static void grow_ties(struct cut_growth *growth, int32_t caregiver, int32_t day, bool by_row)
{
	const struct problem *problem = growth->problem;
	int32_t reach = problem->caregivers[caregiver].row_limit, first = day, last = day;

	if (by_row) {
		while (first > 0 && problem->dates[day] - problem->dates[first - 1] <= reach)
			first--;
		while (last + 1 < problem->day_count && problem->dates[last + 1] - problem->dates[day] <= reach)
			last++;
	} else {
		cut_span_week(&first, &last, problem, day);
	}
	for (int32_t other = first; other <= last; other++)
		if (growth->finder->spare.visits[problem_cell(problem, caregiver, other)] > 0)
			grow_day(growth, caregiver, other);
}

/* Units for one visit more on this day and in this week, with all other visits as they are or at their shortest. */
static int32_t day_room(const struct cut_growth *growth, int32_t caregiver, int32_t day, bool shortest)
{
	const struct spare *spare = &growth->finder->spare;
	size_t cell = problem_cell(growth->problem, caregiver, day);

	return growth->problem->available_units[cell] - spare->visits[cell] * growth->problem->policy->travel_units -
	       (shortest ? growth->finder->day_least[cell] : spare->care_units[cell]);
}

static int32_t week_room(const struct cut_growth *growth, int32_t caregiver, int32_t day, bool shortest)
{
	const struct problem *problem = growth->problem;
	const struct spare *spare = &growth->finder->spare;
	size_t week = cut_week_index(problem, caregiver, day);

	if (problem->week_free_units[week] == INT32_MAX)
		return INT32_MAX;
	return problem->week_free_units[week] -
	       (spare->visits[problem_cell(problem, caregiver, day)] > 0 ? problem->policy->travel_units : 0) -
	       (shortest ? growth->finder->week_least[week] : spare->week_units[week]);
}

/* She could be visited by this caregiver on this day, and is not. */
static void try_visit(struct cut_growth *growth, int32_t client, int32_t caregiver, int32_t day)
{
	int32_t needed = growth->problem->clients[client].shortest_units;
	bool shortest = growth->kind == CUT_OF_VISITS;
	bool in_day = day_room(growth, caregiver, day, shortest) >= needed;
	bool in_week = week_room(growth, caregiver, day, shortest) >= needed;
	bool in_row = spare_row_allows(&growth->finder->spare, caregiver, day);

	if (in_day && in_week && in_row) {
		growth->leaks = true;
		return;
	}
	grow_day(growth, caregiver, day);
	/* Where the day itself is full, who leaves it makes room in the week and the row as well. */
	if (in_day && !in_week)
		grow_ties(growth, caregiver, day, false);
	if (in_day && !in_row)
		grow_ties(growth, caregiver, day, true);
}

/* Her visit could be longer, if its caregiver had time. */
static void try_longer(struct cut_growth *growth, const struct visit *visit)
{
	const struct problem *problem = growth->problem;
	int32_t travel = problem->policy->travel_units;
	size_t week = cut_week_index(problem, visit->caregiver, visit->day);
	bool in_day = day_room(growth, visit->caregiver, visit->day, false) + travel > 0;
	bool in_week = problem->week_free_units[week] > growth->finder->spare.week_units[week];

	if (in_day && in_week) {
		growth->leaks = true;
		return;
	}
	grow_day(growth, visit->caregiver, visit->day);
	if (in_day)
		grow_ties(growth, visit->caregiver, visit->day, false);
}

static void follow(struct cut_growth *growth, struct cut_ask asked)
{
	const struct problem *problem = growth->problem;
	const struct problem_client *c = &problem->clients[asked.client];
	const struct visit *visit = asked.visit;
	const struct problem_caregiver *caregivers = problem->caregivers;

	if (visit != NULL && growth->kind != CUT_OF_VISITS)
		try_longer(growth, visit);
	if (growth->kind == CUT_AS_PLANNED)
		return;
	growth->work += c->eligible_count;
	for (int32_t i = 0; i < c->eligible_count && !growth->leaks; i++) {
		int32_t who = problem->eligible[c->eligible_first + i];
		bool rests = asked.day == 0 && caregivers[who].row_limit > 0 &&
			     caregivers[who].past_run >= caregivers[who].row_limit;
		if ((visit != NULL && visit->caregiver == who) || rests ||
		    problem_available_units(problem, who, asked.day) < c->shortest_units ||
		    problem_is_never(problem, asked.client, who, asked.day))
			continue;
		try_visit(growth, asked.client, who, asked.day);
	}
}

/* Is it settled whether the cut is tight? */
static bool is_settled(const struct cut_growth *growth)
{
	return growth->leaks || growth->is_undue || growth->known != NULL;
}

struct cut_growth *cut_begin_growth(const struct cut_finder *finder, int32_t client, enum tier tier)
{
	struct cut_growth *growth = finder->growth;

	growth->finder = finder;
	growth->client = client;
	growth->tier = tier;
	growth->kind = cut_kind_of(finder->spare.problem, tier);
	growth->leaks = growth->is_undue = false;
	growth->known = NULL;
	growth->compared = NULL;
	growth->question++;
	growth->day_count = growth->client_count = growth->asked_count = 0;
	cut_begin_claims(growth);
	return growth;
}

void cut_grow(struct cut_growth *growth)
{
	add_client(growth, growth->client);
	ask_everywhere(growth, growth->client);
	while (growth->asked_count > 0 && !is_settled(growth)) {
		struct cut_ask asked = growth->asked[--growth->asked_count];
		work_add(WORK_REASONS, 1);
		follow(growth, asked);
		if (growth->leaks && is_wanting(growth, asked.visit))
			growth->is_leaking[growth->kind][asked.client] = true;
	}
	growth->is_leaking[growth->kind][growth->client] |= growth->leaks;
}
