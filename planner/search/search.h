/* The state of the search for plans: visits in slots, moves with an undo log, energies and walls.
 *
 * A slot is a care day of a client, a cell a day of a caregiver. Every change goes through search_set; a move is a few
 * such changes, then search_is_feasible, then search_keep or search_undo. Between moves the state obeys all rules.
 *
 * Energy is what a stage minimises: weights times the tiers' exact terms, and softs. It only steers; what is better is
 * decided by the exact tier values in `value` (as in values.h), and by the walls that no kept move may cross.
 */
#ifndef PLANNER_SEARCH_SEARCH_H
#define PLANNER_SEARCH_SEARCH_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#include "planner/plan/plan.h"
#include "planner/problem/problem.h"
#include "planner/plan/values.h"

#define SEARCH_FREE (-1)     /* caregiver of a slot without a visit */
#define SEARCH_CELL_FIRST 10 /* visits that a cell holds itself, in one line of the cache; few days have more */
#define SEARCH_LOG 64        /* most changes in one move; a longer move is given up */

/* Parts of a visit of the previous plan that are lost with other hours, per unit of which so many count; see
 * search_lost_part. */
#define SEARCH_OTHER_HOURS 0.8
#define SEARCH_OTHER_UNIT 0.02
#define SEARCH_UNITS_FAR 6

/* What a stage steers by, per unit of the exact terms (planning units; visits for presence). */
struct search_weights {
	double tier[TIER_COUNT];
	double mediated;  /* per planning unit by another provider */
	double caregiver; /* per caregiver of a client beyond max_caregivers */
	double team;      /* per caregiver of a client, also below it */
	double dropped;   /* per visit of the previous plan that is not there; less where only its hours are others */
	double digital;   /* per digital unit; with digital = always, per unit that could be digital and is not */
	double unit;      /* per planned unit, to keep visits short while only their number counts */
};

struct search_slot {
	int32_t client, day;
	int32_t caregiver, units; /* SEARCH_FREE and 0 without a visit */
	int32_t shortest, longest;
	int32_t points;                           /* what a visit is worth to presence */
	int32_t pinned;                           /* caregiver of a must, or SEARCH_FREE */
	int32_t candidate_first, candidate_count; /* slice of candidates: who could come */
	int32_t previous, previous_units;         /* of the previous plan; SEARCH_FREE: it has no visit then */
	float previous_worth;                     /* what that visit weighs if it is lost: more the sooner it is */
	int32_t position;                         /* in the cell's list, or in that of free slots */
	bool mediated;                            /* the visit is by another provider than the client's own */
};

struct search_cell {
	int32_t load;     /* visits and travel, units */
	int32_t capacity; /* availability, units */
	int32_t week;     /* index of the caregiver's week */
	int32_t count;    /* visits */
	int32_t most;     /* visits that there could ever be: every slot that the caregiver could serve that day */
	int32_t first[SEARCH_CELL_FIRST]; /* slots of the visits, see search_visit_of */
	int32_t more_first;               /* slice of more_slots: those beyond `first`, up to `most` */
};

struct search_member {
	int32_t caregiver;
	int32_t visits; /* planned */
	bool known;     /* from past visits */
};

struct search_client {
	int32_t slot_first, slot_count;
	int32_t planned, visits, points;    /* units, visits, and what those are worth to presence */
	int32_t left;                       /* units that she may get at most */
	int32_t member_first, member_count; /* slice of members: caregivers, planned or known */
	int32_t team;                       /* caregivers with planned or past visits */
	int64_t table;                      /* offset of her rows in the term and energy tables */
};

struct search_change {
	int32_t slot, caregiver, units; /* what was there */
};

struct search {
	const struct problem *problem;
	struct search_slot *slots;
	struct search_cell *cells; /* [caregiver * day_count + day] */
	struct search_client *clients;
	int32_t slot_count, cell_count;
	int32_t *free_slots; /* without a visit, in no order */
	int32_t free_count;
	int32_t *candidates;                /* caregivers */
	int32_t *more_slots;                /* slots of cells with many visits */
	int32_t *week_load, *week_capacity; /* [caregiver * week_count + week] */
	struct search_member *members;
	/* Tables by client and planned units 0..left: exact terms of the hour tiers, and the stage's energy. */
	int64_t *hour_terms; /* 3 per unit: minimum, medical, rest */
	double *hour_energy;
	int64_t *point_terms; /* of presence, by client and points 0..points_wanted, at point_table */
	double *point_energy;
	int64_t *point_table; /* [client] */
	struct search_weights weights;
	double energy;
	struct values value; /* exact */
	struct values wall;  /* no kept move makes a tier worse than this */
	int64_t mediated_units, excess_caregivers;
	int64_t dropped_visits; /* of the previous plan that are not there with the same hours */
	int64_t mediated_wall;  /* no kept move mediates more units */
	/* The move in hand. */
	struct search_change log[SEARCH_LOG];
	int32_t log_count;
	bool overflow;
	uint64_t random[2];
};

/* Builds the state with only the musts in it (at their shortest where their length is free). previous may be NULL. */
void search_build(struct search *search, const struct problem *problem, const struct plan *previous);
void search_free(struct search *search);

/* Sets the stage's weights and computes the energy anew. Not within a move. */
void search_weigh(struct search *search, const struct search_weights *weights);

/* Computes the energy anew under the same weights: wipes out rounding errors. Not within a move. */
void search_refresh(struct search *search);

/* Walls at the present values. */
void search_wall_here(struct search *search);
void search_wall_none(struct search *search);

/* What a tier comes to if every client had all caregivers to herself: no plan is better. */
int64_t search_floor(const struct search *search, enum tier tier);

/* What the tiers change by when a client gets units more (or fewer); she then holds no more than is left. */
struct values search_hour_change(const struct search *search, int32_t client, int32_t units);

/* Loads a plan that obeys the rules; visits that the state has no slot or candidate for are left out. */
void search_load(struct search *search, const struct plan *plan);

/* Writes visits and digital hours. */
void search_store(const struct search *search, struct plan *plan);

/* Digital units given; with digital = always, those that could be given and are not. */
int64_t search_digital_regret(const struct search *search);

/* Changes a slot: another caregiver, other units, or none (SEARCH_FREE, 0). Logged. */
void search_set(struct search *search, int32_t slot, int32_t caregiver, int32_t units);

/* Do the touched cells, weeks, rows of days and clients obey the rules, and the walls hold? */
bool search_is_feasible(const struct search *search);
bool search_is_within_walls(const struct search *search);

void search_keep(struct search *search);
void search_undo(struct search *search);

/* 0 <= result < limit; limit > 0.
 * xoroshiro128+ by David Blackman and Sebastiano Vigna (public domain): https://prng.di.unimi.it */
static inline uint32_t search_random(struct search *search, uint32_t limit)
{
	uint64_t a = search->random[0], b = search->random[1], sum = a + b;

	b ^= a;
	search->random[0] = ((a << 24) | (a >> 40)) ^ b ^ (b << 16);
	search->random[1] = (b << 37) | (b >> 27);
	return (uint32_t)(((sum >> 32) * limit) >> 32);
}

static inline struct search_cell *search_cell_of(const struct search *search, int32_t caregiver, int32_t day)
{
	return &search->cells[problem_cell(search->problem, caregiver, day)];
}

/* Where a cell keeps the slot of its visit number i, and that slot. */
static inline int32_t *search_place_of(const struct search *search, struct search_cell *cell, int32_t i)
{
	return i < SEARCH_CELL_FIRST ? &cell->first[i] : &search->more_slots[cell->more_first + i - SEARCH_CELL_FIRST];
}

static inline int32_t search_visit_of(const struct search *search, const struct search_cell *cell, int32_t i)
{
	return i < SEARCH_CELL_FIRST ? cell->first[i] : search->more_slots[cell->more_first + i - SEARCH_CELL_FIRST];
}

/* Free units of a cell for one more unit of care: under the day's availability and the week's limit. */
static inline int32_t search_room(const struct search *search, const struct search_cell *cell)
{
	int32_t day = cell->capacity - cell->load;
	int32_t week = search->week_capacity[cell->week] - search->week_load[cell->week];
	return day < week ? day : week;
}

/* What is lost of a slot's visit of the previous plan, in such visits, if this caregiver comes for so long: all of it
 * with somebody else, a part with other hours, the more the further they are apart. It only steers: a visit of other
 * hours counts as changed in full. */
static inline double search_lost_part(const struct search_slot *slot, int32_t caregiver, int32_t units)
{
	int32_t apart = units < slot->previous_units ? slot->previous_units - units : units - slot->previous_units;

	if (slot->previous == SEARCH_FREE || (caregiver == slot->previous && apart == 0))
		return 0;
	if (caregiver != slot->previous)
		return slot->previous_worth;
	return slot->previous_worth *
	       (SEARCH_OTHER_HOURS + SEARCH_OTHER_UNIT * (apart < SEARCH_UNITS_FAR ? apart : SEARCH_UNITS_FAR));
}

/* Change of energy when a client gets units more (or fewer). In the middle of a move she may hold more than is left;
 * the move must have shed that before it asks, for the table ends there. */
static inline double search_hour_gain(const struct search *search, int32_t client, int32_t units)
{
	const struct search_client *c = &search->clients[client];
	const double *energy = search->hour_energy + c->table;
	int32_t to = c->planned + units;

	assert(c->planned <= c->left);
	if (to < 0 || to > c->left)
		return 1e30;
	return energy[to] - energy[c->planned];
}

#endif
