/* Any bytes as the tables of a region: read or refused. What is read can be derived, and each index leads somewhere.
 *
 * An input holds several files: a line "@clients.csv" begins that file, up to the next such line.
 */
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "input/region/load.h"
#include "planner/reasons/bottleneck.h"
#include "planner/base/day.h"
#include "planner/rules/pins.h"
#include "planner/problem/problem.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define FILES 8

static const char *const names[FILES] = {"clients.csv",   "caregivers.csv", "availability.csv", "workareas.csv",
					 "contracts.csv", "deliveries.csv", "pins.csv",         "policy.ini"};

static char folder[] = "/tmp/kraamplan-fuzz-XXXXXX";

static void remove_files(void)
{
	char path[sizeof folder + 32];

	for (int i = 0; i < FILES; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, names[i]);
		unlink(path);
	}
}

static void remove_folder(void)
{
	remove_files();
	rmdir(folder);
}

static FILE *open_file(const uint8_t *name, size_t length)
{
	char path[sizeof folder + 32];

	for (int i = 0; i < FILES; i++)
		if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0) {
			snprintf(path, sizeof path, "%s/%s", folder, names[i]);
			return fopen(path, "wb");
		}
	return NULL;
}

static void write_files(const uint8_t *bytes, size_t size)
{
	FILE *file = NULL;

	for (size_t start = 0, end; start < size; start = end) {
		const uint8_t *newline = memchr(bytes + start, '\n', size - start);
		size_t length = newline == NULL ? size - start : (size_t)(newline - bytes) - start;
		end = newline == NULL ? size : start + length + 1;
		if (bytes[start] == '@') {
			if (file != NULL)
				fclose(file);
			file = open_file(bytes + start + 1, length - 1);
		} else if (file != NULL) {
			fwrite(bytes + start, 1, end - start, file);
		}
	}
	if (file != NULL)
		fclose(file);
}

static void require_index(int32_t index, size_t count)
{
	require(index >= 0 && (size_t)index < count);
}

static void require_indices(const struct region *region)
{
	for (size_t i = 0; i < region->client_count; i++) {
		require_index(region->clients[i].provider, (size_t)region->providers.count);
		require_index(region->clients[i].insurer, (size_t)region->insurers.count);
		require(region->clients[i].due_day != DAY_NONE);
	}
	for (size_t i = 0; i < region->caregiver_count; i++)
		require_index(region->caregivers[i].provider, (size_t)region->providers.count);
	for (size_t i = 0; i < region->availability_count; i++)
		require_index(region->availability[i].caregiver, region->caregiver_count);
	for (size_t i = 0; i < region->delivery_count; i++)
		require(region->deliveries[i].client == REGION_NONE ||
			(size_t)region->deliveries[i].client < region->client_count);
	for (size_t i = 0; i < region->pin_count; i++) {
		require_index(region->pins[i].client, region->client_count);
		require_index(region->pins[i].caregiver, region->caregiver_count);
		require(region->pins[i].day != DAY_NONE || !region->pins[i].must);
	}
}

/* What follows on reading, short of the search. */
static void derive(struct region *region, const struct policy *policy, struct error_log *log)
{
	struct problem problem;
	struct plan plan = {0};
	struct bottlenecks found;

	pins_derive(&problem, region, policy, log);
	plan_reset(&plan, &problem);
	bottleneck_find(&found, &problem, &plan);
	for (size_t i = 0; i < found.count; i++) {
		char words[BOTTLENECK_WORDS_SIZE];
		bottleneck_write_words(words, &found, &found.list[i], i % 2 == 0);
	}
	bottleneck_free(&found);
	plan_free(&plan);
	problem_free(&problem);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static bool made;
	struct region region;
	struct policy policy;
	struct load_digests digests;
	struct load_options options = {.plan_date = DAY_NONE};
	struct error_log log = {0};

	if (!made) {
		require(mkdtemp(folder) != NULL);
		made = true;
		atexit(remove_folder);
	}
	remove_files();
	write_files(bytes, size);
	if (load_region(&region, &policy, &digests, folder, &options, &log)) {
		require_indices(&region);
		derive(&region, &policy, &log);
	}
	fuzz_print_findings(&log);
	region_free(&region);
	policy_free(&policy);
	error_free(&log);
	return 0;
}
