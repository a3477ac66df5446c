/* summary.json: what a plan claims, for programs and auditors. output/summary.schema.json describes it.
 *
 * No clock times and no paths: the same input gives the same bytes.
 */
#ifndef OUTPUT_PLAN_SUMMARY_JSON_H
#define OUTPUT_PLAN_SUMMARY_JSON_H

#include <stddef.h>

#include "output/writer/text.h"
#include "planner/figures/outcome.h"

/* A file that the plan was made from. */
struct summary_input {
	const char *file;
	const char *sha256; /* in hexadecimal */
	size_t row_count;   /* 0 for the policy */
};

/* What stands in the summary besides the outcome; all borrowed. */
struct summary_source {
	const char *version;
	const struct summary_input *inputs;
	size_t input_count;
	const struct summary_input *previous; /* tables of the previous plan; none without one */
	size_t previous_count;
	int effort_percent;
	/* The night before that the plan follows in an archive, and the SHA-256 of its summary.json; NULL: none. */
	const char *before_date, *before_sha256;
};

/* Adds the summary to text. */
void summary_write(struct text *text, const struct outcome *outcome, const struct summary_source *source);

#endif
