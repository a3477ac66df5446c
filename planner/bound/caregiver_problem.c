/* All caregivers under prices. A caregiver's day earns most(h) with h units of visits and travel: an unbounded
 * knapsack, the same for a whole class, up to each one's availability. Her days hang together by the weekly limit and
 * the days in a row; where neither can bind they are solved one by one, else by a dynamic program over the days of a
 * block with states (days in a row so far, units used in the week). Exact. */
#include "planner/bound/caregiver_problem.h"

#include <assert.h>
#include <stdlib.h>

#include "planner/base/memory.h"
#include "planner/base/work.h"

struct caregiver_block {
	int32_t caregiver, first_day, end_day;
	int32_t limit; /* days in a row, 0 where the row cannot bind within the block */
	int32_t row;   /* days in a row before it */
	bool single;   /* neither limit binds: day by day */
};

static int32_t available(const struct caregiver_problem *c, int32_t caregiver, int32_t day)
{
	return problem_available_units(c->problem, caregiver, day);
}

/* Days in a row that could be worked up to and including this day, were all availability used. */
static int32_t longest_row(const struct caregiver_problem *c, int32_t caregiver, int32_t day)
{
	int32_t row = 0;

	while (day >= 0 && available(c, caregiver, day) > 0) {
		row++;
		day--;
	}
	return row + (day < 0 ? c->problem->caregivers[caregiver].past_run : 0);
}

static int32_t week_end(const struct caregiver_problem *c, int32_t day)
{
	const int32_t *week = c->problem->week_of_day;
	int32_t end = day + 1;

	while (end < c->problem->day_count && week[end] == week[day])
		end++;
	return end;
}

/* Whole weeks that a row over the limit runs through make one block. */
static struct caregiver_block next_block(const struct caregiver_problem *c, int32_t caregiver, int32_t first_day)
{
	const struct problem *problem = c->problem;
	int32_t limit = problem->caregivers[caregiver].row_limit, end = first_day, offered = 0;
	int32_t week_free = problem->week_free_units[caregiver * problem->week_count + problem->week_of_day[first_day]];
	bool row_binds = false, more = true;

	while (more) {
		int32_t day = end;
		end = week_end(c, end);
		for (; day < end; day++) {
			offered += available(c, caregiver, day);
			row_binds |=
				limit > 0 && available(c, caregiver, day) > 0 && longest_row(c, caregiver, day) > limit;
		}
		more = false;
		int32_t row_end = end; /* does a row that reaches into the next week get too long there? */
		while (limit > 0 && end < problem->day_count && row_end < problem->day_count &&
		       available(c, caregiver, row_end) > 0 && available(c, caregiver, end - 1) > 0) {
			more |= longest_row(c, caregiver, row_end) > limit;
			row_end++;
		}
	}
	return (struct caregiver_block){
		.caregiver = caregiver,
		.first_day = first_day,
		.end_day = end,
		.limit = row_binds ? limit : 0,
		.row = first_day == 0 ? problem->caregivers[caregiver].past_run : 0,
		.single = !row_binds && offered <= week_free,
	};
}

void caregiver_problem_build(struct caregiver_problem *c, const struct problem *problem, const struct classes *classes)
{
	size_t class_days = (size_t)classes->count * (size_t)problem->day_count;

	*c = (struct caregiver_problem){.problem = problem, .classes = classes};
	c->class_available = classes_find_longest(classes, problem);
	for (size_t i = 0; i < class_days; i++)
		if (c->class_available[i] + problem->policy->travel_units + 1 > c->load_count)
			c->load_count = c->class_available[i] + problem->policy->travel_units + 1;
	for (int32_t k = 0; k < problem->caregiver_count; k++)
		for (int32_t day = 0; day < problem->day_count;) {
			struct caregiver_block block = next_block(c, k, day);
			memory_grow(c->blocks, c->block_count, c->block_capacity);
			c->blocks[c->block_count++] = block;
			day = block.end_day;
		}
	c->loads = memory_allocate((size_t)problem->day_count, sizeof *c->loads);
	c->days = memory_allocate(class_days, sizeof *c->days);
	c->earnings = memory_allocate(class_days * (size_t)c->load_count, sizeof *c->earnings);
	c->lengths = memory_allocate(class_days * (size_t)c->load_count, sizeof *c->lengths);
	for (size_t i = 0; i < class_days; i++)
		c->days[i] = (struct day_earnings){c->earnings + i * (size_t)c->load_count,
						   c->lengths + i * (size_t)c->load_count};
}

void caregiver_problem_free(struct caregiver_problem *c)
{
	free(c->class_available);
	free(c->days);
	free(c->earnings);
	free(c->lengths);
	free(c->blocks);
	free(c->layers);
	free(c->loads);
	*c = (struct caregiver_problem){0};
}

/* most[x]: x counts every visit with a journey; the first one needs none, so loads are shifted by one journey. */
static void fill_day(const struct caregiver_problem *c, const struct prices *prices, int32_t class_index, int32_t day)
{
	int64_t at = classes_place(c->classes->count, class_index, day);
	int32_t travel = c->problem->policy->travel_units;
	struct day_earnings *earnings = &c->days[at];
	const int64_t *price = prices_of(prices, class_index, day);
	int32_t paid[POLICY_VISIT_UNITS_MOST], paid_count = 0;

	assert(prices->length_count <= POLICY_VISIT_UNITS_MOST + 1); /* a length left out would be a bound too high */
	for (int32_t units = 1; units < prices->length_count; units++)
		if (price[units] > 0)
			paid[paid_count++] = units;
	work_add(WORK_CAREGIVER_CELLS, (int64_t)paid_count * (c->class_available[at] + travel));
	earnings->most[0] = 0;
	earnings->length[0] = 0;
	for (int32_t x = 1; x <= c->class_available[at] + travel; x++) {
		int64_t most = earnings->most[x - 1];
		int32_t length = 0;
		for (int32_t j = 0; j < paid_count && paid[j] + travel <= x; j++) {
			int64_t with = earnings->most[x - paid[j] - travel] + price[paid[j]];
			if (with > most) {
				most = with;
				length = paid[j];
			}
		}
		earnings->most[x] = most;
		earnings->length[x] = length;
	}
}

static int64_t most_on_day(const struct caregiver_problem *c, int32_t class_index, int32_t day, int32_t load)
{
	return c->days[classes_place(c->classes->count, class_index, day)]
		.most[load + c->problem->policy->travel_units];
}

/* Takes the visits of a day with so much load off use. */
static void offer_day(const struct caregiver_problem *c, const struct prices *prices, int32_t class_index, int32_t day,
		      int32_t load, excess_demand *use)
{
	const struct day_earnings *earnings = &c->days[classes_place(c->classes->count, class_index, day)];
	excess_demand *counts = use + classes_place(prices->class_count, class_index, day) * prices->length_count;
	int32_t travel = c->problem->policy->travel_units;

	for (int32_t x = load + travel; x > 0;) {
		int32_t length = earnings->length[x];
		if (length > 0)
			counts[length]--;
		x -= length > 0 ? length + travel : 1;
	}
}

static int64_t solve_single(const struct caregiver_problem *c, const struct prices *prices,
			    const struct caregiver_block *block, excess_demand *use, int32_t *open_units)
{
	int32_t class_index = c->classes->of_caregiver[block->caregiver];
	int64_t total = 0;

	for (int32_t day = block->first_day; day < block->end_day; day++) {
		int32_t load = available(c, block->caregiver, day);
		if (load == 0)
			continue;
		total += most_on_day(c, class_index, day, load);
		if (use == NULL)
			continue;
		offer_day(c, prices, class_index, day, load, use);
		open_units[classes_place(c->classes->count, class_index, day)] +=
			load + c->problem->policy->travel_units;
	}
	return total;
}

/* States of a block's dynamic program: days in a row 0 .. rows - 1, loads of the week 0 .. loads - 1. Layer 2 * offset
 * holds what was earned before a day; where the day starts a week, layer 2 * offset + 1 holds it with nothing used yet.
 */
struct states {
	int32_t rows, loads;
};

static int64_t *state_of(struct caregiver_problem *c, struct states states, int32_t layer, int32_t row, int32_t load)
{
	return c->layers + ((int64_t)layer * states.rows + row) * states.loads + load;
}

static bool starts_week(const struct caregiver_problem *c, const struct caregiver_block *block, int32_t offset)
{
	const int32_t *week = c->problem->week_of_day;
	int32_t day = block->first_day + offset;

	return offset > 0 && week[day] != week[day - 1];
}

static int32_t layer_before(const struct caregiver_problem *c, const struct caregiver_block *block, int32_t offset)
{
	return 2 * offset + starts_week(c, block, offset);
}

static int32_t week_limit(const struct caregiver_problem *c, const struct caregiver_block *block, int32_t day)
{
	return c->problem->week_free_units[block->caregiver * c->problem->week_count + c->problem->week_of_day[day]];
}

/* The largest load of a week that matters: what is offered, or the limit. */
static struct states size_states(const struct caregiver_problem *c, const struct caregiver_block *block)
{
	struct states states = {block->limit > 0 ? block->limit + 1 : 1, 1};

	for (int32_t day = block->first_day; day < block->end_day;) {
		int32_t end = week_end(c, day), offered = 0, limit = week_limit(c, block, day);
		for (; day < end; day++)
			offered += available(c, block->caregiver, day);
		int32_t loads = (offered < limit ? offered : limit) + 1;
		states.loads = loads > states.loads ? loads : states.loads;
	}
	return states;
}

static void start_week(struct caregiver_problem *c, struct states states, int32_t offset)
{
	for (int32_t row = 0; row < states.rows; row++) {
		const int64_t *from = state_of(c, states, 2 * offset, row, 0);
		int64_t *to = state_of(c, states, 2 * offset + 1, row, 0);
		to[0] = from[0];
		for (int32_t load = 1; load < states.loads; load++) {
			to[0] = from[load] > to[0] ? from[load] : to[0];
			to[load] = -COSTS_NEVER;
		}
	}
}

static void work_day(struct caregiver_problem *c, const struct caregiver_block *block, struct states states,
		     int32_t offset)
{
	int32_t day = block->first_day + offset, class_index = c->classes->of_caregiver[block->caregiver];
	int32_t limit = week_limit(c, block, day), offered = available(c, block->caregiver, day);
	int32_t loads = limit < states.loads - 1 ? limit : states.loads - 1;
	int32_t before = layer_before(c, block, offset), after = 2 * (offset + 1);
	int64_t *rest = state_of(c, states, after, 0, 0), cells = 0;

	for (int32_t i = 0; i < states.rows * states.loads; i++)
		rest[i] = -COSTS_NEVER;
	for (int32_t row = 0; row < states.rows; row++) {
		const int64_t *from = state_of(c, states, before, row, 0);
		int32_t next = states.rows > 1 ? row + 1 : 0;
		for (int32_t load = 0; load <= loads; load++)
			rest[load] = from[load] > rest[load] ? from[load] : rest[load];
		if (next == states.rows)
			continue;
		int64_t *to = state_of(c, states, after, next, 0), earned_before = 0;
		for (int32_t work = 1; work <= offered; work++) {
			int64_t earned = most_on_day(c, class_index, day, work);
			if (earned == earned_before)
				continue; /* longer, for no more */
			earned_before = earned;
			cells += loads >= work ? loads - work + 1 : 0;
			for (int32_t load = 0; load + work <= loads; load++)
				if (from[load] + earned > to[load + work])
					to[load + work] = from[load] + earned;
		}
	}
	work_add(WORK_CAREGIVER_CELLS, cells);
}

struct place {
	int32_t row, load;
};

static struct place best_place(struct caregiver_problem *c, struct states states, int32_t layer)
{
	struct place best = {0, 0};

	for (int32_t row = 0; row < states.rows; row++)
		for (int32_t load = 0; load < states.loads; load++)
			if (*state_of(c, states, layer, row, load) > *state_of(c, states, layer, best.row, best.load))
				best = (struct place){row, load};
	return best;
}

/* From the place after a day to the place before it; the day's load, 0 for a day off. */
static int32_t step_back(struct caregiver_problem *c, const struct caregiver_block *block, struct states states,
			 int32_t offset, struct place *place)
{
	int32_t day = block->first_day + offset, class_index = c->classes->of_caregiver[block->caregiver];
	int32_t layer = layer_before(c, block, offset), before = states.rows > 1 ? place->row - 1 : 0;
	int64_t value = *state_of(c, states, 2 * (offset + 1), place->row, place->load);

	for (int32_t row = 0; place->row == 0 && row < states.rows; row++)
		if (*state_of(c, states, layer, row, place->load) == value) {
			place->row = row;
			return 0;
		}
	for (int32_t work = 1; work <= place->load && work <= available(c, block->caregiver, day); work++)
		if (*state_of(c, states, layer, before, place->load - work) + most_on_day(c, class_index, day, work) ==
		    value) {
			*place = (struct place){before, place->load - work};
			return work;
		}
	return 0;
}

/* The load at the end of the week before. */
static void step_into_last_week(struct caregiver_problem *c, struct states states, int32_t offset, struct place *place)
{
	int64_t value = *state_of(c, states, 2 * offset + 1, place->row, 0);

	place->load = 0;
	while (*state_of(c, states, 2 * offset, place->row, place->load) != value)
		place->load++;
}

/* Time of a block's days that could still be worked: what is offered, and what the week has left beside it. */
static void open_block(const struct caregiver_problem *c, const struct caregiver_block *block, const int32_t *loads,
		       int32_t *open_units)
{
	int32_t class_index = c->classes->of_caregiver[block->caregiver], travel = c->problem->policy->travel_units;

	for (int32_t day = block->first_day; day < block->end_day;) {
		int32_t end = week_end(c, day), left = week_limit(c, block, day);
		for (int32_t at = day; at < end; at++)
			left -= loads[at - block->first_day];
		for (; day < end; day++) {
			int32_t load = loads[day - block->first_day], idle = available(c, block->caregiver, day) - load;
			int32_t more = idle < left ? idle : left;
			left -= more;
			if (load + more > 0)
				open_units[classes_place(c->classes->count, class_index, day)] += load + more + travel;
		}
	}
}

static int64_t solve_block(struct caregiver_problem *c, const struct prices *prices,
			   const struct caregiver_block *block, excess_demand *use, int32_t *open_units)
{
	struct states states = size_states(c, block);
	int32_t days = block->end_day - block->first_day, class_index = c->classes->of_caregiver[block->caregiver];
	int64_t size = (int64_t)(2 * days + 1) * states.rows * states.loads;

	if (size > c->layer_capacity) {
		c->layers = memory_resize(c->layers, (size_t)size, sizeof *c->layers);
		c->layer_capacity = size;
	}
	for (int32_t i = 0; i < states.rows * states.loads; i++)
		c->layers[i] = -COSTS_NEVER;
	*state_of(c, states, 0, block->row < states.rows ? block->row : states.rows - 1, 0) = 0;
	for (int32_t offset = 0; offset < days; offset++) {
		if (starts_week(c, block, offset))
			start_week(c, states, offset);
		work_day(c, block, states, offset);
	}
	struct place place = best_place(c, states, 2 * days);
	int64_t total = *state_of(c, states, 2 * days, place.row, place.load);
	for (int32_t offset = days - 1; use != NULL && offset >= 0; offset--) {
		c->loads[offset] = step_back(c, block, states, offset, &place);
		if (c->loads[offset] > 0)
			offer_day(c, prices, class_index, block->first_day + offset, c->loads[offset], use);
		if (starts_week(c, block, offset))
			step_into_last_week(c, states, offset, &place);
	}
	if (use != NULL)
		open_block(c, block, c->loads, open_units);
	return total;
}

int64_t caregiver_problem_solve(struct caregiver_problem *c, const struct prices *prices, excess_demand *use,
				int32_t *open_units)
{
	int64_t total = 0;

	for (int32_t class_index = 0; class_index < c->classes->count; class_index++)
		for (int32_t day = 0; day < c->problem->day_count; day++)
			if (c->class_available[classes_place(c->classes->count, class_index, day)] > 0)
				fill_day(c, prices, class_index, day);
	for (int32_t i = 0; i < c->block_count; i++)
		total += c->blocks[i].single ? solve_single(c, prices, &c->blocks[i], use, open_units)
					     : solve_block(c, prices, &c->blocks[i], use, open_units);
	return total;
}
