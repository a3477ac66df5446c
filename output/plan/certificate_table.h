/* certificate.csv: the prices and weights behind the bounds of a plan, for whoever wants to derive them anew. FORMAT.md
 * tells what they mean and how that is done. */
#ifndef OUTPUT_PLAN_CERTIFICATE_TABLE_H
#define OUTPUT_PLAN_CERTIFICATE_TABLE_H

#include <stdbool.h>

#include "output/writer/csv_writer.h"
#include "planner/figures/outcome.h"

/* Classes, then weights and prices tier by tier; what is 0 is left out. The caller frees the writer. */
void certificate_table_write(struct csv_writer *writer, const struct outcome *outcome, bool dutch);

/* The same by rows, for who has a certificate in another form: a heading, classes by caregiver, and for each tier its
 * weights by earlier tier and its prices by class, date and length, none of them 0. Classes are counted from 1. */
void certificate_table_begin(struct csv_writer *writer, bool dutch);
void certificate_table_add_class(struct csv_writer *writer, const struct problem *problem, int32_t class,
				 int32_t caregiver);
void certificate_table_add_weight(struct csv_writer *writer, const struct problem *problem, enum tier tier,
				  enum tier earlier, int64_t weight);
void certificate_table_add_price(struct csv_writer *writer, const struct problem *problem, enum tier tier,
				 int32_t class, int32_t day, int32_t units, int64_t price);

#endif
