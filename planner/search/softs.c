#include "planner/search/softs.h"

#include "planner/base/work.h"
#include "planner/search/moves.h"

#define BACK_TRIES 12  /* ways in which one visit is put back: who has to make way for it is drawn */
#define BACK_PASSES 50 /* over all visits; each but the last has won something, and a few are enough */

struct soft_values softs_count(const struct search *s)
{
	return (struct soft_values){
		{s->mediated_units, s->excess_caregivers, s->dropped_visits, search_digital_regret(s)}};
}

bool softs_are_better(const struct soft_values *a, const struct soft_values *b)
{
	for (int i = 0; i < SOFT_COUNT; i++)
		if (a->amounts[i] != b->amounts[i])
			return a->amounts[i] < b->amounts[i];
	return false;
}

/* Keeps the move in hand if it makes better what comes after the tiers, which *now holds. Digital hours are counted
 * only where the rest is equal: that takes a look at every client. */
static bool keep_if_better(struct search *s, struct soft_values *now)
{
	struct soft_values then = *now;

	then.amounts[SOFT_MEDIATED] = s->mediated_units;
	then.amounts[SOFT_EXCESS] = s->excess_caregivers;
	then.amounts[SOFT_DROPPED] = s->dropped_visits;
	if (!softs_are_better(now, &then) && search_is_within_walls(s)) {
		then = softs_count(s);
		if (softs_are_better(&then, now)) {
			*now = then;
			search_keep(s);
			return true;
		}
	}
	search_undo(s);
	return false;
}

static bool put_back(struct search *s, int32_t index, struct soft_values *now)
{
	for (int try = 0; try < BACK_TRIES; try++) {
		if (!moves_propose_back(s, index))
			continue;
		if (keep_if_better(s, now))
			return true;
	}
	return false;
}

/* Somebody else comes, for as long: where that helps mediation, continuity or stability. */
static bool hand_over(struct search *s, int32_t index, struct soft_values *now)
{
	const struct search_slot *slot = &s->slots[index];

	if (slot->caregiver == SEARCH_FREE || slot->pinned != SEARCH_FREE)
		return false;
	for (int32_t j = 0; j < slot->candidate_count; j++) {
		int32_t caregiver = s->candidates[slot->candidate_first + j];
		if (caregiver == slot->caregiver)
			continue;
		search_set(s, index, caregiver, slot->units);
		if (!search_is_feasible(s))
			search_undo(s);
		else if (keep_if_better(s, now))
			return true;
	}
	return false;
}

void softs_walk_back(struct search *s, const struct values *wall)
{
	struct soft_values now = softs_count(s);
	bool better = true;

	s->wall = *wall;
	for (int pass = 0; better && pass < BACK_PASSES; pass++) {
		better = false;
		for (int32_t i = 0; i < s->slot_count; i++)
			if (put_back(s, i, &now) || hand_over(s, i, &now))
				better = true;
		work_add(WORK_MOVES, (int64_t)s->slot_count * BACK_TRIES);
	}
	search_wall_none(s);
}
