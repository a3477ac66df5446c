#include "planner/search/anneal.h"

#include "planner/base/elementary.h"
#include "planner/base/progress.h"
#include "planner/base/work.h"

#define ROUND_MOVES 4096   /* proposals at one temperature */
#define REFRESH_ROUNDS 256 /* rounds after which rounding errors of the energy are wiped out */
#define LUCK_SIZE 4096

/* -ln of evenly spread chances: the energy that a move may cost, in temperatures. */
static void fill_luck(double luck[LUCK_SIZE])
{
	for (int i = 0; i < LUCK_SIZE; i++)
		luck[i] = -elementary_log((i + 0.5) / LUCK_SIZE);
}

/* One entry per share, so that a random entry is a random move. */
static uint32_t fill_deck(enum move deck[256], const int shares[MOVE_COUNT])
{
	uint32_t size = 0;

	for (int move = 0; move < MOVE_COUNT; move++)
		for (int i = 0; i < shares[move] && size < 256; i++)
			deck[size++] = (enum move)move;
	return size;
}

static bool is_enough(const struct search *s, const struct values *enough)
{
	for (int t = 0; t < TIER_COUNT; t++)
		if (s->value.scaled[t] > enough->scaled[t])
			return false;
	return true;
}

void anneal_run(struct search *s, const struct anneal_schedule *schedule)
{
	double luck[LUCK_SIZE];
	enum move deck[256];
	uint32_t deck_size = fill_deck(deck, schedule->shares);
	int64_t rounds = schedule->moves / ROUND_MOVES + 1;
	double cooling = elementary_log(schedule->cold / schedule->hot);

	if (s->slot_count == 0)
		return;
	fill_luck(luck);
	for (int64_t round = 0; round < rounds && !is_enough(s, &schedule->enough); round++) {
		double part = rounds > 1 ? (double)round / (double)(rounds - 1) : 1;
		double temperature = schedule->hot * elementary_exp(cooling * part);
		progress_show(schedule->stage, part);
		if (round % REFRESH_ROUNDS == 0)
			search_refresh(s);
		work_add(WORK_MOVES, ROUND_MOVES);
		for (int i = 0; i < ROUND_MOVES; i++) {
			double before = s->energy;
			if (!moves_propose(s, deck[search_random(s, deck_size)]))
				continue;
			double allowed = temperature * luck[search_random(s, LUCK_SIZE)];
			if (s->energy - before <= allowed && search_is_within_walls(s))
				search_keep(s);
			else
				search_undo(s);
		}
	}
}
