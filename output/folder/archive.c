#include "output/folder/archive.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/folder/place.h"
#include "output/folder/sink.h"
#include "planner/base/memory.h"
#include "planner/region/files.h"
#include "planner/region/schema.h"

#define LOCK_NAME ".lock"
#define BEGUN_NAME ".begun" /* a night that is not whole yet; after an exchange, the one that was replaced */
#define LINK_NAME "latest"
#define NEW_LINK_NAME ".latest"
#define OPEN_FOLDERS_MOST 16 /* at a time, while a tree is removed */

/* What archive_abandon removes, which may run within a signal handler; "": nothing was begun. */
static char abandoned[PATH_MAX];

static void remove_named(int folder, const char *name, const char *const *files, size_t count)
{
	int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);

	for (size_t i = 0; fd >= 0 && i < count; i++)
		unlinkat(fd, files[i], 0);
	if (fd >= 0)
		close(fd);
	unlinkat(folder, name, AT_REMOVEDIR);
}

/* Only what a night is made of: nothing else is in it, or it stays. */
void archive_abandon(void)
{
	static const char *const plan[] = {PLAN_FILES, PLAN_CHANGES, PLAN_SET_ASIDE};
	const char *tables[SCHEMA_TABLE_COUNT + 1] = {ARCHIVE_POLICY};
	int folder = *abandoned != '\0' ? open(abandoned, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW) : -1;

	if (folder < 0)
		return;
	for (int i = 0; i < SCHEMA_TABLE_COUNT; i++)
		tables[i + 1] = schemas[i].file;
	remove_named(folder, ARCHIVE_TABLES, tables, SCHEMA_TABLE_COUNT + 1);
	remove_named(folder, ARCHIVE_PLAN, plan, sizeof plan / sizeof *plan);
	close(folder);
	rmdir(abandoned);
}

static bool fail_on(const char *path, struct error_log *log)
{
	return error_fail(log, EXIT_SYSTEM, "%s: %s", path, strerror(errno));
}

static char *join(const char *folder, const char *name)
{
	size_t size = strlen(folder) + strlen(name) + 2;
	char *path = memory_allocate(size, 1);

	snprintf(path, size, "%s/%s", folder, name);
	return path;
}

char *archive_name(const char *path, int32_t date, const char *part)
{
	char name[DAY_TEXT_SIZE];

	day_format(name, date, false);
	char *night = join(path, name);
	if (part == NULL)
		return night;
	char *joined = join(night, part);
	free(night);
	return joined;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
	(void)status, (void)walk;
	return kind == FTW_DP ? rmdir(path) : unlink(path);
}

/* True, too, where nothing stands. */
static bool remove_tree(const char *path)
{
	return place_is_free(path) || nftw(path, remove_entry, OPEN_FOLDERS_MOST, FTW_DEPTH | FTW_PHYS) == 0;
}

/* The number that so many digits make; -1 where others stand among them. */
static int read_digits(const char *text, size_t count)
{
	int number = 0;

	for (size_t i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		number = 10 * number + (text[i] - '0');
	}
	return number;
}

/* The date that a folder is named for; DAY_NONE for every other name. */
static int32_t read_date(const char *name)
{
	int32_t day;

	if (strlen(name) != strlen("2026-07-13") || name[4] != '-' || name[7] != '-' ||
	    !day_from_civil(&day, read_digits(name, 4), read_digits(name + 5, 2), read_digits(name + 8, 2)))
		return DAY_NONE;
	return day;
}

static int compare_dates(const void *left, const void *right)
{
	const int32_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

bool archive_list(int32_t **dates, size_t *count, const char *path, struct error_log *log)
{
	DIR *folder = opendir(path);
	const struct dirent *entry;
	size_t capacity = 0;

	*dates = NULL;
	*count = 0;
	if (folder == NULL)
		return fail_on(path, log);
	while (errno = 0, (entry = readdir(folder)) != NULL) {
		int32_t date = read_date(entry->d_name);
		if (date == DAY_NONE)
			continue;
		memory_grow(*dates, *count, capacity);
		(*dates)[(*count)++] = date;
	}
	bool whole = errno == 0 || fail_on(path, log);
	closedir(folder);
	if (*count > 1)
		qsort(*dates, *count, sizeof **dates, compare_dates);
	return whole;
}

bool archive_find_before(int32_t *before, const struct archive *archive, int32_t date, struct error_log *log)
{
	int32_t *dates;
	size_t count;
	bool listed = archive_list(&dates, &count, archive->path, log);

	*before = DAY_NONE;
	for (size_t i = 0; i < count && dates[i] < date; i++)
		*before = dates[i];
	free(dates);
	return listed;
}

/* Makes the entries of a folder durable; false with errno. */
static bool sync_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool synced = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL); /* EINVAL: this file system has no such thing */
	int problem = errno;

	if (fd >= 0)
		close(fd);
	errno = problem;
	return synced;
}

static bool take_lock(struct archive *archive, struct error_log *log)
{
	char *path = join(archive->path, LOCK_NAME);

	archive->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
	bool taken = archive->lock >= 0 && flock(archive->lock, LOCK_EX | LOCK_NB) == 0;

	if (!taken && archive->lock >= 0 && errno == EWOULDBLOCK)
		error_fail(log, EXIT_SYSTEM, "%s: another run is writing a night to this archive", archive->path);
	else if (!taken)
		fail_on(path, log);
	free(path);
	return taken;
}

/* A new link takes the place of the old one. */
static bool move_link(const struct archive *archive, int32_t date)
{
	char name[DAY_TEXT_SIZE];
	char *new_link = join(archive->path, NEW_LINK_NAME), *old_link = join(archive->path, LINK_NAME);

	day_format(name, date, false);
	bool moved = (unlink(new_link) == 0 || errno == ENOENT) && symlink(name, new_link) == 0 &&
		     rename(new_link, old_link) == 0 && sync_folder(archive->path);
	int problem = errno;
	if (!moved)
		unlink(new_link);
	free(new_link);
	free(old_link);
	errno = problem;
	return moved;
}

static bool link_leads_to(const struct archive *archive, int32_t date)
{
	char target[DAY_TEXT_SIZE + 1], name[DAY_TEXT_SIZE];
	char *link = join(archive->path, LINK_NAME);
	ssize_t length = readlink(link, target, sizeof target);

	free(link);
	day_format(name, date, false);
	return length == (ssize_t)strlen(name) && memcmp(target, name, (size_t)length) == 0;
}

/* What a run that was killed has left. */
static bool put_right(struct archive *archive, struct error_log *log)
{
	char *begun = join(archive->path, BEGUN_NAME);
	bool removed = remove_tree(begun) || fail_on(begun, log);
	int32_t *dates;
	size_t count;

	free(begun);
	if (!removed)
		return false;
	bool listed = archive_list(&dates, &count, archive->path, log);
	archive->latest = count > 0 ? dates[count - 1] : DAY_NONE;
	free(dates);
	if (listed && count > 0 && !link_leads_to(archive, archive->latest))
		return move_link(archive, archive->latest) || fail_on(archive->path, log);
	return listed;
}

bool archive_open(struct archive *archive, const char *path, struct error_log *log)
{
	*archive = (struct archive){.path = memory_copy_text(path), .lock = -1, .latest = DAY_NONE};
	return place_make_folder(path, log) && take_lock(archive, log) && put_right(archive, log);
}

static bool is_table(const char *name)
{
	for (int i = 0; i < SCHEMA_TABLE_COUNT; i++)
		if (strcmp(name, schemas[i].file) == 0)
			return true;
	return strcmp(name, ARCHIVE_POLICY) == 0;
}

static bool is_part(const char *name)
{
	return strcmp(name, ARCHIVE_TABLES) == 0 || strcmp(name, ARCHIVE_PLAN) == 0;
}

/* Does a folder hold nothing but these? */
static bool holds_only(const char *path, bool (*is_own)(const char *))
{
	DIR *folder = opendir(path);
	const struct dirent *entry;
	bool only = folder != NULL;

	while (only && (entry = readdir(folder)) != NULL)
		only = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 || is_own(entry->d_name);
	if (folder != NULL)
		closedir(folder);
	return only;
}

/* A night is replaced only if it is one, and holds nothing else. */
static bool is_night(const struct archive *archive, int32_t date, struct error_log *log)
{
	char *plan = archive_name(archive->path, date, ARCHIVE_PLAN);
	char *tables = archive_name(archive->path, date, ARCHIVE_TABLES);
	char *night = archive_name(archive->path, date, NULL);

	if (!holds_only(night, is_part) || !holds_only(tables, is_table))
		error_fail(log, EXIT_SYSTEM, "%s: this folder is no night, or holds more than one; it is not replaced",
			   night);
	else if (place_look(plan, log) == PLACE_FREE)
		error_fail(log, EXIT_SYSTEM, "%s: there is no plan; this folder is not replaced", night);
	free(plan);
	free(tables);
	free(night);
	return error_exit_code(log) == EXIT_DONE;
}

bool archive_check_date(const struct archive *archive, int32_t date, bool force, struct error_log *log)
{
	char latest[DAY_TEXT_SIZE];

	if (archive->latest == DAY_NONE || date > archive->latest)
		return true;
	day_format(latest, archive->latest, false);
	if (date < archive->latest)
		return error_fail(log, EXIT_SYSTEM,
				  "%s: the latest night is of %s already: only a later one can follow it",
				  archive->path, latest);
	if (!force)
		return error_fail(log, EXIT_SYSTEM, "%s: the night of %s stands there already; --force replaces it",
				  archive->path, latest);
	return is_night(archive, date, log);
}

bool archive_begin(struct archive *archive, int32_t date, struct error_log *log)
{
	archive->date = date;
	archive->replaces = date == archive->latest;
	archive->begun = join(archive->path, BEGUN_NAME);
	snprintf(abandoned, sizeof abandoned, "%s", archive->begun); /* a path that is too long cannot be made either */
	char *tables = join(archive->begun, ARCHIVE_TABLES);
	bool made =
		(mkdir(archive->begun, S_IRWXU) == 0 && mkdir(tables, S_IRWXU) == 0) || fail_on(archive->begun, log);

	free(tables);
	return made;
}

bool archive_write_table(const struct archive *archive, const char *name, const char *bytes, size_t size,
			 struct error_log *log)
{
	char *folder = join(archive->begun, ARCHIVE_TABLES);
	bool written = sink_write_alone(folder, name, bytes, size, log);

	free(folder);
	return written;
}

static bool sync_night(const struct archive *archive, struct error_log *log)
{
	char *tables = join(archive->begun, ARCHIVE_TABLES);
	bool synced = (sync_folder(tables) && sync_folder(archive->begun)) || fail_on(archive->begun, log);

	free(tables);
	return synced;
}

/* The night that was replaced has the name of the one that was begun afterwards. */
static bool take_place(const struct archive *archive, const char *night, struct error_log *log)
{
	unsigned how = archive->replaces ? RENAME_EXCHANGE : RENAME_NOREPLACE;

	if (renameat2(AT_FDCWD, archive->begun, AT_FDCWD, night, how) == 0)
		return true;
	bool unknown = errno == EINVAL || errno == ENOSYS;
	if (unknown && archive->replaces)
		return error_fail(log, EXIT_SYSTEM, "%s: this file system cannot exchange two folders", night);
	return (unknown && place_is_free(night) && rename(archive->begun, night) == 0) || fail_on(night, log);
}

/* The night has taken its place, but nobody can tell whether a power cut would undo that: what stood there before comes
 * back, as the failure promises. */
static bool leave_place(struct archive *archive, const char *night, struct error_log *log)
{
	int problem = errno;
	bool left = archive->replaces ? renameat2(AT_FDCWD, archive->begun, AT_FDCWD, night, RENAME_EXCHANGE) == 0
				      : rename(night, archive->begun) == 0;

	errno = problem;
	fail_on(archive->path, log);
	if (!left)
		error_find(log, true, "archive", 0, 0, NULL, "%s: the new night stands there nevertheless", night);
	return false;
}

static bool commit_unsignalled(struct archive *archive, struct error_log *log)
{
	char *night = archive_name(archive->path, archive->date, NULL);
	bool done = take_place(archive, night, log);

	if (done && !sync_folder(archive->path))
		done = leave_place(archive, night, log);
	if (done && !move_link(archive, archive->date))
		error_find(log, true, "archive", 0, 0, NULL,
			   "%s: the night is there, but the link " LINK_NAME " is not moved to it: %s", night,
			   strerror(errno));
	free(night);
	return done;
}

bool archive_commit(struct archive *archive, struct error_log *log)
{
	sigset_t all, before;

	if (!sync_night(archive, log))
		return false;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	bool done = commit_unsignalled(archive, log);

	sigprocmask(SIG_SETMASK, &before, NULL);
	return done;
}

void archive_close(struct archive *archive)
{
	*abandoned = '\0';
	if (archive->begun != NULL) /* what cannot be removed now, the next run removes or tells of */
		remove_tree(archive->begun);
	if (archive->path != NULL && archive->lock >= 0)
		close(archive->lock);
	free(archive->begun);
	free(archive->path);
	*archive = (struct archive){0};
}
