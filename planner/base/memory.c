#include "planner/base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void (*exhausted)(void);

void memory_set_handler(void (*handler)(void))
{
	exhausted = handler;
}

static void *require(void *block)
{
	if (block == NULL) {
		if (exhausted != NULL)
			exhausted();
		abort();
	}
	return block;
}

void *memory_allocate(size_t count, size_t size)
{
	return require(calloc(count ? count : 1, size ? size : 1));
}

void *memory_resize(void *array, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size)
		return require(NULL);
	size_t bytes = count * size;
	return require(realloc(array, bytes != 0 ? bytes : 1));
}

char *memory_copy_text(const char *text)
{
	size_t size = strlen(text) + 1;
	return memcpy(memory_allocate(size, 1), text, size);
}
