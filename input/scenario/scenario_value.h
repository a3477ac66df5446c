/* The keys of a section of scenarios as data, and their values. */
#ifndef INPUT_SCENARIO_SCENARIO_VALUE_H
#define INPUT_SCENARIO_SCENARIO_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "input/text/field.h"
#include "planner/region/region.h"
#include "planner/scenario/scenario.h"

/* First one key for each kind of action, in their order; then those that say more about them. */
enum scenario_key {
	SCENARIO_KEY_FROM = SCENARIO_KIND_COUNT,
	SCENARIO_KEY_TO,
	SCENARIO_KEY_PROVIDER,
	SCENARIO_KEY_EMPLOYMENT,
	SCENARIO_KEY_HOURS_WEEK,
	SCENARIO_KEY_COUNT
};

struct scenario_key_spec {
	const char *name;
	const char *expected; /* its form, unit and range, for messages */
	unsigned heeded;      /* of an action: the keys that say more about it, as 1 << key */
};

extern const struct scenario_key_spec scenario_keys[SCENARIO_KEY_COUNT];

/* Puts the value where the key says in the action; false if it is none. */
bool scenario_value_read(struct scenario_action *action, enum scenario_key key, struct field_text text,
			 const struct region *region);

#endif
