/* What may leave the region for one insurer: its own clients in full, under keys of its own; all others only in figures
 * on at least AUDIT_PEOPLE_LEAST of them, also where figures are subtracted from each other. */
#include <nettle/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/text/file.h"
#include "planner/region/files.h"
#include "planner/audit/write.h"
#include "planner/base/memory.h"
#include "planner/judge/suppression.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define KEY_BYTES_LEAST 16
#define KEY_BYTES_MOST 4096
#define HEX_SIZE (2 * SHA256_DIGEST_SIZE + 1)

bool audit_is_own(const struct audit *audit, size_t client)
{
	const struct region *region = &audit->region;

	return strcmp(region->insurers.names[region->clients[client].insurer], audit->request.insurer) == 0;
}

bool audit_read_key(struct audit *audit)
{
	enum file_result result = file_read(&audit->key, audit->request.key_file, KEY_BYTES_MOST, "key", &audit->log);

	if (result == FILE_ABSENT)
		return error_fail(&audit->log, EXIT_SYSTEM, "%s is not there", audit->request.key_file);
	if (result == FILE_READ && audit->key.length < KEY_BYTES_LEAST)
		return error_fail(&audit->log, EXIT_USAGE, "--key: a key has at least %d bytes", KEY_BYTES_LEAST);
	return result == FILE_READ;
}

static void replace_key(char hex[HEX_SIZE], const struct audit *audit, const char *key)
{
	struct hmac_sha256_ctx context;
	uint8_t digest[SHA256_DIGEST_SIZE];

	hmac_sha256_set_key(&context, audit->key.length, (const uint8_t *)audit->key.bytes);
	hmac_sha256_update(&context, strlen(key), (const uint8_t *)key);
	hmac_sha256_digest(&context, sizeof digest, digest);
	for (size_t i = 0; i < sizeof digest; i++)
		snprintf(hex + 2 * i, 3, "%02x", digest[i]);
}

static void add_units(struct csv_writer *writer, const struct audit *audit, int64_t units)
{
	csv_add_hours(writer, units * audit->policy.unit_minutes);
}

static void write_own(struct csv_writer *writer, struct audit *audit)
{
	static const char *const columns[] = {"client_id",     "provider",         "postcode_area",
					      "group",         "registration",     "birth",
					      "wanted_hours",  "received_hours",   "planned_hours",
					      "digital_hours", "minimum_short",    "presence_short",
					      "medical_short", "guaranteed_short", "remaining_short",
					      "share",         "caregivers",       "mediated_hours"};
	static const enum judge_dimension dimensions[] = {JUDGE_PROVIDER, JUDGE_AREA, JUDGE_GROUP, JUDGE_REGISTRATION,
							  JUDGE_BIRTH};
	char hex[HEX_SIZE], group[JUDGE_GROUP_SIZE];

	csv_begin_table(writer, audit->request.dutch, columns, COUNT(columns));
	for (size_t i = 0; i < audit->region.client_count; i++) {
		const struct allocation *row = &audit->outcome.allocations[i];
		if (!audit_is_own(audit, i))
			continue;
		replace_key(hex, audit, audit->region.clients[i].key);
		csv_add_text(writer, hex);
		for (size_t j = 0; j < COUNT(dimensions); j++) {
			judge_fairness_name_group(group, &audit->problem, dimensions[j], i);
			csv_add_text(writer, *group != '\0' ? group : NULL);
		}
		add_units(writer, audit, row->wanted_units);
		add_units(writer, audit, row->received_units);
		add_units(writer, audit, row->planned_units);
		add_units(writer, audit, row->digital_units);
		for (int j = 0; j < KIND_COUNT; j++) {
			enum tier_kind kind = tier_kind_columns[j];
			enum tier tier = problem_tier(&audit->problem, kind);
			if (row->client == REGION_NONE)
				csv_add_text(writer, NULL);
			else if (kind == KIND_PRESENCE)
				csv_add_count(writer, row->shortages.short_units[tier]);
			else
				add_units(writer, audit, row->shortages.short_units[tier]);
		}
		csv_add_share(writer, row->rest_units - row->rest_short_units, row->rest_units);
		csv_add_count(writer, row->caregiver_count);
		add_units(writer, audit, row->mediated_units);
		csv_end_row(writer);
	}
}

/* group_of[dimension * client_count + client] is an index of fairness->list, SIZE_MAX of who does not count. */
static void find_members(size_t *group_of, const struct audit *audit, const struct judge_fairness *fairness,
			 const bool *others)
{
	size_t client_count = audit->region.client_count;
	char group[JUDGE_GROUP_SIZE];

	for (int dimension = 0; dimension < JUDGE_DIMENSION_COUNT; dimension++)
		for (size_t i = 0; i < client_count; i++) {
			const struct allocation *row = &audit->outcome.allocations[i];
			size_t *place = &group_of[(size_t)dimension * client_count + i];
			*place = SIZE_MAX;
			if (row->client == REGION_NONE || row->rest_units == 0 || !others[i])
				continue;
			judge_fairness_name_group(group, &audit->problem, (enum judge_dimension)dimension, i);
			for (size_t g = 0; g < fairness->count; g++)
				if ((int)fairness->list[g].dimension == dimension &&
				    strcmp(fairness->list[g].group, group) == 0)
					*place = g;
		}
}

/* Which groups must not be told; the caller frees. */
static bool *hide_groups(const struct audit *audit, const struct judge_fairness *fairness, const bool *others)
{
	size_t client_count = audit->region.client_count, count = fairness->count;
	size_t *group_of = memory_allocate(client_count * JUDGE_DIMENSION_COUNT, sizeof *group_of);
	int *dimension = memory_allocate(count, sizeof *dimension);
	int32_t *people = memory_allocate(count, sizeof *people);
	bool *hidden = memory_allocate(count, sizeof *hidden);

	for (size_t g = 0; g < count; g++) {
		dimension[g] = (int)fairness->list[g].dimension;
		people[g] = fairness->list[g].client_count;
	}
	find_members(group_of, audit, fairness, others);
	suppression_find(hidden, &(struct suppression){client_count, count, JUDGE_DIMENSION_COUNT, group_of, dimension,
						       people, AUDIT_PEOPLE_LEAST});
	free(group_of);
	free(dimension);
	free(people);
	return hidden;
}

static void write_figures(struct csv_writer *writer, struct audit *audit)
{
	static const char *const columns[] = {"dimension", "value", "clients",         "mean",
					      "gini",      "jain",  "hours_per_client"};
	size_t client_count = audit->region.client_count;
	bool *others = memory_allocate(client_count, sizeof *others);
	struct judge_fairness fairness;

	for (size_t i = 0; i < client_count; i++)
		others[i] = !audit_is_own(audit, i);
	judge_fairness_derive(&fairness, &audit->problem, audit->outcome.allocations, others);
	bool *hidden = hide_groups(audit, &fairness, others);

	csv_begin_table(writer, audit->request.dutch, columns, COUNT(columns));
	for (size_t g = 0; g < fairness.count; g++) {
		const struct judge_figures *f = &fairness.list[g];
		if (hidden[g])
			continue; /* not even its name: who is in a group of one is told by it */
		csv_add_word(writer, judge_dimension_names[f->dimension]);
		csv_add_text(writer, *f->group != '\0' ? f->group : NULL);
		csv_add_count(writer, f->client_count);
		csv_add_decimal(writer, f->mean);
		csv_add_decimal(writer, f->gini);
		csv_add_decimal(writer, f->jain);
		csv_add_decimal(writer, f->units * audit->policy.unit_minutes * JUDGE_MILLION / 60 / f->client_count);
		csv_end_row(writer);
	}
	free(hidden);
	free(others);
	judge_fairness_free(&fairness);
}

bool audit_write_insurer(struct sink *sink, struct audit *audit)
{
	struct csv_writer own, figures;

	if (!audit->has_outcome)
		return true;
	write_own(&own, audit);
	write_figures(&figures, audit);
	bool written = audit_write_table(sink, AUDIT_FILE_OWN, &own, audit);
	return audit_write_table(sink, AUDIT_FILE_FIGURES, &figures, audit) && written;
}
