/* Makes jansson allocate like everybody else: what it cannot have ends the program (planner/base/memory.h), so that
 * nothing of jansson returns NULL for want of memory. To be called before the first JSON value is made or read:
 * values that were allocated otherwise could not be told apart. */
#ifndef OUTPUT_WRITER_JANSSON_MEMORY_H
#define OUTPUT_WRITER_JANSSON_MEMORY_H

void jansson_use_memory(void);

#endif
