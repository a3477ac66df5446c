#include "input/text/bsn.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/excerpt.h"
#include "planner/base/memory.h"

#define DIGITS 9
#define SIGNS_MOST 3 /* characters between two groups that still belong together */
#define YEAR_FIRST 1900
#define YEAR_LAST 2199
#define SERIAL_DIGITS 5

/* Digits that stand together, and the signs before them. */
struct group {
	struct field_text digits, signs; /* signs: empty for the first of a chain */
	bool closed;                     /* it is part of a date or a time: no number goes on across it */
};

/* Groups with nothing but a few signs between them. */
struct chain {
	struct group *groups; /* owned */
	size_t count;
	bool telephone;
};

static bool is_digit(char character)
{
	return character >= '0' && character <= '9';
}

static bool passes_eleven_test(const char digits[DIGITS])
{
	static const int weights[DIGITS] = {9, 8, 7, 6, 5, 4, 3, 2, -1};
	int sum = 0;

	for (int i = 0; i < DIGITS; i++)
		sum += weights[i] * (digits[i] - '0');
	return sum % 11 == 0;
}

/* Are these groups, put together, a citizen number? */
static bool is_number(const struct group *groups, size_t count)
{
	char digits[DIGITS];
	size_t length = 0;

	for (size_t i = 0; i < count; i++) {
		if (length + groups[i].digits.length > DIGITS)
			return false;
		memcpy(digits + length, groups[i].digits.bytes, groups[i].digits.length);
		length += groups[i].digits.length;
	}
	return length == DIGITS && passes_eleven_test(digits);
}

/* The value of a group of at most four digits; of longer ones something larger. */
static int read_value(struct field_text digits)
{
	int value = 0;

	for (size_t i = 0; i < digits.length && i < 5; i++)
		value = 10 * value + (digits.bytes[i] - '0');
	return value;
}

static bool is_one_sign(struct field_text signs, const char *which)
{
	return signs.length == 1 && strchr(which, signs.bytes[0]) != NULL;
}

static bool are_equal(struct field_text a, struct field_text b)
{
	return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

static bool is_year(struct field_text digits)
{
	return digits.length == 4 && read_value(digits) >= YEAR_FIRST && read_value(digits) <= YEAR_LAST;
}

static bool is_within(struct field_text digits, int least, int most)
{
	return digits.length <= 2 && read_value(digits) >= least && read_value(digits) <= most;
}

static bool begins_date(const struct group *groups, size_t count)
{
	if (count < 3 || !is_one_sign(groups[1].signs, "-/.") || !are_equal(groups[1].signs, groups[2].signs))
		return false;
	struct field_text first = groups[0].digits, last = groups[2].digits;
	return is_within(groups[1].digits, 1, 12) &&
	       ((is_year(first) && is_within(last, 1, 31)) || (is_within(first, 1, 31) && is_year(last)));
}

static bool begins_time(const struct group *groups, size_t count)
{
	return count >= 2 && is_one_sign(groups[1].signs, ":") && is_within(groups[0].digits, 0, 23) &&
	       groups[1].digits.length == 2 && is_within(groups[1].digits, 0, 59);
}

static void close_dates(struct chain *chain)
{
	for (size_t i = 0; i < chain->count;) {
		size_t left = chain->count - i;
		size_t size = begins_date(chain->groups + i, left) ? 3 : begins_time(chain->groups + i, left) ? 2 : 0;

		for (size_t j = 0; j < size; j++)
			chain->groups[i + j].closed = true;
		i += size > 0 ? size : 1;
	}
}

/* 111222333.0: what a spreadsheet puts behind a number that is none. */
static bool is_zero_part(const struct group *group)
{
	if (!is_one_sign(group->signs, ".,"))
		return false;
	for (size_t i = 0; i < group->digits.length; i++)
		if (group->digits.bytes[i] != '0')
			return false;
	return true;
}

/* Something else that has nine digits: a number with decimals, or the fifth file of a year. */
static bool is_other_number(const struct group *groups, size_t count)
{
	return count == 2 && (is_one_sign(groups[1].signs, ".,") ||
			      (is_one_sign(groups[1].signs, "-/") && is_year(groups[0].digits) &&
			       groups[1].digits.length == SERIAL_DIGITS));
}

/* All groups of a stretch together. */
static bool is_whole_number(const struct group *groups, size_t count)
{
	if (count > 1 && is_zero_part(&groups[count - 1]))
		count--;
	return is_number(groups, count) && !is_other_number(groups, count);
}

/* Three groups or more with the same signs between them, where other signs stand around them. */
static bool holds_grouped_number(const struct group *groups, size_t count)
{
	for (size_t i = 0; i + 2 < count; i++) {
		size_t size = 2;

		if (i > 0 && are_equal(groups[i].signs, groups[i + 1].signs))
			continue;
		while (i + size < count && are_equal(groups[i + size].signs, groups[i + 1].signs))
			size++;
		bool long_enough = size >= 3;
		for (size_t j = 0; j < size; j++)
			long_enough &= groups[i + j].digits.length >= 2;
		if (long_enough && is_number(groups + i, size))
			return true;
	}
	return false;
}

static bool chain_holds_number(struct chain *chain)
{
	close_dates(chain);
	for (size_t i = 0, size; i < chain->count; i += size) {
		size = 1;
		if (chain->groups[i].closed)
			continue;
		while (i + size < chain->count && !chain->groups[i + size].closed)
			size++;
		for (size_t j = 0; j < size; j++)
			if (is_number(chain->groups + i + j, 1))
				return true;
		if (!chain->telephone &&
		    (is_whole_number(chain->groups + i, size) || holds_grouped_number(chain->groups + i, size)))
			return true;
	}
	return false;
}

/* Letters part numbers; so do the signs of lists. */
static bool is_sign(uint32_t character)
{
	bool letter = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
	bool foreign = character >= 0xC0 && (character < 0x2000 || character > 0x206F) && character != 0x2212;

	return character > ' ' ? !letter && !foreign && character != ';' && character != '|' : character == ' ';
}

/* The signs between two groups; false where what stands there parts them. */
static bool take_signs(struct field_text *signs, struct field_text text, size_t start)
{
	size_t end = start, size, count = 0;

	for (; end < text.length && !is_digit(text.bytes[end]); end += size, count++)
		if (count == SIGNS_MOST || !is_sign(excerpt_decode(text.bytes + end, text.length - end, &size)))
			return false;
	*signs = (struct field_text){text.bytes + start, end - start};
	return end < text.length && !(signs->length > 1 && memchr(signs->bytes, ',', signs->length) != NULL);
}

static struct field_text take_digits(struct field_text text, size_t start)
{
	size_t end = start;

	while (end < text.length && is_digit(text.bytes[end]))
		end++;
	return (struct field_text){text.bytes + start, end - start};
}

/* Takes the chain that begins with the digit at start; the place behind it. */
static size_t take_chain(struct chain *chain, struct field_text text, size_t start)
{
	struct field_text signs = {text.bytes + start, 0};

	chain->count = 0;
	chain->telephone = (start > 0 && text.bytes[start - 1] == '+') ||
			   (start + 1 < text.length && text.bytes[start] == '0' && text.bytes[start + 1] == '0');
	do {
		start += signs.length;
		struct group group = {take_digits(text, start), signs, false};
		chain->groups[chain->count++] = group;
		start += group.digits.length;
	} while (take_signs(&signs, text, start));
	return start;
}

bool bsn_stands_in(struct field_text text)
{
	struct chain chain = {0};
	size_t digits = 0;
	bool found = false;

	for (size_t i = 0; i < text.length; i++)
		digits += is_digit(text.bytes[i]);
	if (digits < DIGITS) /* most cells by far */
		return false;
	chain.groups = memory_allocate(digits, sizeof *chain.groups);
	for (size_t i = 0; i < text.length && !found;) {
		if (is_digit(text.bytes[i])) {
			i = take_chain(&chain, text, i);
			found = chain_holds_number(&chain);
		} else {
			i++;
		}
	}
	free(chain.groups);
	return found;
}
