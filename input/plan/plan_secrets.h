/* What must not stand in summary.json of a plan that is read: citizen numbers, as in every cell of a table. */
#ifndef INPUT_PLAN_PLAN_SECRETS_H
#define INPUT_PLAN_PLAN_SECRETS_H

#include <stdbool.h>

#include "input/text/file.h"
#include "planner/base/error.h"

/* False, with an error in the log, if a citizen number stands in the name or the value of any member. What is no JSON
 * is left to who reads it. name is what the finding calls it. */
bool plan_secrets_check(const struct file_bytes *summary, const char *name, struct error_log *log);

#endif
