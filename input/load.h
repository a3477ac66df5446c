/* Reads a region's folder: tables to rows, rows to a region, with every finding in the log. */
#ifndef INPUT_LOAD_H
#define INPUT_LOAD_H

#include <stdbool.h>

#include "planner/error.h"
#include "planner/policy.h"
#include "planner/region.h"

/* What the caller may override. */
struct load_options {
	const char *policy_file;     /* NULL: policy.ini of the folder, if there */
	const char *const *settings; /* KEY=VALUE, from --set */
	size_t setting_count;
	int32_t plan_date; /* DAY_NONE: the policy's */
};

/* SHA-256 of an input file, for the summary. */
struct load_digest {
	char name[32];    /* clients.csv */
	char hex[65];     /* of the bytes as read */
	size_t row_count; /* rows of a table, 0 for the policy */
};

#define LOAD_FILE_COUNT 8

struct load_digests {
	struct load_digest files[LOAD_FILE_COUNT]; /* those that are there, in a fixed order */
	size_t count;
};

/* Fills region, policy and digests, which the caller frees (also after false). False if the log holds an error or a
 * failure; warnings do not reject. */
bool load_region(struct region *region, struct policy *policy, struct load_digests *digests, const char *folder,
		 const struct load_options *options, struct error_log *log);

#endif
