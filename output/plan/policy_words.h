/* By which policy a plan is judged or explained, as a sentence for people. */
#ifndef OUTPUT_PLAN_POLICY_WORDS_H
#define OUTPUT_PLAN_POLICY_WORDS_H

#include "output/writer/text.h"
#include "planner/region/policy_origin.h"

/* One line. done: "Judged" or "Explained". */
void policy_words_add(struct text *text, const struct policy_origin *origin, const char *done);

#endif
