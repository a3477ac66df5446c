/* A line of a file as it may be shown to a person: harmless, cut to a screen, with a caret under the fault. */
#ifndef PLANNER_BASE_EXCERPT_H
#define PLANNER_BASE_EXCERPT_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Prints text without what could steer a terminal or turn its writing direction; bytes that are no UTF-8 too show as
 * the replacement character. */
void excerpt_print_text(FILE *stream, const char *text);

/* A copy of a text that is harmless in the same way, for what is shown later or elsewhere: all that a file tells goes
 * through here before a person sees it. The caller frees. */
char *excerpt_copy_text(const char *text);

/* Likewise, but lines stay lines: for all that a command prints, of whose lines it has made each itself. */
char *excerpt_copy_lines(const char *text);

/* Prints the line, indented, and below it a caret under character `column` (1 is the first; one past the end is the end
 * of the line). Tabs are widened; of a long line only the surroundings of the fault are shown. */
void excerpt_print_line(FILE *stream, const char *line, uint32_t column);

/* The code point at text[0 .. length), and in *size its bytes; UINT32_MAX and 1 where there is no valid UTF-8. */
uint32_t excerpt_decode(const char *text, size_t length, size_t *size);

#endif
