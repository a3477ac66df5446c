/* What an audit finds: each with its place, the number that the plan tells and the number that is. */
#ifndef PLANNER_JUDGE_FINDINGS_H
#define PLANNER_JUDGE_FINDINGS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "planner/problem/problem.h"
#include "planner/rules/rules.h"

enum judge_kind {
	JUDGE_READING, /* a file of the plan cannot be read as one */
	JUDGE_INPUT,   /* the region's tables are not those that the plan was made from */
	JUDGE_RULE,    /* a rule is broken */
	JUDGE_CLAIM,   /* the plan tells what is not so */
	JUDGE_BOUND,   /* a bound is told that the certificate does not prove */
	JUDGE_ORDER,   /* a transfer that the rules allow would help; no rule is broken by that */
	JUDGE_CARE,    /* of clients whose days are over; no rule of this plan is broken by that */
	JUDGE_KIND_COUNT
};

/* Words of the enum: reading, input, rule, ... */
extern const char *const judge_kind_names[JUDGE_KIND_COUNT];

/* Does a finding of this kind mean that the plan is not accepted? */
bool judge_kind_rejects(enum judge_kind kind);

#define JUDGE_PLACE_SIZE 64

struct judge_finding {
	enum judge_kind kind;
	int rule;                       /* 1 to 13; 0: none */
	char place[JUDGE_PLACE_SIZE];   /* allocations.csv:14, summary.json:tiers[1].bound; may be empty */
	const char *client, *caregiver; /* keys, borrowed from the region; NULL: none */
	int32_t day;                    /* DAY_NONE: none */
	char *told, *found;             /* owned; NULL: nothing to compare */
	char *text;                     /* owned */
};

struct judge_findings {
	struct judge_finding *list;
	size_t count, capacity;
	size_t counts[JUDGE_KIND_COUNT];
	size_t rule_counts[RULES_COUNT + 1]; /* [rule] */
};

/* Adds a finding of this kind without a client, caregiver and day, which the caller may fill in at once. told and
 * found may be NULL. What could steer a terminal is made visible in all texts (excerpt.h). */
struct judge_finding *judge_find(struct judge_findings *findings, enum judge_kind kind, const char *told,
				 const char *found, const char *format, ...) __attribute__((format(printf, 5, 6)));

struct judge_finding *judge_find_list(struct judge_findings *findings, enum judge_kind kind, const char *told,
				      const char *found, const char *format, va_list values)
	__attribute__((format(printf, 5, 0)));

/* Counts so many findings of this kind that are not listed: one that is listed speaks for them. */
void judge_count_more(struct judge_findings *findings, enum judge_kind kind, size_t count);

/* Notes the place of a finding. */
void judge_set_place(struct judge_finding *finding, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Every rule that the plan breaks. */
void judge_rules(struct judge_findings *findings, const struct problem *problem, const struct plan *plan);

/* Is the plan accepted? */
bool judge_accepts(const struct judge_findings *findings);

void judge_free(struct judge_findings *findings);

#endif
