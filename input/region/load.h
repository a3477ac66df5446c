/* Reads a region's folder: tables to rows, rows to a region, with every finding in the log. */
#ifndef INPUT_REGION_LOAD_H
#define INPUT_REGION_LOAD_H

#include <stdbool.h>

#include "input/text/file.h"
#include "input/text/ini_file.h"
#include "planner/base/error.h"
#include "planner/region/policy.h"
#include "planner/region/region.h"
#include "planner/region/schema.h"

/* A setting of the policy that stands in another file, of a scenario; all borrowed. */
struct load_override {
	const char *name, *value; /* guarantee.UZOVI for one of a guarantee */
	struct source *source;
	struct ini_place place;
};

/* The files of a region as they stood on disk when they were read: what was judged, byte for byte. */
struct load_files {
	struct file_bytes tables[SCHEMA_TABLE_COUNT]; /* bytes NULL: not there; owned */
	struct file_bytes policy;
};

void load_free_files(struct load_files *files);

/* What the caller may override. */
struct load_options {
	const char *policy_file;     /* NULL: policy.ini of the folder, if there */
	bool settings_alone;         /* the settings say it all: of the file only the digest is taken */
	const char *const *settings; /* KEY=VALUE, from --set */
	size_t setting_count;
	int32_t plan_date; /* DAY_NONE: the policy's */
	/* Over all of these; what is wrong with one is a finding at its place. */
	const struct load_override *overrides;
	size_t override_count;
	struct load_files *files; /* takes the files that were read, and the caller frees them; NULL: not kept */
};

/* SHA-256 of an input file, for the summary. */
struct load_digest {
	char name[32];    /* clients.csv */
	char hex[65];     /* of the bytes as read */
	size_t row_count; /* rows of a table, 0 for the policy */
};

#define LOAD_FILE_COUNT 9

struct load_digests {
	struct load_digest files[LOAD_FILE_COUNT]; /* those that are there, in a fixed order */
	size_t count;
};

/* Up to set_aside_rows of the policy, rows of clients, availability, pins and absences that have an error are left out
 * and told of by the region (planner/region/set_aside.h), where there is no other error. Care given by caregivers and
 * pins of people who are in no table are warnings.
 *
 * Fills region, policy and digests, which the caller frees (also after false). False if the log holds an error or a
 * failure; warnings do not reject. */
bool load_region(struct region *region, struct policy *policy, struct load_digests *digests, const char *folder,
		 const struct load_options *options, struct error_log *log);

/* The policy alone; the caller frees it (also after false). hex becomes the digest of its file; it stays as it was
 * where there is none. */
bool load_policy(struct policy *policy, const char *folder, const struct load_options *options, char hex[FILE_HEX_SIZE],
		 struct error_log *log);

#endif
