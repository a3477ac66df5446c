#include "planner/base/formula.h"

#include <string.h>

/* = + - @, tab and line ends by which cells are split, and the full-width forms that East Asian editions of Excel take
 * for the same. */
static const char *const openings[] = {
	"=", "+", "-", "@", "\t", "\r", "\n", "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};

bool formula_needs_guard(const char *text)
{
	while (*text == FORMULA_GUARD)
		text++;
	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
		if (strncmp(text, openings[i], strlen(openings[i])) == 0)
			return true;
	return false;
}

const char *formula_skip_guard(const char *text)
{
	return *text == FORMULA_GUARD && formula_needs_guard(text) ? text + 1 : text;
}
