/* The form of summary.json: one table of its members, which the writer obeys, an audit follows and
 * output/summary.schema.json describes for others. Tests hold the three against each other.
 *
 * Here stands what may be there, and of which type; what is true an audit recomputes.
 */
#ifndef OUTPUT_PLAN_SUMMARY_FORM_H
#define OUTPUT_PLAN_SUMMARY_FORM_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum summary_type {
	SUMMARY_OBJECT,  /* of the members whose paths begin with its own, and no others */
	SUMMARY_LIST,    /* of what stands under its path with [] */
	SUMMARY_BY_CODE, /* an object of amounts by UZOVI code */
	SUMMARY_TEXT,
	SUMMARY_DATE,     /* 2026-07-13 */
	SUMMARY_DIGEST,   /* SHA-256 in hexadecimal */
	SUMMARY_VERSION,  /* 0.1.0 */
	SUMMARY_COUNT,    /* a whole number of at least 0 */
	SUMMARY_POSITIVE, /* one of at least 1 */
	SUMMARY_AMOUNT,   /* a number of at least 0 */
	SUMMARY_TRUTH     /* true or false */
};

/* Whether an audit recomputes a member, or can only take it as it is told. */
enum summary_judging {
	SUMMARY_JUDGED,
	SUMMARY_NOT_JUDGED,  /* nothing that an auditor has shows it */
	SUMMARY_BY_PREVIOUS, /* judged where the previous plan is at hand */
};

struct summary_member {
	const char *path; /* policy.order, tiers[].name; [] stands for each of a list */
	enum summary_type type;
	bool optional;
	enum summary_judging judging;
};

/* All members, each behind the one that it is in. */
extern const struct summary_member summary_members[];
extern const size_t summary_member_count;

/* The member of a path, in which a number may stand for []; NULL if there is none. */
const struct summary_member *summary_form_find(const char *path);

#define SUMMARY_PATH_SIZE 96

/* What is not as the table has it: its path, and what is expected there, in words. */
typedef void summary_fault(void *context, const char *path, const char *expected);

/* Tells each fault of a summary. */
void summary_form_check(const json_t *summary, summary_fault *tell, void *context);

#endif
