#include "output/writer/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/memory.h"

#define CAPACITY_FIRST 256

/* Makes room for count more bytes and the zero behind them. */
static void reserve(struct text *text, size_t count)
{
	size_t capacity = text->capacity != 0 ? text->capacity : CAPACITY_FIRST;

	while (capacity - text->length <= count)
		capacity *= 2;
	if (capacity != text->capacity)
		text->bytes = memory_resize(text->bytes, capacity, 1);
	text->capacity = capacity;
}

void text_add_bytes(struct text *text, const char *bytes, size_t count)
{
	reserve(text, count);
	if (count != 0)
		memcpy(text->bytes + text->length, bytes, count);
	text->length += count;
	text->bytes[text->length] = '\0';
}

void text_add(struct text *text, const char *string)
{
	text_add_bytes(text, string, strlen(string));
}

void text_format(struct text *text, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	int count = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (count <= 0)
		return;
	reserve(text, (size_t)count);
	va_start(arguments, format);
	vsnprintf(text->bytes + text->length, (size_t)count + 1, format, arguments);
	va_end(arguments);
	text->length += (size_t)count;
}

void text_free(struct text *text)
{
	free(text->bytes);
	*text = (struct text){0};
}
