#include "planner/region/set_aside.h"

#include <string.h>

#include "planner/base/excerpt.h"
#include "planner/base/memory.h"
#include "planner/base/version.h"

static int compare_places(const struct region_set_aside *a, const struct region_set_aside *b)
{
	int order = strcmp(a->file, b->file);

	return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

void set_aside_add(struct region *region, const char *file, int32_t line, const char *text, const char *finding)
{
	const struct region_set_aside row = {file, line, memory_copy_text(text != NULL ? text : ""),
					     memory_copy_text(finding)};
	size_t at = region->set_aside_count;

	region->set_aside = memory_resize(region->set_aside, region->set_aside_count + 1, sizeof row);
	for (; at > 0 && compare_places(&region->set_aside[at - 1], &row) > 0; at--)
		region->set_aside[at] = region->set_aside[at - 1];
	region->set_aside[at] = row;
	region->set_aside_count++;
}

void set_aside_print(const struct region *region, FILE *stream)
{
	size_t count = region->set_aside_count;

	if (count > 0)
		fprintf(stream, PROGRAM_NAME ": %zu row%s set aside:\n", count, count == 1 ? " is" : "s are");
	for (size_t i = 0; i < count; i++) {
		fprintf(stream, "%s:%d: warning: set aside: ", region->set_aside[i].file,
			(int)region->set_aside[i].line);
		excerpt_print_text(stream, region->set_aside[i].finding);
		fputc('\n', stream);
	}
}
