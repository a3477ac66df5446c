#include "planner/command/commands.h"

#include <stdlib.h>
#include <string.h>

#include "input/scenario/scenario_file.h"
#include "output/folder/place.h"
#include "output/folder/region_tables.h"
#include "planner/region/files.h"
#include "output/runs/whatif_json.h"
#include "planner/base/day.h"
#include "planner/base/memory.h"
#include "planner/region/set_aside.h"
#include "planner/runs/night.h"
#include "planner/runs/night_stored.h"
#include "planner/rules/pins.h"
#include "planner/problem/equal.h"
#include "planner/region/copy.h"
#include "planner/runs/shard.h"
#include "planner/runs/whatif_files.h"
#include "planner/runs/whatif_results.h"
#include "planner/base/workers.h"
#include "planner/base/version.h"

#define BASE 0 /* among the things to plan; scenario i of the file is i + 1 */

struct whatif {
	const struct options *options;
	struct night night; /* the region as it is */
	struct scenarios scenarios;
	char (*hex)[FILE_HEX_SIZE]; /* [scenario] of its tables */
	char *tables;               /* folder of the folders of tables */
	size_t *todo;               /* what is still to be planned */
	size_t todo_count;
	struct error_log log;
};

static const char *name_of(const struct whatif *whatif, size_t number)
{
	return number == BASE ? WHATIF_BASE : whatif->scenarios.list[number - 1].name;
}

/* Warnings are printed before the long work begins. */
static bool read_input(struct whatif *whatif)
{
	const struct options *options = whatif->options;
	const struct scenario_base base = {&whatif->night.region, options->region, &options->load};

	if (!night_read(&whatif->night, options->region, &options->load, &whatif->log))
		return false;
	set_aside_print(&whatif->night.region, stderr);
	error_print(&whatif->log, stderr);
	error_free(&whatif->log);
	return scenario_file_read(&whatif->scenarios, options->plan, &base, &whatif->log);
}

/* The scenario of which nothing is said is that of base; its policy is the region's. */
static struct scenario scenario_of(const struct whatif *whatif, size_t number)
{
	if (number == BASE)
		return (struct scenario){.policy = whatif->night.policy};
	return whatif->scenarios.list[number - 1];
}

/* The region in the scenario. The caller frees it with region_copy_free. */
static void make_region(struct region *region, const struct whatif *whatif, const struct scenario *scenario)
{
	region_copy_make(region, &whatif->night.region);
	scenario_apply(region, scenario, whatif->scenarios.seed);
}

/* Whether the pins that are left can hold; what is wrong is told where it stands in the region's own tables. */
static bool check_pins(const struct region *region, const struct scenario *scenario, struct error_log *log)
{
	struct problem problem;
	struct error_log own = {0};

	problem_derive(&problem, region, &scenario->policy);
	bool good = pins_check(&problem, &own);
	if (!good) {
		error_print(&own, stderr);
		error_fail(log, EXIT_REJECTED, "%s: in this scenario not all pins can hold", scenario->name);
	}
	error_free(&own);
	problem_free(&problem);
	return good;
}

static void digest_tables(char hex[FILE_HEX_SIZE], const struct region_tables *tables)
{
	struct text all = {0};

	for (size_t i = 0; i < tables->count; i++) {
		char one[FILE_HEX_SIZE];
		file_digest(one, &(struct file_bytes){tables->files[i].text.bytes, tables->files[i].text.length});
		text_format(&all, "%s %s\n", one, tables->files[i].name);
	}
	file_digest(hex, &(struct file_bytes){all.bytes, all.length});
	text_free(&all);
}

/* All scenarios are tried before anything is written, also those of other parts: so parts tell the same of the run. */
static bool try_scenarios(struct whatif *whatif)
{
	bool good = true;

	whatif->hex = memory_allocate(whatif->scenarios.count, sizeof *whatif->hex);
	for (size_t i = 0; good && i < whatif->scenarios.count; i++) {
		const struct scenario *scenario = &whatif->scenarios.list[i];
		struct region_tables tables;
		struct region region;

		make_region(&region, whatif, scenario);
		region_tables_make(&tables, &region, &scenario->policy);
		digest_tables(whatif->hex[i], &tables);
		good = check_pins(&region, scenario, &whatif->log);
		region_tables_free(&tables);
		region_copy_free(&region);
	}
	return good;
}

static bool is_of_shard(const struct whatif *whatif, size_t number)
{
	return number == BASE || shard_holds(whatif->options->shard, whatif->options->shard_count, number);
}

static void tell_run(struct text *text, const struct whatif *whatif)
{
	const struct options *options = whatif->options;
	struct summary_input inputs[LOAD_FILE_COUNT];
	const char **hexes = memory_allocate(whatif->scenarios.count, sizeof *hexes);
	struct summary_source source = {.version = PROGRAM_VERSION,
					.inputs = inputs,
					.input_count = whatif->night.digests.count,
					.effort_percent = options->effort_percent};
	struct whatif_json_run run = {.problem = &whatif->night.problem,
				      .source = &source,
				      .scenarios = &whatif->scenarios,
				      .sha256 = hexes,
				      .dutch = options->dutch,
				      .shard = options->shard,
				      .shard_count = options->shard_count};

	for (size_t i = 0; i < whatif->scenarios.count; i++)
		hexes[i] = whatif->hex[i];
	night_list_inputs(inputs, &whatif->night.digests);
	whatif_json_write(text, &run);
	free(hexes);
}

/* Whether the unfinished run in the folder is one of the same tables, in the same manner. Its scenarios may be others:
 * those that are there still are compared by their own tables. */
static bool check_unfinished(const struct whatif *whatif, const struct text *told, struct error_log *log)
{
	const char *folder = whatif->options->output;
	char *path = file_join_path(folder, WHATIF_FILE_JSON);
	struct file_bytes bytes = {0};
	struct whatif_json_part before = {0}, now = {0};
	bool good = file_read(&bytes, path, FILE_TABLE_BYTES_MAX, path, log) == FILE_READ &&
		    whatif_json_read(&before, bytes.bytes, bytes.length, path, log) &&
		    whatif_json_read(&now, told->bytes, told->length, path, log);

	if (!good)
		error_fail(log, EXIT_SYSTEM, "%s: something stands there that is no what-if", folder);
	else if (strcmp(before.origin, now.origin) != 0)
		good = error_fail(log, EXIT_SYSTEM, "%s: was made from other tables, or with other options", folder);
	whatif_json_free(&before);
	whatif_json_free(&now);
	file_free(&bytes);
	free(path);
	return good;
}

/* The folder of the results, and what is run in it. */
static bool begin_folder(struct whatif *whatif)
{
	const struct options *options = whatif->options;
	struct error_log *log = &whatif->log;
	struct text told = {0};
	struct sink sink = {0};
	bool good = true, is_new = place_is_free(options->output);

	tell_run(&told, whatif);
	if (!is_new)
		good = options->resume ? check_unfinished(whatif, &told, log)
				       : error_fail(log, EXIT_SYSTEM,
						    "%s: something stands there already; --resume goes on with a "
						    "what-if of the same tables",
						    options->output);
	/* The folder comes with its file: without that nothing could go on with it. */
	good = good && sink_open(&sink, options->output, false, log) &&
	       sink_write_file(&sink, WHATIF_FILE_JSON, told.bytes, told.length, log) &&
	       (is_new ? sink_commit(&sink, log) : sink_commit_into(&sink, log)) &&
	       place_make_folder(whatif->tables, log);
	sink_discard(&sink);
	text_free(&told);
	return good;
}

static bool is_same_file(const struct region_table *table, const char *folder, struct error_log *log)
{
	struct file_bytes bytes = {0};
	bool same = file_read_in(&bytes, folder, table->name, log) == FILE_READ && bytes.length == table->text.length &&
		    memcmp(bytes.bytes, table->text.bytes, bytes.length) == 0;

	file_free(&bytes);
	return same;
}

/* Writes the tables, unless they stand there from an earlier run. */
static bool store_tables(const struct region_tables *tables, const char *place, struct error_log *log)
{
	bool same = true;

	if (place_is_free(place))
		return region_tables_write(tables, place, log);
	for (size_t i = 0; same && i < tables->count; i++)
		same = is_same_file(&tables->files[i], place, log);
	return same || error_fail(log, EXIT_SYSTEM, "%s: these are the tables of another scenario", place);
}

/* Reads tables that were written; what is wrong with them is told, but not their warnings, which the region has too. */
static bool read_back(struct night *night, const char *place, struct error_log *log)
{
	const struct load_options options = {.plan_date = DAY_NONE};
	struct error_log own = {0};
	bool good = night_read(night, place, &options, &own);

	if (!good) {
		error_print(&own, stderr);
		error_fail(log, error_exit_code(&own), "%s: no plan can be made of these tables", place);
	}
	error_free(&own);
	return good;
}

/* Nothing changed must be nothing changed: else no difference could be trusted. */
static bool prove_base(const struct whatif *whatif, const struct night *back, struct error_log *log)
{
	const char *difference = problem_equal_find_difference(&whatif->night.problem, &back->problem);

	return difference == NULL ||
	       error_fail(log, EXIT_DEFECT, "the region, written as tables and read again, is another one: %s",
			  difference);
}

/* The tables of base or a scenario, written and read back; and whether its plan is there already. */
static bool prepare(struct whatif *whatif, size_t number)
{
	const struct scenario scenario = scenario_of(whatif, number);
	char *place = file_join_path(whatif->tables, name_of(whatif, number));
	char *plan = file_join_path(whatif->options->output, name_of(whatif, number));
	struct region_tables tables;
	struct region region;
	struct night back = {0};

	make_region(&region, whatif, &scenario);
	region_tables_make(&tables, &region, &scenario.policy);
	bool good = store_tables(&tables, place, &whatif->log) && read_back(&back, place, &whatif->log) &&
		    (number != BASE || prove_base(whatif, &back, &whatif->log));
	if (good && place_is_free(plan))
		whatif->todo[whatif->todo_count++] = number;
	else if (good)
		good = night_stored_check(plan, number == BASE ? &whatif->night.digests : &back.digests,
					  whatif->options->effort_percent, &whatif->log);
	region_tables_free(&tables);
	region_copy_free(&region);
	night_free(&back);
	free(place);
	free(plan);
	return good;
}

static bool prepare_all(struct whatif *whatif)
{
	bool good = true;

	whatif->todo = memory_allocate(whatif->scenarios.count + 1, sizeof *whatif->todo);
	for (size_t i = 0; good && i <= whatif->scenarios.count; i++)
		if (is_of_shard(whatif, i))
			good = prepare(whatif, i);
	return good;
}

/* In a child: base from the region itself, a scenario from its tables. */
static bool plan_one(struct workers_result *result, void *context, size_t task, struct error_log *log)
{
	struct whatif *whatif = context;
	const struct options *options = whatif->options;
	size_t number = whatif->todo[task];
	char *place = file_join_path(whatif->tables, name_of(whatif, number));
	char *plan = file_join_path(options->output, name_of(whatif, number));
	struct night back = {0}, *night = number == BASE ? &whatif->night : &back;
	bool good = (number == BASE || read_back(&back, place, log)) &&
		    night_plan(night, options->effort_percent, log) &&
		    night_write(night, plan, false, options->dutch, log);

	*result = (struct workers_result){NULL, 0};
	night_free(&back);
	free(place);
	free(plan);
	return good;
}

static bool take_one(void *context, size_t task, const struct workers_result *result, struct error_log *log)
{
	(void)context, (void)task, (void)result, (void)log;
	return true;
}

/* --base: the plan that everybody has must be the one that is compared with. */
static bool check_base(struct whatif *whatif)
{
	const char *given = whatif->options->base;
	char *base = file_join_path(whatif->options->output, WHATIF_BASE);
	const char *different =
		given != NULL ? whatif_files_find_difference(base, given, whatif_files_of_plan, &whatif->log) : NULL;

	if (different != NULL)
		error_fail(&whatif->log, EXIT_BROKEN, "%s/%s is not that of %s: nothing is compared with it", base,
			   different, given);
	free(base);
	return different == NULL;
}

/* Where base is to be compared, it is planned alone and first. */
static bool plan_all(struct whatif *whatif)
{
	const struct workers workers = {.work = plan_one, .take = take_one, .name = "scenario", .context = whatif};
	const struct options *options = whatif->options;

	if (options->base != NULL && whatif->todo_count > 0 && whatif->todo[0] == BASE) {
		if (!workers_run(&workers, 1, 1, &whatif->log))
			return false;
		whatif->todo_count--;
		memmove(whatif->todo, whatif->todo + 1, whatif->todo_count * sizeof *whatif->todo);
	}
	return check_base(whatif) && workers_run(&workers, whatif->todo_count, options->jobs, &whatif->log);
}

static bool write_results(struct whatif *whatif)
{
	const struct options *options = whatif->options;
	size_t count = whatif->scenarios.count;
	const char **names = memory_allocate(count, sizeof *names);

	if (options->shard_count > 0) {
		free(names);
		return true;
	}
	for (size_t i = 0; i < count; i++)
		names[i] = whatif->scenarios.list[i].name;
	bool written = whatif_results_write(&(struct whatif_results){options->output, options->output, names, count,
								     options->dutch, options->quiet},
					    &whatif->log);

	free(names);
	return written;
}

enum exit_code command_whatif(const struct options *options)
{
	struct whatif whatif = {.options = options, .tables = file_join_path(options->output, WHATIF_TABLES)};

	if (read_input(&whatif) && try_scenarios(&whatif) && begin_folder(&whatif) && prepare_all(&whatif) &&
	    plan_all(&whatif))
		write_results(&whatif);
	enum exit_code code = error_exit_code(&whatif.log);

	error_print(&whatif.log, stderr);
	free(whatif.todo);
	free(whatif.hex);
	free(whatif.tables);
	scenario_free_all(&whatif.scenarios);
	night_free(&whatif.night);
	error_free(&whatif.log);
	return code;
}
