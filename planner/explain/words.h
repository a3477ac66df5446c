/* Pieces of what explain says. */
#ifndef PLANNER_EXPLAIN_WORDS_H
#define PLANNER_EXPLAIN_WORDS_H

#include "planner/explain/explain.h"

/* What the tier is about. */
const char *explain_tier_words(const struct explain *explain, enum tier tier);

/* Pieces of text. */
const char *explain_hours(char buffer[32], const struct explain *explain, int64_t units);
const char *explain_day(char buffer[16], const struct explain *explain, int32_t day);
const char *explain_client_key(const struct explain *explain, int32_t client);
const char *explain_caregiver_key(const struct explain *explain, int32_t caregiver);

/* Words broken at spaces into lines of 80 columns, each after so many spaces. */
void explain_add_words(struct explain *explain, int indent, const char *words);

/* A line of words from a text that was gathered, which is emptied. */
void explain_add_gathered(struct explain *explain, int indent, struct text *gathered);

#endif
