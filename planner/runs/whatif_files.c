#include "planner/runs/whatif_files.h"

#include <string.h>

#include "planner/region/files.h"

const char *const whatif_files_of_plan[] = {PLAN_FILES, NULL};

bool whatif_files_read(struct file_bytes *bytes, bool *absent, const char *folder, const char *name,
		       struct error_log *log)
{
	enum file_result result = file_read_in(bytes, folder, name, log);

	*absent = result == FILE_ABSENT;
	return result == FILE_READ || result == FILE_ABSENT;
}

static bool is_same(const char *a, const char *b, const char *name, struct error_log *log)
{
	struct file_bytes bytes_a = {0}, bytes_b = {0};
	bool absent_a = true, absent_b = true;
	bool same = whatif_files_read(&bytes_a, &absent_a, a, name, log) &&
		    whatif_files_read(&bytes_b, &absent_b, b, name, log) && absent_a == absent_b &&
		    bytes_a.length == bytes_b.length &&
		    (absent_a || memcmp(bytes_a.bytes, bytes_b.bytes, bytes_a.length) == 0);

	file_free(&bytes_a);
	file_free(&bytes_b);
	return same;
}

const char *whatif_files_find_difference(const char *a, const char *b, const char *const *files, struct error_log *log)
{
	while (*files != NULL && is_same(a, b, *files, log))
		files++;
	return *files;
}
