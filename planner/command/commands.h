/* The commands of kraamplan: each reads what its options name, calls the stages in order, and tells what came out on
 * standard output, findings and failures on standard error. */
#ifndef PLANNER_COMMAND_COMMANDS_H
#define PLANNER_COMMAND_COMMANDS_H

#include "planner/base/error.h"
#include "planner/command/options.h"

/* From a region's tables to the night's plan. Nothing is left behind unless the plan is whole. */
enum exit_code command_plan(const struct options *options);

/* A night that follows the one before it, kept with its tables in an archive. */
enum exit_code command_nightly(const struct options *options);

/* Reads and validates a region, and tells what is in it. Nothing is written to disk. */
enum exit_code command_check(const struct options *options);

/* Judges a plan, and solves nothing. */
enum exit_code command_audit(const struct options *options);

/* Why clients get what they get, and what would help. */
enum exit_code command_explain(const struct options *options);

/* The same night in other circumstances, beside the night as it is. */
enum exit_code command_whatif(const struct options *options);

/* How likely it is, from many draws of births and absence, that somebody stays short. */
enum exit_code command_risk(const struct options *options);

/* Plans night after night, as births and absence come. */
enum exit_code command_nights(const struct options *options);

/* Puts the parts of a run together; what it writes is what the single run writes. */
enum exit_code command_merge(const struct options *options);

/* A key of random bytes, which nobody but its owner can read. What stands there already is left alone. */
enum exit_code command_key(const struct options *options);

#endif
