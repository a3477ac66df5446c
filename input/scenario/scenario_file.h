/* The file of scenarios: which circumstances are tried. For users: FORMAT.md. */
#ifndef INPUT_SCENARIO_SCENARIO_FILE_H
#define INPUT_SCENARIO_SCENARIO_FILE_H

#include <stdbool.h>

#include "input/region/load.h"
#include "input/text/source.h"
#include "planner/base/error.h"
#include "planner/region/region.h"
#include "planner/scenario/scenario.h"

/* Where the policy of a scenario comes from, before the scenario changes it; all borrowed. */
struct scenario_base {
	const struct region *region; /* whose providers may be named */
	const char *folder;
	const struct load_options *options;
};

/* Fills the scenarios, which the caller frees (also after false), in the order of their names: where sections stand in
 * the file makes no difference. Every wrong line is an error in the log at its place. */
bool scenario_file_read(struct scenarios *scenarios, const char *path, const struct scenario_base *base,
			struct error_log *log);

/* The same of a text that is there already, in UTF-8. */
bool scenario_file_read_source(struct scenarios *scenarios, struct source *source, const struct scenario_base *base);

#endif
