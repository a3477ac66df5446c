/* Shared by moves*.c only: where visits could go, and hours that follow from a move of visits. */
#ifndef PLANNER_SEARCH_MOVES_HOURS_H
#define PLANNER_SEARCH_MOVES_HOURS_H

#include "planner/search/moves.h"

static inline struct search_cell *moves_cell_of_slot(const struct search *s, const struct search_slot *slot)
{
	return search_cell_of(s, slot->caregiver, slot->day);
}

static inline void moves_lengthen(struct search *s, int32_t index, int32_t units)
{
	search_set(s, index, s->slots[index].caregiver, s->slots[index].units + units);
}

/* Somebody who could come on that day, at random; or SEARCH_FREE. */
int32_t moves_random_candidate(struct search *s, const struct search_slot *slot);

/* Units that the shortest visit takes of the cell, with travel. */
int32_t moves_needed_units(const struct search *s, const struct search_slot *slot, const struct search_cell *cell);

/* A candidate with room for the shortest visit, looked for from a random place on; or SEARCH_FREE. */
int32_t moves_roomy_candidate(struct search *s, const struct search_slot *slot, int32_t except);

/* A free care day of a client, at random; or SEARCH_FREE. */
int32_t moves_free_slot_of(struct search *s, int32_t client);

/* Puts a visit there at its shortest and lets the hours around it settle. */
bool moves_place(struct search *s, int32_t index, int32_t caregiver);

/* Could she come on that day, by area, contract and availability? */
bool moves_is_candidate(const struct search *s, const struct search_slot *slot, int32_t caregiver);

/* Units within what the slot's visits may last. */
int32_t moves_clamp_units(const struct search_slot *slot, int32_t units);

/* Somewhere else for a visit that had to go: another caregiver that day, or another day; or nowhere. */
bool moves_rehouse(struct search *s, int32_t index, int32_t not_with);

/* A move of moves.h, in a file of its own: a visit goes back to what it was in the previous plan, and what stands in
 * its way goes elsewhere. False: it cannot be tried; the log then holds what has been changed. */
bool moves_put_back(struct search *s, int32_t index);

/* Cells of the client's other visits: if she got or lost hours, her claim there has changed. */
void moves_settle_client(struct search *s, int32_t client, int32_t except);

/* Other visits of the week give way until the cell holds no more than it can; false if they cannot. */
bool moves_make_room(struct search *s, const struct search_cell *cell, int32_t except);

/* Her own longer visits give way until she holds no more than is left. */
bool moves_shed_own(struct search *s, int32_t client, int32_t except);

#endif
