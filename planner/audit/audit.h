/* The stages of `kraamplan audit`: what they hand on to each other. */
#ifndef PLANNER_AUDIT_AUDIT_H
#define PLANNER_AUDIT_AUDIT_H

#include <stdbool.h>

#include "input/plan/plan_policy.h"
#include "input/region/load.h"
#include "input/text/file.h"
#include "planner/judge/findings.h"
#include "planner/judge/bound.h"
#include "planner/judge/care.h"
#include "planner/figures/outcome.h"
#include "planner/plan/plan.h"
#include "planner/plan/previous.h"
#include "planner/plan/solution.h"
#include "planner/rules/confirmed.h"

enum audit_file {
	AUDIT_VISITS,
	AUDIT_ALLOCATIONS,
	AUDIT_CAREGIVERS,
	AUDIT_BOTTLENECKS,
	AUDIT_CERTIFICATE,
	AUDIT_CHANGES,   /* only of a plan with a previous one */
	AUDIT_SET_ASIDE, /* only where rows were left out */
	AUDIT_SUMMARY,
	AUDIT_FILE_COUNT
};

/* What is said of a tier's bound. Billionths of an hour (of a visit), as in outcome.h. */
struct audit_tier {
	double told_bound;    /* hours or visits, as summary.json has it */
	bool told;            /* the summary tells of the tier */
	bool rests_on_search; /* the search tells more than the bound, which is not judged */
};

/* What was asked for; all borrowed, NULL where it was not given. */
struct audit_request {
	const char *plan;         /* its folder */
	const char *insurer;      /* UZOVI codes of one reader, parted by commas */
	const char *key_file;     /* under which keys of clients are replaced */
	const char *areas_before; /* an earlier workareas.csv */
	const char *output;       /* where to write */
	bool force, dutch, quiet, verbose;
};

/* A table that was written. */
struct audit_written {
	const char *name; /* borrowed */
	char sha256[FILE_HEX_SIZE];
};

#define AUDIT_TABLES_MOST 8

struct audit {
	struct audit_request request;
	struct plan_policy plan_policy; /* as the plan tells it, and by which policy it is judged */
	struct region region;
	struct policy policy; /* by which it is judged */
	struct load_digests digests, previous_digests;
	struct problem problem;
	struct plan previous;
	/* Visits of the previous plan, and what becomes of those that it confirmed (C13); where it is not at hand,
	 * those of the plan itself that are told to be confirmed, which are then taken as they are told. */
	struct previous_visits previous_visits;
	struct confirmed confirmed;
	struct judge_certificate certificate;
	/* The plan as it was read, its exact values, and as its bounds those that were derived anew. */
	struct solution solution;
	struct outcome outcome; /* derived; only of a plan that breaks no rule */
	bool has_outcome, has_previous;
	size_t short_clients; /* in any tier: for whom a transfer was looked for */
	bool lacks_previous;  /* the plan was made with a previous one that is not at hand */
	struct audit_tier tiers[TIER_COUNT];
	struct file_bytes files[AUDIT_FILE_COUNT]; /* as they stand on disk, read once; bytes NULL: not to be had */
	const char **unjudged; /* members of summary.json that nothing can show; owned, the paths are not */
	size_t unjudged_count;
	size_t file_findings[AUDIT_FILE_COUNT]; /* what is wrong with each file (planner/audit/reading.h) */
	struct judge_findings findings;
	struct judge_care care;
	struct region_area *areas_before; /* of --areas-before; owned */
	size_t area_before_count;
	struct file_bytes key; /* of --key */
	/* What the verdict is bound to (output/FORMAT.md): region and plan that were judged, tables that were written,
	 * and audit.json itself; "" without one. */
	char region_sha256[FILE_HEX_SIZE], plan_sha256[FILE_HEX_SIZE], audit_sha256[FILE_HEX_SIZE];
	struct audit_written written[AUDIT_TABLES_MOST];
	size_t written_count;
	struct error_log log; /* of the region and of failures */
};

/* The files of the plan of the request and the policy that it tells, over which that of the options goes; what cannot
 * be read becomes a finding. False with a failure in the log. */
bool audit_read_files_and_policy(struct audit *audit, const struct load_options *options);

/* The region by that policy, and what follows from them. False with errors or a failure in the log. */
bool audit_read_region(struct audit *audit, const char *folder);

/* The plan, in the indices of the problem, and the previous one, NULL without one. What cannot be read becomes a
 * finding. False with a failure in the log. */
bool audit_read_plan(struct audit *audit, const char *previous);

/* All that is found in a plan that was read. */
void audit_judge(struct audit *audit);

void audit_free(struct audit *audit);

/* The digests of what was read. */
void audit_take_digests(struct audit *audit);

/* Compares every cell of visits.csv, allocations.csv, caregivers.csv and bottlenecks.csv with what it should be. */
void audit_check_tables(struct audit *audit);

/* Compares certificate.csv with what was read of it, written anew. */
void audit_check_certificate(struct audit *audit);

/* Counts anew whether the rules that are named as reasons keep any time. Only with an outcome. */
void audit_check_reasons(struct audit *audit);

/* Finds a transfer for each client whom one would help; that makes the reason false which says that no single change
 * would. Only with an outcome. */
void audit_check_transfers(struct audit *audit);

/* Does its summary say that the plan was made with a previous one? */
bool audit_tells_previous(const struct audit *audit);

/* Is a rule judged? C13 only with the previous plan at hand, if there was one. */
bool audit_judges_rule(const struct audit *audit, int rule);

/* Compares summary.json with what it should say, bounds with what the certificate proves. */
void audit_check_summary(struct audit *audit);

/* The work areas of --areas-before, and the key of --key. False with errors or a failure in the log. */
bool audit_read_areas_before(struct audit *audit);
bool audit_read_key(struct audit *audit);

/* Are the codes of --insurer those of insurers of the region? False with a failure in the log. */
bool audit_check_insurers(struct audit *audit);

/* Is this client of the region one of the insurer's whom --insurer names? */
bool audit_is_own(const struct audit *audit, size_t client);

/* What a rule says, and where it comes from. */
const char *audit_rule_says(int rule);
const char *audit_rule_source(int rule);

/* The verdict, for people, on standard output; of a quiet audit no more than what an accepted plan does not prove.
 * False with a failure in the log. */
bool audit_print(struct audit *audit);

/* The folder of -o, and then the verdict unless quiet: the folder takes its place only once that was told. False with a
 * failure in the log. */
bool audit_write(struct audit *audit);

#endif
