/* Regions as folders of tables, for the tests of reading: a small good one, of which a test changes one file. */
#ifndef TESTS_SUPPORT_INPUT_SUPPORT_H
#define TESTS_SUPPORT_INPUT_SUPPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "input/region/load.h"

#define INPUT_CLIENTS_HEADING                                                                                  \
	"client_id,provider,insurer,postcode,due_date,birth_date,registered_on,indicated_hours,medical_hours," \
	"digital_hours,digital_consent,home_from,care_days,minimum_hours,declined_hours,group\n"

/* A row of clients.csv that nothing is wrong with. */
#define INPUT_CLIENT(key) key ",p1,7085,1000 AA,2026-07-10,2026-07-11,2026-01-05,49,0,2,yes,,,,,a\n"

/* A folder of its own, and what came of loading it. */
struct input_region {
	char folder[64];
	struct region region;
	struct policy policy;
	struct load_digests digests;
	struct error_log log;
	bool good;
};

/* Makes the folder, with a region of two clients and two caregivers on 2026-07-13 that loads without a finding. */
void input_begin(struct input_region *input);

/* Replaces a file of the folder; text NULL removes it. */
void input_write(const struct input_region *input, const char *file, const char *text);
void input_write_bytes(const struct input_region *input, const char *file, const void *bytes, size_t size);

/* Loads, with settings up to NULL (or none at all). */
void input_load(struct input_region *input, const char *const *settings);

/* Fails the test unless the log holds a finding at this place whose text holds the fragment. */
void input_expect(const struct input_region *input, bool warning, const char *file, uint32_t line, uint32_t column,
		  const char *fragment);

/* Fails the test unless the log holds just so many errors and warnings. */
void input_expect_counts(const struct input_region *input, size_t errors, size_t warnings);

/* What error_print writes; the caller frees. */
char *input_print(struct input_region *input);

/* Removes the folder and frees all. */
void input_end(struct input_region *input);

#endif
