#include "input/plan/plan_secrets.h"

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "input/text/bsn.h"

#define NUMBER_SIZE 32

static bool is_digest(const char *text, size_t length)
{
	return length == FILE_HEX_SIZE - 1 && strspn(text, "0123456789abcdef") == length;
}

static bool text_holds_bsn(const char *text, size_t length)
{
	return !is_digest(text, length) && bsn_stands_in((struct field_text){text, length});
}

/* Whole numbers alone: among the values of tiers some have nine digits, decimals counted. */
static bool number_holds_bsn(double number)
{
	char text[NUMBER_SIZE];
	int length = snprintf(text, sizeof text, "%.6f", number);

	return length > 0 && (size_t)length < sizeof text && strcmp(text + length - 6, "000000") == 0 &&
	       bsn_stands_in((struct field_text){text, (size_t)length - 7});
}

/* A summary is not deep, and jansson reads none that is deeper than it can take (JSON_PARSER_MAX_DEPTH). */
static bool holds_bsn(const json_t *json)
{
	const char *key;
	const json_t *value;

	if (json_is_string(json))
		return text_holds_bsn(json_string_value(json), json_string_length(json));
	if (json_is_number(json))
		return number_holds_bsn(json_number_value(json));
	for (size_t i = 0; i < json_array_size(json); i++)
		if (holds_bsn(json_array_get(json, i)))
			return true;
	json_object_foreach((json_t *)(uintptr_t)json, key, value)
	{
		if (text_holds_bsn(key, strlen(key)) || holds_bsn(value))
			return true;
	}
	return false;
}

bool plan_secrets_check(const struct file_bytes *summary, const char *name, struct error_log *log)
{
	json_t *json = summary->bytes != NULL ? json_loadb(summary->bytes, summary->length, 0, NULL) : NULL;
	bool found = holds_bsn(json);

	json_decref(json);
	if (found)
		error_find(log, false, name, 0, 0, NULL, BSN_REFUSAL);
	return !found;
}
