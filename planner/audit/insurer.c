/* What may leave the region for one insurer, or for those of one concern: their own clients in full, under keys
 * of their own; on all clients the figures that planner/judge/suppression.h allows, once a week, rounded to a
 * base as statistical offices do (A. Hundepool et al., Statistical Disclosure Control, Wiley 2012, chapter 5).
 * The difference of two rounded sums of hours is open by HOURS_BASE either way, more than a tenth of
 * HOURS_MOST. */
#include <limits.h>
#include <nettle/base16.h>
#include <nettle/hmac.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "input/text/file.h"
#include "planner/region/files.h"
#include "planner/audit/write.h"
#include "output/writer/text.h"
#include "planner/base/day.h"
#include "planner/base/hours.h"
#include "planner/base/memory.h"
#include "planner/base/version.h"
#include "planner/judge/suppression.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define KEY_BYTES_LEAST 16
#define KEY_BYTES_MOST 4096
#define KEY_VALUES_LEAST 8 /* different bytes in a key */
#define HOURS_MOST 80      /* that a family is indicated (Landelijk Indicatieprotocol Kraamzorg) */
#define MINUTES_PER_HOUR 60
#define HOURS_BASE 10
#define PEOPLE_BASE 5
#define HEX_SIZE (BASE16_ENCODE_LENGTH(SHA256_DIGEST_SIZE) + 1)

/* codes: one or more, parted by commas. */
static bool names_code(const char *codes, const char *code)
{
	size_t length = strlen(code);

	for (const char *at = codes; *at != '\0'; at += at[0] == ',') {
		size_t size = strcspn(at, ",");
		if (size == length && memcmp(at, code, length) == 0)
			return true;
		at += size;
	}
	return false;
}

bool audit_is_own(const struct audit *audit, size_t client)
{
	const struct region *region = &audit->region;

	return names_code(audit->request.insurer, region->insurers.names[region->clients[client].insurer]);
}

bool audit_check_insurers(struct audit *audit)
{
	const struct region *region = &audit->region;
	int32_t count = 1, known = 0;
	struct text text = {0};

	for (const char *at = audit->request.insurer; *at != '\0'; at++)
		count += *at == ',';
	for (int32_t i = 0; i < region->insurers.count; i++) {
		known += names_code(audit->request.insurer, region->insurers.names[i]);
		text_add(&text, i > 0 ? ", " : "");
		text_add(&text, region->insurers.names[i]);
	}
	if (known != count)
		error_fail(&audit->log, EXIT_USAGE,
			   "--insurer %s: expected codes of this region, each once, parted by commas; it has %s",
			   audit->request.insurer, region->insurers.count > 0 ? text.bytes : "none");
	text_free(&text);
	return known == count;
}

static bool is_guessed_easily(const struct file_bytes *key)
{
	bool seen[UCHAR_MAX + 1] = {false};
	int count = 0;

	for (size_t i = 0; i < key->length; i++) {
		count += !seen[(unsigned char)key->bytes[i]];
		seen[(unsigned char)key->bytes[i]] = true;
	}
	return count < KEY_VALUES_LEAST;
}

bool audit_read_key(struct audit *audit)
{
	const char *path = audit->request.key_file;
	struct stat status;
	enum file_result result = file_read(&audit->key, path, KEY_BYTES_MOST, "key", &audit->log);

	if (result == FILE_ABSENT)
		return error_fail(&audit->log, EXIT_SYSTEM, "%s is not there", path);
	if (result != FILE_READ)
		return false;
	if (stat(path, &status) != 0 || (status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		return error_fail(&audit->log, EXIT_USAGE, "--key: others may read or write %s: chmod 600 it", path);
	if (audit->key.length < KEY_BYTES_LEAST)
		return error_fail(&audit->log, EXIT_USAGE, "--key: a key has at least %d bytes", KEY_BYTES_LEAST);
	if (is_guessed_easily(&audit->key))
		return error_fail(&audit->log, EXIT_USAGE,
				  "--key: fewer than %d different bytes are guessed: `" PROGRAM_NAME
				  " key FILE` makes a key",
				  KEY_VALUES_LEAST);
	return true;
}

static void replace_key(char hex[HEX_SIZE], const struct audit *audit, const char *key)
{
	struct hmac_sha256_ctx context;
	uint8_t digest[SHA256_DIGEST_SIZE];

	hmac_sha256_set_key(&context, audit->key.length, (const uint8_t *)audit->key.bytes);
	hmac_sha256_update(&context, strlen(key), (const uint8_t *)key);
	hmac_sha256_digest(&context, sizeof digest, digest);
	base16_encode_update(hex, sizeof digest, digest);
	hex[HEX_SIZE - 1] = '\0';
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

/* Of each provider and insurer, those to plan; the caller frees. most: the most that anybody of them wants. */
static struct suppression_sums *sum_clients(const struct audit *audit, int64_t *most)
{
	const struct region *region = &audit->region;
	size_t owner_count = (size_t)region->insurers.count;
	struct suppression_sums *sums = memory_allocate((size_t)region->providers.count * owner_count, sizeof *sums);

	for (size_t i = 0; i < region->client_count; i++) {
		const struct allocation *row = &audit->outcome.allocations[i];
		const struct region_client *client = &region->clients[i];
		if (row->client == REGION_NONE)
			continue;
		int64_t given = (int64_t)row->received_units + row->planned_units + row->digital_units;
		/* Who has more than she wants is counted as if she wanted it: so nobody has more. */
		int64_t wanted = row->wanted_units > given ? row->wanted_units : given;
		struct suppression_sums *sum = &sums[(size_t)client->provider * owner_count + (size_t)client->insurer];
		sum->people++;
		sum->wanted += wanted;
		sum->given += given;
		*most = wanted > *most ? wanted : *most;
	}
	return sums;
}

static void write_figure(struct csv_writer *writer, const struct audit *audit, const char *provider,
			 const struct suppression_sums *sum)
{
	const int64_t base = HOURS_BASE * MINUTES_PER_HOUR, minutes = audit->policy.unit_minutes;

	csv_add_word(writer, judge_dimension_names[provider != NULL ? JUDGE_PROVIDER : JUDGE_ALL]);
	csv_add_text(writer, provider);
	csv_add_count(writer, (sum->people + PEOPLE_BASE / 2) / PEOPLE_BASE * PEOPLE_BASE);
	csv_add_hours(writer, (sum->wanted * minutes + base / 2) / base * base);
	csv_add_hours(writer, (sum->given * minutes + base / 2) / base * base);
	csv_end_row(writer);
}

/* On all clients, the reader's own too: so all readers have the same figures, and nothing lies between two of them. */
static void write_figures(struct csv_writer *writer, struct audit *audit)
{
	static const char *const columns[] = {"dimension", "value", "clients", "wanted_hours", "given_hours"};
	const struct region *region = &audit->region;
	size_t owner_count = (size_t)region->insurers.count, group_count = (size_t)region->providers.count;
	int64_t most = HOURS_MOST * MINUTES_PER_HOUR / audit->policy.unit_minutes;
	struct suppression_sums *sums = sum_clients(audit, &most), all = {0};
	struct suppression_sums *groups = memory_allocate(group_count, sizeof *groups);
	bool *hidden = memory_allocate(group_count, sizeof *hidden);
	bool *reader = memory_allocate(owner_count, sizeof *reader);

	for (size_t owner = 0; owner < owner_count; owner++)
		reader[owner] = names_code(audit->request.insurer, region->insurers.names[owner]);
	for (size_t i = 0; i < group_count * owner_count; i++) {
		suppression_add(&groups[i / owner_count], &sums[i]);
		suppression_add(&all, &sums[i]);
	}
	csv_begin_table(writer, audit->request.dutch, columns, COUNT(columns));
	if (suppression_find(hidden,
			     &(struct suppression){group_count, owner_count, sums, reader, AUDIT_PEOPLE_LEAST, most}))
		write_figure(writer, audit, NULL, &all);
	for (size_t g = 0; g < group_count; g++)
		if (!hidden[g] && groups[g].people > 0)
			write_figure(writer, audit, region->providers.names[g], &groups[g]);
	free(sums);
	free(groups);
	free(hidden);
	free(reader);
}

bool audit_write_insurer(struct sink *sink, struct audit *audit)
{
	struct csv_writer own, figures;

	if (!audit->has_outcome)
		return true;
	write_own(&own, audit);
	bool written = audit_write_table(sink, AUDIT_FILE_OWN, &own, audit);
	/* Figures of two nights tell what came between them: so there are none on other days of the week. */
	if (!written || audit->policy.plan_date != day_of_week_start(audit->policy.plan_date))
		return written;
	write_figures(&figures, audit);
	return audit_write_table(sink, AUDIT_FILE_FIGURES, &figures, audit);
}
