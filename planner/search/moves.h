/* The moves of the search: each proposes a change of visits, with the hours around it settled, and leaves it in the
 * state's log for the caller to keep or undo. */
#ifndef PLANNER_SEARCH_MOVES_H
#define PLANNER_SEARCH_MOVES_H

#include <stdbool.h>

#include "planner/search/search.h"

enum move {
	MOVE_UNITS,    /* a few units longer or shorter, traded within a caregiver's day or week */
	MOVE_INSERT,   /* a visit on an uncovered care day */
	MOVE_REMOVE,   /* a visit less */
	MOVE_SHIFT,    /* drop one day, add another, same client */
	MOVE_EJECT,    /* insert where another client's visit goes elsewhere, or is dropped */
	MOVE_REASSIGN, /* another caregiver comes */
	MOVE_SWAP,     /* two clients of a day swap caregivers */
	MOVE_TEAM,     /* a caregiver whom she already has comes; whoever stands in the way swaps */
	MOVE_BACK,     /* a visit goes back to what it was in the previous plan */
	MOVE_COUNT
};

/* Proposes a move. False if nothing was found to try; the log is then empty. */
bool moves_propose(struct search *search, enum move move);

/* Puts this visit back to what it was in the previous plan, in one of several ways. False as above. */
bool moves_propose_back(struct search *search, int32_t slot);

/* Trades units within a cell until no single trade lowers the energy. Logged. */
void moves_settle(struct search *search, struct search_cell *cell);

#endif
