/* Shared by audit_write.c, audit_json.c and audit_insurer.c only. */
#ifndef OUTPUT_AUDIT_AUDIT_TABLES_H
#define OUTPUT_AUDIT_AUDIT_TABLES_H

#include "output/writer/csv_writer.h"
#include "output/folder/sink.h"
#include "planner/audit/audit.h"
#include "planner/judge/fairness.h"
#include "planner/judge/providers.h"
#include "planner/base/memory.h"

bool audit_write_table(struct sink *sink, const char *name, struct audit *audit,
		       void (*fill)(struct csv_writer *, struct audit *));

/* audit.json; for an insurer without anything on fewer than AUDIT_PEOPLE_LEAST others. */
bool audit_write_json(struct sink *sink, struct audit *audit);

/* The folder that may go to an insurer. */
bool audit_write_insurer(struct sink *sink, struct audit *audit);

#define AUDIT_PEOPLE_LEAST 10 /* figures on fewer people are about persons */

#endif
