/* Any bytes as risk.json, whatif.json or summary.json, by which parts of a run are known and plans searched for what
 * must not be in them: read or refused, and what was read tells the same when it is read again.
 */
#include <stdint.h>
#include <string.h>

#include "input/plan/plan_secrets.h"
#include "output/runs/risk_json.h"
#include "output/runs/whatif_json.h"
#include "planner/figures/risk.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void read_risk(const char *bytes, size_t size)
{
	struct risk_json_part part, again;
	struct error_log log = {0};
	struct risk risk;
	struct text text = {0};

	if (!risk_json_read(&part, bytes, size, "risk.json", &log)) {
		require(log.failure != EXIT_DONE);
		error_free(&log);
		return;
	}
	require(part.draws > 0 && part.shard >= 0 && part.shard_count >= 0);
	require(risk_json_read(&again, part.run, strlen(part.run), "risk.json", &log));
	require(strcmp(part.run, again.run) == 0 && part.draws == again.draws && again.shard == 0);
	risk_begin(&risk, part.draws);
	risk_json_write_whole(&text, part.run, &risk);
	risk_free(&risk);
	text_free(&text);
	risk_json_free(&again);
	risk_json_free(&part);
	error_free(&log);
}

static void read_whatif(const char *bytes, size_t size)
{
	struct whatif_json_part part, again;
	struct error_log log = {0};

	if (whatif_json_read(&part, bytes, size, "whatif.json", &log)) {
		require(whatif_json_read(&again, part.run, strlen(part.run), "whatif.json", &log));
		require(strcmp(part.run, again.run) == 0 && strcmp(part.origin, again.origin) == 0);
		require(part.name_count == again.name_count);
		for (size_t i = 0; i < part.name_count; i++)
			require(strcmp(part.names[i], again.names[i]) == 0 && strchr(part.names[i], '/') == NULL &&
				part.names[i][0] != '.');
		whatif_json_free(&again);
	}
	whatif_json_free(&part);
	error_free(&log);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct file_bytes file = {(char *)(uintptr_t)bytes, size};
	struct error_log log = {0};

	read_risk((const char *)bytes, size);
	read_whatif((const char *)bytes, size);
	require(plan_secrets_check(&file, "summary.json", &log) == (log.error_count == 0));
	fuzz_print_findings(&log);
	error_free(&log);
	return 0;
}
