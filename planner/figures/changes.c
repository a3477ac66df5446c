#include "planner/figures/changes.h"

#include <stdlib.h>
#include <string.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/region/schema.h"

#define WEEK_DAYS 7
#define MINUTES_PER_HOUR 60

const char *const change_kind_names[CHANGE_KIND_COUNT] = {"new", "gone", "other-caregiver", "hours"};
const char *const change_reason_names[CHANGE_REASON_COUNT] = {"lifted",  "client", "birth",       "caregiver",
							      "absence", "pin",    "divided-anew"};
const char *const change_when_names[CHANGE_WHEN_COUNT] = {"today", "tomorrow", "week", "later"};

/* A visit of the plan, by key. */
struct planned {
	int32_t date;
	const char *client_key;
	const struct visit *visit;
};

/* What is asked of more than once. */
struct comparison {
	const struct problem *problem;
	const struct previous_visits *previous;
	const struct confirmed *confirmed;
	struct planned *planned; /* by date, then key of the client */
	size_t planned_count;
	struct region_availability *shifts; /* of work, by caregiver, day, line */
	size_t shift_count;
	struct region_pin *pins; /* the planner's own, by client, line */
	size_t pin_count;
	struct region_absence *absences; /* by caregiver, line */
	size_t absence_count;
	int32_t *work_units; /* [caregiver * day_count + day]: the previous plan's, with travel */
	/* [client of the region]: the previous plan held visits for her; and on days that are none of her care days */
	bool *was_expected, *was_moved;
};

static int compare_planned(const void *left, const void *right)
{
	const struct planned *a = left, *b = right;

	if (a->date != b->date)
		return a->date < b->date ? -1 : 1;
	return strcmp(a->client_key, b->client_key);
}

static int compare_shifts(const void *left, const void *right)
{
	const struct region_availability *a = left, *b = right;

	if (a->caregiver != b->caregiver)
		return a->caregiver < b->caregiver ? -1 : 1;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

static void sort_planned(struct comparison *c, const struct plan *plan)
{
	const struct problem *problem = c->problem;

	c->planned = memory_allocate(plan->visit_count, sizeof *c->planned);
	for (size_t i = 0; i < plan->visit_count; i++) {
		const struct visit *visit = &plan->visits[i];
		int32_t client = problem->clients[visit->client].region_index;
		c->planned[c->planned_count++] = (struct planned){problem_date(problem, visit->day),
								  problem->region->clients[client].key, visit};
	}
	if (c->planned_count > 1)
		qsort(c->planned, c->planned_count, sizeof *c->planned, compare_planned);
}

static void sort_shifts(struct comparison *c)
{
	const struct region *region = c->problem->region;

	c->shifts = memory_allocate(region->availability_count, sizeof *c->shifts);
	for (size_t i = 0; i < region->availability_count; i++)
		if (!region->availability[i].standby)
			c->shifts[c->shift_count++] = region->availability[i];
	if (c->shift_count > 1)
		qsort(c->shifts, c->shift_count, sizeof *c->shifts, compare_shifts);
}

static int compare_pins(const void *left, const void *right)
{
	const struct region_pin *a = left, *b = right;

	if (a->client != b->client)
		return a->client < b->client ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

/* Without the visits that are confirmed: they are no word of the planner, and many. */
static void sort_pins(struct comparison *c)
{
	const struct region *region = c->problem->region;

	c->pins = memory_allocate(region->pin_count, sizeof *c->pins);
	for (size_t i = 0; i < region->pin_count; i++)
		if (!region->pins[i].confirmed)
			c->pins[c->pin_count++] = region->pins[i];
	if (c->pin_count > 1)
		qsort(c->pins, c->pin_count, sizeof *c->pins, compare_pins);
}

static int compare_absences(const void *left, const void *right)
{
	const struct region_absence *a = left, *b = right;

	if (a->caregiver != b->caregiver)
		return a->caregiver < b->caregiver ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

static void sort_absences(struct comparison *c)
{
	const struct region *region = c->problem->region;

	c->absence_count = region->absence_count;
	c->absences = memory_allocate(c->absence_count, sizeof *c->absences);
	for (size_t i = 0; i < c->absence_count; i++)
		c->absences[i] = region->absences[i];
	if (c->absence_count > 1)
		qsort(c->absences, c->absence_count, sizeof *c->absences, compare_absences);
}

static bool is_care_day(const struct problem *problem, int32_t client, int32_t date)
{
	int32_t day = problem_find_day(problem, date);
	const struct problem_client *row = client != REGION_NONE ? &problem->clients[client] : NULL;

	return row != NULL && day != REGION_NONE && day >= row->first_day && day < row->first_day + row->day_count;
}

/* What the previous plan asked of each caregiver, and for whom it held visits. */
static void take_previous(struct comparison *c)
{
	const struct problem *problem = c->problem;
	size_t cells = (size_t)problem->caregiver_count * (size_t)problem->day_count;

	c->work_units = memory_allocate(cells, sizeof *c->work_units);
	c->was_expected = memory_allocate(problem->region->client_count, sizeof *c->was_expected);
	c->was_moved = memory_allocate(problem->region->client_count, sizeof *c->was_moved);
	for (size_t i = 0; i < c->previous->count; i++) {
		const struct previous_visit *visit = &c->previous->list[i];
		int32_t day = problem_find_day(problem, visit->date);
		if (visit->client != REGION_NONE && visit->expected) {
			c->was_expected[visit->client] = true;
			c->was_moved[visit->client] |=
				visit->date >= problem->policy->plan_date &&
				!is_care_day(problem, problem->client_of_region[visit->client], visit->date);
		}
		if (visit->caregiver == REGION_NONE || day == REGION_NONE)
			continue;
		int32_t *work =
			&c->work_units[problem_cell(problem, problem->caregiver_of_region[visit->caregiver], day)];
		*work += problem_units_of_ticks(problem->policy, visit->ticks) +
			 (*work > 0 ? problem->policy->travel_units : 0);
	}
}

/* The last row of work of this caregiver and day; 0 without one. */
static int32_t find_shift_line(const struct comparison *c, int32_t caregiver, int32_t date)
{
	size_t low = 0, high = c->shift_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct region_availability *row = &c->shifts[middle];
		if (row->caregiver < caregiver || (row->caregiver == caregiver && row->day <= date))
			low = middle + 1;
		else
			high = middle;
	}
	const struct region_availability *row = low > 0 ? &c->shifts[low - 1] : NULL;
	return row != NULL && row->caregiver == caregiver && row->day == date ? row->line : 0;
}

static bool says(struct change *change, enum change_reason reason, enum schema_table table, int32_t line)
{
	change->reason = reason;
	change->table = schemas[table].file;
	change->line = line;
	return true;
}

static bool is_lifted(struct change *change, const struct comparison *c)
{
	const struct confirmed_visit *row = confirmed_find(c->confirmed, change->client_key, change->date);

	if (row == NULL || row->fate == CONFIRMED_STAYS)
		return false;
	change->reason = CHANGE_LIFTED;
	change->table = row->table;
	change->line = row->line;
	return true;
}

/* The first pin of this client or of a later one, among those in order. */
static size_t find_first_pin(const struct comparison *c, int32_t client)
{
	size_t low = 0, high = c->pin_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (c->pins[middle].client < client)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t find_first_absence(const struct comparison *c, int32_t caregiver)
{
	size_t low = 0, high = c->absence_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (c->absences[middle].caregiver < caregiver)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A pin of the planner about this client and day: a must, or a never of who came before. */
static bool is_pinned(struct change *change, const struct comparison *c, const struct previous_visit *before,
		      int32_t client)
{
	for (size_t i = find_first_pin(c, client); i < c->pin_count && c->pins[i].client == client; i++) {
		const struct region_pin *pin = &c->pins[i];
		if (pin->day != DAY_NONE && pin->day != change->date)
			continue;
		if (pin->must ? pin->day == change->date : before != NULL && pin->caregiver == before->caregiver)
			return says(change, CHANGE_PIN, SCHEMA_PINS, pin->line);
	}
	return false;
}

static bool is_absent(struct change *change, const struct comparison *c, int32_t caregiver)
{
	size_t i = find_first_absence(c, caregiver);

	for (; i < c->absence_count && c->absences[i].caregiver == caregiver; i++) {
		const struct region_absence *row = &c->absences[i];
		if (row->from_day <= change->date && (row->to_day == DAY_NONE || change->date <= row->to_day))
			return says(change, CHANGE_ABSENCE, SCHEMA_ABSENCES, row->line);
	}
	return false;
}

/* Why the visit of before cannot stand, as far as its caregiver goes. */
static bool is_of_caregiver(struct change *change, const struct comparison *c, const struct previous_visit *before)
{
	const struct problem *problem = c->problem;
	int32_t day = problem_find_day(problem, before->date);

	if (before->caregiver == REGION_NONE)
		return says(change, CHANGE_CAREGIVER, SCHEMA_CAREGIVERS, 0);
	if (is_absent(change, c, before->caregiver))
		return true;
	int32_t caregiver = problem->caregiver_of_region[before->caregiver];
	if (!problem_is_eligible(problem, problem->client_of_region[before->client], caregiver))
		return says(change, CHANGE_CAREGIVER, SCHEMA_WORKAREAS, 0);
	if (c->work_units[problem_cell(problem, caregiver, day)] > problem_available_units(problem, caregiver, day))
		return says(change, CHANGE_CAREGIVER, SCHEMA_AVAILABILITY,
			    find_shift_line(c, before->caregiver, before->date));
	return false;
}

/* Her child was born since, or has not come and is expected on another day: hours are held for other days then. */
static bool is_of_birth(const struct comparison *c, int32_t client)
{
	bool born = c->problem->region->clients[client].birth_day != DAY_NONE;

	return born ? c->was_expected[client] : c->was_moved[client];
}

/* Is there news of the client herself that touches any of her visits? */
static bool is_of_client(struct change *change, const struct comparison *c, int32_t client)
{
	const struct region_client *row = &c->problem->region->clients[client];
	const struct previous_client *then = previous_find_client(c->previous, client);

	if (is_of_birth(c, client))
		return says(change, CHANGE_BIRTH, SCHEMA_CLIENTS, row->line);
	if (then == NULL)
		return says(change, CHANGE_CLIENT, SCHEMA_CLIENTS, row->line);
	if (then->wanted_ticks != REGION_NONE && problem_units_of_ticks(c->problem->policy, then->wanted_ticks) !=
							 problem_wanted_units(c->problem->policy, row))
		return says(change, CHANGE_CLIENT, SCHEMA_CLIENTS, row->line);
	return false;
}

/* client: of the region, REGION_NONE if she is gone. */
static void find_reason(struct change *change, const struct comparison *c, const struct previous_visit *before,
			int32_t client)
{
	const struct problem *problem = c->problem;

	change->reason = CHANGE_DIVIDED_ANEW;
	if (before != NULL && is_lifted(change, c))
		return;
	if (client == REGION_NONE) {
		says(change, CHANGE_CLIENT, SCHEMA_CLIENTS, 0);
		return;
	}
	if (before != NULL && !is_care_day(problem, problem->client_of_region[client], change->date)) {
		says(change, is_of_birth(c, client) ? CHANGE_BIRTH : CHANGE_CLIENT, SCHEMA_CLIENTS,
		     problem->region->clients[client].line);
		return;
	}
	if (is_pinned(change, c, before, client) || (before != NULL && is_of_caregiver(change, c, before)))
		return;
	is_of_client(change, c, client);
}

static enum change_when find_when(const struct problem *problem, int32_t date)
{
	int32_t ahead = date - problem->policy->plan_date;

	return ahead < 1 ? CHANGE_TODAY : ahead < 2 ? CHANGE_TOMORROW : ahead < WEEK_DAYS ? CHANGE_WEEK : CHANGE_LATER;
}

/* Either visit may be NULL, not both. */
static void compare_visits(struct changes *changes, const struct comparison *c, const struct previous_visit *before,
			   const struct planned *after)
{
	const struct problem *problem = c->problem;
	struct change change = {.kind = CHANGE_NEW};
	int32_t client = REGION_NONE;

	if (after != NULL) {
		int32_t caregiver = problem->caregivers[after->visit->caregiver].region_index;
		client = problem->clients[after->visit->client].region_index;
		change.date = after->date;
		change.client_key = after->client_key;
		change.caregiver_after = problem->region->caregivers[caregiver].key;
		change.minutes_after = (int64_t)after->visit->units * problem->policy->unit_minutes;
	}
	if (before != NULL) {
		client = before->client;
		change.kind = CHANGE_GONE;
		change.date = before->date;
		change.client_key = before->client_key;
		change.caregiver_before = before->caregiver_key;
		change.minutes_before = (int64_t)before->ticks * MINUTES_PER_HOUR / REGION_HOUR_TICKS;
	}
	if (before != NULL && after != NULL) {
		bool same = strcmp(change.caregiver_before, change.caregiver_after) == 0;
		if (same && change.minutes_before == change.minutes_after)
			return;
		change.kind = same ? CHANGE_HOURS : CHANGE_OTHER_CAREGIVER;
	}
	find_reason(&change, c, before, client);
	change.when = find_when(problem, change.date);
	changes->counts[change.when]++;
	changes->list[changes->count++] = change;
}

static int compare_places(const struct previous_visit *before, const struct planned *after)
{
	if (before->date != after->date)
		return before->date < after->date ? -1 : 1;
	return strcmp(before->client_key, after->client_key);
}

/* Both lists in order, side by side. */
static void compare_all(struct changes *changes, const struct comparison *c)
{
	size_t i = 0, j = 0;

	while (i < c->previous->count && c->previous->list[i].date < c->problem->policy->plan_date)
		i++;
	changes->list = memory_allocate(c->previous->count - i + c->planned_count, sizeof *changes->list);
	while (i < c->previous->count || j < c->planned_count) {
		const struct previous_visit *before = i < c->previous->count ? &c->previous->list[i] : NULL;
		const struct planned *after = j < c->planned_count ? &c->planned[j] : NULL;
		int order = before == NULL ? 1 : after == NULL ? -1 : compare_places(before, after);
		compare_visits(changes, c, order <= 0 ? before : NULL, order >= 0 ? after : NULL);
		i += order <= 0;
		j += order >= 0;
	}
}

void changes_derive(struct changes *changes, const struct problem *problem, const struct plan *plan,
		    const struct previous_visits *previous, const struct confirmed *confirmed)
{
	struct comparison c = {.problem = problem, .previous = previous, .confirmed = confirmed};

	*changes = (struct changes){0};
	sort_planned(&c, plan);
	sort_shifts(&c);
	sort_pins(&c);
	sort_absences(&c);
	take_previous(&c);
	compare_all(changes, &c);
	free(c.planned);
	free(c.shifts);
	free(c.pins);
	free(c.absences);
	free(c.work_units);
	free(c.was_expected);
	free(c.was_moved);
}

void changes_free(struct changes *changes)
{
	free(changes->list);
	*changes = (struct changes){0};
}
