#include "planner/runs/whatif_results.h"

#include <stdlib.h>

#include "input/text/file.h"
#include "output/plan/terminal.h"
#include "planner/region/files.h"
#include "output/runs/whatif_tables.h"
#include "output/runs/whatif_terminal.h"
#include "planner/base/day.h"
#include "planner/runs/night.h"
#include "planner/runs/night_stored.h"
#include "planner/figures/whatif_changes.h"
#include "planner/figures/whatif_figures.h"

/* A scenario as it stands in the folder. */
static bool read_scenario(struct night *night, const char *folder, const char *name, struct error_log *log)
{
	const struct load_options options = {.plan_date = DAY_NONE};
	char *all_tables = file_join_path(folder, WHATIF_TABLES);
	char *tables = file_join_path(all_tables, name), *plan = file_join_path(folder, name);
	struct error_log warnings = {0}; /* the region's own, which have been told */
	bool good = night_read(night, tables, &options, &warnings);

	if (!good)
		error_fail(log, EXIT_SYSTEM, "%s: these tables cannot be read any more", tables);
	good = good && night_stored_read(night, plan, log);
	error_free(&warnings);
	free(tables);
	free(plan);
	free(all_tables);
	return good;
}

static bool write_tables(struct whatif_tables *tables, const char *folder, struct error_log *log)
{
	struct sink sink;
	bool written = sink_open(&sink, folder, false, log) &&
		       sink_write_table(&sink, WHATIF_FILE_COMPARISON, &tables->comparison, log) &&
		       sink_write_table(&sink, WHATIF_FILE_WEEKS, &tables->weeks, log) &&
		       sink_write_table(&sink, WHATIF_FILE_AREAS, &tables->areas, log) &&
		       sink_write_table(&sink, WHATIF_FILE_INSURERS, &tables->insurers, log) &&
		       sink_write_table(&sink, WHATIF_FILE_CHANGES, &tables->changes, log) &&
		       sink_commit_into(&sink, log);

	sink_discard(&sink);
	return written;
}

/* Adds a scenario to all tables; its night is let go of before the next one. */
static bool add_scenario(struct whatif_tables *tables, struct text *text, const struct night *base,
			 const struct whatif_figures *base_figures, const struct whatif_results *results,
			 const char *name, struct error_log *log)
{
	struct night night = {0};
	bool read = read_scenario(&night, results->folder, name, log);

	if (read) {
		struct whatif_figures figures;
		size_t count;
		struct whatif_change *changes = whatif_changes_list(&count, &base->outcome, &night.outcome);
		whatif_figures_derive(&figures, &night.outcome);
		whatif_tables_add(tables, name, &figures, base_figures);
		whatif_tables_add_changes(tables, name, changes, count);
		whatif_terminal_add(text, name, &figures, base_figures);
		whatif_figures_free(&figures);
		free(changes);
	}
	night_free(&night);
	return read;
}

bool whatif_results_write(const struct whatif_results *results, struct error_log *log)
{
	struct night base = {0};
	struct whatif_tables tables;
	struct whatif_figures figures = {0};
	struct text text = {0};
	bool good = read_scenario(&base, results->folder, WHATIF_BASE, log);

	whatif_tables_begin(&tables, results->dutch);
	if (good) {
		whatif_figures_derive(&figures, &base.outcome);
		whatif_tables_add(&tables, WHATIF_BASE, &figures, NULL);
		whatif_terminal_begin(&text);
		whatif_terminal_add(&text, WHATIF_BASE, &figures, NULL);
	}
	for (size_t i = 0; good && i < results->name_count; i++)
		good = add_scenario(&tables, &text, &base, &figures, results, results->names[i], log);
	good = good && write_tables(&tables, results->folder, log);
	if (good)
		whatif_terminal_end(&text, results->place);
	good = good && (results->quiet || terminal_print(&text, log));
	text_free(&text);
	whatif_tables_free(&tables);
	whatif_figures_free(&figures);
	night_free(&base);
	return good;
}
