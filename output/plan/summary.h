/* Parts of a summary that other files in JSON have as well. */
#ifndef OUTPUT_PLAN_SUMMARY_H
#define OUTPUT_PLAN_SUMMARY_H

#include <jansson.h>

#include "output/plan/summary_json.h"
#include "output/writer/text.h"
#include "planner/figures/morning.h"
#include "planner/problem/problem.h"

void summary_set(json_t *object, const char *key, json_t *value);

/* The policy in force, and the tables that were read. */
json_t *summary_make_policy(const struct problem *problem);
json_t *summary_make_inputs(const struct summary_input *inputs, size_t count);

/* How many families see nobody on their first days at home. */
json_t *summary_make_first_days(const struct morning *morning);

/* Adds the object to text and lets go of it. */
void summary_end(struct text *text, json_t *object);

#endif
