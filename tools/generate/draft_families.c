/* The families: where they live, when they expect, what is indicated for them. */
#include <stdio.h>
#include <stdlib.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/problem/births.h"
#include "tools/generate/draft.h"

#define HOUR 60

/* Indicated hours and their frequency: 49 h breast-fed, 45 h bottle-fed, corrections by the protocol around them. */
static const int32_t indicated_hours[] = {49, 45, 40, 36, 56, 30, 24, 64, 80};
static const int32_t indicated_weights[] = {30, 23, 14, 9, 8, 6, 6, 3, 2};
static const int32_t medical_hours[] = {0, 4, 6, 8, 12};
static const int32_t medical_weights[] = {81, 8, 7, 3, 1};
static const int32_t digital_hours[] = {0, 2, 4, 6, 8};
static const int32_t digital_weights[] = {45, 16, 12, 21, 6};
static const int32_t declined_minutes[] = {6 * HOUR, 8 * HOUR, 25 * HOUR / 2, 14 * HOUR, 20 * HOUR};
#define CHOICES(table) ((int32_t)(sizeof(table) / sizeof *(table)))

/* Weeks of pregnancy at registration; families in vulnerable positions find their way later. */
static const int32_t registration_weeks[] = {12, 15, 17, 18, 22, 27, 31, 35};
static const int32_t registration_weights[3][8] = {
	{6, 10, 10, 10, 14, 17, 17, 16}, {12, 15, 14, 14, 13, 12, 11, 9}, {18, 20, 16, 14, 11, 9, 7, 5}};

#define CONSENT_PERMILLE 700 /* of those for whom digital instruction is an option */
#define DECLINED_PERMILLE 15
#define OWN_MINIMUM_PERMILLE 8 /* a lower legal minimum of her own */
#define LATE_HOME_PERMILLE 120 /* births in hospital with days there */
#define LONG_CARE_PERMILLE 500 /* 10 days instead of 8, of those with the highest indication */
#define EVEN_BIRTHS_PERMILLE 600
#define PLANNED_PERMILLE 100  /* births on a day that is set beforehand: a caesarean, an induction */
#define PLANNED_KNOWN_DAYS 14 /* ... and is known so many days ahead */

static int32_t choose(struct dice *dice, const int32_t *values, const int32_t *weights, int32_t count)
{
	return values[dice_weighted(dice, weights, count)];
}

/* Real postcodes leave out letters that are easily misread; SA, SD and SS are not given out. */
static void choose_letters(char letters[3], struct dice *dice)
{
	static const char alphabet[] = "ABCDEGHJKLMNPRSTVWXZ";

	do {
		letters[0] = alphabet[dice_below(dice, CHOICES(alphabet) - 1)];
		letters[1] = alphabet[dice_below(dice, CHOICES(alphabet) - 1)];
		letters[2] = '\0';
	} while (letters[0] == 'S' && (letters[1] == 'A' || letters[1] == 'D' || letters[1] == 'S'));
}

static int32_t choose_provider(const struct draft *draft, struct dice *dice, int32_t postcode)
{
	int32_t *weights = memory_allocate((size_t)draft->provider_count, sizeof *weights), sum = 0;

	for (int32_t i = 0; i < draft->provider_count; i++)
		sum += weights[i] = draft->providers[i].area[postcode] ? draft->providers[i].family_weight : 0;
	/* In a hole she has registered with one that does not come there. */
	int32_t provider = sum > 0 ? dice_weighted(dice, weights, draft->provider_count) : 0;
	free(weights);
	return provider;
}

/* How many births come so many days from their due date or later, as the curve has it. */
static int32_t sum_curve(int32_t first)
{
	int32_t sum = 0;

	for (int32_t days = first; days <= BIRTHS_LATEST; days++)
		sum += (int32_t)births_weight(days);
	return sum;
}

/* Days from the plan date. Due dates lie evenly, up to the last that is known; but of those that are past only births
 * count that are still in care or still to come. rank is her place among the clients: most due dates are spread by it,
 * so that small regions are not empty by chance. */
static int32_t choose_due(struct dice *dice, const struct draft_options *options, int32_t rank)
{
	int32_t due = -DRAFT_PAST_DAYS - BIRTHS_LATEST, total = 0;

	for (int32_t day = due; day < options->expected_days; day++)
		total += sum_curve(-DRAFT_PAST_DAYS - day);
	int32_t place = dice_below(dice, total);
	if (dice_chance(dice, EVEN_BIRTHS_PERMILLE))
		place = (int32_t)((int64_t)rank * total / options->client_count);
	while ((place -= sum_curve(-DRAFT_PAST_DAYS - due)) >= 0)
		due++;
	return due;
}

/* Days from the plan date: a day of the curve, given that it is still in care or still to come. */
static int32_t choose_birth(struct dice *dice, int32_t due)
{
	int32_t day = due + BIRTHS_EARLIEST;

	if (day < -DRAFT_PAST_DAYS)
		day = -DRAFT_PAST_DAYS;
	int32_t place = dice_below(dice, sum_curve(day - due));
	while ((place -= (int32_t)births_weight(day - due)) >= 0)
		day++;
	return day;
}

static void choose_dates(struct draft_client *client, struct dice *dice, const struct draft_options *options,
			 int32_t rank)
{
	int32_t due = choose_due(dice, options, rank), birth = choose_birth(dice, due);
	bool born = birth < 0 || (birth == 0 && dice_chance(dice, 500));
	bool planned = dice_chance(dice, PLANNED_PERMILLE) && birth <= PLANNED_KNOWN_DAYS;
	int32_t week =
		choose(dice, registration_weeks, registration_weights[client->group], CHOICES(registration_weeks));

	client->birth_day = born ? options->plan_date + birth : DAY_NONE;
	client->expected_day = !born && planned ? options->plan_date + birth : DAY_NONE;
	client->due_day = options->plan_date + due;
	client->registered_day = client->due_day - (40 - week) * 7 - dice_below(dice, 7);
	client->home_from_day = DAY_NONE;
	if (born && dice_chance(dice, LATE_HOME_PERMILLE))
		client->home_from_day = client->birth_day + 1 + dice_below(dice, 2);
}

static void choose_hours(struct draft_client *client, struct dice *dice)
{
	client->indicated = HOUR * choose(dice, indicated_hours, indicated_weights, CHOICES(indicated_hours));
	client->medical = HOUR * choose(dice, medical_hours, medical_weights, CHOICES(medical_hours));
	if (client->medical > client->indicated - DRAFT_MINIMUM_MINUTES)
		client->medical = client->indicated - DRAFT_MINIMUM_MINUTES;
	client->digital = HOUR * choose(dice, digital_hours, digital_weights, CHOICES(digital_hours));
	client->consent = client->digital > 0 && dice_chance(dice, CONSENT_PERMILLE);
	client->care_days = client->indicated == 80 * HOUR && dice_chance(dice, LONG_CARE_PERMILLE) ? 10 : DRAFT_NONE;
	client->minimum = dice_chance(dice, OWN_MINIMUM_PERMILLE) ? 3 * HOUR * (6 + dice_below(dice, 2)) : DRAFT_NONE;
	client->declined = 0;
	if (dice_chance(dice, DECLINED_PERMILLE))
		client->declined = declined_minutes[dice_below(dice, CHOICES(declined_minutes))];
}

static struct draft_client make_client(const struct draft *draft, struct dice *dice, const int32_t *weights,
				       int32_t rank)
{
	static const int32_t mixing[3][3] = {{6, 3, 1}, {2, 6, 2}, {1, 3, 6}}; /* streets are not all of one kind */
	struct draft_client client = {.caregiver = DRAFT_NONE};

	client.postcode = draft->places[dice_weighted(dice, weights, draft->place_count)];
	client.group = dice_weighted(dice, mixing[draft->groups[client.postcode]], 3);
	choose_letters(client.letters, dice);
	client.provider = choose_provider(draft, dice, client.postcode);
	client.insurer = dice_below(dice, DRAFT_INSURERS);
	choose_dates(&client, dice, draft->options, rank);
	choose_hours(&client, dice);
	return client;
}

static int compare_clients(const void *left, const void *right)
{
	const struct draft_client *a = left, *b = right;
	int32_t x = draft_told_day(a), y = draft_told_day(b);

	if (x != y)
		return x < y ? -1 : 1;
	if (a->postcode != b->postcode)
		return a->postcode < b->postcode ? -1 : 1;
	int letters = (a->letters[0] - b->letters[0]) * 256 + a->letters[1] - b->letters[1];
	return letters != 0 ? letters : (a->due_day > b->due_day) - (a->due_day < b->due_day);
}

/* Two registrations with one postcode and due date would look like one family registered twice. */
static bool is_double(const struct draft *draft, int32_t count, const struct draft_client *client)
{
	for (int32_t i = 0; i < count; i++) {
		const struct draft_client *other = &draft->clients[i];
		if (other->postcode == client->postcode && other->due_day == client->due_day &&
		    other->letters[0] == client->letters[0] && other->letters[1] == client->letters[1])
			return true;
	}
	return false;
}

void draft_make_families(struct draft *draft)
{
	struct dice dice = dice_start(draft->options->seed, 'f');
	int32_t *weights = memory_allocate((size_t)draft->place_count, sizeof *weights);

	for (int32_t i = 0; i < draft->place_count; i++)
		weights[i] = (1 + dice_below(&dice, 8)) * (1 + draft->neighbours[draft->places[i]]);
	draft->clients = memory_allocate((size_t)draft->client_count, sizeof *draft->clients);
	for (int32_t i = 0; i < draft->client_count; i++)
		do
			draft->clients[i] = make_client(draft, &dice, weights, i);
		while (is_double(draft, i, &draft->clients[i]));
	if (draft->client_count > 1)
		qsort(draft->clients, (size_t)draft->client_count, sizeof *draft->clients, compare_clients);
	for (int32_t i = 0; i < draft->client_count; i++)
		snprintf(draft->clients[i].key, DRAFT_KEY_SIZE, "K%05d", (int)(i + 1) % 100000);
	free(weights);
}
