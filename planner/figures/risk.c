#include "planner/figures/risk.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/day.h"
#include "planner/base/memory.h"

#define MILLION 1000000
#define Z 1.96                  /* of a normal distribution 95 % lie within so many standard deviations */
#define Z_TEN_THOUSANDTHS 38416 /* its square */
#define LEAST_PERCENT 1         /* probabilities nearer to 0 or 1 are not told apart from it when draws are planned */

/* What one draw says about one cell. */
struct sample {
	int32_t below, rostered; /* clients */
	int64_t minimum_short_ticks, short_ticks;
};

/* A cell, and the samples of those draws in which something is short; in the others all is 0. */
struct cell_sums {
	int32_t week, area;
	int32_t last_draw; /* the draw of the last sample; 0: there is none */
	struct sample *samples;
	size_t sample_count, sample_capacity;
};

struct cause_sums {
	struct risk_cause cause;
	int32_t last_draw; /* in which it took part */
};

/* What is added to, found by bisection. Pointers, so that one that is new takes its place in little time. */
struct risk_sums {
	struct cell_sums **cells; /* by week, then area */
	size_t cell_count, cell_capacity;
	struct cause_sums **causes; /* by compare_names */
	size_t cause_count, cause_capacity;
};

struct risk_interval risk_wilson(int32_t hits, int32_t draws)
{
	double n = draws, k = hits, middle = (k + Z * Z / 2) / (n + Z * Z);
	double half = Z / (n + Z * Z) * sqrt(k * (n - k) / n + Z * Z / 4);
	double low = hits == 0 ? 0 : floor((middle - half) * MILLION);
	double high = hits == draws ? MILLION : ceil((middle + half) * MILLION);

	return (struct risk_interval){(int32_t)low, (int32_t)high};
}

int64_t risk_draws_needed(int32_t hits, int32_t draws, int32_t error_millionths)
{
	int64_t permyriad = (int64_t)hits * 10000 / draws, least = LEAST_PERCENT * 100;
	int64_t error = error_millionths;

	permyriad = permyriad < least ? least : permyriad > 10000 - least ? 10000 - least : permyriad;
	/* z^2 p (1 - p) / error^2, rounded up */
	int64_t spread = Z_TEN_THOUSANDTHS * permyriad * (10000 - permyriad);
	return (spread + error * error - 1) / (error * error);
}

/* Sums of tables that somebody had a hand in must not overflow either. */
static int64_t add_capped(int64_t a, int64_t b, int64_t most)
{
	return a < most - b ? a + b : most;
}

/* Makes room at a place of an array of pointers. */
#define OPEN_PLACE(list, count, capacity, place)                                                     \
	do {                                                                                         \
		memory_grow(list, count, capacity);                                                  \
		memmove(&(list)[(place) + 1], &(list)[place], ((count) - (place)) * sizeof *(list)); \
		(count)++;                                                                           \
	} while (0)

static struct cell_sums *find_cell(struct risk_sums *sums, int32_t week, int32_t area)
{
	size_t low = 0, high = sums->cell_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		struct cell_sums *cell = sums->cells[middle];
		if (cell->week == week && cell->area == area)
			return cell;
		if (cell->week < week || (cell->week == week && cell->area < area))
			low = middle + 1;
		else
			high = middle;
	}
	OPEN_PLACE(sums->cells, sums->cell_count, sums->cell_capacity, low);
	sums->cells[low] = memory_allocate(1, sizeof *sums->cells[low]);
	*sums->cells[low] = (struct cell_sums){.week = week, .area = area};
	return sums->cells[low];
}

/* A week of an area counts for itself, for its week, for its area and for all. */
static void add_area(struct risk_sums *sums, const struct tally_row *row)
{
	bool is_short = row->below_minimum > 0 || row->minimum_short_ticks > 0 || row->short_ticks > 0;

	for (int wide = 0; wide < 4; wide++) {
		int32_t week = (wide & 1) != 0 ? DAY_NONE : row->week, area = (wide & 2) != 0 ? 0 : row->postcode;
		struct cell_sums *cell = find_cell(sums, week, area);
		if (!is_short)
			continue;
		if (cell->last_draw != row->draw) {
			memory_grow(cell->samples, cell->sample_count, cell->sample_capacity);
			cell->samples[cell->sample_count++] = (struct sample){0};
			cell->last_draw = row->draw;
		}
		struct sample *sample = &cell->samples[cell->sample_count - 1];
		sample->below = (int32_t)add_capped(sample->below, row->below_minimum, INT32_MAX);
		sample->rostered = (int32_t)add_capped(sample->rostered, row->below_rostered, INT32_MAX);
		sample->minimum_short_ticks =
			add_capped(sample->minimum_short_ticks, row->minimum_short_ticks, TALLY_TICKS_MOST);
		sample->short_ticks = add_capped(sample->short_ticks, row->short_ticks, TALLY_TICKS_MOST);
	}
}

static int compare_ticks(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return (a > b) - (a < b);
}

/* Rank, from 1, of the least value that percent of the draws do not exceed. */
static int32_t rank_of(int32_t draws, int32_t percent)
{
	return (int32_t)(((int64_t)draws * percent + 99) / 100);
}

/* Ranks that a quantile's interval reaches below and above its own. */
static int32_t rank_error(int32_t draws, int32_t percent)
{
	return (int32_t)ceil(Z * sqrt((double)draws * percent * (100 - percent)) / 100);
}

/* The values of one kind that the draws have in a cell, in their order. */
struct order {
	int64_t *values; /* ascending; those of draws without a sample, which are 0, go before them */
	int32_t zeros, count;
};

/* The samples' members at this offset. */
static void sort_ticks(struct order *order, const struct cell_sums *cell, size_t offset)
{
	for (size_t i = 0; i < cell->sample_count; i++)
		memcpy(&order->values[i], (const char *)&cell->samples[i] + offset, sizeof(int64_t));
	qsort(order->values, cell->sample_count, sizeof *order->values, compare_ticks);
}

static void sort_below(struct order *order, const struct cell_sums *cell)
{
	for (size_t i = 0; i < cell->sample_count; i++)
		order->values[i] = cell->samples[i].below;
	qsort(order->values, cell->sample_count, sizeof *order->values, compare_ticks);
}

/* The value of this rank, from 1. */
static int64_t value_of(const struct order *order, int32_t rank)
{
	return rank <= order->zeros ? 0 : order->values[rank - order->zeros - 1];
}

static void fill_cell(struct risk_cell *cell, const struct cell_sums *sums, struct order *order)
{
	int32_t n = order->count, rank = rank_of(n, 95), error = rank_error(n, 95);

	assert(sums->sample_count <= (size_t)n);
	order->zeros = n - (int32_t)sums->sample_count;
	*cell = (struct risk_cell){.week = sums->week, .area = sums->area};
	for (size_t i = 0; i < sums->sample_count; i++) {
		cell->draws_below += sums->samples[i].below > 0;
		cell->draws_rostered += sums->samples[i].rostered > 0;
	}
	cell->probability = risk_wilson(cell->draws_below, n);
	sort_below(order, sums);
	cell->below_median = value_of(order, rank_of(n, 50));
	sort_ticks(order, sums, offsetof(struct sample, short_ticks));
	cell->short_median_ticks = value_of(order, rank_of(n, 50));
	cell->short_90_ticks = value_of(order, rank_of(n, 90));
	sort_ticks(order, sums, offsetof(struct sample, minimum_short_ticks));
	cell->safety_ticks = value_of(order, rank);
	cell->safety_low_ticks = value_of(order, rank - error < 1 ? 1 : rank - error);
	cell->safety_high_ticks = rank + error > n ? RISK_OPEN : value_of(order, rank + error);
}

static void fill_cells(struct risk *risk)
{
	const struct risk_sums *sums = risk->sums;
	struct order order = {.count = risk->draw_count};

	order.values = memory_allocate((size_t)order.count, sizeof *order.values);
	risk->cells = memory_allocate(sums->cell_count, sizeof *risk->cells);
	risk->cell_count = sums->cell_count;
	for (size_t i = 0; i < sums->cell_count; i++)
		fill_cell(&risk->cells[i], sums->cells[i], &order);
	free(order.values);
}

static int compare_names(const struct risk_cause *a, const struct risk_cause *b)
{
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->postcode != b->postcode)
		return a->postcode < b->postcode ? -1 : 1;
	return strcmp(a->caregiver, b->caregiver);
}

static int compare_by_weight(const void *left, const void *right)
{
	const struct risk_cause *a = left, *b = right;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->draws_away != b->draws_away)
		return a->draws_away > b->draws_away ? -1 : 1;
	if (a->draws != b->draws)
		return a->draws > b->draws ? -1 : 1;
	if (a->minimum_short_ticks != b->minimum_short_ticks)
		return a->minimum_short_ticks > b->minimum_short_ticks ? -1 : 1;
	return compare_names(a, b);
}

static struct cause_sums *find_cause(struct risk_sums *sums, const struct tally_row *row)
{
	/* Only looked at: a cause that is new gets a copy of the key. */
	struct risk_cause key = {
		.kind = row->kind, .postcode = row->postcode, .caregiver = (char *)(uintptr_t)row->caregiver};
	size_t low = 0, high = sums->cause_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare_names(&sums->causes[middle]->cause, &key);
		if (order == 0)
			return sums->causes[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	OPEN_PLACE(sums->causes, sums->cause_count, sums->cause_capacity, low);
	key.caregiver = memory_copy_text(row->caregiver);
	sums->causes[low] = memory_allocate(1, sizeof *sums->causes[low]);
	*sums->causes[low] = (struct cause_sums){.cause = key};
	return sums->causes[low];
}

/* A postcode has one row a week and draw, of which one counts as the draw. */
static void add_cause(struct risk_sums *sums, const struct tally_row *row)
{
	struct cause_sums *found = find_cause(sums, row);
	struct risk_cause *cause = &found->cause;

	cause->draws += found->last_draw != row->draw;
	found->last_draw = row->draw;
	cause->draws_away += row->away_ticks > 0;
	cause->minimum_short_ticks = add_capped(cause->minimum_short_ticks, row->minimum_short_ticks, TALLY_TICKS_MOST);
	cause->away_ticks = add_capped(cause->away_ticks, row->away_ticks, TALLY_TICKS_MOST);
}

/* The keys go with them. */
static void fill_causes(struct risk *risk)
{
	const struct risk_sums *sums = risk->sums;

	risk->causes = memory_allocate(sums->cause_count, sizeof *risk->causes);
	risk->cause_count = sums->cause_count;
	for (size_t i = 0; i < sums->cause_count; i++) {
		risk->causes[i] = sums->causes[i]->cause;
		sums->causes[i]->cause.caregiver = NULL;
	}
	if (risk->cause_count > 0)
		qsort(risk->causes, risk->cause_count, sizeof *risk->causes, compare_by_weight);
}

void risk_begin(struct risk *risk, int32_t draw_count)
{
	*risk = (struct risk){.draw_count = draw_count};
	risk->sums = memory_allocate(1, sizeof *risk->sums);
}

void risk_add_row(struct risk *risk, const struct tally_row *row)
{
	if (row->kind == TALLY_AREA)
		add_area(risk->sums, row);
	else if (row->kind == TALLY_POSTCODE || row->kind == TALLY_CAREGIVER)
		add_cause(risk->sums, row);
}

static void free_sums(struct risk *risk)
{
	struct risk_sums *sums = risk->sums;

	if (sums == NULL)
		return;
	for (size_t i = 0; i < sums->cell_count; i++) {
		free(sums->cells[i]->samples);
		free(sums->cells[i]);
	}
	for (size_t i = 0; i < sums->cause_count; i++) {
		free(sums->causes[i]->cause.caregiver);
		free(sums->causes[i]);
	}
	free(sums->cells);
	free(sums->causes);
	free(sums);
	risk->sums = NULL;
}

void risk_end(struct risk *risk)
{
	fill_cells(risk);
	fill_causes(risk);
	free_sums(risk);
}

void risk_free(struct risk *risk)
{
	free_sums(risk);
	for (size_t i = 0; i < risk->cause_count; i++)
		free(risk->causes[i].caregiver);
	free(risk->cells);
	free(risk->causes);
	*risk = (struct risk){0};
}
