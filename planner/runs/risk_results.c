#include "planner/runs/risk_results.h"

#include <stdlib.h>
#include <string.h>

#include "planner/region/files.h"
#include "output/runs/risk_tables.h"
#include "output/folder/sink.h"
#include "output/plan/terminal.h"

static bool write_text(struct sink *sink, const char *name, const struct text *text, struct error_log *log)
{
	return sink_write_file(sink, name, text->bytes, text->length, log);
}

static bool write_draws(struct sink *sink, const struct tally_row *rows, size_t count, struct error_log *log)
{
	struct csv_writer writer;

	risk_tables_begin_draws(&writer);
	risk_tables_add_draws(&writer, rows, count);
	bool written = write_text(sink, RISK_FILE_DRAWS, &writer.text, log);
	csv_writer_free(&writer);
	return written;
}

static bool write_table(struct sink *sink, const char *name, const struct risk *risk, bool dutch,
			void (*fill)(struct csv_writer *, const struct risk *, bool), struct error_log *log)
{
	struct csv_writer writer;

	fill(&writer, risk, dutch);
	bool written = write_text(sink, name, &writer.text, log);
	csv_writer_free(&writer);
	return written;
}

static bool write_json(struct sink *sink, const struct risk_json_part *part, const struct risk *risk,
		       struct error_log *log)
{
	struct text text = {0};

	risk_json_write_whole(&text, part->run, risk);
	bool written = write_text(sink, RISK_FILE_JSON, &text, log);
	text_free(&text);
	return written;
}

static bool show(const struct options *options, const struct risk *risk, int32_t rosters_end, struct error_log *log)
{
	struct text text = {0};

	if (options->quiet)
		return true;
	risk_tables_describe(&text, risk, rosters_end);
	bool shown = terminal_print(&text, log);
	text_free(&text);
	return shown;
}

bool risk_write_whole(const struct options *options, const struct risk_json_part *part, const struct tally_row *rows,
		      size_t count, struct error_log *log)
{
	struct sink sink;
	struct risk risk;

	risk_gather(&risk, rows, count, part->draws);
	bool written = sink_open(&sink, options->output, options->force, log) && write_draws(&sink, rows, count, log) &&
		       write_table(&sink, RISK_FILE_RISK, &risk, options->dutch, risk_tables_write_risk, log) &&
		       write_table(&sink, RISK_FILE_CAUSES, &risk, options->dutch, risk_tables_write_causes, log) &&
		       write_json(&sink, part, &risk, log) && show(options, &risk, part->rosters_end, log) &&
		       sink_commit(&sink, log);

	sink_discard(&sink);
	risk_free(&risk);
	return written;
}

bool risk_write_part(const struct options *options, const char *run, const struct tally_row *rows, size_t count,
		     struct error_log *log)
{
	struct sink sink;
	bool written = sink_open(&sink, options->output, options->force, log) && write_draws(&sink, rows, count, log) &&
		       sink_write_file(&sink, RISK_FILE_JSON, run, strlen(run), log) && sink_commit(&sink, log);

	sink_discard(&sink);
	return written;
}
