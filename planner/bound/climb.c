#include "planner/bound/climb.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/elementary.h"
#include "planner/base/memory.h"
#include "planner/bound/relaxation_private.h"

/* Momentum and scaling of the steps, both freed of their beginning at 0: D. P. Kingma and J. Ba, 2015, Adam. */
#define MOMENTUM 0.8
#define SPREAD 0.99          /* how slowly the mean of squares follows the gradients */
#define TOLERATED_STEPS 1.0F /* prices that differ by less than so many steps count as equal */
#define KEPT_FIRST 4.0       /* first weight of a kept tier */
#define KEPT_MOST 2000.0
#define PRICE_MOST 4096.0F /* in planning units; nothing is worth more, and sums stay far within 64 bits */
#define HALF_TURN 3.14159265358979323846

/* First steps of the prices, in planning units (visits for presence); they fall to 0 with the work done. Measured on
 * regions of 76, 272 and 1372 clients: a visit of presence is worth a tenth of what one of hours is. */
struct pace {
	float visit, unit, length; /* of a visit's price, of a unit's, of one length's own */
	float kept;                /* of the logarithm of a kept weight */
	float pooled, pooled_kept; /* factors while all classes share a price, which has farther to go */
};

static const struct pace paces[KIND_COUNT] = {
	[KIND_MINIMUM] = {0.25F, 0.01F, 0.02F, 0.1F, 2, 2},
	[KIND_PRESENCE] = {0.014F, 0.0006F, 0.0011F, 0.006F, 2, 2},
	[KIND_MEDICAL] = {0.25F, 0.01F, 0.02F, 0.1F, 2, 2},
	[KIND_GUARANTEED] = {0.25F, 0.04F, 0.04F, 0.1F, 20, 4},
	[KIND_REMAINING] = {0.25F, 0.04F, 0.04F, 0.1F, 20, 4},
};

/* One number that is steered by its gradient: value, mean of gradients and of their squares. */
struct steered {
	float value, mean, square;
};

static void steer(struct steered *x, float gradient, float step)
{
	x->mean += (float)(1 - MOMENTUM) * (gradient - x->mean);
	x->square += (float)(1 - SPREAD) * (gradient * gradient - x->square);
	if (x->square > 1e-12F)
		x->value += step * x->mean / sqrtf(x->square);
}

/* Prices as they are steered: a visit's, a unit's, and each length's own, per class and day. */
struct steering {
	int64_t class_days;
	int32_t class_count, length_count, middle;
	bool pooled; /* all classes of a day have the prices of its first place */
	struct steered *visit, *unit, *length;
	struct steered kept[TIER_COUNT]; /* logarithms */
};

static void steering_build(struct steering *steering, const struct prices *prices, const struct problem *problem,
			   bool pooled)
{
	*steering = (struct steering){
		.class_days = (int64_t)prices->class_count * prices->day_count,
		.class_count = prices->class_count,
		.pooled = pooled,
		.length_count = prices->length_count,
		.middle = problem->policy->min_visit_units,
	};
	steering->visit = memory_allocate((size_t)steering->class_days, sizeof *steering->visit);
	steering->unit = memory_allocate((size_t)steering->class_days, sizeof *steering->unit);
	steering->length =
		memory_allocate((size_t)steering->class_days * (size_t)prices->length_count, sizeof *steering->length);
	for (int64_t i = 0; i < steering->class_days * prices->length_count; i++)
		steering->length[i].value = (float)((double)prices->visit[i] / (double)PRICES_SCALE);
	for (int t = 0; t < TIER_COUNT; t++)
		steering->kept[t].value = (float)elementary_log(
			prices->kept[t] > 0 ? (double)prices->kept[t] / (double)PRICES_KEPT_SCALE : KEPT_FIRST);
}

static void steering_free(struct steering *steering)
{
	free(steering->visit);
	free(steering->unit);
	free(steering->length);
}

static int64_t steering_place(const struct steering *steering, int64_t place)
{
	return steering->pooled ? place - place % steering->class_count : place;
}

static void write_prices(const struct steering *steering, const struct relaxation *r, struct prices *prices)
{
	for (int64_t i = 0; i < steering->class_days; i++) {
		int64_t place = steering_place(steering, i);
		for (int32_t units = 1; units < steering->length_count; units++) {
			int64_t at = i * steering->length_count + units;
			float price = steering->visit[place].value +
				      steering->unit[place].value * (float)(units - steering->middle) +
				      steering->length[place * steering->length_count + units].value;
			price = price < PRICE_MOST ? price : PRICE_MOST;
			prices->visit[at] =
				price > 0 && r->clients.wanted[at] ? (int64_t)(price * (float)PRICES_SCALE) : 0;
			if (units > r->caregivers.class_available[i])
				prices->visit[at] = COSTS_NOBODY;
		}
	}
	for (int t = 0; t < TIER_COUNT; t++)
		prices->kept[t] = (int64_t)(elementary_exp(steering->kept[t].value) * (double)PRICES_KEPT_SCALE);
}

/* Where the caregivers have time for all that clients take, a length that costs nothing stays so: a caregiver who earns
 * nothing by it may offer it as well as not. */
static void steer_class_day(struct steering *steering, int64_t i, const excess_demand *use, bool has_time,
			    const struct prices *trial, const struct pace *pace, float part)
{
	int32_t visits = 0, units = 0;

	for (int32_t length = 1; length < steering->length_count; length++) {
		int64_t at = i * steering->length_count + length;
		int32_t gradient = has_time && use[at] > 0 && trial->visit[at] == 0 ? 0 : use[at];
		if (gradient == 0 && steering->length[at].mean == 0)
			continue;
		visits += gradient;
		units += gradient * (length - steering->middle);
		steer(&steering->length[at], (float)gradient, part * pace->length);
	}
	steer(&steering->visit[i], (float)visits, part * pace->visit);
	steer(&steering->unit[i], (float)units, part * pace->unit);
}

/* Adds up what all classes of a day use, at the place of the first; likewise their time. */
static void pool_day(const struct steering *steering, int64_t first, excess_demand *use, int32_t *open_units)
{
	for (int64_t i = first + 1; i < first + steering->class_count; i++) {
		open_units[first] += open_units[i];
		for (int32_t length = 1; length < steering->length_count; length++)
			use[first * steering->length_count + length] += use[i * steering->length_count + length];
	}
}

static void steer_kept(struct steering *steering, const struct relaxation *r, enum tier tier,
		       const struct values *reached, float part)
{
	float most = (float)elementary_log(KEPT_MOST);

	for (int t = 0; t < (int)tier; t++) {
		double over = r->term_sums[t] - (double)reached->scaled[t] / (double)VALUES_SCALE;
		steer(&steering->kept[t], (float)over, part * paces[problem_kind(r->problem, tier)].kept);
		if (steering->kept[t].value > most)
			steering->kept[t].value = most;
	}
}

static void copy_prices(struct prices *to, const struct prices *from)
{
	memcpy(to->visit, from->visit,
	       (size_t)from->class_count * (size_t)from->day_count * (size_t)from->length_count * sizeof *from->visit);
	memcpy(to->kept, from->kept, sizeof to->kept);
}

/* From 1 down to 0, ever more slowly: what is left to be won shrinks, and so must the noise of the steps. */
static float wave_at(const struct climb *climb, int step)
{
	float wave = 0.5F + 0.5F * (float)elementary_cosine(HALF_TURN * step / climb->steps);

	return wave * wave;
}

/* What the means have not seen yet: MOMENTUM and SPREAD to the power of the steps made. */
struct unseen {
	double mean, square;
};

/* Means that began at 0 are too small by what they have not seen yet. */
static float unbias(struct unseen *unseen)
{
	unseen->mean *= MOMENTUM;
	unseen->square *= SPREAD;
	return (float)(sqrt(1 - unseen->square) / (1 - unseen->mean));
}

int64_t climb_prices(struct relaxation *r, struct prices *prices, enum tier tier, const struct values *reached,
		     struct climb climb)
{
	const struct pace *first = &paces[problem_kind(r->problem, tier)];
	float pace = climb.pace * (climb.pooled ? first->pooled : 1);
	float kept_pace = climb.pace * (climb.pooled ? first->pooled_kept : 1);
	struct steering steering;
	struct unseen unseen = {1, 1};
	struct prices trial;
	size_t count = (size_t)prices->class_count * (size_t)prices->day_count * (size_t)prices->length_count;
	excess_demand *use = memory_allocate(count, sizeof *use);
	int64_t best = -1;

	steering_build(&steering, prices, r->problem, climb.pooled);
	prices_reset(&trial, r->classes, r->problem);
	for (int step = 0; step < climb.steps && best < climb.goal; step++) {
		float part = wave_at(&climb, step);
		write_prices(&steering, r, &trial);
		if (climb.sharing)
			r->clients.tolerance =
				(int64_t)(part * pace * first->visit * TOLERATED_STEPS * (float)PRICES_SCALE);
		memset(use, 0, count * sizeof *use);
		int64_t bound = relaxation_scale_bound(relaxation_evaluate(r, &trial, tier, reached, use));
		if (bound > best) {
			best = bound;
			copy_prices(prices, &trial);
		}
		part *= unbias(&unseen);
		for (int64_t i = 0; i < steering.class_days; i += climb.pooled ? steering.class_count : 1) {
			if (climb.pooled)
				pool_day(&steering, i, use, r->clients.open_units);
			steer_class_day(&steering, i, use, climb.sharing && r->clients.open_units[i] >= 0, &trial,
					first, part * pace);
		}
		steer_kept(&steering, r, tier, reached, part * kept_pace);
	}
	for (int t = 0; t < (int)tier; t++) /* a rule needs no weight */
		prices->kept[t] = r->clients.kept_as_rule[t] ? 0 : prices->kept[t];
	r->clients.tolerance = 0;
	free(use);
	prices_free(&trial);
	steering_free(&steering);
	return best;
}

/* A bound that is lower than the value by less than this part of a unit meets it; the audit asks for no more. */
#define MEETING_PARTS 4000000

/* The work for each care day falls with the root of their number; in small regions steps are as much longer. With less
 * than a step for so many care days single prices only add noise. */
#define FULL_CARE_DAYS 3000
#define SMALL_MOST 3.0
#define STEP_CARE_DAYS 5

/* Where visits may be very long and care days very many (24 hours, 42 days) a step is a hundred times the work that
 * it is elsewhere (some 7,000 operations a care day: ten days, quarters of an hour). What is beyond either of these is
 * made up for by fewer steps. */
#define CARE_DAY_CELLS 10000
#define REGION_CELLS 4000000 /* of a whole region: a millisecond */

static int64_t count_care_days(const struct problem *problem)
{
	int64_t days = 1;

	for (int32_t i = 0; i < problem->client_count; i++)
		days += problem->clients[i].day_count;
	return days;
}

static int affordable_steps(const struct relaxation *r, int steps, int64_t care_days)
{
	int64_t cells = relaxation_count_cells(r), usual = CARE_DAY_CELLS * care_days;

	usual = usual > REGION_CELLS ? usual : REGION_CELLS;
	return cells > usual ? (int)((double)steps * (double)usual / (double)cells) : steps;
}

/* How far prices have to go differs from region to region by more than an order of magnitude, with how short it is and
 * with what the tiers kept are worth in this one. So prices that are shared by all classes are looked for with first
 * steps of several lengths, from the same beginning, and the best go on. */
static const float race_paces[] = {1, 5, 25, 100};
#define RACES ((int)(sizeof race_paces / sizeof *race_paces))
#define RACE_PART 0.1   /* of all steps, for each */
#define SINGLE_PART 0.6 /* of all steps, for the single prices */
/* Then a wide search, which leaves a bad beginning, and a close one. */
static const float single_paces[] = {2, 0.6F};
#define SINGLE_COUNT ((int)(sizeof single_paces / sizeof *single_paces))

/* Climbs from these prices or, with `anew`, from none; takes what is found where it proves more than `best`. Returns
 * the bound that the prices then prove. */
static int64_t climb_on(struct relaxation *r, struct prices *prices, int64_t best, enum tier tier,
			const struct values *reached, struct climb climb, bool anew)
{
	struct prices found;

	if (best >= climb.goal)
		return best;
	prices_reset(&found, r->classes, r->problem);
	if (!anew)
		copy_prices(&found, prices);
	int64_t bound = climb_prices(r, &found, tier, reached, climb);
	if (bound > best)
		copy_prices(prices, &found);
	prices_free(&found);
	return bound > best ? bound : best;
}

/* First one price a day for all: where many classes may serve a client, prices that differ by chance let her pick the
 * cheapest, and the bound drowns in that noise (1372 clients, presence: 11.1 after 500 steps, against 9.8 after 15,000
 * of single prices). Then single prices from there. */
int64_t climb_find_prices(struct relaxation *r, struct prices *prices, enum tier tier, const struct values *reached,
			  int steps)
{
	int64_t days = count_care_days(r->problem);
	double part = fmin(sqrt((double)FULL_CARE_DAYS / (double)days), SMALL_MOST), small = fmax(part, 1);
	int afforded = affordable_steps(r, steps, days), single_steps = (int)(afforded * SINGLE_PART * part);
	bool worthwhile = single_steps >= days / STEP_CARE_DAYS;
	struct climb climb = {.steps = 1 + (int)(afforded * (worthwhile ? RACE_PART : 1.0 / RACES) * small),
			      .goal = reached->scaled[tier] - VALUES_SCALE / MEETING_PARTS,
			      .sharing = true,
			      .pooled = true};

	int64_t best = -1;
	for (int i = 0; i < RACES; i++) {
		climb.pace = race_paces[i];
		best = climb_on(r, prices, best, tier, reached, climb, true);
	}
	climb.steps = 1 + single_steps / SINGLE_COUNT;
	climb.pooled = false;
	for (int i = 0; i < SINGLE_COUNT && worthwhile; i++) {
		climb.pace = single_paces[i] * (float)small;
		best = climb_on(r, prices, best, tier, reached, climb, false);
	}
	return best;
}
