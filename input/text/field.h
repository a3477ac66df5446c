/* Strict scalars: the text of a cell to a value, or no value. Nothing is guessed, no locale is asked.
 *
 * Texts have a length and need not end in zero; the spaces around them must have been trimmed.
 */
#ifndef INPUT_TEXT_FIELD_H
#define INPUT_TEXT_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FIELD_KEY_BYTES_MAX 64
#define FIELD_QUOTE_SIZE 192

enum field_result {
	FIELD_GOOD,
	FIELD_FORM,   /* not of the form */
	FIELD_VALUE,  /* of the form, but there is no such value: 31 February, five decimals */
	FIELD_TWOFOLD /* two readers see two numbers: 8.000 is eight to one and eight thousand to the other */
};

/* A stretch of text. */
struct field_text {
	const char *bytes;
	size_t length;
};

/* Without spaces, tabs, line ends and no-break spaces at both ends. */
struct field_text field_trim(const char *bytes, size_t length);

/* Hours with point or comma, below 100,000, to ticks of REGION_HOUR_TICKS. At most two decimals: of 8.000 nobody can
 * tell whether its sign parts thousands. Below one hour at most four, which a spreadsheet writes for parts of a day
 * (0.3125): no group of thousands begins with a zero, so every reader sees the same. FIELD_TWOFOLD gives the ticks of
 * who takes the sign for a decimal one. */
enum field_result field_read_hours(int32_t *ticks, struct field_text text);

/* 2026-07-13, 13-07-2026 or 3-7-2026: day, month, year. */
enum field_result field_read_day(int32_t *day, struct field_text text);

/* A whole number below 1,000,000. */
enum field_result field_read_count(int32_t *count, struct field_text text);

/* yes/no, ja/nee, true/false, waar/onwaar, y/j/n, 1/0 in any case. */
enum field_result field_read_yes(bool *yes, struct field_text text);

/* 1234, 1234AB or 1234 AB, with a no-break space too. *letters is 256 times the first letter plus the second, 0 where
 * there are none. */
enum field_result field_read_postcode(int32_t *postcode, int32_t *letters, struct field_text text);

/* Exactly count digits: codes are text, their leading zeros count. */
bool field_is_code(struct field_text text, size_t count);

/* No control characters. */
bool field_is_label(struct field_text text);

/* A label of 1 to FIELD_KEY_BYTES_MAX bytes. */
bool field_is_key(struct field_text text);

bool field_is_word(struct field_text text, const char *word); /* in any case (ASCII) */

/* Is this the name, which is in lower case with underscores? In any case, with accents or without (cliënt), and with
 * spaces, no-break spaces or hyphens for the underscores. */
bool field_is_name(struct field_text text, const char *name);

/* The text between quotes for a message, cut to 40 characters and one line; not shown where it might hold a citizen
 * number. */
void field_quote(char quoted[FIELD_QUOTE_SIZE], struct field_text text);

#endif
