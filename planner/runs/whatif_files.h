/* Folders of a what-if, file by file. */
#ifndef PLANNER_RUNS_WHATIF_FILES_H
#define PLANNER_RUNS_WHATIF_FILES_H

#include <stdbool.h>

#include "input/text/file.h"
#include "planner/base/error.h"

/* The files of a plan; ends in NULL. */
extern const char *const whatif_files_of_plan[];

/* Reads the file of the folder, which the caller frees; *absent where there is none, which is good as well. */
bool whatif_files_read(struct file_bytes *bytes, bool *absent, const char *folder, const char *name,
		       struct error_log *log);

/* NULL if the files, whose names end in NULL, are the same in both folders; else the first that is not. */
const char *whatif_files_find_difference(const char *a, const char *b, const char *const *files, struct error_log *log);

#endif
