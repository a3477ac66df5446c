#include "planner/runs/risk_results.h"

#include <stdlib.h>
#include <string.h>

#include "input/plan/draws_reader.h"
#include "planner/region/files.h"
#include "output/runs/risk_tables.h"
#include "output/folder/sink.h"
#include "output/plan/terminal.h"
#include "planner/base/memory.h"
#include "planner/runs/shard.h"

#define PENDING_MOST ((size_t)256 * 1024) /* bytes of draws that are kept before they are written */

/* Draws on their way from where they were kept into the results. */
struct passage {
	struct sink_file file;
	struct text text;  /* not yet written */
	struct risk *risk; /* that they are added to; NULL: none */
	struct error_log *log;
};

static bool write_pending(struct passage *passage)
{
	bool written = sink_add_bytes(&passage->file, passage->text.bytes, passage->text.length, passage->log);

	passage->text.length = 0;
	return written;
}

/* Its rows are passed on as they stand. */
static bool pass_draw(struct passage *passage, struct draws_reader *reader, int32_t draw)
{
	do {
		enum draws_result result = draws_reader_next(reader);
		if (result == DRAWS_BAD)
			return false;
		if (result == DRAWS_BROKEN_OFF)
			return error_fail(passage->log, EXIT_REJECTED, "%s: the last draw is not whole", reader->path);
		if (result == DRAWS_END || reader->row.draw != draw)
			return error_fail(passage->log, EXIT_REJECTED, "%s: draw %d is missing", reader->path, draw);
		text_add_bytes(&passage->text, reader->line, reader->line_size);
		if (passage->risk != NULL)
			risk_add_row(passage->risk, &reader->row);
	} while (reader->row.kind != TALLY_DRAW);
	return passage->text.length < PENDING_MOST || write_pending(passage);
}

static bool check_end(const struct passage *passage, struct draws_reader *reader)
{
	switch (draws_reader_next(reader)) {
	case DRAWS_END:
		return true;
	case DRAWS_ROW:
		return error_fail(passage->log, EXIT_REJECTED, "%s: draw %d does not belong to it", reader->path,
				  reader->row.draw);
	case DRAWS_BROKEN_OFF:
		return error_fail(passage->log, EXIT_REJECTED, "%s: the last draw is not whole", reader->path);
	case DRAWS_BAD:
		break;
	}
	return false;
}

/* Draw by draw from the part that must hold it; each part has its draws in their order. */
static bool pass_all(struct passage *passage, struct draws_reader *readers, const struct risk_write_draws *draws)
{
	bool good = true;

	for (int32_t draw = 1; good && draw <= draws->draw_count; draw++)
		if (shard_holds(draws->shard, draws->shard_count, (size_t)draw))
			good = pass_draw(passage, &readers[shard_of(draws->path_count, (size_t)draw) - 1], draw);
	for (int i = 0; good && i < draws->path_count; i++)
		good = check_end(passage, &readers[i]);
	return good && write_pending(passage);
}

static bool begin_draws(struct passage *passage, struct sink *sink)
{
	struct csv_writer heading;

	risk_tables_begin_draws(&heading);
	text_add_bytes(&passage->text, heading.text.bytes, heading.text.length);
	csv_writer_free(&heading);
	return sink_begin_file(&passage->file, sink, RISK_FILE_DRAWS, passage->log);
}

static bool write_draws(struct sink *sink, const struct risk_write_draws *draws, struct risk *risk,
			struct error_log *log)
{
	struct passage passage = {.risk = risk, .log = log, .file.fd = -1};
	struct draws_reader *readers = memory_allocate((size_t)draws->path_count, sizeof *readers);
	bool good = true;

	for (int i = 0; good && i < draws->path_count; i++)
		good = draws_reader_open(&readers[i], draws->paths[i], log);
	good = good && begin_draws(&passage, sink) && pass_all(&passage, readers, draws);
	good = sink_end_file(&passage.file, log) && good;
	for (int i = 0; i < draws->path_count; i++)
		draws_reader_close(&readers[i]);
	free(readers);
	text_free(&passage.text);
	return good;
}

static bool write_table(struct sink *sink, const char *name, const struct risk *risk, bool dutch,
			void (*fill)(struct csv_writer *, const struct risk *, bool), struct error_log *log)
{
	struct csv_writer writer;

	fill(&writer, risk, dutch);
	return sink_write_table(sink, name, &writer, log);
}

static bool write_json(struct sink *sink, const struct risk_json_part *part, const struct risk *risk,
		       struct error_log *log)
{
	struct text text = {0};

	risk_json_write_whole(&text, part->run, risk);
	bool written = sink_write_file(sink, RISK_FILE_JSON, text.bytes, text.length, log);
	text_free(&text);
	return written;
}

static bool show(const struct runs_target *target, const struct risk *risk, int32_t rosters_end, struct error_log *log)
{
	struct text text = {0};

	if (target->quiet)
		return true;
	risk_tables_describe(&text, risk, rosters_end);
	bool shown = terminal_print(&text, log);
	text_free(&text);
	return shown;
}

bool risk_write_whole(const struct runs_target *target, const struct risk_json_part *part,
		      const struct risk_write_draws *draws, struct error_log *log)
{
	struct sink sink;
	struct risk risk;

	risk_begin(&risk, draws->draw_count);
	bool written = sink_open(&sink, target->place, target->force, log) && write_draws(&sink, draws, &risk, log);
	if (written) {
		risk_end(&risk);
		written = write_table(&sink, RISK_FILE_RISK, &risk, target->dutch, risk_tables_write_risk, log) &&
			  write_table(&sink, RISK_FILE_CAUSES, &risk, target->dutch, risk_tables_write_causes, log) &&
			  write_json(&sink, part, &risk, log) && show(target, &risk, part->rosters_end, log) &&
			  sink_commit(&sink, log);
	}
	sink_discard(&sink);
	risk_free(&risk);
	return written;
}

bool risk_write_part(const struct runs_target *target, const char *run, const struct risk_write_draws *draws,
		     struct error_log *log)
{
	struct sink sink;
	bool written = sink_open(&sink, target->place, target->force, log) && write_draws(&sink, draws, NULL, log) &&
		       sink_write_file(&sink, RISK_FILE_JSON, run, strlen(run), log) && sink_commit(&sink, log);

	sink_discard(&sink);
	return written;
}
