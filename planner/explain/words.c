#include "planner/explain/words.h"

#include <string.h>

#include "planner/base/day.h"
#include "planner/base/hours.h"

#define COLUMNS 80

const char *explain_tier_words(const struct explain *explain, enum tier tier)
{
	return tier_kind_words[problem_kind(&explain->problem, tier)];
}

const char *explain_hours(char buffer[32], const struct explain *explain, int64_t units)
{
	hours_format(buffer, units * explain->policy.unit_minutes, '.');
	return buffer;
}

const char *explain_day(char buffer[16], const struct explain *explain, int32_t day)
{
	day_format(buffer, problem_date(&explain->problem, day), false);
	return buffer;
}

const char *explain_client_key(const struct explain *explain, int32_t client)
{
	return explain->region.clients[explain->problem.clients[client].region_index].key;
}

const char *explain_caregiver_key(const struct explain *explain, int32_t caregiver)
{
	return explain->region.caregivers[explain->problem.caregivers[caregiver].region_index].key;
}

void explain_add_words(struct explain *explain, int indent, const char *words)
{
	int column = indent;

	text_format(&explain->text, "%*s", indent, "");
	while (*words != '\0') {
		size_t length = strcspn(words, " ");
		if (column > indent && column + 1 + (int)length > COLUMNS) {
			text_format(&explain->text, "\n%*s", indent, "");
			column = indent;
		} else if (column > indent) {
			text_add(&explain->text, " ");
			column++;
		}
		text_add_bytes(&explain->text, words, length);
		column += (int)length;
		words += length;
		words += strspn(words, " ");
	}
	text_add(&explain->text, "\n");
}

void explain_add_gathered(struct explain *explain, int indent, struct text *gathered)
{
	if (gathered->bytes != NULL)
		explain_add_words(explain, indent, gathered->bytes);
	text_free(gathered);
}
