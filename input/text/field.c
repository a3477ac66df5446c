#include "input/text/field.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "input/text/bsn.h"
#include "planner/base/day.h"
#include "planner/base/excerpt.h"
#include "planner/region/region.h"
#include "planner/region/postcode.h"

#define HOUR_DIGITS_MAX 5
#define COUNT_DIGITS_MAX 6
#define DECIMALS_MAX 2      /* of hours */
#define PART_DECIMALS_MAX 4 /* of less than an hour, as of parts of a day; REGION_HOUR_TICKS is ten to this power */
#define THOUSANDS_DIGITS 3  /* stand behind each sign between thousands, and at most as many before the first */
#define QUOTED_MAX 40       /* characters */
#define NO_BREAK_SPACE 0xA0

static bool is_digit(char character)
{
	return character >= '0' && character <= '9';
}

/* The number of leading digits. */
static size_t count_digits(struct field_text text)
{
	size_t count = 0;

	while (count < text.length && is_digit(text.bytes[count]))
		count++;
	return count;
}

/* The value of the first count digits; at most nine of them. */
static int32_t read_digits(const char *bytes, size_t count)
{
	int32_t value = 0;

	for (size_t i = 0; i < count; i++)
		value = 10 * value + (bytes[i] - '0');
	return value;
}

/* The bytes of white space that the text starts with: tab to carriage return, space, no-break space in UTF-8. */
static size_t count_space(const char *bytes, size_t length)
{
	if (length > 0 && (bytes[0] == ' ' || (bytes[0] >= '\t' && bytes[0] <= '\r')))
		return 1;
	return length > 1 && bytes[0] == '\xC2' && bytes[1] == '\xA0' ? 2 : 0;
}

struct field_text field_trim(const char *bytes, size_t length)
{
	size_t size;

	while ((size = count_space(bytes, length)) > 0) {
		bytes += size;
		length -= size;
	}
	for (;;) {
		if (length > 0 && count_space(bytes + length - 1, 1) == 1)
			length--;
		else if (length > 1 && count_space(bytes + length - 2, 2) == 2)
			length -= 2;
		else
			return (struct field_text){bytes, length};
	}
}

enum field_result field_read_hours(int32_t *ticks, struct field_text text)
{
	size_t whole = count_digits(text);
	struct field_text rest = {text.bytes + whole, text.length - whole};
	int32_t tick = REGION_HOUR_TICKS;

	if (whole == 0)
		return FIELD_FORM;
	if (whole > HOUR_DIGITS_MAX)
		return whole == text.length ? FIELD_VALUE : FIELD_FORM;
	*ticks = read_digits(text.bytes, whole) * REGION_HOUR_TICKS;
	if (rest.length == 0)
		return FIELD_GOOD;
	rest = (struct field_text){rest.bytes + 1, rest.length - 1};
	if ((rest.bytes[-1] != '.' && rest.bytes[-1] != ',') || rest.length == 0 || count_digits(rest) != rest.length)
		return FIELD_FORM;
	bool part = *ticks == 0;

	if (rest.length > (part ? PART_DECIMALS_MAX : THOUSANDS_DIGITS))
		return FIELD_VALUE;
	for (size_t i = 0; i < rest.length; i++)
		*ticks += (rest.bytes[i] - '0') * (tick /= 10);
	if (part || rest.length <= DECIMALS_MAX)
		return FIELD_GOOD;
	return whole <= THOUSANDS_DIGITS && text.bytes[0] != '0' ? FIELD_TWOFOLD : FIELD_VALUE;
}

/* Digits and hyphens: the lengths of the three parts, or false. */
static bool split_date(size_t lengths[3], struct field_text text)
{
	for (int part = 0; part < 3; part++) {
		lengths[part] = count_digits(text);
		text = (struct field_text){text.bytes + lengths[part], text.length - lengths[part]};
		if (part < 2) {
			if (text.length == 0 || text.bytes[0] != '-')
				return false;
			text = (struct field_text){text.bytes + 1, text.length - 1};
		}
	}
	return text.length == 0;
}

enum field_result field_read_day(int32_t *day, struct field_text text)
{
	size_t lengths[3];

	if (!split_date(lengths, text))
		return FIELD_FORM;
	bool iso = lengths[0] == 4 && lengths[1] == 2 && lengths[2] == 2;
	bool dutch = (lengths[0] == 1 || lengths[0] == 2) && (lengths[1] == 1 || lengths[1] == 2) && lengths[2] == 4;
	if (!iso && !dutch)
		return FIELD_FORM;
	int first = read_digits(text.bytes, lengths[0]),
	    last = read_digits(text.bytes + text.length - lengths[2], lengths[2]);
	int month = read_digits(text.bytes + lengths[0] + 1, lengths[1]);
	bool there = day_from_civil(day, iso ? first : last, month, iso ? last : first);
	return there ? FIELD_GOOD : FIELD_VALUE;
}

enum field_result field_read_count(int32_t *count, struct field_text text)
{
	if (text.length == 0 || count_digits(text) != text.length)
		return FIELD_FORM;
	if (text.length > COUNT_DIGITS_MAX)
		return FIELD_VALUE;
	*count = read_digits(text.bytes, text.length);
	return FIELD_GOOD;
}

bool field_is_word(struct field_text text, const char *word)
{
	return strlen(word) == text.length && strncasecmp(text.bytes, word, text.length) == 0;
}

/* A letter of Latin-1 with an accent, in upper or lower case, to the plain one in lower case. */
static char strip_accent(uint32_t character)
{
	static const char plain[] = "aaaaaa?ceeeeiiii?nooooo??uuuuy?";

	return character >= 0xC0 && character < 0x100 && (character & 0x1F) < sizeof plain - 1 ? plain[character & 0x1F]
											       : '?';
}

static char to_name_character(uint32_t character)
{
	if (character >= 'A' && character <= 'Z')
		return (char)(character - 'A' + 'a');
	if (character == ' ' || character == '-' || character == NO_BREAK_SPACE)
		return '_';
	return character < 0x80 ? (char)character : strip_accent(character);
}

bool field_is_name(struct field_text text, const char *name)
{
	size_t size;

	for (size_t i = 0; i < text.length; i += size, name++)
		if (*name == '\0' || to_name_character(excerpt_decode(text.bytes + i, text.length - i, &size)) != *name)
			return false;
	return *name == '\0';
}

enum field_result field_read_yes(bool *yes, struct field_text text)
{
	static const struct {
		const char *word;
		bool yes;
	} words[] = {
		{"yes", true},    {"no", false},  {"ja", true},      {"nee", false}, {"true", true},
		{"false", false}, {"waar", true}, {"onwaar", false}, {"y", true},    {"j", true},
		{"n", false},     {"1", true},    {"0", false},
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (field_is_word(text, words[i].word)) {
			*yes = words[i].yes;
			return FIELD_GOOD;
		}
	return FIELD_FORM;
}

static bool is_letter(char character)
{
	return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

static int32_t to_upper(char letter)
{
	return letter >= 'a' ? letter - 'a' + 'A' : letter;
}

enum field_result field_read_postcode(int32_t *postcode, int32_t *letters, struct field_text text)
{
	if (text.length < 4 || count_digits(text) != 4)
		return FIELD_FORM;
	*postcode = read_digits(text.bytes, 4);
	*letters = 0;
	if (text.length > 4) {
		bool blank = text.bytes[4] == ' ' || text.bytes[4] == '\xC2';
		size_t start = 4 + (blank ? count_space(text.bytes + 4, text.length - 4) : 0);

		if (text.length != start + 2 || !is_letter(text.bytes[start]) || !is_letter(text.bytes[start + 1]))
			return FIELD_FORM;
		*letters = 256 * to_upper(text.bytes[start]) + to_upper(text.bytes[start + 1]);
	}
	/* SA, SD and SS are never given out. */
	if (*letters == 256 * 'S' + 'A' || *letters == 256 * 'S' + 'D' || *letters == 256 * 'S' + 'S')
		return FIELD_VALUE;
	return *postcode >= POSTCODE_FIRST ? FIELD_GOOD : FIELD_VALUE;
}

bool field_is_code(struct field_text text, size_t count)
{
	return text.length == count && count_digits(text) == count;
}

bool field_is_label(struct field_text text)
{
	size_t size;

	for (size_t i = 0; i < text.length; i += size) {
		uint32_t character = excerpt_decode(text.bytes + i, text.length - i, &size);

		if (character < 0x20 || (character >= 0x7F && character < 0xA0) || character == UINT32_MAX)
			return false;
	}
	return true;
}

bool field_is_key(struct field_text text)
{
	return text.length > 0 && text.length <= FIELD_KEY_BYTES_MAX && field_is_label(text);
}

void field_quote(char quoted[FIELD_QUOTE_SIZE], struct field_text text)
{
	size_t end = 0, size;

	if (bsn_stands_in(text)) {
		snprintf(quoted, FIELD_QUOTE_SIZE, "a text that is not shown");
		return;
	}
	/* Behind a line end may stand rows that a quote swallowed. */
	for (int count = 0; count < QUOTED_MAX && end < text.length && text.bytes[end] != '\n'; count++, end += size)
		excerpt_decode(text.bytes + end, text.length - end, &size);
	snprintf(quoted, FIELD_QUOTE_SIZE, "\"%.*s\"%s", (int)end, text.bytes, end < text.length ? "..." : "");
}
