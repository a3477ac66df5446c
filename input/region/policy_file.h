/* policy.ini and --set to a policy. */
#ifndef INPUT_REGION_POLICY_FILE_H
#define INPUT_REGION_POLICY_FILE_H

#include <stdbool.h>

#include "input/region/load.h"
#include "input/text/source.h"
#include "planner/region/policy.h"

/* Fills the policy, which the caller frees (also after false): what the source says (its text is empty where there is
 * no policy.ini), over that the settings, over that the plan date of the options. What is wrong in the file is a
 * finding at its line, what is wrong in a setting a failure with EXIT_USAGE; both make it false, and a policy without
 * plan date too. */
bool policy_read(struct policy *policy, struct source *source, const struct load_options *options);

#endif
