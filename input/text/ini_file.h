/* A file in sections, `[section]` and `name = value`, read with inih; findings tell line and column. */
#ifndef INPUT_TEXT_INI_FILE_H
#define INPUT_TEXT_INI_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "input/text/field.h"
#include "input/text/source.h"

/* Where a name and its value stand; columns in characters. */
struct ini_place {
	uint32_t line, column, name_column;
};

struct ini_events {
	/* A line `[section]`; may be NULL. */
	void (*begin)(void *context, struct field_text section, uint32_t line);
	/* A line `name = value`; section is empty before the first one. Texts are trimmed and live for the call. */
	void (*take)(void *context, struct field_text section, struct field_text name, struct field_text value,
		     struct ini_place place);
	void *context;
};

/* Reads the source from its first line to its last. False if there are lines without a form, each of which is an error
 * in the log; the others are told all the same. */
bool ini_file_read(struct source *source, const struct ini_events *events);

#endif
