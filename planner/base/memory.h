/* Memory that is there or ends the program.
 *
 * A batch planner that runs out of memory can do nothing useful: memory_* never return NULL. On failure they call the
 * handler that main has set, which removes what was half written and leaves with exit code 4.
 */
#ifndef PLANNER_BASE_MEMORY_H
#define PLANNER_BASE_MEMORY_H

#include <stddef.h>

/* Called when memory runs out; must not return. Without one, the program is aborted. */
void memory_set_handler(void (*handler)(void));

/* count elements of size bytes, all zero; the caller frees. count = 0 gives one byte. */
void *memory_allocate(size_t count, size_t size);

/* Grows or shrinks an array; new elements are not initialised; the caller frees. */
void *memory_resize(void *array, size_t count, size_t size);

/* A copy of text that the caller frees. */
char *memory_copy_text(const char *text);

/* Makes room for one more element of a growing array; to be followed by array[(count)++] = ... */
#define memory_grow(array, count, capacity)                                                    \
	do {                                                                                   \
		if ((count) == (capacity)) {                                                   \
			(capacity) = (capacity) ? 2 * (capacity) : 16;                         \
			(array) = memory_resize((array), (size_t)(capacity), sizeof *(array)); \
		}                                                                              \
	} while (0)

#endif
