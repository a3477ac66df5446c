/* A file of the region as its bytes stand on disk, and their SHA-256. */
#ifndef INPUT_TEXT_FILE_H
#define INPUT_TEXT_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "planner/base/error.h"

#define FILE_TABLE_BYTES_MAX ((size_t)256 * 1024 * 1024) /* also keeps every position in 32 bits */
#define FILE_POLICY_BYTES_MAX ((size_t)64 * 1024)
#define FILE_HEX_SIZE 65

struct file_bytes {
	char *bytes; /* owned; a zero byte follows the last one */
	size_t length;
};

enum file_result {
	FILE_READ,
	FILE_ABSENT,  /* there is no such file; nothing is in the log */
	FILE_REFUSED, /* not a regular file, too large, or changed while it was read: an error is in the log */
	FILE_FAILED   /* could not be read: a failure is in the log */
};

/* Reads a table or a summary of a folder, which findings call by its path; the caller frees. */
enum file_result file_read_in(struct file_bytes *file, const char *folder, const char *name, struct error_log *log);

/* Reads the whole file; the caller frees. name is what findings call it. */
enum file_result file_read(struct file_bytes *file, const char *path, size_t bytes_max, const char *name,
			   struct error_log *log);

/* A copy, which the caller frees. */
struct file_bytes file_copy(const struct file_bytes *file);

/* Writes the SHA-256 of the bytes in hexadecimal. */
void file_digest(char hex[FILE_HEX_SIZE], const struct file_bytes *file);

/* folder/name, which the caller frees. */
char *file_join_path(const char *folder, const char *name);

void file_free(struct file_bytes *file);

#endif
