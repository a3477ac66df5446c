/* Shared by moves*.c only: hours that follow from a move of visits. */
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

/* Cells of the client's other visits: if she got or lost hours, her claim there has changed. */
void moves_settle_client(struct search *s, int32_t client, int32_t except);

/* Other visits of the week give way until the cell holds no more than it can; false if they cannot. */
bool moves_make_room(struct search *s, const struct search_cell *cell, int32_t except);

/* Her own longer visits give way until she holds no more than is left. */
bool moves_shed_own(struct search *s, int32_t client, int32_t except);

#endif
