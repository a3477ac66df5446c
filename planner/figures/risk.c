#include "planner/figures/risk.h"

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
	int32_t week, area, draw;
	int32_t below_minimum, below_rostered, minimum_short_ticks, short_ticks;
};

struct samples {
	struct sample *list;
	size_t count, capacity;
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

static int compare_samples(const void *left, const void *right)
{
	const struct sample *a = left, *b = right;

	if (a->week != b->week)
		return a->week < b->week ? -1 : 1;
	if (a->area != b->area)
		return a->area < b->area ? -1 : 1;
	return (a->draw > b->draw) - (a->draw < b->draw);
}

/* A week of an area counts for itself, for its week, for its area and for all. */
static void list_samples(struct samples *samples, const struct tally_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (int wide = 0; rows[i].kind == TALLY_AREA && wide < 4; wide++) {
			memory_grow(samples->list, samples->count, samples->capacity);
			samples->list[samples->count++] = (struct sample){
				.week = (wide & 1) != 0 ? DAY_NONE : rows[i].week,
				.area = (wide & 2) != 0 ? 0 : rows[i].postcode,
				.draw = rows[i].draw,
				.below_minimum = rows[i].below_minimum,
				.below_rostered = rows[i].below_rostered,
				.minimum_short_ticks = rows[i].minimum_short_ticks,
				.short_ticks = rows[i].short_ticks,
			};
		}
	if (samples->count > 0)
		qsort(samples->list, samples->count, sizeof *samples->list, compare_samples);
}

static int compare_int32(const void *left, const void *right)
{
	int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;

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

/* What is drawn about one cell, one value a draw; draws without a sample are 0. */
struct drawn {
	int32_t *below, *rostered, *minimum_short, *all_short; /* [draw], sorted when they are asked */
	int32_t count;
};

static void fill_cell(struct risk_cell *cell, struct drawn *drawn)
{
	int32_t n = drawn->count, rank = rank_of(n, 95), error = rank_error(n, 95);

	for (int32_t i = 0; i < n; i++) {
		cell->draws_below += drawn->below[i] > 0;
		cell->draws_rostered += drawn->rostered[i] > 0;
	}
	cell->probability = risk_wilson(cell->draws_below, n);
	qsort(drawn->below, (size_t)n, sizeof(int32_t), compare_int32);
	qsort(drawn->minimum_short, (size_t)n, sizeof(int32_t), compare_int32);
	qsort(drawn->all_short, (size_t)n, sizeof(int32_t), compare_int32);
	cell->below_median = drawn->below[rank_of(n, 50) - 1];
	cell->short_median_ticks = drawn->all_short[rank_of(n, 50) - 1];
	cell->short_90_ticks = drawn->all_short[rank_of(n, 90) - 1];
	cell->safety_ticks = drawn->minimum_short[rank - 1];
	cell->safety_low_ticks = drawn->minimum_short[rank - error < 1 ? 0 : rank - error - 1];
	cell->safety_high_ticks = rank + error > n ? RISK_OPEN : drawn->minimum_short[rank + error - 1];
}

/* The samples of one cell stand together from `first` to before `end`. */
static void gather_cell(struct risk_cell *cell, const struct samples *samples, size_t first, size_t end,
			struct drawn *drawn)
{
	size_t size = (size_t)drawn->count * sizeof(int32_t);

	memset(drawn->below, 0, size);
	memset(drawn->rostered, 0, size);
	memset(drawn->minimum_short, 0, size);
	memset(drawn->all_short, 0, size);
	for (size_t i = first; i < end; i++) {
		const struct sample *sample = &samples->list[i];
		drawn->below[sample->draw - 1] += sample->below_minimum;
		drawn->rostered[sample->draw - 1] += sample->below_rostered;
		drawn->minimum_short[sample->draw - 1] += sample->minimum_short_ticks;
		drawn->all_short[sample->draw - 1] += sample->short_ticks;
	}
	*cell = (struct risk_cell){.week = samples->list[first].week, .area = samples->list[first].area};
	fill_cell(cell, drawn);
}

static void gather_cells(struct risk *risk, const struct tally_row *rows, size_t count)
{
	struct samples samples = {0};
	struct drawn drawn = {.count = risk->draw_count};
	size_t capacity = 0;

	drawn.below = memory_allocate((size_t)drawn.count, sizeof(int32_t));
	drawn.rostered = memory_allocate((size_t)drawn.count, sizeof(int32_t));
	drawn.minimum_short = memory_allocate((size_t)drawn.count, sizeof(int32_t));
	drawn.all_short = memory_allocate((size_t)drawn.count, sizeof(int32_t));
	list_samples(&samples, rows, count);
	for (size_t first = 0, end; first < samples.count; first = end) {
		for (end = first; end < samples.count && samples.list[end].week == samples.list[first].week &&
				  samples.list[end].area == samples.list[first].area;
		     end++)
			continue;
		memory_grow(risk->cells, risk->cell_count, capacity);
		gather_cell(&risk->cells[risk->cell_count++], &samples, first, end, &drawn);
	}
	free(samples.list);
	free(drawn.below);
	free(drawn.rostered);
	free(drawn.minimum_short);
	free(drawn.all_short);
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

/* A cause per draw; a postcode has one row a week and draw, of which one counts as the draw. */
static void list_causes(struct risk *risk, const struct tally_row *rows, size_t count)
{
	size_t capacity = 0;

	for (size_t i = 0; i < count; i++) {
		if (rows[i].kind != TALLY_POSTCODE && rows[i].kind != TALLY_CAREGIVER)
			continue;
		memory_grow(risk->causes, risk->cause_count, capacity);
		risk->causes[risk->cause_count++] = (struct risk_cause){
			.kind = rows[i].kind,
			.postcode = rows[i].postcode,
			.caregiver = rows[i].caregiver,
			.draws = rows[i].draw, /* until they are counted */
			.draws_away = rows[i].away_ticks > 0,
			.minimum_short_ticks = rows[i].minimum_short_ticks,
			.away_ticks = rows[i].away_ticks,
		};
	}
}

static int compare_by_name_and_draw(const void *left, const void *right)
{
	const struct risk_cause *a = left, *b = right;
	int order = compare_names(a, b);

	return order != 0 ? order : (a->draws > b->draws) - (a->draws < b->draws);
}

static void gather_causes(struct risk *risk, const struct tally_row *rows, size_t count)
{
	size_t kept = 0;
	int32_t last_draw = 0;

	list_causes(risk, rows, count);
	if (risk->cause_count == 0)
		return;
	qsort(risk->causes, risk->cause_count, sizeof *risk->causes, compare_by_name_and_draw);
	for (size_t i = 0; i < risk->cause_count; i++) {
		struct risk_cause cause = risk->causes[i];
		int32_t draw = cause.draws;
		if (kept == 0 || compare_names(&risk->causes[kept - 1], &cause) != 0) {
			cause.draws = 1;
			risk->causes[kept++] = cause;
		} else {
			struct risk_cause *sum = &risk->causes[kept - 1];
			sum->draws += draw != last_draw;
			sum->draws_away += cause.draws_away;
			sum->minimum_short_ticks += cause.minimum_short_ticks;
			sum->away_ticks += cause.away_ticks;
		}
		last_draw = draw;
	}
	risk->cause_count = kept;
	qsort(risk->causes, kept, sizeof *risk->causes, compare_by_weight);
}

void risk_gather(struct risk *risk, const struct tally_row *rows, size_t count, int32_t draw_count)
{
	*risk = (struct risk){.draw_count = draw_count};
	gather_cells(risk, rows, count);
	gather_causes(risk, rows, count);
}

void risk_free(struct risk *risk)
{
	free(risk->cells);
	free(risk->causes);
	*risk = (struct risk){0};
}
