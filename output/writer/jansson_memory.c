#include "output/writer/jansson_memory.h"

#include <jansson.h>
#include <stdlib.h>

#include "planner/base/memory.h"

static void *allocate(size_t size)
{
	return memory_allocate(size, 1);
}

void jansson_use_memory(void)
{
	json_set_alloc_funcs(allocate, free);
}
