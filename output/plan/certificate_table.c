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

void certificate_table_begin(struct csv_writer *writer, bool dutch)
{
	csv_begin_table(writer, dutch, columns, sizeof columns / sizeof *columns);
}

void certificate_table_add_class(struct csv_writer *writer, const struct problem *problem, int32_t class,
				 int32_t caregiver)
{
	begin_row(writer, "class", NULL, NULL);
	csv_add_count(writer, class);
	csv_add_text(writer, problem->region->caregivers[problem->caregivers[caregiver].region_index].key);
	csv_add_text(writer, NULL);
	csv_add_text(writer, NULL);
	csv_add_text(writer, NULL);
	csv_end_row(writer);
}

void certificate_table_add_weight(struct csv_writer *writer, const struct problem *problem, enum tier tier,
				  enum tier earlier, int64_t weight)
{
	begin_row(writer, "weight", problem_tier_name(problem, tier), problem_tier_name(problem, earlier));
	csv_add_text(writer, NULL);
	csv_add_text(writer, NULL);
	csv_add_text(writer, NULL);
	csv_add_text(writer, NULL);
	csv_add_count(writer, weight);
	csv_end_row(writer);
}

void certificate_table_add_price(struct csv_writer *writer, const struct problem *problem, enum tier tier,
				 int32_t class, int32_t day, int32_t units, int64_t price)
{
	begin_row(writer, "price", problem_tier_name(problem, tier), NULL);
	csv_add_count(writer, class);
	csv_add_text(writer, NULL);
	csv_add_day(writer, problem_date(problem, day));
	csv_add_hours(writer, (int64_t)units * problem->policy->unit_minutes);
	csv_add_count(writer, price);
	csv_end_row(writer);
}

static void write_weights(struct csv_writer *writer, const struct problem *problem, const struct solution *solution,
			  enum tier tier)
{
	const struct prices *prices = &solution->certificate.prices[tier];

	for (int t = 0; t < (int)tier; t++)
		if (prices->kept[t] != 0 && solution->values.scaled[t] != 0) /* a tier of value 0 is kept as a rule */
			certificate_table_add_weight(writer, problem, tier, (enum tier)t, prices->kept[t]);
}

/* What nobody could do needs no price: longest is that of the classes. */
static void write_prices(struct csv_writer *writer, const struct problem *problem, const int32_t *longest,
			 const struct prices *prices, enum tier tier)
{
	for (int32_t class = 0; class < prices->class_count; class ++)
		for (int32_t day = 0; day < prices->day_count; day++)
			for (int32_t units = 1; units < prices->length_count; units++) {
				int64_t price = prices_of(prices, class, day)[units];
				if (price != 0 && units <= longest[classes_place(prices->class_count, class, day)])
					certificate_table_add_price(writer, problem, tier, class + 1, day, units,
								    price);
			}
}

void certificate_table_write(struct csv_writer *writer, const struct outcome *outcome, bool dutch)
{
	const struct certificate *certificate = &outcome->solution->certificate;
	const struct problem *problem = outcome->problem;
	int32_t *longest = classes_find_longest(&certificate->classes, problem);

	certificate_table_begin(writer, dutch);
	for (int32_t k = 0; k < problem->caregiver_count; k++)
		certificate_table_add_class(writer, problem, certificate->classes.of_caregiver[k] + 1, k);
	for (int t = 0; t < TIER_COUNT; t++) {
		if (certificate->prices[t].visit == NULL)
			continue;
		write_weights(writer, problem, outcome->solution, (enum tier)t);
		write_prices(writer, problem, longest, &certificate->prices[t], (enum tier)t);
	}
	free(longest);
}
