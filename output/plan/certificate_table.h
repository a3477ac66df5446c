/* certificate.csv: the prices and weights behind the bounds of a plan, for whoever wants to derive them anew. FORMAT.md
 * tells what they mean and how that is done. */
#ifndef OUTPUT_PLAN_CERTIFICATE_TABLE_H
#define OUTPUT_PLAN_CERTIFICATE_TABLE_H

#include <stdbool.h>

#include "output/writer/csv_writer.h"
#include "planner/figures/outcome.h"

/* Classes, then weights and prices tier by tier; what is 0 is left out. The caller frees the writer. */
void certificate_table_write(struct csv_writer *writer, const struct outcome *outcome, bool dutch);

#endif
