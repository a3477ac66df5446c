/* What the folder of an audit is made of; for this room alone. */
#ifndef PLANNER_AUDIT_WRITE_H
#define PLANNER_AUDIT_WRITE_H

#include "output/writer/csv_writer.h"
#include "output/folder/sink.h"
#include "output/writer/text.h"
#include "planner/audit/audit.h"
#include "planner/judge/declined.h"
#include "planner/judge/fairness.h"
#include "planner/judge/providers.h"
#include "planner/base/memory.h"

/* Adds a table to the folder, with the digests of region and plan in each row, and notes its own. Frees it. */
bool audit_write_table(struct sink *sink, const char *name, struct csv_writer *writer, struct audit *audit);

#define AUDIT_SEAL_ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

/* Puts the digest of a text in the place of the zeros in it. */
void audit_seal(struct text *text, char sha256[FILE_HEX_SIZE]);

/* audit.json; for an insurer without anything on fewer than AUDIT_PEOPLE_LEAST others. */
bool audit_write_json(struct sink *sink, struct audit *audit);

/* What may go to an insurer besides audit.json. */
bool audit_write_insurer(struct sink *sink, struct audit *audit);

#define AUDIT_PEOPLE_LEAST 10 /* figures on fewer people are about persons */

#endif
