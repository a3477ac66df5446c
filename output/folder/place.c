#include "output/folder/place.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <ftw.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "planner/region/files.h"
#include "output/folder/sink.h"
#include "planner/base/memory.h"
#include "planner/base/version.h"

#define PARTIAL_SUFFIX ".partial"
#define OPEN_FOLDERS_MOST 16 /* at a time, while a tree is removed */

/* Left by a spreadsheet program that has a table of the folder open, or had when it crashed. */
#define LOCK_FILE ".~lock.*#"

/* Folders that are ours: each has a file that says so, and holds no others than these. */
static const char *const plan_files[] = {PLAN_FILES, PLAN_CHANGES, PLAN_SET_ASIDE, NULL};
static const char *const audit_files[] = {AUDIT_FILE_JSON, AUDIT_FILE_FINDINGS,  AUDIT_FILE_FAIRNESS, AUDIT_FILE_CARE,
					  AUDIT_FILE_OWN,  AUDIT_FILE_PROVIDERS, AUDIT_FILE_FIGURES,  NULL};
static const char *const archive_files[] = {AUDIT_FILE_ARCHIVE, AUDIT_FILE_NIGHTS, NULL};
static const char *const risk_files[] = {RISK_FILE_JSON, RISK_FILE_DRAWS,  RISK_FILE_SUMS,
					 RISK_FILE_RISK, RISK_FILE_CAUSES, NULL};

#define FITS_SINK(files) _Static_assert(sizeof(files) / sizeof *(files)-1 <= SINK_FILES_MOST, #files)

FITS_SINK(plan_files);
FITS_SINK(audit_files);
FITS_SINK(archive_files);
FITS_SINK(risk_files);

static const char *const *const kinds_of_files[] = {plan_files, audit_files, archive_files, risk_files};

static bool belongs_to(const char *const *files, const char *name)
{
	for (; *files != NULL; files++)
		if (strcmp(name, *files) == 0)
			return true;
	return fnmatch(LOCK_FILE, name, 0) == 0;
}

static bool is_entry(const struct dirent *entry)
{
	return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

/* Is there a summary that says that it is ours? */
static bool has_summary(int folder_fd, const char *name)
{
	int fd = openat(folder_fd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	if (fd < 0)
		return false;
	FILE *stream = fdopen(fd, "r"); /* json_loadfd would ask the system for each byte */
	if (stream == NULL) {
		close(fd);
		return false;
	}
	json_t *summary = json_loadf(stream, JSON_REJECT_DUPLICATES, NULL);
	const char *program = json_string_value(json_object_get(summary, "program"));
	bool ours = program != NULL && strcmp(program, PROGRAM_NAME) == 0;

	json_decref(summary);
	fclose(stream);
	return ours;
}

static bool fail_on(const char *path, struct error_log *log)
{
	return error_fail(log, EXIT_SYSTEM, "%s: %s", path, strerror(errno));
}

/* The names in a folder that is held, from the first on; NULL with errno. */
static DIR *list_entries(int folder_fd)
{
	int fd = openat(folder_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC); /* its own place in the list */
	DIR *entries = fd >= 0 ? fdopendir(fd) : NULL;

	if (entries == NULL && fd >= 0) {
		int problem = errno;
		close(fd);
		errno = problem;
	}
	return entries;
}

bool place_look_again(const struct place_folder *folder, const char *path, struct error_log *log)
{
	DIR *entries = list_entries(folder->fd);
	const struct dirent *entry;
	bool good = true;

	if (entries == NULL)
		return fail_on(path, log);
	while (good && (errno = 0, (entry = readdir(entries)) != NULL))
		if (is_entry(entry) && !belongs_to(folder->files, entry->d_name))
			good = error_fail(log, EXIT_SYSTEM,
					  "%s: this folder also holds %s, which is not of the plan; it is not replaced",
					  path, entry->d_name);
	if (good && errno != 0) /* what has not been seen might be anything */
		good = fail_on(path, log);
	closedir(entries);
	return good;
}

static enum place_state look_at_folder(struct place_folder *folder, const char *path, struct error_log *log)
{
	for (size_t i = 0; folder->files == NULL && i < sizeof kinds_of_files / sizeof *kinds_of_files; i++)
		if (has_summary(folder->fd, kinds_of_files[i][0]))
			folder->files = kinds_of_files[i];
	if (folder->files == NULL) {
		error_fail(log, EXIT_SYSTEM, "%s: this folder is no plan; it is not replaced", path);
		return PLACE_OTHER;
	}
	return place_look_again(folder, path, log) ? PLACE_PLAN : PLACE_OTHER;
}

enum place_state place_open(struct place_folder *folder, const char *path, struct error_log *log)
{
	*folder = (struct place_folder){open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW), NULL};
	if (folder->fd >= 0) {
		enum place_state state = look_at_folder(folder, path, log);
		if (state == PLACE_OTHER)
			place_close(folder);
		return state;
	}
	if (errno == ENOENT && place_is_free(path))
		return PLACE_FREE;
	if (errno == ENOTDIR || errno == ELOOP || errno == ENOENT) {
		struct stat status;
		if (lstat(path, &status) == 0 && !S_ISDIR(status.st_mode)) {
			error_fail(log, EXIT_SYSTEM, "%s: something stands there that is no folder; it is not replaced",
				   path);
			return PLACE_OTHER;
		}
	}
	fail_on(path, log);
	return PLACE_OTHER;
}

bool place_is_at(const struct place_folder *folder, const char *path)
{
	struct stat held, there;

	return fstat(folder->fd, &held) == 0 && fstatat(AT_FDCWD, path, &there, AT_SYMLINK_NOFOLLOW) == 0 &&
	       held.st_dev == there.st_dev && held.st_ino == there.st_ino;
}

/* The locks of spreadsheets are found by looking: nobody knows their names. */
static bool remove_locks(int folder_fd)
{
	DIR *entries = list_entries(folder_fd);
	const struct dirent *entry;
	bool removed = true;

	if (entries == NULL)
		return false;
	while (errno = 0, (entry = readdir(entries)) != NULL)
		if (fnmatch(LOCK_FILE, entry->d_name, 0) == 0)
			removed &= unlinkat(folder_fd, entry->d_name, 0) == 0;
	removed &= errno == 0;
	closedir(entries);
	return removed;
}

bool place_remove(const struct place_folder *folder, const char *path)
{
	bool removed = remove_locks(folder->fd);

	for (const char *const *file = folder->files; *file != NULL; file++)
		removed &= unlinkat(folder->fd, *file, 0) == 0 || errno == ENOENT;
	return removed && place_is_at(folder, path) && rmdir(path) == 0;
}

void place_close(struct place_folder *folder)
{
	if (folder->fd >= 0)
		close(folder->fd);
	folder->fd = -1;
}

enum place_state place_look(const char *path, struct error_log *log)
{
	struct place_folder folder;
	enum place_state state = place_open(&folder, path, log);

	place_close(&folder);
	return state;
}

bool place_remove_draws(const char *path)
{
	struct place_folder folder = {open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW), risk_files};
	bool removed = folder.fd >= 0 && place_remove(&folder, path);
	int problem = errno;

	place_close(&folder);
	errno = problem;
	return removed;
}

char *place_name_partial(const char *place)
{
	size_t length = strlen(place);

	while (length > 1 && place[length - 1] == '/')
		length--;
	size_t size = length + sizeof PARTIAL_SUFFIX;
	char *partial = memory_allocate(size, 1);

	snprintf(partial, size, "%.*s" PARTIAL_SUFFIX, (int)length, place);
	return partial;
}

static char *begun; /* owned by who began it */

const char *place_name_begun(void)
{
	return begun;
}

char *place_begin_partial(const char *place, struct error_log *log)
{
	char *partial = place_name_partial(place);

	if (!place_is_free(place))
		error_fail(log, EXIT_SYSTEM, "%s: something stands there already; it is not replaced", place);
	else if (mkdir(partial, S_IRWXU) != 0)
		error_fail(log, EXIT_SYSTEM, "%s: %s%s", partial, strerror(errno),
			   errno == EEXIST ? "; left by a run that was broken off: remove it" : "");
	else
		return begun = partial;
	free(partial);
	return NULL;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
	(void)status, (void)walk;
	return kind == FTW_DP ? rmdir(path) : unlink(path);
}

bool place_end_partial(char *partial, const char *place, bool good, struct error_log *log)
{
	if (good && rename(partial, place) != 0)
		good = fail_on(place, log);
	if (!good && nftw(partial, remove_entry, OPEN_FOLDERS_MOST, FTW_DEPTH | FTW_PHYS) != 0)
		error_find(log, true, "run", 0, 0, NULL, "%s: what was begun is not removed: %s", partial,
			   strerror(errno));
	begun = NULL;
	free(partial);
	return good;
}

bool place_is_free(const char *path)
{
	struct stat status;

	return lstat(path, &status) != 0 && errno == ENOENT;
}

bool place_make_folder(const char *path, struct error_log *log)
{
	if (mkdir(path, S_IRWXU) == 0 || errno == EEXIST)
		return true;
	return fail_on(path, log);
}

bool place_list_strays(char ***names, size_t *count, const char *folder, struct error_log *log)
{
	DIR *opened = opendir(folder);
	const struct dirent *entry;
	size_t capacity = 0;

	*names = NULL;
	*count = 0;
	if (opened == NULL)
		return fail_on(folder, log);
	while (errno = 0, (entry = readdir(opened)) != NULL)
		if (is_entry(entry) && !belongs_to(plan_files, entry->d_name)) {
			memory_grow(*names, *count, capacity);
			(*names)[(*count)++] = memory_copy_text(entry->d_name);
		}
	bool whole = errno == 0 || fail_on(folder, log);

	closedir(opened);
	return whole;
}
