#include "output/plan/certificate_table.h"

#include <stdlib.h>

#include "planner/plan/solution.h"

static const char *const columns[] = {"record",       "tier", "earlier_tier", "class",
				      "caregiver_id", "date", "hours",        "amount"};

/* A row, begun with its first cells; names of tiers are NULL where there is none. */
static void begin_row(struct csv_writer *writer, const char *record, const char *tier, const char *earlier_tier)
{
	csv_add_word(writer, record);
	if (tier != NULL)
		csv_add_word(writer, tier);
	else
		csv_add_text(writer, NULL);
	if (earlier_tier != NULL)
		csv_add_word(writer, earlier_tier);
	else
		csv_add_text(writer, NULL);
}

static void write_classes(struct csv_writer *writer, const struct problem *problem, const struct classes *classes)
{
	for (int32_t k = 0; k < problem->caregiver_count; k++) {
		begin_row(writer, "class", NULL, NULL);
		csv_add_count(writer, classes->of_caregiver[k] + 1);
		csv_add_text(writer, problem->region->caregivers[problem->caregivers[k].region_index].key);
		csv_add_text(writer, NULL);
		csv_add_text(writer, NULL);
		csv_add_text(writer, NULL);
		csv_end_row(writer);
	}
}

static void write_weights(struct csv_writer *writer, const struct problem *problem, const struct solution *solution,
			  enum tier tier)
{
	for (int t = 0; t < (int)tier; t++) {
		if (solution->certificate.prices[tier].kept[t] == 0 || solution->values.scaled[t] == 0)
			continue; /* a tier of value 0 is kept as a rule, whatever its weight */
		begin_row(writer, "weight", problem_tier_name(problem, tier), problem_tier_name(problem, (enum tier)t));
		csv_add_text(writer, NULL);
		csv_add_text(writer, NULL);
		csv_add_text(writer, NULL);
		csv_add_text(writer, NULL);
		csv_add_count(writer, solution->certificate.prices[tier].kept[t]);
		csv_end_row(writer);
	}
}

/* What nobody could do needs no price: longest is that of the classes. */
static void write_prices(struct csv_writer *writer, const struct problem *problem, const int32_t *longest,
			 const struct prices *prices, enum tier tier)
{
	for (int32_t class = 0; class < prices->class_count; class ++)
		for (int32_t day = 0; day < prices->day_count; day++)
			for (int32_t units = 1; units < prices->length_count; units++) {
				int64_t price = prices_of(prices, class, day)[units];
				if (price == 0 || units > longest[classes_place(prices->class_count, class, day)])
					continue;
				begin_row(writer, "price", problem_tier_name(problem, tier), NULL);
				csv_add_count(writer, class + 1);
				csv_add_text(writer, NULL);
				csv_add_day(writer, problem_date(problem, day));
				csv_add_hours(writer, (int64_t)units * problem->policy->unit_minutes);
				csv_add_count(writer, price);
				csv_end_row(writer);
			}
}

void certificate_table_write(struct csv_writer *writer, const struct outcome *outcome, bool dutch)
{
	const struct certificate *certificate = &outcome->solution->certificate;
	int32_t *longest = classes_find_longest(&certificate->classes, outcome->problem);

	csv_begin_table(writer, dutch, columns, sizeof columns / sizeof *columns);
	write_classes(writer, outcome->problem, &certificate->classes);
	for (int t = 0; t < TIER_COUNT; t++) {
		if (certificate->prices[t].visit == NULL)
			continue;
		write_weights(writer, outcome->problem, outcome->solution, (enum tier)t);
		write_prices(writer, outcome->problem, longest, &certificate->prices[t], (enum tier)t);
	}
	free(longest);
}
