/* What every fuzz target has: a check that ends the run, and a reader of findings. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdio.h>
#include <stdlib.h>

#include "planner/base/error.h"

#define require(condition)        \
	do {                      \
		if (!(condition)) \
			abort();  \
	} while (0)

/* Findings go where nobody looks, but are made. */
static inline void fuzz_print_findings(struct error_log *log)
{
	FILE *stream = fopen("/dev/null", "w");

	if (stream == NULL)
		return;
	error_print(log, stream);
	fclose(stream);
}

#endif
