/* Preloaded into the program (LD_PRELOAD): lets its n-th call of one kind fail, as a full disk or a machine without
 * memory would, and says whether there was an n-th one. Environment:
 *
 *   FAULT_CALL    the kind: allocate, read, write, fsync, close, open, opendir, readdir, rename, unlink, mkdir, pipe,
 *                 fork; or short: nothing fails, but every read and write from the n-th on moves a byte less than it
 *                 could
 *   FAULT_NTH     which call of that kind fails, from 1; a child goes on counting where its parent forked it
 *   FAULT_MANY    how many of them fail from there on; 1 if it is not set
 *   FAULT_REPORT  a file to which a byte is added for each call that failed
 *   FAULT_KILL    yes: the program is killed at that call instead of seeing it fail; term: it gets SIGTERM; no: nothing
 *                 happens, which counts the calls. The kind may be all, for every call of input and output
 *   FAULT_SWAP    no: every exchange of two names, and every renaming that must replace nothing, is refused as by a
 *                 file system that cannot do it
 *
 * Calls that the C library makes within itself (mkdtemp, opendir, stdio) do not pass here, so these are kinds of their
 * own or are left to /dev/full. Calls of the libraries that the program uses do pass.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What stands behind malloc and its family in glibc: dlsym would allocate itself. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);

static long calls;

static long number_of(const char *name, long otherwise)
{
	const char *text = getenv(name);

	return text != NULL ? strtol(text, NULL, 10) : otherwise;
}

static void report(void)
{
	const char *path = getenv("FAULT_REPORT");

	if (path == NULL)
		return;
	int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);

	if (fd >= 0) {
		syscall(SYS_write, fd, "x", 1);
		syscall(SYS_close, fd);
	}
}

/* Whether this call is one that fails; counts it if it is of the kind. */
static bool is_due(const char *call)
{
	const char *kind = getenv("FAULT_CALL");

	bool all =
		kind != NULL && strcmp(kind, "all") == 0 && strcmp(call, "allocate") != 0 && strcmp(call, "short") != 0;

	if (kind == NULL || (!all && strcmp(kind, call) != 0))
		return false;
	long nth = number_of("FAULT_NTH", 0), many = number_of("FAULT_MANY", 1);

	calls++;
	if (calls < nth || calls >= nth + many)
		return false;
	report();
	const char *killed = getenv("FAULT_KILL");

	if (killed != NULL && strcmp(killed, "no") != 0)
		raise(strcmp(killed, "term") == 0 ? SIGTERM : SIGKILL);
	return killed == NULL;
}

/* The same, with the reason of the failure. */
static bool fails(const char *call, int reason)
{
	int before = errno; /* of a call that goes well, as the caller left it */
	bool due = is_due(call);

	errno = due ? reason : before;
	return due;
}

static size_t shortened(size_t size)
{
	return size > 1 && is_due("short") ? size - 1 : size;
}

void *malloc(size_t size)
{
	return fails("allocate", ENOMEM) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return fails("allocate", ENOMEM) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *block, size_t size)
{
	return fails("allocate", ENOMEM) ? NULL : __libc_realloc(block, size);
}

ssize_t read(int fd, void *bytes, size_t size)
{
	return fails("read", EIO) ? -1 : syscall(SYS_read, fd, bytes, shortened(size));
}

ssize_t write(int fd, const void *bytes, size_t size)
{
	return fails("write", ENOSPC) ? -1 : syscall(SYS_write, fd, bytes, shortened(size));
}

int fsync(int fd)
{
	return fails("fsync", EIO) ? -1 : (int)syscall(SYS_fsync, fd);
}

/* A close that fails has closed nevertheless. */
int close(int fd)
{
	long result = syscall(SYS_close, fd);

	return fails("close", EIO) ? -1 : (int)result;
}

static int open_at(int folder, const char *path, int flags, mode_t mode)
{
	return fails("open", EMFILE) ? -1 : (int)syscall(SYS_openat, folder, path, flags, mode);
}

/* The mode is there only where a file may be made. */
#define TAKE_MODE(mode, flags)                               \
	mode_t mode = 0;                                     \
	if (((flags)&O_CREAT) != 0) {                        \
		va_list values;                              \
		va_start(values, flags);                     \
		mode = (mode_t)va_arg(values, unsigned int); \
		va_end(values);                              \
	}

int open(const char *path, int flags, ...)
{
	TAKE_MODE(mode, flags)
	return open_at(AT_FDCWD, path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
	TAKE_MODE(mode, flags)
	return open_at(folder, path, flags, mode);
}

DIR *opendir(const char *path)
{
	DIR *(*next)(const char *) = NULL;

	if (fails("opendir", EMFILE))
		return NULL;
	*(void **)&next = dlsym(RTLD_NEXT, "opendir");
	return next(path);
}

struct dirent *readdir(DIR *folder)
{
	struct dirent *(*next)(DIR *) = NULL;

	if (fails("readdir", EIO))
		return NULL;
	*(void **)&next = dlsym(RTLD_NEXT, "readdir");
	return next(folder);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned int flags)
{
	const char *swap = getenv("FAULT_SWAP");

	if (flags != 0 && swap != NULL && strcmp(swap, "no") == 0) {
		errno = EINVAL;
		return -1;
	}
	return fails("rename", EIO) ? -1 : (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
	return renameat2(from_folder, from, to_folder, to, 0);
}

int rename(const char *from, const char *to)
{
	return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlinkat(int folder, const char *path, int flags)
{
	return fails("unlink", EIO) ? -1 : (int)syscall(SYS_unlinkat, folder, path, flags);
}

int unlink(const char *path)
{
	return unlinkat(AT_FDCWD, path, 0);
}

int rmdir(const char *path)
{
	return unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}

int mkdirat(int folder, const char *path, mode_t mode)
{
	return fails("mkdir", ENOSPC) ? -1 : (int)syscall(SYS_mkdirat, folder, path, mode);
}

int mkdir(const char *path, mode_t mode)
{
	return mkdirat(AT_FDCWD, path, mode);
}

char *mkdtemp(char *path)
{
	char *(*next)(char *) = NULL;

	if (fails("mkdir", ENOSPC))
		return NULL;
	*(void **)&next = dlsym(RTLD_NEXT, "mkdtemp");
	return next(path);
}

int pipe(int ends[2])
{
	return fails("pipe", EMFILE) ? -1 : (int)syscall(SYS_pipe2, ends, 0);
}

pid_t fork(void)
{
	pid_t (*next)(void) = NULL;

	if (fails("fork", EAGAIN))
		return -1;
	*(void **)&next = dlsym(RTLD_NEXT, "fork");
	return next();
}
