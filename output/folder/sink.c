#include "output/folder/sink.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output/folder/place.h"
#include "planner/base/descriptor.h"
#include "planner/base/memory.h"

#define TEMPORARY_NAME ".kraamplan-XXXXXX"

/* What sink_abandon removes; it may run within a signal handler, so all of it stands ready. count goes up before a file
 * is made, and is -1 while no sink is open. */
static struct {
	char folder[PATH_MAX];
	const char *volatile names[SINK_FILES_MOST];
	volatile sig_atomic_t count;
} unfinished = {.count = -1};

void sink_abandon(void)
{
	if (unfinished.count < 0)
		return;
	int folder_fd = open(unfinished.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);

	if (folder_fd >= 0) {
		for (int i = 0; i < unfinished.count; i++)
			unlinkat(folder_fd, unfinished.names[i], 0);
		close(folder_fd);
		rmdir(unfinished.folder);
	}
	unfinished.count = -1;
}

/* Signals wait while a folder gets or changes its name: in between sink_abandon could not tell what is to go. The
 * caller restores the signals that are returned. */
static sigset_t hold_signals(void)
{
	sigset_t all, before;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	return before;
}

static bool fail_on(const char *path, struct error_log *log)
{
	return error_fail(log, EXIT_SYSTEM, "%s: %s", path, strerror(errno));
}

/* The place without slashes at its end, and the folder around it; both owned by the caller. */
static bool split_place(char **place, char **parent, const char *text, struct error_log *log)
{
	size_t length = strlen(text);

	while (length > 1 && text[length - 1] == '/')
		length--;
	*place = memory_copy_text(text);
	(*place)[length] = '\0';
	*parent = memory_copy_text(*place);
	char *slash = strrchr(*parent, '/');
	const char *name = slash != NULL ? *place + (slash - *parent) + 1 : *place;

	if (name[0] == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return error_fail(log, EXIT_USAGE, "\"%s\" names no folder that could be written", text);
	if (slash == NULL) {
		free(*parent);
		*parent = memory_copy_text(".");
	} else {
		slash[slash == *parent] = '\0'; /* the root keeps its slash */
	}
	return true;
}

/* Whether the place is free, or may be replaced by force: then the old folder is held. The caller closes it. */
static bool may_take_place(struct place_folder *old, const char *place, bool force, struct error_log *log)
{
	enum place_state state = place_open(old, place, log);

	if (state == PLACE_PLAN && !force)
		return error_fail(log, EXIT_SYSTEM, "%s: a plan stands there already; --force replaces it", place);
	return state != PLACE_OTHER;
}

bool sink_check_place(const char *text, bool force, struct error_log *log)
{
	char *place, *parent;
	struct place_folder old = {.fd = -1};
	bool good = split_place(&place, &parent, text, log) && may_take_place(&old, place, force, log);

	place_close(&old);
	if (good && access(parent, W_OK | X_OK) != 0)
		good = fail_on(parent, log);
	free(place);
	free(parent);
	return good;
}

bool sink_open(struct sink *sink, const char *text, bool force, struct error_log *log)
{
	static const char name[] = "/" TEMPORARY_NAME;

	*sink = (struct sink){.force = force};
	if (!split_place(&sink->place, &sink->parent, text, log))
		return false;
	size_t parent_length = strlen(sink->parent), size = parent_length + sizeof name;

	if (size > sizeof unfinished.folder) {
		errno = ENAMETOOLONG;
		return fail_on(sink->place, log);
	}
	char *temporary = memory_allocate(size, 1);

	memcpy(temporary, sink->parent, parent_length);
	memcpy(temporary + parent_length, name, sizeof name);
	sigset_t before = hold_signals();
	bool made = mkdtemp(temporary) != NULL;

	if (made) {
		memcpy(unfinished.folder, temporary, size);
		unfinished.count = 0;
		sink->temporary = temporary;
	} else {
		fail_on(sink->parent, log);
		free(temporary);
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	return made;
}

static int create_file(const char *folder, const char *name)
{
	int folder_fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);

	if (folder_fd < 0)
		return -1;
	int fd = openat(folder_fd, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
	int problem = errno;

	close(folder_fd);
	errno = problem;
	return fd;
}

static bool fail_on_file(const struct sink_file *file, struct error_log *log)
{
	return error_fail(log, EXIT_SYSTEM, "%s/%s: %s", file->place, file->name, strerror(errno));
}

/* folder is where the file is made, place what it is called. */
static bool begin_file(struct sink_file *file, const char *folder, const char *place, const char *name,
		       struct error_log *log)
{
	*file = (struct sink_file){create_file(folder, name), place, name};
	return file->fd >= 0 || fail_on_file(file, log);
}

bool sink_add_bytes(struct sink_file *file, const char *bytes, size_t size, struct error_log *log)
{
	return descriptor_write(file->fd, bytes, size) || fail_on_file(file, log);
}

bool sink_end_file(struct sink_file *file, struct error_log *log)
{
	if (file->fd < 0)
		return false;
	bool synced = fsync(file->fd) == 0 || fail_on_file(file, log);
	bool closed = close(file->fd) == 0 || fail_on_file(file, log);

	file->fd = -1;
	return synced && closed;
}

static bool write_file(const char *folder, const char *place, const char *name, const char *bytes, size_t size,
		       struct error_log *log)
{
	struct sink_file file;
	bool written = begin_file(&file, folder, place, name, log) && sink_add_bytes(&file, bytes, size, log);

	return sink_end_file(&file, log) && written;
}

/* Before it is made, so that it is removed whatever happens. */
static void note_file(const char *name)
{
	assert(unfinished.count >= 0 && unfinished.count < SINK_FILES_MOST);
	unfinished.names[unfinished.count] = name;
	unfinished.count = unfinished.count + 1;
}

bool sink_begin_file(struct sink_file *file, struct sink *sink, const char *name, struct error_log *log)
{
	note_file(name);
	return begin_file(file, sink->temporary, sink->place, name, log);
}

bool sink_write_file(struct sink *sink, const char *name, const char *bytes, size_t size, struct error_log *log)
{
	note_file(name);
	return write_file(sink->temporary, sink->place, name, bytes, size, log);
}

bool sink_write_table(struct sink *sink, const char *name, struct csv_writer *table, struct error_log *log)
{
	bool written = sink_write_file(sink, name, table->text.bytes, table->text.length, log);

	csv_writer_free(table);
	return written;
}

bool sink_write_alone(const char *folder, const char *name, const char *bytes, size_t size, struct error_log *log)
{
	return write_file(folder, folder, name, bytes, size, log);
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

/* Where the file system cannot exchange two names: the old folder steps aside, and comes back if the new one cannot
 * take its place, or the old one not the temporary name, under which it is removed. False with errno. */
static bool replace_in_steps(struct sink *sink)
{
	char aside[PATH_MAX];

	if (snprintf(aside, sizeof aside, "%s/%s", sink->parent, TEMPORARY_NAME) >= (int)sizeof aside)
		return false;
	if (mkdtemp(aside) == NULL)
		return false;
	if (rename(sink->place, aside) != 0) {
		int problem = errno;
		rmdir(aside);
		errno = problem;
		return false;
	}
	bool placed = rename(sink->temporary, sink->place) == 0;
	if (placed && rename(aside, sink->temporary) == 0)
		return true;
	int problem = errno;
	if (!placed || rename(sink->place, sink->temporary) == 0)
		rename(aside, sink->place);
	errno = problem;
	return false;
}

/* The new folder gets its place. If occupied, the old one afterwards has the temporary name; done a second time, each
 * has its own again. False with errno, and then nothing has moved. */
static bool take_place(struct sink *sink, bool occupied)
{
	unsigned how = occupied ? RENAME_EXCHANGE : RENAME_NOREPLACE;

	if (renameat2(AT_FDCWD, sink->temporary, AT_FDCWD, sink->place, how) == 0)
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	return occupied ? replace_in_steps(sink) : rename(sink->temporary, sink->place) == 0;
}

/* The folder that has taken its place steps back to its temporary name. */
static bool leave_place(struct sink *sink, bool occupied)
{
	return occupied ? take_place(sink, true) : rename(sink->place, sink->temporary) == 0;
}

/* The new folder has taken its place, but must not stay there (the failure is in the log): what stood there before
 * comes back, as the failure promises. */
static bool undo_commit(struct sink *sink, bool occupied, int file_count, struct error_log *log)
{
	if (leave_place(sink, occupied)) {
		unfinished.count = file_count;
		return false;
	}
	error_add(log, "; the new folder stands in its place nevertheless%s%s",
		  occupied ? ", and what it replaced is " : "", occupied ? sink->temporary : "");
	free(sink->temporary);
	sink->temporary = NULL;
	return false;
}

/* What was looked at before may have been changed, or its name given to something else, until it had to leave. */
static bool is_what_it_was(const struct sink *sink, const struct place_folder *old, struct error_log *log)
{
	if (!place_is_at(old, sink->temporary))
		return error_fail(log, EXIT_SYSTEM, "%s: something else came to stand there meanwhile; try again",
				  sink->place);
	return place_look_again(old, sink->place, log);
}

static bool replace(struct sink *sink, const struct place_folder *old, struct error_log *log)
{
	bool occupied = old->fd >= 0;
	int file_count = unfinished.count;

	if (!take_place(sink, occupied))
		return fail_on(sink->place, log);
	unfinished.count = -1; /* the temporary name is that of the old folder now */
	if (occupied && !is_what_it_was(sink, old, log))
		return undo_commit(sink, occupied, file_count, log);
	if (!sync_folder(sink->parent)) { /* nobody can tell whether a power cut would undo it */
		fail_on(sink->parent, log);
		return undo_commit(sink, occupied, file_count, log);
	}
	if (occupied && !place_remove(old, sink->temporary))
		error_find(log, true, "plan", 0, 0, NULL, "%s: this plan was replaced, but not removed: %s",
			   sink->temporary, strerror(errno));
	free(sink->temporary);
	sink->temporary = NULL;
	return true;
}

static bool commit_unsignalled(struct sink *sink, struct error_log *log)
{
	struct place_folder old = {.fd = -1};
	bool done = (sync_folder(sink->temporary) || fail_on(sink->temporary, log)) &&
		    may_take_place(&old, sink->place, sink->force, log) && replace(sink, &old, log);

	place_close(&old);
	return done;
}

bool sink_commit(struct sink *sink, struct error_log *log)
{
	sigset_t before = hold_signals();
	bool done = commit_unsignalled(sink, log);

	sigprocmask(SIG_SETMASK, &before, NULL);
	return done;
}

static bool move_files(struct sink *sink, struct error_log *log)
{
	int from = open(sink->temporary, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	int to = open(sink->place, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	bool moved = from >= 0 && to >= 0;

	for (int i = 0; moved && i < unfinished.count; i++)
		moved = renameat(from, unfinished.names[i], to, unfinished.names[i]) == 0;
	if (!moved)
		fail_on(sink->place, log);
	if (from >= 0)
		close(from);
	if (to >= 0)
		close(to);
	return moved && (sync_folder(sink->place) || fail_on(sink->place, log));
}

/* The folder that the files were moved out of. */
static void remove_emptied(struct sink *sink, struct error_log *log)
{
	unfinished.count = -1;
	if (rmdir(sink->temporary) != 0)
		error_find(log, true, "plan", 0, 0, NULL, "%s: this empty folder is not removed: %s", sink->temporary,
			   strerror(errno));
	free(sink->temporary);
	sink->temporary = NULL;
}

bool sink_commit_into(struct sink *sink, struct error_log *log)
{
	sigset_t before = hold_signals();
	bool done = move_files(sink, log);

	if (done)
		remove_emptied(sink, log);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return done;
}

void sink_discard(struct sink *sink)
{
	if (sink->temporary != NULL)
		sink_abandon();
	free(sink->temporary);
	free(sink->parent);
	free(sink->place);
	*sink = (struct sink){0};
}
