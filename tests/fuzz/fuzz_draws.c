/* Any bytes as draws.csv of risk: as a part that is merged and as a journal that a run goes on with. No draw counts
 * twice, what is gathered can be written, and a journal that was taken is whole up to its end.
 */
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input/plan/draws_reader.h"
#include "input/text/file.h"
#include "output/runs/risk_tables.h"
#include "planner/figures/risk.h"
#include "planner/runs/risk_journal.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define DRAWS_MOST 1000000
#define RUN "{}\n"

static char folder[] = "/tmp/kraamplan-fuzz-XXXXXX";
static char place[64], partial[64], draws_path[80], sums_path[80], told_path[80];

static void write_file(const char *name, const void *bytes, size_t size)
{
	FILE *file = fopen(name, "wb");

	require(file != NULL);
	if (size > 0)
		fwrite(bytes, 1, size, file);
	fclose(file);
}

static void remove_folder(void)
{
	unlink(draws_path);
	unlink(sums_path);
	unlink(told_path);
	rmdir(partial);
	rmdir(folder);
}

static void begin(void)
{
	require(mkdtemp(folder) != NULL);
	snprintf(place, sizeof place, "%s/out", folder);
	snprintf(partial, sizeof partial, "%.48s.partial", place);
	snprintf(draws_path, sizeof draws_path, "%s/draws.csv", partial);
	snprintf(sums_path, sizeof sums_path, "%s/draws.sha256", partial);
	snprintf(told_path, sizeof told_path, "%s/risk.json", partial);
	require(mkdir(partial, S_IRWXU) == 0);
	write_file(told_path, RUN, strlen(RUN));
	atexit(remove_folder);
}

/* The number of whole draws, and in *end how the reading ended. */
static int32_t read_draws(enum draws_result *end, struct risk *risk)
{
	struct error_log log = {0};
	struct draws_reader reader;
	int32_t count = 0, last = 0;

	*end = DRAWS_BAD;
	if (draws_reader_open(&reader, draws_path, &log))
		while ((*end = draws_reader_next(&reader)) == DRAWS_ROW) {
			require(reader.row.draw >= last && reader.row.draw > 0 && reader.row.draw <= DRAWS_MOST);
			last = reader.row.draw;
			count += reader.row.kind == TALLY_DRAW;
			risk_add_row(risk, &reader.row);
		}
	require((*end == DRAWS_BAD) == (log.error_count > 0 || log.failure != EXIT_DONE));
	draws_reader_close(&reader);
	fuzz_print_findings(&log);
	error_free(&log);
	return count;
}

/* The sums of what it takes for draws: each up to a line of that kind. */
static void write_sums(const uint8_t *bytes, size_t size)
{
	const uint8_t *heading = size > 0 ? memchr(bytes, '\n', size) : NULL;
	size_t start = heading != NULL ? (size_t)(heading - bytes) + 1 : size;
	FILE *file = fopen(sums_path, "wb");

	require(file != NULL);
	for (size_t at = start, end; at < size; at = end) {
		const uint8_t *stop = memchr(bytes + at, '\n', size - at);
		end = stop != NULL ? (size_t)(stop - bytes) + 1 : size;
		if (memmem(bytes + at, end - at, ",draw,", 6) == NULL)
			continue;
		const struct file_bytes draw = {(char *)(uintptr_t)(bytes + start), end - start};
		char hex[FILE_HEX_SIZE];
		file_digest(hex, &draw);
		fprintf(file, "%s\n", hex);
		start = end;
	}
	fclose(file);
}

static void write_tables(struct risk *risk)
{
	struct csv_writer writer;
	struct text text = {0};

	risk_end(risk);
	for (int dutch = 0; dutch < 2; dutch++) {
		risk_tables_write_risk(&writer, risk, dutch == 1);
		csv_writer_free(&writer);
		risk_tables_write_causes(&writer, risk, dutch == 1);
		csv_writer_free(&writer);
	}
	risk_tables_describe(&text, risk, SHRT_MAX);
	text_free(&text);
}

static void resume(void)
{
	const struct risk_journal_request request = {.place = place, .run = RUN, .resume = true};
	struct risk_journal journal;
	struct error_log log = {0};
	struct risk risk;
	enum draws_result end;

	bool taken = risk_journal_open(&journal, &request, &log);
	fuzz_print_findings(&log); /* which borrow the names of the journal */
	error_free(&log);
	risk_journal_close(&journal);
	risk_begin(&risk, DRAWS_MOST);
	if (taken) {
		struct risk_journal again;
		struct error_log none = {0};
		read_draws(&end, &risk);
		require(end == DRAWS_END);
		require(risk_journal_open(&again, &request, &none));
		error_free(&none);
		risk_journal_close(&again);
	}
	risk_free(&risk);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static bool begun;
	enum draws_result end;
	struct risk risk;

	if (!begun)
		begin();
	begun = true;
	write_file(draws_path, bytes, size);
	write_sums(bytes, size);
	risk_begin(&risk, DRAWS_MOST);
	int32_t count = read_draws(&end, &risk);
	if (end == DRAWS_END && count > 0 && count < 100)
		write_tables(&risk);
	risk_free(&risk);
	resume();
	return 0;
}
