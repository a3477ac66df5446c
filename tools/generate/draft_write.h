/* The drafted region as a folder of tables. */
#ifndef TOOLS_GENERATE_DRAFT_WRITE_H
#define TOOLS_GENERATE_DRAFT_WRITE_H

#include <stdbool.h>

#include "tools/generate/draft.h"

struct draft_format {
	bool dutch;     /* as a Dutch Excel writes it */
	bool guarantee; /* one insurer guarantees the hours of early registrations */
};

/* Writes the tables into the folder, which is made if it is not there. False, with a message, if that fails. */
bool draft_write_region(const struct draft *draft, struct draft_format format, const char *folder);

#endif
