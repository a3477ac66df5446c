/* A text that grows: what a file is to hold, before it is written in one piece. */
#ifndef OUTPUT_WRITER_TEXT_H
#define OUTPUT_WRITER_TEXT_H

#include <stddef.h>

/* {0} is the empty text. bytes has a zero behind its length once something has been added, else is NULL. */
struct text {
	char *bytes;
	size_t length, capacity;
};

void text_add_bytes(struct text *text, const char *bytes, size_t count);

void text_add(struct text *text, const char *string);

void text_format(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

void text_free(struct text *text);

#endif
