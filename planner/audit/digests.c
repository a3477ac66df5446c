/* What a verdict is bound to: the digests of the region and the plan that were judged, and of what was written. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/writer/text.h"
#include "planner/audit/reading.h"
#include "planner/audit/write.h"

static const char *const columns[] = {"region_sha256", "plan_sha256"};

/* A digest of several files: of the lines `SHA-256 name` of each. */
static void add_file(struct text *lines, const char *hex, const char *name)
{
	text_format(lines, "%s %s\n", hex, name);
}

static void digest_text(char hex[FILE_HEX_SIZE], struct text *text)
{
	text_add(text, "");
	file_digest(hex, &(struct file_bytes){text->bytes, text->length});
}

void audit_take_digests(struct audit *audit)
{
	struct text region = {0}, plan = {0};

	for (size_t i = 0; i < audit->digests.count; i++)
		add_file(&region, audit->digests.files[i].hex, audit->digests.files[i].name);
	for (int file = 0; file < AUDIT_FILE_COUNT; file++) {
		char hex[FILE_HEX_SIZE];
		if (audit->files[file].bytes == NULL)
			continue;
		file_digest(hex, &audit->files[file]);
		add_file(&plan, hex, audit_name_file((enum audit_file)file));
	}
	digest_text(audit->region_sha256, &region);
	digest_text(audit->plan_sha256, &plan);
	text_free(&region);
	text_free(&plan);
}

bool audit_write_table(struct sink *sink, const char *name, struct csv_writer *writer, struct audit *audit)
{
	const char *const texts[] = {audit->region_sha256, audit->plan_sha256};
	struct audit_written *written = &audit->written[audit->written_count++];

	csv_append_columns(writer, columns, texts, sizeof columns / sizeof *columns);
	written->name = name;
	file_digest(written->sha256, &(struct file_bytes){writer->text.bytes, writer->text.length});
	return sink_write_table(sink, name, writer, &audit->log);
}

/* The digest of a text in which it stands itself: with zeros in its place. */
void audit_seal(struct text *text, char sha256[FILE_HEX_SIZE])
{
	char *place = strstr(text->bytes, AUDIT_SEAL_ZEROS);

	file_digest(sha256, &(struct file_bytes){text->bytes, text->length});
	if (place != NULL)
		memcpy(place, sha256, FILE_HEX_SIZE - 1);
}
