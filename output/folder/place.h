/* What stands where a folder is to be written, and whether it may be replaced. */
#ifndef OUTPUT_FOLDER_PLACE_H
#define OUTPUT_FOLDER_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "planner/base/error.h"

enum place_state {
	PLACE_FREE, /* nothing stands there */
	PLACE_PLAN, /* a plan, and nothing but a plan */
	PLACE_OTHER /* anything else, or it cannot be told: the log has a failure */
};

/* Looks at a path. PLACE_OTHER comes with a failure that says what is there. */
enum place_state place_look(const char *path, struct error_log *log);

/* The names in the folder of a plan that are of no file of a plan; the caller frees them and their list. False with a
 * failure in the log where the folder cannot be read. */
bool place_list_strays(char ***names, size_t *count, const char *folder, struct error_log *log);

/* A plan that is to be replaced, held open: whatever becomes of its name, it is this folder that is looked at again and
 * emptied, and no other. */
struct place_folder {
	int fd;                   /* -1: none */
	const char *const *files; /* all names that it may hold, NULL behind the last */
};

/* As place_look, and keeps the folder where it is a plan; the caller closes it in any case. */
enum place_state place_open(struct place_folder *folder, const char *path, struct error_log *log);

/* Does the folder still hold nothing but a plan? Else a failure tells what. path is what it is called. */
bool place_look_again(const struct place_folder *folder, const char *path, struct error_log *log);

/* Is it this folder that stands there now? */
bool place_is_at(const struct place_folder *folder, const char *path);

/* Removes the files of a plan from the folder and the folder from its path: by their names, so that what somebody saves
 * there meanwhile stays, and the folder with it. False with errno. */
bool place_remove(const struct place_folder *folder, const char *path);

void place_close(struct place_folder *folder);

/* Removes a folder of draws in the same way. It takes no memory: the result stands in its place by then. */
bool place_remove_draws(const char *path);

/* PLACE.partial, beside the place: where a run stands that is not whole yet. The caller frees. */
char *place_name_partial(const char *place);

/* Makes PLACE.partial where nothing stands at the place and no broken run stands beside it; the caller frees its name,
 * and ends it with place_end_partial. NULL with a failure in the log. */
char *place_begin_partial(const char *place, struct error_log *log);

/* Renames PLACE.partial into the place if all went well, else removes it and all that is in it; frees the name. False
 * with a failure in the log if it does not stand in its place. */
bool place_end_partial(char *partial, const char *place, bool good, struct error_log *log);

/* The PLACE.partial that was begun and has not ended, or NULL: what a program leaves that ends at once. */
const char *place_name_begun(void);

/* Does nothing stand there? */
bool place_is_free(const char *path);

/* Makes a folder that only its owner may read, unless one stands there. */
bool place_make_folder(const char *path, struct error_log *log);

#endif
