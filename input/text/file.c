#include "input/text/file.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "planner/base/memory.h"

#define BYTES_PER_MIB ((size_t)1024 * 1024)
#define CHUNK_BYTES BYTES_PER_MIB

/* What is to be read, and where complaints go. */
struct request {
	const char *name;
	size_t bytes_max;
	struct error_log *log;
};

static enum file_result fail(const struct request *request, const char *path)
{
	error_fail(request->log, EXIT_SYSTEM, "cannot read %s: %s", path, strerror(errno));
	return FILE_FAILED;
}

static enum file_result refuse(const struct request *request, const char *why)
{
	error_find(request->log, false, request->name, 0, 0, NULL, "%s", why);
	return FILE_REFUSED;
}

static enum file_result refuse_size(const struct request *request)
{
	char why[64];

	if (request->bytes_max < BYTES_PER_MIB)
		snprintf(why, sizeof why, "larger than %zu KiB", request->bytes_max / 1024);
	else
		snprintf(why, sizeof why, "larger than %zu MiB", request->bytes_max / BYTES_PER_MIB);
	return refuse(request, why);
}

/* Is the file what it was before it was read? Half of a table that is just being written would be planned for without a
 * word. A file that takes its name meanwhile is another one: this one was read to its end. */
static enum file_result check_rest(int descriptor, const struct stat *before, size_t length,
				   const struct request *request)
{
	struct stat after;

	if (fstat(descriptor, &after) != 0)
		return fail(request, request->name);
	if (after.st_size == (off_t)length && after.st_size == before->st_size &&
	    after.st_mtim.tv_sec == before->st_mtim.tv_sec && after.st_mtim.tv_nsec == before->st_mtim.tv_nsec)
		return FILE_READ;
	return refuse(request, "it was changed while it was read: is it still being written?");
}

/* The size that was promised is no more than a hint: the file may grow or shrink while it is read. */
static enum file_result read_all(struct file_bytes *file, int descriptor, size_t expected,
				 const struct request *request)
{
	size_t capacity = expected + 1;

	file->bytes = memory_allocate(capacity + 1, 1);
	for (;;) {
		if (file->length == capacity) {
			capacity += CHUNK_BYTES;
			file->bytes = memory_resize(file->bytes, capacity + 1, 1);
		}
		ssize_t count = read(descriptor, file->bytes + file->length, capacity - file->length);
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return fail(request, request->name);
		if (count == 0)
			break;
		file->length += (size_t)count;
		if (file->length > request->bytes_max)
			return refuse_size(request);
	}
	file->bytes[file->length] = '\0';
	return FILE_READ;
}

static enum file_result read_descriptor(struct file_bytes *file, int descriptor, const struct request *request)
{
	struct stat status;

	if (fstat(descriptor, &status) != 0)
		return fail(request, request->name);
	if (!S_ISREG(status.st_mode))
		return refuse(request, "not a regular file");
	if (status.st_size > (off_t)request->bytes_max)
		return refuse_size(request);
	enum file_result result = read_all(file, descriptor, (size_t)status.st_size, request);
	return result == FILE_READ ? check_rest(descriptor, &status, file->length, request) : result;
}

enum file_result file_read(struct file_bytes *file, const char *path, size_t bytes_max, const char *name,
			   struct error_log *log)
{
	const struct request request = {name, bytes_max, log};
	/* O_NONBLOCK: opening a pipe must not wait for somebody to write into it. */
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	*file = (struct file_bytes){0};
	if (descriptor < 0 && errno == ENOENT)
		return FILE_ABSENT;
	if (descriptor < 0 && errno == ENXIO) /* a socket */
		return refuse(&request, "not a regular file");
	if (descriptor < 0)
		return fail(&request, path);
	enum file_result result = read_descriptor(file, descriptor, &request);
	close(descriptor);
	if (result != FILE_READ)
		file_free(file);
	return result;
}

struct file_bytes file_copy(const struct file_bytes *file)
{
	struct file_bytes copy = {memory_allocate(file->length + 1, 1), file->length};

	memcpy(copy.bytes, file->bytes, file->length);
	return copy;
}

void file_digest(char hex[FILE_HEX_SIZE], const struct file_bytes *file)
{
	struct sha256_ctx context;
	uint8_t digest[SHA256_DIGEST_SIZE];

	sha256_init(&context);
	sha256_update(&context, file->length, (const uint8_t *)file->bytes);
	sha256_digest(&context, sizeof digest, digest);
	base16_encode_update(hex, sizeof digest, digest);
	hex[FILE_HEX_SIZE - 1] = '\0';
}

char *file_join_path(const char *folder, const char *name)
{
	size_t size = strlen(folder) + strlen(name) + 2;
	char *path = memory_allocate(size, 1);

	snprintf(path, size, "%s/%s", folder, name);
	return path;
}

enum file_result file_read_in(struct file_bytes *file, const char *folder, const char *name, struct error_log *log)
{
	char *path = file_join_path(folder, name);
	enum file_result result = file_read(file, path, FILE_TABLE_BYTES_MAX, path, log);

	free(path);
	return result;
}

void file_free(struct file_bytes *file)
{
	free(file->bytes);
	*file = (struct file_bytes){0};
}
