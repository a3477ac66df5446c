/* Care given before the plan date, and the planner's pins. Nothing here breaks a rule: each visit lies on a care day,
 * in an area, on a day that the caregiver offered, within her hours of the day and of the week. */
#include <stdlib.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "tools/generate/draft.h"

#define HOUR 60
#define TRAVEL 30
#define SHORTEST (3 * HOUR)
#define PARTUS (4 * HOUR)
#define DIGITAL HOUR
#define DIGITAL_CAP (6 * HOUR)
#define PARTUS_PERMILLE 250
#define DIGITAL_PERMILLE 100
#define VISIT_PERMILLE 850      /* care days on which somebody came, if she could */
#define SUBSTITUTE_PERMILLE 300 /* another caregiver when the first cannot */
#define PIN_ATTEMPTS 200        /* for each pin, before the region is taken to hold no more */

static const int32_t visit_minutes[] = {180, 240, 300, 360, 195};
static const int32_t visit_weights[] = {42, 30, 13, 13, 2};

/* Work of each caregiver on each day of the past. */
struct worked {
	int32_t *minutes, *visits; /* [caregiver * day_count + day] */
};

static int32_t place_of(const struct draft *draft, int32_t caregiver, int32_t day)
{
	return caregiver * draft->day_count + day - draft->first_day;
}

static int32_t week_minutes(const struct draft *draft, const struct worked *worked, int32_t caregiver, int32_t day)
{
	int32_t sum = 0;

	for (int32_t other = day - 6; other <= day + 6; other++)
		if (day_week(other) == day_week(day) && other >= draft->first_day &&
		    other < draft->first_day + draft->day_count)
			sum += worked->minutes[place_of(draft, caregiver, other)];
	return sum;
}

/* Minutes that she has left for one more visit on the day. */
static int32_t count_room(const struct draft *draft, const struct worked *worked, int32_t caregiver, int32_t day)
{
	const struct draft_caregiver *who = &draft->caregivers[caregiver];
	int32_t place = place_of(draft, caregiver, day);

	if (!who->offers[day - draft->first_day])
		return 0;
	int32_t visits = worked->visits[place], room = who->day_minutes - worked->minutes[place] - TRAVEL * visits;
	if (who->week_minutes != DRAFT_NONE) {
		int32_t week = who->week_minutes - week_minutes(draft, worked, caregiver, day) - TRAVEL * visits;
		room = room < week ? room : week;
	}
	return visits < 2 ? room : 0;
}

static void deliver(struct draft *draft, struct worked *worked, struct draft_delivery delivery)
{
	struct draft_client *client = &draft->clients[delivery.client];

	memory_grow(draft->deliveries, draft->delivery_count, draft->delivery_capacity);
	draft->deliveries[draft->delivery_count++] = delivery;
	if (delivery.kind != DRAFT_PARTUS)
		client->received += delivery.minutes;
	if (delivery.caregiver == DRAFT_NONE)
		return;
	worked->minutes[place_of(draft, delivery.caregiver, delivery.day)] += delivery.minutes;
	worked->visits[place_of(draft, delivery.caregiver, delivery.day)]++;
}

/* Days from day to the plan date on which she has room: who has most of them can stay with the family. */
static int32_t count_days(const struct draft *draft, const struct worked *worked, int32_t caregiver, int32_t day,
			  int32_t minutes)
{
	int32_t days = 0;

	for (; day < draft->options->plan_date; day++)
		days += count_room(draft, worked, caregiver, day) >= minutes;
	return days;
}

/* Who has room for so many minutes on the day and on most days after it, of the client's own provider if there is one;
 * else DRAFT_NONE. */
static int32_t find_caregiver(const struct draft *draft, const struct worked *worked, struct dice *dice,
			      const struct draft_client *client, int32_t day, int32_t minutes)
{
	int32_t start = dice_below(dice, draft->caregiver_count), best = DRAFT_NONE, best_days = 0;

	for (int32_t i = 0; i < 2 * draft->caregiver_count; i++) {
		int32_t caregiver = (start + i) % draft->caregiver_count;
		bool own_only = i < draft->caregiver_count;
		if (i == draft->caregiver_count && best != DRAFT_NONE)
			break;
		if (!draft_may_serve(draft, &draft->caregivers[caregiver], client, own_only) ||
		    count_room(draft, worked, caregiver, day) < minutes)
			continue;
		int32_t days = count_days(draft, worked, caregiver, day, minutes);
		if (days > best_days) {
			best = caregiver;
			best_days = days;
		}
	}
	return best;
}

static void deliver_visit(struct draft *draft, struct worked *worked, struct dice *dice, int32_t index, int32_t day)
{
	struct draft_client *client = &draft->clients[index];
	int32_t left = draft_wanted(client) - client->received, caregiver = client->caregiver;

	if (left < SHORTEST || !dice_chance(dice, VISIT_PERMILLE))
		return;
	if (caregiver == DRAFT_NONE ||
	    (count_room(draft, worked, caregiver, day) < SHORTEST && dice_chance(dice, SUBSTITUTE_PERMILLE)))
		caregiver = find_caregiver(draft, worked, dice, client, day, SHORTEST);
	if (caregiver == DRAFT_NONE)
		return;
	int32_t room = count_room(draft, worked, caregiver, day);
	int32_t minutes = visit_minutes[dice_weighted(dice, visit_weights, 5)];
	if (room < SHORTEST)
		return;
	if (minutes > room || minutes > left)
		minutes = SHORTEST;
	deliver(draft, worked, (struct draft_delivery){index, caregiver, day, minutes, DRAFT_VISIT});
	if (client->caregiver == DRAFT_NONE)
		client->caregiver = caregiver;
}

/* What happens on a day besides visits: assistance at birth, days in hospital, instruction from afar. */
static void deliver_other(struct draft *draft, struct worked *worked, struct dice *dice, int32_t index, int32_t day)
{
	struct draft_client *client = &draft->clients[index];
	int32_t room = draft_wanted(client) - DRAFT_MINIMUM_MINUTES - client->medical;

	if (day == client->birth_day && dice_chance(dice, PARTUS_PERMILLE)) {
		int32_t caregiver = find_caregiver(draft, worked, dice, client, day, PARTUS);
		if (caregiver != DRAFT_NONE)
			deliver(draft, worked, (struct draft_delivery){index, caregiver, day, PARTUS, DRAFT_PARTUS});
	}
	if (client->home_from_day != DAY_NONE && day < client->home_from_day) {
		int32_t minutes = dice_chance(dice, 500) ? 6 * HOUR : 11 * HOUR / 2;
		if (client->received + minutes <= draft_wanted(client))
			deliver(draft, worked, (struct draft_delivery){index, DRAFT_NONE, day, minutes, DRAFT_LIGDAG});
	} else if (day == client->birth_day + 4 && client->consent && client->digital >= DIGITAL && room >= DIGITAL &&
		   client->received + DIGITAL <= draft_wanted(client) && dice_chance(dice, DIGITAL_PERMILLE)) {
		deliver(draft, worked, (struct draft_delivery){index, DRAFT_NONE, day, DIGITAL, DRAFT_DIGITAL});
	}
}

static bool is_in_care(const struct draft_client *client, int32_t day)
{
	return client->birth_day != DAY_NONE && day >= client->birth_day &&
	       day < client->birth_day + draft_care_days(client);
}

static int compare_deliveries(const void *left, const void *right)
{
	const struct draft_delivery *a = left, *b = right;

	if (a->client != b->client)
		return a->client < b->client ? -1 : 1;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return ((int)a->kind > (int)b->kind) - ((int)a->kind < (int)b->kind);
}

void draft_make_history(struct draft *draft)
{
	struct dice dice = dice_start(draft->options->seed, 'h');
	size_t places = (size_t)draft->caregiver_count * (size_t)draft->day_count;
	struct worked worked = {memory_allocate(places, sizeof(int32_t)), memory_allocate(places, sizeof(int32_t))};

	for (int32_t day = draft->options->plan_date - DRAFT_PAST_DAYS; day < draft->options->plan_date; day++) {
		/* Another one is first each day, or the same few would always be served. */
		int32_t start = dice_below(&dice, draft->client_count);
		for (int32_t i = 0; i < draft->client_count; i++) {
			int32_t index = (start + i) % draft->client_count;
			const struct draft_client *client = &draft->clients[index];
			if (!is_in_care(client, day))
				continue;
			deliver_other(draft, &worked, &dice, index, day);
			if (client->home_from_day == DAY_NONE || day >= client->home_from_day)
				deliver_visit(draft, &worked, &dice, index, day);
		}
	}
	if (draft->delivery_count > 1)
		qsort(draft->deliveries, (size_t)draft->delivery_count, sizeof *draft->deliveries, compare_deliveries);
	free(worked.minutes);
	free(worked.visits);
}

static bool is_pinned(const struct draft *draft, int32_t client, int32_t caregiver)
{
	for (int32_t i = 0; i < draft->pin_count; i++)
		if (draft->pins[i].client == client || draft->pins[i].caregiver == caregiver)
			return true;
	return false;
}

/* Care that she gave in the week of the plan date counts under her limit. */
static int32_t count_past_minutes(const struct draft *draft, int32_t caregiver, int32_t day)
{
	int32_t sum = 0;

	for (int32_t i = 0; i < draft->delivery_count; i++)
		if (draft->deliveries[i].caregiver == caregiver && day_week(draft->deliveries[i].day) == day_week(day))
			sum += draft->deliveries[i].minutes;
	return sum;
}

/* A visit that can take place: one pin a client and a caregiver, so that none stands in the way of another. */
static bool can_visit(const struct draft *draft, int32_t client_index, int32_t caregiver_index, int32_t day)
{
	const struct draft_client *client = &draft->clients[client_index];
	const struct draft_caregiver *caregiver = &draft->caregivers[caregiver_index];
	int32_t first = draft_told_day(client), limit = caregiver->week_minutes;

	if (day < draft->options->plan_date || day < client->home_from_day ||
	    is_pinned(draft, client_index, caregiver_index))
		return false;
	if (day >= first + draft_care_days(client) || draft_wanted(client) - client->received < SHORTEST)
		return false;
	if (!draft_may_serve(draft, caregiver, client, false) || !caregiver->offers[day - draft->first_day])
		return false;
	return limit == DRAFT_NONE || count_past_minutes(draft, caregiver_index, day) + SHORTEST <= limit;
}

void draft_make_pins(struct draft *draft)
{
	struct dice dice = dice_start(draft->options->seed, 'n');
	int32_t wanted = 2 * draft->options->pin_count;

	for (int32_t attempt = 0; attempt < PIN_ATTEMPTS * wanted && draft->pin_count < wanted; attempt++) {
		int32_t client = dice_below(&dice, draft->client_count);
		int32_t caregiver = dice_below(&dice, draft->caregiver_count);
		int32_t day = draft_told_day(&draft->clients[client]) + dice_below(&dice, 8);
		bool born = draft->clients[client].birth_day != DAY_NONE;
		struct draft_pin pin = {client, caregiver, day, DRAFT_NONE, draft->pin_count % 2 == 0};
		/* Nobody promises a visit on a day while the child is not there. */
		if ((pin.must && !born) || !can_visit(draft, client, caregiver, day))
			continue;
		if (pin.must && dice_chance(&dice, 500))
			pin.minutes = SHORTEST;
		if (!pin.must && (!born || dice_chance(&dice, 500)))
			pin.day = DAY_NONE;
		memory_grow(draft->pins, draft->pin_count, draft->pin_capacity);
		draft->pins[draft->pin_count++] = pin;
	}
}
